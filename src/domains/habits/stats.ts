import { formatDay, parseDay } from '#core/time/civil.ts'
import { addDays } from '#core/time/zones.ts'
import { type Course, type Entry, type JudgedDay, type JudgedStretch, judge, periodEnd } from './judge.ts'
import { streaksOf } from './streaks.ts'
import { strengthOf } from './strength.ts'

export const STREAK_UNITS = ['day', 'week', 'period'] as const
export const READINESS = ['starter', 'established', 'strong_signal'] as const

export interface HabitStats {
  currentStreak: number
  longestStreak: number
  streakUnit: (typeof STREAK_UNITS)[number]
  /** 0 to 1. */
  strength: number
  /** Percent of what was asked since the habit began. */
  completionRate: number
  /** Percent. */
  consistency: number
  total: number
  totalAmount: number | null
  last7Days: number
  last30Days: number
  lastDoneOn: string | null
  readiness: (typeof READINESS)[number]
}

/** `today` is the user's. Entries must be all there are. */
export function statsOf(course: Course, entries: readonly Entry[], today: string): HabitStats {
  const first = firstDay(course, entries)
  const last = lastDay(entries, today)
  const stretches = judge({ ...course, begunOn: first }, entries, first, periodEnd(course, last))
  const { current, longest, completions } = streaksOf(stretches, parseDay(today))
  const since = (days: number) => completions.filter(({ date }) => date > addDays(today, -days)).length
  const rate = Math.min(100, (100 * completions.length) / (expectedOf(stretches, parseDay(today)) || Infinity))
  const last30Days = since(30)
  return {
    currentStreak: current,
    longestStreak: longest,
    streakUnit: unitOf(course),
    strength: entries.length === 0 ? 0 : strengthOf(loggedPart(stretches, last), course.startDate),
    completionRate: rate,
    consistency: Math.min(100, rate * 0.7 + Math.min(1, last30Days / 15) * 20 + Math.min(10, (current / 30) * 10)),
    total: completions.length,
    totalAmount: course.target && entries.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    last7Days: since(7),
    last30Days,
    lastDoneOn: completions.at(-1)?.date ?? null,
    readiness: readinessOf(entries.length, parseDay(today) - parseDay(first)),
  }
}

/** Share, 0 to 1, of what was asked in the last 30 days that was done; what is still pending today is not held against it. */
export function recentShare(course: Course, entries: readonly Entry[], today: string): number {
  const from = addDays(today, -29)
  const recent = entries.filter(({ date }) => date >= from)
  const stretches = judge({ ...course, begunOn: firstDay(course, recent) }, recent, from, lastDay(recent, today))
  const done = stretches.flatMap(({ days }) => days).filter(({ standing }) => standing === 'met').length
  const expected = expectedOf(stretches, parseDay(today))
  if (expected === 0) return done > 0 ? 1 : 0
  return Math.min(1, done / expected)
}

/** The habit begins on its first day or, where that came before, with its first log. */
export function firstDay({ startDate }: Course, entries: readonly Entry[]): string {
  return entries.reduce((first, { date }) => (date < first ? date : first), startDate)
}

/** Today; a day later for somebody who logged it and then flew west. */
export function lastDay(entries: readonly Entry[], today: string): string {
  return entries.reduce((last, { date }) => (date > last ? date : last), today)
}

/** Times that were asked for: each due day once, "3 times a week" three sevenths a day. */
function expectedOf(stretches: readonly JudgedStretch[], today: number): number {
  let expected = 0
  for (const { period, days } of stretches) {
    for (const one of days) {
      if (one.isFree || one.standing === 'skipped' || isPending(one, today)) continue
      if (period) expected += period.times / period.days
      else if (one.isAsked) expected++
    }
  }
  return expected
}

const isPending = ({ day, standing, entry }: JudgedDay, today: number) =>
  day >= today && standing === 'unmet' && entry?.state !== 'missed'

function unitOf({ schedule }: Course): HabitStats['streakUnit'] {
  if (schedule.kind !== 'times_per' || schedule.times >= schedule.days) return 'day'
  return schedule.days === 7 ? 'week' : 'period'
}

/** From the first logged day to the present one, as the strength score wants it. */
function loggedPart(stretches: readonly JudgedStretch[], until: string): JudgedStretch[] {
  const first = stretches.flatMap(({ days }) => days).find(({ entry }) => entry !== undefined)?.day ?? 0
  const last = parseDay(until)
  return stretches
    .map((one) => ({ ...one, days: one.days.filter(({ day }) => day >= first && day <= last) }))
    .filter(({ days }) => days.length > 0)
}

/** How much there is to go by. */
function readinessOf(logs: number, days: number): HabitStats['readiness'] {
  if (logs < 5 || days < 7) return 'starter'
  return logs >= 14 || days >= 30 ? 'strong_signal' : 'established'
}

export interface HeatmapDay {
  date: string
  state: JudgedDay['standing'] | 'pending'
  amount: number | null
  /** 0 to 4. */
  level: number
}

/** Every day from `from` to `to`. The level is the amount by the year's largest, in four steps; 1 where nothing is measured. */
export function heatmapOf(
  course: Course,
  entries: readonly Entry[],
  { from, to, today }: { from: string; to: string; today: string },
): HeatmapDay[] {
  const max = entries.reduce((most, { amount }) => Math.max(most, amount ?? 1), 0)
  const present = parseDay(today)
  return judge(course, entries, from, to)
    .flatMap(({ days }) => days)
    .map((one) => {
      const amount = one.entry?.amount ?? null
      const count = one.entry?.state === 'done' ? (amount ?? 1) : 0
      const level = count <= 0 ? 0 : max <= 1 ? 1 : Math.min(4, Math.ceil((count / max) * 4))
      const state = isPending(one, present) ? ('pending' as const) : one.standing
      return { date: formatDay(one.day), state, amount, level }
    })
}
