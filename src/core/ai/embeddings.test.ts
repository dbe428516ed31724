import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cosine, embeddedModel } from './embeddings.ts'

test('texts that mean nearly the same are near, others are not, and every vector has unit length', async () => {
  const texts = ['go for a run', 'go for a run in the park', 'pay the electricity bill', '']
  const vectors = await embeddedModel.embed(texts)
  const [run = [], park = [], bill = [], nothing = []] = vectors
  assert.deepEqual(
    vectors.map((vector) => vector.length),
    texts.map(() => embeddedModel.dims),
  )
  for (const vector of [run, park, bill, nothing]) assert.ok(Math.abs(cosine(vector, vector) - 1) < 1e-6)
  assert.ok(cosine(run, park) > 0.7, `${cosine(run, park)}`)
  assert.ok(cosine(run, bill) < 0.5, `${cosine(run, bill)}`)
})

test('questions asked at the same time get their own answers, and the event loop goes on meanwhile', async () => {
  let turns = 0
  const turning = setInterval(() => turns++, 5)
  const one = Array.from({ length: 40 }, (_, at) => `read ${at} pages`)
  const [many, few, none] = await Promise.all([
    embeddedModel.embed(one),
    embeddedModel.embed(['read 3 pages']),
    embeddedModel.embed([]),
  ])
  clearInterval(turning)
  assert.deepEqual([many.length, few.length, none.length], [40, 1, 0])
  assert.ok(cosine(many[3] ?? [], few[0] ?? []) > 0.999)
  assert.ok(turns > 3, `${turns}`)
})
