import { invalid } from '#core/errors.ts'

/** A calendar date; `month` and `day` count from 1. */
export interface Civil {
  year: number
  month: number
  day: number
}

export const DAY_SECONDS = 86_400

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar, without any zone.
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a day number: the inverse of {@link dayNumber}. */
export function civilOf(number: number): Civil {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 }
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Monday is 0, Sunday is 6, as in ISO 8601 less one. */
export function weekdayOfNumber(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}

/** Reads `YYYY-MM-DD`; refuses dates that do not exist, such as 30 February. */
export function parseDay(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) throw invalid('day', `'${text.slice(0, 40)}' is not a day: write it as YYYY-MM-DD.`)
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw invalid('day', `${text} does not exist in the calendar.`)
  }
  return dayNumber(year, month, day)
}

export function formatDay(number: number): string {
  const { year, month, day } = civilOf(number)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/**
 * Seconds since 1970-01-01T00:00 on the wall clock, so that two local times compare as numbers.
 * A day alone is its 00:00; `YYYY-MM-DDTHH:mm` may carry seconds.
 */
export function parseLocal(text: string): number {
  const day = parseDay(text.slice(0, 10))
  if (text.length === 10) return day * DAY_SECONDS
  const match = /^T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.slice(10))
  if (!match) throw invalid('local', `'${text.slice(0, 40)}' is not a local time: write it as YYYY-MM-DDTHH:mm.`)
  return day * DAY_SECONDS + Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0)
}

/** `YYYY-MM-DDTHH:mm`, with `:ss` only when the seconds are not zero; such texts still sort by time. */
export function formatLocal(seconds: number): string {
  const day = Math.floor(seconds / DAY_SECONDS)
  const rest = seconds - day * DAY_SECONDS
  const second = rest % 60
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}`
  return `${formatDay(day)}T${time}${second === 0 ? '' : `:${two(second)}`}`
}

/** Two digits, for dates and clock times. */
export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
