import { writeAs } from '#core/attribution.ts'
import { inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { getUsage } from '#domains/files/files.service.ts'
import { tablePath } from './archive.ts'
import * as queries from './arrival.queries.ts'
import { entityOf } from './arriving.ts'
import { ALSO_TAKEN_IN, isTaken, MADE_AGAIN, type OwnedTable, STAYS } from './catalogue.ts'
import { complaintOf, type Findings } from './findings.ts'
import type { ReadManifest } from './manifest.ts'
import type { ImportReport } from './portability.tables.ts'
import { takeProfile } from './profile.service.ts'
import { ownedTables } from './snapshot.queries.ts'
import { type Source, stageTable } from './staging.service.ts'
import { type OpenZip, refused } from './unzip.ts'

export interface Arrival {
  zip: OpenZip
  manifest: ReadManifest
  entities: Entities
  findings: Findings
  overwrite: boolean
  /** Whether it is to last; else it is carried out and taken back. */
  apply: boolean
  /** As the feed names who wrote. */
  by: string
  beat: Source['beat']
}

/** Ends the transaction of a rehearsal, and of what has problems. */
class TakenBack extends Error {
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('taken back')
    this.report = report
  }
}

/** The account is being closed. */
export class Closed extends Error {}

/**
 * Takes in an archive: all of it or, when anything is wrong with it, nothing. Without `apply` the whole is carried out just the same and then
 * taken back, so that its report is what an import would come to. Answers the report without the files.
 */
export async function arrive(ctx: UserCtx, outside: Pick<Reach, 'files'>, arrival: Arrival): Promise<ImportReport> {
  try {
    return await inTransaction(ctx, async (ctx) => {
      if (!(await queries.beginArrival(ctx))) throw new Closed()
      await writeAs(ctx.db, arrival.by)
      const report = await carryOut(ctx, outside, arrival)
      if (!arrival.apply || report.problems.length > 0) throw new TakenBack(report)
      return report
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.report
    const complaint = complaintOf(error)
    if (complaint === null) throw error
    // The database found at the end what no line shows by itself: a reference to nothing, a rule between rows.
    const problem = { where: 'the archive as a whole', line: null, message: complaint }
    return { tables: [], leftOut: [], files: 0, changes: 0, problems: [...arrival.findings.problems, problem] }
  }
}

async function carryOut(ctx: UserCtx, outside: Pick<Reach, 'files'>, arrival: Arrival): Promise<ImportReport> {
  const { zip, manifest, findings, entities, beat } = arrival
  const known = new Map((await ownedTables(ctx)).map((table) => [table.name, table]))
  const report: ImportReport = { tables: [], leftOut: [], files: 0, changes: 0, problems: findings.problems }
  const staged: queries.Staged[] = []
  let history: queries.Staged | null = null
  for (const [at, summary] of manifest.tables.entries()) {
    const table = known.get(summary.name)
    if (!table || !isTaken(table)) throw refused('unknown_table', unknown(summary.name))
    const why = reasonToLeave(table, entities)
    if (why !== null) {
      if (summary.rows > 0) report.leftOut.push({ name: table.name, rows: summary.rows, why })
      continue
    }
    const one = await stageTable(ctx, table, at, { zip, summary, entities, findings, beat })
    if (table.name === 'changes') history = one
    else if (one) staged.push(one)
  }
  if (findings.problems.length > 0) return report
  await takeProfile(ctx, arrival)
  report.tables = await insert(ctx, staged, arrival)
  if (history) report.changes = await queries.insertHistory(ctx, history.staging)
  await queries.settle(ctx)
  const { bytes, quotaBytes } = await getUsage(ctx, outside)
  if (bytes > quotaBytes) findings.add(tablePath('files'), null, `Your files may take ${quotaBytes} bytes together.`)
  return report
}

async function insert(ctx: UserCtx, staged: readonly queries.Staged[], { overwrite, entities }: Arrival) {
  if (staged.some(({ table }) => table.name === 'wallet_postings')) await queries.openWallet(ctx)
  const present: number[] = []
  for (const one of staged) {
    await queries.silence(ctx, one)
    present.push(await queries.countPresent(ctx, one))
  }
  const created = await queries.insertStaged(ctx, staged)
  const items = overwrite ? staged.filter(({ table }) => entityOf(table.name, entities)) : []
  const written = await queries.overwriteStaged(ctx, items)
  return staged.map((one, at) => ({
    name: one.table.name,
    rows: one.rows,
    created: created[at] ?? 0,
    present: Math.max(present[at] ?? 0, one.rows - (created[at] ?? 0)),
    overwritten: written[items.indexOf(one)] ?? 0,
  }))
}

function reasonToLeave({ name }: OwnedTable, entities: Entities): string | null {
  const stays = STAYS.get(name)
  if (stays !== undefined) return stays
  if (name === 'changes' || ALSO_TAKEN_IN.has(name) || entityOf(name, entities)) return null
  return name === 'users'
    ? 'the profile: name, zone and preferences'
    : 'stays with the instance it was made on, or is derived'
}

const unknown = (name: string) =>
  MADE_AGAIN.has(name)
    ? `${name} is made again on every instance, and in no archive.`
    : `This instance has no table ${name}. The archive is of a newer one: update this one first.`
