import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Ctx, Reach, UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import type { Deliver } from '#core/messages.ts'
import type { Platform } from '#core/platform.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { arrive, Closed } from './arrival.service.ts'
import { letGo, unpackFiles } from './arriving-files.service.ts'
import { createFindings, Enough, type Findings } from './findings.ts'
import { carryForeign } from './foreign-files.service.ts'
import { keyOf } from './links.ts'
import { readManifest } from './manifest.ts'
import { type ImportReport, type ImportRow, imports } from './portability.tables.ts'
import { hasOtherConnections } from './snapshot.queries.ts'
import { openZip } from './unzip.ts'

export const ImportJob = z.object({ id: z.uuid(), apply: z.boolean() })
type ImportJob = z.infer<typeof ImportJob>
type Outside = Pick<Reach, 'files'>

const BEAT_MS = 1_000

/** Its row is gone: deleted by its owner, or with the account. */
class Ended extends Error {}

/** What kinds of items there are, for jobs, which are handed no platform. */
const kinds = new WeakMap<Deliver, Entities>()
export const rememberKinds = async ({ base, entities }: Platform) => void kinds.set(base.deliver, entities)

export const kindsOf = ({ deliver }: Ctx): Entities => kinds.get(deliver) ?? new Map()

/** Checks an archive that somebody brought, or takes it in. Of one that fails or is ended nothing stays. */
export async function carryImport(ctx: Ctx, outside: Outside, { id, apply }: ImportJob): Promise<void> {
  const { actor } = ctx
  if (!actor) return
  const me = { ...ctx, actor }
  const row = await begin(me, id, apply)
  if (!row) return
  try {
    const { report, isRefused } = await work(me, outside, row, apply)
    const state = isRefused ? 'refused' : apply ? 'done' : 'checked'
    await finish(me, id, { state, report, ...(state === 'done' && { expiresAt: undoableUntil(me) }) })
    if (state !== 'checked') await outside.files.store.remove(keyOf(actor.id, id))
  } catch (error) {
    if (error instanceof Ended || error instanceof Closed) return
    await finish(me, id, { state: 'failed' })
    throw error
  }
}

const stateOf = (apply: boolean) => (apply ? 'applying' : 'checking')

const waiting = ({ actor }: UserCtx, id: string, state: ImportRow['state']) =>
  and(eq(imports.userId, actor.id), eq(imports.id, id), eq(imports.state, state))

async function begin(ctx: UserCtx, id: string, apply: boolean): Promise<ImportRow | undefined> {
  const [row] = await ctx.db
    .update(imports)
    .set({ rows: 0, beatAt: ctx.now().toISOString() })
    .where(waiting(ctx, id, stateOf(apply)))
    .returning()
  return row
}

/** So long it is known what an import made. */
const REMEMBERED_MS = 30 * 86_400_000
const undoableUntil = ({ now }: UserCtx) => new Date(now().getTime() + REMEMBERED_MS).toISOString()

type Outcome = Pick<ImportRow, 'state'> & Partial<Pick<ImportRow, 'expiresAt'>> & { report?: ImportReport }

async function finish(ctx: UserCtx, id: string, outcome: Outcome) {
  await ctx.db
    .update(imports)
    .set({ ...outcome, finishedAt: ctx.now().toISOString() })
    .where(and(eq(imports.userId, ctx.actor.id), eq(imports.id, id)))
}

interface Result {
  report: ImportReport
  isRefused: boolean
}

async function work(ctx: UserCtx, outside: Outside, row: ImportRow, apply: boolean): Promise<Result> {
  const findings = createFindings()
  const draft = path.join(outside.files.uploads, randomUUID())
  try {
    await fetchBytes(outside, keyOf(row.userId, row.id), draft)
    if (row.source !== 'almanac')
      return { report: await bringForeign(ctx, outside, { row, apply, draft }), isRefused: false }
    const report = await unpackAndArrive(ctx, outside, { row, apply, draft, findings })
    return { report, isRefused: report.problems.length > 0 }
  } catch (error) {
    if (error instanceof AppError && error.code === 'unprocessable')
      return refusal([...findings.problems, { where: row.name, line: null, message: error.message }])
    if (error instanceof Enough) return refusal(findings.problems)
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

const refusal = (problems: ImportReport['problems']): Result => ({
  report: { tables: [], leftOut: [], files: 0, changes: 0, problems },
  isRefused: true,
})

/** How the feed names an import, which is how it is known later what it made. */
export const nameOf = ({ source, id }: Pick<ImportRow, 'source' | 'id'>) => `import:${source}:${id}`

async function bringForeign(ctx: UserCtx, outside: Outside, { row, apply, draft }: Omit<Work, 'findings'>) {
  // Asked by its caller.
  const source = row.source as Exclude<ImportRow['source'], 'almanac'>
  const { timezone } = await userZone(ctx)
  const reader = { userId: ctx.actor.id, now: ctx.now().toISOString(), zone: timezone, name: row.name }
  const beat = heartOf(ctx, row.id, apply, 0)
  return carryForeign(ctx, outside, { source, reader, draft, apply, beat, by: nameOf(row), entities: kindsOf(ctx) })
}

async function fetchBytes({ files }: Outside, key: string, draft: string) {
  await mkdir(files.uploads, { recursive: true })
  const bytes = await files.store.read(key, null)
  if (bytes === null) throw new AppError('unprocessable', 'The storage no longer has this file. Send it again.')
  await pipeline(bytes, createWriteStream(draft, { mode: 0o600 }))
}

interface Work {
  row: ImportRow
  apply: boolean
  draft: string
  findings: Findings
}

async function unpackAndArrive(ctx: UserCtx, outside: Outside, { row, apply, draft, findings }: Work) {
  const zip = await openZip(draft)
  try {
    const manifest = await readManifest(zip)
    const unpacked = await unpackFiles(ctx, outside, { zip, manifest, findings, apply })
    try {
      const total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
      const report = await arrive(ctx, outside, {
        ...{ zip, manifest, findings, apply, entities: kindsOf(ctx) },
        overwrite: row.conflicts === 'overwrite',
        by: nameOf(row),
        beat: heartOf(ctx, row.id, apply, total),
      })
      if (report.problems.length > 0) await letGo(outside, unpacked)
      return { ...report, files: unpacked.files }
    } catch (error) {
      await letGo(outside, unpacked)
      throw error
    }
  } finally {
    zip.close()
  }
}

/** Tells how far it is, at most once a second, and throws when nobody waits for it. On the only connection it cannot. */
function heartOf(ctx: UserCtx, id: string, apply: boolean, totalRows: number): (rows: number) => Promise<void> {
  let [next, sum] = [0, 0]
  return async (rows) => {
    sum += rows
    if (!hasOtherConnections(ctx) || performance.now() < next) return
    next = performance.now() + BEAT_MS
    const [row] = await ctx.db
      .update(imports)
      .set({ rows: sum, totalRows, beatAt: ctx.now().toISOString() })
      .where(waiting(ctx, id, stateOf(apply)))
      .returning({ id: imports.id })
    if (!row) throw new Ended()
  }
}
