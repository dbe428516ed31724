import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { type NewLogRow, type Range, selectLogs, upsertLogs } from './logs.queries.ts'
import type {
  GivenRow,
  LoggedRow,
  MetricLogFields,
  MetricLogPatch,
  MetricLogQuery,
  NewMetricLog,
} from './logs.schema.ts'
import { getMetric, holdMetric } from './metrics.service.ts'
import { type MetricLogRow, metricLogs } from './metrics.tables.ts'
import { settleMetric } from './milestones.service.ts'

/** Logs of a metric by time; equal times in the order of ids. Two statements. */
export async function listLogs(ctx: UserCtx, metricId: string, query: MetricLogQuery): Promise<Page<MetricLogRow>> {
  await getMetric(ctx, metricId)
  return selectLogs(ctx, metricId, await rangeOf(ctx, query), query)
}

export async function getLog(ctx: UserCtx, metricId: string, id: string): Promise<MetricLogRow> {
  await getMetric(ctx, metricId)
  return findLog(ctx, id, metricId)
}

/** Living logs of living metrics: those of a metric in the trash sleep with it. */
export const loadLogs = (ctx: UserCtx, ids: string[]): Promise<MetricLogRow[]> =>
  ctx.db
    .select()
    .from(metricLogs)
    .where(
      and(
        mine(ctx, metricLogs),
        inArray(metricLogs.id, ids),
        sql`exists (select from metrics m where m.user_id = ${metricLogs.userId} and m.id = ${metricLogs.metricId} and m.deleted_at is null)`,
      ),
    )

/**
 * One log, with what follows from it in the same transaction: the metric's latest value, milestones and their points, goals. With
 * the external id of a log that is there, that one is written anew. Refuses a time after the user's today.
 */
export function logMetric(
  ctx: UserCtx,
  metricId: string,
  input: MetricLogFields,
  id: string = newId(),
): Promise<MetricLogRow> {
  return inTransaction(ctx, async (ctx) => {
    const metric = await holdMetric(ctx, metricId)
    const late = await lateness(ctx)
    if (late(input.loggedAt)) throw invalid('loggedAt', NOT_YET)
    const [log] = await upsertLogs(ctx, metricId, [rowOf(ctx, input, id)])
    await settleMetric(ctx, metric, log?.isNew ? [log] : null)
    return found(log, 'Log')
  })
}

export const createLog = (ctx: UserCtx, { metricId, ...input }: NewMetricLog, id: string = newId()) =>
  logMetric(ctx, metricId, input, id)

/**
 * Many logs of one metric at once, a thousand at most; the good ones are written together. Of several with one external id the last wins, and the
 * earlier ones say so with its id.
 */
export function logMany(ctx: UserCtx, metricId: string, rows: GivenRow[]): Promise<LoggedRow[]> {
  return inTransaction(ctx, async (ctx) => {
    const metric = await holdMetric(ctx, metricId)
    const late = await lateness(ctx)
    const judged = rows.map((row) => {
      if ('refused' in row) return row
      return late(row.loggedAt) ? { refused: `loggedAt: ${NOT_YET}` } : rowOf(ctx, row, newId())
    })
    const wanted = judged.filter((row) => 'id' in row)
    const winners = new Map(wanted.map((row) => [keyOf(row), row]))
    const stored = winners.size === 0 ? [] : await upsertLogs(ctx, metricId, [...winners.values()])
    const isGrowth = stored.every(({ isNew }) => isNew)
    if (stored.length > 0) await settleMetric(ctx, metric, isGrowth ? stored : null)
    const written = new Map(stored.map((log) => [keyOf(log), log]))
    return judged.map((row): LoggedRow => {
      if ('refused' in row) return { status: 'refused', id: null, error: row.refused }
      const { id, isNew } = found(written.get(keyOf(row)), 'Log')
      const isLast = winners.get(keyOf(row)) === row
      return { status: isLast ? (isNew ? 'created' : 'updated') : 'superseded', id, error: null }
    })
  })
}

const keyOf = ({ id, externalId }: { id: string; externalId: string | null }) => externalId ?? id

/** Changes the given fields; a note alone changes nothing that follows from the logs. */
export async function updateLog(
  ctx: UserCtx,
  id: string,
  patch: MetricLogPatch,
  version?: number,
  metricId?: string,
): Promise<MetricLogRow> {
  const before = await findLog(ctx, id, metricId)
  return inTransaction(ctx, async (ctx) => {
    const metric = await holdMetric(ctx, before.metricId)
    if ((await lateness(ctx))(patch.loggedAt)) throw invalid('loggedAt', NOT_YET)
    const isEmpty = Object.keys(patch).length === 0
    const [log] = isEmpty
      ? await ctx.db
          .select()
          .from(metricLogs)
          .where(myRow(ctx, metricLogs, id, version))
      : await ctx.db
          .update(metricLogs)
          .set(patch)
          .where(myRow(ctx, metricLogs, id, version))
          .returning()
    if (!log) throw await missed(ctx, metricLogs, id, 'Log')
    if (patch.value !== undefined || patch.loggedAt !== undefined) await settleMetric(ctx, metric, null)
    return log
  })
}

/** To the trash; milestones that only this log had earned go with it, and their points. */
export async function deleteLog(ctx: UserCtx, id: string, version?: number, metricId?: string): Promise<void> {
  const before = await findLog(ctx, id, metricId)
  await inTransaction(ctx, async (ctx) => {
    const metric = await holdMetric(ctx, before.metricId)
    const [log] = await ctx.db
      .update(metricLogs)
      .set({ deletedAt: sql<string>`now()` as never }) // the database's clock, as everywhere in the trash
      .where(myRow(ctx, metricLogs, id, version))
      .returning({ id: metricLogs.id })
    if (!log) throw await missed(ctx, metricLogs, id, 'Log')
    await settleMetric(ctx, metric, null)
  })
}

/** Out of the trash. A conflict when its metric is there too, or when another log has its external id by now. */
export function restoreLog(ctx: UserCtx, id: string): Promise<MetricLogRow> {
  return inTransaction(ctx, async (ctx) => {
    const mineAtAll = and(eq(metricLogs.userId, ctx.actor.id), eq(metricLogs.id, id))
    const [row] = await ctx.db.select().from(metricLogs).where(mineAtAll)
    const gone = found(row, 'Log')
    const metric = await holdMetric(ctx, gone.metricId)
    const [back] = await ctx.db
      .update(metricLogs)
      .set({ deletedAt: null })
      .where(and(mineAtAll, sql`${metricLogs.deletedAt} is not null`))
      .returning()
    if (!back) throw new AppError('conflict', 'This log is not in the trash.')
    await settleMetric(ctx, metric, [back])
    return back
  })
}

/** Days are the user's, both ends included; instants from inclusive, to exclusive. */
export async function rangeOf(
  ctx: UserCtx,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<Range> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const isDay = (edge: string) => edge.length === 10
  return {
    from: from !== undefined && isDay(from) ? startOfDay(from, timezone, dayStartsAt) : from,
    to: to !== undefined && isDay(to) ? startOfDay(addDays(to, 1), timezone, dayStartsAt) : to,
  }
}

const NOT_YET = 'lies after today; nothing can be measured before its day has come'

/** Whether a log's day is one that has not begun for the user. Later today will do: clocks of devices differ. */
async function lateness(ctx: UserCtx): Promise<(loggedAt: string | undefined) => boolean> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const today = dayOf(ctx.now().toISOString(), timezone, dayStartsAt)
  const end = startOfDay(addDays(today, 1), timezone, dayStartsAt)
  return (loggedAt) => loggedAt !== undefined && loggedAt >= end
}

const rowOf = (ctx: UserCtx, { value, loggedAt, note, externalId }: MetricLogFields, id: string): NewLogRow => ({
  id,
  value,
  loggedAt: loggedAt ?? ctx.now().toISOString(),
  note: note ?? null,
  externalId: externalId ?? null,
})

async function findLog(ctx: UserCtx, id: string, metricId: string | undefined): Promise<MetricLogRow> {
  const [log] = await ctx.db
    .select()
    .from(metricLogs)
    .where(and(myRow(ctx, metricLogs, id), metricId === undefined ? undefined : eq(metricLogs.metricId, metricId)))
  return found(log, 'Log')
}
