import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { addDays } from '#core/time/zones.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { feelingsIn } from './feelings.ts'

const NOTHING = { entry: null, mean30Days: null, difference: null, tags: [] }
const SAID = { reflection: 'You were by the river.', feelings: [], question: null, moods: NOTHING, help: null }
const TODAY = '2027-03-10'

let app: TestApp
let model: ModelServer
let withModel: TestApp
before(async () => {
  app = patient(await startApp())
  model = await openModelServer({ text: JSON.stringify(SAID) })
  withModel = patient(await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } }))
})
beforeEach(() => {
  model.asked.length = 0
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  model.close()
})

const write = async (ann: Caller, fields: object): Promise<Body> => {
  const { status, body } = await ann.post('/journal', { date: TODAY, ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const ask = async (ann: Caller, entryId: string): Promise<Body> => {
  const { status, body } = await ann.post('/ai/journal/feedback', { entryId })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

test('a private entry never reaches a provider, neither itself nor in what is asked about others', async () => {
  const ann = await withModel.as()
  const secret = await write(ann, { text: 'the hidden brook', mood: 1, tags: ['river'], date: addDays(TODAY, -1) })
  assert.equal((await ask(ann, secret.id)).meta.source, 'rules')
  assert.equal(model.asked.length, 0)
  const open = await write(ann, { text: 'By the river.', mood: 8, tags: ['river'], isPrivate: false })
  const { result, meta } = await ask(ann, open.id)
  assert.deepEqual([meta.source, result.reflection], ['model', SAID.reflection])
  const heard = model.asked.map(({ body }) => body).join()
  assert.match(heard, /By the river/)
  assert.doesNotMatch(heard, /hidden brook|mean30Days\\?":1/)
  assert.deepEqual(result.moods, {
    entry: 8,
    mean30Days: 1,
    difference: 7,
    tags: [{ tag: 'river', entries: 1, mood: 1 }],
  })
})

test('an entry that becomes private is answered by rules at once, although a model’s answer was kept', async () => {
  const ann = await withModel.as()
  const { id } = await write(ann, { text: 'By the river.', isPrivate: false })
  assert.equal((await ask(ann, id)).meta.source, 'model')
  assert.equal((await ask(ann, id)).meta.cached, true)
  await ann.patch(`/journal/${id}`, { isPrivate: true })
  assert.equal((await ask(ann, id)).meta.source, 'rules')
  assert.equal(model.asked.length, 1)
})

test('words of crisis are answered with help lines of one’s country and by nobody’s model', async () => {
  const ann = await withModel.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna', locale: 'en' })
  const { id } = await write(ann, { text: 'I do not want to live anymore.', isPrivate: false })
  const { result, meta } = await ask(ann, id)
  assert.deepEqual([meta.source, model.asked.length, result.question], ['rules', 0, null])
  assert.deepEqual([result.help.lines[0].phone, result.help.lines[0].country], ['142', 'AT'])
  assert.equal(result.reflection, result.help.message)
})

test('without a model the words are what was written and what was counted, and nothing else', async () => {
  const ann = await app.as()
  await write(ann, { text: 'x', mood: 4, date: addDays(TODAY, -1), tags: ['work'] })
  await write(ann, { text: 'x', mood: 5, date: addDays(TODAY, -30), tags: ['work'] })
  await write(ann, { text: 'x', mood: 10, date: addDays(TODAY, -31), tags: ['work'] })
  const { id } = await write(ann, {
    text: 'I was tired, not sad, but proud.',
    mood: 7,
    moodLabel: 'fine',
    tags: ['work'],
  })
  const { result, meta } = await ask(ann, id)
  assert.equal(meta.source, 'rules')
  assert.equal(
    result.reflection,
    'You name that you felt tired, and also proud. You gave it a mood of 7 and called it fine. That is 2.5 above your mean of the thirty days before, 4.5. In the 2 entries of those days with the tag work, your mood was 4.5 in the mean.',
  )
  assert.deepEqual([result.feelings, result.question], [['tired', 'proud'], 'What would you need when you feel tired?'])
  const silent = await ask(ann, (await write(ann, { text: 'Bought bread.' })).id)
  assert.match(silent.result.reflection, /no words of feeling/)
})

test('what is denied is not felt', () => {
  assert.deepEqual(feelingsIn("I wasn't angry, never bored, hardly tired; glad. Not very happy."), {
    pleasant: ['glad'],
    unpleasant: [],
  })
})

test('a stranger’s entry is not there', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id: entryId } = await write(ann, { text: 'Mine.', isPrivate: false })
  assert.equal((await bob.post('/ai/journal/feedback', { entryId })).status, 404)
})
