import type { WeekdayCode } from '#core/time/zones.ts'

export const HABIT_KINDS = ['build', 'maintain', 'reduce', 'quit'] as const
export const LOG_STATES = ['done', 'skipped', 'missed'] as const
export const TARGET_TYPES = ['at_least', 'at_most'] as const

/** So often in so many days (7 is a week from Monday), on some weekdays, or by an RFC 5545 rule. */
export type Schedule =
  | { kind: 'times_per'; times: number; days: number }
  | { kind: 'weekdays'; weekdays: WeekdayCode[] }
  | { kind: 'rrule'; rrule: string }

/** What a day must amount to. */
export interface Target {
  unit: string
  amount: number
  type: (typeof TARGET_TYPES)[number]
}

/** What is asked of a day. */
export interface Terms {
  schedule: Schedule
  target: Target | null
  offDays: WeekdayCode[]
}

/** What was asked of the days before `until`. */
export interface PastTerms extends Terms {
  until: string
}

/** Days without obligation, both ends included; null lasts until it is changed. */
export interface Pause {
  from: string
  to: string | null
}

/** Terms that hold from a day (inclusive) until another (exclusive); null is open. */
export interface Stretch extends Terms {
  from: string | null
  until: string | null
}

/** All terms that ever held, in order. */
export function stretchesOf(now: Terms & { pastTerms: PastTerms[] }): Stretch[] {
  const past = now.pastTerms.map((terms, at) => ({ ...terms, from: now.pastTerms[at - 1]?.until ?? null }))
  const { schedule, target, offDays } = now
  return [...past, { schedule, target, offDays, from: past.at(-1)?.until ?? null, until: null }]
}

/**
 * What is to be remembered when terms change on `today`: what held until yesterday. A second change on the same day replaces the
 * first, which never held for a whole day; changing back leaves no trace. Before the habit began nothing has held.
 */
export function remember(
  { pastTerms, startDate, schedule, target, offDays }: Terms & { pastTerms: PastTerms[]; startDate: string },
  next: Terms,
  today: string,
): PastTerms[] {
  const last = pastTerms.at(-1)
  if (last?.until === today) return isSame(last, next) ? pastTerms.slice(0, -1) : pastTerms
  if (startDate >= today && last === undefined) return pastTerms
  return [...pastTerms, { until: today, schedule, target, offDays }].slice(-MAX_PAST_TERMS)
}

/** Whether both ask the same of every day. */
export const isSame = (a: Terms, b: Terms): boolean => textOf(a) === textOf(b)

const MAX_PAST_TERMS = 100

const textOf = ({ schedule, target, offDays }: Terms) =>
  JSON.stringify([
    schedule.kind,
    'times' in schedule ? [schedule.times, schedule.days] : 'rrule' in schedule ? schedule.rrule : schedule.weekdays,
    target && [target.unit, target.amount, target.type],
    offDays,
  ])
