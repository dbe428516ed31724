import { at, digits, type Found, isGlued, says, type Tokens } from './tokens.ts'

/**
 * A time of day in minutes. `said` tells how: `half` with am or pm, `open` an hour up to twelve without it (which
 * "evening" beside it moves by twelve hours), `exact` anything else, such as 19:00 or noon.
 */
export interface Clock {
  readonly minutes: number
  readonly said: 'half' | 'open' | 'exact'
}

const MINUTE_WORDS: ReadonlyMap<string, number> = new Map([
  ['five', 5],
  ['ten', 10],
  ['quarter', 15],
  ['twenty', 20],
])
const TO_THE_HOUR = new Set(['at', '@', 'by', 'around', 'about', 'before'])
const RANGING = new Set(['from', 'between'])
const HOURS = 'twelve one two three four five six seven eight nine ten eleven'.split(' ')

/** A time of day that can be nothing else: 7pm, 7:30, 7.30 pm, 19h, five o'clock, noon, half past five. */
export function readClock(tokens: Tokens, index: number): Found<Clock> | null {
  return (
    readNamed(tokens, index) ?? readSpoken(tokens, index) ?? readMilitary(tokens, index) ?? readDigits(tokens, index)
  )
}

/** An hour alone, `9` or `nine`: a time of day only where the words around it say so. */
export function readBareHour(tokens: Tokens, index: number): Found<Clock> | null {
  const hour = digits(tokens, index, 2) ?? wordHour(at(tokens, index))
  if (hour === null || hour > 23) return null
  return { value: withoutHalf(hour, 0), next: index + 1 }
}

/** `am` 0 or `pm` 1, also written `a.m.`. */
function readMeridiem(tokens: Tokens, index: number): Found<number> | null {
  const word = at(tokens, index)
  if (word === 'am' || word === 'pm') return { value: word === 'pm' ? 1 : 0, next: index + 1 }
  const dotted = (word === 'a' || word === 'p') && at(tokens, index + 1) === '.' && at(tokens, index + 2) === 'm'
  if (!dotted || !isGlued(tokens, index + 1) || !isGlued(tokens, index + 2)) return null
  const closing = at(tokens, index + 3) === '.' && isGlued(tokens, index + 3)
  return { value: word === 'p' ? 1 : 0, next: index + (closing ? 4 : 3) }
}

function readNamed(tokens: Tokens, index: number): Found<Clock> | null {
  const word = at(tokens, index)
  if (word === 'noon' || word === 'midday') return { value: { minutes: 720, said: 'exact' }, next: index + 1 }
  return word === 'midnight' ? { value: { minutes: 0, said: 'exact' }, next: index + 1 } : null
}

function readSpoken(tokens: Tokens, index: number): Found<Clock> | null {
  const offset = readOffset(tokens, index)
  if (offset) {
    const hour = readBareHour(tokens, offset.next)
    if (hour?.value.said !== 'open') return null
    const minutes = (hour.value.minutes + offset.value + 720) % 720
    return meridiemed(tokens, hour.next, Math.floor(minutes / 60) || 12, minutes % 60)
  }
  const hour = wordHour(at(tokens, index))
  if (hour === null || hour === 0) return null
  if (at(tokens, index + 1) === "o'clock") return meridiemed(tokens, index + 2, hour, 0)
  return readMeridiem(tokens, index + 1) ? meridiemed(tokens, index + 1, hour, 0) : null
}

/** `half past`, `a quarter to`, `ten past`, `twenty-five to`: minutes to add to the hour that follows. */
function readOffset(tokens: Tokens, index: number): Found<number> | null {
  if (says(tokens, index, 'half past')) return { value: 30, next: index + 2 }
  const begin = at(tokens, index) === 'a' && at(tokens, index + 1) === 'quarter' ? index + 1 : index
  const dashed = says(tokens, begin, 'twenty - five')
  const both = dashed || says(tokens, begin, 'twenty five')
  const spoken = MINUTE_WORDS.get(at(tokens, begin))
  const minutes = both ? 25 : (spoken ?? digits(tokens, begin, 2))
  const next = begin + (dashed ? 3 : both ? 2 : 1)
  if (minutes === null || minutes < 1 || minutes > 29) return null
  if (at(tokens, next) === 'past') return { value: minutes, next: next + 1 }
  if (at(tokens, next) !== 'to' || RANGING.has(at(tokens, index - 1))) return null
  // "Five to ten people" is a range: a range goes up, or else "at" comes before it.
  const falls = minutes > (readBareHour(tokens, next + 1)?.value.minutes ?? 1440) / 60
  const named = (spoken !== undefined || both) && (falls || TO_THE_HOUR.has(at(tokens, index - 1)))
  return named ? { value: -minutes, next: next + 1 } : null
}

/** `0830`, with its first zero, or `1530 hrs`. */
function readMilitary(tokens: Tokens, index: number): Found<Clock> | null {
  const text = at(tokens, index)
  const [hour, minute] = [Number(text.slice(0, 2)), Number(text.slice(2))]
  if (tokens[index]?.kind !== 'number' || text.length !== 4 || hour > 23 || minute > 59) return null
  const unit = ['hrs', 'hours', 'h'].includes(at(tokens, index + 1))
  const led = at(tokens, index - 1) === 'at' || at(tokens, index - 1) === '@'
  if (!unit && !(led && text.startsWith('0'))) return null
  return { value: { minutes: hour * 60 + minute, said: 'exact' }, next: unit ? index + 2 : index + 1 }
}

function readDigits(tokens: Tokens, index: number): Found<Clock> | null {
  const hour = digits(tokens, index, 2)
  if (hour === null) return null
  const mark = at(tokens, index + 1)
  const minute =
    isGlued(tokens, index + 1) && isGlued(tokens, index + 2) && at(tokens, index + 2).length === 2
      ? digits(tokens, index + 2, 2)
      : null
  if ((mark === ':' || mark === '.') && minute !== null) {
    const more = at(tokens, index + 3) === ':' || at(tokens, index + 3) === '.' ? isGlued(tokens, index + 4) : false
    if (minute > 59 || more || (mark === '.' && !readMeridiem(tokens, index + 3))) return null
    return meridiemed(tokens, index + 3, hour, minute)
  }
  if (mark === "o'clock") return meridiemed(tokens, index + 2, hour, 0)
  if (mark === 'h' && isGlued(tokens, index + 1) && hour >= 13) {
    const minutes = isGlued(tokens, index + 2) ? digits(tokens, index + 2, 2) : null
    return meridiemed(tokens, minutes === null ? index + 2 : index + 3, hour, minutes ?? 0)
  }
  return readMeridiem(tokens, index + 1) ? meridiemed(tokens, index + 1, hour, 0) : null
}

/** Adds an am or pm that may follow; refuses hours the clock does not have. */
function meridiemed(tokens: Tokens, index: number, hour: number, minute: number): Found<Clock> | null {
  const half = readMeridiem(tokens, index)
  if (half) {
    if (hour < 1 || hour > 12) return null
    return { value: { minutes: ((hour % 12) + half.value * 12) * 60 + minute, said: 'half' }, next: half.next }
  }
  if (hour > 23 || minute > 59) return null
  return { value: withoutHalf(hour, minute), next: index }
}

function withoutHalf(hour: number, minute: number): Clock {
  return { minutes: hour * 60 + minute, said: hour >= 1 && hour <= 12 ? 'open' : 'exact' }
}

function wordHour(word: string): number | null {
  const hour = HOURS.indexOf(word)
  return hour < 0 ? null : hour === 0 ? 12 : hour
}
