import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pushForward, type Span } from './cascade.ts'

const span = (id: string, startDate: string | null, targetDate: string | null): Span => ({ id, startDate, targetDate })
const wait = (goalId: string, dependsOnGoalId: string, lagDays = 0) => ({ goalId, dependsOnGoalId, lagDays })

test('what waits moves behind what it waits for and keeps its length, all along the line', () => {
  const spans = [
    span('a', '2027-01-01', '2027-02-10'),
    span('b', '2027-02-01', '2027-02-11'),
    span('c', '2027-02-12', '2027-02-13'),
  ]
  assert.deepEqual(pushForward(spans, [wait('b', 'a'), wait('c', 'b', 2)], 'a'), [
    span('b', '2027-02-10', '2027-02-20'),
    span('c', '2027-02-22', '2027-02-23'),
  ])
})

test('nothing is pulled back', () => {
  assert.deepEqual(
    pushForward([span('a', null, '2027-01-05'), span('b', '2027-02-01', '2027-02-11')], [wait('b', 'a')], 'a'),
    [],
  )
})

test('who waits for two stands behind the later one', () => {
  const spans = [
    span('a', null, '2027-03-01'),
    span('left', '2027-01-01', '2027-01-11'),
    span('right', '2027-01-01', '2027-01-31'),
    span('end', '2027-02-01', '2027-02-02'),
  ]
  const waits = [wait('end', 'left'), wait('end', 'right'), wait('left', 'a'), wait('right', 'a')]
  const moved = new Map(pushForward(spans, waits, 'a').map((one) => [one.id, one]))
  assert.equal(moved.get('left')?.targetDate, '2027-03-11')
  assert.equal(moved.get('right')?.targetDate, '2027-03-31')
  assert.deepEqual(moved.get('end'), span('end', '2027-03-31', '2027-04-01'))
})

test('a goal with only a target day is held by it, one without days is not moved', () => {
  const spans = [span('a', null, '2027-03-01'), span('b', null, '2027-02-01'), span('c', null, null)]
  assert.deepEqual(pushForward(spans, [wait('b', 'a'), wait('c', 'a'), wait('gone', 'a')], 'a'), [
    span('b', null, '2027-03-01'),
  ])
})
