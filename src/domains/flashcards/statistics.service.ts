import type { UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { getDeck } from './decks.service.ts'
import { type DaySum, sumDays, type Tally, tallyCards } from './statistics.queries.ts'
import type { Counts, FlashcardStatistics, StatisticsQuery } from './statistics.schema.ts'

/** Two statements: one over the cards, one over the days. The deck must be mine (404). */
export async function flashcardStatistics(
  ctx: UserCtx,
  { deckId, days, forecastDays }: StatisticsQuery,
): Promise<FlashcardStatistics> {
  if (deckId !== undefined) await getDeck(ctx, deckId)
  const { timezone, dayStartsAt } = await userZone(ctx)
  const date = dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
  const ahead = Array.from({ length: forecastDays }, (_, at) => addDays(date, at))
  const ends = ahead.map((day) => startOfDay(addDays(day, 1), timezone, dayStartsAt))
  const [tallies, sums] = await Promise.all([
    tallyCards(ctx, deckId, ends),
    sumDays(ctx, deckId, addDays(date, 1 - days)),
  ])
  return {
    date,
    counts: countsOf(tallies),
    decks: [...Map.groupBy(tallies, (one) => one.deckId)].map(([deckId, own]) => ({ deckId, ...countsOf(own) })),
    retention: retentionOf(sums),
    reviews: sumOf(sums, 'reviews'),
    durationMs: sumOf(sums, 'durationMs'),
    daysStudied: sums.length,
    days: sums,
    forecast: forecastOf(tallies, ahead),
  }
}

function countsOf(tallies: readonly Tally[]): Counts {
  const count = (which: (one: Tally) => boolean) => tallies.filter(which).reduce((sum, one) => sum + one.cards, 0)
  return {
    total: count(() => true),
    new: count(({ state }) => state === 'new'),
    learning: count(({ state }) => state === 'learning' || state === 'relearning'),
    young: count(({ state, isMature }) => state === 'review' && !isMature),
    mature: count(({ state, isMature }) => state === 'review' && isMature),
    suspended: count(({ isSuspended }) => isSuspended),
    due: count(({ bucket, isSuspended }) => bucket === 0 && !isSuspended),
  }
}

function retentionOf(sums: readonly DaySum[]) {
  const rated = (reviews: number, passed: number) => ({
    reviews,
    passed,
    rate: reviews === 0 ? null : passed / reviews,
  })
  const [young, youngPassed] = [sumOf(sums, 'youngReviews'), sumOf(sums, 'youngPassed')]
  const [mature, maturePassed] = [sumOf(sums, 'matureReviews'), sumOf(sums, 'maturePassed')]
  return {
    young: rated(young, youngPassed),
    mature: rated(mature, maturePassed),
    all: rated(young + mature, youngPassed + maturePassed),
  }
}

function forecastOf(tallies: readonly Tally[], ahead: readonly string[]) {
  const due = ahead.map(() => 0)
  for (const { bucket, isSuspended, cards } of tallies)
    if (bucket !== null && bucket < due.length && !isSuspended) due[bucket] = (due[bucket] ?? 0) + cards
  return ahead.map((date, at) => ({ date, due: due[at] ?? 0 }))
}

const sumOf = (sums: readonly DaySum[], field: Exclude<keyof DaySum, 'date'>): number =>
  sums.reduce((sum, one) => sum + one[field], 0)
