import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { Reach, UserCtx } from '#core/ctx.ts'
import { typeOfFile } from '#core/files/kinds.ts'
import type { Written } from '#core/files/store.ts'
import { keysOf, loadStoredFiles } from '#domains/files/stored.service.ts'
import { filePath, tablePath, thumbnailPath } from './archive.ts'
import type { Findings } from './findings.ts'
import type { ReadManifest } from './manifest.ts'
import { linesOf, type OpenZip } from './unzip.ts'

const WHERE = tablePath('files')

/** As far as the bytes have to fit it. */
const Row = z.object({
  id: z.uuid(),
  deleted_at: z.string().nullable(),
  missing_at: z.string().nullable(),
  name: z.string().max(200),
  content_type: z.string(),
  size: z.int().min(0),
  thumbnail_size: z.int().min(0),
  sha256: z.string(),
})
type Row = z.infer<typeof Row>

export interface Luggage {
  zip: OpenZip
  manifest: ReadManifest
  findings: Findings
  /** Whether the bytes are to be kept; else they are only looked at. */
  apply: boolean
}

/** The bytes that were kept, so that they can be let go of when nothing comes of the import. */
export interface Unpacked {
  files: number
  kept: string[]
}

/**
 * Looks at the bytes of every file that an archive brings: as many as its row says, with its hash, and of the kind it says. Keeps those that are
 * not here yet, before any row speaks of them.
 */
export async function unpackFiles(ctx: UserCtx, { files }: Pick<Reach, 'files'>, luggage: Luggage): Promise<Unpacked> {
  const { zip, manifest, findings, apply } = luggage
  const unpacked: Unpacked = { files: 0, kept: [] }
  if (!manifest.tables.some(({ name }) => name === 'files')) return unpacked
  const here = new Set((await loadStoredFiles(ctx)).map(({ id }) => id))
  const lost = new Set(manifest.files.missing)
  try {
    for await (const { line, text } of linesOf(await zip.read(WHERE), WHERE, () => {})) {
      const row = rowOf(text)
      if (row === null) findings.add(WHERE, line, 'is not the row of a file')
      if (row === null || row.deleted_at !== null || row.missing_at !== null || lost.has(row.id)) continue
      const fault = await unpack(ctx, files, row, { zip, keep: apply && !here.has(row.id), unpacked })
      if (fault !== null) findings.add(WHERE, line, fault)
      else unpacked.files++
    }
    return unpacked
  } catch (error) {
    await letGo({ files }, unpacked)
    throw error
  }
}

export async function letGo({ files: { store } }: Pick<Reach, 'files'>, { kept }: Unpacked): Promise<void> {
  for (const key of kept) await store.remove(key)
}

function rowOf(text: string): Row | null {
  try {
    return Row.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

interface Unpacking {
  zip: OpenZip
  keep: boolean
  unpacked: Unpacked
}

async function unpack(ctx: UserCtx, files: Reach['files'], row: Row, { zip, keep, unpacked }: Unpacking) {
  const keys = keysOf(ctx, row.id, row.thumbnail_size > 0)
  const parts = [
    { name: filePath(row.id), key: keys.original, size: row.size, type: row.content_type, sha256: row.sha256 },
    { name: thumbnailPath(row.id), key: keys.thumbnail, size: row.thumbnail_size, type: 'image/webp', sha256: null },
  ]
  for (const { name, key, size, type, sha256 } of parts) {
    if (key === null) continue
    if (zip.sizeOf(name) !== size) return `${name}: is not in the zip, or not as long as its row says`
    const draft = path.join(files.uploads, randomUUID())
    try {
      const written = await write(zip, name, draft)
      if (sha256 !== null && written.sha256 !== sha256) return `${name}: has another hash than its row says`
      const found = await typeOfFile(draft, row.name).catch(() => null)
      if (found?.contentType !== type) return `${name}: is not ${type.slice(0, 100)}`
      if (keep) {
        await files.store.put(key, written, type)
        unpacked.kept.push(key)
      }
    } finally {
      await rm(draft, { force: true })
    }
  }
  return null
}

async function write(zip: OpenZip, name: string, draft: string): Promise<Written> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(await zip.read(name), measure, createWriteStream(draft, { mode: 0o600 }))
  return { path: draft, size, sha256: hash.digest('hex') }
}
