import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createAi } from '#core/ai/ai.ts'
import { canRecognize } from '#core/ai/embedded/recognition.ts'
import { createLog } from '#core/log.ts'
import { startApp, type TestApp, testConfig } from '#test/harness.ts'

const apps: TestApp[] = []
after(() => Promise.all(apps.map((app) => app.close())))

async function ableWith(env: Record<string, string>, preferences?: object) {
  const app = await startApp({ env })
  apps.push(app)
  const ann = await app.as()
  if (preferences) await ann.patch('/users/me/preferences', preferences)
  const { body } = await ann.get('/ai/capabilities')
  for (const name of NAMES) assert.match(body[name].says, /^.{20,}\.$/, name)
  return Object.fromEntries(
    NAMES.map((name) => [name, `${body[name].level} ${body[name].provider} ${body[name].model}`]),
  )
}

const NAMES = ['chat', 'features', 'embeddings', 'speech', 'transcription', 'images'] as const
const OURS = canRecognize() ? 'model embedded pocketsphinx-en-us' : 'none null null'

const BUILT_IN = {
  chat: 'rules null null',
  features: 'rules null null',
  embeddings: 'model embedded use-lite-en',
  speech: 'model embedded flite',
  transcription: OURS,
  images: 'rules embedded procedural-landscape',
}

test('without any setting the capabilities tell what is built in, and what this machine happens to have', async () => {
  assert.deepEqual(await ableWith({}), BUILT_IN)
})

test('with keys they tell the models that are asked first, and nothing of them to whoever allows no models', async () => {
  const env = { OPENAI_API_KEY: 'key', GROQ_API_KEY: 'key' }
  assert.deepEqual(await ableWith(env), {
    chat: 'model openai gpt-4.1-mini',
    features: 'model openai gpt-4.1-mini',
    embeddings: 'model embedded use-lite-en',
    speech: 'model openai tts-1',
    transcription: 'model openai whisper-1',
    images: 'model openai gpt-image-1',
  })
  assert.deepEqual(await ableWith(env, { ai: { enabled: false } }), BUILT_IN)
})

test('what the operator has switched off is none, and what they named is what is told', async () => {
  const able = await ableWith({
    GROQ_API_KEY: 'key',
    AI_SPEECH: 'none',
    AI_TRANSCRIPTION: 'groq:whisper-large-v3,none',
    AI_IMAGES: 'none',
  })
  assert.deepEqual([able.speech, able.images], ['none null null', 'none null null'])
  assert.equal(able.transcription, 'model groq whisper-large-v3')
})

test('a setting that names nobody who can be asked is refused when the server starts', () => {
  for (const [env, says] of [
    [{ AI_SPEECH: 'openai:tts-1' }, /OPENAI_API_KEY/],
    [{ AI_SPEECH: 'compatible', COMPATIBLE_BASE_URL: 'http://127.0.0.1', COMPATIBLE_MODEL: 'm' }, /AI_SPEECH/],
    [{ AI_IMAGES: 'midjourney:7' }, /AI_IMAGES/],
  ] as const)
    assert.throws(() => createAi(testConfig(env), createLog('silent'), () => new Date()), says)
})
