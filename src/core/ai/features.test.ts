import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { createLog } from '#core/log.ts'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp, type TestApp, testConfig } from '#test/harness.ts'
import { type ModelServer, openModelServer, type Reply } from '#test/model-server.ts'
import { createAi } from './ai.ts'
import { answerWithModel } from './answer.ts'
import { feature } from './feature.ts'

const PARSED = {
  area: null,
  priority: null,
  dueDate: null,
  dueAt: null,
  scheduledDate: null,
  recurrence: null,
  target: null,
  estimateMinutes: null,
  tags: [],
  confidence: 0.9,
}
const answer = (title: string): Reply => ({ text: JSON.stringify({ title, ...PARSED }) })
const NOW = '2027-03-10T12:00:00.000Z'

let app: TestApp
let first: ModelServer
let second: ModelServer
before(async () => {
  ;[first, second] = await Promise.all([openModelServer(), openModelServer()])
  const env = { OPENAI_BASE_URL: first.url, OPENAI_API_KEY: 'sk-secret', VLLM_BASE_URL: second.url, VLLM_MODEL: 'own' }
  app = await startApp({ env: { ...env, AI_TIMEOUT_SECONDS: '5' } })
  await app.listen()
})
after(async () => {
  await app.close()
  first.close()
  second.close()
})

let hour = 0
beforeEach(() => {
  // A time of its own for each, so that no provider is still left alone for what the test before did to it.
  app.setNow(new Date(Date.parse(NOW) + 3_600_000 * hour++).toISOString())
  answers(first, answer('First'))
  answers(second, answer('Second'))
})

function answers(server: ModelServer, ...replies: Reply[]) {
  server.asked.length = 0
  server.replies.splice(0, Infinity, ...replies)
}

const parse = (caller: Caller, text = 'Sweep the yard') => caller.post('/ai/tasks/parse', { text })

test('an answer in a code fence or with a comma too many is repaired without asking again', async () => {
  const whole = JSON.stringify({ title: 'First', ...PARSED })
  for (const text of [`Sure!\n\`\`\`json\n${whole}\n\`\`\`\nAnything else?`, `${whole.slice(0, -1)},}`]) {
    answers(first, { text })
    const { body } = await parse(await app.as())
    assert.deepEqual([body.meta.source, body.result.title, first.asked.length], ['model', 'First', 1])
  }
})

test('an answer that does not hold is asked for once more, with what was wrong, and both are counted', async () => {
  answers(first, { text: JSON.stringify({ title: 'First', ...PARSED, priority: 'huge' }) }, answer('Better'))
  const { body } = await parse(await app.as())
  assert.deepEqual([body.meta.source, body.result.title, first.asked.length], ['model', 'Better', 2])
  assert.match(first.asked[1]?.body ?? '', /priority/)
  assert.deepEqual([body.meta.usage.inputTokens, body.meta.usage.outputTokens], [200, 40])
})

test('after two answers that do not hold the rules answer, and the tokens are counted all the same', async () => {
  answers(first, { text: 'I would rather not.' })
  const ann = await app.as()
  const { status, body } = await parse(ann, 'Pay rent tomorrow !p1')
  assert.equal(status, 200)
  assert.deepEqual([body.meta.source, body.meta.provider, first.asked.length], ['rules', null, 2])
  assert.deepEqual([body.result.title, body.result.priority], ['Pay rent', 'p1'])
  assert.equal(body.meta.usage.inputTokens, 200)
  assert.equal((await ann.get('/ai/usage')).body.total.calls, 2)
})

test('when every provider is down the rules answer, and the capabilities say so until one answers again', async () => {
  answers(first, { status: 500 })
  answers(second, { status: 500 })
  const ann = await app.as()
  for (let n = 0; n < 4; n++) assert.equal((await parse(ann)).body.meta.source, 'rules')
  assert.equal(first.asked.length, 3, 'left alone after three failures')
  const { body: able } = await ann.get('/ai/capabilities')
  assert.deepEqual([able.features.level, able.providers[0].state], ['rules', 'resting'])
  answers(first, answer('Back'))
  assert.equal((await parse(ann)).body.meta.source, 'rules')
  app.setNow(new Date(Date.parse(NOW) + 3_600_000 * hour++).toISOString())
  assert.equal((await parse(ann)).body.meta.source, 'model')
  assert.equal((await ann.get('/ai/capabilities')).body.features.level, 'model')
})

test('a model that only its user chose cannot take a provider away from others by failing', async () => {
  const ann = await app.as()
  const mine = { provider: 'openai', model: 'mine' }
  await ann.patch('/users/me/preferences', { ai: { features: { 'tasks.parse': mine } } })
  answers(first, { status: 500 }, { status: 500 }, { status: 500 }, { status: 500 }, answer('First'))
  for (let n = 0; n < 2; n++) await parse(ann, `No ${n}`)
  assert.deepEqual(
    first.asked.map(({ model }) => model),
    ['mine', 'gpt-4.1-mini', 'mine', 'gpt-4.1-mini'],
  )
  assert.equal((await parse(await app.as())).body.meta.provider, 'openai')
})

test('a kept answer comes without asking until something of the user changes, and never to somebody else', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  assert.equal((await parse(ann)).body.meta.cached, false)
  const { body: kept } = await parse(ann)
  assert.deepEqual([kept.meta.cached, kept.meta.usage.inputTokens, first.asked.length], [true, 0, 1])
  assert.equal((await parse(bob)).body.meta.cached, false)
  await ann.post('/tasks', { title: 'Something new' })
  assert.equal((await parse(ann)).body.meta.cached, false)
  assert.equal(first.asked.length, 3)
})

test('somebody who turned models off is answered by rules, and nothing of theirs leaves the house', async () => {
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  assert.equal((await parse(ann)).body.meta.source, 'rules')
  assert.equal((await ann.get('/ai/capabilities')).body.features.level, 'rules')
  assert.equal(first.asked.length + second.asked.length, 0)
})

test('whoever hangs up is no longer worked for: the provider is told within a second', async () => {
  answers(first, 'stall')
  const ann = await app.as()
  const { port } = app.http.server.address() as { port: number } // it listens on TCP
  const headers = { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json' }
  const asking = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/ai/tasks/parse', headers })
  asking.on('error', () => {})
  asking.end(JSON.stringify({ text: 'Never mind' }))
  await eventually(() => assert.equal(first.asked.length, 1))
  const since = performance.now()
  asking.destroy()
  await first.asked[0]?.hungUp
  assert.ok(performance.now() - since < 1_000)
  await eventually(async () => assert.equal((await ann.get('/ai/usage')).body.total.calls, 1))
  assert.equal(second.asked.length, 0)
})

test('usage is told by day, feature and model, with the price where it is known', async () => {
  const ann = await app.as()
  await parse(ann)
  answers(first, { status: 500 })
  await parse(ann, 'Another')
  const { body } = await ann.get('/ai/usage')
  const said = body.items.map((one: Record<string, unknown>) => [one.feature, one.provider, one.model, one.costMicros])
  assert.deepEqual(said, [
    ['tasks.parse', 'openai', 'gpt-4.1-mini', 100 * 0.4 + 20 * 1.6],
    ['tasks.parse', 'vllm', 'own', 0],
  ])
  assert.deepEqual([body.total.inputTokens, body.budget.tokens.used], [200, 240])
  const stranger = await app.as()
  assert.deepEqual((await stranger.get('/ai/usage')).body.items, [])
})

test('neither what was asked nor a key is ever in the log, whatever goes wrong', async () => {
  const lines: string[] = []
  const log = createLog('trace', { write: (line: string) => void lines.push(line) })
  const ai = createAi(testConfig({ OPENAI_BASE_URL: first.url, OPENAI_API_KEY: 'sk-secret' }), log, () => new Date())
  const echo = feature({
    name: 'test.echo',
    summary: 'Echo',
    input: z.string(),
    output: z.object({ said: z.string() }),
    cache: null,
    dependsOn: 'day',
    reads: [],
    facts: async () => null,
    prompt: (content) => ({ instructions: 'Echo.', content }),
    rules: (said) => ({ said }),
  })
  const about = { now: NOW, zone: 'UTC', today: '2027-03-10', weekStartsOn: 'mo', facts: null } as const
  const asking = { signal: new AbortController().signal, timeoutMs: 200, log }
  for (const reply of [{ status: 400 }, { status: 401 }, 'stall', 'garbage', 'cut', { text: 'no' }] as Reply[]) {
    answers(first, reply)
    const candidates = ai.candidates(null).map((one) => ({ ...one, isOwnChoice: true }))
    await answerWithModel(echo, 'my darkest secret', about, candidates, asking, () => {})
  }
  assert.ok(lines.length >= 5)
  assert.doesNotMatch(lines.join(''), /darkest|sk-secret/)
})
