import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { CardState } from './flashcards.tables.ts'

/** Cards that stand alike. `bucket` counts the given instants up to which it is not due; null while it is new. */
export interface Tally {
  deckId: string
  state: CardState
  isMature: boolean
  isSuspended: boolean
  bucket: number | null
  cards: number
}

/** The living decks: one with its parts, or all. */
const scope = (ctx: UserCtx, deckId: string | undefined) => sql`
  with recursive parts as (
    select id, deleted_at from flashcard_decks where user_id = ${ctx.actor.id}
      and ${deckId === undefined ? sql`true` : sql`id = ${deckId}`}
    union
    select d.id, d.deleted_at from flashcard_decks d join parts p on d.user_id = ${ctx.actor.id} and d.parent_deck_id = p.id)`

const LIVING = sql`array(select id from parts where deleted_at is null)`

/** Every card once, in as many groups as there are; one statement that reads an index alone. */
export async function tallyCards(ctx: UserCtx, deckId: string | undefined, instants: string[]): Promise<Tally[]> {
  const rows = await rowsOf<Tally>(
    ctx.db,
    sql`${scope(ctx, deckId)}
      select deck_id as "deckId", state, interval_days >= 21 as "isMature", is_suspended as "isSuspended",
        width_bucket(due_at, ${`{${instants.join()}}`}::timestamptz[]) as bucket, count(*)::int as cards
      from flashcards
      where user_id = ${ctx.actor.id} and deleted_at is null and deck_id = any (${LIVING})
      group by 1, 2, 3, 4, 5`,
  )
  return rows
}

export interface DaySum {
  date: string
  reviews: number
  newCards: number
  durationMs: number
  again: number
  hard: number
  good: number
  easy: number
  youngReviews: number
  youngPassed: number
  matureReviews: number
  maturePassed: number
}

/** What was reviewed on each day since one, oldest first; it reads the days and not the reviews. */
export async function sumDays(ctx: UserCtx, deckId: string | undefined, since: string): Promise<DaySum[]> {
  const rows = await rowsOf<Record<keyof DaySum, unknown>>(
    ctx.db,
    sql`${scope(ctx, deckId)}
      select to_char(day, 'YYYY-MM-DD') as date, sum(reviews)::int as reviews, sum(new_cards)::int as "newCards",
        sum(duration_ms)::float8 as "durationMs", sum(again)::int as again, sum(hard)::int as hard, sum(good)::int as good,
        sum(easy)::int as easy, sum(young_reviews)::int as "youngReviews", sum(young_passed)::int as "youngPassed",
        sum(mature_reviews)::int as "matureReviews", sum(mature_passed)::int as "maturePassed"
      from flashcard_days
      where user_id = ${ctx.actor.id} and day >= ${since}::date and deck_id = any (${LIVING})
      group by day having sum(reviews) > 0 order by day`,
  )
  return rows as unknown as DaySum[] // as the columns are cast
}
