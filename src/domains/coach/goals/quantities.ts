/** How much a text asks for. */
export interface Quantity {
  amount: number
  unit: string
  /** The number as it was written: "10,000", "10k". */
  said: string
  /**
   * `sum`: so much in all ("save 6000 €", "read 24 books"), which can be divided; `less`: so much less than now ("lose 5 kg");
   * `at_most`: a limit ("under 4 hours"); `share`: percent.
   */
  kind: 'sum' | 'less' | 'at_most' | 'share'
}

const NUMBER = String.raw`\d{1,3}(?:[,\u00a0 ]\d{3})+(?!\d)|\d+(?:\.\d+)?`
const QUANTITY = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:/-])([$€£¥])?\s?(${NUMBER})\s?(k\b)?(?:\s?([%€$£¥])|[\s-]?(\p{L}[\p{L}-]{0,39}(?![\p{L}-]))(?:\s+(\p{L}[\p{L}-]{0,39}(?![\p{L}-])))?)?`,
  'iu',
)
/** Words between a number and what is counted. */
const BETWEEN = new Set('new more less fewer different good great extra full whole other of'.split(' '))
/** Words after a number that count nothing. */
const NO_UNIT = new Set('in by and or to a an the per for on at until till from st nd rd th am pm x times'.split(' '))
/** No goal of a person is beyond it. */
const MOST = 1e12
const LESS = /\b(lose|losing|shed|reduce|cut|drop|lower|pay off|fewer)\b/i
const AT_MOST = /\b(under|below|less than|at most|within|no more than|sub)[ -]*$/i

/**
 * The first amount with a unit that a text names, or null. Days and clock times must have been taken out of the text before. A
 * number that counts nothing ("top 10") is none.
 */
export function quantityIn(text: string): Quantity | null {
  for (let rest = text; ; ) {
    const match = QUANTITY.exec(rest)
    if (!match) return null
    const before = rest.slice(0, match.index)
    const [whole, currency, number = '', thousand, sign, word, next] = match
    const unit = currency ?? sign ?? unitOf(word, next)
    const amount = Number(number.replace(/[,\u00a0 ]/g, '')) * (thousand ? 1_000 : 1)
    const said = `${number}${thousand ?? ''}`
    if (unit !== null && amount > 0 && amount <= MOST) return { amount, unit, said, kind: kindOf(unit, before, text) }
    rest = rest.slice(match.index + Math.max(1, whole.trimEnd().length))
  }
}

function unitOf(word: string | undefined, next: string | undefined): string | null {
  const named = word !== undefined && BETWEEN.has(word.toLowerCase()) ? next : word
  return named === undefined || NO_UNIT.has(named.toLowerCase()) ? null : named
}

function kindOf(unit: string, before: string, text: string): Quantity['kind'] {
  if (AT_MOST.test(before.trimEnd())) return 'at_most'
  if (unit === '%') return 'share'
  return LESS.test(text) ? 'less' : 'sum'
}

/**
 * An amount in parts as equal as whole numbers are, so that they add up to it: of a whole number the first ones take the remainder, of
 * another the last one takes what is broken. Empty when a part would be less than one.
 */
export function divided(amount: number, parts: number): number[] {
  if (parts < 2 || amount < parts) return []
  const each = Math.floor(amount / parts)
  if (!Number.isInteger(amount)) {
    const last = Math.round((amount - each * (parts - 1)) * 100) / 100
    return Array.from({ length: parts }, (_, at) => (at < parts - 1 ? each : last))
  }
  const rest = amount % parts
  return Array.from({ length: parts }, (_, at) => each + (at < rest ? 1 : 0))
}
