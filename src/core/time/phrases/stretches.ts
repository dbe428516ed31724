import type { Stretch } from './pieces.ts'
import { at, digits, type Found, isGlued, says, type Tokens } from './tokens.ts'
import { isCounted, readCount, type Unit, unitOf } from './words.ts'

const SIZES: Readonly<Record<Unit, Stretch>> = {
  minute: { minutes: 1, days: 0, months: 0 },
  hour: { minutes: 60, days: 0, months: 0 },
  day: { minutes: 0, days: 1, months: 0 },
  week: { minutes: 0, days: 7, months: 0 },
  fortnight: { minutes: 0, days: 14, months: 0 },
  month: { minutes: 0, days: 0, months: 1 },
  quarter: { minutes: 0, days: 0, months: 3 },
  year: { minutes: 0, days: 0, months: 12 },
}

/** `45 minutes`, `1h30`, `1.5 hours`, `an hour and a half`, `half an hour`, `2 weeks`, `a couple of days`. */
export function readStretch(tokens: Tokens, index: number): Found<Stretch> | null {
  if (says(tokens, index, 'half an hour')) return { value: minutes(30), next: index + 3 }
  if (says(tokens, index, 'half hour')) return { value: minutes(30), next: index + 2 }
  if (says(tokens, index, 'half a day') || says(tokens, index, 'half day')) return null
  const count = readAmount(tokens, index)
  if (!count) return null
  const word = at(tokens, count.next)
  const unit = word === 'h' ? 'hour' : word === 'm' && isGlued(tokens, count.next) ? 'minute' : unitOf(word)
  if (!unit || count.value <= 0) return null
  const size = SIZES[unit]
  const total: Stretch = {
    minutes: Math.round(size.minutes * count.value),
    days: size.days * count.value,
    months: size.months * count.value,
  }
  if (!Number.isInteger(total.days) || !Number.isInteger(total.months)) return null
  return unit === 'hour' ? withMinutes(tokens, count.next + 1, total) : { value: total, next: count.next + 1 }
}

/** `in 2 hours`, `in 3 days' time`, `2 weeks from now`, `an hour from now`. Not "run 5k in 30 minutes". */
export function readIn(tokens: Tokens, index: number): Found<Stretch> | null {
  if (says(tokens, index, 'due in')) return readIn(tokens, index + 1)
  if (at(tokens, index) === 'in') {
    const before = tokens[index - 1]
    if (
      before &&
      (before.kind === 'number' || isCounted(before.text) || before.text === 'done' || before.text === 'under')
    )
      return null
    const stretch = readStretch(tokens, index + 1)
    if (!stretch) return null
    const time = at(tokens, stretch.next) === "'" ? stretch.next + 1 : stretch.next
    return at(tokens, time) === 'time' ? { value: stretch.value, next: time + 1 } : stretch
  }
  const stretch = readStretch(tokens, index)
  return stretch && says(tokens, stretch.next, 'from now') ? { value: stretch.value, next: stretch.next + 2 } : null
}

/** `1h30`, `1 hour 30 minutes`, `an hour and a half`. */
function withMinutes(tokens: Tokens, index: number, hours: Stretch): Found<Stretch> {
  if (says(tokens, index, 'and a half')) return { value: minutes(hours.minutes + 30), next: index + 3 }
  const begin = at(tokens, index) === 'and' ? index + 1 : index
  const more = digits(tokens, begin, 2)
  if (more === null || more > 59) return { value: hours, next: index }
  const word = at(tokens, begin + 1)
  const named = unitOf(word) === 'minute' || (word === 'm' && isGlued(tokens, begin + 1))
  if (named) return { value: minutes(hours.minutes + more), next: begin + 2 }
  const short = begin === index && isGlued(tokens, begin) && isGlued(tokens, begin - 1)
  return short ? { value: minutes(hours.minutes + more), next: begin + 1 } : { value: hours, next: index }
}

/** A count that may have a decimal, as in 1.5; `a` and `an` are one. */
function readAmount(tokens: Tokens, index: number): Found<number> | null {
  const whole = digits(tokens, index, 4)
  const fraction =
    at(tokens, index + 1) === '.' && isGlued(tokens, index + 1) && isGlued(tokens, index + 2)
      ? digits(tokens, index + 2, 2)
      : null
  if (whole !== null && fraction !== null)
    return { value: Number(`${whole}.${at(tokens, index + 2)}`), next: index + 3 }
  const count = readCount(tokens, index)
  if (count && says(tokens, count.next, 'and a half')) return { value: count.value + 0.5, next: count.next + 3 }
  if (count) return count
  return at(tokens, index) === 'a' || at(tokens, index) === 'an' ? { value: 1, next: index + 1 } : null
}

function minutes(value: number): Stretch {
  return { minutes: value, days: 0, months: 0 }
}
