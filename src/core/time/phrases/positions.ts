import type { WeekdayRule } from '../rrule.ts'
import { monthOf } from './calendar.ts'
import { ONCE_A_DAY, type RepeatValue } from './pieces.ts'
import { at, digits, type Found, says, type Tokens } from './tokens.ts'
import { readWeekdayList, WORKDAYS } from './weekdays.ts'
import { readCount, readOrdinal, unitOf } from './words.ts'

interface Position {
  readonly byDay: readonly WeekdayRule[]
  readonly byMonthDay: readonly number[]
  readonly bySetPos: readonly number[]
}

interface Period {
  readonly unit: 'month' | 'quarter' | 'year'
  readonly interval: number
  /** A month by name, for "of every March". */
  readonly month: number | null
}

const LAST_MONTHS = [3, 6, 9, 12]
const FIRST_MONTHS = [1, 4, 7, 10]

/**
 * A place in a month, quarter or year that comes again: "the first Monday of the month", "on the 31st of each month",
 * "last workday of every quarter".
 */
export function readOfPeriod(tokens: Tokens, index: number): Found<RepeatValue> | null {
  let begin = index
  if (['on', 'by', 'due'].includes(at(tokens, begin))) begin++
  if (at(tokens, begin) === 'the') begin++
  const position = readPosition(tokens, begin)
  if (!position || (at(tokens, position.next) !== 'of' && at(tokens, position.next) !== 'in')) return null
  const period = readPeriodic(tokens, position.next + 1)
  // "By the last day of the month" is a deadline.
  if (!period || (at(tokens, index) === 'by' && at(tokens, position.next + 1) === 'the')) return null
  const value = ruleOf(position.value, period.value)
  return value && { value, next: period.next }
}

/** `first Monday`, `last workday`, `last day`, `1st and 15th`, `15th day`. */
export function readPosition(tokens: Tokens, index: number): Found<Position> | null {
  const ordinal = readOrdinal(tokens, index)
  if (!ordinal) return null
  const word = at(tokens, ordinal.next)
  const business = (word === 'business' || word === 'working') && at(tokens, ordinal.next + 1) === 'day'
  if (business || word === 'workday' || word === 'weekday') {
    const byDay = WORKDAYS.map((weekday) => ({ weekday, nth: 0 }))
    return { value: { byDay, byMonthDay: [], bySetPos: [ordinal.value] }, next: ordinal.next + (business ? 2 : 1) }
  }
  const places = readOrdinals(tokens, index)
  const list = places && readWeekdayList(tokens, places.next)
  if (places && list) {
    if (places.value.some((place) => Math.abs(place) > 5)) return null
    const byDay = places.value.flatMap((nth) => list.value.days.map((weekday) => ({ weekday, nth })))
    return { value: { byDay, byMonthDay: [], bySetPos: [] }, next: list.next }
  }
  const dates = readDates(tokens, index)
  return dates && { value: { byDay: [], byMonthDay: dates.value, bySetPos: [] }, next: dates.next }
}

/** `second and fourth`. */
function readOrdinals(tokens: Tokens, index: number): Found<number[]> | null {
  const first = readOrdinal(tokens, index)
  if (!first) return null
  const both = ['and', '&', ','].includes(at(tokens, first.next)) ? readOrdinal(tokens, first.next + 1) : null
  return both ? { value: [first.value, both.value], next: both.next } : { value: [first.value], next: first.next }
}

/** `15th`, `the 1st and the 15th`, `last day`. */
function readDates(tokens: Tokens, index: number): Found<number[]> | null {
  const days: number[] = []
  let next = index
  for (let begin = index; days.length < 10; ) {
    const ordinal = readOrdinal(tokens, at(tokens, begin) === 'the' ? begin + 1 : begin)
    const spelled = ordinal !== null && at(tokens, ordinal.next) === 'day'
    if (!ordinal || ordinal.value > 31 || (ordinal.value < 0 && !spelled)) break
    days.push(ordinal.value)
    next = spelled ? ordinal.next + 1 : ordinal.next
    begin = at(tokens, next) === ',' ? next + 1 : next
    if (at(tokens, begin) === 'and' || at(tokens, begin) === '&') begin++
    if (begin === next) break
  }
  return days.length > 0 ? { value: [...new Set(days)].sort((a, b) => a - b), next } : null
}

/** `the month`, `each month`, `every other month`, `every 3 months`, `the quarter`, `every year`, `every March`. */
function readPeriodic(tokens: Tokens, index: number): Found<Period> | null {
  const lead = at(tokens, index)
  if (lead !== 'the' && lead !== 'each' && lead !== 'every') return null
  const other = says(tokens, index + 1, 'other') || says(tokens, index + 1, 'second')
  const count = other ? { value: 2, next: index + 2 } : lead === 'every' ? readCount(tokens, index + 1) : null
  const next = count?.next ?? index + 1
  const unit = unitOf(at(tokens, next))
  const interval = count?.value ?? 1
  if (unit === 'month' || unit === 'quarter' || unit === 'year') {
    return interval > 0 ? { value: { unit, interval, month: null }, next: next + 1 } : null
  }
  const month = lead === 'the' || count ? null : monthOf(at(tokens, next))
  // "every March 5" is a date of its own.
  return month === null || digits(tokens, next + 1, 2) !== null
    ? null
    : { value: { unit: 'year', interval: 1, month }, next: next + 1 }
}

function ruleOf(position: Position, period: Period): RepeatValue | null {
  const rule = { ...ONCE_A_DAY, ...position }
  if (period.unit === 'month') return { ...rule, freq: 'MONTHLY', interval: period.interval }
  if (period.month !== null) return inMonths(rule, [period.month], 1)
  // The last Monday of a quarter lies in its third month, the first in its first: so does every day that is counted.
  const places = [...position.byDay.map(({ nth }) => nth), ...position.byMonthDay, ...position.bySetPos].filter(
    (nth) => nth !== 0,
  )
  const last = places.every((place) => place < 0)
  if (!last && places.some((place) => place < 0)) return null
  const quarter = period.unit === 'quarter'
  return inMonths(rule, quarter ? (last ? LAST_MONTHS : FIRST_MONTHS) : [last ? 12 : 1], period.interval)
}

/** Positions within months of a year; BYSETPOS counts in the whole year, so there the months take turns monthly. */
function inMonths(rule: RepeatValue, byMonth: number[], interval: number): RepeatValue | null {
  if (interval > 1 && byMonth.length > 1) return null
  if (rule.bySetPos.length > 0) return interval === 1 ? { ...rule, freq: 'MONTHLY', byMonth } : null
  return { ...rule, freq: 'YEARLY', interval, byMonth }
}
