import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
})
after(() => app.close())

const deckOf = async (ann: Caller, terms: object = {}): Promise<Body> =>
  (await ann.post('/flashcard-decks', { name: 'Spanish', ...terms })).body
const cardIn = async (ann: Caller, deck: Body, fields: object = {}): Promise<Body> => {
  const { status, body } = await ann.post(`/flashcard-decks/${deck.id}/cards`, { front: 'a', back: 'b', ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const answer = async (
  ann: Caller,
  card: Body,
  rating: string,
  reviewedAt: string,
  more: object = {},
): Promise<Body> => {
  const { status, body } = await ann.post(`/flashcards/${card.id}/review`, { rating, reviewedAt, ...more })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const read = async (ann: Caller, card: Body): Promise<Body> => (await ann.get(`/flashcards/${card.id}`)).body
/** What is known of a card, without when and how often it was written. */
const known = ({ id: _, version: __, createdAt: ___, updatedAt: ____, ...rest }: Body) => rest

const GONE_BY: [string, string][] = [
  ['good', '2026-01-01T09:00:00.000Z'],
  ['good', '2026-01-01T09:12:00.000Z'],
  ['hard', '2026-01-04T09:00:00.000Z'],
  ['again', '2026-01-12T09:00:00.000Z'],
  ['good', '2026-01-12T09:10:00.000Z'],
  ['easy', '2026-01-14T09:00:00.000Z'],
]

test('a card is learned in steps, then asked at growing intervals, and asked again soon when it is forgotten', async () => {
  const ann = await app.as()
  const card = await cardIn(ann, await deckOf(ann))
  assert.deepEqual([card.state, card.dueAt, card.reps], ['new', null, 0])
  const seen = []
  for (const [rating, at] of GONE_BY) seen.push((await answer(ann, card, rating, at)).flashcard)
  assert.deepEqual(
    seen.map(({ state }) => state),
    ['learning', 'review', 'review', 'relearning', 'review', 'review'],
  )
  assert.equal(seen[0].dueAt, '2026-01-01T09:10:00.000Z')
  const [, second, third, , , last] = seen
  assert.ok(second.intervalDays >= 1 && third.intervalDays > second.intervalDays)
  assert.deepEqual([last.reps, last.lapses], [6, 1])
  assert.equal(Date.parse(third.dueAt) - Date.parse('2026-01-04T09:00:00.000Z'), third.intervalDays * 86_400_000)
})

test('the preview of the four answers is what each of them then does', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  for (const rating of ['again', 'hard', 'good', 'easy']) {
    const card = await cardIn(ann, deck)
    for (const [rating, at] of GONE_BY.slice(0, 3)) await answer(ann, card, rating, at)
    const now = '2026-01-20T09:00:00.000Z'
    const { body } = await ann.get(`/flashcards/${card.id}/preview?now=${now}`)
    assert.ok(body.retrievability > 0 && body.retrievability < 1)
    const { dueAt, stability, difficulty, intervalDays, state } = (await answer(ann, card, rating, now)).flashcard
    const { intervalMinutes: _, ...announced } = body[rating]
    assert.deepEqual({ state, dueAt, intervalDays, stability, difficulty }, announced)
    assert.ok(body.again.intervalMinutes < body.hard.intervalMinutes)
    assert.ok(body.hard.intervalMinutes <= body.good.intervalMinutes)
    assert.ok(body.good.intervalMinutes < body.easy.intervalMinutes)
  }
})

test('a review that is sent again is recorded once, and its id cannot be used for another card', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const [card, other] = [await cardIn(ann, deck), await cardIn(ann, deck)]
  const reviewId = newId()
  const sent = { rating: 'good', reviewedAt: '2026-01-01T09:00:00.000Z', reviewId }
  const answers = await Promise.all(Array.from({ length: 5 }, () => ann.post(`/flashcards/${card.id}/review`, sent)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  )
  assert.equal(answers.filter(({ body }) => !body.isKnown).length, 1)
  assert.equal((await read(ann, card)).reps, 1)
  assert.equal((await ann.get(`/flashcards/${card.id}/reviews`)).body.items.length, 1)
  assert.equal((await ann.post(`/flashcards/${other.id}/review`, sent)).status, 409)
  assert.equal((await read(ann, other)).reps, 0)
})

test('reviews of several devices lead to the same card in whatever order they arrive', async () => {
  const ann = await app.as()
  const id = newId()
  const outcomes = []
  for (const order of [
    [0, 1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1, 0],
    [2, 5, 0, 3, 1, 4],
  ]) {
    const bob = await app.as()
    const deck = await deckOf(bob)
    // The same card id on every side: intervals are spread by it.
    const operations = [
      { opId: newId(), entity: 'flashcard', id, op: 'create', fields: { deckId: deck.id, front: 'a', back: 'b' } },
    ]
    assert.equal((await bob.post('/sync', { operations })).status, 200)
    for (const at of order) {
      const [rating, reviewedAt] = GONE_BY[at] ?? ['good', '']
      await answer(bob, { id }, rating, reviewedAt)
    }
    const { deckId: _, ...card } = known(await read(bob, { id }))
    const { items } = (await bob.get(`/flashcards/${id}/reviews`)).body
    const history = items.map(
      ({ rating, stateBefore, intervalBefore }: Body) => `${rating} ${stateBefore} ${intervalBefore}`,
    )
    outcomes.push({ card, history })
  }
  assert.deepEqual(outcomes[1], outcomes[0])
  assert.deepEqual(outcomes[2], outcomes[0])
  assert.equal((await ann.get(`/flashcards/${id}`)).status, 404)
})

test('two devices answering one card at the same moment lose neither answer', async () => {
  const ann = await app.as()
  const card = await cardIn(ann, await deckOf(ann))
  const reviewedAt = '2026-01-01T09:00:00.000Z'
  const times = Array.from({ length: 8 }, (_, at) => new Date(Date.parse(reviewedAt) + at * 86_400_000).toISOString())
  await Promise.all(times.map((at) => answer(ann, card, 'good', at)))
  const { reps, lastReviewedAt } = await read(ann, card)
  assert.deepEqual([reps, lastReviewedAt], [8, times.at(-1)])
})

test('undoing a review makes the card exactly what it was, for every device, and sending it again changes nothing', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const card = await cardIn(ann, deck)
  const [states, ids]: [Body[], string[]] = [[known(await read(ann, card))], []]
  for (const [rating, at] of GONE_BY) {
    const { flashcard, review } = await answer(ann, card, rating, at)
    states.push(known(flashcard))
    ids.push(review.id)
  }
  // What the deck says now changes nothing about what has been.
  await ann.patch(`/flashcard-decks/${deck.id}`, { desiredRetention: 0.8, learningSteps: [] })
  const { nextSince } = (await ann.get('/sync?since=0')).body
  for (let at = ids.length - 1; at >= 0; at--) {
    const { status, body } = await ann.post(`/flashcards/${card.id}/reviews/${ids[at]}/undo`)
    assert.deepEqual([status, known(body)], [200, states[at]])
  }
  const { changes } = (await ann.get(`/sync?since=${nextSince}`)).body
  assert.deepEqual(known(changes.find((one: Body) => one.id === card.id).item), states[0])
  const [rating, reviewedAt] = GONE_BY[0] ?? []
  const again = await ann.post(`/flashcards/${card.id}/review`, { rating, reviewedAt, reviewId: ids[0] })
  assert.deepEqual([again.body.isKnown, known(again.body.flashcard)], [true, states[0]])
})

test('undoing a review in the middle leaves what the others make of the card', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const card = await cardIn(ann, deck)
  const ids = []
  for (const [rating, at] of GONE_BY) ids.push((await answer(ann, card, rating, at)).review.id)
  await ann.post(`/flashcards/${card.id}/reviews/${ids[3]}/undo`)
  const { reps, lapses } = await read(ann, card)
  assert.deepEqual([reps, lapses], [5, 0])
  const twice = await ann.post(`/flashcards/${card.id}/reviews/${ids[3]}/undo`)
  assert.deepEqual([twice.status, twice.body.reps], [200, 5])
  assert.equal((await ann.post(`/flashcards/${card.id}/reviews/${newId()}/undo`)).status, 404)
})

test('a card forgotten too often is a leech: marked and suspended as its deck says, until that answer is undone', async () => {
  const ann = await app.as()
  const day = (at: number) => new Date(Date.parse('2026-01-01T09:00:00.000Z') + at * 86_400_000).toISOString()
  for (const leechAction of ['suspend', 'tag']) {
    const deck = await deckOf(ann, { leechLapses: 2, leechAction, relearningSteps: [], learningSteps: [] })
    const card = await cardIn(ann, deck, { tags: ['nature'] })
    await answer(ann, card, 'good', day(0))
    assert.equal((await answer(ann, card, 'again', day(10))).isLeech, false)
    const { isLeech, flashcard, review } = await answer(ann, card, 'again', day(20))
    assert.deepEqual(
      [isLeech, flashcard.tags, flashcard.isSuspended],
      [true, ['nature', 'leech'], leechAction === 'suspend'],
    )
    const undone = (await ann.post(`/flashcards/${card.id}/reviews/${review.id}/undo`)).body
    assert.deepEqual([undone.tags, undone.isSuspended, undone.lapses], [['nature'], false, 1])
    // The answer in between becomes known only now.
    await answer(ann, card, 'again', day(20))
    await ann.post(`/flashcards/${card.id}/unsuspend`)
    const late = await answer(ann, card, 'again', day(15))
    assert.deepEqual([late.flashcard.lapses, late.flashcard.tags.includes('leech')], [3, true])
  }
})

test('a card that begins anew is new, and answers from before count for it no more', async () => {
  const ann = await app.as()
  const card = await cardIn(ann, await deckOf(ann))
  await answer(ann, card, 'easy', '2026-01-01T09:00:00.000Z')
  const { body } = await ann.post(`/flashcards/${card.id}/reset`, { now: '2026-02-01T09:00:00.000Z' })
  assert.deepEqual(known(body), known(card))
  await answer(ann, card, 'good', '2026-01-15T09:00:00.000Z')
  assert.deepEqual(known(await read(ann, card)), known(card))
  await answer(ann, card, 'good', '2026-02-02T09:00:00.000Z')
  assert.equal((await read(ann, card)).reps, 1)
})

test('a device hands in what it answered offline: what is wrong is refused by itself', async () => {
  const ann = await app.as()
  const card = await cardIn(ann, await deckOf(ann))
  const one = { flashcardId: card.id, reviewId: newId(), rating: 'good', reviewedAt: '2026-01-01T09:00:00.000Z' }
  const reviews = [
    one,
    { ...one, reviewId: newId(), flashcardId: newId() },
    { ...one, reviewId: newId(), reviewedAt: '2026-01-01T08:00:00.000Z' },
    one,
    { ...one, reviewId: newId(), reviewedAt: '2036-01-01T08:00:00.000Z' },
  ]
  const { body } = await ann.post('/flashcards/reviews', { reviews })
  assert.deepEqual(
    body.results.map(({ status }: Body) => status),
    ['recorded', 'refused', 'recorded', 'known', 'refused'],
  )
  assert.equal((await read(ann, card)).reps, 2)
})

test('a stranger can neither review nor undo nor read the reviews of a card', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const card = await cardIn(ann, await deckOf(ann))
  const { review } = await answer(ann, card, 'good', '2026-01-01T09:00:00.000Z')
  const url = `/flashcards/${card.id}`
  const tried = [
    await bob.post(`${url}/review`, { rating: 'good' }),
    await bob.post(`${url}/reviews/${review.id}/undo`),
    await bob.get(`${url}/reviews`),
    await bob.get(`${url}/preview`),
    await bob.post(`${url}/reset`),
    await bob.post(`${url}/suspend`),
    await bob.post(`${url}/bury`),
  ]
  assert.deepEqual(
    tried.map(({ status }) => status),
    tried.map(() => 404),
  )
})
