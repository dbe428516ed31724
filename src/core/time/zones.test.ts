import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  isDay,
  isLocal,
  isZone,
  localOf,
  resolveLocal,
  resolveLocals,
  startOfDay,
  startOfWeek,
  weekdayOf,
} from './zones.ts'

/** Wall clock to instant, computed apart from this code with Temporal and the published rules of each zone. */
const WALL_CLOCK: [local: string, zone: string, instant: string][] = [
  ['2027-03-14T02:30', 'America/New_York', '2027-03-14T07:30:00.000Z'],
  ['2027-11-07T01:30', 'America/New_York', '2027-11-07T05:30:00.000Z'],
  ['2027-10-03T02:15', 'Australia/Lord_Howe', '2027-10-02T15:45:00.000Z'],
  ['2026-04-24T00:00', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ['2018-11-04T00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2027-06-01T09:00', 'Asia/Kathmandu', '2027-06-01T03:15:00.000Z'],
  ['2027-03-27T18:15', 'Europe/Berlin', '2027-03-27T17:15:00.000Z'],
  ['2027-03-28T18:15', 'Europe/Berlin', '2027-03-28T16:15:00.000Z'],
  ['2027-10-30T18:15', 'Europe/Berlin', '2027-10-30T16:15:00.000Z'],
  ['2027-10-31T18:15', 'Europe/Berlin', '2027-10-31T17:15:00.000Z'],
  ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ['2027-01-01T00:00:30', 'UTC', '2027-01-01T00:00:30.000Z'],
]

test('a skipped wall-clock time moves on by the gap, a repeated one means the first', () => {
  for (const [local, zone, instant] of WALL_CLOCK) assert.equal(resolveLocal(local, zone), instant, `${local} ${zone}`)
})

test('the zone of the server changes no result', () => {
  const modules = JSON.stringify(new URL('./zones.ts', import.meta.url).href)
  const program = `import(${modules}).then(({ resolveLocal, localOf, dayOf }) => {
    for (const [local, zone, instant] of ${JSON.stringify(WALL_CLOCK)})
      console.log(resolveLocal(local, zone), localOf(instant, zone), dayOf(instant, zone, '04:00'))
  })`
  const expected = WALL_CLOCK.map(([local, zone, at]) =>
    [resolveLocal(local, zone), localOf(at, zone), dayOf(at, zone, '04:00')].join(' '),
  )
  for (const TZ of ['America/New_York', 'Australia/Lord_Howe', 'UTC']) {
    const child = spawnSync(process.execPath, ['-e', program], { env: { ...process.env, TZ }, encoding: 'utf8' })
    assert.deepEqual(child.stdout.trim().split('\n'), expected, `${TZ} ${child.stderr}`)
  }
})

test('every wall-clock time that exists is read back unchanged', () => {
  const zones = fc.constantFrom(
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'UTC',
  )
  const minutes = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2099, 0) / 60_000 })
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const instant = new Date(minute * 60_000).toISOString()
      const local = localOf(instant, zone)
      assert.equal(
        local,
        Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16),
      )
      // In a repeated hour the first of the two instants comes back.
      const back = resolveLocal(local, zone)
      assert.ok(back <= instant)
      assert.equal(localOf(back, zone), local)
    }),
    { numRuns: 500 },
  )
})

test('two wall-clock times that meet when the clocks jump ring once, and the order is that of the instants', () => {
  const locals = ['2027-03-14T02:00', '2027-03-14T02:30', '2027-03-14T03:00', '2027-03-14T03:15']
  assert.deepEqual(resolveLocals(locals, 'America/New_York'), [
    '2027-03-14T07:00:00.000Z',
    '2027-03-14T07:15:00.000Z',
    '2027-03-14T07:30:00.000Z',
  ])
})

test('a day that starts at four keeps the small hours in yesterday', () => {
  assert.equal(dayOf('2027-03-02T02:59:00Z', 'Europe/Berlin', '04:00'), '2027-03-01')
  assert.equal(dayOf('2027-03-02T03:00:00Z', 'Europe/Berlin', '04:00'), '2027-03-02')
  assert.equal(dayOf('2027-03-01T23:30:00Z', 'Europe/Berlin'), '2027-03-02')
  assert.equal(startOfDay('2027-03-02', 'Europe/Berlin', '04:00'), '2027-03-02T03:00:00.000Z')
  assert.equal(startOfDay('2026-04-24', 'Africa/Cairo'), '2026-04-23T22:00:00.000Z')
})

test('seconds of an instant are kept on the wall clock and milliseconds are dropped', () => {
  assert.equal(localOf('2027-03-01T09:00:07.900Z', 'UTC'), '2027-03-01T09:00:07')
  assert.equal(localOf('2027-03-01T09:00:00.900Z', 'UTC'), '2027-03-01T09:00')
  assert.equal(localOf('2027-03-01T09:00:00+02:00', 'UTC'), '2027-03-01T07:00')
})

test('day arithmetic agrees with Temporal', () => {
  const days = fc.integer({ min: -30_000, max: 90_000 })
  fc.assert(
    fc.property(days, fc.integer({ min: -5000, max: 5000 }), (number, step) => {
      const date = Temporal.PlainDate.from('1970-01-01').add({ days: number })
      const day = date.toString()
      assert.equal(addDays(day, step), date.add({ days: step }).toString())
      assert.equal(addMonths(day, step), date.add({ months: step }).toString())
      assert.equal(daysBetween(day, addDays(day, step)), step)
      assert.equal(weekdayOf(day), ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'][date.dayOfWeek - 1])
      assert.equal(startOfWeek(day, 'su'), date.subtract({ days: date.dayOfWeek % 7 }).toString())
    }),
  )
})

test('names that are no zone, day or local time are refused', () => {
  for (const zone of ['Europe/Vienna', 'UTC', 'Etc/GMT+3', 'america/new_york']) assert.equal(isZone(zone), true, zone)
  for (const zone of ['', 'Europe/Atlantis', '+02:00', '../etc/passwd', 'A'.repeat(1000)])
    assert.equal(isZone(zone), false, zone)
  for (const day of ['2027-02-29', '2027-13-01', '2027-3-1', '27-03-01', '2027-03-01T00:00'])
    assert.equal(isDay(day), false, day)
  for (const local of ['2027-03-01', '2027-03-01T24:00', '2027-03-01T9:00', '2027-03-01T09:00Z'])
    assert.equal(isLocal(local), false, local)
  assert.equal(isDay('2028-02-29'), true)
  assert.equal(isLocal('2028-02-29T23:59:59'), true)
  assert.throws(() => resolveLocal('2027-03-01T09:00', 'Mars/Base'), { code: 'invalid_input' })
  assert.throws(() => localOf('2027-03-01T09:00', 'UTC'), { code: 'invalid_input' })
  assert.throws(() => addDays('2027-02-30', 1), { code: 'invalid_input' })
})
