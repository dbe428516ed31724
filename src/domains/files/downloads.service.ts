import type { Readable } from 'node:stream'
import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx, Reach, UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { ByteRange } from '#core/files/store.ts'
import type { DownloadQuery, Variant } from './files.schema.ts'
import { getFile, loadFiles } from './files.service.ts'
import { type FileRow, files } from './files.tables.ts'
import { isGenuine, keyOf, linkTo, thumbnailKeyOf } from './links.ts'

const MINUTES = 10

/** An address that reads the file for ten minutes, for whoever has it. */
export async function urlOf(ctx: UserCtx, publicUrl: string, id: string, variant: Variant) {
  const file = await getFile(ctx, id)
  if (variant === 'thumbnail' && file.thumbnailSize === 0)
    throw new AppError('not_found', 'Only images have a thumbnail.')
  const expires = endFor(ctx)
  return { url: publicUrl + linkTo(file, variant, expires), expiresAt: instantOf(expires) }
}

/** The same for many files at once, by id: of each its original and, where there is one, its thumbnail. Who is gone is left out. */
export async function urlsOf(ctx: UserCtx, publicUrl: string, ids: string[]) {
  const expires = endFor(ctx)
  const addressOf = (file: FileRow) => ({
    original: publicUrl + linkTo(file, 'original', expires),
    thumbnail: file.thumbnailSize === 0 ? null : publicUrl + linkTo(file, 'thumbnail', expires),
  })
  const found = ids.length === 0 ? [] : await loadFiles(ctx, ids)
  return { urls: new Map(found.map((file) => [file.id, addressOf(file)])), expiresAt: instantOf(expires) }
}

/** In seconds since 1970, to the full minute, so that clients can keep what they have read. */
const endFor = (ctx: Ctx) => (Math.floor(ctx.now().getTime() / 60_000) + MINUTES) * 60
const instantOf = (seconds: number) => new Date(seconds * 1_000).toISOString()

/** The bytes of a file of mine. */
export async function openBytes(
  ctx: UserCtx,
  { files: { store } }: Pick<Reach, 'files'>,
  id: string,
): Promise<Readable> {
  const file = await getFile(ctx, id)
  const bytes = await store.read(keyOf(file.userId, file.id), null)
  if (bytes === null) throw lost()
  return bytes
}

export interface Download {
  file: FileRow
  contentType: string
  size: number
  read(range: ByteRange | null): Promise<Readable>
}

/** What a signed address leads to. A wrong signature and a file that is gone are the same 404; one that is over says so (410). */
export async function openDownload(
  ctx: Ctx,
  { files: { store } }: Pick<Reach, 'files'>,
  { owner, id }: { owner: string; id: string },
  { variant, expires, signature }: DownloadQuery,
): Promise<Download> {
  const [file] = await ctx.db
    .select()
    .from(files)
    .where(and(eq(files.userId, owner), eq(files.id, id), isNull(files.deletedAt)))
  if (!file || !isGenuine(file, variant, expires, signature)) throw nowhere()
  if (expires * 1_000 <= ctx.now().getTime()) throw new AppError('gone', 'This address is over. Ask for another one.')
  const isThumbnail = variant === 'thumbnail'
  return {
    file,
    contentType: isThumbnail ? 'image/webp' : file.contentType,
    size: isThumbnail ? file.thumbnailSize : file.size,
    read: async (range) => {
      const bytes = await store.read(isThumbnail ? thumbnailKeyOf(owner, id) : keyOf(owner, id), range)
      if (bytes === null) throw lost()
      return bytes
    },
  }
}

const lost = () => new AppError('gone', 'The storage no longer has the bytes of this file.')
const nowhere = () => new AppError('not_found', 'There is no file at this address.')
