import { readBareHour, readClock } from './clock.ts'
import { at, digits, type Found, isGlued, past, says, type Tokens } from './tokens.ts'

/** Monday 0. Common slips of the finger are listed where they cannot be another word. */
export const WEEKDAY_WORDS: ReadonlyMap<string, number> = numbered([
  'monday mon moday modnay',
  'tuesday tue tues tuseday teusday tuesay',
  'wednesday wed weds wednsday wensday wendesday wednesay',
  'thursday thu thur thurs thrusday thursay thurday',
  'friday fri firday fridya',
  'saturday sat saterday staurday satuday',
  'sunday sun sunady',
])

/** January 0. */
export const MONTH_WORDS: ReadonlyMap<string, number> = numbered([
  'january jan januray',
  'february feb febuary febrary',
  'march mar',
  'april apr',
  'may',
  'june jun',
  'july jul',
  'august aug agust',
  'september sep sept setember',
  'october oct',
  'november nov',
  'december dec decemeber',
])

const NUMBER_WORDS: ReadonlyMap<string, number> = numbered(
  'zero one two three four five six seven eight nine ten eleven twelve'.split(' '),
)

/** "first" is 1. */
const ORDINAL_WORDS: ReadonlyMap<string, number> = numbered(
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'.split(' '),
)

/** "Second to last", "second-last". */
const FROM_LAST = ['to last', '- to - last', 'last', '- last']

/** A calendar unit; `days` and `months` say how far one of it reaches. */
export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'fortnight' | 'month' | 'quarter' | 'year'

const UNIT_WORDS: ReadonlyMap<string, Unit> = new Map(
  Object.entries({
    minute: 'minutes mins min minuets',
    hour: 'hours hrs hr hous',
    day: 'days',
    week: 'weeks wk wks',
    fortnight: 'fortnights',
    month: 'months mths',
    quarter: 'quarters',
    year: 'years yrs yr',
  }).flatMap(([unit, words]) => [unit, ...words.split(' ')].map((word): [string, Unit] => [word, unit as Unit])), // keys above
)

export const PARTS = { morning: 8 * 60, noon: 12 * 60, afternoon: 14 * 60, evening: 18 * 60, night: 20 * 60 } as const
/** A part of the day; its minute of the day is what it means without a clock time. */
export type Part = keyof typeof PARTS

const PART_WORDS: ReadonlyMap<string, Part> = new Map([
  ['morning', 'morning'],
  ['mornings', 'morning'],
  ['noon', 'noon'],
  ['afternoon', 'afternoon'],
  ['afternoons', 'afternoon'],
  ['evening', 'evening'],
  ['evenings', 'evening'],
  ['night', 'night'],
  ['nights', 'night'],
])

/** Words that may follow a date or time without making it part of a name, as "Sunday with Anna" against "Sunday roast". */
const FOLLOWERS = new Set(
  (
    'at on by every each until till til through thru from start starting starts beginning in for with to and or about ' +
    'tomorrow today tonight next this daily weekly monthly yearly noon midnight due urgent high low before after ' +
    'because so then if when but via around please pls except once twice repeat ' +
    'without unless while where near between eod cob'
  ).split(' '),
)

/** Things that are counted: "May 5 people", "march 10 miles", "at 5 houses" name no date and no time. */
const COUNTED = new Set(
  (
    'k km kms mi mile miles m meter meters metre metres cm mm ft feet people persons person guests friends kids pages page ' +
    'chapters chapter times x kg g lb lbs pounds minutes minute min mins hours hour hrs seconds sec reps sets items percent ' +
    'days day weeks week months month years year dollars euros words steps laps cups eggs apples houses emails calls tasks'
  ).split(' '),
)

export function unitOf(word: string): Unit | null {
  return UNIT_WORDS.get(word) ?? null
}

export function partOf(word: string): Part | null {
  return PART_WORDS.get(word) ?? null
}

/** "Mornings", "evenings": said of more than one day. */
export function isPluralPart(word: string): boolean {
  return word.endsWith('s') && PART_WORDS.has(word)
}

export function isCounted(word: string): boolean {
  return COUNTED.has(word)
}

/** A count in digits or words up to twelve; `a couple of` is two. At most four digits. */
export function readCount(tokens: Tokens, index: number): Found<number> | null {
  const number = digits(tokens, index, 4)
  if (number !== null) return { value: number, next: index + 1 }
  const article = at(tokens, index) === 'a' ? index + 1 : index
  if (at(tokens, article) === 'couple')
    return { value: 2, next: at(tokens, article + 1) === 'of' ? article + 2 : article + 1 }
  const word = NUMBER_WORDS.get(at(tokens, index))
  return word === undefined ? null : { value: word, next: index + 1 }
}

/** `3rd`, `third`; `last` is -1, `second to last` and `penultimate` -2. Digits need their ending, so a bare number is never an ordinal. */
export function readOrdinal(tokens: Tokens, index: number): Found<number> | null {
  if (at(tokens, index) === 'last') return { value: -1, next: index + 1 }
  if (at(tokens, index) === 'penultimate') return { value: -2, next: index + 1 }
  if (says(tokens, index, 'next to last')) return { value: -2, next: index + 3 }
  const place = readPlace(tokens, index)
  const last = place === null ? 0 : past(tokens, place.next, FROM_LAST)
  return place && last > place.next ? { value: -place.value, next: last } : place
}

function readPlace(tokens: Tokens, index: number): Found<number> | null {
  const word = ORDINAL_WORDS.get(at(tokens, index))
  if (word !== undefined && word > 0) return { value: word, next: index + 1 }
  const number = digits(tokens, index, 2)
  const ending = /^(st|nd|rd|th)$/.test(at(tokens, index + 1)) && isGlued(tokens, index + 1)
  return number !== null && number > 0 && ending ? { value: number, next: index + 2 } : null
}

/** Whether a date or time may end before `index`: at the end, at a mark, at a clock time, or at a word that begins anew. */
export function isBoundary(tokens: Tokens, index: number): boolean {
  const token = tokens[index]
  if (!token) return true
  if (token.kind === 'mark') {
    const joins = isGlued(tokens, index + 1) && tokens[index + 1]?.kind !== 'mark'
    if (token.glued && ".:'’".includes(token.text)) return !joins
    return !(token.glued && '%/+-–*=_$€£°&'.includes(token.text))
  }
  if (FOLLOWERS.has(token.text) || readClock(tokens, index) !== null) return true
  const hour = readBareHour(tokens, index)
  return hour !== null && '-–—'.includes(at(tokens, hour.next) || ' ') && readClock(tokens, hour.next + 1) !== null
}

function numbered(lines: readonly string[]): Map<string, number> {
  return new Map(lines.flatMap((line, i) => line.split(' ').map((word): [string, number] => [word, i])))
}
