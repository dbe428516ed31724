import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBreaker } from '#core/breaker.ts'
import { createLog } from '#core/log.ts'
import { type EmbeddingServer, openEmbeddingServer } from '#test/embedding-server.ts'
import { parseConfig } from '../../config.ts'
import { embeddersOf } from './embedding-models.ts'
import { embeddedModel } from './embeddings.ts'

let server: EmbeddingServer
before(async () => {
  server = await openEmbeddingServer()
})
after(() => server.close())

const embedders = (env: Record<string, string>) =>
  embeddersOf(parseConfig({ STAGE: 'test', ...env }), createLog('silent'), () => createBreaker(Date.now, () => {}))

for (const name of ['openai', 'gemini', 'ollama', 'vllm', 'compatible']) {
  test(`${name} reads texts with its own key and protocol, one vector each, and the built-in model stands behind it`, async () => {
    const upper = name.toUpperCase()
    const given = {
      AI_EMBEDDINGS: `${name}:small@0.45`,
      [`${upper}_BASE_URL`]: server.url,
      [`${upper}_API_KEY`]: `k-${name}`,
    }
    const [one, two] = embedders(given)
    server.read.length = 0
    const vectors = await one?.embed(['water', 'fire', 'water'])
    assert.deepEqual(
      server.read.map(({ text, key }) => `${text} ${key}`),
      ['water', 'fire', 'water'].map((text) => `${text} k-${name}`),
    )
    assert.deepEqual(vectors?.[0], vectors?.[2])
    assert.notDeepEqual(vectors?.[0], vectors?.[1])
    assert.deepEqual([one?.model, one?.near, one?.remote?.provider], [`${name}:small`, 0.45, name])
    assert.equal(two, embeddedModel)
  })
}

test('without the setting no text leaves this server, whatever keys there are', () => {
  assert.deepEqual(embedders({ OPENAI_API_KEY: 'k' }), [embeddedModel])
  assert.deepEqual(embedders({ OPENAI_API_KEY: 'k', AI_EMBEDDINGS: 'embedded' }), [embeddedModel])
})

test('a setting that cannot be meant is refused by name when the server starts', () => {
  for (const wrong of ['anthropic:x', 'groq:x', 'openai:x@2', 'vllm', 'nobody:x'])
    assert.throws(
      () => embedders({ AI_EMBEDDINGS: wrong, OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' }),
      /AI_EMBEDDINGS/,
    )
  assert.throws(() => embedders({ AI_EMBEDDINGS: 'openai:x' }), /OPENAI_API_KEY/)
})

test('a server that fails is asked three times, then left alone, and says so each time', async () => {
  const [one] = embedders({ AI_EMBEDDINGS: 'compatible:x', COMPATIBLE_BASE_URL: server.url })
  server.refusal = 500
  for (let n = 0; n < 3; n++) await assert.rejects(async () => one?.embed(['a']), /x of compatible does not answer/)
  server.refusal = null
  server.read.length = 0
  await assert.rejects(async () => one?.embed(['a']), /does not answer/)
  assert.deepEqual(server.read, [])
})
