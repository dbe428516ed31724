import { FSRS, type Grade, Rating } from 'ts-fsrs'
import type { KnownCard } from './backlog.queries.ts'

/** What is to be imagined. */
export interface Simulation {
  /** Some of the cards that are known, each standing for `weight` of them. */
  cards: KnownCard[]
  weight: number
  /** New cards that there are, and how many of them are begun on a day. */
  fresh: number
  newPerDay: number
  desiredRetention: number
  parameters: number[] | null
  maximumIntervalDays: number
  days: number
}

export interface Simulated {
  reviews: number
  /** Cards that are known in the end: the sum of their chances. */
  remembered: number
}

/** New cards of a day that are looked at one by one; more of them are alike. */
const MOST_NEW = 10

interface Imagined extends KnownCard {
  weight: number
}

/**
 * Plays a number of days through: each card is answered on the day it is due, forgotten as often as FSRS-6 expects, and comes again when
 * it would be remembered as often as desired. By chance, but always by the same.
 */
export function simulate(simulation: Simulation): Simulated {
  const { cards, weight, days, desiredRetention, parameters, maximumIntervalDays } = simulation
  const algorithm = new FSRS({
    request_retention: desiredRetention,
    maximum_interval: maximumIntervalDays,
    enable_fuzz: false,
    ...(parameters && { w: parameters }),
  })
  const chance = chances(20_260_101)
  const all: Imagined[] = [...cards.map((card) => ({ ...card, weight })), ...begun(simulation, algorithm)]
  const played = all.map((card) => play(card, algorithm, days, chance))
  return {
    reviews: played.reduce((sum, one) => sum + one.reviews, 0),
    remembered: played.reduce((sum, one) => sum + one.remembered, 0),
  }
}

function begun({ fresh, newPerDay, days }: Simulation, algorithm: FSRS): Imagined[] {
  const first = algorithm.next_state(null, 0, Rating.Good)
  const imagined: Imagined[] = []
  for (let day = 0, left = fresh; day < days && left > 0 && newPerDay > 0; day++) {
    const some = Math.min(newPerDay, left)
    left -= some
    const shown = Math.min(some, MOST_NEW)
    for (let at = 0; at < shown; at++)
      // Answered for the first time on that day.
      imagined.push({ ...first, elapsed: -day, dueIn: day, weight: some / shown })
  }
  return imagined
}

function play(card: Imagined, algorithm: FSRS, days: number, chance: () => number): Simulated {
  let { stability, difficulty } = card
  let last = -card.elapsed
  let due = Math.max(card.dueIn, 0)
  let reviews = 0
  for (; due < days; ) {
    const elapsed = Math.max(due - last, 0)
    const isForgotten = elapsed > 0 && chance() > algorithm.forgetting_curve(elapsed, stability)
    const grade: Grade = isForgotten ? Rating.Again : Rating.Good
    if (elapsed > 0) ({ stability, difficulty } = algorithm.next_state({ stability, difficulty }, elapsed, grade))
    // What was forgotten is asked once more on the same day.
    reviews += isForgotten ? 2 : 1
    last = due
    due += isForgotten ? 1 : algorithm.next_interval(stability, elapsed)
  }
  const known = algorithm.forgetting_curve(Math.max(days - last, 0), stability)
  return { reviews: reviews * card.weight, remembered: known * card.weight }
}

/** Numbers from 0 up to 1 that look like chance (mulberry32), the same for the same beginning. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
