/** What one way of looking has found, the best first. */
export type Ranking = readonly { key: string /** How much it is to be believed, 0 to 1. */; weight: number }[]

export interface Fused {
  key: string
  /** From 0 to 1; 1 stands first in every ranking, with full weight. */
  score: number
}

/** How much the first places count more than the later ones; the usual 60 is for rankings of a thousand. */
const SMOOTHING = 10

/**
 * Brings rankings together whose scores cannot be compared: each gives a document its weight / (10 + place). Equal scores keep the
 * order in which they were first seen. Source: Cormack, Clarke and Büttcher 2009, reciprocal rank fusion.
 */
export function fuse(rankings: readonly Ranking[]): Fused[] {
  const scores = new Map<string, number>()
  for (const ranking of rankings) {
    for (const [at, { key, weight }] of ranking.entries())
      scores.set(key, (scores.get(key) ?? 0) + weight / (SMOOTHING + at + 1))
  }
  const best = rankings.length / (SMOOTHING + 1)
  return [...scores].map(([key, score]) => ({ key, score: score / best })).sort((a, b) => b.score - a.score)
}
