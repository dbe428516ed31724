import { formatDay } from '#core/time/civil.ts'
import { type JudgedDay, type JudgedStretch, type Period, periodAround } from './judge.ts'

/** A streak: due days, or whole periods of "3 times a week", that were met one after the other. */
export interface Run {
  /** Its first met day. */
  start: string
  length: number
  /** Nothing has ended it yet. */
  isOpen: boolean
}

/** A day that was met, and how long the streak was after it. */
export interface Completion {
  date: string
  streakAfter: number
  /** First day of the streak it lengthened; null for one that was done beside the schedule. */
  lengthened: string | null
}

export interface Streaks {
  runs: Run[]
  completions: Completion[]
  current: number
  longest: number
}

/**
 * Streaks in the habit's own period, of days judged through the end of the present one. Skipped, off and paused days neither count nor break; the present day or period breaks nothing
 * before it is over. A period that pauses or off days shorten asks for its share of the times, each skip for one less; one that a
 * beginning or a change of schedule cut short is left out unless it was met.
 */
export function streaksOf(stretches: readonly JudgedStretch[], today: number): Streaks {
  const runs: Run[] = []
  const completions: Completion[] = []
  let run: Run | null = null
  for (const { day, kind } of beatsOf(stretches, today)) {
    if (kind === 'break') {
      if (run) run.isOpen = false
      run = null
      continue
    }
    const date = formatDay(day)
    if (kind === 'hit') {
      if (run === null) {
        run = { start: date, length: 0, isOpen: true }
        runs.push(run)
      }
      run.length++
    }
    completions.push({ date, streakAfter: run?.length ?? 0, lengthened: kind === 'hit' ? (run?.start ?? null) : null })
  }
  const longest = runs.reduce((most, { length }) => Math.max(most, length), 0)
  return { runs, completions, current: run?.length ?? 0, longest }
}

/** How many times a whole period asks for, given what pauses, off days and skips leave of it. */
export function neededIn(days: readonly JudgedDay[], { times, days: length }: Period): number {
  const free = days.filter((day) => day.isFree).length
  const skipped = days.filter((day) => !day.isFree && day.standing === 'skipped').length
  const share = Math.ceil((times * (Math.min(days.length, length) - free)) / length)
  return Math.max(0, share - skipped)
}

interface Beat {
  day: number
  /** `extra` is done beside what was asked: it neither lengthens nor breaks. */
  kind: 'hit' | 'extra' | 'break'
}

function* beatsOf(stretches: readonly JudgedStretch[], today: number): Generator<Beat> {
  for (const { period, days, terms } of stretches) {
    if (period === null) {
      yield* dayByDay(days, today)
      continue
    }
    for (const part of periodsOf(days, period)) {
      // Of a period that new terms broke off, its whole number must have been there already.
      const isBrokenOff = terms.until !== null && formatDay((part.at(-1)?.day ?? 0) + 1) === terms.until
      const isShort = isBrokenOff && part.length < period.days
      yield* periodBeats(part, period, isShort ? period.times : neededIn(part, period), today)
    }
  }
}

function* dayByDay(days: readonly JudgedDay[], today: number): Generator<Beat> {
  for (const { day, standing, isAsked, entry } of days) {
    if (standing === 'met') yield { day, kind: isAsked ? 'hit' : 'extra' }
    else if (isAsked && (day < today || entry?.state === 'missed')) yield { day, kind: 'break' }
  }
}

function* periodBeats(days: JudgedDay[], period: Period, needed: number, today: number): Generator<Beat> {
  let done = 0
  for (const { day, standing } of days) {
    if (standing !== 'met') continue
    done++
    yield { day, kind: done === Math.max(1, needed) ? 'hit' : 'extra' }
  }
  const last = days.at(-1)?.day ?? today
  const isWhole = days.length === period.days && !days.some((day) => day.standing === 'not_due')
  if (isWhole && done < needed && last < today) yield { day: last, kind: 'break' }
}

function periodsOf(days: readonly JudgedDay[], period: Period): JudgedDay[][] {
  return [...Map.groupBy(days, ({ day }) => periodAround(day, period).first).values()]
}
