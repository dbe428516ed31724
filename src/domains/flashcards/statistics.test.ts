import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
})
after(() => app.close())

const deckOf = async (ann: Caller, terms: object = {}): Promise<Body> =>
  (await ann.post('/flashcard-decks', { name: 'Spanish', learningSteps: [], relearningSteps: [], ...terms })).body
const cardIn = async (ann: Caller, deck: Body): Promise<Body> =>
  (await ann.post(`/flashcard-decks/${deck.id}/cards`, { front: 'a', back: 'b' })).body
const answer = async (ann: Caller, card: Body, rating: string, reviewedAt: string): Promise<Body> => {
  const { status, body } = await ann.post(`/flashcards/${card.id}/review`, { rating, reviewedAt, durationMs: 1_000 })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const statistics = async (ann: Caller, now: string, more = ''): Promise<Body> => {
  const { status, body } = await ann.get(`/flashcards/statistics?now=${now}${more}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const day = (at: number) => new Date(Date.parse('2026-01-01T09:00:00.000Z') + at * 86_400_000).toISOString()

test('whoever has no cards is told so, and that nothing can be said of retention', async () => {
  const { counts, retention, days, forecast } = await statistics(await app.as(), day(0))
  assert.deepEqual(counts, { total: 0, new: 0, learning: 0, young: 0, mature: 0, suspended: 0, due: 0 })
  assert.equal(retention.all.rate, null)
  assert.deepEqual([days, forecast.length, forecast[0]], [[], 30, { date: '2026-01-01', due: 0 }])
})

test('retention counts what was remembered of cards that were known, young and mature apart', async () => {
  const ann = await app.as()
  const card = await cardIn(ann, await deckOf(ann))
  await answer(ann, card, 'easy', day(0))
  const { flashcard } = await answer(ann, card, 'again', day(8))
  assert.ok(flashcard.intervalDays < 21)
  await answer(ann, card, 'good', day(10))
  await answer(ann, card, 'easy', day(40))
  const known = await answer(ann, card, 'good', day(120))
  assert.ok(known.flashcard.intervalDays >= 21)
  await answer(ann, card, 'hard', day(250))
  const { retention, reviews, durationMs, daysStudied } = await statistics(ann, day(251), '&days=300')
  assert.equal(retention.all.reviews, 5)
  assert.equal(retention.all.rate, 0.8)
  const { items } = (await ann.get(`/flashcards/${card.id}/reviews`)).body
  const old = items.filter(({ intervalBefore }: Body) => intervalBefore >= 21)
  assert.ok(old.length > 0 && old.length < 5)
  assert.deepEqual([retention.young.reviews, retention.mature.reviews], [5 - old.length, old.length])
  assert.deepEqual([retention.mature.passed, retention.mature.rate], [retention.mature.reviews, 1])
  assert.deepEqual([reviews, durationMs, daysStudied], [6, 6_000, 6])
  assert.equal((await statistics(ann, day(251), '&days=10')).reviews, 1)
})

test('what is undone or put in between counts as if it had been so from the beginning', async () => {
  const ann = await app.as()
  const bob = await app.as()
  const order: [string, number][] = [
    ['good', 0],
    ['again', 5],
    ['good', 9],
    ['easy', 12],
  ]
  const card = await cardIn(ann, await deckOf(ann))
  for (const [rating, at] of order) await answer(ann, card, rating, day(at))
  const other = await cardIn(bob, await deckOf(bob))
  for (const [rating, at] of order.toReversed()) await answer(bob, other, rating, day(at))
  const { review } = await answer(bob, other, 'again', day(2))
  await bob.post(`/flashcards/${other.id}/reviews/${review.id}/undo`)
  const told = ({ days, retention, reviews, durationMs }: Body) => ({ days, retention, reviews, durationMs })
  assert.deepEqual(told(await statistics(bob, day(13))), told(await statistics(ann, day(13))))
})

test('the forecast says how many cards come on each day, today with all that is overdue', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const dues = []
  for (const at of [0, 0, 3]) dues.push((await answer(ann, await cardIn(ann, deck), 'good', day(at))).flashcard)
  await cardIn(ann, deck)
  const idle = await cardIn(ann, deck)
  await answer(ann, idle, 'good', day(0))
  await ann.post(`/flashcards/${idle.id}/suspend`)
  const now = day(4)
  const { forecast, counts, decks } = await statistics(ann, now, '&forecastDays=60')
  const expected = new Map<string, number>()
  for (const { dueAt } of dues) {
    const date = dueAt < now ? now.slice(0, 10) : dueAt.slice(0, 10)
    expected.set(date, (expected.get(date) ?? 0) + 1)
  }
  const shown = forecast.filter(({ due }: Body) => due > 0).map(({ date, due }: Body) => [date, due])
  assert.deepEqual(shown, [...expected].sort())
  assert.deepEqual([counts.total, counts.new, counts.suspended], [5, 1, 1])
  assert.deepEqual([counts.young, counts.mature], [4, 0])
  assert.equal(counts.due, forecast[0].due)
  assert.deepEqual(decks, [{ deckId: deck.id, ...counts }])
})

test('a deck counts with its parts, and nothing of a stranger or of a deck in the trash', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const whole = await deckOf(ann)
  const part = await deckOf(ann, { parentDeckId: whole.id })
  const aside = await deckOf(ann)
  for (const deck of [whole, part, part, aside]) await answer(ann, await cardIn(ann, deck), 'good', day(0))
  const total = async (more = '') => (await statistics(ann, day(0), more)).counts.total
  const reviews = async (more = '') => (await statistics(ann, day(0), more)).reviews
  assert.deepEqual([await total(), await reviews()], [4, 4])
  assert.deepEqual([await total(`&deckId=${whole.id}`), await reviews(`&deckId=${whole.id}`)], [3, 3])
  await ann.delete(`/flashcard-decks/${part.id}`)
  assert.deepEqual([await total(), await reviews(`&deckId=${whole.id}`)], [2, 1])
  assert.equal((await statistics(bob, day(0))).counts.total, 0)
  assert.equal((await bob.get(`/flashcards/statistics?deckId=${whole.id}`)).status, 404)
})
