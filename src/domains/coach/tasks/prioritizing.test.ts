import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Weighed, weigh } from './prioritizing.ts'

const PLAIN: Weighed = { priority: 'p3', dueDate: null, dueAt: null, goalIds: [], openBlockers: 0, waiting: 0 }
const about = (task: Partial<Weighed>) => weigh({ ...PLAIN, ...task }, '2027-03-10', 'Europe/Vienna')

test('the nearer the due day, the more urgent, and overdue most of all', () => {
  const days = ['2027-03-01', '2027-03-10', '2027-03-11', '2027-03-13', '2027-03-17', '2027-03-24', '2027-06-01']
  assert.deepEqual(
    days.map((dueDate) => about({ dueDate }).urgency),
    [10, 9, 8, 7, 5, 3, 1],
  )
  assert.equal(about({ dueAt: '2027-03-10T23:30:00.000Z' }).urgency, 8, 'already tomorrow in Vienna')
  assert.equal(about({}).urgency, 2)
})

test('one’s own priority, goals and waiting tasks make impact, and both make the advice', () => {
  assert.equal(about({ priority: 'p1', goalIds: ['a', 'b'], waiting: 2 }).impact, 7)
  assert.equal(about({ priority: 'p1', goalIds: [...'abcdef'], waiting: 9 }).impact, 10)
  assert.equal(about({ priority: 'p2', dueDate: '2027-03-09', goalIds: ['a'] }).suggested, 'p1')
  assert.equal(about({ dueDate: '2027-03-10' }).suggested, 'p2')
  assert.equal(about({ priority: 'p2' }).suggested, 'p3')
  assert.equal(about({ priority: 'p4', dueDate: '2027-06-01' }).suggested, 'p4')
})

test('every reason is said', () => {
  const { reasons } = about({ dueDate: '2027-03-08', goalIds: ['a'], openBlockers: 1, waiting: 3 })
  assert.deepEqual(reasons, ['overdue by 2 days', 'serves a goal', '3 waiting for it', 'cannot start before 1 other'])
})
