import { and, inArray, lt, lte } from 'drizzle-orm'
import type { Ctx, Reach } from '#core/ctx.ts'
import { keyOf, readKey } from './links.ts'
import { exports } from './portability.tables.ts'

export const TIDY = 'portability.tidy'

/** Whoever has not been heard of for so long makes nothing any more; the queue has started others in its place until then. */
const SILENT_MS = 3_600_000

/** Every hour: deletes archives whose time is over, gives up the ones that nobody makes any more, and removes bytes that no row speaks of. */
export async function tidyArchives({ db, now }: Ctx, { files: { store } }: Pick<Reach, 'files'>): Promise<void> {
  const silentSince = new Date(now().getTime() - SILENT_MS).toISOString()
  await db
    .update(exports)
    .set({ state: 'failed', finishedAt: now().toISOString() })
    .where(and(inArray(exports.state, ['waiting', 'running']), lt(exports.beatAt, silentSince)))
  const over = await db
    .delete(exports)
    .where(lte(exports.expiresAt, now().toISOString()))
    .returning({ userId: exports.userId, id: exports.id })
  for (const { userId, id } of over) await store.remove(keyOf(userId, id))
  const known = new Set((await db.select({ userId: exports.userId, id: exports.id }).from(exports)).map(nameOf))
  for await (const { key, writtenAt } of store.list('')) {
    const of = readKey(key)
    if (of && !known.has(`${of.owner} ${of.id}`) && writtenAt < silentSince) await store.remove(key)
  }
}

const nameOf = ({ userId, id }: { userId: string; id: string }) => `${userId} ${id}`
