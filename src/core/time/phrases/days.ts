import { civilOf, dayNumber, daysInMonth, formatDay, parseDay, weekdayOfNumber } from '../civil.ts'
import { addMonths } from '../zones.ts'
import { readAway } from './away.ts'
import { monthOf, readCalendarDay } from './calendar.ts'
import type { DateValue, Stand } from './pieces.ts'
import { resolveDay } from './resolve.ts'
import { readStretch } from './stretches.ts'
import { at, type Found, past, says, type Tokens } from './tokens.ts'
import { readWeekdayList, readWeekdays, WORKDAYS } from './weekdays.ts'
import { isBoundary, type Part, partOf, readOrdinal, unitOf } from './words.ts'

export interface Dated {
  readonly value: DateValue
  readonly part: Part | null
}

const TOMORROW = new Set('tomorrow tomorow tommorow tommorrow tomorrrow tmrw tmrow tmr tmw 2moro'.split(' '))
const TODAY = new Set(['today', 'todya'])
const TONIGHT = new Set(['tonight', 'tonite', 'tonigth'])
const PREFIXES = new Set(['on', 'by', 'due', 'for', 'before'])
/** After these a day is part of something else: a name, a thing that has passed, a moment before or after it. */
const HOLDING = new Set(
  (
    'the a an my our your his her their its last past previous any some no that these those since after until till til through ' +
    'black good cyber manic casual super ash fat shrove palm easter taco freaky throwback ruby bloody blue gloomy lazy usa'
  ).split(' '),
)

/** "By the end of day on Friday" and "Friday eod" are that Friday. */
const DAY_ENDS = ['eod', 'cob', 'end of day', 'the end of day', 'the end of the day', 'close of business']

/** A day meant as a date, with the words that lead to it ("on", "by", "due") and a part of the day that follows. */
export function readDate(tokens: Tokens, index: number, stand: Stand): Found<Dated> | null {
  let begin = index
  while (begin - index < 2 && PREFIXES.has(at(tokens, begin))) begin++
  if (at(tokens, begin) === 'from' && readWeekdayList(tokens, begin + 1)?.value.range) begin++
  const prefix = at(tokens, begin - 1)
  const prefixed = begin > index
  if (!prefixed && (HOLDING.has(at(tokens, index - 1)) || at(tokens, index - 1).endsWith("'s"))) return null
  if (prefix === 'before' && prefixed && unitOf(at(tokens, index - 1))) return null
  const early = past(tokens, begin, ['first thing', 'first thing on'])
  const ends = past(tokens, Math.max(begin, early), DAY_ENDS)
  const led = ends > begin ? readDay(tokens, at(tokens, ends) === 'on' ? ends + 1 : ends, stand, 'on') : null
  const first = early > begin ? readDay(tokens, early, stand, 'on') : null
  if (first) return { value: { ...withPart(tokens, first).value, part: 'morning' }, next: withPart(tokens, first).next }
  const day = led ?? readDay(tokens, begin, stand, prefixed ? prefix : '')
  return day && withPart(tokens, day)
}

/** A day where one is expected, after "until" or "starting"; a whole month or year then means its first or last day. */
export function readLimitDay(
  tokens: Tokens,
  index: number,
  stand: Stand,
  whole: 'first' | 'last' | null,
): Found<DateValue> | null {
  const the = at(tokens, index) === 'the' ? index + 1 : index
  const day = readDay(tokens, at(tokens, index) === 'on' ? index + 1 : index, stand, 'on')
  if (day) return day.value.form === 'weekdays' && day.value.days.length > 1 ? null : day
  const ordinal = readMonthday(tokens, the, 'on')
  if (ordinal) return ordinal
  return whole === null ? null : readWholeMonth(tokens, index, stand, whole === 'last')
}

/** `tonight` and "this morning" say today and a part of it. */
function withPart(tokens: Tokens, day: Found<DateValue>): Found<Dated> {
  const said = at(tokens, day.next - 1)
  if (TONIGHT.has(said)) return { value: { value: day.value, part: 'night' }, next: day.next }
  const own = partOf(said)
  if (own) return { value: { value: day.value, part: own }, next: day.next }
  const part = partOf(at(tokens, day.next))
  const next = part ? day.next + 1 : past(tokens, day.next, DAY_ENDS)
  return { value: { value: day.value, part }, next: isBoundary(tokens, next) || part ? next : day.next }
}

function readDay(tokens: Tokens, index: number, stand: Stand, prefix: string): Found<DateValue> | null {
  return (
    readFromDay(tokens, index, stand) ??
    readAway(tokens, index, stand) ??
    readNamedDay(tokens, index, stand) ??
    readPeriod(tokens, index, stand) ??
    readNthOf(tokens, index, stand) ??
    readCalendarDay(tokens, at(tokens, index) === 'the' ? index + 1 : index, prefix !== '') ??
    readWeekdayDate(tokens, index, prefix) ??
    (prefix === '' ? null : readMonthday(tokens, at(tokens, index) === 'the' ? index + 1 : index, prefix))
  )
}

function readNamedDay(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const word = at(tokens, index)
  const today: DateValue = { form: 'day', day: stand.today }
  if (TODAY.has(word) || TONIGHT.has(word)) return { value: today, next: index + 1 }
  if (word === 'later' && TODAY.has(at(tokens, index + 1))) return { value: today, next: index + 2 }
  if (word === 'this' && partOf(at(tokens, index + 1)) !== null) return { value: today, next: index + 2 }
  if (TOMORROW.has(word)) return { value: day(stand.today + 1), next: index + 1 }
  const after = at(tokens, index) === 'the' ? index + 1 : index
  if (says(tokens, after, 'day after') && TOMORROW.has(at(tokens, after + 2)))
    return { value: day(stand.today + 2), next: after + 3 }
  return word === 'overmorrow' ? { value: day(stand.today + 2), next: index + 1 } : null
}

/** `next week` is its first day, `this weekend` its Saturday, `end of the month` its last day. */
function readPeriod(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const lead = at(tokens, index)
  const unit = at(tokens, index + 1)
  const week = stand.today - ((weekdayOfNumber(stand.today) - stand.weekStart + 7) % 7)
  if (unit === 'weekend' && (lead === 'this' || lead === 'next')) {
    const saturday = stand.today + 5 - weekdayOfNumber(stand.today)
    const value = lead === 'next' ? saturday + 7 : Math.max(saturday, stand.today)
    return { value: day(value), next: index + 2 }
  }
  if (lead === 'next' && unit === 'week') {
    const on = at(tokens, index + 2) === 'on' ? index + 3 : index + 2
    const weekday = readWeekdayList(tokens, on)
    if (weekday?.value.days.length !== 1) return { value: day(week + 7), next: index + 2 }
    return { value: { form: 'weekdays', ...weekday.value, which: 'next' }, next: weekday.next }
  }
  if (lead === 'next' && (unit === 'month' || unit === 'year'))
    return { value: day(firstOfNext(unit, stand.today)), next: index + 2 }
  return readPeriodEnd(tokens, index, stand)
}

function readPeriodEnd(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const short = ['eod', 'eow', 'eom', 'eoy'].indexOf(at(tokens, index))
  const lead = at(tokens, index) === 'the' ? index + 1 : index
  const ends = says(tokens, lead, 'end of') ? lead + 2 : says(tokens, lead, 'last day of') ? lead + 3 : 0
  if (short < 0 && ends === 0) return null
  const which = at(tokens, ends)
  const named = ends > 0 && ['the', 'this', 'next'].includes(which) ? ends + 1 : ends
  const month = ends > 0 ? monthOf(at(tokens, named)) : null
  if (month !== null) return { value: day(endOfMonth(month, stand.today)), next: named + 1 }
  const unit = short >= 0 ? ['day', 'week', 'month', 'year'][short] : at(tokens, named)
  const last = endOfUnit(unit ?? '', stand, which === 'next' && short < 0)
  return last === null ? null : { value: day(last), next: short >= 0 ? index + 1 : named + 1 }
}

function endOfUnit(unit: string, stand: Stand, next: boolean): number | null {
  const { year, month } = civilOf(stand.today)
  const week = stand.today - ((weekdayOfNumber(stand.today) - stand.weekStart + 7) % 7)
  if (unit === 'day') return stand.today
  if (unit === 'week') return week + (next ? 13 : 6)
  if (unit === 'year') return dayNumber(year + (next ? 1 : 0), 12, 31)
  if (unit !== 'month' && unit !== 'quarter') return null
  const index =
    year * 12 +
    (unit === 'month' ? month - 1 : Math.floor((month - 1) / 3) * 3 + 2) +
    (next ? (unit === 'month' ? 1 : 3) : 0)
  const [endYear, endMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return dayNumber(endYear, endMonth, daysInMonth(endYear, endMonth))
}

/** `first Monday of March`, `last Friday of next month`; without "of" only beside "every month". */
function readNthOf(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const begin = at(tokens, index) === 'the' ? index + 1 : index
  const nth = readOrdinal(tokens, begin)
  if (!nth || nth.value > 5) return null
  const workday = at(tokens, nth.next) === 'workday' || at(tokens, nth.next) === 'weekday'
  const list = readWeekdayList(tokens, nth.next)
  if (!workday && (list?.value.days.length !== 1 || list.value.plural)) return null
  const weekdays = workday ? WORKDAYS : (list?.value.days ?? [])
  const of = list?.next ?? nth.next + 1
  if (at(tokens, of) !== 'of' && at(tokens, of) !== 'in')
    return { value: { form: 'nth', nth: nth.value, weekdays, month: null }, next: of }
  const which = at(tokens, of + 1)
  const today = civilOf(stand.today).month
  const month =
    unitOf(at(tokens, of + 2)) === 'month'
      ? which === 'next'
        ? (today % 12) + 1
        : which === 'this'
          ? today
          : null
      : null
  if (month !== null) return { value: { form: 'nth', nth: nth.value, weekdays, month }, next: of + 3 }
  const named = monthOf(which)
  return named === null ? null : { value: { form: 'nth', nth: nth.value, weekdays, month: named }, next: of + 2 }
}

/** A weekday; a date right behind it ("Friday, March 5th", "Monday the 5th") says the same day more exactly. */
function readWeekdayDate(tokens: Tokens, index: number, prefix: string): Found<DateValue> | null {
  const list = readWeekdayList(tokens, index)
  if (list && list.value.days.length === 1) {
    const comma = at(tokens, list.next) === ',' ? list.next + 1 : list.next
    const exact = readCalendarDay(tokens, at(tokens, comma) === 'the' ? comma + 1 : comma, true)
    const monthday = at(tokens, comma) === 'the' ? readMonthday(tokens, comma + 1, 'on') : null
    if (exact ?? monthday) return exact ?? monthday
  }
  return readWeekdays(tokens, index, prefix)
}

/** `the 15th`, `1st and 15th`, `the last day`: only where "on" or the like led here, and nothing is counted with it. */
function readMonthday(tokens: Tokens, index: number, prefix: string): Found<DateValue> | null {
  const days: number[] = []
  let next = index
  for (;;) {
    const separator = at(tokens, next) === ',' || at(tokens, next) === 'and' || at(tokens, next) === '&'
    const begin = days.length > 0 && separator ? next + 1 : next
    if (days.length > 0 && begin === next) break
    const ordinal = readOrdinal(tokens, at(tokens, begin) === 'the' ? begin + 1 : begin)
    const fromEnd = ordinal !== null && ordinal.value < 0 && prefix === 'on' && at(tokens, ordinal.next) === 'day'
    if (!ordinal || ordinal.value > 31 || (ordinal.value < 1 && !fromEnd)) break
    if (prefix !== 'on' && tokens[ordinal.next - 1]?.text.length !== 2) return null
    days.push(ordinal.value)
    next = fromEnd ? ordinal.next + 1 : ordinal.next
  }
  if (days.length === 0 || !isBoundary(tokens, next)) return null
  return { value: { form: 'monthday', days: [...new Set(days)].sort((a, b) => a - b) }, next }
}

/** `March`, `March 2028`, `2028`: as an end they mean their first day, or with `end` ("through") their last. */
function readWholeMonth(tokens: Tokens, index: number, stand: Stand, end: boolean): Found<DateValue> | null {
  const month = monthOf(at(tokens, index))
  const year = /^(19|2[0-8])\d\d$/.test(at(tokens, month === null ? index : index + 1))
    ? Number(at(tokens, month === null ? index : index + 1))
    : null
  if (month === null)
    return year === null ? null : { value: day(dayNumber(year, end ? 12 : 1, end ? 31 : 1)), next: index + 1 }
  if (!isBoundary(tokens, year === null ? index + 1 : index + 2)) return null
  if (year !== null) return { value: day(dayNumber(year, month, end ? daysInMonth(year, month) : 1)), next: index + 2 }
  const today = civilOf(stand.today)
  const first = dayNumber(today.year, month, 1) > stand.today ? today.year : today.year + 1
  return { value: day(end ? endOfMonth(month, stand.today) : dayNumber(first, month, 1)), next: index + 1 }
}

/** `a week from Monday`, `2 days before dec 24`, `a month from today`. */
function readFromDay(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const stretch = says(tokens, index, 'the day')
    ? { value: { minutes: 0, days: 1, months: 0 }, next: index + 2 }
    : readStretch(tokens, index)
  const word = stretch ? at(tokens, stretch.next) : ''
  if (!stretch || stretch.value.minutes > 0 || (word !== 'from' && word !== 'after' && word !== 'before')) return null
  const from = readNamedDay(tokens, stretch.next + 1, stand) ?? readCalendarDay(tokens, stretch.next + 1, true)
  const list = from ? null : readWeekdayList(tokens, stretch.next + 1)
  const weekday: DateValue | null = list && { form: 'weekdays', ...list.value, which: 'plain' }
  const base = resolveDay(from?.value ?? weekday ?? { form: 'monthday', days: [] }, stand)
  const sign = word === 'before' ? -1 : 1
  const { days, months } = stretch.value
  const result = base === null ? null : parseDay(addMonths(formatDay(base + sign * days), sign * months))
  return result === null ? null : { value: day(result), next: (from ?? list)?.next ?? index }
}

function endOfMonth(month: number, today: number): number {
  const { year, month: current } = civilOf(today)
  const ending = month >= current ? year : year + 1
  return dayNumber(ending, month, daysInMonth(ending, month))
}

function firstOfNext(unit: string, today: number): number {
  const { year, month } = civilOf(today)
  if (unit === 'year' || month === 12) return dayNumber(year + 1, 1, 1)
  return dayNumber(year, month + 1, 1)
}

function day(value: number): DateValue {
  return { form: 'day', day: value }
}
