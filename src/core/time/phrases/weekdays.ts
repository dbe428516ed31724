import type { DateValue } from './pieces.ts'
import { at, type Found, isGlued, past, says, type Tokens } from './tokens.ts'
import { isBoundary, isPluralPart, partOf, WEEKDAY_WORDS } from './words.ts'

/** `mon`, `sun` and the like are words or names too: alone they are no day. */
const SHORT_AND_DOUBTFUL = new Set(['mon', 'wed', 'sat', 'sun'])
const NOT_BEFORE_WED = new Set(['', 'get', 'getting', 'be', 'to', 'newly'])
export const WORKDAYS: readonly number[] = [0, 1, 2, 3, 4]
export const WEEKEND: readonly number[] = [5, 6]

/** As timetables write them: said of every week. */
const TIMETABLES: readonly { days: readonly number[]; written: string[] }[] = [
  { days: [0, 2, 4], written: ['mwf', 'm / w / f'] },
  { days: [1, 3], written: ['tth', 'tuth', 't / th', 'tu / th'] },
]

export interface WeekdayList {
  readonly days: readonly number[]
  readonly plural: boolean
  readonly range: boolean
}

/** `Monday`, `mon, wed and fri`, `mon wed fri`, `Mondays/Thursdays`, `monday to friday`. */
export function readWeekdayList(tokens: Tokens, index: number): Found<WeekdayList> | null {
  for (const { days, written } of TIMETABLES) {
    const next = past(tokens, index, written)
    if (next > index) return { value: { days, plural: true, range: false }, next }
  }
  const first = readWeekday(tokens, index)
  if (!first) return null
  const last = readRangeEnd(tokens, first.next)
  if (last) {
    // "Monday to Friday" is said of every week; "Monday to Wednesday" may be one conference.
    const days = daysBetween(first.value.day, last.value)
    return { value: { days, plural: days.join() === WORKDAYS.join(), range: true }, next: last.next }
  }
  const days = [first.value.day]
  let { plural } = first.value
  let { next } = first
  for (let more = readAnother(tokens, next); more; more = readAnother(tokens, next)) {
    days.push(more.value.day)
    plural ||= more.value.plural
    next = more.next
  }
  return { value: { days: [...new Set(days)].sort((a, b) => a - b), plural, range: false }, next }
}

/** A weekday that is meant as a date: led in ("on", "next"), or standing where no name could go on. */
export function readWeekdays(tokens: Tokens, index: number, prefix: string): Found<DateValue> | null {
  const lead = at(tokens, index)
  const coming = lead === 'coming' || (lead === 'this' && at(tokens, index + 1) === 'coming')
  const which = lead === 'next' ? 'next' : lead === 'this' || coming ? 'this' : 'plain'
  const begin = index + (lead === 'this' && coming ? 2 : which === 'plain' ? 0 : 1)
  const list = readWeekdayList(tokens, begin)
  if (!list || (list.value.days.length > 1 && which !== 'plain')) return null
  if (list.value.days.length === 1 && says(tokens, list.next, 'or') && readWeekday(tokens, list.next + 1)) return null
  if (!isMeant(tokens, begin, list, which !== 'plain', prefix)) return null
  const { days, range } = list.value
  const plural = list.value.plural || (which === 'plain' && isPluralPart(at(tokens, list.next)))
  const week = says(tokens, list.next, 'next week') ? list.next + 2 : list.next
  return { value: { form: 'weekdays', days, plural, range, which: week > list.next ? 'next' : which }, next: week }
}

/** The days from one weekday through another, going round the week's end. */
function daysBetween(first: number, last: number): number[] {
  const length = ((last - first + 7) % 7) + 1
  return Array.from({ length }, (_, i) => (first + i) % 7).sort((a, b) => a - b)
}

function isMeant(tokens: Tokens, index: number, list: Found<WeekdayList>, led: boolean, prefix: string): boolean {
  const word = at(tokens, index)
  const part = partOf(at(tokens, list.next))
  if (part && part !== 'night') return true
  const ends = isBoundary(tokens, part ? list.next + 1 : list.next)
  if (SHORT_AND_DOUBTFUL.has(word) && list.value.days.length === 1) {
    if (prefix === 'for') return false
    if (prefix !== '' || led) return ends
    const next = tokens[list.next]
    if (!next || next.kind === 'mark')
      return ends && word !== 'sat' && word !== 'sun' && !NOT_BEFORE_WED.has(at(tokens, index - 1))
    return ends && !/^(and|or|to|with|in|for|the|then|if)$/.test(next.text)
  }
  return led || ends || (prefix !== '' && list.value.plural)
}

function readWeekday(tokens: Tokens, index: number): Found<{ day: number; plural: boolean }> | null {
  const token = tokens[index]
  if (token?.kind !== 'word') return null
  const next =
    at(tokens, index + 1) === '.' && isGlued(tokens, index + 1) && !isGlued(tokens, index + 2) && token.text.length < 6
      ? index + 2
      : index + 1
  const day = WEEKDAY_WORDS.get(token.text)
  if (day !== undefined) return { value: { day, plural: false }, next: next < tokens.length ? next : index + 1 }
  const single = token.text.endsWith('s') ? WEEKDAY_WORDS.get(token.text.slice(0, -1)) : undefined
  return single === undefined || token.text.length < 6
    ? null
    : { value: { day: single, plural: true }, next: index + 1 }
}

function readAnother(tokens: Tokens, index: number): Found<{ day: number; plural: boolean }> | null {
  let next = index
  if (at(tokens, next) === ',') next++
  if (['and', '&', '/', '+'].includes(at(tokens, next))) next++
  if (at(tokens, next) === 'on') next++
  return readWeekday(tokens, next)
}

function readRangeEnd(tokens: Tokens, index: number): Found<number> | null {
  if (!['-', '–', 'to', 'through', 'thru'].includes(at(tokens, index))) return null
  const last = readWeekday(tokens, index + 1)
  return last && { value: last.value.day, next: last.next }
}
