/** Without capitals, marks and spaces to spare. */
export const normalised = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const STOP = new Set(
  'a an and am are at be been but by do does dont don t not never no for from have has i im m s in is it me my of on or please really that the this to very was were with'.split(
    ' ',
  ),
)

/** What a fact is about: its words without the small ones, without `not`, and by their first five letters. */
function contentOf(text: string): Set<string> {
  const words = normalised(text)
    .split(' ')
    .filter((word) => !STOP.has(word) && !/^\d+$/.test(word))
  return new Set(words.map((word) => word.slice(0, 5)))
}

/** The share of content words that two texts have in common, 0 to 1 (Jaccard). */
export function sharedContent(a: string, b: string): number {
  const [left, right] = [contentOf(a), contentOf(b)]
  const both = [...left].filter((word) => right.has(word)).length
  const all = left.size + right.size - both
  return all === 0 ? 0 : both / all
}

/** So near in meaning that both must be the same fact, or so near with mostly the same words. */
const NEAR_ALONE = 0.95
const NEAR = 0.75
const SHARED = 0.6

/**
 * Whether one says the same as the other, or the opposite of it, so that the newer replaces the older. Meaning alone would take an
 * allergy to nuts for one to fish, so mostly the same words must stand there as well.
 */
export const isSameFact = (nearness: number, a: string, b: string): boolean =>
  nearness >= NEAR_ALONE || (nearness >= NEAR && sharedContent(a, b) >= SHARED)
