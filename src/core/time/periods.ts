import { civilOf, DAY_SECONDS, dayNumber, daysInMonth, isLeapYear, weekdayOfNumber } from './civil.ts'
import type { ParsedRule } from './rrule.ts'

/** A rule tied to its first moment, with what the rule leaves open filled in from there. Times are wall-clock seconds. */
export interface Plan {
  readonly rule: ParsedRule
  readonly start: number
  /** Seconds into the day, or into the hour for HOURLY. */
  readonly times: readonly number[]
  readonly months: readonly number[]
  readonly monthDays: readonly number[]
  readonly weekdays: readonly number[]
  /** First period; the others follow at multiples of the interval. */
  readonly first: number
  /** How many days must be looked at to expand one period: what an empty period costs. */
  readonly cost: number
}

export function planOf(rule: ParsedRule, start: number): Plan {
  const day = Math.floor(start / DAY_SECONDS)
  const date = civilOf(day)
  const dated = rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length + rule.byWeekNo.length > 0
  const weekly = rule.freq === 'WEEKLY' || rule.byWeekNo.length > 0
  const impliedWeekday = weekly && rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length === 0
  const impliedDate = (rule.freq === 'MONTHLY' || rule.freq === 'YEARLY') && !dated
  const plan = {
    rule,
    start,
    times: timesOf(rule, start - day * DAY_SECONDS),
    months: rule.byMonth.length === 0 && rule.freq === 'YEARLY' && impliedDate ? [date.month] : rule.byMonth,
    monthDays: impliedDate ? [date.day] : rule.byMonthDay,
    weekdays: impliedWeekday
      ? [weekdayOfNumber(day)]
      : rule.byDay.filter(({ nth }) => nth === 0).map((it) => it.weekday),
    first: 0,
    cost: { HOURLY: 1, DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[rule.freq],
  }
  return { ...plan, first: periodIndex(plan, start) }
}

/** The period (hour, day, week, month or year, counted from a fixed origin) that holds a moment. */
export function periodIndex(plan: Plan, seconds: number): number {
  if (plan.rule.freq === 'HOURLY') return Math.floor(seconds / 3600)
  const day = Math.floor(seconds / DAY_SECONDS)
  if (plan.rule.freq === 'DAILY') return day
  if (plan.rule.freq === 'WEEKLY') return Math.floor((day - weekOrigin(plan)) / 7)
  const { year, month } = civilOf(day)
  return plan.rule.freq === 'MONTHLY' ? year * 12 + month - 1 : year
}

/** All moments of one period in order, BYSETPOS applied, whether or not they lie before the start. */
export function periodSet(plan: Plan, index: number): number[] {
  const moments: number[] = []
  if (plan.rule.freq === 'HOURLY') {
    const { byHour } = plan.rule
    const hour = ((index % 24) + 24) % 24
    if ((byHour.length === 0 || byHour.includes(hour)) && dayMatches(plan, Math.floor(index / 24))) {
      for (const time of plan.times) moments.push(index * 3600 + time)
    }
  } else {
    for (const day of periodDays(plan, index)) for (const time of plan.times) moments.push(day * DAY_SECONDS + time)
  }
  return plan.rule.bySetPos.length === 0 ? moments : pick(moments, plan.rule.bySetPos)
}

/** The next period worth looking at. Months that BYMONTH leaves out, and days that hold no hour, are passed in one step. */
export function nextPeriod(plan: Plan, index: number): number {
  const { freq, interval } = plan.rule
  if (freq !== 'HOURLY' && (freq !== 'DAILY' || plan.months.length === 0)) return index + interval
  const perDay = freq === 'HOURLY' ? 24 : 1
  const day = Math.floor(index / perDay)
  if (dayMatches(plan, day)) return index + interval
  const { year, month } = civilOf(day)
  const nextMonth = dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1)
  const nextDay = monthAllowed(plan, month) ? day + 1 : nextMonth
  return Math.max(index + interval, alignUp(plan, nextDay * perDay))
}

/** The first period of the rule's own rhythm at or after `index`. */
export function alignUp(plan: Plan, index: number): number {
  const { interval } = plan.rule
  return plan.first + Math.max(0, Math.ceil((index - plan.first) / interval)) * interval
}

function timesOf(rule: ParsedRule, startTime: number): number[] {
  const minute = Math.floor(startTime / 60) % 60
  const second = startTime % 60
  const minutes = rule.byMinute.length > 0 ? rule.byMinute : [minute]
  if (rule.freq === 'HOURLY') return minutes.map((m) => m * 60 + second)
  const hours = rule.byHour.length > 0 ? rule.byHour : [Math.floor(startTime / 3600)]
  return hours.flatMap((h) => minutes.map((m) => h * 3600 + m * 60 + second))
}

/** Day number of a first day of the week: 1970-01-01 was a Thursday, so Monday is -3. */
function weekOrigin(plan: Plan): number {
  return plan.rule.weekStart - 3
}

function periodDays(plan: Plan, index: number): number[] {
  const { freq } = plan.rule
  if (freq === 'DAILY') return dayMatches(plan, index) ? [index] : []
  if (freq === 'WEEKLY') return weekDays(plan, index * 7 + weekOrigin(plan))
  if (freq === 'YEARLY') return yearDays(plan, index)
  const year = Math.floor(index / 12)
  return monthAllowed(plan, index - year * 12 + 1) ? monthDays(plan, year, index - year * 12 + 1) : []
}

function weekDays(plan: Plan, firstDay: number): number[] {
  const days = []
  for (let i = 0; i < 7; i++) {
    const inMonth = plan.months.length === 0 || monthAllowed(plan, civilOf(firstDay + i).month)
    if (inMonth && plan.weekdays.includes((plan.rule.weekStart + i) % 7)) days.push(firstDay + i)
  }
  return days
}

function yearDays(plan: Plan, year: number): number[] {
  const { rule, months } = plan
  const newYear = dayNumber(year, 1, 1)
  const length = isLeapYear(year) ? 366 : 365
  if (rule.byYearDay.length > 0) {
    const places = rule.byYearDay.map((place) => newYear + (place > 0 ? place - 1 : length + place))
    return sortedUnique(places).filter((day) => dayMatches(plan, day) && inWeeks(rule, day))
  }
  if (rule.byWeekNo.length > 0) {
    // Days at the turn of the year may belong to the last week of the year before or the first of the next.
    const weeks = [year - 1, year, year + 1].flatMap((weekYear) => numberedWeeks(rule, weekYear))
    const days = weeks.flatMap((monday) => [0, 1, 2, 3, 4, 5, 6].map((i) => monday + i))
    return days.filter((day) => day >= newYear && day < newYear + length && dayMatches(plan, day))
  }
  if (plan.monthDays.length === 0 && months.length === 0) return weekdaysWithin(plan, newYear, length)
  const all = months.length > 0 ? months : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  return all.flatMap((month) => monthDays(plan, year, month))
}

/** The rule's days in one month. Only a plain date is moved to the month's end; "Monday the 31st" is not. */
function monthDays(plan: Plan, year: number, month: number): number[] {
  const length = daysInMonth(year, month)
  const before = dayNumber(year, month, 1) - 1
  if (plan.monthDays.length === 0) return weekdaysWithin(plan, before + 1, length)
  const clamp = plan.rule.skip === 'backward' && plan.rule.byDay.length === 0
  const dates = plan.monthDays.map((date) => (date < 0 ? length + 1 + date : clamp ? Math.min(date, length) : date))
  const days = sortedUnique(dates.filter((date) => date >= 1 && date <= length).map((date) => before + date))
  if (plan.rule.byDay.length === 0) return days
  const weekdays = weekdaysWithin(plan, before + 1, length)
  return days.filter((day) => weekdays.includes(day))
}

/** Days of BYDAY in a span of days; numbered weekdays count within that span. */
function weekdaysWithin(plan: Plan, firstDay: number, length: number): number[] {
  const days: number[] = []
  const firstWeekday = weekdayOfNumber(firstDay)
  if (plan.weekdays.length === plan.rule.byDay.length) {
    for (let i = 0; i < length; i++) if (plan.weekdays.includes((firstWeekday + i) % 7)) days.push(firstDay + i)
    return days
  }
  for (const { weekday, nth } of plan.rule.byDay) {
    const offset = (weekday - firstWeekday + 7) % 7
    const total = Math.ceil((length - offset) / 7)
    if (nth === 0) for (let i = 0; i < total; i++) days.push(firstDay + offset + i * 7)
    const place = nth > 0 ? nth - 1 : total + nth
    if (nth !== 0 && place >= 0 && place < total) days.push(firstDay + offset + place * 7)
  }
  return sortedUnique(days)
}

/** Whether one day passes every part that limits days (months, dates, days of the year, weekdays). */
function dayMatches(plan: Plan, day: number): boolean {
  const { rule, months, monthDays, weekdays } = plan
  if (weekdays.length > 0 && !weekdays.includes(weekdayOfNumber(day))) return false
  if (months.length === 0 && monthDays.length === 0 && rule.byYearDay.length === 0) return true
  const date = civilOf(day)
  if (!monthAllowed(plan, date.month)) return false
  if (monthDays.length > 0 && !countsAs(monthDays, date.day, daysInMonth(date.year, date.month))) return false
  if (rule.byYearDay.length === 0) return true
  return countsAs(rule.byYearDay, day - dayNumber(date.year, 1, 1) + 1, isLeapYear(date.year) ? 366 : 365)
}

function monthAllowed(plan: Plan, month: number): boolean {
  return plan.months.length === 0 || plan.months.includes(month)
}

/** First days of the weeks BYWEEKNO names, numbered as in ISO 8601 but with the rule's own first day of the week. */
function numberedWeeks({ byWeekNo, weekStart }: ParsedRule, weekYear: number): number[] {
  const first = firstWeek(weekYear, weekStart)
  const total = (firstWeek(weekYear + 1, weekStart) - first) / 7
  const numbers = byWeekNo.map((number) => (number > 0 ? number : total + 1 + number))
  return sortedUnique(
    numbers.filter((number) => number >= 1 && number <= total).map((number) => first + (number - 1) * 7),
  )
}

/** Week 1 is the one with the fourth of January: the first that has at least four days in the year. */
function firstWeek(year: number, weekStart: number): number {
  const fourth = dayNumber(year, 1, 4)
  return fourth - ((weekdayOfNumber(fourth) - weekStart + 7) % 7)
}

function inWeeks(rule: ParsedRule, day: number): boolean {
  if (rule.byWeekNo.length === 0) return true
  const { year } = civilOf(day)
  return [year - 1, year, year + 1].some((it) =>
    numberedWeeks(rule, it).some((monday) => day >= monday && day < monday + 7),
  )
}

function countsAs(list: readonly number[], value: number, total: number): boolean {
  return list.includes(value) || list.includes(value - total - 1)
}

function pick(moments: number[], positions: readonly number[]): number[] {
  const picked = positions.map((position) => moments[position > 0 ? position - 1 : moments.length + position])
  return sortedUnique(picked.filter((moment) => moment !== undefined))
}

function sortedUnique(values: number[]): number[] {
  if (values.length < 2) return values
  return [...new Set(values)].sort((a, b) => a - b)
}
