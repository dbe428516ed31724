import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_WEIGHTS } from './goals.tables.ts'
import { componentsOf, countCriteria, overallOf } from './progress.ts'

test('a component without members does not weigh', () => {
  const tasksOnly = componentsOf({ tasks: { done: 1, total: 4 } })
  assert.deepEqual([tasksOnly.criteria, tasksOnly.metrics, tasksOnly.habits], [null, null, null])
  assert.equal(overallOf(tasksOnly, DEFAULT_WEIGHTS, null), 25)
  assert.equal(overallOf(componentsOf({ criteria: { done: 0, total: 0 } }), DEFAULT_WEIGHTS, null), 0)
  assert.equal(overallOf(componentsOf({}), DEFAULT_WEIGHTS, null), 0)
})

test('components count by their weights', () => {
  // (50·40 + 100·30) / 70 = 71.43
  const two = componentsOf({ criteria: { done: 1, total: 2 }, tasks: { done: 3, total: 3 } })
  assert.equal(overallOf(two, DEFAULT_WEIGHTS, null), 71)
  // (50·40 + 100·30 + 25·20 + 60·10) / 100 = 61
  const four = componentsOf({
    criteria: { done: 1, total: 2 },
    tasks: { done: 3, total: 3 },
    metrics: { done: 1, total: 4 },
    habits: { done: 6, total: 10 },
  })
  assert.equal(overallOf(four, DEFAULT_WEIGHTS, null), 61)
  assert.equal(overallOf(two, { criteria: 0, tasks: 1, metrics: 0, habits: 0 }, null), 100)
  assert.equal(overallOf(two, { criteria: 0, tasks: 0, metrics: 5, habits: 5 }, null), 0)
})

test('a manual progress wins, also when it is 0', () => {
  const done = componentsOf({ criteria: { done: 1, total: 1 } })
  assert.equal(overallOf(done, DEFAULT_WEIGHTS, 30), 30)
  assert.equal(overallOf(done, DEFAULT_WEIGHTS, 0), 0)
})

test('nothing rounds up to 100 that is not done', () => {
  assert.equal(overallOf(componentsOf({ tasks: { done: 999, total: 1_000 } }), DEFAULT_WEIGHTS, null), 99)
  assert.equal(
    overallOf(
      componentsOf({ tasks: { done: 1_000, total: 1_000 }, criteria: { done: 3, total: 3 } }),
      DEFAULT_WEIGHTS,
      null,
    ),
    100,
  )
})

test('criteria are counted by being complete', () => {
  assert.deepEqual(countCriteria([{ isCompleted: true }, { isCompleted: false }]), { done: 1, total: 2 })
})
