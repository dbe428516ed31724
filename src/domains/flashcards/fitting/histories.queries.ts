import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { type Db, rowsOf } from '#core/db.ts'
import type { Rating } from '../flashcards.tables.ts'

/** The living decks: one with its parts, or all. */
export async function livingDecks(ctx: UserCtx, deckId: string | null): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with recursive parts as (
          select id from flashcard_decks where user_id = ${ctx.actor.id} and deleted_at is null
            and ${deckId === null ? sql`true` : sql`id = ${deckId}`}
          union
          select d.id from flashcard_decks d join parts p on d.user_id = ${ctx.actor.id} and d.parent_deck_id = p.id
            and d.deleted_at is null)
        select id from parts`,
  )
  return rows.map(({ id }) => id)
}

const idsOf = (ids: readonly string[]) => sql`${`{${ids.join()}}`}::uuid[]`

/** How many reviews these decks have seen; reads their days alone. */
export async function countReviews(ctx: UserCtx, deckIds: readonly string[]): Promise<number> {
  const [row] = await rowsOf<{ reviews: number }>(
    ctx.db,
    sql`select coalesce(sum(reviews), 0)::int as reviews from flashcard_days
        where user_id = ${ctx.actor.id} and deck_id = any (${idsOf(deckIds)})`,
  )
  return row?.reviews ?? 0
}

export interface History {
  id: string
  /** Rating and day of each review that counts, in their order. */
  reviews: [Rating, string][]
}

/** What happened to the cards of these decks from their first review on; of cards that came in half learned nothing. */
export function historiesAfter(
  ctx: UserCtx,
  deckIds: readonly string[],
  after: string | null,
  most: number,
): Promise<History[]> {
  return rowsOf<History>(
    ctx.db,
    sql`select c.id, jsonb_agg(jsonb_build_array(r.rating, r.day) order by r.reviewed_at, r.id) as reviews
        from (select id, reset_at, origin from flashcards where user_id = ${ctx.actor.id} and deleted_at is null
            and deck_id = any (${idsOf(deckIds)}) and reps > 0 and origin is null
            and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${most}) c
        left join flashcard_reviews r on r.user_id = ${ctx.actor.id} and r.flashcard_id = c.id and r.undone_at is null
          and (c.reset_at is null or r.reviewed_at > c.reset_at)
        group by c.id order by c.id`,
  )
}

export interface Refitting {
  userId: string
  /** Of all decks when null. */
  deckId: string | null
  isDue: boolean
}

/**
 * The next people with enough reviews, and what is to be fitted for each: what was accepted longest ago, or all decks for whoever never
 * fitted anything nor brought parameters of their own. Due when that is a month ago, and there is enough to learn from since.
 */
export function refittingAfter(
  db: Db,
  last: string | null,
  { least, fresh, before, most }: { least: number; fresh: number; before: string; most: number },
): Promise<Refitting[]> {
  return rowsOf<Refitting>(
    db,
    sql`select o.user_id as "userId", f.deck_id as "deckId",
          (case when f.last_at is not null then f.last_at < ${before}::timestamptz
            else not exists (select from flashcard_optimizations x where x.user_id = o.user_id and x.created_at >= ${before}::timestamptz)
              and not exists (select from flashcard_decks k where k.user_id = o.user_id and k.deleted_at is null and k.parameters is not null)
            end)
          and (select coalesce(sum(d.reviews), 0) from flashcard_days d
               where d.user_id = o.user_id and (f.last_at is null or d.day >= f.last_at::date)) >= ${fresh} as "isDue"
        from (select user_id from flashcard_days where ${last}::uuid is null or user_id > ${last}::uuid
              group by user_id having sum(reviews) >= ${least} order by user_id limit ${most}) o
        left join lateral (
          select p.deck_id, max(p.created_at) as last_at from flashcard_optimizations p
          left join flashcard_decks k on k.user_id = p.user_id and k.id = p.deck_id
          where p.user_id = o.user_id and (p.deck_id is null or (k.id is not null and k.deleted_at is null))
          group by p.deck_id having bool_or(p.state = 'accepted') order by last_at limit 1) f on true
        order by o.user_id`,
  )
}

/** Gives these decks their parameters, each as a change of its own. */
export async function setParameters(ctx: UserCtx, deckIds: readonly string[], parameters: number[]): Promise<void> {
  await rowsOf(
    ctx.db,
    sql`update flashcard_decks set parameters = ${`{${parameters.join()}}`}::float8[]
        where user_id = ${ctx.actor.id} and id = any (${idsOf(deckIds)}) and deleted_at is null`,
  )
}
