/**
 * Fractional indices: texts that stand in the order of their bytes, between any two of which there is another. After David
 * Greenspan, “Implementing Fractional Indexing” (2020), whose reference code is in the public domain (CC0). A whole number whose first
 * letter tells its length, so that adding at an end costs next to nothing, and behind it a fraction without a last zero.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const FIRST = 'a0'
/** The least whole number; a fraction must follow it, since nothing could stand before it. */
const LEAST = `A${'0'.repeat(26)}`

/** A thousand insertions at one place need about 170 characters. */
export const LONGEST_POSITION = 250

/** Whether this is an index that others can be reckoned from. */
export function isPosition(text: string): boolean {
  const length = wholeLength(text)
  if (length === 0 || text.length < length || text.length > LONGEST_POSITION || text === LEAST) return false
  return /^[0-9A-Za-z]+$/.test(text) && (text.length === length || !text.endsWith('0'))
}

/**
 * An index between two, of which null is the beginning or the end. Null when there is no room: they are equal or out of order, or
 * the index would be longer than `LONGEST_POSITION`.
 */
export function positionBetween(before: string | null, after: string | null): string | null {
  if (before !== null && after !== null && before >= after) return null
  const between = anyBetween(before, after)
  return between !== null && between.length <= LONGEST_POSITION ? between : null
}

/** So many indices in order, as short as can be. */
export function positions(count: number): string[] {
  const all: string[] = []
  for (let last: string | null = null; all.length < count; ) {
    last = last === null ? FIRST : (successor(last) as string) // far from the greatest
    all.push(last)
  }
  return all
}

function anyBetween(before: string | null, after: string | null): string | null {
  if (after === null) {
    if (before === null) return FIRST
    const [whole, fraction] = split(before)
    return successor(whole) ?? whole + midpoint(fraction, null)
  }
  const [whole, fraction] = split(after)
  if (before === null) {
    if (whole === LEAST) return whole + midpoint('', fraction)
    return fraction === '' ? (predecessor(whole) ?? null) : whole
  }
  const [lower, rest] = split(before)
  if (lower === whole) return lower + midpoint(rest, fraction)
  const next = successor(lower)
  return next !== null && next < after ? next : lower + midpoint(rest, null)
}

/** By the first letter: `a` to `z` for numbers of one to 26 digits, `Z` down to `A` for those below them. */
function wholeLength(text: string): number {
  const [head = ''] = text
  if (head >= 'a' && head <= 'z') return head.charCodeAt(0) - 97 + 2
  return head >= 'A' && head <= 'Z' ? 90 - head.charCodeAt(0) + 2 : 0
}

const split = (text: string): [whole: string, fraction: string] => [
  text.slice(0, wholeLength(text)),
  text.slice(wholeLength(text)),
]

function successor(whole: string): string | null {
  const digits = [...whole.slice(1)]
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = DIGITS.indexOf(digits[at] ?? '') + 1
    digits[at] = DIGITS[digit] ?? '0'
    if (digit < DIGITS.length) return whole[0] + digits.join('')
  }
  if (whole[0] === 'Z') return FIRST
  if (whole[0] === 'z') return null
  const head = String.fromCharCode(whole.charCodeAt(0) + 1)
  return head + (head > 'a' ? `${digits.join('')}0` : digits.slice(1).join(''))
}

function predecessor(whole: string): string | null {
  const digits = [...whole.slice(1)]
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = DIGITS.indexOf(digits[at] ?? '') - 1
    digits[at] = DIGITS.at(digit) ?? 'z' // -1 is the last
    if (digit >= 0) return belowLeast(whole[0] + digits.join(''))
  }
  if (whole[0] === 'a') return 'Zz'
  if (whole[0] === 'A') return null
  const head = String.fromCharCode(whole.charCodeAt(0) - 1)
  return head + (head < 'Z' ? `${digits.join('')}z` : digits.slice(1).join(''))
}

/** The least whole number cannot stand alone. */
const belowLeast = (whole: string) => (whole === LEAST ? whole + midpoint('', null) : whole)

/** A fraction between two, `before` below `after`; neither ends in zero, null is one. */
function midpoint(before: string, after: string | null): string {
  let shared = 0
  while (after !== null && shared < after.length && (before[shared] ?? '0') === after[shared]) shared++
  if (after !== null && shared > 0) {
    return after.slice(0, shared) + midpoint(before.slice(shared), after.slice(shared))
  }
  const low = before === '' ? 0 : DIGITS.indexOf(before[0] ?? '')
  const high = after === null ? DIGITS.length : DIGITS.indexOf(after[0] ?? '')
  if (high - low > 1) return DIGITS[Math.round((low + high) / 2)] ?? ''
  if (after !== null && after.length > 1) return after.slice(0, 1)
  return DIGITS[low] + midpoint(before.slice(1), null)
}
