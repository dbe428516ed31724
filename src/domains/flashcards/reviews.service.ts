import { and, eq } from 'drizzle-orm'
import { myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { FlashcardReviewed } from './flashcards.events.ts'
import {
  type DeckRow,
  type FlashcardRow,
  flashcardDecks,
  flashcardReviews,
  flashcards,
  type Memory,
  type ReviewRow,
} from './flashcards.tables.ts'
import { isAfter, type Replayed, replay } from './replay.ts'
import { findReview, rewriteReviews, selectReviews, setUndone, standingReviews } from './reviews.queries.ts'
import type { FlashcardReviewQuery, NewFlashcardReview, ReviewBatch } from './reviews.schema.ts'
import { NEW_MEMORY, schedulerOf, withEasyDays } from './scheduling.ts'
import { dueDaysOf } from './workload/loads.queries.ts'
import type { Spreading } from './workload/spreading.ts'

export interface Reviewed {
  flashcard: FlashcardRow
  review: ReviewRow
  isKnown: boolean
  isLeech: boolean
}

/** Clocks of devices differ; a review from further in the future would stand before all others for as long. */
const CLOCKS_DIFFER_MS = 5 * 60_000

/**
 * Records an answer and moves the card on. The same `reviewId` again changes nothing. Reviews may arrive in any order: one that was
 * answered before others is put in before them, and what they made of the card is computed again, so that the same reviews lead
 * to the same card whichever device was heard first. Refused: a time in the future (400), a `reviewId` of another card (409).
 */
export async function reviewFlashcard(ctx: UserCtx, id: string, input: NewFlashcardReview): Promise<Reviewed> {
  const given = await givenOf(ctx, input)
  return inTransaction(ctx, async (ctx) => {
    const { flashcard, deck } = await lockCard(ctx, id)
    const { own, later, marks } = await putIn(ctx, flashcard, deck, given)
    const [review] = await ctx.db
      .insert(flashcardReviews)
      .values({ ...given, ...own, userId: ctx.actor.id, flashcardId: id, deckId: deck.id })
      .onConflictDoNothing()
      .returning()
    if (!review) return alreadyKnown(flashcard, await findReview(ctx, given.id))
    await rewriteReviews(ctx, later)
    const moved = isForgotten(flashcard, given)
      ? flashcard
      : await move(ctx, flashcard, (later.at(-1) ?? own).memory, marks)
    await tell(ctx, review)
    return { flashcard: moved, review, isKnown: false, isLeech: marks.tags?.includes('leech') ?? false }
  })
}

/** Reviews of a device that was offline, each by itself: one that is refused keeps nobody from being recorded. */
export async function reviewMany(ctx: UserCtx, { reviews }: ReviewBatch) {
  const results = []
  for (const { flashcardId, ...review } of reviews) {
    const { reviewId } = review
    try {
      const { flashcard, isKnown } = await reviewFlashcard(ctx, flashcardId, review)
      results.push({
        reviewId,
        status: isKnown ? ('known' as const) : ('recorded' as const),
        error: null,
        dueAt: flashcard.dueAt,
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      results.push({ reviewId, status: 'refused' as const, error: error.message, dueAt: null })
    }
  }
  return { results }
}

/**
 * Takes a review out as if it had never been: the card is what it was before it, or what the reviews after it make of it then.
 * Undoing twice is undoing once, and a review that is sent again after it was undone stays undone.
 */
export function undoReview(ctx: UserCtx, id: string, reviewId: string): Promise<FlashcardRow> {
  return inTransaction(ctx, async (ctx) => {
    const { flashcard, deck } = await lockCard(ctx, id)
    const undone = await findReview(ctx, reviewId)
    if (undone?.flashcardId !== id) throw new AppError('not_found', 'Review not found')
    if (undone.undoneAt !== null) return flashcard
    await setUndone(ctx, reviewId)
    await tell(ctx, undone, true)
    if (isForgotten(flashcard, undone)) return flashcard
    const standing = await standingReviews(ctx, flashcard)
    const before = standing.filter((one) => isAfter(undone, one)).at(-1)?.memory ?? originOf(flashcard)
    const after = standing.filter((one) => isAfter(one, undone))
    const later = replay(courseOf(flashcard, deck), before, after)
    await rewriteReviews(ctx, later)
    const marks = marksOf(flashcard, deck, leeches([undone, ...after]), leeches(later), leeches([undone, ...standing]))
    return move(ctx, flashcard, later.at(-1)?.memory ?? before, marks)
  })
}

/** The card must be mine (404). */
export async function listReviews(ctx: UserCtx, id: string, query: FlashcardReviewQuery) {
  const [card] = await ctx.db
    .select({ id: flashcards.id })
    .from(flashcards)
    .where(myRow(ctx, flashcards, id))
  found(card, 'Flashcard')
  return selectReviews(ctx, id, query)
}

type Given = Pick<ReviewRow, 'id' | 'rating' | 'reviewedAt' | 'day' | 'durationMs'>

async function givenOf(ctx: UserCtx, input: NewFlashcardReview): Promise<Given> {
  const { rating, durationMs = null, reviewId = newId() } = input
  const now = ctx.now()
  const reviewedAt = input.reviewedAt ?? now.toISOString()
  if (Date.parse(reviewedAt) > now.getTime() + CLOCKS_DIFFER_MS)
    throw invalid('reviewedAt', 'This is in the future. Check the clock of the device.')
  const { timezone, dayStartsAt } = await userZone(ctx)
  return { id: reviewId, rating, durationMs, reviewedAt, day: dayOf(reviewedAt, timezone, dayStartsAt) }
}

/** With its deck, also one that is in the trash: what a device answered before it knew is not lost. */
async function lockCard(ctx: UserCtx, id: string): Promise<{ flashcard: FlashcardRow; deck: DeckRow }> {
  const [row] = await ctx.db
    .select({ flashcard: flashcards, deck: flashcardDecks })
    .from(flashcards)
    .innerJoin(
      flashcardDecks,
      and(eq(flashcardDecks.userId, flashcards.userId), eq(flashcardDecks.id, flashcards.deckId)),
    )
    .where(myRow(ctx, flashcards, id))
    .for('update', { of: flashcards })
  const { flashcard, deck } = found(row, 'Flashcard')
  return { flashcard, deck: withEasyDays(deck, await userZone(ctx)) }
}

function alreadyKnown(flashcard: FlashcardRow, review: ReviewRow | undefined): Reviewed {
  if (review?.flashcardId !== flashcard.id) throw taken()
  return { flashcard, review, isKnown: true, isLeech: false }
}

const tell = (ctx: UserCtx, { id: reviewId, flashcardId, deckId, reviewedAt, day }: ReviewRow, isUndone = false) =>
  publish(ctx, FlashcardReviewed, { reviewId, flashcardId, deckId, reviewedAt, day, isUndone })

const taken = () => new AppError('conflict', 'This reviewId is that of another review. Every review needs its own.')

const originOf = ({ origin }: FlashcardRow): Memory => origin ?? NEW_MEMORY

/** A card that was reset counts the reviews since then alone. */
const isForgotten = ({ resetAt }: FlashcardRow, { reviewedAt }: { reviewedAt: string }) =>
  resetAt !== null && reviewedAt <= resetAt

/** How full days are already counts for the newest review alone: what is computed again comes to the same in any order. */
const courseOf = ({ id }: FlashcardRow, deck: DeckRow, dueOn: Spreading['dueOn'] = null) => ({
  cardId: id,
  step: schedulerOf(deck, dueOn),
  leechLapses: deck.leechLapses,
})

/** What a review makes of its card where it stands in time, and what it changes about the reviews after it. */
async function putIn(ctx: UserCtx, card: FlashcardRow, deck: DeckRow, given: Given) {
  const isNewest = card.lastReviewedAt === null ? card.reps === 0 : given.reviewedAt > card.lastReviewedAt
  const standing = isNewest ? [] : await standingReviews(ctx, card)
  const previous = standing.filter((one) => isAfter(given, one)).at(-1)?.memory
  const before = isNewest ? memoryOf(card) : (previous ?? originOf(card))
  const after = isForgotten(card, given) ? [] : standing.filter((one) => isAfter(one, given))
  const dueOn = isNewest ? await dueDaysOf(ctx, deck, given.day) : null
  // There is one for each review given.
  const [own, ...later] = replay(courseOf(card, deck, dueOn), before, [given, ...after]) as [Replayed, ...Replayed[]]
  return { own, later, marks: marksOf(card, deck, leeches(after), leeches([own, ...later]), leeches(standing)) }
}

const memoryOf = (card: FlashcardRow): Memory => ({
  state: card.state,
  dueAt: card.dueAt,
  stability: card.stability,
  difficulty: card.difficulty,
  intervalDays: card.intervalDays,
  learningStep: card.learningStep,
  reps: card.reps,
  lapses: card.lapses,
  lastReviewedAt: card.lastReviewedAt,
  lastReviewedOn: card.lastReviewedOn,
})

const leeches = (reviews: readonly { madeLeech: boolean }[]) => reviews.filter(({ madeLeech }) => madeLeech).length

type Marks = Partial<Pick<FlashcardRow, 'tags' | 'isSuspended'>>

/** A card that has become a leech is marked, and one that is none any more is asked again; the tag goes with the last reason. */
function marksOf({ tags }: FlashcardRow, deck: DeckRow, was: number, is: number, all: number): Marks {
  const suspends = deck.leechAction === 'suspend'
  if (is > was) return { tags: [...new Set([...tags, 'leech'])], ...(suspends && { isSuspended: true }) }
  if (is === was) return {}
  const others = all + is - was
  return {
    ...(suspends && { isSuspended: false }),
    tags: others > 0 ? tags : tags.filter((tag) => tag !== 'leech'),
  }
}

async function move(ctx: UserCtx, { id }: FlashcardRow, memory: Memory, marks: Marks): Promise<FlashcardRow> {
  const [moved] = await ctx.db
    .update(flashcards)
    .set({ ...memory, ...marks })
    .where(myRow(ctx, flashcards, id))
    .returning()
  return found(moved, 'Flashcard')
}
