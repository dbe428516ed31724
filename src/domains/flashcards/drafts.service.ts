import { and, desc, eq } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { getDeck } from './decks.service.ts'
import type { AcceptedCards, DraftedCards } from './drafts.schema.ts'
import { flashcards } from './flashcards.tables.ts'

/** Fronts that a draft is compared with. */
const MOST_FRONTS = 2_000

/** What the newest cards ask, of a deck or of all. */
export function newestFronts(ctx: UserCtx, deckId: string | null): Promise<{ id: string; front: string }[]> {
  return ctx.db
    .select({ id: flashcards.id, front: flashcards.front })
    .from(flashcards)
    .where(and(mine(ctx, flashcards), deckId === null ? undefined : eq(flashcards.deckId, deckId)))
    .orderBy(desc(flashcards.id))
    .limit(MOST_FRONTS)
}

/**
 * Makes cards of those drafts that were kept, all or none, with a result for each: a front that stands in the deck already, or that was
 * given before, makes no second card. The deck must be mine (404).
 */
export function acceptDrafts(ctx: UserCtx, deckId: string, { cards }: DraftedCards): Promise<AcceptedCards> {
  return inTransaction(ctx, async (ctx) => {
    await getDeck(ctx, deckId)
    await lockFor(ctx, `flashcards:${deckId}`)
    const there = await ctx.db
      .select({ id: flashcards.id, front: flashcards.front })
      .from(flashcards)
      .where(and(mine(ctx, flashcards), eq(flashcards.deckId, deckId)))
    const byFront = new Map(there.map(({ id, front }) => [asked(front), id]))
    const made: (typeof flashcards.$inferInsert)[] = []
    const results = cards.map((card) => {
      const known = byFront.get(asked(card.front))
      if (known !== undefined) return { status: 'known' as const, id: known }
      const id = newId()
      byFront.set(asked(card.front), id)
      made.push({ ...card, id, deckId, userId: ctx.actor.id })
      return { status: 'created' as const, id }
    })
    if (made.length > 0) await ctx.db.insert(flashcards).values(made)
    return { results }
  })
}

const asked = (front: string) => front.trim().toLowerCase().replace(/\s+/g, ' ')
