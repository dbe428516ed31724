import { and, arrayContains, desc, eq, ilike, inArray, or, sql } from 'drizzle-orm'
import { anyOf, mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { addDays, dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { namedDeck } from './decks.service.ts'
import type { FlashcardPatch, FlashcardQuery, NewFlashcard } from './flashcards.schema.ts'
import { type FlashcardRow, flashcardDecks, flashcards } from './flashcards.tables.ts'
import { NEW_MEMORY } from './scheduling.ts'

const HAS_LIVING_DECK = sql`exists (select from ${flashcardDecks} d where d.user_id = ${flashcards.userId} and d.id = ${flashcards.deckId} and d.deleted_at is null)`

/** The newest first, without those whose deck is in the trash; one SQL statement whatever the filters. */
export async function listFlashcards(ctx: UserCtx, query: FlashcardQuery): Promise<Page<FlashcardRow>> {
  const position = readCursor(ctx, query, 'flashcards')
  const { deckId, state, suspended, tag, q, limit } = query
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(flashcards)
    .where(
      and(
        mine(ctx, flashcards),
        HAS_LIVING_DECK,
        deckId === undefined ? undefined : eq(flashcards.deckId, deckId),
        state && eq(flashcards.state, state),
        suspended === undefined ? undefined : eq(flashcards.isSuspended, suspended),
        tag === undefined ? undefined : arrayContains(flashcards.tags, [tag]),
        q === undefined ? undefined : or(ilike(flashcards.front, containing), ilike(flashcards.back, containing)),
        olderThan(flashcards.id, position),
      ),
    )
    .orderBy(desc(flashcards.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'flashcards')
}

export async function getFlashcard(ctx: UserCtx, id: string): Promise<FlashcardRow> {
  const [card] = await ctx.db
    .select()
    .from(flashcards)
    .where(myRow(ctx, flashcards, id))
  return found(card, 'Flashcard')
}

export const loadFlashcards = (ctx: UserCtx, ids: string[]): Promise<FlashcardRow[]> =>
  ctx.db
    .select()
    .from(flashcards)
    .where(and(mine(ctx, flashcards), inArray(flashcards.id, ids)))

/** Of these cards those whose deck is not in the trash. */
export async function inLivingDecks(ctx: UserCtx, ids: string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: flashcards.id })
    .from(flashcards)
    .where(and(mine(ctx, flashcards), anyOf(flashcards.id, ids), HAS_LIVING_DECK))
  return rows.map(({ id }) => id)
}

export async function createFlashcard(ctx: UserCtx, input: NewFlashcard, id: string = newId()): Promise<FlashcardRow> {
  await namedDeck(ctx, input.deckId, 'deckId')
  const [card] = await ctx.db
    .insert(flashcards)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(card, 'Flashcard')
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateFlashcard(
  ctx: UserCtx,
  id: string,
  patch: FlashcardPatch,
  version?: number,
): Promise<FlashcardRow> {
  if (patch.deckId !== undefined) await namedDeck(ctx, patch.deckId, 'deckId')
  const isEmpty = Object.keys(patch).length === 0
  const [card] = isEmpty
    ? await ctx.db
        .select()
        .from(flashcards)
        .where(myRow(ctx, flashcards, id, version))
    : await ctx.db
        .update(flashcards)
        .set(patch)
        .where(myRow(ctx, flashcards, id, version))
        .returning()
  if (!card) throw await missed(ctx, flashcards, id, 'Flashcard')
  return card
}

/** To the trash, with its reviews: they still count for the days on which they were done. */
export async function deleteFlashcard(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [card] = await ctx.db
    .update(flashcards)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, flashcards, id, version))
    .returning({ id: flashcards.id })
  if (!card) throw await missed(ctx, flashcards, id, 'Flashcard')
}

export async function restoreFlashcard(ctx: UserCtx, id: string): Promise<FlashcardRow> {
  const [back] = await ctx.db
    .update(flashcards)
    .set({ deletedAt: null })
    .where(and(eq(flashcards.userId, ctx.actor.id), eq(flashcards.id, id), sql`${flashcards.deletedAt} is not null`))
    .returning()
  if (back) return back
  await getFlashcard(ctx, id)
  throw new AppError('conflict', 'This flashcard is not in the trash.')
}

/** Not asked before a day of the user; tomorrow, when none is given. */
export async function buryFlashcard(ctx: UserCtx, id: string, until?: string): Promise<FlashcardRow> {
  return updateFlashcard(ctx, id, { buriedUntil: until ?? addDays(await today(ctx), 1) })
}

/** As if it had never been reviewed: its reviews stay in its history and in the statistics, and count for it no more. */
export async function resetFlashcard(ctx: UserCtx, id: string): Promise<FlashcardRow> {
  const [card] = await ctx.db
    .update(flashcards)
    .set({
      ...NEW_MEMORY,
      origin: null,
      resetAt: ctx.now().toISOString(),
      isSuspended: false,
      buriedUntil: null,
      tags: sql`array_remove(${flashcards.tags}, 'leech')`,
    })
    .where(myRow(ctx, flashcards, id))
    .returning()
  return found(card, 'Flashcard')
}

/** The user's day. */
export async function today(ctx: UserCtx): Promise<string> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  return dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
}
