import { civilOf, dayNumber, daysInMonth, weekdayOfNumber } from '../civil.ts'
import type { DateValue, Stand } from './pieces.ts'
import { resolveDay } from './resolve.ts'
import { at, type Found, says, type Tokens } from './tokens.ts'
import { readWeekdayList } from './weekdays.ts'
import { isBoundary, readCount, readOrdinal, unitOf } from './words.ts'

/**
 * A day in a week or month further on: "in 2 weeks on Tuesday" and "Tuesday in 2 weeks" lie in that calendar week, "Friday week" is
 * the Friday after the coming one; "next month on the 5th", "the 5th of next month". The 31st of a shorter month is its last day.
 */
export function readAway(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  return readWeekAway(tokens, index, stand) ?? readMonthAway(tokens, index, stand)
}

function readWeekAway(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const first = readInWeeks(tokens, index)
  if (first) {
    const weekday = readSingleWeekday(tokens, at(tokens, first.next) === 'on' ? first.next + 1 : first.next)
    return weekday && { value: inWeek(first.value, weekday.value, stand), next: weekday.next }
  }
  const weekday = readSingleWeekday(tokens, index)
  if (!weekday) return null
  const weeks = readInWeeks(tokens, weekday.next)
  if (weeks) return { value: inWeek(weeks.value, weekday.value, stand), next: weeks.next }
  if (at(tokens, weekday.next) !== 'week' || !isBoundary(tokens, weekday.next + 1)) return null
  const coming = resolveDay(
    { form: 'weekdays', days: [weekday.value], which: 'plain', plural: false, range: false },
    stand,
  )
  return coming === null ? null : { value: { form: 'day', day: coming + 7 }, next: weekday.next + 1 }
}

/** `in 2 weeks`, as a number of weeks. */
function readInWeeks(tokens: Tokens, index: number): Found<number> | null {
  if (at(tokens, index) !== 'in') return null
  const count = at(tokens, index + 1) === 'a' ? { value: 1, next: index + 2 } : readCount(tokens, index + 1)
  return count && count.value > 0 && count.value < 520 && unitOf(at(tokens, count.next)) === 'week'
    ? { value: count.value, next: count.next + 1 }
    : null
}

function readSingleWeekday(tokens: Tokens, index: number): Found<number> | null {
  const list = readWeekdayList(tokens, index)
  const [weekday] = list?.value.days ?? []
  return list && weekday !== undefined && list.value.days.length === 1 && !list.value.plural
    ? { value: weekday, next: list.next }
    : null
}

function inWeek(weeks: number, weekday: number, { today, weekStart }: Stand): DateValue {
  const week = today - ((weekdayOfNumber(today) - weekStart + 7) % 7) + weeks * 7
  return { form: 'day', day: week + ((weekday - weekStart + 7) % 7) }
}

function readMonthAway(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  if (says(tokens, index, 'next month on')) {
    const day = readOrdinal(tokens, at(tokens, index + 3) === 'the' ? index + 4 : index + 3)
    return day && inMonth(1, day, stand)
  }
  const day = readOrdinal(tokens, at(tokens, index) === 'the' ? index + 1 : index)
  if (!day || at(tokens, day.next) !== 'of') return null
  const months = says(tokens, day.next + 1, 'next month') ? 1 : says(tokens, day.next + 1, 'this month') ? 0 : null
  return months === null ? null : inMonth(months, { value: day.value, next: day.next + 3 }, stand)
}

function inMonth(months: number, day: Found<number>, { today }: Stand): Found<DateValue> | null {
  const now = civilOf(today)
  const index = now.year * 12 + now.month - 1 + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  if (day.value < 1 || day.value > 31) return null
  const within = Math.min(day.value, daysInMonth(year, month))
  return { value: { form: 'day', day: dayNumber(year, month, within) }, next: day.next }
}
