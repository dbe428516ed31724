import { civilOf, dayNumber, daysInMonth, formatDay, parseDay, weekdayOfNumber } from '../civil.ts'
import { occurrences } from '../expand.ts'
import { WEEKDAYS } from '../rrule.ts'
import { nextYearday } from './calendar.ts'
import type { Clock } from './clock.ts'
import type { DateValue, Stand } from './pieces.ts'
import { PARTS, type Part } from './words.ts'

/**
 * The day a one-off date means. A weekday is the next one after today, "this" one may be today, "next" lies in the next
 * calendar week; dates without a year are the coming ones. Null for what names no single day, and for days gone by.
 */
export function resolveDay(value: DateValue, stand: Stand): number | null {
  if (value.form === 'day') return value.day >= stand.today ? value.day : null
  if (value.form === 'yearday') return nextYearday(stand.today, value.month, value.day)
  if (value.form === 'monthday') {
    const [day = 0] = value.days
    return value.days.length === 1 && day > 0 ? nextMonthday(day, stand.today) : null
  }
  if (value.form === 'nth') return value.month === null ? null : nextNth(value, stand.today)
  const [weekday] = value.days
  if (weekday === undefined || value.days.length > 1) return null
  if (value.which === 'next') {
    const week = stand.today - ((weekdayOfNumber(stand.today) - stand.weekStart + 7) % 7) + 7
    return week + ((weekday - stand.weekStart + 7) % 7)
  }
  const ahead = (weekday - weekdayOfNumber(stand.today) + 7) % 7
  return stand.today + (ahead === 0 && value.which === 'plain' ? 7 : ahead)
}

/**
 * Minutes of the day. Beside "evening" an hour without am or pm is one after noon; a part alone has its usual time. "Morning and
 * evening" are two times, and with "at 8" beside them 8:00 and 20:00.
 */
export function resolveClocks(clocks: readonly Clock[], parts: readonly Part[]): number[] {
  if (clocks.length === 0) return parts.map((part) => PARTS[part])
  if (parts.length === 0) return clocks.map(({ minutes }) => minutes)
  const open = clocks.every(({ said }) => said === 'open')
  return (open ? parts : parts.slice(0, 1)).flatMap((part) => beside(clocks, part))
}

function beside(clocks: readonly Clock[], part: Part): number[] {
  const late = part === 'afternoon' || part === 'evening' || part === 'night'
  return clocks.map(({ minutes, said }) =>
    late && said === 'open' && minutes < 720 && minutes >= 60 ? minutes + 720 : minutes,
  )
}

/** The next month that has this date: the 31st is not moved when it is said once. */
function nextMonthday(day: number, today: number): number {
  let { year, month } = civilOf(today)
  while (day > daysInMonth(year, month) || dayNumber(year, month, day) < today) {
    month++
    if (month > 12) {
      month = 1
      year++
    }
  }
  return dayNumber(year, month, day)
}

function nextNth(value: Extract<DateValue, { form: 'nth' }>, today: number): number | null {
  const several = value.weekdays.length > 1
  const days = value.weekdays.map((weekday) => `${several ? '' : value.nth}${WEEKDAYS[weekday]}`).join()
  const rrule = `FREQ=MONTHLY;BYMONTH=${value.month};BYDAY=${days}${several ? `;BYSETPOS=${value.nth}` : ''}`
  const found = occurrences({ rrule }, formatDay(today), { limit: 1 })[0]
  return found === undefined ? null : parseDay(found)
}
