import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#core/ids.ts'
import {
  type Linked,
  type LinkedTask,
  mergeCriteria,
  NOTHING_LINKED,
  newlyCompleted,
  newlyLinked,
  settleByMetric,
  settleCriteria,
} from './criteria.ts'
import type { SuccessCriterion } from './goals.tables.ts'

const NOW = '2027-03-01T09:00:00.000Z'
const EARLIER = '2027-02-01T09:00:00.000Z'
const task = (isDone: boolean) => ({ id: newId(), isDone, completedAt: isDone ? EARLIER : null })
const only = (task: LinkedTask): Linked => ({ tasks: [task], metrics: [] })

test('a criterion newly tied to a finished task is complete since then, unless the edit says otherwise', () => {
  const done = task(true)
  const [open, tied, denied] = mergeCriteria(
    [],
    [{ text: 'a' }, { text: 'b', taskId: done.id }, { text: 'c', taskId: done.id, isCompleted: false }],
    only(done),
    NOW,
  )
  assert.deepEqual(
    [open?.isCompleted, tied?.isCompleted, tied?.completedAt, denied?.isCompleted],
    [false, true, EARLIER, false],
  )
})

test('a criterion that was tied before keeps what the person ticked', () => {
  const done = task(true)
  const before = mergeCriteria([], [{ text: 'a', taskId: done.id, isCompleted: false }], only(done), NOW)
  const given = before.map(({ id }) => ({ id, taskId: done.id }))
  assert.deepEqual(mergeCriteria(before, given, only(done), NOW), before)
  assert.deepEqual(newlyLinked(before, given, 'taskId'), [])
})

test('what was complete keeps its time, and unticking clears it', () => {
  const before = mergeCriteria([], [{ text: 'a', isCompleted: true }], NOTHING_LINKED, EARLIER)
  const [kept] = mergeCriteria(
    before,
    before.map(({ id }) => ({ id, isCompleted: true })),
    NOTHING_LINKED,
    NOW,
  )
  assert.equal(kept?.completedAt, EARLIER)
  const [undone] = mergeCriteria(
    before,
    before.map(({ id }) => ({ id, isCompleted: false })),
    NOTHING_LINKED,
    NOW,
  )
  assert.deepEqual([undone?.isCompleted, undone?.completedAt], [false, null])
})

test('a removed criterion comes back under its own id, as an undo sends it', () => {
  const before = mergeCriteria([], [{ text: 'a', isCompleted: true }], NOTHING_LINKED, EARLIER)
  assert.deepEqual(mergeCriteria([], before, NOTHING_LINKED, NOW), before)
})

test('a task settles the criteria tied to it and touches no other', () => {
  const { id } = task(false)
  const before = mergeCriteria(
    [],
    [{ text: 'a', taskId: id }, { text: 'b' }],
    only({ id, isDone: false, completedAt: null }),
    EARLIER,
  )
  const after = settleCriteria(before, id, NOW)
  assert.deepEqual(
    after.map((one) => one.completedAt),
    [NOW, null],
  )
  assert.deepEqual(
    newlyCompleted(before, after).map((one) => one.text),
    ['a'],
  )
  assert.deepEqual(settleCriteria(after, id, null), before)
  assert.equal(settleCriteria(after, id, EARLIER), after)
})

const metric = { id: newId(), measuredAt: EARLIER }

test('a criterion newly tied to a metric, or with a new target for it, stands as the metric does', () => {
  const linked: Linked = {
    tasks: [],
    metrics: [{ ...metric, reaches: (target) => (target === null ? null : 10 >= target) }],
  }
  const { id: metricId } = metric
  const [met, unmet, aimless, denied] = mergeCriteria(
    [],
    [
      { text: 'a', metricId, targetValue: 10 },
      { text: 'b', metricId, targetValue: 11 },
      { text: 'c', metricId, isCompleted: true },
      { text: 'd', metricId, targetValue: 10, isCompleted: false },
    ],
    linked,
    NOW,
  )
  assert.deepEqual(
    [met, unmet, aimless, denied].map((one) => one?.completedAt),
    [EARLIER, null, NOW, null],
  )
  const before = [met, unmet, aimless, denied].filter((one) => one !== undefined)
  const same = before.map(({ id }) => ({ id, metricId }))
  assert.deepEqual(mergeCriteria(before, same, linked, NOW), before)
  const [raised, lowered] = mergeCriteria(
    before,
    before.map(({ id }, at) => ({ id, targetValue: [12, 9][at] })),
    linked,
    NOW,
  )
  assert.deepEqual([raised?.completedAt, lowered?.completedAt], [null, EARLIER])
})

test('a criterion follows a task or a metric, never both', () => {
  const given = [{ text: 'a', taskId: newId(), metricId: metric.id }]
  assert.throws(() => mergeCriteria([], given, NOTHING_LINKED, NOW), /not both/)
})

test('a metric settles the criteria that have something to reach, in both directions, and touches no other', () => {
  const settle = (value: number, before: SuccessCriterion[]) =>
    settleByMetric(before, { ...metric, reaches: (target) => (target === null ? null : value >= target) }, NOW)
  const { id: metricId } = metric
  const given = [{ text: 'a', metricId, targetValue: 10 }, { text: 'b', metricId, isCompleted: true }, { text: 'c' }]
  const before = mergeCriteria([], given, NOTHING_LINKED, EARLIER)
  const after = settle(10, before)
  assert.deepEqual(
    after.map((one) => one.isCompleted),
    [true, true, false],
  )
  assert.equal(settle(11, after), after)
  assert.deepEqual(settle(9, after), before)
})
