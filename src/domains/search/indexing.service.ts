import { hash } from 'node:crypto'
import { type Embedder, embeddedModel } from '#core/ai/embeddings.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import type { Entities, Entity } from '#core/entity.ts'
import { readFeed } from '#core/feed.ts'
import { documentOf } from './documents.ts'
import {
  putDocuments,
  putState,
  removeDead,
  removeDocuments,
  removeOtherKinds,
  type Standing,
  selectIds,
  selectStanding,
} from './index.queries.ts'

/** What is searched, and who reads it. */
export interface SearchIndex {
  /** The kinds of items that say what can be found of them, by name. */
  kinds: ReadonlyMap<string, Entity>
  /** Changes with the kinds and with how items become documents. */
  shape: string
  /** Reads what is new, and answers as soon as it has read everything. */
  embedder: Embedder
  /** Everyone who can read a question, by model: until then the one before answers. */
  embedders: ReadonlyMap<string, Embedder>
}

/** To be raised when documents are made of items in another way, so that all are made again. */
const VERSION = 1

/** The first embedder is the one in use; those after it are known from before. */
export function createIndex(entities: Entities, embedders: readonly Embedder[] = [embeddedModel]): SearchIndex {
  const kinds = new Map([...entities].filter(([, entity]) => entity.search !== undefined))
  const shape = hash('sha256', JSON.stringify([VERSION, ...[...kinds.keys()].sort()]), 'base64url').slice(0, 12)
  const [embedder = embeddedModel] = embedders
  return { kinds, shape, embedder, embedders: new Map(embedders.map((one) => [one.model, one])) }
}

/** Changes that are looked at in one transaction. */
const BATCH = 200
/** More changes than these are not waited for by somebody who asks; a worker follows them. */
const MOST_AT_ONCE = 1_000

/**
 * Follows the user's feed, so that what was written is found by its words and what was deleted or made private is not. Answers how
 * the index stands then; it is behind its feed only after very many changes at once, or before a first worker has been there.
 */
export async function followForQuestion(ctx: UserCtx, index: SearchIndex): Promise<Standing> {
  let standing = await selectStanding(ctx)
  const { seq, head, pruned } = standing
  const isLost = seq === null ? !canFollowFromStart(standing) : seq < pruned || head - seq > MOST_AT_ONCE
  if (isLost) return standing
  while (isBehind(standing)) standing = await followOnce(ctx, index)
  return standing
}

/** The same for a worker, who also takes everything in afresh where that is needed. One batch; answers whether there is more. */
export async function followForWorker(ctx: UserCtx, index: SearchIndex): Promise<boolean> {
  const standing = await selectStanding(ctx)
  if (mustBegin(standing, index) && !canFollowFromStart(standing)) {
    await takeInAll(ctx, index, standing)
    return true
  }
  return isBehind(standing) && isBehind(await followOnce(ctx, index))
}

export const isBehind = ({ seq, head }: Standing) => (seq ?? 0) < head

/** Nothing is there, it was made in another way, or changes have gone by that nobody knows any more. */
const mustBegin = ({ seq, shape, pruned }: Standing, index: SearchIndex) =>
  seq === null || shape !== index.shape || seq < pruned

/** A short feed from the very beginning holds everything there is. */
const canFollowFromStart = ({ seq, head, pruned }: Standing) => seq === null && pruned === 0 && head <= MOST_AT_ONCE

/** The next changes of the feed. Followers of one user take turns, so that an older state never overwrites a newer one. */
function followOnce(ctx: UserCtx, index: SearchIndex): Promise<Standing> {
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'search')
    const standing = await selectStanding(ctx)
    const { changes } = await readFeed(ctx.db, ctx.actor.id, standing.seq ?? 0, BATCH)
    const changed = Map.groupBy(changes, (change) => change.entity)
    for (const [kind, entity] of index.kinds) {
      const ids = [...new Set(changed.get(kind)?.map(({ id }) => id))]
      if (ids.length > 0) await takeIn(ctx, index, entity, ids)
    }
    const seq = changes.at(-1)?.seq ?? standing.head
    const shape = standing.shape ?? index.shape
    await putState(ctx, { seq, shape })
    return { ...standing, seq, shape }
  })
}

/** Items as they are now; who is not among the living, or private, leaves. */
async function takeIn(ctx: UserCtx, { embedder }: SearchIndex, entity: Entity, ids: string[]): Promise<void> {
  const items = await entity.load(ctx, ids)
  const documents = items.flatMap((item) => {
    const searchable = entity.search?.(item) ?? null
    return searchable === null ? [] : [documentOf(entity.name, item.id, searchable)]
  })
  const there = new Set(documents.map(({ id }) => id))
  const gone = ids.filter((id) => !there.has(id)).map((id) => ({ entity: entity.name, id }))
  await removeDocuments(ctx, gone)
  await putDocuments(ctx, documents, embedder.model)
}

/**
 * Takes in every living item, batch by batch, while questions are answered from what is there. What changes meanwhile stands in the
 * feed after the number from which it is followed then, so nothing is missed; interrupted, it begins again.
 */
async function takeInAll(ctx: UserCtx, index: SearchIndex, { head: seq }: Standing): Promise<void> {
  for (const entity of index.kinds.values()) {
    for (let last: string | null = null; ; ) {
      const ids: string[] = await selectIds(ctx, entity, last, BATCH)
      if (ids.length > 0)
        await inTransaction(ctx, async (ctx) => {
          await lockFor(ctx, 'search')
          await takeIn(ctx, index, entity, ids)
        })
      last = ids.at(-1) ?? null
      if (ids.length < BATCH) break
    }
  }
  await inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'search')
    for (const entity of index.kinds.values()) await removeDead(ctx, entity)
    await removeOtherKinds(ctx, [...index.kinds.keys()])
    await putState(ctx, { seq, shape: index.shape })
  })
}
