import { civilOf, dayNumber, daysInMonth, isLeapYear } from '../civil.ts'
import type { DateValue } from './pieces.ts'
import { at, digits, type Found, isGlued, type Tokens } from './tokens.ts'
import { isBoundary, isCounted, MONTH_WORDS, readOrdinal } from './words.ts'

/** Month names that are also words: beside them a number alone proves nothing. */
const ALSO_WORDS = new Set(['may', 'march', 'mar'])
/** "May 5 be enough", "march 3 of them": the month is a verb. */
const AFTER_VERB = new Set('be have has do i we you he she they it not of or more'.split(' '))
/** A number after one of these counts or names something. */
const NUMBERING = new Set(
  'top chapter page pages part no number nr version level step section episode vol volume issue room season unit'.split(
    ' ',
  ),
)

/** `dec 24`, `24th of December 2027`, `2027-12-24`, `24.12.2027`; `12/24/2027` only where day and month cannot be confused. */
export function readCalendarDay(tokens: Tokens, index: number, prefixed: boolean): Found<DateValue> | null {
  return (
    readMonthFirst(tokens, index) ??
    readDayFirst(tokens, index, prefixed) ??
    readIso(tokens, index) ??
    readNumeric(tokens, index, prefixed)
  )
}

/** January is 1. */
export function monthOf(word: string): number | null {
  const month = MONTH_WORDS.get(word)
  return month === undefined ? null : month + 1
}

/** The next date with this month and day from `today` on; 29 February waits for a leap year. */
export function nextYearday(today: number, month: number, day: number): number {
  let { year } = civilOf(today)
  if (dayNumber(year, month, Math.min(day, 28)) + Math.max(0, day - 28) < today) year++
  while (day > daysInMonth(year, month)) year++
  return dayNumber(year, month, day)
}

function readMonthFirst(tokens: Tokens, index: number): Found<DateValue> | null {
  const month = monthOf(at(tokens, index))
  if (month === null) return null
  const begin = at(tokens, index + 1) === '.' && isGlued(tokens, index + 1) ? index + 2 : index + 1
  const the = at(tokens, begin) === 'the' ? begin + 1 : begin
  const day = readDayOfMonth(tokens, the)
  const found = day && finish(tokens, month, day)
  const verb =
    found &&
    ALSO_WORDS.has(at(tokens, index)) &&
    (AFTER_VERB.has(at(tokens, found.next)) || /..s$/.test(at(tokens, found.next)))
  return verb ? null : found
}

function readDayFirst(tokens: Tokens, index: number, prefixed: boolean): Found<DateValue> | null {
  if (NUMBERING.has(at(tokens, index - 1)) || isGlued(tokens, index)) return null
  const day = readDayOfMonth(tokens, index)
  if (!day) return null
  const next = at(tokens, day.next) === '.' || at(tokens, day.next) === 'of' ? day.next + 1 : day.next
  const month = monthOf(at(tokens, next))
  const found = month === null ? null : finish(tokens, month, { value: day.value, next: next + 1 })
  const plain = !prefixed && next === index + 1 && ALSO_WORDS.has(at(tokens, next))
  return plain && found && !isBoundary(tokens, found.next) ? null : found
}

function finish(tokens: Tokens, month: number, day: Found<number>): Found<DateValue> | null {
  const comma = at(tokens, day.next) === ',' ? day.next + 1 : day.next
  const year = readYear(tokens, comma)
  const next = year === null ? day.next : comma + 1
  if (day.value < 1 || day.value > daysInMonth(year ?? 2000, month)) return null
  if (isCounted(at(tokens, next))) return null
  if (year === null) return { value: { form: 'yearday', month, day: day.value }, next }
  return { value: { form: 'day', day: dayNumber(year, month, day.value) }, next }
}

/** `24`, `24th`, `first`; not the `5` of `5k` or `5:30`. */
function readDayOfMonth(tokens: Tokens, index: number): Found<number> | null {
  const ordinal = readOrdinal(tokens, index)
  if (ordinal) return ordinal.value > 0 ? ordinal : null
  const day = digits(tokens, index, 2)
  const mark = at(tokens, index + 1)
  if (day === null || (isGlued(tokens, index + 1) && (tokens[index + 1]?.kind === 'word' || ':%/'.includes(mark))))
    return null
  return mark === 'am' || mark === 'pm' ? null : { value: day, next: index + 1 }
}

function readYear(tokens: Tokens, index: number): number | null {
  const year = at(tokens, index).length === 4 ? digits(tokens, index, 4) : null
  const other = isGlued(tokens, index + 1) && tokens[index + 1]?.kind !== 'mark'
  return year !== null && year >= 1900 && year < 2900 && !other && !isCounted(at(tokens, index + 1)) ? year : null
}

function readIso(tokens: Tokens, index: number): Found<DateValue> | null {
  const numbers = separated(tokens, index, '-')
  const [year = 0, month = 0, day = 0] = numbers ?? []
  if (!numbers || at(tokens, index).length !== 4) return null
  const next = at(tokens, index + 5) === 't' && isGlued(tokens, index + 5) ? index + 6 : index + 5
  return absolute(year, month, day, next)
}

function readNumeric(tokens: Tokens, index: number, prefixed: boolean): Found<DateValue> | null {
  if (isGlued(tokens, index)) return null
  const dotted = separated(tokens, index, '.')
  if (dotted && at(tokens, index + 4).length === 4)
    return absolute(dotted[2] ?? 0, dotted[1] ?? 0, dotted[0] ?? 0, index + 5)
  const slashed = separated(tokens, index, '/')
  const [first, second] = [digits(tokens, index, 2), digits(tokens, index + 2, 2)]
  if (first === null || second === null || at(tokens, index + 1) !== '/') return null
  if (first <= 12 === second <= 12) return null
  const [month, day] = first <= 12 ? [first, second] : [second, first]
  if (slashed && at(tokens, index + 4).length === 4) return absolute(slashed[2] ?? 0, month, day, index + 5)
  const alone = prefixed && isBoundary(tokens, index + 3) && day <= daysInMonth(2000, month) && month > 0
  return alone ? { value: { form: 'yearday', month, day }, next: index + 3 } : null
}

/** Three numbers with the mark between them and no space. */
function separated(tokens: Tokens, index: number, mark: string): number[] | null {
  for (const place of [1, 2, 3, 4]) if (!isGlued(tokens, index + place)) return null
  if (at(tokens, index + 1) !== mark || at(tokens, index + 3) !== mark) return null
  const numbers = [digits(tokens, index, 4), digits(tokens, index + 2, 2), digits(tokens, index + 4, 4)]
  return numbers.every((number) => number !== null) ? numbers : null
}

function absolute(year: number, month: number, day: number, next: number): Found<DateValue> | null {
  if (year < 1900 || year > 2899 || month < 1 || month > 12 || day < 1) return null
  if (day > (month === 2 && isLeapYear(year) ? 29 : daysInMonth(year, month))) return null
  return { value: { form: 'day', day: dayNumber(year, month, day) }, next }
}
