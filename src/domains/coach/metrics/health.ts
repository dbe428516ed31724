import { addDays, daysBetween } from '#core/time/zones.ts'
import type { DayValue } from '../evidence.ts'

export const QUALITIES = ['excellent', 'good', 'poor', 'insufficient'] as const

export interface Tracking {
  quality: (typeof QUALITIES)[number]
  /** Share of the spans in which something was to be logged and was, 0 to 1. */
  coverage: number
  expected: number
  logged: number
  /** The longest stretches without a log, longest first. */
  gaps: { from: string; to: string; days: number }[]
}

/** How many days one log is to come in, and how many such spans are looked at. */
const SPANS = { daily: [1, 30], weekly: [7, 8], monthly: [30, 6] } as const
const LEAST_GAP = { daily: 3, weekly: 14, monthly: 60 }
const MOST_GAPS = 5

/**
 * How well something is logged that is to be logged so often: the last 30 days, 8 weeks or 6 months, but no longer than since its first log.
 * Today may still come. Fewer than three logs say nothing.
 */
export function trackingOf(days: readonly DayValue[], frequency: keyof typeof SPANS, today: string): Tracking {
  const [length, most] = SPANS[frequency]
  const first = days[0]?.date ?? today
  const spans = Math.min(most, Math.ceil(Math.max(1, daysBetween(first, today)) / length))
  const logged = Array.from({ length: spans }, (_, at) => {
    // The present span counts from today or, where today is still open, from yesterday.
    const end = addDays(today, -at * length - (days.at(-1)?.date === today ? 0 : 1))
    const begin = addDays(end, -length)
    return days.some(({ date }) => date > begin && date <= end)
  }).filter(Boolean).length
  const coverage = days.length === 0 ? 0 : logged / spans
  return {
    quality: qualityOf(coverage, days.length),
    coverage,
    expected: spans,
    logged,
    gaps: gapsIn(days, frequency, today),
  }
}

function qualityOf(coverage: number, days: number): Tracking['quality'] {
  if (days < 3 || coverage < 0.25) return 'insufficient'
  if (coverage < 0.6) return 'poor'
  return coverage < 0.9 ? 'good' : 'excellent'
}

function gapsIn(days: readonly DayValue[], frequency: keyof typeof SPANS, today: string): Tracking['gaps'] {
  const dates = [...days.map(({ date }) => date), today]
  return dates
    .flatMap((to, at) => {
      const from = dates[at - 1]
      if (from === undefined) return []
      const missing = daysBetween(from, to) - 1
      return missing >= LEAST_GAP[frequency] ? [{ from: addDays(from, 1), to: addDays(to, -1), days: missing }] : []
    })
    .sort((a, b) => b.days - a.days)
    .slice(0, MOST_GAPS)
}

/**
 * 0 to 100: half of it tracking, three tenths progress towards the target, a fifth the trend; what is not known is left out and the
 * rest counts for it. Null without any log.
 */
export function scoreOf(
  coverage: number,
  percent: number | null,
  trend: 'improving' | 'stable' | 'declining' | 'unknown',
  days: number,
): number | null {
  if (days === 0) return null
  const parts: [weight: number, share: number | null][] = [
    [50, coverage],
    [30, percent === null ? null : percent / 100],
    [20, { improving: 1, stable: 0.5, declining: 0, unknown: null }[trend]],
  ]
  const known = parts.filter((part): part is [number, number] => part[1] !== null)
  const [points, weights] = known.reduce(([sum, all], [weight, share]) => [sum + weight * share, all + weight], [0, 0])
  return Math.round((100 * points) / weights)
}
