import { formatDay, parseDay, weekdayOfNumber } from '#core/time/civil.ts'
import { nextAfter, occurrences } from '#core/time/expand.ts'
import { parseRule } from '#core/time/rrule.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import type { LOG_STATES, PastTerms, Pause, Schedule, Stretch, Target, Terms } from './terms.ts'
import { stretchesOf } from './terms.ts'

/** Everything of a habit that decides what a day is worth. */
export interface Course extends Terms {
  startDate: string
  /** Its first logged day, where that came before the start date: the habit has begun with it. */
  begunOn?: string
  offDates: string[]
  pauses: Pause[]
  pastTerms: PastTerms[]
}

/** What the user said about a day. */
export interface Entry {
  date: string
  state: (typeof LOG_STATES)[number]
  amount: number | null
}

export const STANDINGS = ['met', 'unmet', 'skipped', 'off', 'paused', 'not_due'] as const

export interface JudgedDay {
  /** Days since 1970-01-01. */
  day: number
  standing: (typeof STANDINGS)[number]
  /** The schedule names this very day and nothing excuses it. Never so for "3 times a week". */
  isAsked: boolean
  /** Nothing can be asked of it: before the habit began, off, paused. A skipped day was asked and excused. */
  isFree: boolean
  entry: Entry | undefined
  /** How much of what was asked is there, 0 to 1. */
  credit: number
}

/** Days under the same terms, in order. */
export interface JudgedStretch {
  terms: Stretch
  /** Null when every day is asked for itself. */
  period: Period | null
  days: JudgedDay[]
}

/** "So often in so many days": periods of `days` from `anchor`, which is a day number. Weeks begin on Monday. */
export interface Period {
  times: number
  days: number
  anchor: number
}

/** Whether a logged day is what was asked: done, and measured within the target. A day that was only ticked off counts. */
export function isMet({ state, amount }: Pick<Entry, 'state' | 'amount'>, target: Target | null): boolean {
  if (state !== 'done') return false
  if (target === null || amount === null) return true
  return target.type === 'at_least' ? amount >= target.amount : amount <= target.amount
}

/** Each day from `from` to `to` (both inclusive), judged by the terms that held on it. */
export function judge(course: Course, entries: readonly Entry[], from: string, to: string): JudgedStretch[] {
  const byDay = new Map(entries.map((entry) => [parseDay(entry.date), entry]))
  const [first, last] = [parseDay(from), parseDay(to)]
  const excused = excuses(course)
  return stretchesOf(course).flatMap((terms) => {
    const begin = Math.max(first, terms.from === null ? first : parseDay(terms.from))
    const end = Math.min(last, terms.until === null ? last : parseDay(terms.until) - 1)
    if (begin > end) return []
    const period = periodOf(terms, course.startDate)
    const plan = planOf(terms.schedule, terms.from ?? course.startDate, begin, end)
    const days: JudgedDay[] = []
    for (let day = begin; day <= end; day++) {
      const isScheduled = period === null && plan.names(day)
      const excuse = day > plan.lastDay ? 'not_due' : excused(day, terms)
      days.push(judgeDay(day, byDay.get(day), { terms, isScheduled, excuse }))
    }
    return [{ terms, period, days }]
  })
}

/** The period that holds a day: its first and last day, as day numbers. */
export function periodAround(day: number, { days, anchor }: Period): { first: number; last: number } {
  const first = anchor + Math.floor((day - anchor) / days) * days
  return { first, last: first + days - 1 }
}

/**
 * The last day of the period that holds a day, or the day itself where every day stands for itself: what is still to come of a week
 * says how much of it can be asked.
 */
export function periodEnd(course: Course, day: string): string {
  const present = stretchesOf(course).find(({ until }) => until === null || day < until)
  const period = present && periodOf(present, course.startDate)
  if (!period) return day
  const { last } = periodAround(parseDay(day), period)
  return formatDay(present.until === null ? last : Math.min(last, parseDay(present.until) - 1))
}

export function periodOf({ schedule, from }: Stretch, startDate: string): Period | null {
  if (schedule.kind !== 'times_per' || schedule.times >= schedule.days) return null
  const { times, days } = schedule
  return { times, days, anchor: days === 7 ? A_MONDAY : parseDay(from ?? startDate) }
}

/** 1970-01-05 */
const A_MONDAY = 4

type Excuse = 'off' | 'paused' | 'not_due' | null

function excuses({ startDate, begunOn = startDate, offDates, pauses }: Course) {
  const [start, off] = [parseDay(begunOn < startDate ? begunOn : startDate), new Set(offDates.map(parseDay))]
  const away = pauses.map(({ from, to }) => [parseDay(from), to === null ? Number.POSITIVE_INFINITY : parseDay(to)])
  return (day: number, { offDays }: Terms): Excuse => {
    if (day < start) return 'not_due'
    if (away.some(([from = 0, to = 0]) => day >= from && day <= to)) return 'paused'
    const weekday = WEEKDAY_CODES[weekdayOfNumber(day)]
    return off.has(day) || (weekday && offDays.includes(weekday)) ? 'off' : null
  }
}

interface DayPlan {
  /** Whether the schedule names the day. */
  names: (day: number) => boolean
  /** After it a rule has ended, and nothing is asked any more. */
  lastDay: number
}

/** What a schedule asks for between two day numbers. A rule counts from `start`. */
function planOf(schedule: Schedule, start: string, begin: number, end: number): DayPlan {
  const lastDay = Number.POSITIVE_INFINITY
  if (schedule.kind === 'times_per') return { names: () => true, lastDay }
  if (schedule.kind === 'weekdays') {
    const named = new Set(schedule.weekdays.map((code) => WEEKDAY_CODES.indexOf(code)))
    return { names: (day) => named.has(weekdayOfNumber(day)), lastDay }
  }
  const { rrule } = schedule
  const window = { from: formatDay(begin), to: formatDay(end + 1), limit: end - begin + 1 }
  const named = new Set(occurrences({ rrule }, start, window).map(parseDay))
  const hasEnded = parseRule(rrule).until !== null || parseRule(rrule).count !== null
  const isOver = hasEnded && nextAfter({ rrule }, start, formatDay(end)) === null
  return { names: (day) => named.has(day), lastDay: isOver ? Math.max(begin - 1, ...named) : lastDay }
}

interface Asked {
  terms: Terms
  isScheduled: boolean
  excuse: Excuse
}

function judgeDay(
  day: number,
  entry: Entry | undefined,
  { terms: { schedule, target }, isScheduled, excuse }: Asked,
): JudgedDay {
  const isPeriodic = schedule.kind === 'times_per' && schedule.times < schedule.days
  const isFree = excuse !== null
  const isSkipped = entry?.state === 'skipped'
  const isAsked = isScheduled && !isFree && !isSkipped
  const credit = isSkipped ? 0 : entry ? creditOf(entry, target) : isAsked && target?.type === 'at_most' ? 1 : 0
  const shared = { day, isAsked, isFree, entry, credit }
  if (entry && isMet(entry, target)) return { ...shared, standing: 'met' }
  if (isSkipped) return { ...shared, standing: 'skipped' }
  if (excuse !== null) return { ...shared, standing: excuse }
  return { ...shared, standing: isAsked || isPeriodic || entry ? 'unmet' : 'not_due' }
}

/** As Loop Habit Tracker measures it: the part of the amount that is there, or what the excess leaves of an upper limit. */
function creditOf(entry: Entry, target: Target | null): number {
  if (entry.state !== 'done') return 0
  if (target === null || entry.amount === null) return 1
  const { amount, type } = target
  if (type === 'at_least') return amount > 0 ? Math.min(1, entry.amount / amount) : 1
  if (amount > 0) return Math.min(1, Math.max(0, 1 - (entry.amount - amount) / amount))
  return entry.amount > 0 ? 0 : 1
}
