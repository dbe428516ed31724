import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProjectCondition, projectHealth, scheduleOf } from './health.ts'

/** A project in perfect health, but for what is given. */
const condition = (but: Partial<ProjectCondition>): ProjectCondition => ({
  status: 'active',
  progress: 50,
  expectedToday: 50,
  daysPastTarget: -10,
  idleDays: 0,
  open: 5,
  overdue: 0,
  latestBy: 0,
  blocked: 0,
  waitsFor: [],
  planned: 10,
  total: 10,
  ...but,
})
const points = (but: Partial<ProjectCondition>) =>
  Object.fromEntries(projectHealth(condition(but)).deductions.map((one) => [one.reason, one.points]))

test('a project on its way has all points and nothing deducted', () => {
  assert.deepEqual(projectHealth(condition({})), { score: 100, colour: 'green', deductions: [] })
})

test('each overdue task takes five points, thirty at most, and says how late it is', () => {
  assert.deepEqual(projectHealth(condition({ overdue: 3, latestBy: 4 })), {
    score: 85,
    colour: 'green',
    deductions: [{ reason: 'overdue_tasks', points: 15, detail: '3 of 5 open tasks overdue, the longest by 4 days' }],
  })
  assert.deepEqual(
    [6, 7, 100].map((overdue) => points({ overdue }).overdue_tasks),
    [30, 30, 30],
  )
})

test('blocked tasks and unfinished projects before it take five points each, twenty at most', () => {
  assert.deepEqual(projectHealth(condition({ blocked: 1, waitsFor: ['Permit'] })).deductions, [
    { reason: 'blocked', points: 10, detail: "1 task blocked; waits for 'Permit'" },
  ])
  assert.equal(points({ blocked: 9, waitsFor: ['Permit'] }).blocked, 20)
})

test('an active project goes stale after a week, two and four; one that rests does not', () => {
  const by = (idleDays: number) => points({ idleDays }).staleness ?? 0
  assert.deepEqual([-3, 7, 8, 14, 15, 28, 29].map(by), [0, 0, 10, 10, 20, 20, 30])
  assert.deepEqual(points({ idleDays: 100, status: 'on_hold' }), {})
})

test('lagging behind the even pace takes half a point for each percentage point from ten on, thirty at most', () => {
  const by = (progress: number, expectedToday: number) => points({ progress, expectedToday }).pace ?? 0
  assert.deepEqual([by(41, 50), by(40, 50), by(25, 50), by(0, 100), by(90, 50)], [0, 5, 13, 30, 0])
  assert.deepEqual(projectHealth(condition({ daysPastTarget: 1, expectedToday: 100, progress: 95 })).deductions, [
    { reason: 'pace', points: 30, detail: '1 day past its target at 95 %' },
  ])
  assert.deepEqual(points({ progress: 0, expectedToday: null, daysPastTarget: null }), {})
})

test('growth over the plan counts above a fifth, a half and the double; without a plan there is none', () => {
  const by = (planned: number, total: number) => points({ planned, total }).scope_growth ?? 0
  assert.deepEqual(
    [by(10, 12), by(10, 13), by(10, 16), by(10, 20), by(10, 21), by(0, 5), by(10, 2)],
    [0, 5, 10, 10, 15, 0, 0],
  )
})

test('the colour turns at 75 and at 50, and the score never falls below 0', () => {
  const of = (but: Partial<ProjectCondition>) => Object.values(projectHealth(condition(but))).slice(0, 2)
  assert.deepEqual(of({ overdue: 5 }), [75, 'green'])
  assert.deepEqual(of({ overdue: 4, blocked: 2 }), [70, 'yellow'])
  assert.deepEqual(of({ overdue: 6, blocked: 4 }), [50, 'yellow'])
  assert.deepEqual(of({ overdue: 6, blocked: 4, total: 13 }), [45, 'red'])
  const worst = { overdue: 9, blocked: 9, idleDays: 99, expectedToday: 100, daysPastTarget: 9, total: 99 }
  assert.deepEqual(of(worst), [0, 'red'])
  assert.deepEqual(Object.keys(points(worst)), ['overdue_tasks', 'blocked', 'staleness', 'pace', 'scope_growth'])
})

test('what is completed or cancelled has nothing deducted', () => {
  for (const status of ['completed', 'cancelled'] as const)
    assert.deepEqual(points({ status, overdue: 9, idleDays: 99, expectedToday: 100, daysPastTarget: 9, total: 99 }), {})
})

test('the schedule is progress less elapsed share, a tenth either way', () => {
  const of = (progress: number, expectedToday: number | null, daysPastTarget: number | null = -1) =>
    scheduleOf({ status: 'active', progress, expectedToday, daysPastTarget })
  assert.deepEqual(
    [of(60, 50), of(59, 50), of(41, 50), of(40, 50), of(99, 100, 1), of(50, null, null)],
    ['ahead', 'on_schedule', 'on_schedule', 'behind', 'overdue', null],
  )
  assert.equal(scheduleOf({ status: 'completed', progress: 80, expectedToday: 100, daysPastTarget: 5 }), 'on_schedule')
})
