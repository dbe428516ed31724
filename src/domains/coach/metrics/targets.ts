import { median, quantile } from 'simple-statistics'
import { addDays } from '#core/time/zones.ts'
import { CERTAIN, type DayValue, FEWEST, trendIn } from '../evidence.ts'
import { round } from '../wording.ts'
import type { Aim } from './patterns.ts'

export const ACHIEVABILITIES = ['easy', 'moderate', 'challenging', 'stretch'] as const

export interface Advice {
  target: number
  /** Where somebody stands now: the median of the last eight days with a value. */
  base: number
  achievability: (typeof ACHIEVABILITIES)[number]
  timeframeDays: number
  /** Share of the days that met it already. */
  shareMet: number
  because: 'target_stands' | 'trend' | 'quarter' | 'level'
  milestones: { value: number; date: string }[]
}

const QUARTER = 0.75
const HORIZON = 90

/**
 * A target that the person's own days speak for. Where a trend leads the good way, what its line reaches in ninety days; otherwise
 * what one day of four is as good as already; for a metric that has its place, the target that is set, or the middle of the days. A
 * target that is set, not met and no more than three times as far as that stays. Null for fewer than eight days.
 */
export function adviseTarget(days: readonly DayValue[], aim: Aim, today: string): Advice | null {
  if (days.length < FEWEST) return null
  const values = days.map(({ value }) => value)
  const base = median(values.slice(-FEWEST))
  const { target, because } = chosen(days, values, base, aim)
  const shareMet = values.filter((value) => isMet(value, target, aim)).length / values.length
  const achievability =
    shareMet >= 0.5 ? 'easy' : shareMet >= 0.25 ? 'moderate' : shareMet >= 0.1 ? 'challenging' : 'stretch'
  const timeframeDays = daysTo(target - base, trendIn(days)) ?? USUAL_DAYS[achievability]
  return {
    target,
    base: round(base),
    achievability,
    timeframeDays,
    shareMet,
    because,
    milestones: milestonesOf(base, target, timeframeDays, today),
  }
}

const USUAL_DAYS = { easy: 14, moderate: 30, challenging: 60, stretch: HORIZON }
const SHORTEST = 14
const LONGEST = 365

/** How long a trend that leads there takes, two weeks to a year; null where none does. */
function daysTo(distance: number, trend: ReturnType<typeof trendIn>): number | null {
  if (!trend || trend.p > CERTAIN || trend.slope === 0 || Math.sign(trend.slope) !== Math.sign(distance)) return null
  return Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(distance / trend.slope)))
}

function chosen(
  days: readonly DayValue[],
  values: number[],
  base: number,
  aim: Aim,
): Pick<Advice, 'target' | 'because'> {
  const { direction, target: set } = aim
  if (direction === 'target')
    return set === null
      ? { target: round(median(values)), because: 'level' }
      : { target: set, because: 'target_stands' }
  const isHigher = direction === 'higher'
  const reached = quantile(values, isHigher ? QUARTER : 1 - QUARTER)
  const trend = trendIn(days)
  const isGood = trend !== null && trend.p <= CERTAIN && trend.slope > 0 === isHigher
  const led = isGood ? bounded(base + trend.slope * HORIZON, values, base) : reached
  const own = isHigher ? Math.max(led, reached) : Math.min(led, reached)
  const isWithinReach = set !== null && !isMet(base, set, aim) && Math.abs(set - base) <= 3 * Math.abs(own - base)
  if (isWithinReach) return { target: set, because: 'target_stands' }
  return { target: round(own), because: isGood && own === led ? 'trend' : 'quarter' }
}

/** Nobody goes on for ever: no further than the days have already moved, and not through zero. */
function bounded(value: number, values: number[], base: number): number {
  const moved = Math.max(...values) - Math.min(...values)
  const within = Math.min(base + moved, Math.max(base - moved, value))
  return base > 0 ? Math.max(0, within) : within
}

function isMet(value: number, target: number, { direction }: Aim): boolean {
  if (direction === 'higher') return value >= target
  if (direction === 'lower') return value <= target
  return Math.abs(value - target) <= 0.1 * Math.abs(target)
}

/** Thirds of the way; none where there is no way to go. */
function milestonesOf(base: number, target: number, days: number, today: string): Advice['milestones'] {
  if (round(base) === target) return []
  return [1, 2, 3].map((third) => ({
    value: third === 3 ? target : round(base + ((target - base) * third) / 3),
    date: addDays(today, Math.round((days * third) / 3)),
  }))
}
