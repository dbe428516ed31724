import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { and, eq, inArray, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx, Reach, UserCtx } from '#core/ctx.ts'
import type { FileStore, Written } from '#core/files/store.ts'
import { loadStoredFiles, type StoredFile } from '#domains/files/stored.service.ts'
import * as archive from './archive.ts'
import { isTaken, type OwnedTable } from './catalogue.ts'
import { keyOf } from './links.ts'
import { exports } from './portability.tables.ts'
import {
  atOneMoment,
  type Counts,
  epochOf,
  hasOtherConnections,
  linesOf,
  ownedTables,
  type Portion,
  type Reading,
  schemaOf,
} from './snapshot.queries.ts'
import { openZip, type ZipWriter } from './zip.ts'

export const ExportJob = z.object({ id: z.uuid(), url: z.string() })
type ExportJob = z.infer<typeof ExportJob>

/** How long an archive can be downloaded. */
const KEPT_MS = 86_400_000
const BEAT_MS = 1_000

/** Its row is gone: deleted by its owner, or with the account. */
class Ended extends Error {}

/** Makes an archive of everything of the job's user and keeps it in the storage. Of one that fails or is ended nothing stays. */
export async function makeExport(ctx: Ctx, { files }: Pick<Reach, 'files'>, { id, url }: ExportJob): Promise<void> {
  const { actor } = ctx
  if (!actor) return
  const me = { ...ctx, actor }
  if (!(await begin(me, files.store, id))) return
  await mkdir(files.uploads, { recursive: true })
  const draft = path.join(files.uploads, randomUUID())
  try {
    const { rows, written } = await writeArchive(me, { store: files.store, draft, url, beat: heartOf(me, id) })
    await files.store.put(keyOf(actor.id, id), written, 'application/zip')
    if (!(await finish(me, id, rows, written))) await files.store.remove(keyOf(actor.id, id))
  } catch (error) {
    if (error instanceof Ended) return
    await ctx.db.update(exports).set({ state: 'failed', finishedAt: ctx.now().toISOString() }).where(unfinished(me, id))
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

const unfinished = ({ actor }: UserCtx, id: string) =>
  and(eq(exports.userId, actor.id), eq(exports.id, id), inArray(exports.state, ['waiting', 'running']))

/** A worker that died is followed by another one, which begins anew. The archives before this one go. */
async function begin(ctx: UserCtx, store: FileStore, id: string): Promise<boolean> {
  const beatAt = ctx.now().toISOString()
  const [row] = await ctx.db
    .update(exports)
    .set({ state: 'running', rows: 0, beatAt })
    .where(unfinished(ctx, id))
    .returning({ id: exports.id })
  if (!row) return false
  const before = await ctx.db
    .delete(exports)
    .where(and(eq(exports.userId, ctx.actor.id), ne(exports.id, id)))
    .returning({ id: exports.id })
  for (const old of before) await store.remove(keyOf(ctx.actor.id, old.id))
  return true
}

async function finish(ctx: UserCtx, id: string, rows: number, { size, sha256 }: Written): Promise<boolean> {
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + KEPT_MS).toISOString()
  const [row] = await ctx.db
    .update(exports)
    .set({ state: 'done', rows, totalRows: rows, bytes: size, sha256, finishedAt: now.toISOString(), expiresAt })
    .where(and(eq(exports.userId, ctx.actor.id), eq(exports.id, id)))
    .returning({ id: exports.id })
  return row !== undefined
}

/** Tells how far it is, at most once a second, and throws when nobody waits for it any more. */
type Beat = (rows: number, totalRows: number) => Promise<void>

function heartOf(ctx: UserCtx, id: string): Beat {
  let next = 0
  return async (rows, totalRows) => {
    if (performance.now() < next) return
    next = performance.now() + BEAT_MS
    const [row] = await ctx.db
      .update(exports)
      .set({ rows, totalRows, beatAt: ctx.now().toISOString() })
      .where(unfinished(ctx, id))
      .returning({ id: exports.id })
    if (!row) throw new Ended()
  }
}

interface Work {
  store: FileStore
  draft: string
  url: string
  beat: Beat
}

interface Archived {
  rows: number
  written: Written
}

const writeArchive = (ctx: UserCtx, work: Work): Promise<Archived> =>
  atOneMoment(ctx, (reading) => writeOnce(ctx, work, reading))

async function writeOnce(ctx: UserCtx, { store, draft, url, beat }: Work, reading: Reading): Promise<Archived> {
  const zip = openZip(draft, ctx.now())
  try {
    const tables = (await ownedTables(ctx)).filter(isTaken)
    const { manifest, files } = await reading(ctx, tables, (within, counts) =>
      writeTables(within, zip, { url, tables, counts, beat: beatWithin(ctx, within, beat, counts) }),
    )
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    manifest.files = await writeFiles(zip, store, files, () => beat(rows, rows))
    await zip.add(archive.MANIFEST, Buffer.from(JSON.stringify(manifest, null, 2)))
    return { rows, written: await zip.finish() }
  } catch (error) {
    zip.abandon()
    throw error
  }
}

/** While a transaction has the only connection, nothing can be told. */
function beatWithin(ctx: UserCtx, within: UserCtx, beat: Beat, counts: Counts): (rows: number) => Promise<void> {
  const total = [...counts.values()].reduce((sum, rows) => sum + rows, 0)
  const isHeld = within !== ctx && !hasOtherConnections(ctx)
  return isHeld ? async () => {} : (rows) => beat(rows, total)
}

interface Telling {
  url: string
  tables: readonly OwnedTable[]
  counts: Counts
  beat: (rows: number) => Promise<void>
}

async function writeTables(ctx: UserCtx, zip: ZipWriter, { url, tables, counts, beat }: Telling) {
  const manifest: archive.Manifest = {
    format: archive.FORMAT,
    formatVersion: archive.FORMAT_VERSION,
    exportedAt: ctx.now().toISOString(),
    instance: { url, epoch: await epochOf(ctx) },
    schema: await schemaOf(ctx),
    userId: ctx.actor.id,
    tables: [],
    files: { count: 0, missing: [] },
  }
  await zip.add(archive.README_NAME, Buffer.from(archive.readme(manifest.exportedAt, url)))
  let before = 0
  for (const table of tables) {
    const portions = counts.get(table.name) === 0 ? [] : linesOf(ctx, table)
    const summary = await writeTable(zip, table, portions, (rows) => beat(before + rows))
    before += summary.rows
    manifest.tables.push(summary)
  }
  return { manifest, files: await loadStoredFiles(ctx) }
}

async function writeTable(
  zip: ZipWriter,
  table: OwnedTable,
  portions: Iterable<Portion> | AsyncIterable<Portion>,
  beat: (rows: number) => Promise<void>,
): Promise<archive.TableSummary> {
  const hash = createHash('sha256')
  const summary = { name: table.name, rows: 0, bytes: 0 }
  const text = async function* () {
    for await (const { rows, text } of portions) {
      const portion = Buffer.from(`${text}\n`)
      hash.update(portion)
      summary.rows += rows
      summary.bytes += portion.length
      await beat(summary.rows)
      yield portion
    }
  }
  await zip.add(archive.tablePath(table.name), text())
  return { ...summary, sha256: hash.digest('hex') }
}

/** Files may be deleted while it is written; what is gone by then is named. Pictures and recordings do not shrink any further. */
async function writeFiles(
  zip: ZipWriter,
  store: FileStore,
  files: readonly StoredFile[],
  beat: () => Promise<void>,
): Promise<archive.Manifest['files']> {
  const missing: string[] = []
  for (const { id, keys } of files) {
    await beat()
    const bytes = await store.read(keys.original, null)
    if (bytes === null) {
      missing.push(id)
      continue
    }
    await zip.add(archive.filePath(id), bytes, false)
    const small = keys.thumbnail === null ? null : await store.read(keys.thumbnail, null)
    if (small) await zip.add(archive.thumbnailPath(id), small, false)
  }
  return { count: files.length - missing.length, missing }
}
