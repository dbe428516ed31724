import { LRUCache } from 'lru-cache'
import type { Embedder } from '#core/ai/embeddings.ts'
import type { UserCtx } from '#core/ctx.ts'
import { passagesOf } from './documents.ts'
import { selectStanding } from './index.queries.ts'
import type { SearchIndex } from './indexing.service.ts'
import { changeModel, putAllWaiting, putVectors, selectWaiting, type Waiting } from './vectors.queries.ts'

/** Passages that are fetched and kept at once. */
const BATCH = 64
/** A question waits behind the passages that the model has been given at the moment. */
const AT_ONCE = 16

/** What was read lately, by text: instances of a series say the same again and again. Five kilobytes each. */
const lately = new WeakMap<Embedder, LRUCache<string, string>>()
const REMEMBERED = 1_000

/**
 * Has the next texts that wait read by the model in use: one batch; answers whether there is more. After a change of the model all
 * are read again while the one before answers, and it takes over when it is through. Nothing is read for whoever wants no AI.
 */
export async function readSome(ctx: UserCtx, { embedder }: SearchIndex): Promise<boolean> {
  const { model, allowsModels } = await selectStanding(ctx)
  if (!allowsModels) return false
  const waiting = await selectWaiting(ctx, embedder.model, BATCH)
  if (waiting.length > 0) {
    const texts = waiting.map(textOf)
    const vectors = await vectorsOf(embedder, texts)
    const kept = waiting.map(({ entity, id, part, hash }, at) => {
      return { entity, id, part, hash, vector: vectors.get(texts[at] ?? '') ?? '' }
    })
    await putVectors(ctx, embedder.model, kept)
    return true
  }
  if (model === embedder.model) return false
  if (model !== null) await putAllWaiting(ctx, embedder.model)
  return !(await changeModel(ctx, embedder.model))
}

async function vectorsOf(embedder: Embedder, texts: string[]): Promise<Map<string, string>> {
  const before = lately.get(embedder) ?? new LRUCache<string, string>({ max: REMEMBERED })
  lately.set(embedder, before)
  const known = new Map(texts.map((text) => [text, before.get(text)]))
  const unknown = [...known].flatMap(([text, vector]) => (vector === undefined ? [text] : []))
  for (let at = 0; at < unknown.length; at += AT_ONCE) {
    const some = unknown.slice(at, at + AT_ONCE)
    const read = await embedder.embed(some)
    for (const [place, text] of some.entries()) {
      const vector = vectorText(read[place] ?? [])
      known.set(text, vector)
      before.set(text, vector)
    }
  }
  return new Map([...known].map(([text, vector]) => [text, vector ?? '']))
}

/** As the database takes it. Six places are more than the model knows. */
export const vectorText = (vector: readonly number[]) => `[${vector.map((value) => value.toFixed(6)).join()}]`

const textOf = (one: Waiting) => passagesOf(one)[one.part] ?? one.title
