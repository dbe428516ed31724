import { LRUCache } from 'lru-cache'
import { cosine, embeddedModel } from '#core/ai/embeddings.ts'
import { likeness, wordsOf } from './likeness.ts'
import { cut } from './wording.ts'

/** The model reads no further than a few sentences anyhow. */
const MOST_CHARACTERS = 500
/** Four kilobytes each. */
const REMEMBERED = 2_000

const remembered = new LRUCache<string, number[]>({ max: REMEMBERED })

/**
 * How near each of the texts is in meaning to the first one, -1 to 1: the cosine of their sentence embeddings. English only, and
 * blind to opposites. Vectors of texts are remembered, so that asking again costs nothing.
 */
export async function nearnessTo(text: string, others: readonly string[]): Promise<number[]> {
  const [row = []] = await nearnessBetween([text], others)
  return row
}

/** The same for several texts: one row each. While there are no embeddings, words that are shared have to do. */
export async function nearnessBetween(texts: readonly string[], others: readonly string[]): Promise<number[][]> {
  if (texts.length === 0 || others.length === 0) return texts.map(() => [])
  const vectors = await vectorsOf([...texts, ...others].map((one) => cut(one, MOST_CHARACTERS))).catch(() => null)
  if (vectors === null) return byWords(texts, others)
  const right = vectors.slice(texts.length)
  return vectors.slice(0, texts.length).map((left) => right.map((vector) => cosine(left, vector)))
}

async function vectorsOf(texts: string[]): Promise<number[][]> {
  const unknown = [...new Set(texts)].filter((text) => !remembered.has(text))
  const fresh = await embeddedModel.embed(unknown)
  const vectors = new Map(unknown.map((text, at) => [text, fresh[at] ?? []]))
  for (const [text, vector] of vectors) remembered.set(text, vector)
  return texts.map((text) => vectors.get(text) ?? remembered.get(text) ?? [])
}

function byWords(texts: readonly string[], others: readonly string[]): number[][] {
  const right = others.map(wordsOf)
  return texts.map((text) => {
    const left = wordsOf(text)
    return right.map((words) => likeness(left, words))
  })
}
