import type { WeekdayRule } from '../rrule.ts'
import { monthOf, readCalendarDay } from './calendar.ts'
import { ONCE_A_DAY, type RepeatValue } from './pieces.ts'
import { readOfPeriod, readPosition } from './positions.ts'
import { readParts } from './times.ts'
import { at, type Found, isGlued, past, says, type Tokens } from './tokens.ts'
import { readWeekdayList, WEEKEND, WORKDAYS } from './weekdays.ts'
import { isBoundary, isPluralPart, readCount, readOrdinal, unitOf } from './words.ts'

const EVERY = new Set(['every', 'each', 'ev', 'evry', 'evrey', 'evey'])
const ADVERBS: ReadonlyMap<string, Partial<RepeatValue>> = new Map([
  ['hourly', { freq: 'HOURLY' }],
  ['daily', {}],
  ['everyday', {}],
  ['nightly', { parts: ['night'] }],
  ['weekly', { freq: 'WEEKLY' }],
  ['biweekly', { freq: 'WEEKLY', interval: 2 }],
  ['fortnightly', { freq: 'WEEKLY', interval: 2 }],
  ['monthly', { freq: 'MONTHLY' }],
  ['bimonthly', { freq: 'MONTHLY', interval: 2 }],
  ['quarterly', { freq: 'MONTHLY', interval: 3, quarters: true }],
  ['yearly', { freq: 'YEARLY' }],
  ['annually', { freq: 'YEARLY' }],
  ['semiannually', { freq: 'MONTHLY', interval: 6 }],
  ['biannually', { freq: 'MONTHLY', interval: 6 }],
  ['biennially', { freq: 'YEARLY', interval: 2 }],
])
/** These describe nothing: what follows them is what to do. */
const ONLY_ADVERBS = new Set(['annually', 'semiannually', 'biannually', 'biennially'])
/** Minutes that divide an hour evenly and are not too many a day. */
const MINUTE_STEPS = [15, 20, 30]

/** A recurrence: "every other Tuesday", "daily", "weekdays", "the first Monday of each month", "on the 31st of every month". */
export function readRepeat(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const begin = ['repeat', 'repeats', 'repeating'].includes(at(tokens, index)) ? index + 1 : index
  return (
    readEvery(tokens, begin) ??
    readAlternate(tokens, begin) ??
    readOfPeriod(tokens, begin) ??
    readAdverb(tokens, begin) ??
    readDayKinds(tokens, begin)
  )
}

/** "alternate Mondays", "on alternate days". */
function readAlternate(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const begin = at(tokens, index) === 'on' ? index + 1 : index
  const found = at(tokens, begin) === 'alternate' ? readStepped(tokens, begin) : null
  return found && at(tokens, found.next - 1).endsWith('s') ? found : null
}

function readEvery(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const begin = at(tokens, index) === 'on' || at(tokens, index) === 'due' ? index + 1 : index
  if (!EVERY.has(at(tokens, begin))) return null
  const bang = at(tokens, begin + 1) === '!' && isGlued(tokens, begin + 1)
  const next = begin + (bang ? 2 : 1)
  const single = at(tokens, next) === 'single' ? next + 1 : next
  const found = readPositioned(tokens, single) ?? readStepped(tokens, single) ?? readEveryDate(tokens, single)
  return found && bang ? { ...found, value: { ...found.value, anchor: 'completion' } } : found
}

/** "every last Friday", "every 3rd Tuesday", "every 15th"; "every second Tuesday" alone is every other one. */
function readPositioned(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const full = readOfPeriod(tokens, index)
  if (full) return full
  const ordinal = readOrdinal(tokens, index)
  const position = ordinal && readPosition(tokens, index)
  // "every second Tuesday" is every other one; "every second and fourth Tuesday" is not.
  if (!position || (says(tokens, index, 'second') && position.value.byDay.length < 2)) return null
  // "every 3rd day" and "every third workday" count steps, not places in a month.
  if (ordinal.value > 0 && unitOf(at(tokens, ordinal.next))) return null
  if (position.value.bySetPos.some((place) => place > 0)) return null
  if (position.value.byMonthDay.length > 0 && !isBoundary(tokens, position.next)) return null
  return { value: { ...ONCE_A_DAY, ...position.value, freq: 'MONTHLY' }, next: position.next }
}

/** "every 3 days", "every other week", "every Monday and Thursday", "every morning". */
function readStepped(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const step = readStep(tokens, index)
  const word = at(tokens, step.next)
  const unit = unitOf(word)
  if (unit === 'minute') return minuteSteps(step.value, step.next + 1)
  if (says(tokens, step.next, 'half hour')) return minuteSteps(30, step.next + 2)
  if (says(tokens, step.next, 'half year'))
    return { value: { ...ONCE_A_DAY, freq: 'MONTHLY', interval: 6 }, next: step.next + 2 }
  if (unit) return { value: { ...ONCE_A_DAY, ...unitRule(unit, step.value) }, next: step.next + 1 }
  const business = says(tokens, step.next, 'business day') || says(tokens, step.next, 'working day')
  if (business || /^(week|work)days?$/.test(word)) return workdays(step.value, step.next + (business ? 2 : 1))
  if (/^weekends?$/.test(word)) return weekly(WEEKEND, step.value, step.next + 1)
  const parts = readParts(tokens, step.next)
  if (parts) return { value: { ...ONCE_A_DAY, interval: step.value, parts: parts.value }, next: parts.next }
  const list = readWeekdayList(tokens, step.next)
  const weekdays = list && weekly(list.value.days, step.value, list.next)
  if (list && weekdays && says(tokens, list.next, 'the 13 th'))
    return { value: { ...weekdays.value, freq: 'MONTHLY', byMonthDay: [13] }, next: list.next + 3 }
  return weekdays && withPart(tokens, weekdays)
}

/** "every December 24", "every 24th of December", "every 15th of January and July", "every January 1 and July 1". */
function readEveryDate(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const date = readCalendarDay(tokens, index, true)
  if (date?.value.form !== 'yearday') return null
  const { day } = date.value
  const byMonth = [date.value.month]
  let { next } = date
  for (
    let more = readAlsoMonth(tokens, next, day);
    more && byMonth.length < 12;
    more = readAlsoMonth(tokens, next, day)
  ) {
    byMonth.push(more.value)
    next = more.next
  }
  return { value: { ...ONCE_A_DAY, freq: 'YEARLY', byMonth, byMonthDay: [day] }, next }
}

/** A further month of the same date; rules cannot say two different dates. */
function readAlsoMonth(tokens: Tokens, index: number, day: number): Found<number> | null {
  const begin = past(tokens, index, [',', 'and', '&', ', and'])
  if (begin === index) return null
  const date = readCalendarDay(tokens, begin, true)
  if (date)
    return date.value.form === 'yearday' && date.value.day === day ? { value: date.value.month, next: date.next } : null
  const month = monthOf(at(tokens, begin))
  const ends = isBoundary(tokens, begin + 1) || at(tokens, begin + 1) === '&'
  return month === null || !ends ? null : { value: month, next: begin + 1 }
}

/** Words such as "weekly" are as often adjectives ("weekly report"), so they must stand where a phrase ends. */
function readAdverb(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const hyphen = /^(bi|semi)$/.test(at(tokens, index)) && at(tokens, index + 1) === '-'
  const word = hyphen ? `${at(tokens, index)}${at(tokens, index + 2)}` : at(tokens, index)
  const next = hyphen ? index + 3 : index + 1
  const rule = ADVERBS.get(word)
  const named = ['the', 'a', 'an', 'my', 'our', '-'].includes(at(tokens, index - 1))
  const ends = ONLY_ADVERBS.has(word) || isBoundary(tokens, next)
  if (!rule || named || !ends || (isGlued(tokens, next) && at(tokens, next) === '-')) return null
  return { value: { ...ONCE_A_DAY, ...rule }, next }
}

/** "weekdays at 9", "on weekends", "weekday mornings". */
export function readDayKinds(tokens: Tokens, index: number): Found<RepeatValue> | null {
  const begin = at(tokens, index) === 'on' ? index + 1 : index
  const word = at(tokens, begin)
  const each = word === 'weekday' || word === 'workday' ? WORKDAYS : word === 'weekend' ? WEEKEND : null
  if (each && isPluralPart(at(tokens, begin + 1))) return withPart(tokens, weekly(each, 1, begin + 1))
  const days = word === 'weekdays' || word === 'workdays' ? WORKDAYS : word === 'weekends' ? WEEKEND : null
  return days && isBoundary(tokens, begin + 1) ? weekly(days, 1, begin + 1) : null
}

function readStep(tokens: Tokens, index: number): Found<number> {
  const word = at(tokens, index)
  if (word === 'other' || word === 'second' || word === 'alternate') return { value: 2, next: index + 1 }
  const ordinal = readOrdinal(tokens, index)
  if (ordinal && ordinal.value > 0) return ordinal
  const count = readCount(tokens, index)
  return count && count.value > 0 ? count : { value: 1, next: index }
}

function unitRule(unit: string, step: number): Partial<RepeatValue> {
  if (unit === 'hour') return { freq: 'HOURLY', interval: step }
  if (unit === 'day') return { interval: step }
  if (unit === 'week') return { freq: 'WEEKLY', interval: step }
  if (unit === 'fortnight') return { freq: 'WEEKLY', interval: step * 2 }
  if (unit === 'quarter') return { freq: 'MONTHLY', interval: step * 3, quarters: step === 1 }
  return unit === 'month' ? { freq: 'MONTHLY', interval: step } : { freq: 'YEARLY', interval: step }
}

function minuteSteps(step: number, next: number): Found<RepeatValue> | null {
  if (!MINUTE_STEPS.includes(step)) return null
  const byMinute = Array.from({ length: 60 / step }, (_, i) => i * step)
  return { value: { ...ONCE_A_DAY, freq: 'HOURLY', byMinute }, next }
}

/** "every 3 workdays" cannot be said by a rule: a count of workdays has no rhythm in weeks. */
function workdays(step: number, next: number): Found<RepeatValue> | null {
  return step === 1 ? weekly(WORKDAYS, 1, next) : null
}

function weekly(days: readonly number[], interval: number, next: number): Found<RepeatValue> {
  const byDay: WeekdayRule[] = days.map((weekday) => ({ weekday, nth: 0 }))
  return { value: { ...ONCE_A_DAY, freq: 'WEEKLY', interval, byDay }, next }
}

/** "every Monday morning". */
function withPart(tokens: Tokens, found: Found<RepeatValue>): Found<RepeatValue> {
  const parts = readParts(tokens, found.next)
  return parts ? { value: { ...found.value, parts: parts.value }, next: parts.next } : found
}
