import { type DateValue, ONCE_A_DAY, type RepeatValue } from './pieces.ts'
import type { Pieces } from './scan.ts'

/** A recurrence put together from all that was said about it, and whether the date and the target went into it. */
export interface Rhythm {
  readonly rule: RepeatValue
  readonly fromDate: boolean
  readonly fromTarget: boolean
}

/** The recurrence of a text, or null when it has none. "Mondays" is one, "Monday" is not. */
export function rhythmOf(pieces: Pieces): Rhythm | null {
  const rule = pieces.recurrence?.value
  const date = pieces.date?.value
  if (!rule) return impliedBy(pieces)
  const merged = date ? withDate(rule, date) : null
  const anchored: RepeatValue = pieces.anchor ? { ...(merged ?? rule), anchor: 'completion' } : (merged ?? rule)
  const except = pieces.except?.value
  const limited = except && 'weekdays' in except ? without(anchored, except.weekdays) : null
  return { rule: limited ?? anchored, fromDate: merged !== null, fromTarget: false }
}

/**
 * Puts a date said beside a recurrence into it: "every month" with "on the 15th", "every year" with "March 3".
 * Null when the two do not belong together; the date is then where the series begins.
 */
function withDate(rule: RepeatValue, date: DateValue): RepeatValue | null {
  if (rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length > 0) return null
  if (
    date.form === 'weekdays' &&
    date.which === 'plain' &&
    (rule.freq === 'WEEKLY' || rule.freq === 'HOURLY' || (rule.freq === 'DAILY' && rule.interval === 1))
  ) {
    // "Every hour on Monday" is one Monday, "on Mondays" and "on weekdays" are all of them.
    if (rule.freq === 'HOURLY' && !date.plural) return null
    const byDay = date.days.map((weekday) => ({ weekday, nth: 0 }))
    return { ...rule, freq: rule.freq === 'HOURLY' ? 'HOURLY' : 'WEEKLY', byDay }
  }
  if (date.form === 'monthday' && rule.freq === 'MONTHLY') return inQuarters({ ...rule, byMonthDay: date.days })
  if (date.form === 'yearday' && rule.freq === 'YEARLY')
    return { ...rule, byMonth: [date.month], byMonthDay: [date.day] }
  if (date.form !== 'nth') return null
  const nth = nthOf(date)
  if (date.month === null) return rule.freq === 'MONTHLY' ? inQuarters({ ...rule, ...nth }) : null
  if (rule.freq !== 'YEARLY') return null
  // BYSETPOS counts within the period of FREQ, here within one month.
  return { ...rule, ...nth, byMonth: [date.month], freq: nth.bySetPos.length > 0 ? 'MONTHLY' : 'YEARLY' }
}

/** "every day except Sunday"; null when nothing would be left or the rule counts no weekdays. */
function without(rule: RepeatValue, weekdays: readonly number[]): RepeatValue | null {
  const daily = rule.freq === 'DAILY' && rule.interval === 1 && rule.byDay.length === 0
  if (!daily && (rule.freq !== 'WEEKLY' || rule.byDay.length === 0)) return null
  const all = daily ? [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, nth: 0 })) : rule.byDay
  const byDay = all.filter(({ weekday }) => !weekdays.includes(weekday))
  return byDay.length === 0 ? null : { ...rule, freq: 'WEEKLY', byDay }
}

/** "Mondays and Thursdays", "Mon, Wed and Fri at 6am", "twice a week on Tuesday and Friday", "twice a day at 8am and 8pm". */
function impliedBy(pieces: Pieces): Rhythm | null {
  const target = pieces.target?.value
  const date = pieces.date?.value
  const clocks = pieces.time?.value.clocks.length ?? 0
  if (target?.days === 1 && !date && clocks === target.times)
    return { rule: ONCE_A_DAY, fromDate: false, fromTarget: true }
  if (date?.form === 'monthday' && target?.days === 30 && target.times === date.days.length) {
    return { rule: { ...ONCE_A_DAY, freq: 'MONTHLY', byMonthDay: date.days }, fromDate: true, fromTarget: true }
  }
  if (date?.form !== 'weekdays' || date.which !== 'plain') return null
  const fromTarget = target?.days === 7 && target.times === date.days.length
  const listed = date.days.length >= 3 || (date.days.length === 2 && clocks > 0)
  if (!date.plural && !fromTarget && !(listed && !date.range)) return null
  const byDay = date.days.map((weekday) => ({ weekday, nth: 0 }))
  return { rule: { ...ONCE_A_DAY, freq: 'WEEKLY', byDay }, fromDate: true, fromTarget }
}

/** Dates within quarters hold to the calendar's: the first quarter begins in January. */
function inQuarters(rule: RepeatValue): RepeatValue | null {
  if (!rule.quarters) return rule
  const places = [...rule.byMonthDay, ...rule.byDay.map(({ nth }) => nth)]
  const months = places.every((place) => place < 0) ? [3, 6, 9, 12] : [1, 4, 7, 10]
  return rule.bySetPos.length > 0 ? null : { ...rule, freq: 'YEARLY', interval: 1, byMonth: months }
}

function nthOf(date: Extract<DateValue, { form: 'nth' }>): Pick<RepeatValue, 'byDay' | 'bySetPos'> {
  const several = date.weekdays.length > 1
  const byDay = date.weekdays.map((weekday) => ({ weekday, nth: several ? 0 : date.nth }))
  return { byDay, bySetPos: several ? [date.nth] : [] }
}
