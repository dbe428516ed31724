import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '#core/time/zones.ts'
import { adjusted, correlate, trendIn, weekdayEffect } from './evidence.ts'

const close = (actual: number | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-4, `${actual} instead of ${expected}`)
/** One value a day from a Monday on. */
const days = (values: number[]) => values.map((value, at) => ({ date: addDays('2027-03-01', at), value }))

test('a correlation has the p value of Student’s t, and none below eight pairs or for what never changes', () => {
  const pairs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((x, at): [number, number] => [
    x,
    [2, 1, 4, 3, 7, 5, 8, 6, 10, 9][at] ?? 0,
  ])
  const { r, p } = correlate(pairs) ?? {}
  close(r, 0.90303)
  // t = 5.9457 with 8 degrees of freedom.
  close(p, 0.000344)
  assert.equal(correlate(pairs.slice(3)), null)
  assert.equal(correlate(pairs.map(([x]) => [x, 5])), null)
})

test('a trend tells what its line comes to', () => {
  const trend = trendIn(days([10, 12, 14, 16, 18, 20, 22, 24]))
  assert.deepEqual([trend?.slope, trend?.change, trend?.p], [2, 14, 0])
  assert.equal(trendIn(days([1, 2, 3])), null)
})

test('weekdays are compared by Kruskal and Wallis, and noise is not called a rhythm', () => {
  const sundays = days(Array.from({ length: 35 }, (_, at) => (at % 7 === 6 ? 100 : 10) + (at % 3)))
  const effect = weekdayEffect(sundays)
  assert.ok(effect && effect.p < 0.05)
  assert.deepEqual(effect.weekdays.at(-1), { weekday: 'su', mean: 100.8, count: 5 })
  const steady = weekdayEffect(days(Array.from({ length: 35 }, (_, at) => (at * 7919) % 31)))
  assert.ok(steady && steady.p > 0.2, String(steady?.p))
  // Two groups of four without ties: H = 12 / 72 · (10² + 26²) / 4 - 27 = 5.3333, p = 0.0209.
  const two = weekdayEffect(days(Array.from({ length: 23 }, (_, at) => at)).filter(({ value }) => value % 7 < 2))
  assert.ok(two && two.p > 0.05)
  const apart = days(Array.from({ length: 23 }, (_, at) => (at % 7 === 0 ? at / 7 : 100 + at))).filter(
    (_, at) => at % 7 < 2,
  )
  close(weekdayEffect(apart)?.p, 0.020921)
  assert.equal(weekdayEffect(days([1, 2, 3, 4, 5, 6, 7, 8])), null)
})

test('looking at many things at once raises every p, and never above 1', () => {
  assert.deepEqual(adjusted([0.01, 0.04, 0.03, 0.9]), [0.04, (0.04 * 4) / 3, (0.04 * 4) / 3, 0.9])
})
