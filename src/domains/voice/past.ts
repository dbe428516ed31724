import type { About } from '#core/time/when.ts'
import { addDays, localOf, startOfWeek, WEEKDAY_CODES, weekdayOf } from '#core/time/zones.ts'

/** Days from the first to the last, both `YYYY-MM-DD` in the user's zone. */
export interface Days {
  from: string
  to: string
}

const WEEKDAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const AGO = /\b(\d{1,3}|a|an|one|two|three|four|five|six|seven) (day|week)s? ago\b/
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
}

/** The words that {@link pastDay} reads, for cutting them from a title. */
export const PAST_WORDS = new RegExp(
  `\\b(?:the day before yesterday|yesterday(?: (?:morning|afternoon|evening|night))?|last night|(?:earlier )?today|this (?:morning|afternoon|evening)|tonight|just now|(?:\\d{1,3}|an?|one|two|three|four|five|six|seven) (?:day|week)s? ago|(?:last|on) (?:${WEEKDAYS}))\\b`,
  'gi',
)

/**
 * The day on which something that is over took place: "yesterday", "3 days ago", "on Monday" (the last one, today included when it
 * is one). Null when the text names none. "Last night" is counted to the day that began with it, as sleep is logged.
 */
export function pastDay(text: string, { now, zone }: About): string | null {
  const today = localOf(now, zone).slice(0, 10)
  const lower = text.toLowerCase()
  if (/\bday before yesterday\b/.test(lower)) return addDays(today, -2)
  if (/\byesterday\b/.test(lower)) return addDays(today, -1)
  const [, count = '', unit] = AGO.exec(lower) ?? []
  if (unit) return addDays(today, -(COUNTS[count] ?? Number(count)) * (unit === 'week' ? 7 : 1))
  const weekday = new RegExp(`\\b(last|on) (${WEEKDAYS})\\b`).exec(lower)
  if (weekday) return lastWeekday(today, weekday[2] ?? '', weekday[1] === 'last')
  return /\b(?:today|this (?:morning|afternoon|evening)|tonight|just now|last night)\b/.test(lower) ? today : null
}

function lastWeekday(today: string, name: string, before: boolean): string {
  const back = (7 + WEEKDAY_CODES.indexOf(weekdayOf(today)) - WEEKDAYS.split('|').indexOf(name)) % 7
  return addDays(today, -(back === 0 && before ? 7 : back))
}

/** The days a question is about: "this week", "next weekend", "last month" is not among them. Null when it names no stretch. */
export function daysAsked(text: string, { now, zone, weekStartsOn }: About): Days | null {
  const [, which, stretch] = /\b(this|next|last|the|coming) (week|weekend)\b/.exec(text.toLowerCase()) ?? []
  if (!stretch) return null
  const today = localOf(now, zone).slice(0, 10)
  const week = addDays(startOfWeek(today, weekStartsOn), which === 'next' ? 7 : which === 'last' ? -7 : 0)
  if (stretch === 'week') return { from: week, to: addDays(week, 6) }
  const saturday = addDays(startOfWeek(today), which === 'next' ? 12 : which === 'last' ? -2 : 5)
  return { from: saturday, to: addDays(saturday, 1) }
}
