import { createThread } from './embedded/thread.ts'

/** Turns texts into vectors of unit length, near to each other where the texts mean the same. */
export interface Embedder {
  /** Stored beside every vector: those of different models say nothing about each other. */
  readonly model: string
  readonly dims?: number
  /** The cosine from which two texts have something to do with each other; 0.4 unless told. */
  readonly near?: number
  /** Somebody else's machine, where texts leave this server and may cost money. */
  readonly remote?: {
    provider: string
    model: string
    /** What everybody may spend a month; 0 is without limit. */
    monthlyCents: number
    /** Millionths of a dollar for so many tokens; null when nobody told the price. */
    cost(tokens: number): number | null
  }
  /** One vector a text, in their order. */
  embed(texts: string[]): Promise<number[][]>
}

/**
 * Universal Sentence Encoder lite, whose weights come with the package: no key, no network, English only, and blind to opposites. It
 * computes in a thread of its own, which starts with the first question and ends after a minute without one, so that the 200 MB it
 * takes are only there while they are used. A thread that dies fails what it was asked and is replaced at the next question.
 */
export const embeddedModel: Embedder & { readonly dims: number } = {
  model: 'use-lite-en',
  dims: 512,
  embed: (texts) => embed(texts),
}

/** The cosine of two vectors of unit length. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

const thread = createThread<string[], never, number[][]>({
  file: new URL('./embeddings-thread.ts', import.meta.url),
  idleMs: 60_000,
  most: Number.POSITIVE_INFINITY,
  limitMs: 600_000,
})

const embed = async (texts: string[]): Promise<number[][]> => (texts.length === 0 ? [] : thread.ask(texts))
