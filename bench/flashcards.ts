import os from 'node:os'
import type { Database } from '#core/db.ts'
import { type Answer, type Caller, freshDatabase, startApp } from '#test/harness.ts'
import { report } from './lib/figures.ts'

// What it takes to know what to ask next, to answer it and to look back, for somebody with a hundred thousand cards and a million
// reviews. Requests are injected into an app in this process. bin/with-services.sh --durable node bench/flashcards.ts

const CARDS = 100_000
const DECKS = 20
const REVIEWS_EACH = 10
const REQUESTS = 200

async function main() {
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/flashcards.ts')
  const app = await startApp({ database, env: { ROLE: 'web' } })
  try {
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}; one request at a time`)
    const ann = await app.as()
    const decks = await addDecks(ann)
    await addCards(database, ann.userId, decks)
    await addReviews(database, ann.userId)
    for (const table of ['flashcards', 'flashcard_reviews', 'flashcard_days'])
      await database.query(`vacuum analyze ${table}`)
    await showPlans(database, ann.userId)
    await asking(ann, decks)
    await answering(ann)
    await lookingBack(ann, decks)
  } finally {
    await app.close()
    await own.drop()
  }
}

async function addDecks(ann: Caller): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < DECKS; at++)
    ids.push(
      (await ann.post('/flashcard-decks', { name: `Deck ${at}`, newPerDay: 9_999, reviewsPerDay: 9_999 })).body.id,
    )
  return ids
}

/** A tenth is new; of the rest a third is overdue, and every card has a sibling. How they came about is not what is timed. */
async function addCards(database: Database, userId: string, decks: string[]) {
  await database.script(`begin; set local session_replication_role = replica; set local statement_timeout = 0;
    insert into flashcards (user_id, id, deck_id, front, back, group_id, state, due_at, stability, difficulty, interval_days, reps,
      last_reviewed_at, last_reviewed_on)
    select '${userId}', gen_random_uuid(), (array[${decks.map((id) => `'${id}'::uuid`)}])[1 + n % ${DECKS}],
      'What is number ' || n || '?', repeat('An answer of some length. ', 1 + n % 8), md5((n / 2 / ${DECKS})::text || n % ${DECKS})::uuid,
      state, case when state = 'review' then at + days * interval '1 day' end, case when state = 'review' then days end, 5,
      case when state = 'review' then days else 0 end, case when state = 'review' then ${REVIEWS_EACH} else 0 end,
      case when state = 'review' then at end, case when state = 'review' then at::date end
    from (select n, case when n % 10 = 0 then 'new' else 'review' end as state, 1 + n % 60 as days,
        now() - (1 + (n * 7919) % 45) * interval '1 day' as at from generate_series(1, ${CARDS}) n) made;
    commit`)
}

/** Over three years; the days are what the trigger would have made of them. */
async function addReviews(database: Database, userId: string) {
  await database.script(`begin; set local session_replication_role = replica; set local statement_timeout = 0;
    insert into flashcard_reviews (user_id, id, flashcard_id, deck_id, rating, reviewed_at, day, duration_ms, state_before,
      interval_before, memory)
    select user_id, gen_random_uuid(), id, deck_id, (array['again', 'good', 'good', 'hard', 'good', 'easy'])[1 + (k + interval_days) % 6],
      at, at::date, 5000, case when k = 1 then 'new' else 'review' end, k * 4,
      jsonb_build_object('state', 'review', 'dueAt', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'stability', 12.5, 'difficulty', 5.5,
        'intervalDays', k * 4, 'learningStep', 0, 'reps', k, 'lapses', 0,
        'lastReviewedAt', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'lastReviewedOn', at::date)
    from (select c.*, k, last_reviewed_at - (${REVIEWS_EACH} - k) * interval '97 days' as at
      from flashcards c, generate_series(1, ${REVIEWS_EACH + 1}) k where user_id = '${userId}' and state = 'review') r;
    insert into flashcard_days (user_id, day, deck_id, reviews, duration_ms, new_cards, young_reviews, young_passed, mature_reviews,
      mature_passed, again, hard, good, easy)
    select user_id, day, deck_id, count(*), sum(duration_ms), count(*) filter (where state_before = 'new'),
      count(*) filter (where young), count(*) filter (where young and passed), count(*) filter (where mature),
      count(*) filter (where mature and passed), count(*) filter (where rating = 'again'), count(*) filter (where rating = 'hard'),
      count(*) filter (where rating = 'good'), count(*) filter (where rating = 'easy')
    from (select *, state_before = 'review' and interval_before < 21 as young, state_before = 'review' and interval_before >= 21 as mature,
      rating <> 'again' as passed from flashcard_reviews where user_id = '${userId}') r group by 1, 2, 3;
    commit`)
  const [counted] = await database.query<{ reviews: number }>('select count(*)::int as reviews from flashcard_reviews')
  console.log(`    ${CARDS} cards in ${DECKS} decks, ${counted?.reviews} reviews`)
}

async function showPlans(database: Database, userId: string) {
  const explain = async (statement: string) => {
    const rows = await database.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, costs off, timing off, summary off) ${statement}`,
      [userId],
    )
    console.log(rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n'))
  }
  await explain(`select id from flashcards where user_id = $1 and state = 'review' and not is_suspended and deleted_at is null
    and deck_id = (select id from flashcard_decks where user_id = $1 limit 1) and due_at < now() order by due_at, id limit 80`)
  await explain(`select deck_id, state, interval_days >= 21, is_suspended, width_bucket(due_at, array[now()]), count(*) from flashcards
    where user_id = $1 and deleted_at is null group by 1, 2, 3, 4, 5`)
}

async function asking(ann: Caller, decks: string[]) {
  const all = await timed(() => ann.get('/flashcards/due'))
  report({ what: `what to ask next of ${CARDS} cards: p95`, value: all, unit: 'ms', goal: { atMost: 30 } })
  const one = await timed((at) => ann.get(`/flashcards/due?deckId=${decks[at % DECKS]}`))
  report({ what: 'what to ask next of one deck: p95', value: one, unit: 'ms', goal: { atMost: 30 } })
}

async function answering(ann: Caller) {
  const cards = await Promise.all([1, 2, 3].map(() => ann.get('/flashcards?limit=100&state=review')))
  const ids = cards.flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id))
  const review = (at: number, more: object) =>
    ann.post(`/flashcards/${ids[at % 100]}/review`, { rating: 'good', ...more })
  const now = await timed((at) => review(at, {}))
  report({ what: 'answer a card: p95', value: now, unit: 'ms', goal: { atMost: 20 } })
  const late = await timed((at) =>
    review(at, { reviewedAt: new Date(Date.now() - (at + 1) * 86_400_000).toISOString() }),
  )
  report({ what: 'an answer that comes late, put in before others: p95', value: late, unit: 'ms' })
  const preview = await timed((at) => ann.get(`/flashcards/${ids[at % 100]}/preview`))
  report({ what: 'preview of the four answers: p95', value: preview, unit: 'ms' })
}

async function lookingBack(ann: Caller, decks: string[]) {
  const month = await timed(() => ann.get('/flashcards/statistics'), REQUESTS / 4)
  report({ what: 'statistics of all cards and a month: p95', value: month, unit: 'ms', goal: { atMost: 200 } })
  const years = await timed(() => ann.get('/flashcards/statistics?days=3650&forecastDays=365'), REQUESTS / 4)
  report({ what: 'statistics of all cards and all reviews: p95', value: years, unit: 'ms', goal: { atMost: 200 } })
  const deck = await timed((at) => ann.get(`/flashcards/statistics?deckId=${decks[at % DECKS]}`), REQUESTS / 4)
  report({ what: 'statistics of one deck: p95', value: deck, unit: 'ms', goal: { atMost: 200 } })
}

/** The 95th percentile in milliseconds, one request after the other, after a tenth of them to warm up. */
async function timed(send: (at: number) => Promise<Answer>, requests = REQUESTS): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < requests; at++) {
    const started = performance.now()
    const { status, body } = await send(at)
    if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
    if (at >= requests / 10) times.push(performance.now() - started)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}

await main()
