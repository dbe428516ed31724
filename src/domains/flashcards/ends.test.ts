import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { modules } from '../../modules.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
})
after(() => app.close())

const DAY_MS = 86_400_000

/** A job by its name, as if so many days had passed. */
async function runAfter(days: number, wanted: string) {
  const [job] = modules.flatMap((module) => module.jobs ?? []).filter(({ name }) => name === wanted)
  assert.ok(job, wanted)
  app.setNow(new Date(Date.now() + days * DAY_MS).toISOString())
  const { base, reach } = app.platform
  await job.run({ ...base, actor: null }, reach, null)
  app.setNow(null)
}

const deckOf = async (ann: Caller): Promise<Body> =>
  (await ann.post('/flashcard-decks', { name: 'Spanish', learningSteps: [] })).body
const answered = async (ann: Caller, deck: Body): Promise<Body> => {
  const card = (await ann.post(`/flashcard-decks/${deck.id}/cards`, { front: 'a', back: 'b' })).body
  return (await ann.post(`/flashcards/${card.id}/review`, { rating: 'good' })).body.flashcard
}
const TABLES = ['flashcard_decks', 'flashcards', 'flashcard_reviews', 'flashcard_days']
/** How many rows of this person there are in each table. */
const rowsLeft = async ({ userId }: Caller): Promise<number[]> => {
  const counts = TABLES.map(
    (name) => sql`(select count(*)::int from ${sql.identifier(name)} where user_id = ${userId})`,
  )
  const [row] = await rowsOf<Record<string, number>>(
    app.platform.database.db,
    sql`select ${sql.join(
      counts.map((count, at) => sql`${count} as ${sql.identifier(`n${at}`)}`),
      sql`, `,
    )}`,
  )
  return TABLES.map((_, at) => row?.[`n${at}`] ?? -1)
}

test('a card that leaves the trash takes its reviews along, and what was done on the day stays counted', async () => {
  const ann = await app.as()
  const deck = await deckOf(ann)
  const [gone] = [await answered(ann, deck), await answered(ann, deck)]
  await ann.delete(`/flashcards/${gone.id}`)
  await runAfter(31, 'sync.retention')
  assert.deepEqual(await rowsLeft(ann), [1, 1, 1, 1])
  const { reviews, counts } = (await ann.get('/flashcards/statistics')).body
  assert.deepEqual([reviews, counts.total], [2, 1])
})

test('a deck that leaves the trash takes its cards along, but waits for the history of a card that was moved away', async () => {
  const ann = await app.as()
  const [deck, other] = [await deckOf(ann), await deckOf(ann)]
  const moved = await answered(ann, deck)
  await answered(ann, deck)
  await ann.patch(`/flashcards/${moved.id}`, { deckId: other.id })
  await ann.delete(`/flashcard-decks/${deck.id}`)
  await runAfter(31, 'sync.retention')
  assert.deepEqual(await rowsLeft(ann), [2, 2, 2, 1])
  assert.equal((await ann.get(`/flashcards/${moved.id}/reviews`)).body.items.length, 1)
  await ann.delete(`/flashcards/${moved.id}`)
  await runAfter(31, 'sync.retention')
  assert.deepEqual(await rowsLeft(ann), [1, 0, 0, 0])
})

test('nothing is left of somebody who has gone', async () => {
  const ann = await app.as()
  await answered(ann, await deckOf(ann))
  await app.platform.database.query(`update users set status = 'erasing' where id = $1`, [ann.userId])
  await runAfter(0, 'accounts.erase')
  assert.deepEqual(await rowsLeft(ann), [0, 0, 0, 0])
})
