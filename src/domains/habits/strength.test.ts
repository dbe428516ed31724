import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '#core/time/zones.ts'
import { type Course, type Entry, judge } from './judge.ts'
import { rhythmOf, strengthOf } from './strength.ts'
import type { Schedule, Target } from './terms.ts'

const START = '2027-03-01'

const course = (schedule: Schedule, target: Target | null = null): Course => ({
  schedule,
  target,
  offDays: [],
  offDates: [],
  pauses: [],
  pastTerms: [],
  startDate: START,
})

const dayAt = (at: number) => addDays(START, at)

function strength(of: Course, entries: Entry[], days: number): number {
  return strengthOf(judge(of, entries, START, dayAt(days - 1)), START)
}

/** A day as Loop Habit Tracker stores it: done, an amount, skipped, or nothing. */
type Loop = 'yes' | 'skip' | 'no' | number

const entriesOf = (days: Loop[]): Entry[] =>
  days.flatMap((day, at): Entry[] => {
    if (day === 'no') return []
    if (day === 'skip') return [{ date: dayAt(at), state: 'skipped', amount: null }]
    return [{ date: dayAt(at), state: 'done', amount: day === 'yes' ? null : day }]
  })

/** Loop's score written down from its definition: the window is added up afresh on each day. */
function reference(days: Loop[], { times, length }: { times: number; length: number }, target: Target | null): number {
  const rate = times / length
  const span = target === null && rate < 1 ? length * 2 : length
  const asked = target === null && rate < 1 ? times * 2 : times
  let score = target?.type === 'at_most' ? 1 : 0
  days.forEach((today, at) => {
    if (today === 'skip') return
    const window = days.slice(Math.max(0, at + 1 - span), at + 1)
    const keep = 2 ** (-Math.sqrt(rate) / 13)
    let part: number
    if (target === null) part = window.filter((day) => day === 'yes').length / asked
    else {
      const amount = window.reduce<number>((sum, day) => sum + (typeof day === 'number' ? day : 0), 0)
      if (target.type === 'at_least') part = target.amount > 0 ? amount / target.amount : 1
      else if (target.amount > 0) part = 1 - (amount - target.amount) / target.amount
      else part = amount > 0 ? 0 : 1
    }
    score = score * keep + Math.min(1, Math.max(0, part)) * (1 - keep)
  })
  return score
}

const RHYTHMS = [
  { times: 1, length: 1 },
  { times: 3, length: 7 },
  { times: 1, length: 7 },
  { times: 5, length: 14 },
  { times: 2, length: 30 },
]

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`)

test('the strength of a habit that is done or not is Loop’s score to a billionth, whatever its rhythm', () => {
  const days = fc.array(fc.constantFrom<Loop>('yes', 'yes', 'no', 'skip'), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(days, fc.constantFrom(...RHYTHMS), (days, rhythm) => {
      const of = course({ kind: 'times_per', times: rhythm.times, days: rhythm.length })
      close(strength(of, entriesOf(days), days.length), reference(days, rhythm, null))
    }),
    { numRuns: 200 },
  )
})

test('the strength of a measured daily habit is Loop’s score to a billionth, with a least and with a most, also of nothing', () => {
  const amount = fc.oneof(fc.constant<Loop>('skip'), fc.double({ min: 0, max: 50, noNaN: true }))
  const days = fc.array(amount, { minLength: 1, maxLength: 200 })
  const target = fc.record({
    unit: fc.constant('km'),
    amount: fc.constantFrom(0, 1, 10, 25.5),
    type: fc.constantFrom('at_least' as const, 'at_most' as const),
  })
  fc.assert(
    fc.property(days, target, (days, target) => {
      const of = course({ kind: 'times_per', times: 1, days: 1 }, target)
      close(strength(of, entriesOf(days), days.length), reference(days, { times: 1, length: 1 }, target))
    }),
    { numRuns: 200 },
  )
})

test('a habit kept every day holds as firmly as the formula says: half after thirteen days', () => {
  const of = course({ kind: 'times_per', times: 1, days: 1 })
  const kept = (days: number) => strength(of, entriesOf(Array(days).fill('yes')), days)
  close(kept(13), 0.5)
  close(kept(26), 0.75)
  close(kept(1), 1 - 0.5 ** (1 / 13))
})

test('chosen weekdays count as that many days a week, and a rule as often as it comes', () => {
  const rhythm = (schedule: Schedule) => {
    const { times, length } = rhythmOf({ schedule, target: null, offDays: [], from: null, until: null }, START)
    return `${times}/${length}`
  }
  assert.equal(rhythm({ kind: 'weekdays', weekdays: ['mo', 'we', 'fr'] }), '3/7')
  assert.equal(rhythm({ kind: 'weekdays', weekdays: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] }), '1/1')
  assert.equal(rhythm({ kind: 'rrule', rrule: 'FREQ=DAILY;COUNT=3' }), '1/1')
  assert.equal(rhythm({ kind: 'rrule', rrule: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270401' }), '2/7')
  assert.equal(rhythm({ kind: 'rrule', rrule: 'FREQ=MONTHLY' }), '1/30')
})

test('pauses and off days neither strengthen nor weaken', () => {
  const of = course({ kind: 'times_per', times: 1, days: 1 })
  const kept = strength(of, entriesOf(Array(20).fill('yes')), 20)
  const pauses = [{ from: dayAt(20), to: null }]
  assert.equal(strength({ ...of, pauses }, entriesOf(Array(20).fill('yes')), 60), kept)
  const offDates = Array.from({ length: 40 }, (_, at) => dayAt(20 + at))
  assert.equal(strength({ ...of, offDates }, entriesOf(Array(20).fill('yes')), 60), kept)
  assert.ok(strength(of, entriesOf(Array(20).fill('yes')), 60) < kept)
})
