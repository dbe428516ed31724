import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#core/ids.ts'
import { mergeCriteria, newlyCompleted, newlyLinked, settleCriteria } from './criteria.ts'

const NOW = '2027-03-01T09:00:00.000Z'
const EARLIER = '2027-02-01T09:00:00.000Z'
const task = (isDone: boolean) => ({ id: newId(), isDone, completedAt: isDone ? EARLIER : null })

test('a criterion newly tied to a finished task is complete since then, unless the edit says otherwise', () => {
  const done = task(true)
  const [open, tied, denied] = mergeCriteria(
    [],
    [{ text: 'a' }, { text: 'b', taskId: done.id }, { text: 'c', taskId: done.id, isCompleted: false }],
    [done],
    NOW,
  )
  assert.deepEqual(
    [open?.isCompleted, tied?.isCompleted, tied?.completedAt, denied?.isCompleted],
    [false, true, EARLIER, false],
  )
})

test('a criterion that was tied before keeps what the person ticked', () => {
  const done = task(true)
  const before = mergeCriteria([], [{ text: 'a', taskId: done.id, isCompleted: false }], [done], NOW)
  const given = before.map(({ id }) => ({ id, taskId: done.id }))
  assert.deepEqual(mergeCriteria(before, given, [done], NOW), before)
  assert.deepEqual(newlyLinked(before, given), [])
})

test('what was complete keeps its time, and unticking clears it', () => {
  const before = mergeCriteria([], [{ text: 'a', isCompleted: true }], [], EARLIER)
  const [kept] = mergeCriteria(
    before,
    before.map(({ id }) => ({ id, isCompleted: true })),
    [],
    NOW,
  )
  assert.equal(kept?.completedAt, EARLIER)
  const [undone] = mergeCriteria(
    before,
    before.map(({ id }) => ({ id, isCompleted: false })),
    [],
    NOW,
  )
  assert.deepEqual([undone?.isCompleted, undone?.completedAt], [false, null])
})

test('a removed criterion comes back under its own id, as an undo sends it', () => {
  const before = mergeCriteria([], [{ text: 'a', isCompleted: true }], [], EARLIER)
  assert.deepEqual(mergeCriteria([], before, [], NOW), before)
})

test('a task settles the criteria tied to it and touches no other', () => {
  const { id } = task(false)
  const before = mergeCriteria(
    [],
    [{ text: 'a', taskId: id }, { text: 'b' }],
    [{ id, isDone: false, completedAt: null }],
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
