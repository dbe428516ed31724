import jstat from 'jstat'
import { linearRegression, mean, sampleCorrelation } from 'simple-statistics'
import { daysBetween, WEEKDAY_CODES, type WeekdayCode, weekdayOf } from '#core/time/zones.ts'

/** What can be told from chance in a person's own days. A finding is told from p ≤ 0.05. */
export const CERTAIN = 0.05
/** Fewer values than this say nothing that a person should act on. */
export const FEWEST = 8
/** A weekday needs so many values before it is compared. */
const FEWEST_A_WEEKDAY = 4

export interface DayValue {
  date: string
  value: number
}

export interface Correlation {
  r: number
  /** Two-sided. */
  p: number
  n: number
}

/**
 * Pearson's correlation with the p value of Student's t with n − 2 degrees of freedom (of two yes-or-no series it is the phi
 * coefficient). Null for fewer than eight pairs, or when one side never changes.
 */
export function correlate(pairs: readonly (readonly [number, number])[]): Correlation | null {
  const n = pairs.length
  const [x, y] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])]
  if (n < FEWEST || isConstant(x) || isConstant(y)) return null
  const r = Math.min(1, Math.max(-1, sampleCorrelation(x, y)))
  // P(|T| ≥ |t|) = I(1 − r²; df/2, 1/2): Abramowitz and Stegun 26.7.1.
  const rest = (1 - r) * (1 + r)
  return { r, p: rest <= 0 ? 0 : Math.min(1, jstat.beta.cdf(rest, (n - 2) / 2, 0.5)), n }
}

export interface Trend extends Correlation {
  /** A day. */
  slope: number
  /** What the line comes to between the first day and the last. */
  change: number
  from: string
  to: string
}

/** The least-squares line through the days, and how likely chance draws one as steep. Null for fewer than eight days. */
export function trendIn(days: readonly DayValue[]): Trend | null {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  const points = days.map(({ date, value }): [number, number] => [daysBetween(first.date, date), value])
  const correlation = correlate(points)
  if (!correlation) return null
  const slope = linearRegression(points).m
  return { ...correlation, slope, change: slope * daysBetween(first.date, last.date), from: first.date, to: last.date }
}

export interface WeekdayEffect {
  /** How often chance alone sets the weekdays so far apart. */
  p: number
  /** Weekdays with at least four values, from Monday. */
  weekdays: { weekday: WeekdayCode; mean: number; count: number }[]
}

/**
 * Whether values depend on the weekday: Kruskal and Wallis's test (J. Am. Stat. Assoc. 47, 1952) with their correction for ties,
 * which for yes-or-no values is Pearson's chi-square but for a factor of (n − 1)/n. Null with fewer than two weekdays of four values.
 */
export function weekdayEffect(days: readonly DayValue[]): WeekdayEffect | null {
  const byWeekday = Map.groupBy(days, ({ date }) => weekdayOf(date))
  const known = WEEKDAY_CODES.filter((code) => (byWeekday.get(code)?.length ?? 0) >= FEWEST_A_WEEKDAY)
  if (known.length < 2) return null
  const groups = known.map((code) => (byWeekday.get(code) ?? []).map(({ value }) => value))
  const all = groups.flat()
  if (isConstant(all)) return null
  const weekdays = known.map((weekday, at) => {
    const values = groups[at] as number[] // one for each
    return { weekday, mean: mean(values), count: values.length }
  })
  return { p: 1 - jstat.chisquare.cdf(kruskalWallis(groups, all), known.length - 1), weekdays }
}

/** Benjamini and Hochberg's adjusted p values (1995), in the order given: what looking at many things at once costs. */
export function adjusted(ps: readonly number[]): number[] {
  const falling = ps.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p)
  const result = new Array<number>(ps.length)
  let least = 1
  for (const [place, { p, at }] of falling.entries()) {
    least = Math.min(least, (p * ps.length) / (ps.length - place))
    result[at] = least
  }
  return result
}

/** How sure a finding may be of itself: nothing below eight values, and never more than 0.9. */
export const confidenceOf = (values: number): number =>
  values < FEWEST ? 0.1 : Math.min(0.9, Math.round((0.3 + values / 100) * 100) / 100)

function kruskalWallis(groups: readonly number[][], all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b)
  const ranks = new Map<number, number>()
  let ties = 0
  for (let from = 0; from < sorted.length; ) {
    const value = sorted[from] as number // within the array
    const to = sorted.lastIndexOf(value) + 1
    ranks.set(value, (from + 1 + to) / 2)
    ties += (to - from) ** 3 - (to - from)
    from = to
  }
  const n = all.length
  const sum = groups.reduce((total, group) => {
    const ranked = group.reduce((part, value) => part + (ranks.get(value) ?? 0), 0)
    return total + ranked ** 2 / group.length
  }, 0)
  return ((12 / (n * (n + 1))) * sum - 3 * (n + 1)) / (1 - ties / (n ** 3 - n))
}

const isConstant = (values: readonly number[]) => values.every((value) => value === values[0])
