import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
})
after(() => app.close())

/** A Monday. */
const NOW = '2027-03-01T09:00:00.000Z'
const deckOf = async (ann: Caller, terms: object = {}): Promise<Body> =>
  (await ann.post('/flashcard-decks', { name: 'Spanish', learningSteps: [], relearningSteps: [], ...terms })).body
const cardsIn = async (ann: Caller, deck: Body, many: number): Promise<Body[]> => {
  const csv = `front,back\n${Array.from({ length: many }, (_, at) => `${deck.id} ${at},a`).join('\n')}`
  return (await ann.post(`/flashcard-decks/${deck.id}/cards.csv`, { csv })).body.results
}
const answer = async (ann: Caller, card: Body, now: string, rating = 'easy'): Promise<Body> => {
  const { status, body } = await ann.post(`/flashcards/${card.id}/review`, { rating, now })
  assert.equal(status, 200, JSON.stringify(body))
  return body.flashcard
}
/** Cards that have all been due for a while. */
const overdue = async (ann: Caller, many: number): Promise<Body> => {
  const deck = await deckOf(ann)
  const ids = (await cardsIn(ann, deck, many)).map(({ id }) => id)
  await app.platform.database.query(
    `update flashcards set state = 'review', due_at = '2027-02-01T00:00:00Z', stability = 5 + n, difficulty = 5, interval_days = 5, reps = 3,
       last_reviewed_at = '2027-01-25T09:00:00Z', last_reviewed_on = '2027-01-25'
     from unnest($1::uuid[]) with ordinality as given(card, n) where id = given.card`,
    [ids],
  )
  return deck
}
const due = async (ann: Caller, date: string): Promise<number> =>
  (await ann.get(`/flashcards/due?limit=100&now=${date}T09:00:00.000Z`)).body.items.length
const weekday = (instant: string) => (new Date(instant).getUTCDay() + 6) % 7

test('no card comes on an easy day where another day will do, and every device says the same day', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const weekdayWeights = [1, 1, 1, 1, 1, 0, 0]
  const days: number[] = []
  const deck = await deckOf(ann, { weekdayWeights })
  for (const card of await cardsIn(ann, deck, 25)) {
    const preview = (await ann.get(`/flashcards/${card.id}/preview?now=${NOW}`)).body
    const { dueAt } = await answer(ann, card, NOW)
    assert.equal(dueAt, preview.easy.dueAt)
    days.push(weekday(dueAt))
  }
  assert.deepEqual(
    days.filter((day) => day >= 5),
    [],
  )
  assert.ok(new Set(days).size > 1)
  const plain: number[] = []
  for (const card of await cardsIn(bob, await deckOf(bob), 60))
    plain.push(weekday((await answer(bob, card, NOW)).dueAt))
  assert.ok(plain.some((day) => day >= 5))
  assert.equal((await ann.patch(`/flashcard-decks/${deck.id}`, { weekdayWeights: [1, 1] })).status, 400)
  // Where no day is better than another, all stay as they are.
  const none = await deckOf(ann, { weekdayWeights: [0, 0, 0, 0, 0, 0, 0] })
  const [card] = (await cardsIn(ann, none, 1)) as [Body]
  assert.ok((await answer(ann, card, NOW)).intervalDays > 3)
})

test('easy days of the user count in every deck that does not say its own', async () => {
  const ann = await app.as()
  const easyDays = [1, 1, 1, 1, 1, 0, 0]
  const { status } = await ann.patch('/users/me/preferences', { study: { easyDays } })
  assert.equal(status, 200)
  const daysIn = async (deck: Body): Promise<number[]> => {
    const days: number[] = []
    for (const card of await cardsIn(ann, deck, 25)) {
      const preview = (await ann.get(`/flashcards/${card.id}/preview?now=${NOW}`)).body
      const { dueAt } = await answer(ann, card, NOW)
      assert.equal(dueAt, preview.easy.dueAt)
      days.push(weekday(dueAt))
    }
    return days
  }
  const deck = await deckOf(ann)
  assert.equal(deck.weekdayWeights, null)
  assert.ok((await daysIn(deck)).every((day) => day < 5))
  const own = [0, 0, 0, 0, 0, 1, 1]
  assert.ok((await daysIn(await deckOf(ann, { weekdayWeights: own }))).some((day) => day >= 5))
})

test('a deck that minds its load leaves a full day alone where another one will do, and says beforehand what it does', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann, { balancesLoad: true })
  const [full, other] = [await cardsIn(ann, deck, 220), await deckOf(ann)]
  const crowd = full.slice(0, 200).map(({ id }) => id)
  // In the middle of the days that a first easy answer may lead to.
  await app.platform.database.query(
    `update flashcards set state = 'review', due_at = '2027-03-09T09:00:00Z' where id = any ($1::uuid[])`,
    [crowd],
  )
  const days = new Set<string>()
  for (const card of full.slice(200)) {
    const preview = (await ann.get(`/flashcards/${card.id}/preview?now=${NOW}`)).body
    const { dueAt } = await answer(ann, card, NOW)
    assert.equal(dueAt, preview.easy.dueAt)
    days.add(dueAt.slice(0, 10))
  }
  assert.ok(!days.has('2027-03-09') && days.size > 1, [...days].sort().join())
  // Others go there as before.
  const plain: string[] = []
  for (const card of await cardsIn(ann, other, 60)) plain.push((await answer(ann, card, NOW)).dueAt.slice(0, 10))
  assert.ok(plain.includes('2027-03-09'))
})

test('what has piled up is spread over days, the best remembered first, and comes back when that is taken back', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const deck = await overdue(ann, 25)
  const { body } = await ann.get(`/flashcards/backlog?perDay=10&now=${NOW}`)
  assert.deepEqual([body.overdue, body.days, body.finishedOn], [25, 3, '2027-03-03'])
  assert.deepEqual(
    body.plan.map(({ backlog }: Body) => backlog),
    [10, 10, 5],
  )
  assert.equal(await due(ann, '2027-03-01'), 25)
  const plan = (await ann.post('/flashcards/backlog', { perDay: 10, deckId: deck.id, now: NOW })).body
  assert.deepEqual([plan.overdue, plan.putOff, plan.state], [25, 15, 'active'])
  const dues = []
  for (const date of ['2027-03-01', '2027-03-02', '2027-03-03']) dues.push(await due(ann, date))
  assert.deepEqual(dues, [10, 20, 25])
  const today = (await ann.get(`/flashcards/due?limit=100&now=${NOW}`)).body.items
  assert.equal(Math.min(...today.map(({ stability }: Body) => stability)), 21)
  assert.equal((await bob.post(`/flashcards/backlog/${plan.id}/undo`)).status, 404)
  // Another plan takes the place of this one.
  const next = (await ann.post('/flashcards/backlog', { perDay: 20, now: NOW })).body
  assert.deepEqual([next.overdue, await due(ann, '2027-03-01')], [25, 20])
  for (let twice = 0; twice < 2; twice++)
    assert.equal((await ann.post(`/flashcards/backlog/${next.id}/undo`, { now: NOW })).body.state, 'undone')
  assert.equal(await due(ann, '2027-03-01'), 25)
})

test('a backlog leaves room for what falls due anyway, and is refused where there is none', async () => {
  const ann = await app.as()
  const deck = await overdue(ann, 6)
  await app.platform.database.query(
    `update flashcards set due_at = '2027-03-02T09:00:00Z' where id in (select id from flashcards where user_id = $1 limit 2)`,
    [ann.userId],
  )
  const { body } = await ann.get(`/flashcards/backlog?perDay=2&deckId=${deck.id}&now=${NOW}`)
  assert.deepEqual(body.plan, [
    { date: '2027-03-01', backlog: 2, arriving: 0 },
    { date: '2027-03-02', backlog: 0, arriving: 2 },
    { date: '2027-03-03', backlog: 2, arriving: 0 },
  ])
  await app.platform.database.query(
    `insert into flashcards (user_id, id, deck_id, front, back, state, due_at)
     select $1, gen_random_uuid(), $2, 'a', 'b', 'review', ('2027-03-02T09:00:00Z'::timestamptz + n * interval '1 day') from generate_series(0, 400) n`,
    [ann.userId, deck.id],
  )
  const never = await ann.get(`/flashcards/backlog?perDay=1&now=${NOW}`)
  assert.deepEqual([never.body.days, never.body.finishedOn, never.body.plan], [null, null, []])
  assert.equal((await ann.post('/flashcards/backlog', { perDay: 1, now: NOW })).status, 422)
})

test('whoever wants to remember more has more to do, and is told how much, the same each time', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const deck = await overdue(ann, 160)
  const ask = () => ann.get(`/flashcards/workload?days=60&retention=0.92&now=${NOW}`)
  const [{ status, body }, again] = [await ask(), await ask()]
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body, again.body)
  const of = (name: string) => body.items.map((item: Body) => item[name])
  assert.deepEqual([body.cards, of('desiredRetention')], [160, [0.8, 0.85, 0.9, 0.92, 0.95]])
  assert.ok(of('reviewsPerDay')[4] > of('reviewsPerDay')[0] * 1.2, of('reviewsPerDay').join())
  assert.ok(of('remembered').every((one: number) => one > 80 && one <= 160))
  assert.equal((await bob.get(`/flashcards/workload?deckId=${deck.id}`)).status, 404)
  assert.equal((await bob.get('/flashcards/workload')).body.items[0].reviewsPerDay, 0)
})
