import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openSink, type Sink } from '#domains/notifications/sinks.fixture.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { fetchDue } from './fetching.service.ts'

let app: TestApp
let sink: Sink
before(async () => {
  app = await startApp()
})
beforeEach(async () => {
  app.setNow('2037-03-01T07:00:00.000Z')
  sink?.close()
  sink = await openSink()
})
after(async () => {
  sink.close()
  await app.close()
})

const event = (uid: string, title: string, day: string, ...more: string[]) =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:${title}`,
    `DTSTART:${day}T090000Z`,
    'DURATION:PT1H',
    ...more,
    'END:VEVENT',
  ].join('\r\n')
const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...events, 'END:VCALENDAR', ''].join('\r\n')

async function subscribed(by: Caller, path = '/lectures.ics'): Promise<Body> {
  const { status, body } = await by.post('/schedule/subscriptions', { url: `${sink.url}${path}` })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const turn = () => fetchDue({ ...app.platform.base, actor: null }, app.platform.reach)
/** What a worker does with it. */
const fetched = async (by: Caller, id: string): Promise<Body> => {
  await turn()
  return (await by.get(`/schedule/subscriptions/${id}`)).body
}
const refreshed = async (by: Caller, id: string): Promise<Body> => {
  assert.equal((await by.post(`/schedule/subscriptions/${id}/refresh`)).status, 200)
  return fetched(by, id)
}
const list = async (by: Caller): Promise<Body[]> => (await by.get('/schedule?from=2037-03-01&to=2037-04-01')).body.items
const told = async (by: Caller) => (await list(by)).map(({ title, startAt }) => `${title} ${startAt.slice(5, 16)}`)
const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000

test('events become blocks of the subscription; what changes, comes or goes there does so here, and the rest is left alone', async () => {
  const ann = await app.as()
  sink.says.push({
    body: calendar(event('1', 'Algebra', '20370302', 'RRULE:FREQ=WEEKLY;COUNT=2'), event('2', 'Exam', '20370303')),
  })
  const { id } = await subscribed(ann)
  const health = await fetched(ann, id)
  assert.deepEqual(
    [health.lastStatus, health.lastError, health.failures, health.eventCount, health.refusedCount],
    [200, null, 0, 2, 0],
  )
  assert.equal(health.lastSucceededAt, '2037-03-01T07:00:00.000Z')
  const next = hours('2037-03-01T07:00:00.000Z', health.nextFetchAt)
  assert.ok(next > 3.5 && next < 4.5, `${next}`)
  assert.deepEqual(await told(ann), ['Algebra 03-02T09:00', 'Exam 03-03T09:00', 'Algebra 03-09T09:00'])
  const [algebra] = await list(ann)
  assert.equal(algebra?.subscriptionId, id)
  sink.says.push({
    body: calendar(event('1', 'Algebra', '20370302', 'RRULE:FREQ=WEEKLY;COUNT=2'), event('3', 'Party', '20370305')),
  })
  await refreshed(ann, id)
  assert.deepEqual(await told(ann), ['Algebra 03-02T09:00', 'Party 03-05T09:00', 'Algebra 03-09T09:00'])
  assert.equal((await list(ann))[0]?.version, algebra?.version)
  sink.says.push({ body: calendar(event('1', 'Geometry', '20370302'), event('3', 'Party', '20370305')) })
  await refreshed(ann, id)
  assert.deepEqual(await told(ann), ['Geometry 03-02T09:00', 'Party 03-05T09:00'])
  assert.equal((await list(ann))[0]?.id, algebra?.id)
})

test('its server is asked whether anything has changed, and an unchanged calendar costs nothing', async () => {
  const ann = await app.as()
  const [etag, modified] = ['"v1"', 'Sun, 01 Mar 2037 06:00:00 GMT']
  sink.says.push({ body: calendar(event('1', 'Algebra', '20370302')), headers: { etag, 'last-modified': modified } })
  const { id } = await subscribed(ann)
  await fetched(ann, id)
  sink.says.push({ status: 304 })
  const health = await refreshed(ann, id)
  const asked = sink.heard.at(-1)?.headers
  assert.deepEqual([asked?.['if-none-match'], asked?.['if-modified-since']], [etag, modified])
  assert.deepEqual([health.lastStatus, health.lastError, health.eventCount], [304, null, 1])
  assert.deepEqual(await told(ann), ['Algebra 03-02T09:00'])
})

test('what its server answers wrongly is kept with the subscription, tried again later each time, and its blocks stay', async () => {
  const ann = await app.as()
  sink.says.push({ body: calendar(event('1', 'Algebra', '20370302')) })
  const { id } = await subscribed(ann)
  await fetched(ann, id)
  const waits: number[] = []
  for (const said of [{ status: 500 }, { status: 404 }, { body: 'nothing of a calendar' }]) {
    sink.says.push(said)
    const health = await refreshed(ann, id)
    assert.ok(health.lastError.length > 20)
    assert.equal(health.lastStatus, said.status ?? 200)
    assert.equal(health.failures, waits.push(hours('2037-03-01T07:00:00.000Z', health.nextFetchAt)))
  }
  assert.ok(
    waits.every((wait, at) => at === 0 || wait > (waits[at - 1] ?? 0)),
    waits.join(),
  )
  sink.says.push({ status: 503, headers: { 'retry-after': '36000' } })
  const health = await refreshed(ann, id)
  assert.ok(hours('2037-03-01T07:00:00.000Z', health.nextFetchAt) > 8.9)
  assert.equal(health.lastSucceededAt, '2037-03-01T07:00:00.000Z')
  assert.deepEqual(await told(ann), ['Algebra 03-02T09:00'])
})

test('private addresses, redirects to them and more than five megabytes are refused, and it says so', async () => {
  const ann = await app.as()
  const { body: inner } = await ann.post('/schedule/subscriptions', { url: 'http://10.0.0.1/calendar.ics' })
  assert.match((await fetched(ann, inner.id)).lastError, /private/)
  const { id } = await subscribed(ann)
  sink.says.push({ status: 302, headers: { location: 'http://192.168.0.1/calendar.ics' } })
  assert.match((await fetched(ann, id)).lastError, /private/)
  sink.says.push({ body: 'x'.repeat(5_000_001) })
  assert.match((await refreshed(ann, id)).lastError, /larger than 5 MB/)
  assert.deepEqual(await told(ann), [])
})

test('what comes from a subscribed calendar is read only here', async () => {
  const ann = await app.as()
  sink.says.push({ body: calendar(event('1', 'Algebra', '20370302', 'RRULE:FREQ=DAILY;COUNT=3')) })
  const { id } = await subscribed(ann)
  await fetched(ann, id)
  const [block] = await list(ann)
  const { occurrence } = block ?? {}
  const url = `/schedule/${block?.id}`
  for (const answer of [
    await ann.patch(url, { title: 'Mine' }),
    await ann.patch(`${url}?occurrence=${occurrence}`, { title: 'Mine' }),
    await ann.delete(url),
    await ann.delete(`${url}?occurrence=${occurrence}`),
    await ann.post(`${url}/complete`, { occurrence }),
    await ann.post(`${url}/skip`, { occurrence }),
  ])
    assert.equal(answer.status, 403)
  assert.equal((await list(ann)).length, 3)
})

test('two calendars and a file may use the same UID', async () => {
  const ann = await app.as()
  const ics = calendar(event('1', 'Algebra', '20370302'))
  sink.answer = () => ({ body: ics })
  const [one, two] = [await subscribed(ann, '/1'), await subscribed(ann, '/2')]
  await fetched(ann, one.id)
  await fetched(ann, two.id)
  assert.equal((await ann.post('/schedule/import', { ics })).body.imported, 1)
  const sources = (await list(ann)).map(({ subscriptionId }) => subscriptionId)
  assert.deepEqual(new Set(sources), new Set([one.id, two.id, null]))
  const same = await ann.post('/schedule/subscriptions', { url: `${sink.url}/1` })
  assert.equal(same.status, 409)
})

test('ending a subscription sends its blocks to the trash; a block from there comes back as one’s own', async () => {
  const ann = await app.as()
  sink.answer = () => ({ body: calendar(event('1', 'Algebra', '20370302')) })
  const { id } = await subscribed(ann)
  await fetched(ann, id)
  const [block] = await list(ann)
  assert.equal((await ann.delete(`/schedule/subscriptions/${id}`)).status, 204)
  assert.deepEqual(await told(ann), [])
  const { status, body } = await ann.post(`/schedule/${block?.id}/restore`)
  assert.deepEqual([status, body.subscriptionId], [200, null])
  assert.equal((await ann.patch(`/schedule/${block?.id}`, { title: 'Mine' })).status, 200)
  assert.equal((await ann.post(`/schedule/subscriptions/${id}/restore`)).status, 200)
  await fetched(ann, id)
  assert.deepEqual((await told(ann)).sort(), ['Algebra 03-02T09:00', 'Mine 03-02T09:00'])
})

test('of two workers one reads a calendar, and one that was deleted while it was read brings nothing', async () => {
  const ann = await app.as()
  const { id } = await subscribed(ann)
  sink.answer = () => ({ body: calendar(event('1', 'Algebra', '20370302')) })
  await Promise.all([turn(), turn(), turn()])
  assert.equal((await ann.get(`/schedule/subscriptions/${id}`)).body.eventCount, 1)
  assert.equal(sink.heard.length, 1)
  const { id: other } = await subscribed(ann, '/other')
  const gone: Promise<unknown>[] = []
  sink.answer = () => {
    gone.push(ann.delete(`/schedule/subscriptions/${other}`))
    return { body: calendar(event('9', 'Ghost', '20370302')) }
  }
  await fetched(ann, other)
  await Promise.all(gone)
  await fetched(ann, other)
  assert.deepEqual(await told(ann), ['Algebra 03-02T09:00'])
})

test('webcal is https, a name is the host unless told, and no more than twenty are held', async () => {
  // Due for no other test.
  app.setNow('2037-03-02T07:00:00.000Z')
  const ann = await app.as()
  const { body } = await ann.post('/schedule/subscriptions', { url: 'webcal://example.org/a.ics' })
  assert.deepEqual([body.url, body.name], ['https://example.org/a.ics', 'example.org'])
  for (let n = 1; n < 20; n++) await ann.post('/schedule/subscriptions', { url: `https://example.org/${n}.ics` })
  assert.equal((await ann.post('/schedule/subscriptions', { url: 'https://example.org/21.ics' })).status, 409)
  for (const url of ['ftp://example.org/a', 'file:///etc/passwd', 'example.org', `https://e.org/${'x'.repeat(2_000)}`])
    assert.equal((await ann.post('/schedule/subscriptions', { url })).status, 400)
})

test('a worker reads a new subscription by itself, and again when its time has come', async () => {
  app.setNow(null)
  const ann = await app.as()
  sink.answer = () => ({ body: calendar(event('1', 'Algebra', '20370302')) })
  const { id } = await subscribed(ann)
  await app.work()
  const { nextFetchAt } = await eventually(async () => {
    const health = (await ann.get(`/schedule/subscriptions/${id}`)).body
    assert.equal(health.eventCount, 1)
    return health
  })
  assert.deepEqual(await told(ann), ['Algebra 03-02T09:00'])
  const heard = sink.heard.length
  app.setNow(new Date(Date.parse(nextFetchAt) - 1_000).toISOString())
  assert.equal(await turn(), false)
  app.setNow(new Date(Date.parse(nextFetchAt) + 1_000).toISOString())
  await eventually(() => assert.equal(sink.heard.length, heard + 1))
})
