import { wordsOf } from '../likeness.ts'

const DAMPING = 0.85
const MOST_ROUNDS = 50
const STILL = 1e-4

/**
 * How much each sentence says of a text as a whole, the same order: TextRank (Mihalcea and Tarau, EMNLP 2004). Two sentences speak for
 * each other by the words they share, over the logarithms of their lengths.
 */
export function textRank(sentences: readonly string[]): number[] {
  const words = sentences.map(wordsOf)
  const weights = words.map((a, from) => words.map((b, to) => (from === to ? 0 : likeness(a, b))))
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0))
  let ranks = sentences.map(() => 1)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = ranks.map((_, to) => {
      const said = ranks.reduce((sum, rank, from) => {
        const out = sums[from] ?? 0
        return out === 0 ? sum : sum + ((weights[from]?.[to] ?? 0) / out) * rank
      }, 0)
      return 1 - DAMPING + DAMPING * said
    })
    const moved = Math.max(0, ...next.map((rank, at) => Math.abs(rank - (ranks[at] ?? 0))))
    ranks = next
    if (moved < STILL) break
  }
  return ranks
}

/** The sentences that say most, at most so many, in the order of the text. */
export function mainSentences(sentences: readonly string[], most: number): string[] {
  const ranks = textRank(sentences)
  const best = sentences.map((_, at) => at).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b)
  const chosen = new Set(best.slice(0, most))
  return sentences.filter((_, at) => chosen.has(at))
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const lengths = Math.log(a.size) + Math.log(b.size)
  if (a.size < 2 || b.size < 2 || lengths <= 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / lengths
}
