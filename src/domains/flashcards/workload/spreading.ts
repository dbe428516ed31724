import { createHash } from 'node:crypto'
import { get_fuzz_range } from 'ts-fsrs'
import { addDays } from '#core/time/zones.ts'

/** What decides between the days that a card may fall on. */
export interface Spreading {
  /** How much of a usual day each weekday takes, 0 to 1, Monday first; null when all are alike. */
  weekdayWeights: readonly number[] | null
  /** How many cards are due on a day already; null when that does not matter. */
  dueOn: ((day: string) => number) | null
}

/** Beyond this many days nobody knows how full a day will be. */
export const BALANCED_DAYS = 90

/** FSRS leaves shorter intervals alone. */
const SHORTEST = 2.5

/**
 * The interval in days, out of the range around `interval` that FSRS allows, for a card answered on `today`: days that are easy or full
 * already are chosen less often (the rule of Anki's load balancer, `load_balancer.rs`). By the seed alone, so that the same answer
 * leads to the same day on every device. Null when nothing speaks for one day over another.
 */
export function spreadInterval(
  { interval, elapsed, longest }: { interval: number; elapsed: number; longest: number },
  today: string,
  seed: string,
  { weekdayWeights, dueOn }: Spreading,
): number | null {
  if (interval < SHORTEST || (weekdayWeights === null && (dueOn === null || interval > BALANCED_DAYS))) return null
  const { min_ivl: from, max_ivl: to } = get_fuzz_range(interval, elapsed, longest)
  const days = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const weights = days.map((days) => {
    const day = addDays(today, days)
    const easy = weekdayWeights?.[weekdayOf(day)] ?? 1
    const load = interval > BALANCED_DAYS ? 0 : (dueOn?.(day) ?? 0)
    return (easy / days) * Math.max(1, load) ** -CROWDED
  })
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  // Where every day is as easy as can be, none is preferred.
  if (all === 0) return null
  let rest = chanceOf(seed) * all
  for (const [at, weight] of weights.entries()) {
    rest -= weight
    if (rest < 0) return from + at
  }
  return to
}

/** How strongly full days are avoided, as in Anki. */
const CROWDED = 2.15

/** Monday is 0. */
const weekdayOf = (day: string) => (new Date(`${day}T12:00:00.000Z`).getUTCDay() + 6) % 7

/** From 0 up to 1, the same for the same seed. */
const chanceOf = (seed: string) => createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32
