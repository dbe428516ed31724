import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import type { Caller } from '#test/harness.ts'
import { ask as askCoach, each, make, openStage, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
  stage.app.setNow(NOW)
  stage.withModel.setNow(NOW)
})
after(() => stage.close())

const NOW = '2027-03-11T12:00:00.000Z'
const ask = (caller: Caller, input: object = {}) => askCoach(caller, 'goals/conflicts', input, NOW)
const goal = (caller: Caller, title: string, fields: object = {}) =>
  make(caller, 'goals', { title, status: 'active', ...fields })

test('days out of order, crowded days and goals that say the same are found, the worst first', async () => {
  const ann = await stage.app.as()
  const house = await goal(ann, 'Move house', { priority: 'high', targetDate: '2027-06-01' })
  const thesis = await goal(ann, 'Write the thesis', { priority: 'high', targetDate: '2027-06-04' })
  const garden = await goal(ann, 'Plant a garden', { targetDate: '2027-05-01' })
  await goal(ann, 'Finish writing my thesis', { priority: 'low' })
  await goal(ann, 'Learn to sing', { status: 'planning' })
  await make(ann, `goals/${garden.id}/dependencies`, { dependsOnGoalId: house.id })
  const { result } = await ask(ann)
  assert.deepEqual(each(result.conflicts, 'conflictType'), ['dependencies', 'time', 'priority'])
  assert.deepEqual([result.conflicts[0].goal1Id, result.conflicts[0].goal2Id], [garden.id, house.id])
  assert.deepEqual([result.conflicts[1].goal1Id, result.conflicts[1].goal2Id], [house.id, thesis.id])
  assert.deepEqual([result.capacityAnalysis.totalActiveGoals, result.capacityAnalysis.estimatedWeeklyHours], [4, null])
  assert.match(result.overallAssessment, /only be told by their number/)
})

test('what tasks ask for is held against what was done of late', async () => {
  const ann = await stage.app.as()
  const [a, b] = [await goal(ann, 'Build a boat', { targetDate: '2027-03-24' }), await goal(ann, 'Cook for guests')]
  await make(ann, 'tasks', { title: 'Saw', estimateMinutes: 1_200, goalIds: [a.id] })
  await make(ann, 'tasks', { title: 'Shop', estimateMinutes: 1_560, goalIds: [b.id] })
  for (let at = 0; at < 5; at++) await make(ann, 'tasks', { title: `Old ${at}`, estimateMinutes: 240, status: 'done' })
  const { result } = await ask(ann)
  // 20 h in two weeks, 26 h in a quarter of a year; 20 h done in four weeks.
  const { estimatedWeeklyHours, doneWeeklyHours, sustainabilityRating } = result.capacityAnalysis
  assert.deepEqual([estimatedWeeklyHours, doneWeeklyHours, sustainabilityRating], [12, 5, 'unsustainable'])
  assert.deepEqual(
    [result.isOvercommitted, result.overcommitmentScore, each(result.conflicts, 'conflictType')],
    [true, 100, ['resource']],
  )
  const alone = await ask(ann, { goalIds: [b.id, newId()] })
  assert.deepEqual([alone.result.hasConflicts, alone.result.isOvercommitted], [false, false])
})

test('goals of others play no part, and a model neither removes nor invents a conflict', async () => {
  const [ann, bob] = [await stage.withModel.as(), await stage.withModel.as()]
  await goal(ann, 'Move house', { priority: 'high', targetDate: '2027-06-01' })
  const thesis = await goal(ann, 'Write the thesis', { priority: 'high', targetDate: '2027-06-04' })
  const { result: own } = await ask(ann)
  says(stage, {
    ...own,
    hasConflicts: false,
    isOvercommitted: true,
    overcommitmentScore: 99,
    conflicts: [{ ...own.conflicts[0], goal1Id: newId(), description: 'Invented.' }],
    overallAssessment: 'Both want June.',
  })
  await goal(ann, 'Sleep well')
  const { result, meta } = await ask(ann)
  assert.deepEqual([meta.source, result.overallAssessment], ['model', 'Both want June.'])
  assert.deepEqual([result.hasConflicts, result.overcommitmentScore, result.conflicts.length], [true, 35, 1])
  assert.match(result.conflicts[0].description, /3 days apart/)
  assert.equal((await ask(bob, { goalIds: [thesis.id] })).result.capacityAnalysis.totalActiveGoals, 0)
})
