import { actingAs, type Ctx } from '#core/ctx.ts'
import type { Loop } from '#core/loops.ts'
import type { Platform } from '#core/platform.ts'
import { claim, release, selectBehind } from './index.queries.ts'
import { createIndex, followForWorker, type SearchIndex } from './indexing.service.ts'
import { readSome } from './reading.service.ts'

/** Rest while nobody has written anything. No question to the database. */
const REST_MS = 250
/** How often everybody's feed is looked at: for what no wake told of. */
const SWEEP_MS = 30_000
const PAGE = 500
/** Batches that one user's texts are read for before it is the next one's turn. */
const BATCHES = 8

/**
 * Keeps everybody's index up to date: told by the bus who has written, and now and then by a look at all feeds. Users take turns, so
 * that one who brings ten thousand notes keeps nobody waiting.
 */
export function indexer(
  { bus, entities, reach }: Platform,
  index: SearchIndex = createIndex(entities, reach.ai.embedders),
): Loop {
  const waiting = new Set<string>()
  let sweepAt: number | null = null
  return {
    name: 'search_index',
    everyMs: REST_MS,
    turn: async (ctx) => {
      // Only a process that works listens; another one would collect names for nobody.
      if (sweepAt === null) bus.onWake((userId) => waiting.add(userId))
      const now = performance.now()
      if (sweepAt === null || now >= sweepAt) {
        sweepAt = now + SWEEP_MS
        for (const userId of await everyoneBehind(ctx, index)) waiting.add(userId)
      }
      const [userId] = waiting
      if (userId === undefined) return false
      waiting.delete(userId)
      if (await indexOne(ctx, index, userId)) waiting.add(userId)
      return waiting.size > 0
    },
  }
}

/** Follows one user's feed to its end and has some of the texts read; answers whether there is more. Safe to run twice at a time. */
export async function indexOne(base: Ctx, index: SearchIndex, userId: string): Promise<boolean> {
  const ctx = actingAs(base, userId, 'job:search_index')
  while (await followForWorker(ctx, index)) {}
  if (!(await claim(ctx))) return false
  let more = true
  for (let batch = 0; more && batch < BATCHES; batch++) more = await readSome(ctx, index)
  await release(ctx)
  return more
}

async function everyoneBehind(ctx: Ctx, { shape, embedder }: SearchIndex): Promise<string[]> {
  const found: string[] = []
  for (let last: string | null = null; ; ) {
    const page: string[] = await selectBehind(ctx, shape, embedder.model, last, PAGE)
    found.push(...page)
    last = page.at(-1) ?? null
    if (page.length < PAGE) return found
  }
}
