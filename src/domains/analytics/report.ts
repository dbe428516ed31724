import { addDays, startOfWeek, type WeekdayCode } from '#core/time/zones.ts'
import { type Counts, type DayCounts, sumOf } from './counts.ts'

export const GRANULARITIES = ['day', 'week', 'month'] as const
export type Granularity = (typeof GRANULARITIES)[number]

/** What a view shows of any number of days. Null is what cannot be said, such as the mood of days without any. */
export type Figures<K extends string = string> = Record<K, number | null>

export interface View<K extends string = string> {
  figures: (counts: Counts) => Figures<K>
  /** Figures that are amounts and add up; the others are means or shares. */
  amounts: readonly K[]
  /** Whether a day belongs to a streak. */
  isActive: (counts: Counts) => boolean
  /** Shows something that is never written down. */
  isLive?: true
}

export interface Period {
  from: string
  to: string
}

export interface Change {
  absolute: number | null
  /** Null where there was nothing before. */
  percent: number | null
}

export interface Report<K extends string = string> extends Period {
  granularity: Granularity
  totals: Figures<K>
  averages: Figures<K>
  previous: Period & { totals: Figures<K> }
  change: Record<K, Change>
  series: (Period & Figures<K>)[]
  streak: { current: number; longest: number; activeDays: number }
}

export interface Asked extends Period {
  granularity: Granularity
  today: string
  weekStartsOn: WeekdayCode
}

/**
 * What a view says of the days from `from` to `to` (both inclusive). `days` are in order and without gaps, reach back at least to the
 * period of the same length before it, and as far as streaks are to be looked for. Averages are by the days that have come.
 */
export function reportOf<K extends string>(view: View<K>, days: readonly DayCounts[], asked: Asked): Report<K> {
  const { from, to, granularity, today } = asked
  const within = between(days, { from, to })
  const before = { from: addDays(from, -within.length), to: addDays(from, -1) }
  const totals = view.figures(sumOf(within))
  const earlier = view.figures(sumOf(between(days, before)))
  const come = within.filter(({ day }) => day <= today).length
  const isAmount = new Set<string>(view.amounts)
  return {
    from,
    to,
    granularity,
    totals,
    averages: mapped(totals, (value, name) => (isAmount.has(name) ? mean(value ?? 0, come) : value)),
    previous: { ...before, totals: earlier },
    change: mapped(totals, (value, name) => changeOf(value, earlier[name])),
    series: bucketsOf(within, asked).map((bucket) => ({
      from: bucket[0]?.day ?? from,
      to: bucket.at(-1)?.day ?? to,
      ...view.figures(sumOf(bucket)),
    })),
    streak: { ...streaksOf(days, view, { to, today }), activeDays: within.filter(view.isActive).length },
  }
}

/** `part` of `whole`; null of nothing. */
export const mean = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const between = (days: readonly DayCounts[], { from, to }: Period) => days.filter(({ day }) => day >= from && day <= to)

/** Days in order, cut where a week or a month begins. */
function bucketsOf(days: readonly DayCounts[], { granularity, weekStartsOn }: Asked): DayCounts[][] {
  const nameOf = {
    day: (day: string) => day,
    week: (day: string) => startOfWeek(day, weekStartsOn),
    month: (day: string) => day.slice(0, 7),
  }[granularity]
  return [...Map.groupBy(days, ({ day }) => nameOf(day)).values()]
}

/** Days one after the other up to `to`. The present day breaks nothing before it is over. */
function streaksOf(days: readonly DayCounts[], view: View, { to, today }: { to: string; today: string }) {
  let [run, longest] = [0, 0]
  for (const one of days) {
    if (one.day > to || one.day > today) break
    if (view.isActive(one)) run++
    else if (one.day !== today) run = 0
    longest = Math.max(longest, run)
  }
  return { current: run, longest }
}

function changeOf(now: number | null, before: number | null): Change {
  if (now === null || before === null) return { absolute: null, percent: null }
  const absolute = now - before
  return { absolute, percent: before === 0 ? null : (100 * absolute) / Math.abs(before) }
}

const mapped = <K extends string, T>(figures: Figures<K>, map: (value: number | null, name: K) => T): Record<K, T> =>
  // The same names come out that went in.
  Object.fromEntries(
    Object.entries<number | null>(figures).map(([name, value]) => [name, map(value, name as K)]),
  ) as Record<K, T>
