import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Course, momentsBetween, nextMoment, plusMs } from './moments.ts'
import { resolveLocal } from './zones.ts'

const ZONES = ['America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia', 'Europe/Berlin', 'UTC']
const RULES = [
  'FREQ=DAILY',
  'FREQ=HOURLY;BYMINUTE=0,30',
  'FREQ=WEEKLY;BYDAY=SU',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=DAILY;COUNT=9',
]
/** Around the days on which one of these zones changed its clocks; Samoa left out a whole day. */
const DAYS = [
  '2011-12-28',
  '2027-03-12',
  '2027-03-26',
  '2027-04-01',
  '2027-04-28',
  '2027-10-01',
  '2027-10-29',
  '2027-11-05',
]

test('stepping from moment to moment meets the same as looking at long and at short stretches, in every zone and over every jump', () => {
  for (const zone of ZONES)
    for (const rrule of RULES)
      for (const day of DAYS) {
        const course: Course = { when: { local: `${day}T02:30`, zone }, rule: { rrule }, zone }
        const from = resolveLocal(`${day}T00:00`, zone)
        const to = plusMs(from, 6 * 86_400_000)
        const walked: string[] = []
        for (let at = plusMs(from, -1); ; ) {
          const next = nextMoment(course, at)
          if (next === null || next.at >= to) break
          walked.push(next.at)
          at = next.at
        }
        const long = momentsBetween(course, from, plusMs(from, 30 * 86_400_000), 5_000).filter(({ at }) => at < to)
        const days = Array.from({ length: 12 }, (_, half) =>
          momentsBetween(course, plusMs(from, half * 43_200_000), plusMs(from, (half + 1) * 43_200_000)),
        )
        const what = `${rrule} in ${zone} from ${day}`
        assert.deepEqual(
          walked,
          long.map(({ at }) => at),
          what,
        )
        assert.deepEqual(
          days.flat().map(({ at }) => at),
          walked,
          what,
        )
      }
})

test('an UNTIL in UTC is that moment on the clock of the zone: the occurrence that falls on it is the last', () => {
  for (const [zone, until] of [
    ['Europe/Vienna', '20270401T180000Z'],
    ['America/New_York', '20270402T000000Z'],
    ['Asia/Kathmandu', '20270401T141500Z'],
  ] as const) {
    const rule = { rrule: `FREQ=DAILY;UNTIL=${until}` }
    const course: Course = { when: { local: '2027-03-30T20:00', zone }, rule, zone }
    const days = ['2027-03-30T20:00', '2027-03-31T20:00', '2027-04-01T20:00']
    const [from, to] = ['2027-03-30T00:00:00.000Z', '2027-04-30T00:00:00.000Z']
    const short = '2027-04-04T00:00:00.000Z'
    const locals = (until: string) => momentsBetween(course, from, until).map(({ local }) => local)
    assert.deepEqual([locals(to), locals(short)], [days, days], zone)
    assert.equal(nextMoment(course, resolveLocal('2027-03-31T20:00', zone))?.local, days[2])
    assert.equal(nextMoment(course, resolveLocal('2027-04-01T20:00', zone)), null)
  }
})
