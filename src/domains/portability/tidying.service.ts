import { and, inArray, lt, lte } from 'drizzle-orm'
import type { Ctx, Reach } from '#core/ctx.ts'
import { keyOf, readKey } from './links.ts'
import { exports, imports } from './portability.tables.ts'

export const TIDY = 'portability.tidy'

/** Whoever has not been heard of for so long does nothing any more; the queue has started others in its place until then. */
const SILENT_MS = 3_600_000

type Outside = Pick<Reach, 'files'>

/** Every hour: deletes archives whose time is over, gives up what nobody works at any more, and removes bytes that no row speaks of. */
export async function tidyArchives(ctx: Ctx, outside: Outside): Promise<void> {
  const now = ctx.now().toISOString()
  const silentSince = new Date(ctx.now().getTime() - SILENT_MS).toISOString()
  await giveUp(ctx, silentSince)
  for (const table of [exports, imports]) {
    const over = await ctx.db
      .delete(table)
      .where(lte(table.expiresAt, now))
      .returning({ userId: table.userId, id: table.id })
    for (const { userId, id } of over) await outside.files.store.remove(keyOf(userId, id))
  }
  await sweep(ctx, outside, silentSince)
}

async function giveUp({ db, now }: Ctx, silentSince: string) {
  const failed = { state: 'failed', finishedAt: now().toISOString() } as const
  await db
    .update(exports)
    .set(failed)
    .where(and(inArray(exports.state, ['waiting', 'running']), lt(exports.beatAt, silentSince)))
  await db
    .update(imports)
    .set(failed)
    .where(and(inArray(imports.state, ['checking', 'applying']), lt(imports.beatAt, silentSince)))
}

async function sweep({ db }: Ctx, { files: { store } }: Outside, silentSince: string) {
  const known = new Set<string>()
  for (const table of [exports, imports])
    for (const { userId, id } of await db.select({ userId: table.userId, id: table.id }).from(table))
      known.add(keyOf(userId, id))
  for await (const { key, writtenAt } of store.list(''))
    if (readKey(key) && !known.has(key) && writtenAt < silentSince) await store.remove(key)
}
