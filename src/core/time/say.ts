import { two } from './civil.ts'
import { type ParsedRule, parseRule } from './rrule.ts'

/** A recurrence as the API carries it. */
export interface Recurrence {
  rrule: string
  anchor?: 'due' | 'completion'
  skipDates?: readonly string[]
}

/**
 * The recurrence in plain English: "every other Tuesday at 19:00 until 1 March 2027". The time of day is that of `start`
 * (a local time) unless the rule names its own. What `parseWhen` can express is said so that it reads back to the same rule.
 */
export function sayRecurrence(recurrence: Recurrence, start: string | null = null): string {
  const rule = parseRule(recurrence.rrule)
  const skipped = recurrence.skipDates ?? []
  return [
    sayRhythm(rule),
    recurrence.anchor === 'completion' ? ' after completion' : '',
    sayTimes(rule, start),
    rule.until === null ? '' : ` until ${sayMoment(rule.until)}`,
    rule.count === null ? '' : `, ${rule.count === 1 ? 'once' : `${rule.count} times`}`,
    skipped.length === 0 ? '' : ` (not on ${joined(skipped.map(sayMoment))})`,
  ].join('')
}

/** `2027-03-01` as "1 March 2027", with "at 18:00" for a local time. */
export function sayMoment(local: string): string {
  const month = MONTHS[Number(local.slice(5, 7)) - 1] ?? ''
  const time = local.length > 10 ? ` at ${local.slice(11, 16)}${local.endsWith('Z') ? ' UTC' : ''}` : ''
  return `${Number(local.slice(8, 10))} ${month} ${local.slice(0, 4)}${time}`
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth']
const UNITS = { HOURLY: 'hour', DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const

function sayRhythm(rule: ParsedRule): string {
  return sayWeekdays(rule) ?? sayPlace(rule) ?? sayDate(rule) ?? sayMinutes(rule) ?? sayParts(rule)
}

/** "every weekday", "every other Tuesday", "every 3 weeks on Monday and Friday". */
function sayWeekdays(rule: ParsedRule): string | null {
  const plain = rule.freq === 'WEEKLY' || (rule.freq === 'DAILY' && rule.interval === 1)
  if (!plain || rule.byDay.length === 0 || rule.byMonth.length + rule.byMonthDay.length > 0 || !picksTimes(rule))
    return null
  const days = rule.byDay.map(({ weekday }) => weekday).join()
  const names =
    days === '0,1,2,3,4'
      ? 'weekday'
      : days === '5,6'
        ? 'weekend'
        : joined(rule.byDay.map(({ weekday }) => DAYS[weekday] ?? ''))
  if (rule.interval === 1) return `every ${names}`
  if (rule.interval === 2 && rule.byDay.length === 1) return `every other ${names}`
  return `${every(rule)} on ${joined(rule.byDay.map(({ weekday }) => DAYS[weekday] ?? ''))}`
}

/** "on the first Monday of every month", "on the last workday of every other month", "on the 1st and 15th of every quarter". */
function sayPlace(rule: ParsedRule): string | null {
  const place = placeOf(rule)
  if (place === null || rule.byWeekNo.length + rule.byYearDay.length > 0) return null
  if (rule.freq === 'MONTHLY' && rule.byMonth.length === 0) return `on the ${place} of ${every(rule)}`
  if (rule.freq !== 'YEARLY' || rule.byMonth.length === 0) return null
  const last = rule.byDay.length > 0 ? rule.byDay.every(({ nth }) => nth < 0) : rule.byMonthDay.every((day) => day < 0)
  if (rule.interval === 1 && rule.byMonth.join() === (last ? '3,6,9,12' : '1,4,7,10'))
    return `on the ${place} of every quarter`
  return rule.byDay.length > 0 ? `${every(rule)} on the ${place} of ${months(rule)}` : null
}

/** "every year on 24 December", "every 15th of January and July", "every Friday the 13th". */
function sayDate(rule: ParsedRule): string | null {
  const [month, day] = [rule.byMonth[0], rule.byMonthDay[0]]
  const weekday = rule.byDay.length === 1 && rule.byDay[0]?.nth === 0 ? rule.byDay[0].weekday : null
  const positions = rule.byYearDay.length + rule.byWeekNo.length + rule.bySetPos.length
  if (positions > 0 || rule.byMonthDay.length !== 1 || day === undefined || day < 0) return null
  if (rule.freq === 'MONTHLY' && rule.interval === 1 && rule.byMonth.length === 0 && day === 13 && weekday !== null)
    return `every ${DAYS[weekday]} the 13th`
  if (rule.freq !== 'YEARLY' || rule.byDay.length > 0 || month === undefined) return null
  if (rule.byMonth.length === 1) return `${every(rule)} on ${day} ${MONTHS[month - 1]}`
  return rule.interval === 1 ? `every ${dayOrdinal(day)} of ${months(rule)}` : null
}

/** "every 30 minutes". */
function sayMinutes(rule: ParsedRule): string | null {
  const step = 60 / rule.byMinute.length
  const even = rule.byMinute.length > 1 && rule.byMinute.every((minute, i) => minute === i * step)
  const others =
    rule.byHour.length + rule.byDay.length + rule.byMonth.length + rule.byMonthDay.length + rule.byYearDay.length
  return rule.freq === 'HOURLY' && rule.interval === 1 && even && others + rule.bySetPos.length === 0
    ? `every ${step} minutes`
    : null
}

/** Any other rule, part by part. */
function sayParts(rule: ParsedRule): string {
  const each = rule.freq === 'HOURLY' ? 's' : ''
  const weekdays = rule.byDay.map(
    ({ weekday, nth }) => `${nth === 0 ? '' : `the ${ordinal(nth)} `}${DAYS[weekday]}${each}`,
  )
  const minutes =
    rule.freq === 'HOURLY' && rule.byMinute.length > 0 ? ` at ${joined(rule.byMinute.map(String))} minutes past` : ''
  return [
    every(rule),
    rule.byMonth.length > 0 ? ` in ${months(rule)}` : '',
    rule.byWeekNo.length > 0 ? ` in week ${joined(rule.byWeekNo.map(String))}` : '',
    rule.byYearDay.length > 0 ? ` on the ${joined(rule.byYearDay.map(ordinal))} day of the year` : '',
    rule.byMonthDay.length > 0 ? ` on the ${joined(rule.byMonthDay.map(dayOrdinal))}` : '',
    weekdays.length > 0 ? ` on ${joined(weekdays)}` : '',
    minutes,
    picksTimes(rule) ? '' : ` (only the ${joined(rule.bySetPos.map(ordinal))} of these)`,
  ].join('')
}

function sayTimes(rule: ParsedRule, start: string | null): string {
  const clock = start && start.length > 10 ? start.slice(11, 16) : null
  if (rule.freq === 'HOURLY')
    return rule.byHour.length > 0 ? ` between ${joined(rule.byHour.map((hour) => `${two(hour)}:00`))}` : ''
  if (rule.byHour.length === 0 && rule.byMinute.length === 0) return clock === null ? '' : ` at ${clock}`
  const hours = rule.byHour.length > 0 ? rule.byHour : [Number(clock?.slice(0, 2) ?? 0)]
  const minutes = rule.byMinute.length > 0 ? rule.byMinute : [Number(clock?.slice(3) ?? 0)]
  const all = hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`))
  const picked = all.filter(
    (_, i) =>
      rule.freq !== 'DAILY' ||
      rule.bySetPos.length === 0 ||
      rule.bySetPos.some((place) => place === i + 1 || place === i - all.length),
  )
  return ` at ${joined(picked)}`
}

/** Within a daily rule BYSETPOS only chooses among the times of a day, which are then listed. */
function picksTimes(rule: ParsedRule): boolean {
  return rule.bySetPos.length === 0 || rule.freq === 'DAILY'
}

/** The places in a month that have a plain name; null for all others. */
function placeOf(rule: ParsedRule): string | null {
  const workdays = rule.byDay.map(({ weekday, nth }) => `${weekday}/${nth}`).join() === '0/0,1/0,2/0,3/0,4/0'
  if (rule.bySetPos.length > 0) {
    const [place] = rule.bySetPos
    const single =
      rule.bySetPos.length === 1 && rule.byMonthDay.length === 0 && rule.byHour.length + rule.byMinute.length < 2
    return workdays && single && place !== undefined && place >= -5 && place <= 5 ? `${ordinal(place)} workday` : null
  }
  if (rule.byDay.length > 0) {
    const nth = rule.byDay[0]?.nth ?? 0
    const [one, other] = rule.byDay
    if (one && other && rule.byDay.length === 2 && one.weekday === other.weekday && rule.byMonthDay.length === 0)
      return `${joined([one.nth, other.nth].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b)).map(ordinal))} ${DAYS[one.weekday]}`
    const same = rule.byMonthDay.length === 0 && nth >= -5 && nth !== 0 && rule.byDay.every((day) => day.nth === nth)
    return same ? `${ordinal(nth)} ${joined(rule.byDay.map(({ weekday }) => DAYS[weekday] ?? ''))}` : null
  }
  if (rule.byMonthDay.length === 0 || rule.byMonthDay.some((day) => day < -5)) return null
  return joined([...rule.byMonthDay].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b)).map(dayOrdinal))
}

function every(rule: ParsedRule): string {
  const unit = UNITS[rule.freq]
  return rule.interval === 1
    ? `every ${unit}`
    : rule.interval === 2
      ? `every other ${unit}`
      : `every ${rule.interval} ${unit}s`
}

function months(rule: ParsedRule): string {
  return joined(rule.byMonth.map((month) => MONTHS[month - 1] ?? ''))
}

function ordinal(place: number): string {
  if (place < 0) return place === -1 ? 'last' : `${ordinal(-place)} to last`
  return ORDINALS[place] || numbered(place)
}

/** Dates are written with digits, and a date counted from the end with its word. */
function dayOrdinal(day: number): string {
  return day > 0 ? numbered(day) : `${ordinal(day)} day`
}

function numbered(value: number): string {
  const tens = value % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
  return `${value}${ending}`
}

function joined(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
