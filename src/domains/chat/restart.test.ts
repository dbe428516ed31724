import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Body, freshDatabase, startApp } from '#test/harness.ts'
import { openModelServer } from '#test/model-server.ts'
import { startServer } from '#test/process.ts'
import { converse, hear, messagesOf, say, textOf, until } from './chat.fixture.ts'

test('a server that is killed in mid-answer keeps what was said, marks it interrupted, gives those their turn who waited, and can continue', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-test-'))
  const stalling = { text: 'One two ', breaks: 'stall' } as const
  const model = await openModelServer(stalling, { text: 'For the second.' }, { text: 'three four.' })
  const settings = { DATA_DIR: folder, OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', AI_TIMEOUT_SECONDS: '40' }
  const first = await startServer(settings)
  let second: Awaited<ReturnType<typeof startServer>> | null = null
  try {
    const account = { email: 'ann@example.org', password: 'correct horse battery' }
    const { accessToken } = await call(first.url, 'POST', '/auth/signup', account)
    const { id } = await call(first.url, 'POST', '/chat/conversations', {}, accessToken)
    const post = (content: string) =>
      call(first.url, 'POST', `/chat/conversations/${id}/messages`, { content }, accessToken)
    const broken = await post('Count')
    const waiting = await post('And the second?')
    const before = () => call(first.url, 'GET', `/chat/messages/${broken.messageId}`, undefined, accessToken)
    await eventually(async () => assert.equal((await before()).content, 'One two '))
    first.child.kill('SIGKILL')
    await first.ended
    second = await startServer(settings)
    const { url } = second
    const get = (place: string) => call(url, 'GET', place, undefined, accessToken)
    const message = await get(`/chat/messages/${broken.messageId}`)
    assert.deepEqual([message.state, message.content], ['interrupted', 'One two '])
    await eventually(async () => assert.equal((await get(`/chat/generations/${waiting.generationId}`)).state, 'done'))
    assert.equal((await get(`/chat/messages/${waiting.messageId}`)).content, 'For the second.')
    const { generationId } = await call(
      url,
      'POST',
      `/chat/messages/${broken.messageId}/continue`,
      undefined,
      accessToken,
    )
    await eventually(async () => assert.equal((await get(`/chat/generations/${generationId}`)).state, 'done'))
    assert.equal((await get(`/chat/messages/${broken.messageId}`)).content, 'One two three four.')
  } finally {
    first.child.kill('SIGKILL')
    second?.child.kill('SIGKILL')
    await second?.ended
    model.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('a server that is told to stop ends its answers as interrupted, and whoever listened is told', async () => {
  const own = await freshDatabase()
  const model = await openModelServer({ text: 'One two ', breaks: 'stall' }, { text: 'three four.' })
  const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', AI_TIMEOUT_SECONDS: '40' }
  const [database, closing] = [{ ...own.database, close: async () => {} }, async () => own.database.close()]
  const first = await startApp({ env, database })
  const ann = await first.as()
  const place = await converse(ann)
  const { generationId, messageId } = await say(ann, place, 'Count')
  await eventually(() => assert.equal(model.asked.length, 1))
  const hearing = hear(ann, generationId)
  await eventually(async () => assert.equal((await ann.get(`/chat/messages/${messageId}`)).body.content, 'One two '))
  await first.close()
  const { last, text } = await hearing
  assert.deepEqual([last.type, last.state, text], ['error', 'interrupted', 'One two '])
  const app = await startApp({ env, database })
  const again = await app.as(ann.token)
  assert.equal((await hear(again, generationId)).text, 'One two ')
  const { body } = await again.post(`/chat/messages/${messageId}/continue`)
  assert.equal((await hear(again, body.generationId)).text, 'One two three four.')
  await app.close()
  await closing()
  model.close()
})

test('an answer that one process gives is heard from another, to the same text, and called off from there', async () => {
  const own = await freshDatabase()
  const { promise: end, resolve: release } = Promise.withResolvers<void>()
  const model = await openModelServer({ text: 'One two three.', until: end }, { text: 'Half', breaks: 'stall' })
  const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', AI_TIMEOUT_SECONDS: '40' }
  const database = { ...own.database, close: async () => {} }
  const one = await startApp({ env, database })
  const ann = await one.as()
  const place = await converse(ann)
  const { generationId } = await say(ann, place, 'Count')
  await eventually(() => assert.equal(model.asked.length, 1))
  // It would take this one for the only process, and all that is going on for abandoned.
  const two = await startApp({ env, database: { ...database, kind: 'postgres' } })
  const there = await two.as(ann.token)
  const hearing = hear(there, generationId)
  release()
  assert.equal((await hearing).text, 'One two three.')
  const { generationId: other } = await say(ann, place, 'Again')
  await eventually(() => assert.equal(model.asked.length, 2))
  const since = performance.now()
  assert.equal((await there.post(`/chat/generations/${other}/cancel`)).status, 200)
  await model.asked[1]?.hungUp
  assert.ok(performance.now() - since < 1_000)
  await until(ann, other, 'cancelled')
  assert.equal(textOf((await hear(there, other)).events), 'Half')
  assert.equal((await messagesOf(ann, place)).at(-1)?.state, 'cancelled')
  await two.close()
  await one.close()
  await own.database.close()
  await own.drop()
  model.close()
})

test('what a process that fell silent was saying is kept by another, and whoever waited behind it has their turn', async () => {
  const app = await startApp()
  const ann = await app.as()
  const place = await converse(ann)
  const { generationId, messageId } = await say(ann, place, 'Hello')
  await until(ann, generationId, 'done')
  const { database } = app.platform
  // As it stands while another process gives the answer, and has not been heard of for a minute.
  await database.query(`update chat_messages set state = 'streaming', content = '' where id = '${messageId}'`)
  await database.query(`update chat_generations set state = 'running', ended_at = null,
    beat_at = now() - interval '1 minute' where id = '${generationId}'`)
  const said = [
    { type: 'started', generationId, offset: 1, conversationId: place, messageId, content: '' },
    { type: 'delta', generationId, offset: 2, text: 'Half of' },
  ]
  await database.query(
    `update chat_events set events = '${JSON.stringify(said)}' where generation_id = '${generationId}'`,
  )
  const waiting = await say(ann, place, 'And then?')
  assert.equal((await ann.get(`/chat/generations/${waiting.generationId}`)).body.state, 'queued')
  await app.work()
  await until(ann, generationId, 'interrupted')
  const { last, text } = await hear(ann, generationId)
  assert.deepEqual([last.type, last.state, text], ['error', 'interrupted', 'Half of'])
  assert.equal((await ann.get(`/chat/messages/${messageId}`)).body.content, 'Half of')
  await until(ann, waiting.generationId, 'done')
  await app.close()
})

async function call(url: string, method: string, place: string, payload?: object, token?: string): Promise<Body> {
  const headers = {
    ...(payload && { 'content-type': 'application/json' }),
    ...(token && { authorization: `Bearer ${token}` }),
  }
  const response = await fetch(`${url}/api${place}`, {
    method,
    headers,
    ...(payload && { body: JSON.stringify(payload) }),
  })
  const body = await response.json()
  assert.ok(response.ok, JSON.stringify(body))
  return body
}
