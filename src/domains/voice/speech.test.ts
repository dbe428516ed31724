import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { watchHolds } from '#test/holds.ts'
import { type MediaServer, openMediaServer } from '#test/media-server.ts'
import { askForAudio } from './voice.fixture.ts'

let app: TestApp
let withModel: TestApp
let server: MediaServer

before(async () => {
  server = await openMediaServer({ bytes: Buffer.from('audio of a model') })
  app = await startApp()
  withModel = await startApp({
    env: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: server.url, AI_TIMEOUT_SECONDS: '0.5', AI_DAILY_TOKENS: '100' },
  })
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  server.close()
})

const SENTENCE = 'You have three tasks left for today and a meeting with Ann at five in the afternoon.'
const speak = async (payload: object) => askForAudio(app, await app.as(), '/tts/speak', payload)

/** Seconds, by what stands in a wav file's header. */
const secondsOf = (wav: Buffer) => wav.readUInt32LE(40) / wav.readUInt32LE(28)

for (const [format, type, kind] of [
  ['mp3', 'audio/mpeg', 'mp3'],
  ['ogg', 'audio/ogg', 'ogg'],
  ['wav', 'audio/wav', 'wav'],
] as const) {
  test(`a text is said as ${format} without any key`, async () => {
    const { status, headers, bytes, kind: found } = await speak({ text: SENTENCE, format })
    assert.deepEqual([status, headers['content-type'], found], [200, type, kind])
    assert.ok(bytes.length > 10_000, `${bytes.length}`)
    assert.equal(headers['speech-source'], 'embedded; model="flite"; voice="slt"')
  })
}

test('speed makes it shorter, another voice says it differently, and the same question is answered with the same bytes', async () => {
  const [usual, again, fast, other] = await Promise.all([
    speak({ text: SENTENCE, format: 'wav' }),
    speak({ text: SENTENCE, format: 'wav' }),
    speak({ text: SENTENCE, format: 'wav', speed: 2 }),
    speak({ text: SENTENCE, format: 'wav', voice: 'rms' }),
  ])
  assert.ok(secondsOf(usual.bytes) > 3 && secondsOf(usual.bytes) < 8, `${secondsOf(usual.bytes)}`)
  assert.equal(usual.bytes.length, 44 + usual.bytes.readUInt32LE(40))
  assert.ok(Math.abs(secondsOf(fast.bytes) / secondsOf(usual.bytes) - 0.5) < 0.1, 'half as long')
  assert.ok(usual.bytes.equals(again.bytes))
  assert.ok(!usual.bytes.equals(other.bytes))
})

test('a long text begins to be heard while the rest is made, and the server goes on with its work meanwhile', async () => {
  const { url } = await app.listen()
  const ann = await app.as()
  const ask = async () => {
    const response = await fetch(`${url}/api/tts/speak`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: `${SENTENCE} `.repeat(30) }),
    })
    assert.equal(response.status, 200)
    return response
  }
  // A machine that is too busy with other tests says so at once.
  const response = await eventually(ask)
  const hold = watchHolds()
  const since = performance.now()
  let firstAt = 0
  let length = 0
  for await (const part of response.body ?? []) {
    firstAt ||= performance.now() - since
    length += part.length
  }
  const whole = performance.now() - since
  assert.ok(firstAt < whole / 2, `${firstAt} of ${whole} ms`)
  assert.ok(length > 500_000, `${length}`)
  const longest = hold()
  assert.ok(longest < 50, `${longest} ms`)
})

test('what an English voice cannot say, too much of it, and unknown voices and formats are refused', async () => {
  const refused: [object, number, RegExp][] = [
    [{ text: '日本語だけ' }, 422, /English/],
    [{ text: '   ' }, 400, /text/],
    [{ text: 'a'.repeat(5_001) }, 400, /text/],
    [{ text: 'hello', voice: 'darth' }, 400, /voice/],
    [{ text: 'hello', format: 'aiff' }, 400, /format/],
    [{ text: 'hello', speed: 9 }, 400, /speed/],
  ]
  for (const [payload, expected, says] of refused) {
    const { status, bytes } = await speak(payload)
    assert.equal(status, expected, bytes.toString())
    assert.match(bytes.toString(), says)
  }
})

test('text of every kind is said or refused, and never breaks the voice', async () => {
  const texts = [
    '-o /etc/passwd',
    'null\u0001byte',
    '"; rm -rf /',
    '<speak>hi</speak>',
    'é à ü',
    '5 €, 20° — “so”…',
    'x'.repeat(4_000),
    'https://example.org/a?b=c',
  ]
  for (const text of texts) assert.equal((await speak({ text, format: 'wav' })).status, 200, text.slice(0, 20))
})

test('a speech model that is set up speaks, with its own voices, and is counted', async () => {
  server.replies.splice(0, Infinity, { bytes: Buffer.from('audio of a model') })
  server.asked.length = 0
  const ann = await withModel.as()
  const spoken = await askForAudio(withModel, ann, '/tts/speak', { text: 'Well done.', format: 'ogg', voice: 'nova' })
  assert.equal(spoken.bytes.toString(), 'audio of a model')
  assert.equal(spoken.headers['speech-source'], 'openai; model="tts-1"; voice="nova"')
  const [asked] = server.asked
  assert.deepEqual([asked?.path, asked?.key], ['/v1/audio/speech', 'key'])
  assert.deepEqual(asked?.fields, { model: 'tts-1', input: 'Well done.', voice: 'nova', response_format: 'opus' })
  const { items } = (await ann.get('/ai/usage')).body
  assert.deepEqual([items[0].feature, items[0].model, items[0].costMicros], ['speech', 'tts-1', 150])
  const { items: voices } = (await ann.get('/tts/voices')).body
  assert.deepEqual([voices[0].id, voices[0].isUsual, voices.at(-1).provider], ['alloy', true, 'embedded'])
})

test('whatever a speech model fails with, and when the budget is used up, the built-in voice speaks', async () => {
  const says = async (text: string, ann: Caller) => {
    const { status, headers, kind } = await askForAudio(withModel, ann, '/tts/speak', { text })
    return [status, headers['speech-source']?.split(';')[0], kind]
  }
  for (const [at, reply] of (
    [{ status: 500 }, { status: 401 }, 'stall', { bytes: Buffer.alloc(0) }] as const
  ).entries()) {
    withModel.setNow(new Date(Date.UTC(2027, 2, 1, at)).toISOString())
    server.replies.splice(0, Infinity, reply)
    assert.deepEqual(await says('Well done.', await withModel.as()), [200, 'embedded', 'mp3'], JSON.stringify(reply))
  }
  withModel.setNow('2027-03-02T00:00:00.000Z')
  server.replies.splice(0, Infinity, { bytes: Buffer.from('audio of a model') })
  const ann = await withModel.as()
  assert.equal((await says('A longer text, which takes more than a few tokens. '.repeat(10), ann))[1], 'openai')
  server.asked.length = 0
  assert.deepEqual(await says('Well done.', ann), [200, 'embedded', 'mp3'])
  assert.equal(server.asked.length, 0)
  withModel.setNow(null)
})

test('whoever does not allow models is never spoken to by one', async () => {
  server.asked.length = 0
  const ann = await withModel.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  const { headers } = await askForAudio(withModel, ann, '/tts/speak', { text: 'A secret.' })
  assert.match(headers['speech-source'] ?? '', /^embedded/)
  assert.equal((await askForAudio(withModel, ann, '/tts/speak', { text: 'A secret.', voice: 'nova' })).status, 400)
  assert.equal(server.asked.length, 0)
})
