import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { formOf, JPEG } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { cardsOf, decksOf, taken } from './taking.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
  await app.work()
})
after(() => app.close())

const packed = async (by: Caller, deck: Body, query = ''): Promise<Buffer> => {
  const headers = { authorization: `Bearer ${by.token}` }
  const { rawPayload, statusCode } = await app.http.inject({
    url: `/api/flashcard-decks/${deck.id}/cards.apkg${query}`,
    headers,
  })
  assert.equal(statusCode, 200)
  return rawPayload
}
const take = async (by: Caller, bytes: Buffer): Promise<Body> => {
  const done = await taken(by, bytes)
  assert.equal(done.state, 'done', JSON.stringify(done))
  return done
}
const reviewsOf = async (by: Caller, { id }: Body): Promise<Body[]> =>
  (await by.get(`/flashcards/${id}/reviews`)).body.items

const MARKDOWN = '**la montaña** <b>& "mar"</b>\n\n- uno_dos * 2 < 3 &lt;\n- `x`'

/** A deck with a part, of cards in every state. */
async function fill(ann: Caller) {
  const outer = (await ann.post('/flashcard-decks', { name: 'Languages' })).body
  const whole = (
    await ann.post('/flashcard-decks', {
      name: 'Spanish: A::B',
      parentDeckId: outer.id,
      desiredRetention: 0.93,
      newPerDay: 7,
      tags: ['x'],
    })
  ).body
  const part = (
    await ann.post('/flashcard-decks', { name: 'Verbs', parentDeckId: whole.id, learningSteps: ['2m', '1h'] })
  ).body
  const file = (await ann.post('/files', formOf({ file: new File([new Uint8Array(JPEG)], 'mar, "a".jpg') }))).body
  const add = async (deck: Body, fields: object): Promise<Body> =>
    (await ann.post(`/flashcard-decks/${deck.id}/cards`, { back: 'b', ...fields })).body
  const answer = async (card: Body, rating: string, reviewedAt: string) => {
    const { status } = await ann.post(`/flashcards/${card.id}/review`, { rating, reviewedAt, durationMs: 1_234 })
    assert.equal(status, 200)
  }
  const rich = await add(whole, {
    front: MARKDOWN,
    back: `![the sea](file:${file.id}) b`,
    hint: 'high\nup',
    tags: ['two words', 'nature'],
    position: 2.5,
  })
  const known = await add(part, { front: 'known', groupId: '0199c8f2-7a6b-7c1d-8e2f-3a4b5c6d7e8f' })
  const learning = await add(part, { front: 'learning' })
  const reset = await add(part, { front: 'reset' })
  const buried = await add(part, { front: 'buried' })
  const suspended = await add(part, { front: 'suspended', isSuspended: true })
  for (const [at, rating] of ['good', 'good', 'good', 'again', 'good', 'hard'].entries())
    await answer(known, rating, `2026-03-0${at + 1}T09:00:00.00${at}Z`)
  await answer(rich, 'easy', '2026-03-01T09:00:02.000Z')
  await answer(suspended, 'easy', '2026-03-01T09:00:01.000Z')
  await answer(learning, 'good', '2026-03-02T09:00:00.000Z')
  await answer(reset, 'easy', '2026-03-02T09:00:01.000Z')
  await ann.post(`/flashcards/${reset.id}/reset`)
  await ann.post(`/flashcards/${buried.id}/bury`, { until: '2030-01-01' })
  return { outer, whole, part }
}

const KEPT = ['version', 'createdAt', 'updatedAt', 'deckId']
const bare = (item: Body): Body =>
  JSON.parse(
    JSON.stringify(Object.fromEntries(Object.entries(item).filter(([name]) => !KEPT.includes(name)))).replaceAll(
      /file:[0-9a-f-]{36}/g,
      'file:ID',
    ),
  )
const byFront = (cards: Body[]) => cards.map(bare).sort((a, b) => a.front.localeCompare(b.front))

test('a deck that is taken along comes in elsewhere as it was: cards, what is known of them, history, pictures and settings', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { whole } = await fill(ann)
  await take(bob, await packed(ann, whole))
  const [hers, his] = [await cardsOf(ann), await cardsOf(bob)]
  assert.deepEqual(byFront(his), byFront(hers))
  for (const card of hers) {
    const told = (reviews: Body[]) =>
      reviews.map(({ rating, reviewedAt, durationMs, day }) => ({ rating, reviewedAt, durationMs, day }))
    assert.deepEqual(told(await reviewsOf(bob, card)), told(await reviewsOf(ann, card)), card.front)
  }
  const named = (decks: Body[]) =>
    decks.map(({ id: _, parentDeckId, ...deck }) => ({
      ...bare(deck),
      parent: decks.find(({ id }) => id === parentDeckId)?.name,
    }))
  const sorted = (decks: Body[]) => named(decks).sort((a, b) => a.name.localeCompare(b.name))
  assert.deepEqual(sorted(await decksOf(bob)), sorted(await decksOf(ann)))
  const [file] = (await bob.get('/files?kind=image')).body.items
  const rich = his.find(({ front }) => front === MARKDOWN)
  assert.equal(rich.back, `![the sea](file:${file.id}) b`)
  // And from there on both learn alike.
  const known = hers.find(({ front }) => front === 'known')
  const next = async (by: Caller) => (await by.get(`/flashcards/${known.id}/preview?now=2026-03-20T09:00:00.000Z`)).body
  assert.deepEqual(await next(bob), await next(ann))
})

test('taken in where it came from, it changes and doubles nothing', async () => {
  const ann = await app.as()
  const { whole } = await fill(ann)
  const [cards, decks] = [await cardsOf(ann), await decksOf(ann)]
  const { counts } = await take(ann, await packed(ann, whole))
  assert.deepEqual([counts.unchanged, counts.created, counts.updated, counts.reviews, counts.decks], [6, 0, 0, 0, 0])
  assert.deepEqual([await cardsOf(ann), await decksOf(ann)], [cards, decks])
})

test('without reviews the cards go along new', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { part } = await fill(ann)
  const { counts } = await take(bob, await packed(ann, part, '?withReviews=false'))
  assert.deepEqual([counts.created, counts.reviews], [5, 0])
  assert.ok((await cardsOf(bob)).every(({ state, isSuspended }) => state === 'new' && !isSuspended))
})

test('a stranger’s deck is not taken along', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const deck = (await ann.post('/flashcard-decks', { name: 'Hers' })).body
  assert.equal((await bob.get(`/flashcard-decks/${deck.id}/cards.apkg`)).status, 404)
})
