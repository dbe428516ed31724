import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import type { Body, Caller } from '#test/harness.ts'
import { ask as askCoach, assertPrivate, each, make, openStage, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

const ask = (caller: Caller, name: string, input: object) => askCoach(caller, `goals/${name}`, input)

test('a goal is told what its form leaves open, and which own goals speak of the same', async () => {
  const ann = await stage.app.as()
  const running = await make(ann, 'goals', { title: 'Train for a long distance race', status: 'active' })
  await make(ann, 'goals', { title: 'Write a thesis' })
  const { result, meta } = await ask(ann, 'refine', { title: 'I want to run a marathon.', timeHorizon: 'weekly' })
  assert.deepEqual(
    [result.refinedTitle, result.suggestedTimeHorizon, meta.source],
    ['Run a marathon', 'weekly', 'rules'],
  )
  assert.deepEqual(
    result.similarGoals.map(({ goalId }: Body) => goalId),
    [running.id],
  )
  assert.match(result.suggestedAdjustments.join(), /no target day.*“Train for a long distance race” already/)
  const clear = await ask(ann, 'refine', { title: 'Read 24 books this year', description: 'To know more.' })
  assert.deepEqual(
    [clear.result.suggestedTargetDate, clear.result.suggestedTimeHorizon, clear.result.suggestedAdjustments],
    ['2027-12-31', 'yearly', []],
  )
})

test('criteria follow from what a goal counts and lists, and from how one like it was reached', async () => {
  const ann = await stage.app.as()
  const { result } = await ask(ann, 'criteria', { title: 'Run 500 km this year' })
  assert.deepEqual(each(result.criteria, 'text'), ['500 km in all', '250 km by 2027-08-05'])
  assert.deepEqual([result.criteria[0].targetValue, result.criteria[0].targetDate], [500, '2027-12-31'])
  await make(ann, 'goals', {
    title: 'Learn to play the guitar',
    status: 'achieved',
    successCriteria: ['Play a song for friends', 'Know ten chords'],
  })
  const like = await ask(ann, 'criteria', {
    title: 'Learn the piano',
    description: '- play a scale\n- know ten chords',
  })
  assert.deepEqual(each(like.result.criteria, 'text'), ['play a scale', 'know ten chords', 'Play a song for friends'])
  const none = await ask(ann, 'criteria', { title: 'Xyzzy' })
  assert.deepEqual([none.result.criteria, none.result.confidence], [[], 0])
})

test('so much less is counted from where one’s own metric stands, and criteria there are not proposed again', async () => {
  const ann = await stage.app.as()
  const weight = await make(ann, 'metrics', { name: 'Weight', unit: 'kg', direction: 'lower' })
  await make(ann, `metrics/${weight.id}/logs`, { value: 80 })
  const goal = await make(ann, 'goals', { title: 'Lose 5 kg' })
  const { result } = await ask(ann, 'criteria', { goalId: goal.id })
  const [first] = result.criteria
  assert.deepEqual([first.text, first.metricId, first.targetValue], ['Weight at 75 kg', weight.id, 75])
  assert.equal(result.criteria.length, 1)
  await ann.patch(`/goals/${goal.id}`, { successCriteria: ['Weight at 75 kg'] })
  assert.deepEqual((await ask(ann, 'criteria', { goalId: goal.id })).result.criteria, [])
})

test('a model may word criteria, but neither ids nor targets that its words do not name are taken', async () => {
  const ann = await stage.withModel.as()
  const made = { measurable: true, suggestedMetric: null, targetDate: null }
  says(stage, {
    criteria: [
      { ...made, text: 'Ran 10 km without a break', metricId: newId(), targetValue: 10 },
      { ...made, text: 'Feels easy', metricId: null, targetValue: 99 },
    ],
    reasoning: 'Small steps.',
    confidence: 0.8,
  })
  const { result, meta } = await ask(ann, 'criteria', { title: 'Run 500 km this year' })
  assert.deepEqual(
    result.criteria.map(({ metricId, targetValue }: Body) => [metricId, targetValue]),
    [
      [null, 10],
      [null, null],
    ],
  )
  assert.equal(meta.provider, 'groq')
  says(stage, {
    refinedTitle: 'Run 500 km',
    refinedDescription: null,
    suggestedTimeHorizon: 'daily',
    suggestedTargetDate: '2030-01-01',
    suggestedAdjustments: [],
    similarGoals: [],
    reasoning: 'x',
    confidence: 1,
  })
  const refined = (await ask(ann, 'refine', { title: 'Run 500 km this year' })).result
  assert.deepEqual([refined.suggestedTargetDate, refined.suggestedTimeHorizon], ['2027-12-31', 'yearly'])
})

test('a stranger’s goals are not there, and a key must be allowed to read them', async () => {
  const ann = await stage.app.as()
  const { id: goalId } = await make(ann, 'goals', { title: 'Run a marathon', successCriteria: ['Secret'] })
  await assertPrivate(
    stage,
    ann,
    NAMES.map((name) => [`goals/${name}`, { goalId }]),
  )
  const bob = await stage.app.as()
  assert.deepEqual((await ask(bob, 'refine', { title: 'Run a marathon' })).result.similarGoals, [])
})

const NAMES = ['refine', 'criteria', 'metrics', 'cascade', 'forecast', 'progress']
