import { type Clock, readBareHour, readClock } from './clock.ts'
import type { TimeValue } from './pieces.ts'
import { at, type Found, type Tokens } from './tokens.ts'
import { isBoundary, isCounted, type Part, partOf, unitOf } from './words.ts'

const PREFIXES = new Set(['at', '@', 'by', 'around', 'about', 'approximately', 'from', 'before', 'between'])
/** After these a clock time belongs to something else: a verse, a score, the end of something. */
const CITING = new Set(
  (
    'after since past than until till til through ratio score scale aspect version verse chapter episode psalm psalms ' +
    'room gate door platform genesis exodus leviticus isaiah proverbs matthew mark luke john acts romans corinthians hebrews james peter revelation'
  ).split(' '),
)
const NOT_BEFORE_AT = new Set('look looking looks aim aiming stare laugh cap capped priced valued'.split(' '))

/** `morning`, `morning and evening`. */
export function readParts(tokens: Tokens, index: number): Found<readonly Part[]> | null {
  const first = partOf(at(tokens, index))
  if (!first) return null
  const joined = at(tokens, index + 1) === 'and' || at(tokens, index + 1) === '&'
  const the = at(tokens, index + 2) === 'the' ? index + 3 : index + 2
  const second = joined ? partOf(at(tokens, the)) : null
  return second && second !== first ? { value: [first, second], next: the + 1 } : { value: [first], next: index + 1 }
}

/** A time of day, several ("8am and 8pm", unless `lists` is false) or a range ("3–5 pm"). */
export function readTime(tokens: Tokens, index: number, lists: boolean): Found<TimeValue> | null {
  const prefix = at(tokens, index)
  const prefixed = PREFIXES.has(prefix)
  const begin = prefixed ? index + 1 : index
  const before = at(tokens, index - 1)
  const range = readRange(tokens, begin, prefix)
  if (range && !CITING.has(before)) return range
  if (prefix === 'between') return null
  const exact = readClock(tokens, begin)
  if (exact) return !prefixed && CITING.has(before) ? null : readList(tokens, exact, lists, false)
  if ((prefix !== 'at' && prefix !== '@') || NOT_BEFORE_AT.has(before)) return null
  const bare = readBareHour(tokens, begin)
  if (!bare || !(isBoundary(tokens, bare.next) || (lists && readAnother(tokens, bare.next, true)))) return null
  return readList(tokens, bare, lists, true)
}

function readList(tokens: Tokens, first: Found<Clock>, lists: boolean, bare: boolean): Found<TimeValue> {
  const clocks = [first.value]
  let next = first.next
  for (
    let more = lists ? readAnother(tokens, next, bare) : null;
    more && clocks.length < 24;
    more = readAnother(tokens, next, bare)
  ) {
    clocks.push(more.value)
    next = more.next
  }
  return { value: { clocks, durationMinutes: null }, next }
}

/** `, 2pm`, `and 8pm`, `/ 20:00`; after "at 8" also a bare hour that ends there. */
function readAnother(tokens: Tokens, index: number, bare: boolean): Found<Clock> | null {
  let next = index
  if (at(tokens, next) === ',') next++
  if (['and', '&', '/', '+'].includes(at(tokens, next))) next++
  if (next === index) return null
  if (at(tokens, next) === 'at') next++
  const exact = readClock(tokens, next)
  if (exact || !bare) return exact
  const hour = readBareHour(tokens, next)
  return hour && isBoundary(tokens, hour.next) ? hour : null
}

function readRange(tokens: Tokens, index: number, prefix: string): Found<TimeValue> | null {
  const exact = readClock(tokens, index)
  const first = exact ?? readBareHour(tokens, index)
  if (!first) return null
  const mark = at(tokens, first.next)
  const dash = mark === '-' || mark === '–' || mark === '—'
  const spoken = prefix === 'between' ? mark === 'and' : mark === 'to' || mark === 'until' || mark === 'till'
  if (!dash && !(spoken && (exact || prefix === 'from' || prefix === 'at' || prefix === 'between'))) return null
  const last =
    readClock(tokens, first.next + 1) ?? (isStep(tokens, prefix, index) ? readEndingHour(tokens, first.next + 1) : null)
  if (!last) return null
  return { value: spanning(first.value, last.value), next: last.next }
}

/** "every hour from 9 to 5": beside a step of hours or minutes, bare numbers are hours of the day. */
function isStep(tokens: Tokens, prefix: string, index: number): boolean {
  const before = at(tokens, PREFIXES.has(prefix) ? index - 2 : index - 1)
  return before === 'hourly' || unitOf(before) === 'hour' || unitOf(before) === 'minute'
}

function readEndingHour(tokens: Tokens, index: number): Found<Clock> | null {
  const hour = readBareHour(tokens, index)
  return hour && !isCounted(at(tokens, hour.next)) ? hour : null
}

/** An hour without am or pm takes the half of the day that makes the range shorter: 11–1 pm is two hours, 3–5 pm too. */
function spanning(first: Clock, last: Clock): TimeValue {
  const starts = first.said === 'open' && last.said === 'half' ? [first.minutes, first.minutes + 720] : [first.minutes]
  const ends = first.said === 'open' && last.said === 'open' ? [last.minutes, last.minutes + 720] : [last.minutes]
  const choices = starts.flatMap((start) =>
    ends.map((end) => ({ start: start % 1440, length: (end - start + 2880) % 1440 || 1440 })),
  )
  const shortest = choices.reduce((best, it) => (it.length < best.length ? it : best))
  return { clocks: [{ minutes: shortest.start, said: 'exact' }], durationMinutes: shortest.length }
}
