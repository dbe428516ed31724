import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalRule } from './rrule.ts'
import { sayRecurrence } from './say.ts'
import { parseWhen } from './when.ts'

const SAID: [rrule: string, start: string | null, english: string][] = [
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270301',
    '2027-01-05T19:00',
    'every other Tuesday at 19:00 until 1 March 2027',
  ],
  ['FREQ=DAILY', '2027-01-05', 'every day'],
  ['FREQ=DAILY;BYHOUR=8,20', '2027-01-05T08:00', 'every day at 08:00 and 20:00'],
  ['FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0,30;BYSETPOS=1,4', null, 'every day at 08:00 and 20:30'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '2027-01-05T09:00', 'every weekday at 09:00'],
  ['FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR', null, 'every 3 weeks on Monday and Friday'],
  ['FREQ=MONTHLY;BYDAY=1MO', null, 'on the first Monday of every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1,15', null, 'on the 15th and last day of every month'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', null, 'on the last workday of every month'],
  ['FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=-1FR', null, 'on the last Friday of every quarter'],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', null, 'every year on 24 December'],
  ['FREQ=HOURLY;INTERVAL=3;COUNT=10', '2027-01-05T08:00', 'every 3 hours, 10 times'],
  ['FREQ=HOURLY;BYMINUTE=0,30', null, 'every 30 minutes'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', null, 'every Friday the 13th'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', null, 'every year in week 20 on Monday'],
  ['FREQ=MONTHLY;BYDAY=-2MO', null, 'on the second to last Monday of every month'],
]

test('a rule is said in plain English', () => {
  for (const [rrule, start, english] of SAID) assert.equal(sayRecurrence({ rrule }, start), english)
  const pills = { rrule: 'FREQ=DAILY;INTERVAL=3', anchor: 'completion' as const, skipDates: ['2027-03-20'] }
  assert.equal(sayRecurrence(pills), 'every 3 days after completion (not on 20 March 2027)')
})

const weekdays = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 }).map((days) => days.join())
const interval = fc.integer({ min: 1, max: 12 })
const nth = fc.constantFrom(1, 2, 3, 4, 5, -1)
const dates = fc.subarray([1, 5, 12, 15, 22, 28, 31, -1], { minLength: 1, maxLength: 3 }).map((days) => days.join())
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')

/** The rules that people say. */
const sayable = fc.oneof(
  interval.map((n) => `FREQ=DAILY;INTERVAL=${n}`),
  interval.map((n) => `FREQ=HOURLY;INTERVAL=${n}`),
  interval.map((n) => `FREQ=WEEKLY;INTERVAL=${n}`),
  fc.tuple(interval, weekdays).map(([n, days]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${days}`),
  interval.map((n) => `FREQ=MONTHLY;INTERVAL=${n}`),
  fc.tuple(interval, dates).map(([n, days]) => `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${days}`),
  fc.tuple(interval, nth, weekday).map(([n, place, day]) => `FREQ=MONTHLY;INTERVAL=${n};BYDAY=${place}${day}`),
  fc.tuple(interval, nth).map(([n, place]) => `FREQ=MONTHLY;INTERVAL=${n};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${place}`),
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), weekday)
    .map(([place, day]) => `FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=${place}${day}`),
  fc
    .tuple(interval, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([n, m, d]) => `FREQ=YEARLY;INTERVAL=${n};BYMONTH=${m};BYMONTHDAY=${d}`),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), nth, weekday)
    .map(([month, place, day]) => `FREQ=YEARLY;BYMONTH=${month};BYDAY=${place}${day}`),
)
const ends = fc.constantFrom('', ';COUNT=12', ';UNTIL=20601224', ';UNTIL=20600501')
const times = fc.constantFrom('', ';BYHOUR=8,20', ';BYHOUR=6,14;BYMINUTE=30')

test('what is said reads back to the same rule', () => {
  fc.assert(
    fc.property(sayable, ends, times, fc.constantFrom('due', 'completion'), (rhythm, end, several, anchor) => {
      const severalTimes = /HOURLY|BYSETPOS/.test(rhythm) ? '' : several
      const rrule = canonicalRule(rhythm + severalTimes + end)
      const english = sayRecurrence({ rrule, anchor }, '2027-01-05T09:00')
      const read = parseWhen(english, { now: '2027-01-01T00:00:00Z', zone: 'UTC' }).recurrence
      assert.deepEqual(read, { rrule, anchor, skipDates: [] }, english)
    }),
    { numRuns: 1000 },
  )
})

test('every recurrence of the corpus of phrases is said so that it reads back to the same', () => {
  const corpus = JSON.parse(readFileSync(new URL('../../../test/data/phrases.json', import.meta.url), 'utf8')) as {
    now: string
    zone: string
    phrases: {
      text: string
      date: string
      local?: string
      rrule?: string
      anchor?: 'completion'
      skipDates?: string[]
    }[]
  }
  for (const { text, date, local, rrule, anchor = 'due', skipDates = [] } of corpus.phrases) {
    if (!rrule) continue
    const english = sayRecurrence({ rrule, anchor, skipDates }, local ?? date)
    const { recurrence } = parseWhen(english, corpus)
    assert.deepEqual(recurrence, { rrule, anchor, skipDates }, `${text}: ${english}`)
  }
})
