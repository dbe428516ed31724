import { invalid } from '#core/errors.ts'
import { DAY_SECONDS, formatLocal, parseLocal } from './civil.ts'
import { checkRule } from './rulecheck.ts'
import { localOf } from './zones.ts'

export const FREQUENCIES = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** Monday first: the place in this list is the weekday's number. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** One entry of BYDAY. `nth` 0 is every such weekday, 1 the first of the period, -1 the last. */
export interface WeekdayRule {
  readonly weekday: number
  readonly nth: number
}

/** An RRULE taken apart. Lists are sorted and without repeats; an absent part is an empty list. */
export interface ParsedRule {
  readonly freq: Frequency
  readonly interval: number
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly WeekdayRule[]
  readonly byHour: readonly number[]
  readonly byMinute: readonly number[]
  readonly bySetPos: readonly number[]
  /** Monday is 0. */
  readonly weekStart: number
  readonly count: number | null
  /** The last moment on the wall clock: a day (through its end) or a local time; ends in `Z` when only UTC is known. */
  readonly until: string | null
  /** What becomes of the 31st in a shorter month (RFC 7529): `backward`, the default here, takes the last day. */
  readonly skip: 'backward' | 'omit'
}

/**
 * Reads a recurrence rule (RFC 5545 §3.3.10, with SKIP of RFC 7529), written without DTSTART, and refuses with
 * `invalid_input` what is not a rule, could never happen, or repeats more often than 96 times a day (so no SECONDLY and
 * MINUTELY). Where RFC 5545 drops the 31st in short months, a rule without SKIP=OMIT takes the month's last day.
 * HOURLY counts wall-clock hours. With `zone`, an UNTIL in UTC becomes that zone's wall clock; without it, the digits
 * of such an UNTIL are taken as wall clock.
 */
export function parseRule(text: string, zone?: string): ParsedRule {
  const known = parsedRules.get(text)
  if (known) return floatUntil(known, zone)
  if (text.length > MAX_LENGTH) throw bad(`A recurrence rule has at most ${MAX_LENGTH} characters.`)
  const rule = readRule(partsOf(text))
  checkRule(rule)
  if (parsedRules.size >= 2000) parsedRules.clear()
  parsedRules.set(text, rule)
  return floatUntil(rule, zone)
}

/** The canonical text: one spelling for each rule, defaults left out. `parseRule(formatRule(r))` equals `r`. */
export function formatRule(rule: ParsedRule): string {
  const parts: [string, string][] = [
    ['INTERVAL', rule.interval === 1 ? '' : String(rule.interval)],
    ['BYMONTH', rule.byMonth.join()],
    ['BYWEEKNO', rule.byWeekNo.join()],
    ['BYYEARDAY', rule.byYearDay.join()],
    ['BYMONTHDAY', rule.byMonthDay.join()],
    ['BYDAY', rule.byDay.map(({ weekday, nth }) => `${nth === 0 ? '' : nth}${WEEKDAYS[weekday]}`).join()],
    ['BYHOUR', rule.byHour.join()],
    ['BYMINUTE', rule.byMinute.join()],
    ['BYSETPOS', rule.bySetPos.join()],
    ['COUNT', rule.count === null ? '' : String(rule.count)],
    ['UNTIL', rule.until === null ? '' : rule.until.replace(/[-:]/g, '').replace(/T(\d{4})(Z?)$/, 'T$100$2')],
    ['WKST', rule.weekStart === 0 ? '' : (WEEKDAYS[rule.weekStart] ?? '')],
    ['RSCALE', rule.skip === 'omit' ? 'GREGORIAN' : ''],
    ['SKIP', rule.skip === 'omit' ? 'OMIT' : ''],
  ]
  return [
    `FREQ=${rule.freq}`,
    ...parts.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`),
  ].join(';')
}

/** The one spelling to store: canonical text, UNTIL on the wall clock of `zone`. Refuses what `parseRule` refuses. */
export function canonicalRule(text: string, zone?: string): string {
  return formatRule(parseRule(text, zone))
}

const MAX_LENGTH = 500
const MAX_COUNT = 10_000
const WEEKDAY_NAMES: readonly string[] = WEEKDAYS
const parsedRules = new Map<string, ParsedRule>()
const NAMES = new Set(
  'FREQ INTERVAL COUNT UNTIL WKST BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSECOND BYSETPOS RSCALE SKIP'.split(
    ' ',
  ),
)

function bad(message: string): Error {
  return invalid('recurrence.rrule', message)
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>()
  const body = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
  if (/\s|DTSTART|EXDATE|RDATE/.test(body))
    throw bad('Give the rule alone, as in FREQ=WEEKLY;BYDAY=MO: no DTSTART, no further lines.')
  for (const part of body.split(';')) {
    const [name = '', value = '', more] = part.split('=')
    if (!NAMES.has(name) || value === '' || more !== undefined) {
      throw bad(`'${part.slice(0, 40)}' is not part of a recurrence rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO.`)
    }
    if (parts.has(name)) throw bad(`${name} stands twice in the rule.`)
    parts.set(name, value)
  }
  return parts
}

function readRule(parts: Map<string, string>): ParsedRule {
  if (parts.has('BYSECOND') && parts.get('BYSECOND') !== '0')
    throw bad('BYSECOND is not supported: rules are exact to the minute.')
  if ((parts.get('RSCALE') ?? 'GREGORIAN') !== 'GREGORIAN') throw bad('Only the Gregorian calendar is supported.')
  return {
    freq: readFrequency(parts.get('FREQ')),
    interval: readNumber('INTERVAL', parts.get('INTERVAL') ?? '1', 1, 9999),
    byMonth: readList(parts, 'BYMONTH', 1, 12),
    byWeekNo: readList(parts, 'BYWEEKNO', 1, 53, true),
    byYearDay: readList(parts, 'BYYEARDAY', 1, 366, true),
    byMonthDay: readList(parts, 'BYMONTHDAY', 1, 31, true),
    byDay: readWeekdays(parts.get('BYDAY')),
    byHour: readList(parts, 'BYHOUR', 0, 23),
    byMinute: readList(parts, 'BYMINUTE', 0, 59),
    bySetPos: readList(parts, 'BYSETPOS', 1, 366, true),
    weekStart: readWeekStart(parts.get('WKST') ?? 'MO'),
    count: parts.has('COUNT') ? readNumber('COUNT', parts.get('COUNT') ?? '', 1, MAX_COUNT) : null,
    until: readUntil(parts.get('UNTIL')),
    skip: readSkip(parts.get('SKIP')),
  }
}

function readFrequency(text: string | undefined): Frequency {
  const freq = FREQUENCIES.find((name) => name === text)
  if (freq) return freq
  if (text === 'SECONDLY' || text === 'MINUTELY')
    throw bad('A rule cannot repeat every minute or second. The finest is FREQ=HOURLY.')
  throw bad(`A rule needs FREQ, one of ${FREQUENCIES.join(', ')}.`)
}

function readNumber(name: string, text: string, min: number, max: number): number {
  const value = /^[+-]?\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw bad(`${name} must be a whole number from ${min} to ${max}.`)
  return value
}

function readList(parts: Map<string, string>, name: string, min: number, max: number, fromEnd = false): number[] {
  const text = parts.get(name)
  if (text === undefined) return []
  const values = text.split(',').map((item) => {
    const negative = fromEnd && item.startsWith('-')
    const value = readNumber(name, negative ? item.slice(1) : item, min, max)
    return negative ? -value : value
  })
  return [...new Set(values)].sort((a, b) => a - b)
}

function readWeekdays(text: string | undefined): WeekdayRule[] {
  if (text === undefined) return []
  const days = text.split(',').map((item) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item)
    const nth = Number(match?.[1] ?? 0)
    if (!match || Math.abs(nth) > 53 || (match[1] !== undefined && nth === 0)) {
      throw bad(`'${item.slice(0, 20)}' in BYDAY is not a weekday such as MO, 1MO (the first) or -1FR (the last).`)
    }
    return { weekday: WEEKDAY_NAMES.indexOf(match[2] ?? ''), nth }
  })
  const order = days.sort((a, b) => a.nth - b.nth || a.weekday - b.weekday)
  return order.filter((day, i) => i === 0 || day.nth !== order[i - 1]?.nth || day.weekday !== order[i - 1]?.weekday)
}

function readWeekStart(text: string): number {
  const weekStart = WEEKDAY_NAMES.indexOf(text)
  if (weekStart < 0) throw bad(`WKST must be one of ${WEEKDAYS.join(', ')}.`)
  return weekStart
}

function readSkip(text = 'BACKWARD'): 'backward' | 'omit' {
  if (text === 'OMIT') return 'omit'
  if (text === 'BACKWARD') return 'backward'
  throw bad('SKIP must be BACKWARD (a missing 31st falls on the last day) or OMIT (it is left out).')
}

function readUntil(text: string | undefined): string | null {
  if (text === undefined) return null
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?$/.exec(text)
  if (!match) throw bad('UNTIL must be a day such as 20270301 or a time such as 20270301T180000.')
  const [, year, month, day, hour, minute, second = '00', z = ''] = match
  try {
    const date = `${year}-${month}-${day}`
    const seconds = parseLocal(hour === undefined ? date : `${date}T${hour}:${minute}:${second}`)
    return hour === undefined ? date : formatLocal(seconds) + z
  } catch {
    throw bad(`UNTIL=${text.slice(0, 20)} does not exist in the calendar.`)
  }
}

function floatUntil(rule: ParsedRule, zone: string | undefined): ParsedRule {
  if (zone === undefined || !rule.until?.endsWith('Z')) return rule
  return { ...rule, until: localOf(rule.until, zone) }
}

/** The last second of the wall clock on which an occurrence may fall; infinite for a rule without UNTIL. */
export function untilSeconds(rule: ParsedRule): number {
  if (rule.until === null) return Number.POSITIVE_INFINITY
  const seconds = parseLocal(rule.until.replace('Z', ''))
  return rule.until.includes('T') ? seconds : seconds + DAY_SECONDS - 1
}
