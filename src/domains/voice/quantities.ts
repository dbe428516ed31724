/** A number that was said, with its unit as it is usually written; null when there is none. */
export interface Quantity {
  amount: number
  unit: string | null
  /** Where it stands in the text. */
  start: number
  end: number
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const NUMBER = `\\d{1,3}(?:[, ]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:[.,]\\d+)?|(?:${TENS.join('|')})(?:[- ](?:${SMALL.slice(1, 10).join('|')}))?|(?:${SMALL.join('|')})|half an?|an?(?= (?:hours?|kilos?|glass|cup|litre|liter|mile)\\b)`

/** Spelling → the unit that is answered. */
const UNITS: readonly [string, string][] = [
  ['kg', 'kg|kgs|kilos?|kilograms?'],
  ['lb', 'lbs?|pounds?'],
  ['g', 'g|grams?'],
  ['km', 'km|kms|kilomet(?:er|re)s?|k(?=\\b)'],
  ['mi', 'mi|miles?'],
  ['m', 'm|met(?:er|re)s?'],
  ['cm', 'cm|centimet(?:er|re)s?'],
  ['kcal', 'kcal|calories|calorie|cal'],
  ['l', 'l|lit(?:er|re)s?'],
  ['ml', 'ml|millilit(?:er|re)s?'],
  ['glass', 'glass(?:es)?'],
  ['cup', 'cups?'],
  ['steps', 'steps?'],
  ['bpm', 'bpm|beats(?: per minute)?'],
  ['%', '%|percent'],
  ['EUR', '€|eur|euros?'],
  ['USD', '\\$|usd|dollars?|bucks?'],
  ['GBP', '£|gbp|quid'],
  ['h', 'h|hrs?|hours?'],
  ['min', 'min|mins|minutes?'],
  ['pages', 'pages?'],
  ['reps', 'reps?|push-?ups|sit-?ups|squats'],
  ['points', 'points?|out of \\d+|/ ?\\d+'],
  ['times', 'times'],
]
const UNIT_PATTERN = UNITS.map(([, spelling]) => `(${spelling})`).join('|')
const QUANTITY = new RegExp(
  `(?<![\\w.:])(?<sign>[€$£])?(?<number>${NUMBER})(?<half> and a half)?(?:[ -]?(?:${UNIT_PATTERN})(?![\\w]))?`,
  'gi',
)
const CLOCK = /^\s?(?:am|pm|a\.m|p\.m|o'clock|:\d\d|(?:st|nd|rd|th)\b)/i

/** Quantities of a text from left to right; times of day and ordinals are none. */
export function quantitiesOf(text: string): Quantity[] {
  const found: Quantity[] = []
  for (const match of text.slice(0, 500).matchAll(QUANTITY)) {
    const end = match.index + match[0].length
    const amount = numberOf(match.groups?.number ?? '') + (match.groups?.half ? 0.5 : 0)
    const at = match.slice(4).findIndex((part) => part !== undefined)
    const sign = { '€': 'EUR', $: 'USD', '£': 'GBP' }[match.groups?.sign ?? '']
    const unit = sign ?? UNITS[at]?.[0] ?? null
    if (Number.isFinite(amount) && !(unit === null && CLOCK.test(text.slice(end))))
      found.push({ amount, unit, start: match.index, end })
  }
  return found
}

export function hasNumber(text: string): boolean {
  return quantitiesOf(text).length > 0
}

/** Decimal comma or point; a comma before three digits groups thousands. */
function numberOf(word: string): number {
  const lower = word.toLowerCase()
  if (/^\d/.test(lower)) return Number(lower.replace(/[, ](?=\d{3}(?:\D|$))/g, '').replace(',', '.'))
  if (lower.startsWith('half')) return 0.5
  if (lower === 'a' || lower === 'an') return 1
  const small = SMALL.indexOf(lower)
  if (small >= 0) return small
  const [tens = '', ones = ''] = lower.split(/[- ]/)
  return (TENS.indexOf(tens) + 2) * 10 + Math.max(0, SMALL.indexOf(ones))
}
