import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { beyond, readCursor, toPage } from '#core/page.ts'
import { type FlashcardRow, flashcardReviews, type ReviewRow } from './flashcards.tables.ts'
import type { Replayed } from './replay.ts'
import type { FlashcardReviewQuery } from './reviews.schema.ts'

const ofCard = (ctx: UserCtx, cardId: string) =>
  and(eq(flashcardReviews.userId, ctx.actor.id), eq(flashcardReviews.flashcardId, cardId))

/** The last answered first, with what was undone. */
export async function selectReviews(ctx: UserCtx, cardId: string, query: FlashcardReviewQuery) {
  const list = `flashcards/${cardId}/reviews`
  const rows = await ctx.db
    .select()
    .from(flashcardReviews)
    .where(
      and(
        ofCard(ctx, cardId),
        beyond(flashcardReviews.reviewedAt, flashcardReviews.id, readCursor(ctx, query, list), 'desc'),
      ),
    )
    .orderBy(desc(flashcardReviews.reviewedAt), desc(flashcardReviews.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list, (row) => row.reviewedAt)
}

/** My review with this id, whichever card it is of. */
export async function findReview(ctx: UserCtx, id: string): Promise<ReviewRow | undefined> {
  const [review] = await ctx.db
    .select()
    .from(flashcardReviews)
    .where(and(eq(flashcardReviews.userId, ctx.actor.id), eq(flashcardReviews.id, id)))
  return review
}

export async function setUndone(ctx: UserCtx, id: string): Promise<void> {
  await ctx.db
    .update(flashcardReviews)
    .set({ undoneAt: ctx.now().toISOString() })
    .where(and(eq(flashcardReviews.userId, ctx.actor.id), eq(flashcardReviews.id, id)))
}

/** The reviews that count for a card, in their order. */
export function standingReviews(ctx: UserCtx, { id, resetAt }: FlashcardRow): Promise<ReviewRow[]> {
  return ctx.db
    .select()
    .from(flashcardReviews)
    .where(
      and(
        ofCard(ctx, id),
        isNull(flashcardReviews.undoneAt),
        resetAt === null ? undefined : gt(flashcardReviews.reviewedAt, resetAt),
      ),
    )
    .orderBy(asc(flashcardReviews.reviewedAt), asc(flashcardReviews.id))
}

/** Writes anew what reviews made of their card; one statement. */
export async function rewriteReviews(ctx: UserCtx, replayed: readonly Replayed[]): Promise<void> {
  if (replayed.length === 0) return
  await rowsOf(
    ctx.db,
    sql`update flashcard_reviews r
        set state_before = n."stateBefore", interval_before = n."intervalBefore", memory = n.memory, made_leech = n."madeLeech"
        from jsonb_to_recordset(${JSON.stringify(replayed)}::jsonb)
          as n(id uuid, "stateBefore" text, "intervalBefore" integer, memory jsonb, "madeLeech" boolean)
        where r.user_id = ${ctx.actor.id} and r.id = n.id`,
  )
}
