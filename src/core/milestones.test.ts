import assert from 'node:assert/strict'
import { test } from 'node:test'
import { milestoneAfter, milestonesPassed, wholePercent } from './milestones.ts'

test('a milestone is passed once, however progress comes and goes', () => {
  assert.deepEqual(milestonesPassed(60, 0), [25, 50])
  assert.deepEqual(milestonesPassed(60, 50), [])
  assert.deepEqual(milestonesPassed(100, 50), [75, 100])
  assert.deepEqual(milestonesPassed(24, 0), [])
  assert.deepEqual([milestoneAfter(0, 60), milestoneAfter(50, 10), milestoneAfter(50, 100)], [50, 50, 100])
})

test('nothing rounds up to 100 that is not done', () => {
  assert.deepEqual([0, 0.4, 33.3, 66.7, 99.4, 99.99, 100].map(wholePercent), [0, 0, 33, 67, 99, 99, 100])
})
