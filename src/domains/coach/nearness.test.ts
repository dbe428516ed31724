import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { embeddedModel } from '#core/ai/embeddings.ts'
import { nearnessTo } from './nearness.ts'

test('while there are no embeddings, texts that share words are near to each other and others are not', async () => {
  const broken = mock.method(embeddedModel, 'embed', () => Promise.reject(new Error('The thread died')))
  const [same = 0, other = 0] = await nearnessTo('Water the plants', ['Plants need water', 'Pay the rent'])
  broken.mock.restore()
  assert.ok(same > 0.5 && other === 0, `${same} ${other}`)
})
