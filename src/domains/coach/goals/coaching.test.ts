import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '#test/harness.ts'
import { ask as askCoach, make, openStage, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
  stage.app.setNow(NOW)
  stage.withModel.setNow(NOW)
})
after(() => stage.close())

const NOW = '2027-03-11T12:00:00.000Z'
const ask = (caller: Caller, name: string, goalId: string) => askCoach(caller, `goals/${name}`, { goalId }, NOW)

/** Seventy days old with thirty to go; four of ten criteria met. */
const THESIS = {
  title: 'Write the thesis',
  status: 'active',
  startDate: '2027-01-01',
  targetDate: '2027-04-10',
  successCriteria: Array.from({ length: 10 }, (_, at) => ({ text: `Chapter ${at}`, isCompleted: at < 4 })),
}

test('a forecast counts what was done, says how much that is worth, and names what stands in the way', async () => {
  const ann = await stage.app.as()
  const goal = await make(ann, 'goals', THESIS)
  const { result, meta } = await ask(ann, 'forecast', goal.id)
  assert.equal(meta.source, 'rules')
  assert.ok(result.probability > 0 && result.probability < 15, `${result.probability}`)
  assert.deepEqual([result.expectedDate, result.confidenceLevel], ['2027-06-23', 'medium'])
  assert.match(result.factors.negative.join(), /30 days behind the even pace/)
  const late = await make(ann, 'tasks', { title: 'Find books', dueDate: '2027-03-01', goalIds: [goal.id] })
  const more = (await ask(ann, 'forecast', goal.id)).result
  assert.match(more.recommendations[0], /Finish “Find books”/)
  await ann.patch(`/tasks/${late.id}`, { status: 'done' })
  assert.doesNotMatch((await ask(ann, 'forecast', goal.id)).result.factors.negative.join(), /overdue/)
})

test('without a day or anything to count there is no probability, and it says why', async () => {
  const ann = await stage.app.as()
  const bare = await make(ann, 'goals', { title: 'Be kind', startDate: '2027-01-01' })
  const { result } = await ask(ann, 'forecast', bare.id)
  assert.deepEqual([result.probability, result.expectedDate, result.confidence], [null, null, 0])
  assert.match(result.reasoning, /Nothing of it can be counted/)
  const undated = await make(ann, 'goals', { ...THESIS, targetDate: null })
  const forecast = (await ask(ann, 'forecast', undated.id)).result
  assert.deepEqual([forecast.probability, /no target day/.test(forecast.reasoning)], [null, true])
  const done = await make(ann, 'goals', { ...THESIS, successCriteria: [{ text: 'One', isCompleted: true }] })
  assert.equal((await ask(ann, 'forecast', done.id)).result.probability, 100)
})

test('coaching tells where a goal is heading, scores it by factors that it shows, and says what comes next', async () => {
  const ann = await stage.app.as()
  const goal = await make(ann, 'goals', THESIS)
  const [open, waiting] = [
    await make(ann, 'tasks', { title: 'Read', goalIds: [goal.id] }),
    await make(ann, 'tasks', { title: 'Write', goalIds: [goal.id] }),
  ]
  await make(ann, `tasks/${waiting.id}/dependencies`, { dependsOnTaskId: open.id })
  const { result } = await ask(ann, 'progress', goal.id)
  // Criteria 40 % by weight 40, tasks 0 % by weight 30.
  assert.deepEqual([result.currentProgress, result.trajectory], [23, 'behind'])
  assert.deepEqual(result.factors, {
    progressVelocity: 33,
    activityLevel: 100,
    resourceBalance: 50,
    timeAlignment: 13,
  })
  assert.deepEqual([result.score, result.rating, result.nextSteps], [49, 'poor', ['“Read”']])
  assert.deepEqual(result.blockers, ['one task held up: “Write”.'])
  await ann.patch(`/goals/${goal.id}`, { status: 'achieved' })
  assert.equal((await ask(ann, 'progress', goal.id)).result.score, 100)
})

test('a goal on which nothing happens stands still, and one without members is asked for criteria first', async () => {
  const ann = await stage.app.as()
  const goal = await make(ann, 'goals', { title: 'Be kind', status: 'active', startDate: '2026-01-01' })
  const later = await askCoach(ann, 'goals/progress', { goalId: goal.id }, '2099-03-11T12:00:00.000Z')
  assert.deepEqual([later.result.trajectory, later.result.factors.activityLevel], ['stalled', 0])
  assert.deepEqual([later.result.specificAdvice[0].area, later.result.factors.progressVelocity], ['criteria', null])
})

test('a model may tell it better, but no number that nobody worked out gets in', async () => {
  const ann = await stage.withModel.as()
  const goal = await make(ann, 'goals', THESIS)
  const said = {
    probability: 99,
    expectedDate: '2027-03-12',
    confidenceLevel: 'high',
    factors: { positive: ['Half a chapter a day!'], negative: ['You need 77 more hours.'] },
    recommendations: ['Write every morning.'],
    reasoning: 'It will work out by 2027-03-12.',
    confidence: 1,
  }
  says(stage, said)
  const { result, meta } = await ask(ann, 'forecast', goal.id)
  assert.deepEqual(
    [meta.source, result.confidenceLevel, result.recommendations],
    ['model', 'medium', ['Write every morning.']],
  )
  assert.ok(result.probability < 15 && result.expectedDate === '2027-06-23')
  assert.doesNotMatch(JSON.stringify(result), /77|2027-03-12/)
})
