import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fileTypeFromBuffer } from 'file-type'
import { recordingOf, said, wavFrom } from '#domains/voice/voice.fixture.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type MediaServer, openMediaServer } from '#test/media-server.ts'
import { signUp } from '#test/people.ts'
import { type Door, openDoor } from '#test/socket.ts'

let app: TestApp
let door: Door
let server: MediaServer

before(async () => {
  server = await openMediaServer({ json: { text: 'Remind me to call mom tomorrow at 5pm', language: 'en' } })
  app = await startApp({
    env: {
      AI_PROVIDERS: 'vllm',
      AI_TRANSCRIPTION: 'vllm:whisper',
      VLLM_BASE_URL: server.url,
      VLLM_MODEL: 'nobody-answers',
      AI_TIMEOUT_SECONDS: '2',
    },
  })
  door = await openDoor(app)
})
after(async () => {
  await app.close()
  server.close()
})

const NOW = 'now=2027-03-10T12:00:00.000Z&timezone=America/New_York'
const WORDS = 'Remind me to call mom tomorrow at 5pm'
const heard = (text: string) => server.replies.splice(0, Infinity, { json: { text, language: 'en' } })

test('what is said in words is answered whole, and what it wants done waits for leave as it does in the chat', async () => {
  const ann = await app.as()
  const { status, body } = await ann.post(`/conversation/generate?${NOW}`, { text: WORDS })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.state, body.distress, body.meta.source], ['done', false, 'rules'])
  assert.equal(body.intents[0].type, 'create_reminder')
  assert.equal(body.intents[0].entities.at, '2027-03-11T22:00:00.000Z')
  assert.ok(body.text.length > 10, body.text)
  const [action] = body.actions
  assert.deepEqual([body.actions.length, action.state], [1, 'awaiting_approval'])
  assert.equal((await ann.get('/reminders')).body.items.length, 0)
  assert.equal((await ann.post(`/chat/actions/${action.id}/approve`)).status, 200)
  const { items } = (await ann.get('/reminders')).body
  assert.deepEqual([items.length, items[0].title], [1, 'call mom'])
  const { body: kept } = await ann.get(`/chat/conversations/${body.conversationId}/messages`)
  assert.deepEqual(
    kept.items.map(({ content }: { content: string }) => content),
    [WORDS, body.text],
  )
})

test('a conversation goes on where it was, and nobody else can go on with it', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { conversationId } = (await ann.post('/conversation/generate', { text: 'Hello' })).body
  const { body } = await ann.post('/conversation/generate', { text: 'What is due today?', conversationId })
  assert.equal(body.conversationId, conversationId)
  assert.equal((await ann.get(`/chat/conversations/${conversationId}/messages`)).body.items.length, 4)
  assert.equal((await bob.post('/conversation/generate', { text: 'Hello', conversationId })).status, 404)
})

test('a recording is heard, answered, and the answer is said aloud', async () => {
  heard(WORDS)
  const ann = await app.as()
  const form = recordingOf(await said(WORDS), 'audio', { format: 'ogg', voice: 'awb' })
  const { status, body } = await ann.post(`/voice/converse?${NOW}`, form)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.transcript.text, body.transcript.meta.provider], [WORDS, 'vllm'])
  assert.deepEqual([body.reply.intents[0].type, body.reply.actions[0].state], ['create_reminder', 'awaiting_approval'])
  assert.deepEqual([body.audio.mediaType, body.audio.provider, body.audio.voice], ['audio/ogg', 'embedded', 'awb'])
  const bytes = Buffer.from(body.audio.base64, 'base64')
  assert.equal((await fileTypeFromBuffer(bytes))?.ext, 'ogg')
})

test('silence begins no conversation, and sent again with its key an exchange is not held twice', async () => {
  const ann = await app.as()
  const { body } = await ann.post('/voice/converse', recordingOf(wavFrom(1, () => 0)))
  assert.deepEqual([body.transcript.noSpeech, body.reply, body.audio], [true, null, null])
  assert.equal((await ann.get('/chat/conversations')).body.items.length, 0)
  heard('Hello')
  const bytes = await said('Hello')
  const key = { 'idempotency-key': 'once' }
  const first = await ann.post('/voice/converse', recordingOf(bytes), key)
  const again = await ann.post('/voice/converse', recordingOf(bytes), key)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.deepEqual([again.body.reply, again.body.audio.base64], [first.body.reply, null])
  assert.equal((await ann.get('/chat/conversations')).body.items.length, 1)
  assert.equal((await ann.post('/voice/converse', recordingOf(await said('Bye')), key)).status, 422)
})

test('a key that may only speak cannot hold conversations', async () => {
  const ann = await signUp(app)
  const { key } = (await ann.post('/api-keys', { name: 'speaker', scopes: ['voice:write'] })).body
  const speaker = await app.as(key)
  const { status, body } = await speaker.post('/conversation/generate', { text: 'Hello' })
  assert.deepEqual([status, /chat:write/.test(body.detail)], [403, true])
})

async function enter() {
  const ann = await app.as()
  const socket = await door.connect('/ws/voice')
  socket.send({ type: 'auth', token: ann.token })
  await socket.next('ready')
  const record = (bytes: Buffer, begin: object = {}) => {
    socket.send({ type: 'begin', ...begin })
    for (let at = 0; at < bytes.length; at += 30_000)
      socket.send({ type: 'audio', base64: bytes.subarray(at, at + 30_000).toString('base64') })
    socket.send({ type: 'end' })
  }
  const spoken = () =>
    Buffer.concat(
      socket.frames.filter(({ type }) => type === 'speech').map(({ base64 }) => Buffer.from(String(base64), 'base64')),
    )
  return { ...socket, ann, record, spoken }
}

test('over a socket a recording comes in pieces, and transcript, reply and speech come back as they are ready', async () => {
  heard(WORDS)
  const { record, next, spoken, frames, ann, ws } = await enter()
  record(await said(WORDS), { requestId: 'r1', format: 'mp3' })
  const { transcript } = await next('transcript')
  assert.equal(transcript.text, WORDS)
  const { reply, requestId } = await next('reply')
  assert.deepEqual([requestId, reply.actions[0].state], ['r1', 'awaiting_approval'])
  assert.deepEqual(await next('done'), { type: 'done', requestId: 'r1', state: 'done' })
  assert.equal((await fileTypeFromBuffer(spoken()))?.ext, 'mp3')
  assert.ok(frames.every((frame) => frame.type === 'ready' || frame.requestId === 'r1'))
  assert.equal((await ann.get('/chat/conversations')).body.items.length, 1)
  record(await said('Hello'), { reply: false })
  await next('transcript')
  await next('done')
  assert.equal((await ann.get('/chat/conversations')).body.items.length, 1, 'only written down')
  ws.close()
})

test('over a socket a text is said in pieces while the rest is made, and falls silent when it is told to', async () => {
  const { send, next, frames, spoken, ws } = await enter()
  const text = 'You have three tasks left for today. '
  send({ type: 'say', requestId: 'short', text, format: 'wav' })
  await next('done')
  assert.equal((await fileTypeFromBuffer(spoken()))?.ext, 'wav')
  send({ type: 'say', requestId: 'long', text: text.repeat(120) })
  await next('speech')
  const before = frames.length
  send({ type: 'stop' })
  assert.deepEqual(await next('done'), { type: 'done', requestId: 'long', state: 'stopped' })
  assert.ok(frames.length - before < 60, `${frames.length - before} frames after the stop`)
  send({ type: 'say', requestId: 'next', text })
  assert.equal((await next('done')).requestId, 'next')
  ws.close()
})

test('bytes go over the socket as they are, both ways, and mean the same as in base64', async () => {
  heard(WORDS)
  const { send, next, frames, bytes, ws } = await enter()
  const recorded = await said(WORDS)
  send({ type: 'begin', requestId: 'raw', format: 'ogg', binary: true })
  for (let at = 0; at < recorded.length; at += 60_000) ws.send(recorded.subarray(at, at + 60_000), { binary: true })
  send({ type: 'end' })
  assert.equal((await next('transcript')).transcript.text, WORDS)
  await next('done')
  const speech = frames.filter(({ type }) => type === 'speech')
  assert.deepEqual([speech.length, speech[0]?.base64, speech[0]?.mediaType], [bytes.length, null, 'audio/ogg'])
  assert.equal((await fileTypeFromBuffer(Buffer.concat(bytes)))?.ext, 'ogg')
  ws.send(recorded.subarray(0, 10), { binary: true })
  assert.equal((await next('refused')).code, 'conflict', 'nothing is being recorded')
  ws.close()
})

test('what cannot be heard or said is refused and the socket stays; what is no frame closes it', async () => {
  const { send, record, next, closed } = await enter()
  send({ type: 'end' })
  assert.equal((await next('refused')).code, 'conflict')
  send({ type: 'audio', base64: 'AAAA' })
  assert.equal((await next('refused')).code, 'conflict')
  record(Buffer.from('once upon a time there was no sound'), { requestId: 'tale' })
  const refused = await next('refused')
  assert.deepEqual([refused.code, refused.requestId], ['unsupported_media_type', 'tale'])
  send({ type: 'say', text: 'hello', voice: 'darth' })
  assert.equal((await next('refused')).code, 'invalid_input')
  send({ type: 'audio', base64: 'not base64!' })
  assert.equal((await closed).code, 4400)
})
