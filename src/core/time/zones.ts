import { Temporal } from 'temporal-polyfill'
import { invalid } from '#core/errors.ts'
import {
  civilOf,
  dayNumber,
  daysInMonth,
  formatDay,
  formatLocal,
  parseDay,
  parseLocal,
  weekdayOfNumber,
} from './civil.ts'

/** As in RRULE, in small letters; the place in the list is the weekday's number, Monday 0. */
export const WEEKDAY_CODES = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const
export type WeekdayCode = (typeof WEEKDAY_CODES)[number]

/** An IANA name such as `Europe/Vienna` or `UTC`. Bare offsets (`+02:00`) are refused: they know no summer time. */
export function isZone(name: string): boolean {
  const known = checkedZones.get(name)
  if (known !== undefined) return known
  const valid = name.length <= 64 && /^[A-Za-z]/.test(name) && zoneExists(name)
  // Names arrive from clients: a flood of invented ones must not grow the memory.
  if (checkedZones.size >= 2000) checkedZones.clear()
  checkedZones.set(name, valid)
  return valid
}

/**
 * The instant at which a wall clock in `zone` shows `local` (`YYYY-MM-DDTHH:mm[:ss]`, or a day for its 00:00).
 * A time that the clocks skip moves forward by the gap; one that they repeat means the first. (Temporal, `compatible`.)
 */
export function resolveLocal(local: string, zone: string): string {
  requireZone(zone)
  parseLocal(local)
  const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' })
  return new Date(zoned.epochMilliseconds).toISOString()
}

/** Several wall-clock times at once, in order. Two that meet in one instant because the clocks jumped become one. */
export function resolveLocals(locals: readonly string[], zone: string): string[] {
  return [...new Set(locals.map((local) => resolveLocal(local, zone)))].sort()
}

/** What the wall clock in `zone` shows: `YYYY-MM-DDTHH:mm`, with `:ss` only when the instant is not on a full minute. */
export function localOf(instant: string, zone: string): string {
  requireZone(zone)
  const zoned = Temporal.Instant.fromEpochMilliseconds(epochOf(instant)).toZonedDateTimeISO(zone)
  const day = dayNumber(zoned.year, zoned.month, zoned.day)
  return formatLocal(day * 86_400 + zoned.hour * 3600 + zoned.minute * 60 + zoned.second)
}

/** The person's day that holds `instant`. With `dayStartsAt` 04:00, two in the morning still belongs to yesterday. */
export function dayOf(instant: string, zone: string, dayStartsAt = '00:00'): string {
  const local = localOf(instant, zone)
  const day = local.slice(0, 10)
  return local.slice(11) < dayStartsAt ? addDays(day, -1) : day
}

/** The instant at which a person's day begins; the day ends where the next one begins, 23 to 25 hours later. */
export function startOfDay(day: string, zone: string, dayStartsAt = '00:00'): string {
  return resolveLocal(`${day}T${dayStartsAt}`, zone)
}

export function addDays(day: string, days: number): string {
  return formatDay(parseDay(day) + days)
}

/** Adds calendar months; a day that the month does not have becomes its last: 31 January + 1 is 28 or 29 February. */
export function addMonths(day: string, months: number): string {
  const from = civilOf(parseDay(day))
  const index = from.year * 12 + from.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return formatDay(dayNumber(year, month, Math.min(from.day, daysInMonth(year, month))))
}

/** Days from `from` to `to`; negative when `to` is earlier. Both are calendar days, so summer time plays no part. */
export function daysBetween(from: string, to: string): number {
  return parseDay(to) - parseDay(from)
}

export function weekdayOf(day: string): WeekdayCode {
  return WEEKDAY_CODES[weekdayOfNumber(parseDay(day))] ?? 'mo'
}

/** The first day of the week that holds `day`, for people whose weeks begin on `weekStartsOn`. */
export function startOfWeek(day: string, weekStartsOn: WeekdayCode = 'mo'): string {
  const number = parseDay(day)
  return formatDay(number - ((weekdayOfNumber(number) - WEEKDAY_CODES.indexOf(weekStartsOn) + 7) % 7))
}

/** Whether the text is a `YYYY-MM-DD` that exists in the calendar. */
export function isDay(text: string): boolean {
  return text.length === 10 && reads(() => parseDay(text))
}

/** Whether the text is a `YYYY-MM-DDTHH:mm[:ss]` that exists in the calendar. */
export function isLocal(text: string): boolean {
  return text.length > 10 && reads(() => parseLocal(text))
}

const checkedZones = new Map<string, boolean>()

function zoneExists(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function requireZone(zone: string): void {
  if (!isZone(zone))
    throw invalid('zone', `'${zone.slice(0, 64)}' is not a time zone: use a name such as Europe/Vienna.`)
}

function epochOf(instant: string): number {
  const ms = Date.parse(instant)
  // Without its offset an instant would be read in the server's own zone.
  if (Number.isNaN(ms) || !/(?:Z|[+-]\d\d:?\d\d)$/.test(instant)) {
    throw invalid('instant', `'${instant.slice(0, 40)}' is not an instant: write it as 2027-03-01T09:00:00Z.`)
  }
  return ms
}

function reads(parse: () => number): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}
