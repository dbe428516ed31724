import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { signUp } from '#test/people.ts'
import { type Door, openDoor } from '#test/socket.ts'
import { converse, hear, say, settled, textOf, until } from './chat.fixture.ts'

let app: TestApp
let door: Door
let model: ModelServer
before(async () => {
  model = await openModelServer()
  app = await startApp({ env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', AI_TIMEOUT_SECONDS: '40' } })
  await settled(app)
  door = await openDoor(app)
})
after(async () => {
  await app.close()
  model.close()
})

async function enter(token: string) {
  const socket = await door.connect('/ws/chat')
  socket.send({ type: 'auth', token })
  await socket.next('ready')
  return socket
}

test('what is said on the socket is answered there, with the events that the stream over HTTP has', async () => {
  model.replies.splice(0, Infinity, { text: 'Three things are due.' })
  const ann = await app.as()
  const socket = await enter(ann.token)
  socket.send({ type: 'message', requestId: 'r1', content: 'What is due?' })
  const accepted = await socket.next('accepted')
  assert.equal(accepted.requestId, 'r1')
  await socket.next('done')
  const told = socket.frames.filter(({ offset }) => offset !== undefined)
  assert.deepEqual(told, (await hear(ann, accepted.generationId)).events)
  assert.equal(textOf(told), 'Three things are due.')
  const { body } = await ann.get(`/chat/conversations/${accepted.conversationId}`)
  assert.deepEqual([body.title, body.messageCount], ['What is due?', 2])
  socket.ws.close()
})

test('a lost connection stops no answer, and whoever resumes at their offset reads the same text', async () => {
  const { promise: end, resolve: release } = Promise.withResolvers<void>()
  model.replies.splice(0, Infinity, { text: 'One two three four.', until: end })
  const ann = await app.as()
  const first = await enter(ann.token)
  first.send({ type: 'message', conversationId: await converse(ann), content: 'Count' })
  const { generationId } = await first.next('accepted')
  const { offset } = await first.next('delta')
  first.ws.terminate()
  release()
  await until(ann, generationId, 'done')
  const second = await enter(ann.token)
  second.send({ type: 'resume', generationId, offset })
  await second.next('done')
  const before = first.frames.filter((frame) => frame.offset <= offset)
  const rest = second.frames.filter((frame) => frame.offset !== undefined)
  assert.deepEqual([...before, ...rest], (await hear(ann, generationId)).events)
  second.ws.close()
})

test('an answer is heard on several devices, and called off from any of them', async () => {
  model.replies.splice(0, Infinity, { text: 'Half', breaks: 'stall' })
  const ann = await app.as()
  const [phone, desk] = [await enter(ann.token), await enter(ann.token)]
  const { generationId } = await say(ann, await converse(ann), 'Go')
  for (const socket of [phone, desk]) socket.send({ type: 'resume', generationId, offset: 0 })
  for (const socket of [phone, desk]) assert.equal((await socket.next('delta')).text, 'Half')
  phone.send({ type: 'cancel', generationId })
  for (const socket of [phone, desk]) assert.equal((await socket.next('done')).state, 'cancelled')
  for (const socket of [phone, desk]) socket.ws.close()
})

test('what cannot be done is refused by name, and the connection stays', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const socket = await enter(bob.token)
  const place = await converse(ann)
  socket.send({ type: 'message', requestId: 'a', conversationId: place, content: 'Mine?' })
  assert.deepEqual(pick(await socket.next('refused')), ['a', 'not_found'])
  for (const type of ['resume', 'cancel']) {
    socket.send({ type, generationId: newId(), ...(type === 'resume' && { offset: 0 }) })
    assert.deepEqual(pick(await socket.next('refused')), [null, 'not_found'])
  }
  socket.send({ type: 'message', content: 'x', surprise: true })
  assert.equal((await socket.closed).code, 4400)
})

test('a key without the scope hears and says nothing', async () => {
  const ann = await signUp(app)
  const { key } = (await ann.post('/api-keys', { name: 'k', scopes: ['chat:read'] })).body
  const socket = await enter(key)
  socket.send({ type: 'message', requestId: 'b', content: 'Hello' })
  assert.deepEqual(pick(await socket.next('refused')), ['b', 'forbidden'])
  socket.ws.close()
})

const pick = ({ requestId, code }: { requestId: string; code: string }) => [requestId, code]
