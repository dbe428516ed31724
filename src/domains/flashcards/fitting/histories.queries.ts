import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
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

/** Gives these decks their parameters, each as a change of its own. */
export async function setParameters(ctx: UserCtx, deckIds: readonly string[], parameters: number[]): Promise<void> {
  await rowsOf(
    ctx.db,
    sql`update flashcard_decks set parameters = ${`{${parameters.join()}}`}::float8[]
        where user_id = ${ctx.actor.id} and id = any (${idsOf(deckIds)}) and deleted_at is null`,
  )
}
