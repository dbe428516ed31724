import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import type { Caller } from '#test/harness.ts'
import { ask as askCoach, each, make, openStage, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

const ask = (caller: Caller, name: string, input: object) =>
  askCoach(caller, `goals/${name}`, input, '2027-01-01T12:00:00.000Z')

test('what to measure is what one keeps already, then what a goal counts, then what is common, and says which', async () => {
  const ann = await stage.app.as()
  const metric = await make(ann, 'metrics', { name: 'Kilometres', unit: 'km', direction: 'higher' })
  const { result } = await ask(ann, 'metrics', { title: 'Run 500 km this year' })
  assert.deepEqual(
    [result.metrics[0].metricId, result.metrics[0].targetValue, result.metrics[0].unit],
    [metric.id, 500, 'km'],
  )
  const bob = await stage.app.as()
  const counted = await ask(bob, 'metrics', { title: 'Read 24 books' })
  assert.deepEqual([counted.result.metrics[0].name, counted.result.metrics[0].targetValue], ['Books', 24])
  const common = await ask(bob, 'metrics', { title: 'Sleep better' })
  assert.deepEqual([common.result.metrics[0].name, common.result.confidence], ['Hours of sleep', 0.3])
  assert.match(common.result.overallRationale, /Nothing of yours/)
  assert.deepEqual((await ask(bob, 'metrics', { title: 'Xyzzy' })).result, {
    metrics: [],
    overallRationale:
      'Neither its words nor your metrics say what could be measured. Name an amount, or the thing that changes.',
    confidence: 0,
  })
})

test('an amount is divided over the days that are left, and its parts add up to it', async () => {
  const ann = await stage.app.as()
  const { result } = await ask(ann, 'cascade', { title: 'Run 502 km this year' })
  assert.deepEqual(each(result.childGoals, 'title'), ['Run 126 km', 'Run 126 km', 'Run 125 km', 'Run 125 km'])
  assert.deepEqual(each(result.childGoals, 'targetDate'), ['2027-03-31', '2027-06-30', '2027-09-30', '2027-12-31'])
  assert.deepEqual(result.subGoals[3].successCriteria, ['125 km by 2027-12-31'])
  assert.deepEqual(each(result.suggestedHabits, 'name').slice(0, 1), ['Go for a run'])
})

test('without an amount what is still open is divided, and what is there already is not proposed again', async () => {
  const ann = await stage.app.as()
  const year = await make(ann, 'goals', { title: 'Publish a novel', timeHorizon: 'yearly' })
  const goal = await make(ann, 'goals', {
    title: 'Write a novel',
    timeHorizon: 'quarterly',
    successCriteria: ['Outline', { text: 'Plot', isCompleted: true }, 'First draft'],
    description: '- buy paper\n- find a quiet room',
  })
  await make(ann, 'goals', { title: 'Outline', timeHorizon: 'monthly', parentGoalId: goal.id })
  await make(ann, 'tasks', { title: 'Buy paper', goalIds: [goal.id] })
  const { result } = await ask(ann, 'cascade', { goalId: goal.id })
  assert.deepEqual(each(result.childGoals, 'title'), ['First draft'])
  assert.deepEqual(each(result.suggestedTasks, 'title'), ['find a quiet room'])
  assert.deepEqual(each(result.parentGoals, 'goalId'), [year.id])
  const none = await ask(ann, 'cascade', { title: 'Xyzzy' })
  assert.deepEqual([none.result.childGoals, none.result.confidence], [[], 0])
})

test('a model may put words to a plan, but days, amounts and ids stay as they were worked out', async () => {
  const ann = await stage.withModel.as()
  const child = { goalId: newId(), timeHorizon: 'quarterly', title: 'Run 900 km', reasoning: 'x' }
  const dates = { startDate: '2030-01-01', targetDate: '2030-02-01' }
  const metric = { metricId: newId(), name: 'Speed', unit: 'km/h', direction: 'higher', frequency: 'weekly' }
  const answer = {
    parentGoals: [{ ...child, ...dates, timeHorizon: 'yearly', description: null }],
    childGoals: [{ ...child, ...dates, description: 'Slowly.' }],
    subGoals: [],
    suggestedTasks: [{ title: 'Buy shoes', description: null, priority: 'p3', estimateMinutes: 77, reasoning: 'x' }],
    suggestedMetrics: [{ ...metric, targetValue: 12, reasoning: 'x' }],
    suggestedHabits: [{ habitId: newId(), name: 'Run', times: 3, days: 7, reasoning: 'x' }],
    overallStrategy: 'Step by step.',
    implementationPlan: 'Run.',
    confidence: 0.8,
  }
  says(stage, answer)
  const { result, meta } = await ask(ann, 'cascade', { title: 'Run 500 km this year' })
  assert.equal(meta.provider, 'groq')
  const [first] = result.childGoals
  assert.deepEqual(
    [result.childGoals.length, first.title, first.targetDate, first.goalId, first.description],
    [4, 'Run 125 km', '2027-03-31', null, 'Slowly.'],
  )
  assert.deepEqual(
    [result.parentGoals[0].goalId, result.suggestedTasks[0].estimateMinutes, result.suggestedHabits[0].habitId],
    [null, null, null],
  )
  assert.deepEqual([result.suggestedMetrics[0].metricId, result.suggestedMetrics[0].targetValue], [null, null])
})
