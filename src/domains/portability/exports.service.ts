import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { and, desc, eq } from 'drizzle-orm'
import { type Ctx, inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import type { ByteRange } from '#core/files/store.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import type { Export, ExportQuery } from './exports.schema.ts'
import { isGenuine, keyOf, linkTo } from './links.ts'
import { type ExportRow, exports } from './portability.tables.ts'

export const EXPORT = 'portability.export'

const URL_MINUTES = 10

/** Begins an archive of everything that is mine; a job makes it. Refused (409) while another one of mine is being made. */
export function startExport(ctx: UserCtx, publicUrl: string): Promise<Export> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .insert(exports)
      .values({ userId: ctx.actor.id, id: newId(), secret: randomBytes(32).toString('base64url') })
      .onConflictDoNothing()
      .returning()
    if (!row) throw new AppError('conflict', 'Your data is being exported already. Wait until that is done.')
    await enqueue(ctx, EXPORT, { id: row.id, url: publicUrl })
    return present(ctx, publicUrl, row)
  })
}

/** The newest of mine. */
export async function latestExport(ctx: UserCtx, publicUrl: string): Promise<Export> {
  const mine = eq(exports.userId, ctx.actor.id)
  const [row] = await ctx.db.select().from(exports).where(mine).orderBy(desc(exports.id)).limit(1)
  return present(ctx, publicUrl, found(row, 'Export'))
}

export async function getExport(ctx: UserCtx, publicUrl: string, id: string): Promise<Export> {
  const [row] = await ctx.db
    .select()
    .from(exports)
    .where(and(eq(exports.userId, ctx.actor.id), eq(exports.id, id)))
  return present(ctx, publicUrl, found(row, 'Export'))
}

/** Deletes an archive, or ends one that is being made; none of it stays. */
export async function deleteExport(ctx: UserCtx, { files }: Pick<Reach, 'files'>, id: string): Promise<void> {
  const [gone] = await ctx.db
    .delete(exports)
    .where(and(eq(exports.userId, ctx.actor.id), eq(exports.id, id)))
    .returning({ id: exports.id })
  found(gone, 'Export')
  await files.store.remove(keyOf(ctx.actor.id, id))
}

export interface ArchiveDownload {
  size: number
  sha256: string
  name: string
  read(range: ByteRange | null): Promise<Readable>
}

/** What a signed address leads to. A wrong signature and an archive that is gone are the same 404; one that is over says so (410). */
export async function openArchive(
  ctx: Ctx,
  { files: { store } }: Pick<Reach, 'files'>,
  { owner, id }: { owner: string; id: string },
  { expires, signature }: ExportQuery,
): Promise<ArchiveDownload> {
  const [row] = await ctx.db
    .select()
    .from(exports)
    .where(and(eq(exports.userId, owner), eq(exports.id, id)))
  if (row?.state !== 'done' || !isGenuine(row, expires, signature))
    throw new AppError('not_found', 'There is no archive at this address.')
  if (expires * 1_000 <= ctx.now().getTime()) throw new AppError('gone', 'This address is over. Ask for another one.')
  return {
    size: row.bytes ?? 0,
    sha256: row.sha256 ?? '',
    name: `almanac-${row.createdAt.slice(0, 10)}.zip`,
    read: async (range) => {
      const bytes = await store.read(keyOf(owner, id), range)
      if (bytes === null) throw new AppError('gone', 'The storage no longer has this archive. Export again.')
      return bytes
    },
  }
}

function present(ctx: UserCtx, publicUrl: string, row: ExportRow): Export {
  const { userId: _, secret: __, beatAt: ___, ...rest } = row
  if (row.state !== 'done' || row.expiresAt === null) return { ...rest, url: null, urlExpiresAt: null }
  const over = Math.min(Date.parse(row.expiresAt), ctx.now().getTime() + URL_MINUTES * 60_000)
  const expires = Math.floor(over / 1_000)
  return { ...rest, url: publicUrl + linkTo(row, expires), urlExpiresAt: new Date(expires * 1_000).toISOString() }
}
