import { and } from 'drizzle-orm'
import { anyOf, mine } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { daysBetween } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { standingReviewsOf } from '../anki/exported.queries.ts'
import { rewriteCards } from '../anki/taken.queries.ts'
import { loadDecks } from '../decks.service.ts'
import { type FlashcardRow, flashcards, RATINGS } from '../flashcards.tables.ts'
import { replay } from '../replay.ts'
import { rewriteReviews } from '../reviews.queries.ts'
import { NEW_MEMORY, schedulerOf, withEasyDays } from '../scheduling.ts'
import { type Course, fit } from './fitting.ts'
import { type History, historiesAfter, livingDecks } from './histories.queries.ts'
import {
  acceptOptimization,
  claimOptimization,
  getOptimization,
  isBetter,
  setOptimization,
} from './optimizations.service.ts'
import type { OptimizationRow } from './optimizations.tables.ts'

const CARDS_AT_ONCE = 1_000
const RESCHEDULED_AT_ONCE = 100
/** More would take longer and say the same. */
const MOST_REVIEWS = 150_000
/** Of one card: later ones say little of the others. */
const MOST_OF_CARD = 64
const MOST_ATTEMPTS = 3

/** Fits the parameters, and takes them over where that was said and they foretell better. Safe to run twice. */
export async function optimize(ctx: UserCtx, id: string): Promise<void> {
  const row = await claimOptimization(ctx, id)
  if (row === undefined) return
  try {
    await fitAll(ctx, row)
  } catch (error) {
    const told = error instanceof AppError ? error.message : null
    if (told === null && row.attempts < MOST_ATTEMPTS) throw error
    await setOptimization(ctx, id, {
      state: 'failed',
      error: told ?? 'Fitting them failed for a reason that is not yours. Try again later.',
      finishedAt: ctx.now().toISOString(),
    })
    if (told === null) throw error
  }
}

/**
 * Computes the dates of all cards of an accepted optimization anew, as if their reviews had been answered with these parameters. Cards go
 * by portions, each whole; interrupted and run again it comes to the same.
 */
export async function reschedule(ctx: UserCtx, id: string): Promise<void> {
  const { state, deckId, rescheduledAt } = await getOptimization(ctx, id)
  if (state !== 'accepted' || rescheduledAt !== null) return
  const deckIds = await livingDecks(ctx, deckId)
  let rescheduled = 0
  for (let after: string | null = null; ; ) {
    const page: History[] = await historiesAfter(ctx, deckIds, after, RESCHEDULED_AT_ONCE)
    await inTransaction(ctx, async (ctx) => {
      rescheduled += await rescheduleSome(ctx, page)
      await setOptimization(ctx, id, { rescheduled })
    })
    after = page.at(-1)?.id ?? null
    if (page.length < RESCHEDULED_AT_ONCE) break
  }
  await setOptimization(ctx, id, { rescheduledAt: ctx.now().toISOString() })
}

async function fitAll(ctx: UserCtx, { id, deckId, parametersBefore, autoAccept, reschedule }: OptimizationRow) {
  const courses = await coursesOf(ctx, await livingDecks(ctx, deckId))
  const fitted = await fit({ courses, before: parametersBefore })
  if (fitted === null)
    throw new AppError(
      'unprocessable',
      'Too few cards were reviewed on several days to learn anything from. Go on, and try again.',
    )
  const { parameters, before, after } = fitted
  await inTransaction(ctx, async (ctx) => {
    const proposed = await setOptimization(ctx, id, {
      ...{ state: 'proposed', parameters, finishedAt: ctx.now().toISOString() },
      reviews: courses.reduce((sum, { ratings }) => sum + ratings.length, 0),
      ...{ logLoss: after.logLoss, rmse: after.rmse, logLossBefore: before.logLoss, rmseBefore: before.rmse },
    })
    if (autoAccept && isBetter(proposed) === true) await acceptOptimization(ctx, id, { reschedule })
  })
}

async function coursesOf(ctx: UserCtx, deckIds: string[]): Promise<Course[]> {
  const courses: Course[] = []
  let reviews = 0
  for (let after: string | null = null; reviews < MOST_REVIEWS; ) {
    const page: History[] = await historiesAfter(ctx, deckIds, after, CARDS_AT_ONCE)
    for (const history of page.filter(isReviewed)) {
      courses.push(courseOf(history))
      reviews += history.reviews.length
    }
    after = page.at(-1)?.id ?? null
    if (page.length < CARDS_AT_ONCE) break
  }
  return courses
}

/** A card without one has an empty place in the list. */
const isReviewed = ({ reviews: [first] }: History) => first !== undefined && first[0] !== null

function courseOf({ reviews }: History): Course {
  const some = reviews.slice(0, MOST_OF_CARD)
  return {
    ratings: some.map(([rating]) => RATINGS.indexOf(rating) + 1),
    days: some.map(([, day], at) => Math.max(0, daysBetween(some[at - 1]?.[1] ?? day, day))),
  }
}

async function rescheduleSome(ctx: UserCtx, page: readonly History[]): Promise<number> {
  const ids = page.filter(isReviewed).map(({ id }) => id)
  if (ids.length === 0) return 0
  const cards = await ctx.db
    .select()
    .from(flashcards)
    .where(and(mine(ctx, flashcards), anyOf(flashcards.id, ids)))
    .orderBy(flashcards.id)
    .for('update')
  const zone = await userZone(ctx)
  const decks = new Map(
    (await loadDecks(ctx, [...new Set(cards.map(({ deckId }) => deckId))])).map((one) => [
      one.id,
      withEasyDays(one, zone),
    ]),
  )
  const reviews = Map.groupBy(await standingReviewsOf(ctx, ids), ({ flashcardId }) => flashcardId)
  const moved: FlashcardRow[] = []
  for (const card of cards) {
    const deck = decks.get(card.deckId)
    if (deck === undefined) continue
    const counted = (reviews.get(card.id) ?? []).filter((one) => card.resetAt === null || one.reviewedAt > card.resetAt)
    const course = { cardId: card.id, step: schedulerOf(deck), leechLapses: deck.leechLapses }
    const replayed = replay(course, card.origin ?? NEW_MEMORY, counted)
    await rewriteReviews(ctx, replayed)
    const memory = replayed.at(-1)?.memory
    if (memory) moved.push({ ...card, ...memory })
  }
  await rewriteCards(ctx, moved)
  return moved.length
}
