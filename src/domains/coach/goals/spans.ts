import { addDays, addMonths, daysBetween, startOfWeek, type WeekdayCode } from '#core/time/zones.ts'

/** From the longest to the shortest. */
export const HORIZONS = ['yearly', 'quarterly', 'monthly', 'weekly', 'daily'] as const
export type Horizon = (typeof HORIZONS)[number]

/** The most days that belong to a horizon: one and a half of its own, so that "by the end of next month" is monthly. */
const MOST_DAYS: readonly [Horizon, number][] = [
  ['daily', 1],
  ['weekly', 10],
  ['monthly', 46],
  ['quarterly', 137],
]

/** The horizon of something that is `days` away. */
export const horizonOf = (days: number): Horizon => MOST_DAYS.find(([, most]) => days <= most)?.[0] ?? 'yearly'

export const below = (horizon: Horizon): Horizon | null => HORIZONS[HORIZONS.indexOf(horizon) + 1] ?? null
export const above = (horizon: Horizon): Horizon | null => HORIZONS[HORIZONS.indexOf(horizon) - 1] ?? null

const PERIOD = /\b(?:this|the|by the end of(?: the| this)?)\s+(year|quarter|month|week)\b/i

/** The last day of the period that a text names ("this year"), or null. */
export function periodEndIn(text: string, today: string, weekStartsOn: WeekdayCode): string | null {
  const period = PERIOD.exec(text)?.[1]?.toLowerCase()
  const month = Number(today.slice(5, 7))
  const first = `${today.slice(0, 7)}-01`
  if (period === 'year') return `${today.slice(0, 4)}-12-31`
  if (period === 'quarter') return addDays(addMonths(first, 3 - ((month - 1) % 3)), -1)
  if (period === 'month') return addDays(addMonths(first, 1), -1)
  return period === 'week' ? addDays(startOfWeek(today, weekStartsOn), 6) : null
}

/** The text without such a period, and without what is left dangling around it. */
export const withoutPeriod = (text: string): string =>
  text
    .replace(PERIOD, '')
    .replace(/\s+(?:by|until|in|this|on|at)?\s*([.!]*)$/i, '$1')
    .replace(/\s{2,}/g, ' ')
    .trim()

export interface Period {
  startDate: string
  targetDate: string
}

const MONTHS: Partial<Record<Horizon, number>> = { yearly: 12, quarterly: 3, monthly: 1 }

/**
 * The time from a day to another (both included) in periods of a horizon, from the first day on; what is left over belongs to the
 * last. At most twelve; none when there is only one.
 */
export function periodsOf(start: string, target: string, horizon: Horizon): Period[] {
  const months = MONTHS[horizon]
  const begin = (at: number) =>
    months === undefined ? addDays(start, at * (horizon === 'weekly' ? 7 : 1)) : addMonths(start, at * months)
  const starts: string[] = []
  for (let at = 0; at < MOST_PERIODS + 1 && begin(at) <= target; at++) starts.push(begin(at))
  const isStub = starts.length > 1 && daysBetween(starts.at(-1) ?? start, target) + 1 < (SHORTEST[horizon] ?? 1)
  const whole = isStub ? starts.slice(0, -1) : starts
  if (whole.length < 2 || whole.length > MOST_PERIODS) return []
  return whole.map((startDate, at) => {
    const next = whole[at + 1]
    return { startDate, targetDate: next === undefined ? target : addDays(next, -1) }
  })
}

const MOST_PERIODS = 12
/** A last period of fewer days is not worth a goal of its own. */
const SHORTEST: Partial<Record<Horizon, number>> = { yearly: 180, quarterly: 45, monthly: 15, weekly: 4 }
