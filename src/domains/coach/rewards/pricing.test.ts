import assert from 'node:assert/strict'
import { test } from 'node:test'
import { priceOf } from './pricing.ts'

test('a price is that of like rewards, then of the category, then so many days of earning', () => {
  assert.deepEqual(priceOf('big_unlock', [100, 300, 200], [9], 50), {
    cost: 200,
    low: 100,
    high: 300,
    basis: 'like_rewards',
  })
  assert.deepEqual(priceOf('big_unlock', [], [900], 50), { cost: 900, low: 900, high: 900, basis: 'category' })
  assert.deepEqual(priceOf('big_unlock', [], [], 418), { cost: 13_000, low: 6_300, high: 25_000, basis: 'earnings' })
  assert.deepEqual(priceOf('quick_treat', [], [], null), { cost: 360, low: 180, high: 720, basis: 'assumed' })
})

test('a price is never nothing, and never more than a reward may cost', () => {
  assert.equal(priceOf('quick_treat', [], [], 0.1).cost, 1)
  assert.equal(priceOf('big_unlock', [], [], 1e9).cost, 1_000_000)
})
