import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Condition, healthOf } from './health.ts'

const health = (condition: Partial<Condition>) =>
  healthOf({ status: 'active', progress: 50, expectedToday: 50, idleDays: 0, ...condition })

test('health is the distance to the even pace: more than 10 points is at risk, more than 20 behind', () => {
  assert.deepEqual(
    [50, 60, 61, 70, 71].map((expectedToday) => health({ expectedToday })),
    ['on_track', 'on_track', 'at_risk', 'at_risk', 'behind'],
  )
  assert.equal(health({ expectedToday: 0 }), 'on_track')
  assert.equal(health({ expectedToday: null, progress: 0 }), 'on_track')
})

test('a goal sleeps after more than 7 days without anything', () => {
  assert.deepEqual(
    [health({ idleDays: 7 }), health({ idleDays: 8 }), health({ idleDays: -3 })],
    ['on_track', 'dormant', 'on_track'],
  )
  assert.equal(health({ status: 'abandoned' }), 'dormant')
})

test('what is finished is on track, however long ago', () => {
  assert.equal(health({ status: 'achieved', progress: 10, expectedToday: 100, idleDays: 99 }), 'on_track')
  assert.equal(health({ progress: 100, idleDays: 99 }), 'on_track')
})
