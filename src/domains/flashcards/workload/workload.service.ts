import { createThread } from '#core/ai/embedded/thread.ts'
import type { UserCtx } from '#core/ctx.ts'
import { getDeck, loadDecks } from '../decks.service.ts'
import { livingDecks } from '../fitting/histories.queries.ts'
import { extentOf, sampleKnown } from './backlog.queries.ts'
import type { Simulated, Simulation } from './simulation.ts'
import type { FlashcardWorkload, WorkloadQuery } from './workload.schema.ts'

const RETENTIONS = [0.8, 0.85, 0.9, 0.95]
const SAMPLE = 1_000

const thread = createThread<Simulation[], never, Simulated[]>({
  file: new URL('./simulation-thread.ts', import.meta.url),
  idleMs: 30_000,
  most: 20,
  limitMs: 30_000,
})

/** How many reviews a day it would take to remember so much, and how much would be known then. The deck must be mine (404). */
export async function getWorkload(
  ctx: UserCtx,
  { deckId, days, retention }: WorkloadQuery,
): Promise<FlashcardWorkload> {
  if (deckId !== undefined) await getDeck(ctx, deckId)
  const deckIds = await livingDecks(ctx, deckId ?? null)
  const [{ known, fresh, msEach, newPerDay }, cards, decks] = await Promise.all([
    extentOf(ctx, deckIds),
    sampleKnown(ctx, deckIds, ctx.now().toISOString(), SAMPLE),
    loadDecks(ctx, deckIds),
  ])
  const [first] =
    deckId === undefined
      ? decks.filter(({ parameters }) => parameters !== null)
      : decks.filter(({ id }) => id === deckId)
  const wanted = [...new Set([...RETENTIONS, ...(retention === undefined ? [] : [retention])])].sort()
  const given = {
    ...{ cards, weight: cards.length === 0 ? 0 : known / cards.length, fresh, newPerDay, days },
    ...{ parameters: first?.parameters ?? null, maximumIntervalDays: first?.maximumIntervalDays ?? 36_500 },
  }
  const simulated = await thread.ask(wanted.map((desiredRetention) => ({ ...given, desiredRetention })))
  const items = wanted.map((desiredRetention, at) => {
    const { reviews, remembered } = simulated[at] ?? { reviews: 0, remembered: 0 }
    const reviewsPerDay = reviews / days
    return {
      ...{ desiredRetention, reviewsPerDay: Math.round(reviewsPerDay * 10) / 10, remembered: Math.round(remembered) },
      minutesPerDay: msEach === null ? null : Math.round((reviewsPerDay * msEach) / 6_000) / 10,
    }
  })
  return { days, cards: known, items }
}
