import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

let app: TestApp
let model: ModelServer
let withModel: TestApp
before(async () => {
  app = await startApp()
  model = await openModelServer()
  withModel = await startApp({ env: { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: 'k' } })
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  model.close()
})

/** A Wednesday noon in Vienna. */
const WHEN = { now: '2027-03-10T11:00:00.000Z', timezone: 'Europe/Vienna' }
const NOTHING = {
  area: null,
  priority: null,
  dueDate: null,
  dueAt: null,
  scheduledDate: null,
  recurrence: null,
  target: null,
  estimateMinutes: null,
  tags: [],
}

const CASES: [text: string, expected: Partial<Body>][] = [
  ['Buy milk', { title: 'Buy milk' }],
  ['Call the dentist tomorrow at 9am', { title: 'Call the dentist', dueAt: '2027-03-11T08:00:00.000Z' }],
  ['Pay rent on 2027-04-01 low priority', { title: 'Pay rent', dueDate: '2027-04-01', priority: 'p4' }],
  ['High priority: send the offer by Friday', { title: 'send the offer', dueDate: '2027-03-12', priority: 'p2' }],
  ['urgent call the bank', { title: 'call the bank', priority: 'p1' }],
  ['Stretch 3 times a week', { title: 'Stretch', target: { times: 3, days: 7 } }],
  [
    'Review the plan ~45m #work @health',
    { title: 'Review the plan', estimateMinutes: 45, tags: ['work'], area: 'health' },
  ],
  [
    'Water the plants every Tuesday at 6pm',
    {
      title: 'Water the plants',
      dueAt: '2027-03-16T17:00:00.000Z',
      recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU', anchor: 'due', skipDates: [] },
    },
  ],
  ['Go to the gym and read finance news', { title: 'Go to the gym and read finance news' }],
]

for (const [text, expected] of CASES) {
  test(`without a model "${text}" says what it says and no more`, async () => {
    const ann = await app.as()
    const { status, body } = await ann.post('/ai/tasks/parse', { text, ...WHEN })
    assert.equal(status, 200)
    const { confidence, ...result } = body.result
    assert.deepEqual(result, { ...NOTHING, ...expected })
    assert.ok(confidence > 0.5 && confidence <= 1)
    assert.deepEqual([body.meta.source, body.meta.model, body.meta.usage.inputTokens], ['rules', null, 0])
    assert.deepEqual((await ann.get('/tasks')).body.items, [], 'nothing is created')
  })
}

test('a timely word that stays in the title makes it less sure', async () => {
  const ann = await app.as()
  const { body } = await ann.post('/ai/tasks/parse', { text: 'Meet Tom every so often daily-ish', ...WHEN })
  assert.equal(body.result.confidence, 0.5)
})

test('what the grammar is sure of stands against a model; what it missed the model may add', async () => {
  model.replies.push({
    text: JSON.stringify({
      ...NOTHING,
      title: 'Ring the dentist',
      area: 'health',
      dueAt: '2030-01-01T00:00:00.000Z',
      confidence: 0.9,
    }),
  })
  const ann = await withModel.as()
  const { body } = await ann.post('/ai/tasks/parse', { text: 'Dentist tomorrow at 9am', ...WHEN })
  assert.equal(body.meta.provider, 'anthropic')
  assert.deepEqual(
    [body.result.title, body.result.area, body.result.dueAt],
    ['Ring the dentist', 'health', '2027-03-11T08:00:00.000Z'],
  )
})

test('a sentence without words, or without end, is refused', async () => {
  const ann = await app.as()
  assert.equal((await ann.post('/ai/tasks/parse', { text: '  ' })).status, 400)
  assert.equal((await ann.post('/ai/tasks/parse', { text: 'x'.repeat(1_001) })).status, 400)
  assert.equal((await ann.post('/ai/tasks/parse', { text: 'x', model: 'mine' })).status, 400)
})
