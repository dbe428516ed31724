/** Words too common to say what a task is about. */
const COMMON = new Set(
  'and the for with from into about this that then our your their have has are was will can new get'.split(' '),
)

/** The words that say what a text is about, without their commonest English endings. */
export function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(words.filter((word) => !COMMON.has(word)).map(stem))
}

const stem = (word: string) => (word.length > 4 ? word.replace(/(ing|ed|es|s)$/, '') : word)

/** How much two texts speak of the same, from 0 to 1: the Dice coefficient (1945) of their words. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return (2 * shared) / (a.size + b.size)
}

/** From here on two short titles are about the same kind of thing: one word of three is shared. */
export const ALIKE = 0.33

/** The middle of some numbers, the lower one of two; null of none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
