import type { UserCtx } from '#core/ctx.ts'
import { passagesOf } from './documents.ts'
import { selectStanding } from './index.queries.ts'
import type { SearchIndex } from './indexing.service.ts'
import { changeModel, putAllWaiting, putVectors, selectWaiting, type Waiting } from './vectors.queries.ts'

/** A question waits behind the passages that are being read at the moment. */
const BATCH = 16

/**
 * Has the next texts that wait read by the model in use: one batch; answers whether there is more. After a change of the model all
 * are read again while the one before answers, and it takes over when it is through. Nothing is read for whoever wants no AI.
 */
export async function readSome(ctx: UserCtx, { embedder }: SearchIndex): Promise<boolean> {
  const { model, allowsModels } = await selectStanding(ctx)
  if (!allowsModels) return false
  const waiting = await selectWaiting(ctx, embedder.model, BATCH)
  if (waiting.length > 0) {
    const read = waiting.map((one) => ({ ...one, text: textOf(one) }))
    // Of a series each instance says the same.
    const texts = [...new Set(read.map(({ text }) => text))]
    const vectors = await embedder.embed(texts)
    const written = new Map(texts.map((text, at) => [text, vectorText(vectors[at] ?? [])]))
    const kept = read.map(({ entity, id, part, hash, text }) => {
      return { entity, id, part, hash, vector: written.get(text) ?? '[]' }
    })
    await putVectors(ctx, embedder.model, kept)
    return true
  }
  if (model === embedder.model) return false
  if (model !== null) await putAllWaiting(ctx, embedder.model)
  return !(await changeModel(ctx, embedder.model))
}

/** As the database takes it. Six places are more than the model knows. */
export const vectorText = (vector: readonly number[]) => `[${vector.map((value) => value.toFixed(6)).join()}]`

const textOf = (one: Waiting) => passagesOf(one)[one.part] ?? one.title
