import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { anyOf, mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { type FlashcardRow, flashcardReviews, flashcards, type ReviewRow } from '../flashcards.tables.ts'

/** A deck with all of its parts, as far as they live. */
export async function deckWithParts(ctx: UserCtx, deckId: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with recursive parts as (
          select id from flashcard_decks where user_id = ${ctx.actor.id} and id = ${deckId} and deleted_at is null
          union
          select d.id from flashcard_decks d join parts p on d.user_id = ${ctx.actor.id} and d.parent_deck_id = p.id
            and d.deleted_at is null)
        select id from parts`,
  )
  return rows.map(({ id }) => id)
}

/** Living cards of these decks in the order of their ids. */
export function cardsOfDecks(
  ctx: UserCtx,
  deckIds: readonly string[],
  after: string | null,
  most: number,
): Promise<FlashcardRow[]> {
  return ctx.db
    .select()
    .from(flashcards)
    .where(
      and(
        mine(ctx, flashcards),
        anyOf(flashcards.deckId, deckIds),
        after === null ? undefined : gt(flashcards.id, after),
      ),
    )
    .orderBy(asc(flashcards.id))
    .limit(most)
}

/** Of these cards, without those that were undone, in their order. */
export function standingReviewsOf(ctx: UserCtx, cardIds: readonly string[]): Promise<ReviewRow[]> {
  return ctx.db
    .select()
    .from(flashcardReviews)
    .where(
      and(
        eq(flashcardReviews.userId, ctx.actor.id),
        anyOf(flashcardReviews.flashcardId, cardIds),
        isNull(flashcardReviews.undoneAt),
      ),
    )
    .orderBy(asc(flashcardReviews.reviewedAt), asc(flashcardReviews.id))
}

/** The files that the cards of these decks speak of. */
export function filesOfDecks(ctx: UserCtx, deckIds: readonly string[]): Promise<{ id: string; name: string }[]> {
  return rowsOf<{ id: string; name: string }>(
    ctx.db,
    sql`select f.id, f.name from files f where f.user_id = ${ctx.actor.id} and f.deleted_at is null and exists (
          select from flashcard_files l join flashcards c on c.user_id = l.user_id and c.id = l.flashcard_id and c.deleted_at is null
          where l.user_id = f.user_id and l.file_id = f.id and c.deck_id = any (${`{${deckIds.join()}}`}::uuid[]))
        order by f.id`,
  )
}
