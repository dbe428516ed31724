import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
})
after(() => app.close())

const NINE = '2027-03-10T09:00:00.000Z'

/** Cards that go from new to known with one answer. */
const deckOf = async (ann: Caller, terms: object = {}): Promise<Body> =>
  (await ann.post('/flashcard-decks', { name: 'Spanish', learningSteps: [], ...terms })).body
const cardIn = async (ann: Caller, deck: Body, front: string, fields: object = {}): Promise<Body> =>
  (await ann.post(`/flashcard-decks/${deck.id}/cards`, { front, back: 'b', ...fields })).body
const answer = async (ann: Caller, card: Body, now: string, rating = 'good'): Promise<Body> => {
  const { status, body } = await ann.post(`/flashcards/${card.id}/review`, { rating, now })
  assert.equal(status, 200, JSON.stringify(body))
  return body.flashcard
}
const due = async (ann: Caller, now: string, more = ''): Promise<string> => {
  const { status, body } = await ann.get(`/flashcards/due?now=${now}${more}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body.items.map(({ front }: Body) => front).join(' ')
}
const later = (now: string, minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()
const DAY = 1_440

test('cards in learning come first, then what is due, then new ones from the lowest place', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann, { learningSteps: ['10m'] })
  const last = await cardIn(ann, deck, 'last', { position: 2 })
  await cardIn(ann, deck, 'first', { position: 1 })
  const known = await answer(ann, await cardIn(ann, deck, 'known'), NINE, 'easy')
  const then = new Date(Date.parse(known.dueAt)).toISOString()
  const asked = await cardIn(ann, deck, 'learned')
  assert.equal((await answer(ann, asked, then, 'again')).state, 'learning')
  assert.equal(await due(ann, later(then, 5)), 'known first last')
  assert.equal(await due(ann, later(then, 10)), 'learned known first last')
  assert.equal(await due(ann, later(then, 10), '&limit=2'), 'learned known')
  await ann.delete(`/flashcards/${last.id}`)
  assert.equal(await due(ann, later(then, 10), `&deckId=${deck.id}`), 'learned known first')
})

test('a deck gives as many new cards and reviews a day as it is told, and an undone review gives its place back', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann, { newPerDay: 2, reviewsPerDay: 1 })
  const cards = []
  for (const front of ['a', 'b', 'c', 'd']) cards.push(await cardIn(ann, deck, front))
  assert.equal(await due(ann, NINE), 'a b')
  const [a, b] = cards as [Body, Body]
  await answer(ann, a, NINE)
  assert.equal(await due(ann, NINE), 'b')
  await answer(ann, b, NINE)
  assert.equal(await due(ann, NINE), '')
  const [review] = (await ann.get(`/flashcards/${b.id}/reviews`)).body.items
  await ann.post(`/flashcards/${b.id}/reviews/${review.id}/undo`)
  assert.equal(await due(ann, NINE), 'b')
  await answer(ann, b, NINE)
  const then = later(NINE, 30 * DAY)
  assert.equal(await due(ann, then), 'a c d')
  await answer(ann, a, then)
  assert.equal(await due(ann, then), 'c d')
})

test('of cards that ask the same from several sides one comes a day', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const groupId = newId()
  const there = await cardIn(ann, deck, 'there', { groupId })
  const back = await cardIn(ann, deck, 'back', { groupId })
  await cardIn(ann, deck, 'other')
  assert.equal(await due(ann, NINE), 'there other')
  await answer(ann, there, NINE)
  assert.equal(await due(ann, NINE), 'other')
  assert.equal(await due(ann, later(NINE, DAY)), 'back other')
  const [review] = (await ann.get(`/flashcards/${there.id}/reviews`)).body.items
  await ann.post(`/flashcards/${there.id}/reviews/${review.id}/undo`)
  await ann.patch(`/flashcards/${there.id}`, { position: 5 })
  assert.equal(await due(ann, NINE), 'back other')
  await answer(ann, there, NINE)
  await answer(ann, back, later(NINE, DAY))
  assert.equal(await due(ann, later(NINE, 60 * DAY)), 'there other')
})

test('what is suspended or put off is not asked, nor what is in the trash or whose deck is', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const [a, b] = [await cardIn(ann, deck, 'a'), await cardIn(ann, deck, 'b')]
  await ann.post(`/flashcards/${a.id}/suspend`)
  assert.equal((await ann.post(`/flashcards/${b.id}/bury`, { now: NINE })).body.buriedUntil, '2027-03-11')
  assert.equal(await due(ann, NINE), '')
  assert.equal(await due(ann, later(NINE, DAY)), 'b')
  await ann.post(`/flashcards/${a.id}/unsuspend`)
  assert.equal(await due(ann, NINE), 'a')
  await ann.delete(`/flashcard-decks/${deck.id}`)
  assert.equal(await due(ann, NINE), '')
  assert.deepEqual((await ann.get('/flashcards')).body.items, [])
  assert.equal((await ann.get(`/flashcards/due?deckId=${deck.id}`)).status, 404)
  await ann.post(`/flashcard-decks/${deck.id}/restore`)
  assert.equal(await due(ann, NINE), 'a')
})

test('a deck is asked with its parts, each with limits of its own, and cannot be part of itself', async () => {
  const ann = await app.as()
  const whole = await deckOf(ann, { newPerDay: 1 })
  const part = await deckOf(ann, { newPerDay: 1, parentDeckId: whole.id })
  const aside = await deckOf(ann)
  await cardIn(ann, whole, 'w')
  await cardIn(ann, part, 'p')
  await cardIn(ann, part, 'q')
  await cardIn(ann, aside, 'z')
  assert.equal(await due(ann, NINE, `&deckId=${whole.id}`), 'w p')
  assert.equal(await due(ann, NINE, `&deckId=${part.id}`), 'p')
  assert.equal(await due(ann, NINE), 'w p z')
  const circle = await ann.patch(`/flashcard-decks/${whole.id}`, { parentDeckId: part.id })
  assert.deepEqual([circle.status, circle.body.path], [409, [whole.id, part.id, whole.id]])
  assert.equal((await ann.patch(`/flashcard-decks/${whole.id}`, { parentDeckId: whole.id })).status, 409)
  assert.equal((await ann.patch(`/flashcard-decks/${whole.id}`, { parentDeckId: newId() })).status, 404)
})

test('the day is the user’s own, from the hour at which it begins', async () => {
  const ann = await app.as()
  await app.platform.database.query(
    `update users set timezone = 'America/New_York', day_starts_at = '04:00' where id = $1`,
    [ann.userId],
  )
  const deck = await deckOf(ann, { newPerDay: 1 })
  const [a] = [await cardIn(ann, deck, 'a'), await cardIn(ann, deck, 'b')]
  // 03:30 in New York on the 12th is still the 11th.
  const answered = await answer(ann, a, '2027-03-12T08:30:00.000Z', 'again')
  assert.equal(answered.intervalDays, 1)
  const [review] = (await ann.get(`/flashcards/${a.id}/reviews`)).body.items
  assert.equal(review.day, '2027-03-11')
  assert.equal(await due(ann, '2027-03-12T08:59:00.000Z'), '')
  assert.equal(await due(ann, '2027-03-12T09:00:00.000Z'), 'a b')
})

test('nobody is asked a stranger’s cards, and no card goes into a stranger’s deck', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const deck = await deckOf(ann)
  const card = await cardIn(ann, deck, 'a')
  assert.equal(await due(bob, NINE), '')
  assert.equal((await bob.get(`/flashcards/due?deckId=${deck.id}`)).status, 404)
  assert.equal((await bob.post(`/flashcard-decks/${deck.id}/cards`, { front: 'a', back: 'b' })).status, 404)
  const own = await cardIn(bob, await deckOf(bob), 'mine')
  assert.equal((await bob.patch(`/flashcards/${own.id}`, { deckId: deck.id })).status, 404)
  assert.equal((await bob.patch(`/flashcards/${card.id}`, { front: 'x' })).status, 404)
})
