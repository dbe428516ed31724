import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('a card is found as long as its deck is not in the trash', async () => {
  const ann = await app.as()
  const decks: Body[] = []
  for (const name of ['one', 'two']) decks.push((await ann.post('/flashcard-decks', { name })).body)
  for (const { id, name } of decks)
    await ann.post(`/flashcard-decks/${id}/cards`, { front: `lighthouse ${name}`, back: 'x' })
  const found = async (): Promise<string[]> =>
    (await ann.get('/search?q=lighthouse')).body.items.map(({ title }: Body) => title).sort()
  assert.deepEqual(await found(), ['lighthouse one', 'lighthouse two'])
  await ann.delete(`/flashcard-decks/${decks[0].id}`)
  assert.deepEqual(await found(), ['lighthouse two'])
  await ann.post(`/flashcard-decks/${decks[0].id}/restore`)
  assert.deepEqual(await found(), ['lighthouse one', 'lighthouse two'])
})
