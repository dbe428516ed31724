import { LRUCache } from 'lru-cache'
import { EMBEDDINGS, holdBudget, type Spent, settle } from '#core/ai/budget.ts'
import type { Embedder } from '#core/ai/embeddings.ts'
import { estimateTokens } from '#core/ai/prices.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { personOf } from '#domains/coach/person.service.ts'
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
    const vectors = await vectorsOf(ctx, embedder, texts)
    if (vectors === null) return false
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

/** Null when the user's money for it is used up: their words are found all the same, and the next sweep tries again. */
async function vectorsOf(ctx: UserCtx, embedder: Embedder, texts: string[]): Promise<Map<string, string> | null> {
  const before = lately.get(embedder) ?? new LRUCache<string, string>({ max: REMEMBERED })
  lately.set(embedder, before)
  const known = new Map(texts.map((text) => [text, before.get(text)]))
  const unknown = [...known].flatMap(([text, vector]) => (vector === undefined ? [text] : []))
  for (let at = 0; at < unknown.length; at += AT_ONCE) {
    const some = unknown.slice(at, at + AT_ONCE)
    const read = await embedFor(ctx, embedder, some).catch(unlessUsedUp)
    if (read === null) return null
    for (const [place, text] of some.entries()) {
      const vector = vectorText(read[place] ?? [])
      known.set(text, vector)
      before.set(text, vector)
    }
  }
  return new Map([...known].map(([text, vector]) => [text, vector ?? '']))
}

function unlessUsedUp(error: unknown): null {
  if (error instanceof AppError && error.code === 'quota_exceeded') return null
  throw error
}

/**
 * What these texts mean to a model. Where it is somebody else's it counts against the user's money (402 when that is used up) but not against
 * the tokens of a day, which are for conversations: an import would use up a day's at once.
 */
export async function embedFor(ctx: UserCtx, embedder: Embedder, texts: string[]): Promise<number[][]> {
  const { remote } = embedder
  if (!remote) return embedder.embed(texts)
  const { zone, limits } = await personOf(ctx)
  const inputTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0)
  const costMicros = remote.cost(inputTokens)
  const { provider, model, monthlyCents } = remote
  const most = { dailyTokens: 0, monthlyCents: limits?.monthlyCents ?? monthlyCents }
  const hold = await holdBudget(ctx, zone, most, { tokens: 0, costMicros: costMicros ?? 0 })
  const spent: Spent[] = []
  try {
    const vectors = await embedder.embed(texts)
    spent.push({ provider, model, inputTokens, outputTokens: 0, costMicros })
    return vectors
  } finally {
    await settle(ctx, zone, EMBEDDINGS, hold, spent)
  }
}

/** As the database takes it. Six places are more than the model knows. */
export const vectorText = (vector: readonly number[]) => `[${vector.map((value) => value.toFixed(6)).join()}]`

const textOf = (one: Waiting) => passagesOf(one)[one.part] ?? one.title
