import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer, type Reply } from '#test/model-server.ts'
import { askedOf, converse, hear, messagesOf, parseEvents, say, settled, talk, textOf, until } from './chat.fixture.ts'

let app: TestApp
let model: ModelServer
let spare: ModelServer
let url: string
before(async () => {
  ;[model, spare] = await Promise.all([openModelServer(), openModelServer()])
  const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', VLLM_BASE_URL: spare.url, VLLM_MODEL: 'own' }
  app = await startApp({ env: { ...env, AI_TIMEOUT_SECONDS: '2', AI_DAILY_TOKENS: '0' } })
  url = (await app.listen()).url
  await settled(app)
})
after(async () => {
  await app.close()
  model.close()
  spare.close()
})

let hours = 0
beforeEach(() => {
  // A time of its own for each, so that no provider is still left alone for what the test before did to it.
  app.setNow(new Date(Date.UTC(2027, 2, 1, ++hours)).toISOString())
  answers(model, { text: 'Three things are due.' })
  answers(spare, { text: 'From the spare one.' })
})

function answers(server: ModelServer, ...replies: Reply[]) {
  server.asked.length = 0
  server.replies.splice(0, Infinity, ...replies)
}

/** A reply that says one word and then waits to be told to go on. */
function held(text: string) {
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  return { reply: { text, until }, release }
}

/** Reads the stream over a real connection, until `enough` says so; then hangs up. */
async function listen(
  caller: Caller,
  id: string,
  lastId: number,
  enough: (events: Body[]) => boolean,
): Promise<Body[]> {
  const gone = new AbortController()
  const headers = { authorization: `Bearer ${caller.token}`, 'last-event-id': String(lastId) }
  const response = await fetch(`${url}/api/chat/generations/${id}/events`, { headers, signal: gone.signal })
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  let text = ''
  try {
    for await (const bytes of response.body ?? []) {
      text += Buffer.from(bytes).toString()
      if (enough(parseEvents(text.slice(0, text.lastIndexOf('\n\n') + 2)))) break
    }
  } finally {
    gone.abort()
  }
  return parseEvents(text.slice(0, text.lastIndexOf('\n\n') + 2))
}

const hasSaid = (events: Body[]) => events.some(({ type }) => type === 'delta')

test('a model is heard word by word, with its usage, and it is told what it must and what was said', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const { events, last } = await talk(ann, place, 'What is due?')
  const types = events.map(({ type }) => type)
  assert.deepEqual(types, ['started', 'delta', 'delta', 'delta', 'delta', 'usage', 'done'])
  assert.deepEqual([last.meta.source, last.meta.provider, last.meta.model], ['model', 'openai', 'gpt-4.1-mini'])
  assert.deepEqual(last.meta.usage, { inputTokens: 100, outputTokens: 20, costMicros: 72, currency: 'USD' })
  await talk(ann, place, 'And tomorrow?')
  const { messages } = askedOf(model)
  assert.deepEqual(
    messages.map(({ role }: Body) => role),
    ['system', 'user', 'assistant', 'user'],
  )
  assert.match(JSON.stringify(messages), /What is due\?.*Three things are due.*And tomorrow/)
  const { body } = await ann.get('/ai/usage')
  assert.deepEqual([body.items[0].feature, body.total.calls], ['chat', 2])
})

test('whoever is gone in mid-answer comes back to the same text, and nothing stopped for it', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const { reply, release } = held('One two three four five.')
  answers(model, reply)
  const { generationId, messageId } = await say(ann, place, 'Count')
  const before = await listen(ann, generationId, 0, hasSaid)
  assert.equal(textOf(before), 'One ')
  const [, reloaded] = await messagesOf(ann, place)
  assert.deepEqual([reloaded.id, reloaded.state, reloaded.generationId], [messageId, 'streaming', generationId])
  release()
  await until(ann, generationId, 'done')
  const rest = await listen(ann, generationId, before.at(-1)?.offset, () => false)
  const undisturbed = await hear(ann, generationId)
  assert.deepEqual([...before, ...rest], undisturbed.events)
  assert.equal(undisturbed.text, 'One two three four five.')
  assert.equal((await ann.get(`/chat/messages/${messageId}`)).body.content, 'One two three four five.')
})

test('cancelling reaches the provider within a second, in mid-answer and before its first word; what was said stays', async () => {
  for (const [reply, kept] of [
    [{ text: 'Half of', breaks: 'stall' }, 'Half of'],
    ['stall', ''],
  ] as [Reply, string][]) {
    const ann = await app.as()
    const place = await converse(ann)
    answers(model, reply)
    const { generationId, messageId } = await say(ann, place, 'Go')
    if (kept) await listen(ann, generationId, 0, (events) => textOf(events) === kept)
    else await eventually(() => assert.equal(model.asked.length, 1))
    const since = performance.now()
    const { body } = await ann.post(`/chat/generations/${generationId}/cancel`)
    await model.asked[0]?.hungUp
    assert.ok(performance.now() - since < 1_000)
    assert.equal(body.state, 'cancelled')
    const { last, text } = await hear(ann, generationId)
    assert.deepEqual([last.type, last.state, text], ['done', 'cancelled', kept])
    assert.equal((await ann.get(`/chat/messages/${messageId}`)).body.state, 'cancelled')
    assert.equal((await ann.get('/ai/usage')).body.total.calls, 1, 'what was sent is counted')
    assert.equal(spare.asked.length, 0)
  }
})

test('a message that comes while an answer is given waits for its turn, and follows it', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const { reply, release } = held('The first answer.')
  answers(model, reply, { text: 'The second answer.' })
  const first = await say(ann, place, 'First')
  const second = await say(ann, place, 'Second')
  const third = await say(ann, place, 'Third')
  await eventually(() => assert.equal(model.asked.length, 1))
  assert.equal((await ann.get(`/chat/generations/${second.generationId}`)).body.state, 'queued')
  assert.equal((await ann.post(`/chat/generations/${third.generationId}/cancel`)).body.state, 'cancelled')
  assert.equal((await hear(ann, third.generationId)).last.state, 'cancelled')
  release()
  const { text } = await hear(ann, second.generationId)
  assert.equal(text, 'The second answer.')
  assert.match(JSON.stringify(askedOf(model).messages), /First.*The first answer\..*Second/)
  assert.deepEqual(
    (await messagesOf(ann, place)).map(({ id }) => id),
    [first, second, third].flatMap(({ userMessageId, messageId }) => [userMessageId, messageId]),
  )
})

test('other conversations do not wait', async () => {
  const ann = await app.as()
  const [busy, free] = [await converse(ann), await converse(ann)]
  const { reply, release } = held('Slow answer.')
  answers(model, reply, { text: 'Quick answer.' })
  const { generationId } = await say(ann, busy, 'Slow')
  await eventually(() => assert.equal(model.asked.length, 1))
  assert.equal((await talk(ann, free, 'Quick')).text, 'Quick answer.')
  release()
  await until(ann, generationId, 'done')
})

test('before the first word the next provider answers; when all are down the built-in assistant does', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  answers(model, { status: 500 })
  const { text, last } = await talk(ann, place, 'Anybody?')
  assert.deepEqual([text, last.meta.provider], ['From the spare one.', 'vllm'])
  answers(spare, { status: 529 })
  const { text: rules, last: end } = await talk(ann, place, 'Anybody?')
  assert.match(rules, /without a language model/)
  assert.deepEqual([end.type, end.meta.source, end.meta.provider], ['done', 'rules', null])
})

test('an answer that is cut off, stalls or grows too long is kept as interrupted, and goes on where it ended', async () => {
  for (const breaks of ['cut', 'stall', 'end', 'length'] as const) {
    const ann = await app.as()
    const place = await converse(ann)
    answers(model, { text: 'One two ', breaks }, { text: 'three four.' })
    const { generationId, messageId } = await say(ann, place, 'Count')
    const { last, text } = await hear(ann, generationId)
    assert.deepEqual(
      [last.type, last.state, last.code, text],
      ['error', 'interrupted', 'unavailable', 'One two '],
      breaks,
    )
    const { body: message } = await ann.get(`/chat/messages/${messageId}`)
    assert.deepEqual([message.state, message.content], ['interrupted', 'One two '])
    const { status, body } = await ann.post(`/chat/messages/${messageId}/continue`)
    assert.deepEqual([status, body.messageId], [202, messageId])
    const whole = await hear(ann, body.generationId)
    assert.equal(whole.text, 'One two three four.')
    assert.match(JSON.stringify(askedOf(model).messages), /Count.*One two.*broke off/)
    const items = await messagesOf(ann, place)
    assert.deepEqual([items.length, items[1].content, items[1].state], [2, 'One two three four.', 'done'])
  }
})

test('deleting a conversation calls its answer off', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  answers(model, { text: 'Half of', breaks: 'stall' })
  const { generationId } = await say(ann, place, 'Go')
  await listen(ann, generationId, 0, hasSaid)
  assert.equal((await ann.delete(`/chat/conversations/${place}`)).status, 204)
  const since = performance.now()
  await model.asked[0]?.hungUp
  assert.ok(performance.now() - since < 1_500)
})

test('somebody who turned models off is answered by rules, and nothing of theirs leaves the house', async () => {
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  const { last } = await talk(ann, await converse(ann), 'Hello')
  assert.equal(last.meta.source, 'rules')
  assert.equal(model.asked.length + spare.asked.length, 0)
})
