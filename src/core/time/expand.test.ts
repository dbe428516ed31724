import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextAfter, nextFromCompletion, occurrences } from './expand.ts'
import { resolveLocal } from './zones.ts'

const list = (rrule: string, start: string, limit: number) => occurrences({ rrule }, start, { limit })

test('monthly from the 31st falls on the last day of every month and never drifts', () => {
  const months = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']
  assert.deepEqual(list('FREQ=MONTHLY', '2027-01-31', 5), months)
  assert.deepEqual(list('FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-05', 5), months)
  assert.deepEqual(list('FREQ=MONTHLY;BYMONTHDAY=30,31', '2028-02-01', 3), ['2028-02-29', '2028-03-30', '2028-03-31'])
  assert.deepEqual(list('FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT', '2027-01-05', 3), [
    '2027-01-31',
    '2027-03-31',
    '2027-05-31',
  ])
})

test('29 February comes on the 28th in other years', () => {
  const years = ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']
  assert.deepEqual(list('FREQ=YEARLY', '2028-02-29', 5), years)
  assert.deepEqual(list('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-01-01', 5), years)
})

test('a date that is also asked to be a weekday is not moved to the end of the month', () => {
  assert.deepEqual(list('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-01-01', 3), [
    '2026-02-13',
    '2026-03-13',
    '2026-11-13',
  ])
  assert.deepEqual(list('FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=31', '2027-01-01', 2), ['2027-05-31', '2028-01-31'])
})

/** Worked out on paper calendars: 2027 begins on a Friday, 1 March 2027 is a Monday. */
const WORKED: [rrule: string, start: string, expected: string][] = [
  ['FREQ=MONTHLY;BYDAY=1MO', '2027-01-01', '2027-01-04 2027-02-01 2027-03-01'],
  ['FREQ=MONTHLY;BYDAY=-1FR', '2027-01-01', '2027-01-29 2027-02-26 2027-03-26'],
  ['FREQ=MONTHLY;BYDAY=5SA', '2027-01-01', '2027-01-30 2027-05-29 2027-07-31'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2027-01-01', '2027-01-29 2027-02-26 2027-03-31'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', '2027-01-01', '2027-01-31 2027-02-28 2027-03-31'],
  ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '2027-01-01', '2027-11-25 2028-11-23 2029-11-22'],
  ['FREQ=YEARLY;BYDAY=-1MO', '2027-01-01', '2027-12-27 2028-12-25 2029-12-31'],
  ['FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=-1FR', '2027-01-01', '2027-03-26 2027-06-25 2027-09-24'],
  ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', '2027-01-01', '2027-01-04 2028-01-03 2029-01-01'],
  ['FREQ=YEARLY;BYYEARDAY=-1,1', '2027-01-01', '2027-01-01 2027-12-31 2028-01-01'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', '2027-03-01', '2027-03-02 2027-03-07 2027-03-16'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', '2027-03-01', '2027-03-02 2027-03-14 2027-03-16'],
  ['FREQ=WEEKLY', '2027-03-04', '2027-03-04 2027-03-11 2027-03-18'],
  ['FREQ=DAILY;BYMONTH=1;BYDAY=SA', '2027-01-20', '2027-01-23 2027-01-30 2028-01-01'],
  ['FREQ=DAILY;INTERVAL=10', '2027-02-25', '2027-02-25 2027-03-07 2027-03-17'],
  ['FREQ=DAILY;UNTIL=20270302', '2027-03-01T23:00', '2027-03-01T23:00 2027-03-02T23:00'],
  ['FREQ=DAILY;UNTIL=20270302T220000', '2027-03-01T23:00', '2027-03-01T23:00'],
  ['FREQ=DAILY;BYHOUR=8,20;BYMINUTE=30', '2027-03-01T09:00', '2027-03-01T20:30 2027-03-02T08:30 2027-03-02T20:30'],
  [
    'FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0,30;BYSETPOS=1,-1',
    '2027-03-01T00:00',
    '2027-03-01T08:00 2027-03-01T20:30 2027-03-02T08:00',
  ],
  ['FREQ=HOURLY;INTERVAL=9', '2027-03-01T06:15', '2027-03-01T06:15 2027-03-01T15:15 2027-03-02T00:15'],
  ['FREQ=HOURLY;BYHOUR=9,10;BYDAY=MO', '2027-03-01T10:00', '2027-03-01T10:00 2027-03-08T09:00 2027-03-08T10:00'],
]

test('nth weekdays, last workdays, week numbers, week starts, ends and several times a day follow the calendar', () => {
  for (const [rrule, start, expected] of WORKED) {
    const found = list(rrule, start, 3)
    assert.deepEqual(found, expected.split(' '), rrule)
  }
})

test('every two weeks stays in rhythm across the turn of the year', () => {
  assert.deepEqual(list('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-12-14', 3), ['2026-12-14', '2026-12-28', '2027-01-11'])
})

test('a rule over days gives each day once, however many times of day it names', () => {
  assert.deepEqual(list('FREQ=DAILY;BYHOUR=8,20', '2027-03-01', 2), ['2027-03-01', '2027-03-02'])
  assert.equal(nextAfter({ rrule: 'FREQ=HOURLY;INTERVAL=5' }, '2027-03-01', '2027-03-01'), '2027-03-02')
})

test('left-out dates do not lengthen a counted series', () => {
  const rule = { rrule: 'FREQ=DAILY;COUNT=4', skipDates: ['2027-03-02', '2027-03-03T20:00'] }
  assert.deepEqual(occurrences(rule, '2027-03-01T09:00', {}), [
    '2027-03-01T09:00',
    '2027-03-03T09:00',
    '2027-03-04T09:00',
  ])
  const twice = { rrule: 'FREQ=DAILY;BYHOUR=9,20;COUNT=4', skipDates: ['2027-03-02T20:00'] }
  assert.deepEqual(occurrences(twice, '2027-03-01T09:00', {}), [
    '2027-03-01T09:00',
    '2027-03-01T20:00',
    '2027-03-02T09:00',
  ])
})

test('a window takes its beginning and leaves its end, and a count is kept inside it', () => {
  const rule = { rrule: 'FREQ=DAILY;COUNT=5' }
  assert.deepEqual(occurrences(rule, '2027-03-01', { from: '2027-03-03', to: '2027-03-05' }), [
    '2027-03-03',
    '2027-03-04',
  ])
  assert.deepEqual(occurrences(rule, '2027-03-01', { from: '2027-03-05' }), ['2027-03-05'])
  assert.deepEqual(occurrences(rule, '2027-03-01T09:00', { from: '2027-03-03T09:00', to: '2027-03-04T09:00' }), [
    '2027-03-03T09:00',
  ])
  assert.deepEqual(occurrences(rule, '2027-03-01', { limit: 2 }), ['2027-03-01', '2027-03-02'])
  assert.deepEqual(occurrences({ rrule: 'FREQ=DAILY' }, '2027-03-01', { to: '2027-02-01' }), [])
})

test('the next occurrence is strictly later, and the first one when asked before the start', () => {
  const rule = { rrule: 'FREQ=DAILY' }
  assert.equal(nextAfter(rule, '2027-03-01T09:00', '2027-03-05T09:00'), '2027-03-06T09:00')
  assert.equal(nextAfter(rule, '2027-03-01T09:00', '2027-03-05T08:59'), '2027-03-05T09:00')
  assert.equal(nextAfter(rule, '2027-03-01T09:00', '2020-01-01'), '2027-03-01T09:00')
  assert.equal(nextAfter({ rrule: 'FREQ=DAILY;COUNT=2' }, '2027-03-01', '2027-03-02'), null)
  assert.equal(nextAfter({ rrule: 'FREQ=DAILY;UNTIL=20270305' }, '2027-03-01', '2027-03-05'), null)
})

test('a rule from completion counts from the day it was done', () => {
  assert.equal(nextFromCompletion({ rrule: 'FREQ=DAILY;INTERVAL=3' }, '2027-03-05'), '2027-03-08')
  assert.equal(nextFromCompletion({ rrule: 'FREQ=WEEKLY' }, '2027-03-04T19:00'), '2027-03-11T19:00')
  assert.equal(nextFromCompletion({ rrule: 'FREQ=WEEKLY;BYDAY=MO' }, '2027-03-04'), '2027-03-08')
  assert.equal(nextFromCompletion({ rrule: 'FREQ=MONTHLY' }, '2027-01-31'), '2027-02-28')
  assert.equal(nextFromCompletion({ rrule: 'FREQ=HOURLY;INTERVAL=8' }, '2027-03-04T19:00'), '2027-03-05T03:00')
  assert.equal(nextFromCompletion({ rrule: 'FREQ=DAILY;INTERVAL=3;COUNT=1' }, '2027-03-05'), '2027-03-08')
  assert.equal(nextFromCompletion({ rrule: 'FREQ=DAILY;INTERVAL=3;UNTIL=20270307' }, '2027-03-05'), null)
  assert.equal(
    nextFromCompletion({ rrule: 'FREQ=DAILY;INTERVAL=3', skipDates: ['2027-03-08'] }, '2027-03-05'),
    '2027-03-11',
  )
})

test('daily at 18:15 stays 18:15 on the wall through both changes of the clock, and a 02:30 pill is never lost', () => {
  const evenings = occurrences({ rrule: 'FREQ=DAILY' }, '2027-03-01T18:15', { to: '2027-12-01' })
  assert.equal(evenings.length, 275)
  assert.ok(evenings.every((local) => local.endsWith('T18:15')))
  assert.equal(new Set(evenings.map((local) => resolveLocal(local, 'Europe/Berlin').slice(11, 16))).size, 2)
  const pills = occurrences({ rrule: 'FREQ=DAILY' }, '2027-01-01T02:30', { to: '2028-01-01' })
  assert.equal(new Set(pills.map((local) => resolveLocal(local, 'America/New_York'))).size, 365)
})

test('a date that comes once in decades is found', () => {
  // 29 February is a Monday in 2044 and, 28 years later, in 2072.
  for (const freq of ['DAILY', 'MONTHLY', 'YEARLY', 'HOURLY;BYHOUR=9']) {
    const rrule = `FREQ=${freq};BYMONTH=2;BYMONTHDAY=29;BYDAY=MO`
    assert.deepEqual(
      occurrences({ rrule }, '2027-01-01T09:00', { limit: 2 }),
      ['2044-02-29T09:00', '2072-02-29T09:00'],
      rrule,
    )
  }
})

test('a jump over a hundred years is as quick as a step and lands in rhythm', () => {
  const jumps: [rrule: string, expected: string][] = [
    ['FREQ=DAILY', '2090-05-06T09:00'],
    // 36,649 days after the start, and 36,649 = 3 × 12,216 + 1: the next multiple of three is two days on.
    ['FREQ=DAILY;INTERVAL=3', '2090-05-07T09:00'],
    ['FREQ=WEEKLY;BYDAY=MO', '2090-05-08T09:00'],
    ['FREQ=HOURLY', '2090-05-05T11:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2090-05-31T09:00'],
    ['FREQ=YEARLY', '2091-01-01T09:00'],
  ]
  for (const [rrule, expected] of jumps) {
    const started = performance.now()
    for (let i = 0; i < 100; i++)
      assert.equal(nextAfter({ rrule }, '1990-01-01T09:00', '2090-05-05T10:00'), expected, rrule)
    assert.ok((performance.now() - started) / 100 < 2, rrule)
  }
  assert.equal(nextAfter({ rrule: 'FREQ=DAILY;COUNT=10000' }, '1990-01-01', '2017-05-17'), '2017-05-18')
  assert.equal(nextAfter({ rrule: 'FREQ=DAILY;COUNT=10000' }, '1990-01-01', '2017-05-18'), null)
})
