import type { Embedder } from '#core/ai/embeddings.ts'

const PATIENCE_MS = 2_000

export interface Meaning {
  model: string
  /** As the database takes it; null when the model could not say in time: words must do then. */
  embedding: string | null
}

/** Never rejects. In small letters: for the built-in model a capital makes another word. */
export async function meaningOf(text: string, embedder: Embedder): Promise<Meaning> {
  const { model } = embedder
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), PATIENCE_MS)
  try {
    const [vector] = (await Promise.race([embedder.embed([text.toLowerCase()]), late.promise])) ?? []
    return { model, embedding: vector ? `[${vector.map((value) => value.toFixed(6)).join()}]` : null }
  } catch {
    return { model, embedding: null }
  } finally {
    clearTimeout(timer)
  }
}
