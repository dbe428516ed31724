import type { WeekdayRule } from '../rrule.ts'
import type { Clock } from './clock.ts'
import type { Part } from './words.ts'

/** Where the reader stands in time: everything relative is counted from here. */
export interface Stand {
  /** Day number of the person's today. */
  readonly today: number
  /** Monday 0. */
  readonly weekStart: number
}

/** A day as it was said; which day that is may depend on the rest of the text. */
export type DateValue =
  | { readonly form: 'day'; readonly day: number }
  | {
      readonly form: 'weekdays'
      readonly days: readonly number[]
      readonly which: 'plain' | 'this' | 'next'
      /** "Mondays", or "Monday to Friday": said of every week. */
      readonly plural: boolean
      /** "Monday to Wednesday": one stretch of days. */
      readonly range: boolean
    }
  | { readonly form: 'monthday'; readonly days: readonly number[] }
  | { readonly form: 'yearday'; readonly month: number; readonly day: number }
  | { readonly form: 'nth'; readonly nth: number; readonly weekdays: readonly number[]; readonly month: number | null }

export interface TimeValue {
  readonly clocks: readonly Clock[]
  /** From a range such as 3–5 pm. */
  readonly durationMinutes: number | null
}

export interface RepeatValue {
  readonly freq: 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly byDay: readonly WeekdayRule[]
  readonly byMonthDay: readonly number[]
  readonly byMonth: readonly number[]
  readonly byMinute: readonly number[]
  readonly bySetPos: readonly number[]
  readonly anchor: 'due' | 'completion'
  /** "Every morning and evening" has two. */
  readonly parts: readonly Part[]
  /** Said as quarters: dates then count within the calendar's quarters. */
  readonly quarters: boolean
}

/** A stretch of time: minutes are exact, days and months are the calendar's. Only one of the three is not zero. */
export interface Stretch {
  readonly minutes: number
  readonly days: number
  readonly months: number
}

/** What a rule leaves out: weekdays, or dates. */
export type Exception = { readonly weekdays: readonly number[] } | { readonly dates: readonly DateValue[] }

export type Piece =
  | { readonly as: 'date'; readonly value: DateValue; readonly part: Part | null }
  | { readonly as: 'start'; readonly value: DateValue }
  | { readonly as: 'time'; readonly value: TimeValue }
  | { readonly as: 'part'; readonly value: readonly Part[] }
  | { readonly as: 'in'; readonly value: Stretch }
  | { readonly as: 'recurrence'; readonly value: RepeatValue }
  | { readonly as: 'target'; readonly value: { readonly times: number; readonly days: number } }
  | { readonly as: 'until'; readonly value: DateValue }
  | { readonly as: 'for'; readonly value: Stretch }
  | { readonly as: 'count'; readonly value: number }
  | { readonly as: 'except'; readonly value: Exception }
  | { readonly as: 'anchor'; readonly value: 'completion' }

/** A piece with the tokens it was read from: `from` inclusive, `to` exclusive. */
export type Placed = Piece & { readonly from: number; readonly to: number }

export const ONCE_A_DAY: RepeatValue = {
  freq: 'DAILY',
  interval: 1,
  byDay: [],
  byMonthDay: [],
  byMonth: [],
  byMinute: [],
  bySetPos: [],
  anchor: 'due',
  parts: [],
  quarters: false,
}
