import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { default_w } from 'ts-fsrs'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { refitAll } from './refitting.service.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
  await app.work()
})
after(() => app.close())

const DAY_MS = 86_400_000
const BEGAN = Date.parse('2026-01-01T09:00:00.000Z')

/** Somebody who forgets soon: of every two answers after a few days one is wrong. */
async function studied(ann: Caller, cards: number, terms: object = {}): Promise<Body> {
  const deck = (
    await ann.post('/flashcard-decks', { name: 'Spanish', learningSteps: [], relearningSteps: [], ...terms })
  ).body
  const csv = `front,back\n${Array.from({ length: cards }, (_, at) => `q${at},a${at}`).join('\n')}`
  const { results } = (await ann.post(`/flashcard-decks/${deck.id}/cards.csv`, { csv })).body
  const gaps = [0, 2, 5, 6, 12]
  const reviews = results.flatMap(({ id }: Body, card: number) =>
    gaps.map((day, at) => ({
      flashcardId: id,
      reviewId: newId(),
      rating: at === 0 ? 'good' : (card * 7 + at * 3) % 4 < 2 ? 'again' : 'good',
      reviewedAt: new Date(BEGAN + day * DAY_MS + card * 1_000).toISOString(),
    })),
  )
  for (let at = 0; at < reviews.length; at += 200)
    assert.equal((await ann.post('/flashcards/reviews', { reviews: reviews.slice(at, at + 200) })).status, 200)
  return deck
}
const optimized = async (by: Caller, terms: object): Promise<Body> => {
  const { status, body, headers } = await by.post('/flashcards/optimize', terms)
  assert.equal(status, 202, JSON.stringify(body))
  assert.equal(headers.location, `/api/flashcards/optimizations/${body.id}`)
  return eventually(async () => {
    const { body: now } = await by.get(`/flashcards/optimizations/${body.id}`)
    assert.ok(now.finishedAt !== null, JSON.stringify(now))
    return now
  }, 60_000)
}
const parametersOf = async (by: Caller, { id }: Body) => (await by.get(`/flashcard-decks/${id}`)).body.parameters
const duesOf = async (by: Caller): Promise<string> =>
  (await by.get('/flashcards?limit=100')).body.items.map(({ dueAt }: Body) => dueAt).join()

test('below four hundred reviews it is said how many are missing', async () => {
  const ann = await app.as()
  await studied(ann, 2)
  const { status, body } = await ann.post('/flashcards/optimize', {})
  assert.deepEqual([status, body.reviews, body.missing], [422, 10, 390])
  assert.match(body.detail, /390 are missing/)
})

test('parameters that foretell better are proposed, and only accepting gives them to the decks', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const deck = await studied(ann, 90)
  const found = await optimized(ann, { deckId: deck.id })
  assert.deepEqual([found.state, found.reviews, found.parameters.length, found.isBetter], ['proposed', 450, 21, true])
  assert.ok(found.logLoss < found.logLossBefore && found.rmse < found.rmseBefore)
  assert.equal(await parametersOf(ann, deck), null)
  for (const verb of ['accept', 'reject'])
    assert.equal((await bob.post(`/flashcards/optimizations/${found.id}/${verb}`)).status, 404)
  const dues = await duesOf(ann)
  assert.equal((await ann.post(`/flashcards/optimizations/${found.id}/accept`)).body.state, 'accepted')
  assert.deepEqual(await parametersOf(ann, deck), found.parameters)
  assert.equal(await duesOf(ann), dues)
  for (const verb of ['accept', 'reject'])
    assert.equal((await ann.post(`/flashcards/optimizations/${found.id}/${verb}`)).status, 409)
  assert.deepEqual((await bob.get('/flashcards/optimizations')).body.items, [])
})

test('where it is said beforehand they are taken over at once, and every card gets its date anew', async () => {
  const ann = await app.as()
  const deck = await studied(ann, 90)
  const dues = await duesOf(ann)
  const { id } = await optimized(ann, { autoAccept: true, reschedule: true })
  const done = await eventually(async () => {
    const { body } = await ann.get(`/flashcards/optimizations/${id}`)
    assert.equal(body.rescheduled, 90, JSON.stringify(body))
    return body
  }, 60_000)
  assert.equal(done.state, 'accepted')
  assert.deepEqual(await parametersOf(ann, deck), done.parameters)
  assert.notEqual(await duesOf(ann), dues)
  const [card] = (await ann.get('/flashcards?limit=1')).body.items
  assert.deepEqual([card.reps, card.lastReviewedAt.slice(0, 10)], [5, '2026-01-13'])
})

test('what is turned down changes nothing, and two are not fitted at once', async () => {
  const ann = await app.as()
  const deck = await studied(ann, 90)
  const both = await Promise.all([1, 2].map(() => ann.post('/flashcards/optimize', { deckId: deck.id })))
  assert.deepEqual(both.map(({ status }) => status).sort(), [202, 409])
  const id = both.find(({ status }) => status === 202)?.body.id
  const rejected = await eventually(async () => {
    const { status, body } = await ann.post(`/flashcards/optimizations/${id}/reject`)
    assert.equal(status, 200)
    return body
  }, 60_000)
  assert.equal(rejected.state, 'rejected')
  assert.equal(await parametersOf(ann, deck), null)
  const [bob, hers] = [await app.as(), deck]
  assert.equal((await bob.post('/flashcards/optimize', { deckId: hers.id })).status, 404)
})

test('whoever reviews much has parameters fitted anew once a month, unless they switched it off or gave their own', async () => {
  const ann = await app.as()
  const deck = await studied(ann, 90)
  const refit = () => refitAll({ ...app.platform.base, actor: null })
  const fitted = async () => (await ann.get('/flashcards/optimizations')).body.items
  await ann.patch('/users/me/preferences', { study: { refitsFlashcards: false } })
  await refit()
  await ann.patch('/users/me/preferences', { study: { refitsFlashcards: null } })
  await ann.patch(`/flashcard-decks/${deck.id}`, { parameters: [...default_w] })
  await refit()
  assert.deepEqual(await fitted(), [])
  await ann.patch(`/flashcard-decks/${deck.id}`, { parameters: null })
  await refit()
  const [done] = await eventually(async () => {
    const items = await fitted()
    assert.equal(items[0].state, 'accepted', JSON.stringify(items))
    return items
  }, 60_000)
  assert.deepEqual([await parametersOf(ann, deck), done.reschedule], [done.parameters, false])
  await refit()
  assert.equal((await fitted()).length, 1, 'not again within a month')
})
