import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found, noSuch } from '#core/errors.ts'
import { goesRound, pathBetween } from '#core/graph.ts'
import { newId } from '#core/ids.ts'
import { beyond, type Page, readCursor, toPage } from '#core/page.ts'
import type { FlashcardDeckPatch, FlashcardDeckQuery, NewFlashcardDeck } from './flashcards.schema.ts'
import { type DeckRow, flashcardDecks } from './flashcards.tables.ts'

/** In their order; one SQL statement. */
export async function listDecks(ctx: UserCtx, query: FlashcardDeckQuery): Promise<Page<DeckRow>> {
  const position = readCursor(ctx, query, 'flashcard-decks')
  const rows = await ctx.db
    .select()
    .from(flashcardDecks)
    .where(
      and(
        mine(ctx, flashcardDecks),
        query.parentDeckId === undefined ? undefined : eq(flashcardDecks.parentDeckId, query.parentDeckId),
        beyond(flashcardDecks.position, flashcardDecks.id, position, 'asc'),
      ),
    )
    .orderBy(asc(flashcardDecks.position), asc(flashcardDecks.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'flashcard-decks', (row) => row.position)
}

export async function getDeck(ctx: UserCtx, id: string): Promise<DeckRow> {
  const [deck] = await ctx.db
    .select()
    .from(flashcardDecks)
    .where(myRow(ctx, flashcardDecks, id))
  return found(deck, 'Deck')
}

export const loadDecks = (ctx: UserCtx, ids: string[]): Promise<DeckRow[]> =>
  ctx.db
    .select()
    .from(flashcardDecks)
    .where(and(mine(ctx, flashcardDecks), inArray(flashcardDecks.id, ids)))

/** The deck that a request names in a field; 404 naming the field when it is not there. */
export async function namedDeck(ctx: UserCtx, id: string, field: string): Promise<DeckRow> {
  const [deck] = await loadDecks(ctx, [id])
  if (!deck) throw noSuch(field)
  return deck
}

export async function createDeck(ctx: UserCtx, input: NewFlashcardDeck, id: string = newId()): Promise<DeckRow> {
  if (input.parentDeckId) await namedDeck(ctx, input.parentDeckId, 'parentDeckId')
  const [deck] = await ctx.db
    .insert(flashcardDecks)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(deck, 'Deck')
}

/**
 * Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. A deck cannot
 * be part of itself (409). What it says of intervals counts for each card from its next review.
 */
export function updateDeck(ctx: UserCtx, id: string, patch: FlashcardDeckPatch, version?: number): Promise<DeckRow> {
  return inTransaction(ctx, async (ctx) => {
    if (patch.parentDeckId) await refuseCircle(ctx, id, patch.parentDeckId)
    const isEmpty = Object.keys(patch).length === 0
    const [deck] = isEmpty
      ? await ctx.db
          .select()
          .from(flashcardDecks)
          .where(myRow(ctx, flashcardDecks, id, version))
      : await ctx.db
          .update(flashcardDecks)
          .set(patch)
          .where(myRow(ctx, flashcardDecks, id, version))
          .returning()
    if (!deck) throw await missed(ctx, flashcardDecks, id, 'Deck')
    return deck
  })
}

/** To the trash. Its cards are neither asked nor listed until it comes back, and keep what is known of them. */
export async function deleteDeck(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [deck] = await ctx.db
    .update(flashcardDecks)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, flashcardDecks, id, version))
    .returning({ id: flashcardDecks.id })
  if (!deck) throw await missed(ctx, flashcardDecks, id, 'Deck')
}

export async function restoreDeck(ctx: UserCtx, id: string): Promise<DeckRow> {
  const [back] = await ctx.db
    .update(flashcardDecks)
    .set({ deletedAt: null })
    .where(
      and(
        eq(flashcardDecks.userId, ctx.actor.id),
        eq(flashcardDecks.id, id),
        sql`${flashcardDecks.deletedAt} is not null`,
      ),
    )
    .returning()
  if (back) return back
  await getDeck(ctx, id)
  throw new AppError('conflict', 'This deck is not in the trash.')
}

/** Under a lock, so that two moves at the same moment cannot close a circle together. Decks in the trash count: they come back. */
async function refuseCircle(ctx: UserCtx, id: string, parentDeckId: string) {
  await lockFor(ctx, 'flashcard_decks')
  await namedDeck(ctx, parentDeckId, 'parentDeckId')
  const parts = await ctx.db
    .select({ id: flashcardDecks.id, name: flashcardDecks.name, parentDeckId: flashcardDecks.parentDeckId })
    .from(flashcardDecks)
    .where(and(eq(flashcardDecks.userId, ctx.actor.id), isNotNull(flashcardDecks.parentDeckId)))
  const edges = parts.map((part) => ({ from: part.id, to: part.parentDeckId ?? part.id }))
  const path = pathBetween(edges, parentDeckId, id)
  if (path) throw goesRound([id, ...path], parts)
}
