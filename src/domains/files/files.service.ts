import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { and, desc, eq, ilike, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import type { Upload } from '#core/files/form.ts'
import { type FileType, typeOfFile } from '#core/files/kinds.ts'
import { preparePicture } from '#core/files/pictures.ts'
import type { Files, Written } from '#core/files/store.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { FileDeleted } from './files.events.ts'
import type { FilePatch, FileQuery } from './files.schema.ts'
import { type FileRow, files, fileUsage } from './files.tables.ts'
import { keyOf, thumbnailKeyOf } from './links.ts'

type Outside = Pick<Reach, 'files'>

/**
 * Keeps an upload: says by its bytes what it is, writes images anew without what cameras add, and puts all of it into the storage
 * before it is listed. What does not fit into the quota is refused (402), exactly, however many come at once.
 */
export async function uploadFile(
  ctx: UserCtx,
  { files: outside }: Outside,
  upload: Upload,
  { name = upload.name, keep = false }: { name?: string | undefined; keep?: boolean | undefined } = {},
): Promise<FileRow> {
  if (upload.size === 0) throw new AppError('unprocessable', 'This file is empty.')
  const type = await typeOfFile(upload.path, name)
  const parts = await partsOf(upload, type)
  const size = parts.original.size + (parts.thumbnail?.size ?? 0)
  await requireRoom(ctx, outside, size)
  const id = newId()
  await store(ctx, outside, id, parts, type)
  const { width = null, height = null, thumbnail, original } = parts
  const row = {
    id,
    name: named(name, type),
    contentType: type.contentType,
    kind: type.kind,
    ...{ size: original.size, sha256: original.sha256, thumbnailSize: thumbnail?.size ?? 0 },
    ...{ width, height, keep },
    secret: randomBytes(32).toString('base64url'),
  }
  try {
    return await inTransaction(ctx, (ctx) => insertWithinQuota(ctx, outside, row, size))
  } catch (error) {
    // After any other failure the row may be there all the same; bytes without one go by night.
    if (error instanceof AppError) await forget(outside, ctx.actor.id, id)
    throw error
  }
}

export async function listFiles(ctx: UserCtx, query: FileQuery): Promise<Page<FileRow>> {
  const position = readCursor(ctx, query, 'files')
  const { kind, q, limit } = query
  const rows = await ctx.db
    .select()
    .from(files)
    .where(
      and(
        mine(ctx, files),
        kind && eq(files.kind, kind),
        q === undefined ? undefined : ilike(files.name, `%${q.replace(/[\\%_]/g, '\\$&')}%`),
        olderThan(files.id, position),
      ),
    )
    .orderBy(desc(files.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'files')
}

export async function getFile(ctx: UserCtx, id: string): Promise<FileRow> {
  const [file] = await ctx.db
    .select()
    .from(files)
    .where(myRow(ctx, files, id))
  return found(file, 'File')
}

export const loadFiles = (ctx: UserCtx, ids: string[]): Promise<FileRow[]> =>
  ctx.db
    .select()
    .from(files)
    .where(and(mine(ctx, files), inArray(files.id, ids)))

export async function getUsage(ctx: UserCtx, { files: { quotaBytes } }: Outside) {
  const [usage] = await ctx.db.select().from(fileUsage).where(eq(fileUsage.userId, ctx.actor.id))
  return { bytes: usage?.bytes ?? 0, files: usage?.files ?? 0, quotaBytes }
}

/** Changes what a file is called, or whether it stays without anything that refers to it. */
export async function updateFile(ctx: UserCtx, id: string, patch: FilePatch, version?: number): Promise<FileRow> {
  const isEmpty = Object.keys(patch).length === 0
  const [file] = isEmpty
    ? await ctx.db
        .select()
        .from(files)
        .where(myRow(ctx, files, id, version))
    : await ctx.db
        .update(files)
        .set(patch)
        .where(myRow(ctx, files, id, version))
        .returning()
  if (!file) throw await missed(ctx, files, id, 'File')
  return file
}

/** For good: whatever refers to it lets go of it, its addresses end at once, and its bytes follow within moments. */
export function deleteFile(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [file] = await ctx.db
      .update(files)
      .set({ deletedAt: sql<string>`now()` })
      .where(myRow(ctx, files, id, version))
      .returning({ id: files.id })
    if (!file) throw await missed(ctx, files, id, 'File')
    await publish(ctx, FileDeleted, { fileId: id })
  })
}

/** Removes the bytes of a file; none are none. */
export async function forget({ store }: Files, owner: string, id: string): Promise<void> {
  await store.remove(keyOf(owner, id))
  await store.remove(thumbnailKeyOf(owner, id))
}

interface Parts {
  original: Written
  thumbnail?: Written
  width?: number
  height?: number
}

async function partsOf(upload: Upload, { kind, contentType }: FileType): Promise<Parts> {
  if (kind !== 'image') return { original: upload }
  const { image, ...picture } = await preparePicture(upload.path, contentType)
  return { original: image, ...picture }
}

async function store(ctx: UserCtx, { store }: Files, id: string, { original, thumbnail }: Parts, type: FileType) {
  await store.put(keyOf(ctx.actor.id, id), original, type.contentType)
  if (thumbnail) await store.put(thumbnailKeyOf(ctx.actor.id, id), thumbnail, 'image/webp')
}

/** By its own ending when that says what it is, else with the right one. */
function named(name: string, { extension, contentType }: FileType): string {
  const own = path.extname(name).slice(1).toLowerCase()
  const says = [extension, ...(ALSO[contentType] ?? [])]
  const bare = name.replaceAll(/[/\\\p{Cc}]/gu, '').trim() || 'file'
  return says.includes(own) ? bare : `${bare}.${extension}`
}

const ALSO: Record<string, string[]> = {
  'image/jpeg': ['jpeg'],
  'audio/ogg': ['oga', 'opus'],
  'video/webm': ['weba'],
  'video/mp4': ['m4v', 'm4a'],
  'audio/mp4': ['mp4'],
  'text/plain': ['text'],
  'application/zip': ['apkg', 'colpkg'],
}

/** Saves the way to the storage where there is certainly no room. */
async function requireRoom(ctx: UserCtx, outside: Files, size: number) {
  const { bytes } = await getUsage(ctx, { files: outside })
  if (bytes + size > outside.quotaBytes) throw full(outside)
}

async function insertWithinQuota(
  ctx: UserCtx,
  outside: Files,
  row: Omit<typeof files.$inferInsert, 'userId'>,
  size: number,
): Promise<FileRow> {
  const userId = ctx.actor.id
  await ctx.db.insert(fileUsage).values({ userId }).onConflictDoNothing()
  const [usage] = await ctx.db.select().from(fileUsage).where(eq(fileUsage.userId, userId)).for('update')
  if ((usage?.bytes ?? 0) + size > outside.quotaBytes) throw full(outside)
  const [file] = await ctx.db
    .insert(files)
    .values({ ...row, userId })
    .returning()
  return found(file, 'File')
}

const full = ({ quotaBytes }: Files) =>
  new AppError('quota_exceeded', `Your files may take ${Math.round(quotaBytes / 1_000_000)} MB. Delete some first.`, {
    extra: { quotaBytes },
  })
