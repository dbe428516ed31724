import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import ical from 'ical.js'
import { occurrences } from '#core/time/expand.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { ownRule, rfcRule } from './rfc-rules.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

async function addressOf(by: Caller): Promise<string> {
  const { status, body } = await by.post('/schedule/feed')
  assert.equal(status, 201)
  return new URL(body.url).pathname
}
const read = (url: string, headers: object = {}) => app.call({ method: 'GET', url, headers } as never)
const block = (by: Caller, fields: object): Promise<Body> =>
  by.post('/schedule', { title: 'Write', durationMinutes: 60, ...fields }).then(({ body }) => body)
const lines = (text: string) => text.replace(/\r\n /g, '').split('\r\n')

test('the address is shown once, ends when another is made, and when it is revoked', async () => {
  const ann = await app.as()
  assert.equal((await ann.get('/schedule/feed')).status, 404)
  const first = await addressOf(ann)
  assert.match(first, /^\/feeds\/[\w-]{43}\.ics$/)
  const { body } = await ann.get('/schedule/feed')
  assert.deepEqual(Object.keys(body), ['createdAt'])
  assert.equal((await read(first)).status, 200)
  const second = await addressOf(ann)
  assert.deepEqual([(await read(first)).status, (await read(second)).status], [404, 200])
  assert.equal((await ann.delete('/schedule/feed')).status, 204)
  assert.equal((await read(second)).status, 404)
  for (const url of ['/feeds/x.ics', `/feeds/${'a'.repeat(43)}.ics`, first.replace('.ics', '')])
    assert.equal((await read(url)).status, 404, url)
})

test('a feed shows its owner’s calendar and nobody else’s', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await block(ann, { title: 'Hers', startAt: { at: '2027-03-01T09:00:00Z' } })
  await block(bob, { title: 'His', startAt: { at: '2027-03-01T09:00:00Z' } })
  const { body, headers } = await read(await addressOf(bob))
  assert.match(String(headers['content-type']), /^text\/calendar/)
  assert.match(body, /SUMMARY:His/)
  assert.doesNotMatch(body, /Hers/)
})

test('what has not changed is answered 304, what has changed is sent', async () => {
  const ann = await app.as()
  const made = await block(ann, { startAt: { at: '2027-03-01T09:00:00Z' } })
  const url = await addressOf(ann)
  const { headers } = await read(url)
  const etag = { 'if-none-match': String(headers.etag) }
  const same = await read(url, etag)
  assert.deepEqual([same.status, same.body], [304, null])
  await ann.patch(`/schedule/${made.id}`, { title: 'Write on' })
  assert.equal((await read(url, etag)).status, 200)
})

test('a series goes out with its zone, its end in UTC, what is left out and what is different', async () => {
  const ann = await app.as()
  const { id } = await block(ann, {
    startAt: { local: '2027-03-01T09:00', zone: 'Europe/Vienna' },
    recurrence: { rrule: 'FREQ=DAILY;UNTIL=20270410T090000', skipDates: ['2027-03-05'] },
    reminderMinutes: [15],
  })
  await ann.delete(`/schedule/${id}?occurrence=2027-03-03T09:00`)
  await ann.patch(`/schedule/${id}?occurrence=2027-03-04T09:00`, {
    title: 'Moved',
    startAt: { local: '2027-03-04T11:00', zone: 'Europe/Vienna' },
  })
  const text = lines((await read(await addressOf(ann))).body)
  for (const line of [
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Vienna',
    'DTSTART:20270328T020000',
    'DTSTART;TZID=Europe/Vienna:20270301T090000',
    'RRULE:FREQ=DAILY;UNTIL=20270410T070000Z',
    'EXDATE;TZID=Europe/Vienna:20270303T090000',
    'EXDATE;TZID=Europe/Vienna:20270305T090000',
    'RECURRENCE-ID;TZID=Europe/Vienna:20270304T090000',
    'DTSTART;TZID=Europe/Vienna:20270304T110000',
    'SUMMARY:Moved',
    'DURATION:PT60M',
    'TRIGGER:-PT15M',
  ])
    assert.ok(text.includes(line), line)
})

test('another calendar that reads the feed comes to the same instants, across a change of the clocks', async () => {
  const ann = await app.as()
  await block(ann, {
    startAt: { local: '2027-03-20T18:15', zone: 'America/New_York' },
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=40' },
  })
  const { body } = await read(await addressOf(ann))
  const calendar = new ical.Component(ical.parse(body) as unknown[])
  const zone = new ical.Timezone(calendar.getFirstSubcomponent('vtimezone') as ical.Component)
  const own: string[] = []
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ical.Event(component)
    if (component.getFirstProperty('dtstart')?.getParameter('tzid')) event.startDate.zone = zone
    const iterator = event.iterator()
    for (let next = iterator.next(); next; next = iterator.next()) own.push(next.toJSDate().toISOString())
  }
  const shown = (await ann.get('/schedule?from=2027-01-01&to=2028-01-01')).body.items
  assert.deepEqual(own.sort(), shown.map(({ startAt }: Body) => startAt).sort())
  assert.equal(own.length, 40)
})

test('whole days, floating times and UTC keep their form; text is escaped and folded at 75 octets', async () => {
  const ann = await app.as()
  await block(ann, { startAt: { local: '2027-03-01', zone: null }, durationMinutes: 2880 })
  await block(ann, { startAt: { local: '2027-03-02T09:00', zone: null } })
  await block(ann, {
    startAt: { local: '2027-03-03T09:00', zone: 'UTC' },
    title: `${'ü'.repeat(60)}, b; c\\d`,
    description: 'e\nf',
  })
  const { body } = await read(await addressOf(ann))
  const text = lines(body)
  for (const line of [
    'DTSTART;VALUE=DATE:20270301',
    'DTEND;VALUE=DATE:20270303',
    'DTSTART:20270302T090000',
    'DTSTART:20270303T090000Z',
    `SUMMARY:${'ü'.repeat(60)}\\, b\\; c\\\\d`,
    'DESCRIPTION:e\\nf',
  ])
    assert.ok(text.includes(line), line)
  assert.ok(body.split('\r\n').every((line: string) => Buffer.byteLength(line) <= 75))
})

test('open tasks with a due day or time stand in the feed, done ones do not', async () => {
  const ann = await app.as()
  await ann.post('/tasks', { title: 'Tax', dueDate: '2027-03-05' })
  await ann.post('/tasks', { title: 'Call', dueAt: '2027-03-06T10:00:00Z' })
  await ann.post('/tasks', { title: 'Someday' })
  const { body: done } = await ann.post('/tasks', { title: 'Done', dueDate: '2027-03-05' })
  await ann.post(`/tasks/${done.id}/complete`)
  const text = lines((await read(await addressOf(ann))).body)
  const has = (line: string) => text.includes(line)
  assert.deepEqual(
    ['SUMMARY:Tax', 'DTSTART;VALUE=DATE:20270305', 'SUMMARY:Call', 'DTSTART:20270306T100000Z'].map(has),
    [true, true, true, true],
  )
  assert.deepEqual(['SUMMARY:Someday', 'SUMMARY:Done'].map(has), [false, false])
})

test('“the 31st, or the last day” goes out in words that every calendar reads the same way', () => {
  for (const [rrule, start, written] of [
    ['FREQ=MONTHLY;COUNT=14', '2027-01-31T08:00', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=14'],
    ['FREQ=MONTHLY;BYMONTHDAY=30;COUNT=14', '2027-01-01', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=14'],
    ['FREQ=YEARLY;COUNT=9', '2028-02-29', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1;COUNT=9'],
    ['FREQ=MONTHLY;COUNT=14', '2027-01-28', 'FREQ=MONTHLY;COUNT=14'],
  ] as const) {
    assert.equal(rfcRule(rrule, start, null), written)
    assert.deepEqual(occurrences({ rrule: ownRule(written) }, start, {}), occurrences({ rrule }, start, {}))
  }
})
