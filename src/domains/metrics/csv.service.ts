import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { CSV_HEADER, type CsvRow, csvLines, readCsv } from './csv.ts'
import { type Range, selectLogsAfter } from './logs.queries.ts'
import { type GivenRow, type LoggedRow, MAX_LOGS } from './logs.schema.ts'
import { logMany, rangeOf } from './logs.service.ts'
import { getMetric, holdMetric } from './metrics.service.ts'
import { type MetricLogRow, metricLogs } from './metrics.tables.ts'

const LINES_AT_ONCE = 2_000

/** All logs in range as CSV, oldest first, read and written portion by portion. The metric must be mine (404). */
export async function exportLogs(
  ctx: UserCtx,
  metricId: string,
  edges: { from?: string | undefined; to?: string | undefined },
): Promise<AsyncGenerator<string>> {
  await getMetric(ctx, metricId)
  return portions(ctx, metricId, await rangeOf(ctx, edges))
}

async function* portions(ctx: UserCtx, metricId: string, range: Range) {
  yield CSV_HEADER
  let last: MetricLogRow | undefined
  do {
    const logs = await selectLogsAfter(ctx, metricId, range, last, LINES_AT_ONCE)
    if (logs.length > 0) yield csvLines(logs)
    last = logs.length === LINES_AT_ONCE ? logs.at(-1) : undefined
  } while (last !== undefined)
}

export interface ImportedCsv extends Record<LoggedRow['status'], number> {
  dryRun: boolean
  results: (LoggedRow & { line: number })[]
}

/**
 * Takes over a CSV file: the rows that are right, with a result for each. A thousand rows are one transaction, so that nobody waits
 * for all ten thousand; reading the file again changes nothing as far as its rows have an external id. A dry run does everything
 * and then undoes it, so it says exactly what would happen; the ids of logs it would have created are null.
 */
export async function importLogs(ctx: UserCtx, metricId: string, csv: string, dryRun: boolean): Promise<ImportedCsv> {
  const { timezone } = await userZone(ctx)
  const rows = readCsv(csv, timezone)
  const written = await (dryRun ? rehearsed(ctx, (ctx) => write(ctx, metricId, rows)) : write(ctx, metricId, rows))
  const results = written.map((row, i) => ({
    ...row,
    id: dryRun && row.status !== 'updated' ? null : row.id,
    line: rows[i]?.line ?? 0,
  }))
  const count = (status: LoggedRow['status']) => results.filter((row) => row.status === status).length
  return {
    dryRun,
    created: count('created'),
    updated: count('updated'),
    superseded: count('superseded'),
    refused: count('refused'),
    results,
  }
}

/** Of rows with one external id the last in the file wins, wherever a thousand ends. */
async function write(ctx: UserCtx, metricId: string, rows: CsvRow[]): Promise<LoggedRow[]> {
  const given = rows.map((row) => ('log' in row ? row.log : { refused: row.refused }))
  const last = new Map(given.map((row, i) => ['value' in row ? (row.externalId ?? i) : i, i]))
  const winners = [...last.values()].sort((a, b) => a - b)
  const results = new Map<number, LoggedRow>()
  for (let at = 0; at === 0 || at < winners.length; at += MAX_LOGS) {
    const places = winners.slice(at, at + MAX_LOGS)
    const written = await writePart(
      ctx,
      metricId,
      places.map((place) => given[place] as GivenRow), // places of the list
    )
    for (const [i, place] of places.entries()) results.set(place, written[i] as LoggedRow) // one for each
  }
  return given.map((row, i) => {
    const own = results.get(i)
    if (own) return own
    const place = 'value' in row && row.externalId ? last.get(row.externalId) : undefined
    return { status: 'superseded', id: results.get(place ?? i)?.id ?? null, error: null }
  })
}

function writePart(ctx: UserCtx, metricId: string, rows: GivenRow[]): Promise<LoggedRow[]> {
  return inTransaction(ctx, async (ctx) => {
    // Before any of its logs, as whoever changes one of them does.
    await holdMetric(ctx, metricId)
    const ids = rows.flatMap((row) =>
      'value' in row && UUID.test(row.externalId ?? '') ? [row.externalId as string] : [],
    )
    if (ids.length > 0) await claim(ctx, metricId, ids)
    return logMany(ctx, metricId, rows)
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Logs that were exported under their own id get it as their external id, so that their rows find them. */
async function claim(ctx: UserCtx, metricId: string, ids: string[]) {
  await ctx.db
    .update(metricLogs)
    .set({ externalId: sql`${metricLogs.id}::text` })
    .where(
      and(
        mine(ctx, metricLogs),
        eq(metricLogs.metricId, metricId),
        inArray(metricLogs.id, ids),
        isNull(metricLogs.externalId),
      ),
    )
}

class Rehearsal<T> extends Error {
  readonly result: T
  constructor(result: T) {
    super('undone on purpose')
    this.result = result
  }
}

/** Does it in a transaction that never commits, and answers what came of it. */
async function rehearsed<T>(ctx: UserCtx, work: (ctx: UserCtx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(ctx, async (ctx) => {
      throw new Rehearsal(await work(ctx))
    })
  } catch (error) {
    if (error instanceof Rehearsal) return error.result as T // what `work` came to
    throw error
  }
}
