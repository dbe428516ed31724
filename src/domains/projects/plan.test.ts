import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planAfter } from './plan.ts'
import { progressOf } from './progress.ts'

const TODAY = '2027-03-10'
const active = { status: 'active', startDate: null } as const
const none = { plannedTaskCount: 0, plannedOn: null }

test('a plan is open while the project is planned and on the first day it has begun and has tasks, then it stays', () => {
  const planning = { status: 'planning', startDate: null } as const
  assert.deepEqual(planAfter({ ...planning, ...none }, planning, 4, TODAY), { plannedTaskCount: 4, plannedOn: null })
  assert.deepEqual(planAfter({ ...active, ...none }, active, 0, TODAY), none)
  assert.deepEqual(planAfter({ ...planning, ...none }, active, 4, TODAY), { plannedTaskCount: 4, plannedOn: TODAY })
  const today = { ...active, plannedTaskCount: 4, plannedOn: TODAY }
  assert.deepEqual(planAfter(today, active, 6, TODAY), { plannedTaskCount: 6, plannedOn: TODAY })
  const yesterday = { plannedTaskCount: 4, plannedOn: '2027-03-09' }
  assert.deepEqual(planAfter({ ...active, ...yesterday }, active, 9, TODAY), yesterday)
  assert.deepEqual(planAfter({ ...active, ...yesterday }, planning, 9, TODAY), { plannedTaskCount: 9, plannedOn: null })
})

test('a project that began by its start day, unnoticed, keeps the plan it had then', () => {
  const waiting = { status: 'active', startDate: '2027-03-08', plannedTaskCount: 4, plannedOn: null } as const
  assert.deepEqual(planAfter(waiting, waiting, 7, TODAY), { plannedTaskCount: 4, plannedOn: '2027-03-08' })
  assert.deepEqual(planAfter(waiting, waiting, 7, '2027-03-08'), { plannedTaskCount: 7, plannedOn: '2027-03-08' })
  assert.deepEqual(planAfter(waiting, waiting, 7, '2027-03-07'), { plannedTaskCount: 7, plannedOn: null })
})

test('progress is the share of tasks done, and without tasks the mean of the criteria met of its goals', () => {
  assert.equal(progressOf({ done: 1, total: 3 }, [100]), 33)
  assert.equal(progressOf({ done: 999, total: 1_000 }, []), 99)
  assert.equal(progressOf({ done: 0, total: 0 }, [50, 100]), 75)
  assert.equal(progressOf({ done: 0, total: 0 }, []), 0)
})
