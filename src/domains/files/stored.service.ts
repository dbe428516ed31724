import { asc } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { files } from './files.tables.ts'
import { keyOf, thumbnailKeyOf } from './links.ts'

/** A living file of mine, and under which keys the storage has its bytes. */
export interface StoredFile {
  id: string
  keys: { original: string; thumbnail: string | null }
}

/** All of mine, the oldest first. */
export async function loadStoredFiles(ctx: UserCtx): Promise<StoredFile[]> {
  const rows = await ctx.db
    .select({ id: files.id, thumbnailSize: files.thumbnailSize })
    .from(files)
    .where(mine(ctx, files))
    .orderBy(asc(files.id))
  return rows.map(({ id, thumbnailSize }) => ({ id, keys: keysOf(ctx, id, thumbnailSize > 0) }))
}

/** Where the bytes of a file of mine belong. */
export const keysOf = ({ actor }: UserCtx, id: string, hasThumbnail: boolean): StoredFile['keys'] => ({
  original: keyOf(actor.id, id),
  thumbnail: hasThumbnail ? thumbnailKeyOf(actor.id, id) : null,
})
