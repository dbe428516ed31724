import { addDays, daysBetween, WEEKDAY_CODES, type WeekdayCode, weekdayOf } from '#core/time/zones.ts'
import { correlate, type DayValue, weekdayEffect } from '../evidence.ts'

export interface HabitDay {
  date: string
  /** `unmet` is a miss where the day was asked for itself; of "3 times a week" it is only a day without. */
  state: string
}

/** Days that were asked for or done, as 1 (done) or 0; what was skipped, off or paused says nothing. */
export const kept = (days: readonly HabitDay[]): DayValue[] =>
  days
    .filter(({ state }) => state === 'met' || state === 'unmet')
    .map(({ date, state }) => ({ date, value: state === 'met' ? 1 : 0 }))

export const missesIn = (days: readonly HabitDay[]): string[] =>
  days.filter(({ state }) => state === 'unmet').map(({ date }) => date)

/** Share of the days that were asked for that were done; null for none. */
export function shareOf(days: readonly DayValue[]): number | null {
  return days.length === 0 ? null : days.reduce((sum, { value }) => sum + value, 0) / days.length
}

export interface WeekdayShares {
  best: WeekdayCode
  worst: WeekdayCode
  bestShare: number
  worstShare: number
  /** How often chance alone sets the weekdays so far apart. */
  p: number
}

export function weekdayShares(days: readonly HabitDay[]): WeekdayShares | null {
  const effect = weekdayEffect(kept(days))
  if (!effect) return null
  const sorted = effect.weekdays.toSorted((a, b) => b.mean - a.mean)
  const [best, worst] = [sorted[0], sorted.at(-1)]
  if (!best || !worst) return null
  return { best: best.weekday, worst: worst.weekday, bestShare: best.mean, worstShare: worst.mean, p: effect.p }
}

/** Whether a day depends on the one before: the share done after a done and after a missed day. Null where chance would do. */
export function momentumOf(days: readonly HabitDay[]): { afterDone: number; afterMiss: number; p: number } | null {
  const series = kept(days)
  const pairs = series.slice(1).map(({ value }, at): [number, number] => [series[at]?.value ?? 0, value])
  const correlation = correlate(pairs)
  if (!correlation) return null
  const after = (before: number) => {
    const those = pairs.filter(([one]) => one === before)
    return those.reduce((sum, [, value]) => sum + value, 0) / those.length
  }
  return { afterDone: after(1), afterMiss: after(0), p: correlation.p }
}

/** How many days it took to come back after each stretch of missed days, in order; one that still goes on is left out. */
export function comebacks(days: readonly HabitDay[]): number[] {
  const lengths: number[] = []
  let since: string | null = null
  for (const { date, value } of kept(days)) {
    if (value === 0) since ??= date
    else if (since !== null) {
      lengths.push(daysBetween(since, date))
      since = null
    }
  }
  return lengths
}

/** The two weekdays with most of the misses, if more than half of five or more lie on them. */
export function clusterOf(misses: readonly string[]): { weekdays: WeekdayCode[]; count: number } | null {
  if (misses.length < 5) return null
  const counts = WEEKDAY_CODES.map((code) => ({ code, count: misses.filter((day) => weekdayOf(day) === code).length }))
  const [first, second] = counts.toSorted((a, b) => b.count - a.count)
  if (!first || !second) return null
  const isOne = first.count > misses.length / 2
  const count = isOne ? first.count : first.count + second.count
  if (count <= misses.length / 2) return null
  return { weekdays: isOne ? [first.code] : [first.code, second.code], count }
}

/** How many times a week it was done in the last four whole weeks up to today. */
export function timesAWeek(days: readonly HabitDay[], today: string): number {
  const from = addDays(today, -27)
  return days.filter(({ date, state }) => date >= from && state === 'met').length / 4
}
