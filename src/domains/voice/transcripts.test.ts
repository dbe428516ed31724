import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { canRecognize } from '#core/ai/embedded/recognition.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type MediaServer, openMediaServer } from '#test/media-server.ts'
import { recordingOf, said, wavFrom } from './voice.fixture.ts'

const WORDS = 'Remind me to call my mother tomorrow.'

let alone: TestApp
let app: TestApp
let server: MediaServer

before(async () => {
  server = await openMediaServer()
  alone = await startApp({ env: { AI_TRANSCRIPTION: 'none' } })
  app = await startApp({
    env: {
      AI_TRANSCRIPTION: 'compatible:whisper-large,openai',
      COMPATIBLE_BASE_URL: server.url,
      COMPATIBLE_MODEL: 'some-chat-model',
      COMPATIBLE_API_KEY: 'secret',
      OPENAI_API_KEY: 'other',
      OPENAI_BASE_URL: server.url,
      AI_TIMEOUT_SECONDS: '0.5',
    },
  })
})
after(async () => {
  await Promise.all([alone.close(), app.close()])
  server.close()
})

function reply(...replies: MediaServer['replies']) {
  server.asked.length = 0
  server.replies.splice(0, Infinity, ...replies)
}

const file = (name: string) => readFile(new URL(`../../../test/data/voice/${name}`, import.meta.url))
const process = async (bytes: Uint8Array) => (await app.as()).post('/stt/process', recordingOf(bytes))

const FORMATS: [string, string, () => Promise<Buffer>][] = [
  ['wav', 'audio/wav', () => said(WORDS)],
  ['mp3', 'audio/mpeg', () => said(WORDS, 'mp3')],
  ['ogg with vorbis', 'audio/ogg', () => said(WORDS, 'ogg')],
  ['ogg with opus', 'audio/ogg', () => file('say.ogg')],
  ['webm', 'audio/webm', () => file('say.webm')],
  ['m4a', 'audio/mp4', () => file('say.m4a')],
  ['flac', 'audio/flac', () => file('say.flac')],
]

for (const [name, type, bytesOf] of FORMATS) {
  test(`${name} is understood, however it is called, and reaches the transcription model as it is`, async () => {
    reply({
      json: { text: ` ${WORDS} `, language: 'english', segments: [{ text: ` ${WORDS}`, start: 0.1, end: 2.4 }] },
    })
    const bytes = await bytesOf()
    const { status, body } = await process(bytes)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.text, body.language, body.noSpeech], [WORDS, 'en', false])
    assert.deepEqual(body.segments, [{ text: WORDS, startSeconds: 0.1, endSeconds: 2.4 }])
    assert.deepEqual(body.meta, { provider: 'compatible', model: 'whisper-large' })
    assert.ok(body.durationSeconds > 2 && body.durationSeconds < 3, `${body.durationSeconds}`)
    const [asked] = server.asked
    assert.deepEqual([asked?.path, asked?.key], ['/v1/audio/transcriptions', 'secret'])
    assert.deepEqual(asked?.fields, { model: 'whisper-large', response_format: 'verbose_json' })
    assert.equal(asked?.file?.type, type)
    assert.ok(Buffer.from((await asked?.file?.arrayBuffer()) ?? []).equals(bytes))
  })
}

test('a server that answers nothing but the text is enough', async () => {
  reply({ json: { text: 'Guten Morgen' } })
  const { body } = await process(await said(WORDS))
  assert.deepEqual([body.text, body.language, body.segments.length], ['Guten Morgen', null, 1])
  assert.equal(body.segments[0].endSeconds, body.durationSeconds)
})

test('silence, steady noise, a hum and a click are no speech, and nobody is sent them', async () => {
  reply({ json: { text: 'Thank you for watching!' } })
  let seed = 1
  const noise = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return (seed / 1_073_741_824 - 1) * 0.3
  }
  const quiet: Record<string, Buffer> = {
    silence: wavFrom(2, () => 0),
    noise: wavFrom(2, noise),
    hum: wavFrom(2, (at) => Math.sin((at / 16_000) * 2 * Math.PI * 100) * 0.5),
    click: wavFrom(2, (at) => (at > 16_000 && at < 16_800 ? 0.8 : 0)),
  }
  for (const [name, bytes] of Object.entries(quiet)) {
    const { status, body } = await process(bytes)
    assert.equal(status, 200, name)
    assert.deepEqual([body.text, body.noSpeech, body.segments, body.durationSeconds], ['', true, [], 2], name)
    assert.deepEqual(body.meta, { provider: null, model: null }, name)
  }
  assert.equal(server.asked.length, 0)
})

test('what is no audio, damaged, too long or too large is refused, each by its own name', async () => {
  reply({ json: { text: 'no' } })
  const ann = await app.as()
  const mp3 = await said(WORDS, 'mp3')
  const flac = await file('say.flac')
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const m4a = await file('say.m4a')
  const refused: [string, FormData | object, number, RegExp][] = [
    ['text', recordingOf(Buffer.from('once upon a time')), 415, /wav, mp3, ogg/],
    ['a picture', recordingOf(png), 415, /wav, mp3, ogg/],
    ['nothing', recordingOf(Buffer.alloc(0)), 400, /audio/],
    ['a damaged flac', recordingOf(Buffer.concat([flac.subarray(0, 60), Buffer.alloc(4_000, 7)])), 422, /damaged/],
    ['a head without a body', recordingOf(m4a.subarray(0, 40)), 422, /damaged/],
    ['too long', recordingOf(wavFrom(301, () => 0.1)), 413, /5 minutes/],
    ['too large', recordingOf(Buffer.concat([mp3, Buffer.alloc(10_000_000)])), 413, /10 MB/],
    ['another field', recordingOf(mp3, 'sound'), 400, /sound/],
    ['two fields', recordingOf(mp3, 'audio', { surprise: 'yes' }), 400, /surprise/],
  ]
  for (const [name, payload, status, says] of refused) {
    const answer = await ann.post('/stt/process', payload)
    assert.equal(answer.status, status, `${name}: ${JSON.stringify(answer.body)}`)
    assert.match(JSON.stringify(answer.body), says, name)
  }
  assert.equal(server.asked.length, 0)
})

test('nothing beyond five minutes is decoded, whether it comes frame by frame or says at its end how many frames it has', async () => {
  reply({ json: { text: 'no' } })
  const minutes = Buffer.concat(
    Array<Buffer>(600)
      .fill(await said(WORDS, 'mp3'))
      .map((one) => one.subarray(0, 16_000)),
  )
  const manyFrames = Buffer.from(await file('say.m4a'))
  manyFrames.writeUInt32BE(5_000_000, manyFrames.indexOf('stsz') + 12)
  for (const bytes of [minutes, manyFrames]) {
    assert.ok(bytes.length < 10_000_000)
    assert.equal((await process(bytes)).status, 413)
  }
  assert.equal(server.asked.length, 0)
})

test('when every model fails, this machine writes it down if it can, and otherwise says what to set up', async () => {
  for (const failure of [{ status: 500 }, { status: 401 }, 'stall', 'garbage'] as const) {
    app.setNow(new Date(Date.UTC(2027, 2, 1, 1 + hours++)).toISOString())
    reply(failure)
    const { status, body } = await process(await said(WORDS))
    const told = JSON.stringify(failure)
    assert.equal(server.asked.length, 2, told)
    if (canRecognize()) {
      assert.deepEqual([status, body.meta.provider], [200, 'embedded'], told)
      assert.equal(body.text, 'remind me to call my mother tomorrow')
      assert.ok(body.segments[0].endSeconds > 2, told)
    } else {
      assert.equal(status, 503, told)
      assert.match(body.detail, /pocketsphinx-en-us/)
    }
  }
  app.setNow(null)
})
let hours = 0

test('an operator can go without the built-in transcription; then 503 names what to set', async () => {
  const ann = await alone.as()
  const { status, body, headers } = await ann.post('/stt/process', recordingOf(await said(WORDS)))
  assert.equal(status, 503)
  assert.match(body.detail, /AI_TRANSCRIPTION/)
  assert.ok(headers['retry-after'])
  const { status: quiet, body: nothing } = await ann.post('/stt/process', recordingOf(wavFrom(1, () => 0)))
  assert.deepEqual([quiet, nothing.noSpeech], [200, true], 'silence needs nobody')
})

test('whoever does not allow models is heard by none, and what was heard is counted by its length', async () => {
  app.setNow('2027-03-05T00:00:00.000Z')
  reply({ json: { text: WORDS } })
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  await ann.post('/stt/process', recordingOf(await said(WORDS)))
  assert.equal(server.asked.length, 0)
  const ben = await app.as()
  reply({ status: 500 }, { json: { text: WORDS } })
  await ben.post('/stt/process', recordingOf(await said(WORDS)))
  const { items } = (await ben.get('/ai/usage')).body
  assert.deepEqual([items[0].feature, items[0].provider, items[0].model], ['transcription', 'openai', 'whisper-1'])
  assert.ok(items[0].costMicros > 200 && items[0].costMicros < 300, `${items[0].costMicros}`)
})
