import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

let app: TestApp
let model: ModelServer
let withModel: TestApp
before(async () => {
  app = await startApp()
  model = await openModelServer()
  withModel = await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } })
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  model.close()
})

const NOW = '2027-03-10T12:00:00.000Z'

const make = async (caller: Caller, collection: string, fields: object): Promise<Body> => {
  const { status, body } = await caller.post(`/${collection}`, fields)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
async function ask(caller: Caller, name: string, input: object): Promise<Body> {
  const { status, body } = await caller.post(`/ai/goals/${name}`, { ...input, now: NOW, timezone: 'UTC' })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const says = (answer: object) => model.replies.splice(0, Infinity, { text: JSON.stringify(answer) })
const texts = (list: Body[]) => list.map(({ text }) => text)

test('a goal is told what its form leaves open, and which own goals speak of the same', async () => {
  const ann = await app.as()
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
  const ann = await app.as()
  const { result } = await ask(ann, 'criteria', { title: 'Run 500 km this year' })
  assert.deepEqual(texts(result.criteria), ['500 km in all', '250 km by 2027-08-05'])
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
  assert.deepEqual(texts(like.result.criteria), ['play a scale', 'know ten chords', 'Play a song for friends'])
  const none = await ask(ann, 'criteria', { title: 'Xyzzy' })
  assert.deepEqual([none.result.criteria, none.result.confidence], [[], 0])
})

test('so much less is counted from where one’s own metric stands, and criteria there are not proposed again', async () => {
  const ann = await app.as()
  const weight = await make(ann, 'metrics', { name: 'Weight', unit: 'kg', direction: 'lower' })
  await ann.post(`/metrics/${weight.id}/logs`, { value: 80 })
  const goal = await make(ann, 'goals', { title: 'Lose 5 kg' })
  const { result } = await ask(ann, 'criteria', { goalId: goal.id })
  const [first] = result.criteria
  assert.deepEqual([first.text, first.metricId, first.targetValue], ['Weight at 75 kg', weight.id, 75])
  assert.equal(result.criteria.length, 1)
  await ann.patch(`/goals/${goal.id}`, { successCriteria: ['Weight at 75 kg'] })
  assert.deepEqual((await ask(ann, 'criteria', { goalId: goal.id })).result.criteria, [])
})

test('a model may word criteria, but neither ids nor targets that its words do not name are taken', async () => {
  const ann = await withModel.as()
  const made = { measurable: true, suggestedMetric: null, targetDate: null }
  says({
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
  says({
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

test('a stranger’s goals, metrics and habits are not there, and a key must be allowed to read them', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id: goalId } = await make(ann, 'goals', { title: 'Run a marathon', successCriteria: ['Secret'] })
  for (const name of NAMES) assert.equal((await bob.post(`/ai/goals/${name}`, { goalId })).status, 404, name)
  const { result } = await ask(bob, 'refine', { title: 'Run a marathon' })
  assert.deepEqual(result.similarGoals, [])
  const { body: key } = await ann.post('/api-keys', { name: 'k', scopes: ['ai:write'], expiresInDays: 1 })
  const byKey = await app.as(key.key)
  for (const name of NAMES) assert.equal((await byKey.post(`/ai/goals/${name}`, { goalId })).status, 403, name)
})

const NAMES = ['refine', 'criteria']
