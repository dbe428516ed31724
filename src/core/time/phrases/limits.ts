import { formatDay, parseDay } from '../civil.ts'
import { addMonths } from '../zones.ts'
import { readCalendarDay } from './calendar.ts'
import { readLimitDay } from './days.ts'
import type { DateValue, Exception, Stand, Stretch } from './pieces.ts'
import { readStretch } from './stretches.ts'
import { at, type Found, past, says, type Tokens } from './tokens.ts'
import { readWeekdayList, WEEKEND, WORKDAYS } from './weekdays.ts'
import { readCount, unitOf } from './words.ts'

const STARTS = [
  'start',
  'starts',
  'starting',
  'start on',
  'starting on',
  'starts on',
  'starting from',
  'from',
  'beginning',
  'beginning on',
  'as of',
]
const ENDS = ['until', 'till', 'til', 'ending', 'ending on', 'ends', 'ends on']
const LAST_ENDS = ['through', 'thru']
const AFTER_DONE = [
  'after completion',
  'from completion',
  'after completing',
  'after completing it',
  'after finishing',
  'after finishing it',
  'after i finish',
  'after i finish it',
  'after i complete it',
  'after i do it',
  'after it is done',
  "after it's done",
  'after done',
  'after last completion',
  'after the last completion',
  'after the last time',
  'when done',
  'when completed',
  'once done',
]

/** "start Monday", "starting March 1", "from tomorrow". */
export function readStart(tokens: Tokens, index: number, stand: Stand): Found<DateValue> | null {
  const next = past(tokens, index, STARTS)
  if (next === index) return null
  const away = at(tokens, next) === 'in' ? readStretch(tokens, next + 1) : null
  if (away && away.value.minutes === 0) {
    const day = parseDay(addMonths(formatDay(stand.today + away.value.days), away.value.months))
    return { value: { form: 'day', day }, next: away.next }
  }
  // "Photos from March" tells where they come from; "start in March" would be a beginning.
  const day = readLimitDay(tokens, next, stand, at(tokens, index) === 'from' ? null : 'first')
  // A plain list or plural of weekdays is a rhythm, not a beginning.
  return day && day.value.form !== 'nth' && !isPlural(day.value) ? day : null
}

/** "until March" ends with 1 March, "through March" with the 31st; with `begun`, right after a beginning, "to" is "until". */
export function readUntil(tokens: Tokens, index: number, stand: Stand, begun: boolean): Found<DateValue> | null {
  const until = past(tokens, index, begun ? [...ENDS, 'to', '-', '–'] : ENDS)
  const through = past(tokens, index, LAST_ENDS)
  const next = Math.max(until, through)
  if (next === index) return null
  const day = readLimitDay(tokens, next, stand, through > index ? 'last' : 'first')
  return day && day.value.form !== 'nth' && !isPlural(day.value) ? day : null
}

/** "for 45 minutes", "for 2 weeks", "for the next 3 months". */
export function readFor(tokens: Tokens, index: number): Found<Stretch> | null {
  if (at(tokens, index) !== 'for') return null
  return readStretch(tokens, past(tokens, index + 1, ['the next', 'the', 'about', 'around']))
}

/** "10 times", "for 5 occurrences"; "3 times a week" is a target and read before. */
export function readTimes(tokens: Tokens, index: number): Found<number> | null {
  const count = readCount(tokens, at(tokens, index) === 'for' ? index + 1 : index)
  if (!count || count.value < 1) return null
  return /^(times|occurrences|occasions|sessions)$/.test(at(tokens, count.next))
    ? { value: count.value, next: count.next + 1 }
    : null
}

/** "except Sundays", "but not on weekends", "except April 5 and April 12". */
export function readExcept(tokens: Tokens, index: number): Found<Exception> | null {
  const lead = past(tokens, index, ['except', 'except for', 'excluding', 'not on', 'but not', 'besides', 'apart from'])
  if (lead === index) return null
  const next = past(tokens, lead, ['on'])
  if (/^weekends?$/.test(at(tokens, next))) return { value: { weekdays: WEEKEND }, next: next + 1 }
  if (/^weekdays?$/.test(at(tokens, next))) return { value: { weekdays: WORKDAYS }, next: next + 1 }
  const list = readWeekdayList(tokens, next)
  if (list) return { value: { weekdays: list.value.days }, next: list.next }
  const dates: DateValue[] = []
  let end = next
  for (let begin = next; ; begin = past(tokens, end, [',', 'and', '&', ', and'])) {
    const date = dates.length > 0 && begin === end ? null : readCalendarDay(tokens, begin, true)
    if (!date) break
    dates.push(date.value)
    end = date.next
  }
  return dates.length === 0 ? null : { value: { dates }, next: end }
}

/** "after completion": the next one counts from the day this one was done. */
export function readAnchor(tokens: Tokens, index: number): Found<'completion'> | null {
  const next = past(tokens, index, AFTER_DONE)
  return next > index ? { value: 'completion', next } : null
}

/** "3 times a week", "twice daily", "4x/month", "once every 3 days": how often, not when. */
export function readTarget(tokens: Tokens, index: number): Found<{ times: number; days: number }> | null {
  const times = readTimesWord(tokens, index)
  if (!times || times.value < 1) return null
  const { next } = times
  const adverb = ['daily', 'weekly', 'monthly', 'yearly'].indexOf(at(tokens, next))
  if (adverb >= 0) return { value: { times: times.value, days: [1, 7, 30, 365][adverb] ?? 1 }, next: next + 1 }
  if (!['a', 'an', 'per', 'each', 'every', '/', 'in'].includes(at(tokens, next))) return null
  const count = at(tokens, next) === 'every' || at(tokens, next) === 'in' ? readCount(tokens, next + 1) : null
  if (at(tokens, next) === 'in' && !count) return null
  const unit = unitOf(at(tokens, count?.next ?? next + 1))
  const size =
    unit === null ? 0 : { minute: 0, hour: 0, day: 1, week: 7, fortnight: 14, month: 30, quarter: 91, year: 365 }[unit]
  const days = size * (count?.value ?? 1)
  return days < 1 || days > 3650 ? null : { value: { times: times.value, days }, next: (count?.next ?? next + 1) + 1 }
}

function readTimesWord(tokens: Tokens, index: number): Found<number> | null {
  const word = ['once', 'twice', 'thrice'].indexOf(at(tokens, index))
  if (word >= 0) return { value: word + 1, next: index + 1 }
  const count = readCount(tokens, index)
  if (!count) return null
  return says(tokens, count.next, 'times') || says(tokens, count.next, 'x')
    ? { value: count.value, next: count.next + 1 }
    : null
}

function isPlural(value: DateValue): boolean {
  return value.form === 'weekdays' && (value.plural || value.days.length > 1)
}
