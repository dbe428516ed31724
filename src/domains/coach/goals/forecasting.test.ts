import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf, levelOf } from './forecasting.ts'

const percent = (course: Parameters<typeof chanceOf>[0]) => Math.round(100 * (chanceOf(course) ?? Number.NaN))

test('the chance follows the rate so far, and nothing is certain that is not done', () => {
  assert.equal(percent({ done: 10, total: 10, elapsedDays: 5, daysLeft: 0 }), 100)
  assert.equal(percent({ done: 9, total: 10, elapsedDays: 5, daysLeft: 0 }), 0)
  const even = percent({ done: 10, total: 20, elapsedDays: 50, daysLeft: 50 })
  assert.ok(even > 45 && even < 60, `${even}`)
  const ahead = percent({ done: 10, total: 15, elapsedDays: 50, daysLeft: 50 })
  const behind = percent({ done: 10, total: 30, elapsedDays: 50, daysLeft: 50 })
  assert.ok(ahead > 85 && ahead < 100 && behind < 10 && behind > 0, `${ahead} ${behind}`)
})

test('it is the negative binomial tail: one missing, none done, as many days ahead as behind', () => {
  // r = ½, p = ½: P(X ≥ 1) = 1 − √½
  assert.ok(
    Math.abs((chanceOf({ done: 0, total: 1, elapsedDays: 10, daysLeft: 10 }) ?? 0) - (1 - Math.SQRT1_2)) < 1e-12,
  )
})

test('of thousands it tells as well as of a few', () => {
  assert.equal(percent({ done: 4_000, total: 12_000, elapsedDays: 50, daysLeft: 50 }), 0)
  const even = percent({ done: 4_000, total: 8_000, elapsedDays: 50, daysLeft: 50 })
  assert.ok(even > 45 && even < 55, `${even}`)
})

test('without a day or anything to count there is no chance to tell, and little makes a low level', () => {
  assert.equal(chanceOf({ done: 0, total: 5, elapsedDays: 0, daysLeft: 10 }), null)
  assert.equal(chanceOf({ done: 0, total: 0, elapsedDays: 9, daysLeft: 10 }), null)
  const level = (done: number, elapsedDays: number) => levelOf({ done, elapsedDays, total: 20, daysLeft: 9 })
  assert.deepEqual([level(2, 90), level(5, 90), level(9, 90), level(9, 14)], ['low', 'medium', 'high', 'medium'])
})
