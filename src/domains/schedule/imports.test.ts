import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { readCalendar } from './ics-import.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

async function taken(by: Caller, ics: string): Promise<Body> {
  const { status, body } = await by.post('/schedule/import', { ics })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const list = async (by: Caller, from: string, to: string): Promise<Body[]> =>
  (await by.get(`/schedule?from=${from}&to=${to}`)).body.items
const told = (items: Body[]) => items.map(({ local, zone, title, endAt }) => `${local} ${zone} ${title} ${endAt}`)

test('real shapes come in: whole days, floating, UTC, zones with a path, UNTIL in UTC, EXDATE in another form', async () => {
  const ann = await app.as()
  const body = await taken(
    ann,
    calendar(
      ['UID:1', 'SUMMARY:Fair', 'DTSTART;VALUE=DATE:20270301', 'DTEND;VALUE=DATE:20270303'],
      ['UID:2', 'SUMMARY:Float', 'DTSTART:20270301T090000', 'DURATION:PT30M'],
      ['UID:3', 'SUMMARY:Utc', 'DTSTART:20270301T100000Z', 'DTEND:20270301T110000Z'],
      [
        'UID:4',
        'SUMMARY:Path',
        'DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Vienna:20270301T120000',
        'DTEND;TZID=/freeassociation.sourceforge.net/Europe/Vienna:20270301T130000',
      ],
      [
        'UID:5',
        'SUMMARY:Team\\, all',
        'DTSTART;TZID=W. Europe Standard Time:20270301T150000',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;UNTIL=20270304T140000Z',
        'EXDATE:20270302T140000Z',
        'EXDATE;TZID=W. Europe Standard Time:20270303T150000',
      ],
      ['UID:6', 'SUMMARY:Day', 'DTSTART;VALUE=DATE:20270304', 'RRULE:FREQ=WEEKLY;COUNT=2', 'TRANSP:TRANSPARENT'],
    ),
  )
  assert.deepEqual(body, { imported: 6, updated: 0, refusedCount: 0, refused: [] })
  assert.deepEqual(told(await list(ann, '2027-03-01', '2027-03-12')), [
    '2027-03-01 null Fair 2027-03-03T00:00:00.000Z',
    '2027-03-01T09:00 null Float 2027-03-01T09:30:00.000Z',
    '2027-03-01T10:00 UTC Utc 2027-03-01T11:00:00.000Z',
    '2027-03-01T12:00 Europe/Vienna Path 2027-03-01T12:00:00.000Z',
    '2027-03-01T15:00 Europe/Berlin Team, all 2027-03-01T15:00:00.000Z',
    '2027-03-04 null Day 2027-03-05T00:00:00.000Z',
    '2027-03-04T15:00 Europe/Berlin Team, all 2027-03-04T15:00:00.000Z',
    '2027-03-11 null Day 2027-03-12T00:00:00.000Z',
  ])
})

test('what was moved, renamed or cancelled within a series arrives as that', async () => {
  const ann = await app.as()
  const series = [
    'UID:s',
    'SUMMARY:Run',
    'DTSTART;TZID=Europe/Vienna:20270301T070000',
    'DURATION:PT1H',
    'RRULE:FREQ=DAILY;COUNT=4',
  ]
  const one = (day: string, ...more: string[]) => [
    'UID:s',
    `RECURRENCE-ID;TZID=Europe/Vienna:202703${day}T070000`,
    ...more,
  ]
  const ics = calendar(
    one('02', 'SUMMARY:Run far', 'DTSTART;TZID=Europe/Vienna:20270302T090000', 'DURATION:PT2H'),
    series,
    one('03', 'SUMMARY:Run', 'DTSTART;TZID=Europe/Vienna:20270303T070000', 'STATUS:CANCELLED'),
    [
      'UID:other',
      'RECURRENCE-ID:20270305T070000Z',
      'SUMMARY:Invited once',
      'DTSTART:20270305T080000Z',
      'DURATION:PT1H',
    ],
  )
  await taken(ann, ics)
  const expected = [
    '2027-03-01T07:00 Europe/Vienna Run 2027-03-01T07:00:00.000Z',
    '2027-03-02T09:00 Europe/Vienna Run far 2027-03-02T10:00:00.000Z',
    '2027-03-04T07:00 Europe/Vienna Run 2027-03-04T07:00:00.000Z',
    '2027-03-05T08:00 UTC Invited once 2027-03-05T09:00:00.000Z',
  ]
  assert.deepEqual(told(await list(ann, '2027-03-01', '2027-03-12')), expected)
  assert.deepEqual(await taken(ann, ics), { imported: 0, updated: 2, refusedCount: 0, refused: [] })
  assert.deepEqual(told(await list(ann, '2027-03-01', '2027-03-12')), expected)
})

test('a calendar that goes out and comes in elsewhere loses nothing', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const made = async (fields: object) =>
    (await ann.post('/schedule', { title: 'T', durationMinutes: 45, ...fields })).body
  await made({ startAt: { local: '2027-03-02', zone: null }, durationMinutes: 1440, title: 'Tag; mit, Zeichen\\' })
  await made({
    startAt: { local: '2027-03-02T09:00', zone: null },
    recurrence: { rrule: 'FREQ=DAILY;UNTIL=20270309T090000' },
  })
  await made({ startAt: { local: '2027-01-31T10:00', zone: 'UTC' }, recurrence: { rrule: 'FREQ=MONTHLY' } })
  const { id } = await made({
    startAt: { local: '2027-03-01T18:15', zone: 'America/New_York' },
    recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270501T000000', skipDates: ['2027-03-10'] },
    description: 'zwei\nZeilen',
    location: 'Halle',
    type: 'exercise',
    reminderMinutes: [5, 60],
    busy: false,
  })
  await ann.delete(`/schedule/${id}?occurrence=2027-03-17T18:15`)
  const changed = { title: 'Spät', startAt: { local: '2027-03-23T20:00', zone: 'America/New_York' }, description: null }
  await ann.patch(`/schedule/${id}?occurrence=2027-03-22T18:15`, changed)
  await ann.post(`/schedule/${id}/complete`, { occurrence: '2027-03-24T18:15' })
  const feed = new URL((await ann.post('/schedule/feed')).body.url).pathname
  const { body: ics } = await app.call({ method: 'GET', url: feed })
  await taken(bob, ics)
  const content = (items: Body[]) =>
    items.map(({ id: _, version: __, createdAt: ___, updatedAt: ____, ...rest }) => JSON.stringify(rest)).sort()
  const window = ['2027-01-01', '2027-12-31'] as const
  const own = content(await list(ann, ...window))
  assert.ok(own.length > 35)
  assert.deepEqual(content(await list(bob, ...window)), own)
  assert.deepEqual((await taken(ann, ics)).imported, 0)
  assert.deepEqual(content(await list(ann, ...window)), own)
})

test('a change of an occurrence that its series does not have comes in alone, and the series with it', async () => {
  const ann = await app.as()
  const at = (...more: string[]) => ['UID:team', 'SUMMARY:Team', ...more, 'DURATION:PT1H']
  const body = await taken(
    ann,
    calendar(
      at('DTSTART:20270301T090000Z', 'RRULE:FREQ=WEEKLY;COUNT=2'),
      at('RECURRENCE-ID;VALUE=DATE:20270308', 'DTSTART:20270308T110000Z'),
      at('RECURRENCE-ID:20270310T090000Z', 'DTSTART:20270311T090000Z'),
      at('RECURRENCE-ID:20270312T090000Z', 'DTSTART:20270312T090000Z', 'STATUS:CANCELLED'),
    ),
  )
  assert.deepEqual([body.imported, body.refused], [2, []])
  assert.deepEqual(
    (await list(ann, '2027-03-01', '2027-03-20')).map(({ startAt }) => startAt.slice(0, 16)),
    ['2027-03-01T09:00', '2027-03-08T11:00', '2027-03-11T09:00'],
  )
})

test('what cannot be held stays out with its reason, and the rest comes in', async () => {
  const ann = await app.as()
  const at = (uid: string, ...more: string[]) => [
    `UID:${uid}`,
    `SUMMARY:${uid}`,
    'DTSTART:20270301T090000Z',
    'DURATION:PT1H',
    ...more,
  ]
  const { imported, refused } = await taken(
    ann,
    calendar(
      at('good'),
      at('second', 'RRULE:FREQ=SECONDLY'),
      at('rdate', 'RDATE:20270302T090000Z'),
      at('off', 'RRULE:FREQ=WEEKLY;BYDAY=FR'),
      at('endless', 'RRULE:FREQ=DAILY;COUNT=1000000'),
      at('gone', 'STATUS:CANCELLED'),
      ['UID:mars', 'SUMMARY:mars', 'DTSTART;TZID=Mars/Base:20270301T090000'],
      ['UID:back', 'SUMMARY:back', 'DTSTART:20270301T090000Z', 'DTEND:20270301T080000Z'],
      ['UID:never', 'SUMMARY:never'],
    ),
  )
  assert.equal(imported, 1)
  assert.deepEqual(
    refused.map(({ uid }: Body) => uid),
    ['second', 'rdate', 'off', 'endless', 'gone', 'mars', 'back', 'never'],
  )
  assert.ok(refused.every(({ reason }: Body) => reason.length > 10))
})

test('a file that is no calendar, too large or of too many events is refused, and nothing of it comes in', async () => {
  const ann = await app.as()
  const event = ['UID:x', 'DTSTART:20270301T090000Z', 'DURATION:PT1H']
  for (const [ics, status] of [
    ['hello', 422],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 422],
    [calendar(...Array.from({ length: 5_001 }, () => event)), 422],
    ['x'.repeat(5_000_001), 400],
    ['x'.repeat(6_000_001), 413],
  ] as const)
    assert.equal((await ann.post('/schedule/import', { ics })).status, status)
  const asFile = await app.call({
    method: 'POST',
    url: '/api/schedule/import',
    headers: { authorization: `Bearer ${ann.token}`, 'content-type': 'text/calendar' },
    payload: calendar(event),
  })
  assert.deepEqual([asFile.status, asFile.body.imported], [200, 1])
})

test('a file that is imported twice at once comes in once', async () => {
  const ann = await app.as()
  const ics = calendar(['UID:twice', 'SUMMARY:Once', 'DTSTART:20270301T090000Z', 'DURATION:PT1H'])
  const answers = await Promise.all([taken(ann, ics), taken(ann, ics)])
  assert.deepEqual(answers.map(({ imported }) => imported).sort(), [0, 1])
  assert.equal((await list(ann, '2027-03-01', '2027-03-02')).length, 1)
})

test('five megabytes that stand for millions of occurrences cost what five megabytes cost', async () => {
  const ann = await app.as()
  const hourly = ['DTSTART:19010101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY', `DESCRIPTION:${'x'.repeat(800)}`]
  const ics = calendar(...Array.from({ length: 4_900 }, (_, at) => [`UID:${at}`, ...hourly]))
  const dates = calendar([...hourly, 'UID:many', `EXDATE:${'20270301T090000Z,'.repeat(290_000)}20270301T090000Z`])
  assert.ok(ics.length > 4_400_000 && dates.length > 4_900_000)
  assert.equal((await taken(ann, dates)).refusedCount, 1)
  const before = process.threadCpuUsage()
  assert.equal(readCalendar(ics, 'UTC').blocks.length, 4_900)
  assert.equal(readCalendar(dates, 'UTC').refusals.length, 1)
  const { user } = process.threadCpuUsage(before)
  assert.ok(user < 5_000_000, `${user / 1000} ms`)
})

test('a calendar of millions of occurrences is held, and reading too much of it is refused instead of endless', async () => {
  const ann = await app.as()
  const hourly = ['DTSTART:19010101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY', 'BEGIN:VALARM', 'ACTION:DISPLAY']
  const alarm = ['TRIGGER:-PT10M', 'END:VALARM']
  await taken(ann, calendar(...Array.from({ length: 1_000 }, (_, at) => [`UID:${at}`, ...hourly, ...alarm])))
  const before = process.threadCpuUsage()
  const month = await ann.get('/schedule?from=2027-03-01&to=2027-04-01')
  assert.deepEqual([month.status, month.body.code], [400, 'invalid_input'])
  assert.equal((await list(ann, '2027-03-01T10:00:00.000Z', '2027-03-01T11:00:00.000Z')).length, 1_000)
  assert.equal((await ann.post('/schedule/generate', {})).status, 400)
  const { user } = process.threadCpuUsage(before)
  assert.ok(user < 3_000_000, `${user / 1000} ms`)
})
