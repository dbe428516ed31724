import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const made = async (by: Caller, more: object = {}): Promise<Body> =>
  (await by.post('/metrics', { name: 'Weight', direction: 'lower', ...more })).body

test('a metric has every field and shows nothing internal', async () => {
  const ann = await app.as()
  const { status, body } = await ann.post('/metrics', { name: ' Sleep ', unit: 'hours', target: 8, tags: ['a', 'a'] })
  assert.equal(status, 201)
  assert.deepEqual(
    [body.name, body.unit, body.direction, body.target, body.frequency, body.status, body.tags, body.goalIds],
    ['Sleep', 'hours', 'higher', 8, 'daily', 'active', ['a'], []],
  )
  assert.deepEqual([body.currentValue, body.currentAt, body.previousValue, body.logCount], [null, null, null, 0])
  assert.equal('targetSince' in body, false)
})

test('a log moves the latest value, wherever in time it stands, and so does its end', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const url = `/metrics/${id}/logs`
  const { status, headers, body: log } = await ann.post(url, { value: 72, loggedAt: '2025-03-02T08:00:00Z', note: 'n' })
  assert.deepEqual([status, headers.location], [201, `/api${url}/${log.id}`])
  assert.deepEqual((await ann.get(`${url}/${log.id}`)).body, log)
  await ann.post(url, { value: 75, loggedAt: '2025-03-01T08:00:00Z' })
  const { body: metric } = await ann.get(`/metrics/${id}`)
  assert.deepEqual(
    [metric.currentValue, metric.currentAt, metric.previousValue, metric.logCount],
    [72, '2025-03-02T08:00:00.000Z', 75, 2],
  )
  assert.equal((await ann.delete(`${url}/${log.id}`)).status, 204)
  const { body: before } = await ann.get(`/metrics/${id}`)
  assert.deepEqual([before.currentValue, before.previousValue, before.logCount], [75, null, 1])
  assert.equal((await ann.post(`/metric-logs/${log.id}/restore`)).status, 200)
  assert.equal((await ann.get(`/metrics/${id}`)).body.currentValue, 72)
})

test('values that are no finite numbers, and times that have not come, are refused', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  for (const value of ['NaN', '"NaN"', 'null', '1e308', '-1e308', '1e999', 'true', '"5"'])
    assert.equal((await post(ann, `/metrics/${id}/logs`, `{"value":${value}}`)).status, 400, value)
  app.setNow('2027-03-01T12:00:00Z')
  const late = await ann.post(`/metrics/${id}/logs`, { value: 1, loggedAt: '2027-03-02T00:00:00Z' })
  assert.deepEqual([late.status, late.body.errors[0].path], [400, 'loggedAt'])
  assert.equal((await ann.post(`/metrics/${id}/logs`, { value: 1, loggedAt: '2027-03-01T23:59:59Z' })).status, 201)
  assert.equal((await ann.get(`/metrics/${id}`)).body.logCount, 1)
  app.setNow(null)
})

const post = (by: Caller, url: string, payload: string) =>
  app.call({
    method: 'POST',
    url: `/api${url}`,
    payload,
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'application/json' },
  })

test('an external id makes a repeated log one log, and it may be free again after the trash', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const url = `/metrics/${id}/logs`
  const { body: first } = await ann.post(url, { value: 1, externalId: 'x', loggedAt: '2025-01-01T00:00:00Z' })
  const { status, body: again } = await ann.post(url, { value: 2, externalId: 'x', loggedAt: '2025-01-01T00:00:00Z' })
  assert.deepEqual([status, again.id, again.value, again.version], [201, first.id, 2, 2])
  await ann.delete(`${url}/${first.id}`)
  const { body: fresh } = await ann.post(url, { value: 3, externalId: 'x' })
  assert.notEqual(fresh.id, first.id)
  assert.equal((await ann.post(`/metric-logs/${first.id}/restore`)).status, 409)
})

test('many logs at once: each row is judged by itself, and of one external id the last row wins', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const url = `/metrics/${id}/logs`
  await ann.post(url, { value: 1, externalId: 'old', loggedAt: '2025-01-01T00:00:00Z' })
  const { status, body } = await ann.post(url, {
    logs: [
      { value: 5, externalId: 'twice', loggedAt: '2025-01-02T00:00:00Z' },
      { value: 'many' },
      { value: 6, externalId: 'twice', loggedAt: '2025-01-02T00:00:00Z' },
      { value: 7, externalId: 'old', loggedAt: '2025-01-01T00:00:00Z' },
      { value: 8, loggedAt: '2999-01-01T00:00:00Z' },
      { value: 9, surprise: true },
      7,
      { value: 9, note: 'a\u0000b' },
      { value: 9, loggedAt: '2025-01-03T00:00:00Z' },
    ],
  })
  assert.equal(status, 200)
  assert.deepEqual(
    body.results.map((row: Body) => row.status),
    ['superseded', 'refused', 'created', 'updated', 'refused', 'refused', 'refused', 'refused', 'created'],
  )
  assert.equal(body.results[0].id, body.results[2].id)
  assert.match(body.results[1].error, /value/)
  assert.match(body.results[4].error, /loggedAt/)
  assert.match(body.results[5].error, /surprise/)
  const { items } = (await ann.get(`${url}?order=oldest`)).body
  assert.deepEqual(
    items.map((log: Body) => log.value),
    [7, 6, 9],
  )
})

test('one call takes a thousand logs and no more, and either one value or a list', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const logs = Array.from({ length: 1_001 }, (_, i) => ({
    value: i,
    loggedAt: new Date(1.7e12 + i * 6e4).toISOString(),
  }))
  const url = `/metrics/${id}/logs`
  assert.equal((await ann.post(url, { logs })).status, 400)
  assert.equal((await ann.post(url, { logs: logs.slice(1) })).body.results.length, 1_000)
  for (const body of [{}, { value: 1, logs: [{ value: 1 }] }, { logs: [] }, { note: 'x', logs: [{ value: 1 }] }])
    assert.equal((await ann.post(url, body)).status, 400)
  assert.equal((await ann.get(`/metrics/${id}`)).body.logCount, 1_000)
})

test('logs are listed by time, within days of the owner or instants, page by page', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  const { id } = await made(ann)
  const url = `/metrics/${id}/logs`
  const at = ['2025-03-01T04:59:59Z', '2025-03-01T05:00:00Z', '2025-03-02T04:59:59Z', '2025-03-02T05:00:00Z']
  await ann.post(url, { logs: at.map((loggedAt, value) => ({ value, loggedAt })) })
  const values = async (query: string) => (await ann.get(`${url}?${query}`)).body.items.map((log: Body) => log.value)
  assert.deepEqual(await values('from=2025-03-01&to=2025-03-01&order=oldest'), [1, 2])
  assert.deepEqual(await values('from=2025-03-01T04:59:59Z&to=2025-03-02T05:00:00Z'), [2, 1, 0])
  const { body: page } = await ann.get(`${url}?limit=3`)
  const { body: rest } = await ann.get(`${url}?limit=3&cursor=${page.nextCursor}`)
  assert.deepEqual(
    [...page.items, ...rest.items].map((log: Body) => log.value),
    [3, 2, 1, 0],
  )
})

test('a log belongs to its metric and its owner', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [one, other] = [await made(ann), await made(ann)]
  const { body: log } = await ann.post(`/metrics/${one.id}/logs`, { value: 1 })
  for (const [by, metric] of [
    [bob, one],
    [ann, other],
  ] as const) {
    const url = `/metrics/${metric.id}/logs/${log.id}`
    const answers = [await by.get(url), await by.patch(url, { value: 2 }), await by.delete(url)]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 404],
    )
  }
  assert.equal((await bob.post(`/metrics/${one.id}/logs`, { value: 1 })).status, 404)
  assert.equal((await bob.post(`/metric-logs/${log.id}/restore`)).status, 404)
  assert.equal((await ann.get(`/metrics/${one.id}`)).body.logCount, 1)
})

test('a metric in the trash takes its logs out of sight and brings them back', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const { body: log } = await ann.post(`/metrics/${id}/logs`, { value: 1 })
  await ann.delete(`/metrics/${id}`)
  assert.equal((await ann.get(`/metrics/${id}/logs/${log.id}`)).status, 404)
  assert.equal((await ann.post(`/metrics/${id}/logs`, { value: 1 })).status, 404)
  const { body: synced } = await ann.get('/sync?since=0')
  assert.equal(synced.changes.find((change: Body) => change.id === log.id)?.item ?? null, null)
  await ann.post(`/metrics/${id}/restore`)
  assert.equal((await ann.get(`/metrics/${id}/logs/${log.id}`)).status, 200)
})

test('an offline device creates, changes and deletes logs through sync', async () => {
  const ann = await app.as()
  const { id: metricId } = await made(ann)
  const id = newId()
  const push = async (op: string, fields: object) =>
    (await ann.post('/sync', { operations: [{ opId: newId(), entity: 'metric_log', id, op, fields }] })).body.results[0]
  assert.equal((await push('create', { metricId, value: 4 })).status, 'applied')
  await push('update', { value: 5 })
  assert.equal((await ann.get(`/metrics/${metricId}`)).body.currentValue, 5)
  await push('delete', {})
  assert.equal((await ann.get(`/metrics/${metricId}`)).body.logCount, 0)
})

test('a hundred logs at once are all there, and the latest value is one of them', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const logs = Array.from({ length: 100 }, (_, value) => ann.post(`/metrics/${id}/logs`, { value }))
  assert.ok((await Promise.all(logs)).every(({ status }) => status === 201))
  const { body } = await ann.get(`/metrics/${id}`)
  const { items } = (await ann.get(`/metrics/${id}/logs?limit=1`)).body
  assert.deepEqual([body.logCount, body.currentValue], [100, items[0].value])
})

test('a day of two logs shares its rank with a day of one log that is their mean', async () => {
  const ann = await app.as()
  const day = (i: number) => `2025-03-0${i + 1}T09:00:00Z`
  const logged = async (name: string, values: number[], ...more: { value: number; loggedAt: string }[]) => {
    const { id } = (await ann.post('/metrics', { name })).body
    const logs = [...values.map((value, i) => ({ value, loggedAt: day(i) })), ...more]
    assert.equal((await ann.post(`/metrics/${id}/logs`, { logs })).status, 200)
  }
  await logged('Sleep', [7.3, 1, 2, 3, 4, 5, 6], { value: 6.3, loggedAt: day(7) }, { value: 8.3, loggedAt: day(7) })
  await logged('Mood', [9, 1, 2, 3, 4, 5, 6, 9])
  const [found] = (await ann.get('/metrics/correlations?days=30&now=2025-03-15T12:00:00Z')).body.items
  assert.deepEqual([found.n, found.spearman.r], [8, 1])
})

test('a metric that is linked to a goal lives on when the goal goes to the trash', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'Lose weight' })
  const { id } = await made(ann, { goalIds: [goal.id], target: 70 })
  assert.deepEqual(
    (await ann.get(`/metrics?goalId=${goal.id}`)).body.items.map((one: Body) => one.id),
    [id],
  )
  await ann.delete(`/goals/${goal.id}`)
  assert.equal((await ann.post(`/metrics/${id}/logs`, { value: 69 })).status, 201)
  assert.equal((await ann.patch(`/metrics/${id}`, { name: 'Waist' })).status, 200)
  assert.equal((await ann.post('/metrics', { name: 'A', goalIds: [goal.id] })).status, 404)
  assert.equal((await ann.post('/metrics', { name: 'A', goalIds: [newId()] })).status, 404)
})
