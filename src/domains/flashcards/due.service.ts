import { FSRS } from 'ts-fsrs'
import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, daysBetween, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { getDeck } from './decks.service.ts'
import { selectDue } from './due.queries.ts'
import { getFlashcard, today } from './flashcards.service.ts'
import type { FlashcardRow, Memory, Rating } from './flashcards.tables.ts'
import type { DueQuery, Outcome } from './reviews.schema.ts'
import { schedulerOf, withEasyDays } from './scheduling.ts'
import { dueDaysOf } from './workload/loads.queries.ts'

/** The deck must be mine (404). */
export async function dueFlashcards(
  ctx: UserCtx,
  { deckId, limit }: DueQuery,
): Promise<{ date: string; items: FlashcardRow[] }> {
  if (deckId !== undefined) await getDeck(ctx, deckId)
  const { timezone, dayStartsAt } = await userZone(ctx)
  const now = ctx.now().toISOString()
  const day = dayOf(now, timezone, dayStartsAt)
  const dayStart = startOfDay(day, timezone, dayStartsAt)
  const dayEnd = startOfDay(addDays(day, 1), timezone, dayStartsAt)
  const items = await selectDue(ctx, { deckId: deckId ?? null, day, dayStart, dayEnd, now, limit })
  return { date: day, items }
}

/** What each of the four answers would make of a card now: exactly what a review at this moment does. */
export async function previewFlashcard(ctx: UserCtx, id: string) {
  const card = await getFlashcard(ctx, id)
  const deck = withEasyDays(await getDeck(ctx, card.deckId), await userZone(ctx))
  const moment = { at: ctx.now().toISOString(), day: await today(ctx) }
  const step = schedulerOf(deck, await dueDaysOf(ctx, deck, moment.day))
  const outcome = (rating: Rating) => outcomeOf(step(card.id, card, rating, moment), moment.at)
  return {
    flashcardId: card.id,
    retrievability: retrievabilityOf(card, moment.day, deck.parameters),
    again: outcome('again'),
    hard: outcome('hard'),
    good: outcome('good'),
    easy: outcome('easy'),
  }
}

function outcomeOf({ state, dueAt, intervalDays, stability, difficulty }: Memory, now: string): Outcome {
  const due = dueAt ?? now // whatever was answered has its time
  return {
    state,
    dueAt: due,
    intervalDays,
    intervalMinutes: Math.round((Date.parse(due) - Date.parse(now)) / 60_000),
    stability: stability ?? 0,
    difficulty: difficulty ?? 0,
  }
}

/** The chance, 0 to 1, that a card is remembered on a day; null while it is new. */
export function retrievabilityOf(
  { stability, lastReviewedOn }: Pick<Memory, 'stability' | 'lastReviewedOn'>,
  day: string,
  parameters: number[] | null,
): number | null {
  if (stability === null || lastReviewedOn === null) return null
  const { forgetting_curve: curve } = new FSRS(parameters === null ? {} : { w: parameters })
  return curve(Math.max(0, daysBetween(lastReviewedOn, day)), stability)
}
