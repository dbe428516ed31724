import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { patient } from '#test/calm.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { writeDueMessage } from './delivery.ai.ts'

let app: TestApp
let model: ModelServer
before(async () => {
  model = await openModelServer({ status: 500 })
  app = patient(await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } }))
  await app.work()
})
beforeEach(() => {
  model.asked.length = 0
  model.replies.splice(0, Infinity, { status: 500 })
})
after(async () => {
  await app.close()
  model.close()
})

const rulesOnly = async (): Promise<Caller> => {
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  return ann
}
const slotFor = async (ann: Caller, fields: object): Promise<Body> => {
  const { status, body } = await ann.post('/daily-messages/slots', { kind: 'motivation', time: '07:30', ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const messages = async (ann: Caller): Promise<Body[]> => (await ann.get('/daily-messages')).body.items
const notices = async (ann: Caller): Promise<Body[]> => (await ann.get('/notifications?kind=daily_message')).body.items
const has = (ann: Caller, count: number) =>
  eventually(async () => {
    const all = await messages(ann)
    assert.equal(all.length, count)
    return all
  })
/** Every timer that is due has been looked at, and every message that follows is there. */
const settled = async (control: Caller, count: number) => has(control, count)

test('a message comes once at its time, made of the day’s own tasks, habits and goals, and notifies', async () => {
  const ann = await rulesOnly()
  app.setNow('2027-03-10T07:00:00.000Z')
  await ann.post('/goals', { title: 'Run a marathon', status: 'active', targetDate: '2027-03-20' })
  await ann.post('/tasks', { title: 'Call the bank', dueDate: '2027-03-10' })
  await ann.post('/tasks', { title: 'Old thing', dueDate: '2027-03-01' })
  const slot = await slotFor(ann, {})
  assert.deepEqual(await messages(ann), [])
  app.setNow('2027-03-10T07:30:00.000Z')
  const [message] = await has(ann, 1)
  assert.equal(
    message?.text,
    '10 days are left for “Run a marathon”, which stands at 0 %. One task is due today: “Call the bank”.',
  )
  assert.deepEqual(
    [message?.slotId, message?.occurrence, message?.scheduledFor, message?.source, message?.readAt],
    [slot.id, '2027-03-10T07:30', '2027-03-10T07:30:00.000Z', 'rules', null],
  )
  const [notice] = await notices(ann)
  assert.deepEqual([notice?.title, notice?.body, notice?.entityId], ['For today', message?.text, message?.id])
  assert.equal((await ann.patch(`/daily-messages/${message?.id}`, { read: true })).body.readAt !== null, true)
  assert.deepEqual((await ann.get('/daily-messages?unread=true')).body.items, [])
})

test('the same time twice is one message, whether a job runs again or its owner travels back over the hour', async () => {
  const [ann, control] = [await rulesOnly(), await rulesOnly()]
  app.setNow('2027-03-11T07:00:00.000Z')
  const slot = await slotFor(ann, { kind: 'check_in' })
  app.setNow('2027-03-11T07:31:00.000Z')
  await has(ann, 1)
  const due = {
    userId: ann.userId,
    slotId: slot.id,
    kind: 'check_in',
    occurrence: '2027-03-11T07:30',
    scheduledFor: '2027-03-11T07:30:00.000Z',
    channels: null,
  } as const
  const base = { ...app.platform.base, actor: null }
  await Promise.all([0, 1, 2].map(() => writeDueMessage(base, app.platform.reach, due)))
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  await slotFor(control, { time: '11:31' })
  app.setNow('2027-03-11T11:32:00.000Z')
  await settled(control, 1)
  assert.deepEqual([(await messages(ann)).length, (await notices(ann)).length], [1, 1])
  app.setNow('2027-03-12T12:31:00.000Z')
  const [next] = await has(ann, 2)
  assert.equal(next?.occurrence, '2027-03-12T07:30')
})

test('after days of downtime one message comes, and none that is older than six hours', async () => {
  const [ann, late] = [await rulesOnly(), await rulesOnly()]
  app.setNow('2027-04-01T05:00:00.000Z')
  await slotFor(ann, { time: '12:00' })
  await slotFor(late, { time: '08:00' })
  app.setNow('2027-04-11T15:00:00.000Z')
  const [only] = await has(ann, 1)
  assert.equal(only?.occurrence, '2027-04-11T12:00')
  assert.deepEqual(await messages(late), [])
})

test('what is paused or deleted is silent, and a changed time holds from now on', async () => {
  const [ann, control] = [await rulesOnly(), await rulesOnly()]
  app.setNow('2027-05-01T05:00:00.000Z')
  const paused = await slotFor(ann, {})
  const gone = await slotFor(ann, {})
  const moved = await slotFor(ann, { time: '09:00' })
  await ann.patch(`/daily-messages/slots/${paused.id}`, { isActive: false })
  await ann.delete(`/daily-messages/slots/${gone.id}`)
  app.setNow('2027-05-01T08:00:00.000Z')
  await ann.patch(`/daily-messages/slots/${moved.id}`, { time: '07:45' })
  await slotFor(control, { time: '09:30' })
  app.setNow('2027-05-01T10:00:00.000Z')
  await settled(control, 1)
  assert.deepEqual(await messages(ann), [])
  app.setNow('2027-05-02T07:45:00.000Z')
  assert.equal((await has(ann, 1))[0]?.slotId, moved.id)
})

test('an affirmation is said in its owner’s words, and a reflection asks the question of their day', async () => {
  const ann = await rulesOnly()
  app.setNow('2027-06-01T05:00:00.000Z')
  const { body: own } = await ann.post('/affirmations', { text: 'I begin.' })
  await slotFor(ann, { kind: 'affirmation' })
  app.setNow('2027-06-01T07:30:00.000Z')
  const [said] = await has(ann, 1)
  assert.deepEqual([said?.text, said?.affirmationId], ['I begin.', own.id])
  const { body } = await ann.post('/ai/messages/daily', { kind: 'reflection' })
  const { body: prompt } = await ann.get('/journal/prompts/today')
  assert.equal(body.result.question, prompt.prompt.text)
})

test('a model writes where there is one, but no number that nobody gave; without its budget the rules write', async () => {
  const ann = await app.as()
  app.setNow('2027-07-01T05:00:00.000Z')
  await slotFor(ann, {})
  model.replies.splice(0, Infinity, { text: JSON.stringify({ text: 'Go gently.', question: null }) })
  app.setNow('2027-07-01T07:30:00.000Z')
  const [first] = await has(ann, 1)
  assert.deepEqual([first?.text, first?.source], ['Go gently.', 'model'])
  model.replies.splice(0, Infinity, { text: JSON.stringify({ text: 'You have 77 tasks.', question: null }) })
  app.setNow('2027-07-02T07:30:00.000Z')
  assert.equal((await has(ann, 2))[0]?.source, 'rules')
  await app.platform.database.query(
    `insert into ai_usage (user_id, day, feature, provider, model, calls, input_tokens, output_tokens, cost_micros, unpriced_tokens)
     values ($1, '2027-07-03', 'x', 'x', 'x', 1, 900000, 0, 0, 0)`,
    [ann.userId],
  )
  app.setNow('2027-07-03T07:30:00.000Z')
  assert.equal((await has(ann, 3))[0]?.source, 'rules')
  assert.equal((await ann.post('/ai/messages/daily', { kind: 'motivation' })).status, 402)
})
