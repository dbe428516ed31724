import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { beyond, type Page, readCursor, toPage } from '#core/page.ts'
import type { MetricLogQuery } from './logs.schema.ts'
import { type MetricLogRow, type MilestoneRow, metricLogs, metricMilestones } from './metrics.tables.ts'
import type { Points } from './series.ts'

/** Instants: from inclusive, to exclusive. */
export interface Range {
  from: string | undefined
  to: string | undefined
}

export async function selectLogs(
  ctx: UserCtx,
  metricId: string,
  range: Range,
  query: MetricLogQuery,
): Promise<Page<MetricLogRow>> {
  const list = `metrics/${metricId}/logs`
  const position = readCursor(ctx, query, list)
  const [order, direction] = query.order === 'newest' ? ([desc, 'desc'] as const) : ([asc, 'asc'] as const)
  const rows = await ctx.db
    .select()
    .from(metricLogs)
    .where(
      and(
        mine(ctx, metricLogs),
        eq(metricLogs.metricId, metricId),
        within(range),
        beyond(metricLogs.loggedAt, metricLogs.id, position, direction),
      ),
    )
    .orderBy(order(metricLogs.loggedAt), order(metricLogs.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list, (row) => row.loggedAt)
}

/** The next logs by time after the given one, oldest first. */
export function selectLogsAfter(
  ctx: UserCtx,
  metricId: string,
  range: Range,
  last: MetricLogRow | undefined,
  limit: number,
): Promise<MetricLogRow[]> {
  const position = last && { value: last.loggedAt, id: last.id }
  return ctx.db
    .select()
    .from(metricLogs)
    .where(
      and(
        mine(ctx, metricLogs),
        eq(metricLogs.metricId, metricId),
        within(range),
        beyond(metricLogs.loggedAt, metricLogs.id, position, 'asc'),
      ),
    )
    .orderBy(asc(metricLogs.loggedAt), asc(metricLogs.id))
    .limit(limit)
}

const within = ({ from, to }: Range): SQL | undefined =>
  and(
    from === undefined ? undefined : gte(metricLogs.loggedAt, from),
    to === undefined ? undefined : lt(metricLogs.loggedAt, to),
  )

/**
 * All logs of a metric as two columns, in the order of time. They come as one text, which costs the driver a tenth of ten
 * thousand rows; PostgreSQL prints a double so that reading it gives the same one.
 */
export async function readPoints(ctx: UserCtx, metricId: string): Promise<Points> {
  const [row] = await rowsOf<{ at: string | null; value: string | null }>(
    ctx.db,
    sql`select string_agg(ms::text, ',') as at, string_agg(value::text, ',') as value
        from (select (extract(epoch from logged_at) * 1000)::bigint as ms, value from metric_logs
              where user_id = ${ctx.actor.id} and metric_id = ${metricId} and deleted_at is null
              order by logged_at, id) l`,
  )
  return { at: numbersIn(row?.at), value: numbersIn(row?.value) }
}

export const selectMilestones = (ctx: UserCtx, metricId: string): Promise<MilestoneRow[]> =>
  ctx.db
    .select()
    .from(metricMilestones)
    .where(and(mine(ctx, metricMilestones), eq(metricMilestones.metricId, metricId)))

export interface NewLogRow {
  id: string
  value: number
  loggedAt: string
  note: string | null
  externalId: string | null
}

/**
 * Writes new logs, or the ones that carry the same external id anew, in one statement. No two of the given may carry the same.
 * `id` is the stored one: of a log that was there, its own.
 */
export async function upsertLogs(
  ctx: UserCtx,
  metricId: string,
  logs: NewLogRow[],
): Promise<(MetricLogRow & { isNew: boolean })[]> {
  const rows = await ctx.db
    .insert(metricLogs)
    .values(logs.map((log) => ({ ...log, metricId, userId: ctx.actor.id })))
    .onConflictDoUpdate({
      target: [metricLogs.userId, metricLogs.metricId, metricLogs.externalId],
      targetWhere: sql`external_id is not null and deleted_at is null`,
      set: { value: sql`excluded.value`, loggedAt: sql`excluded.logged_at`, note: sql`excluded.note` },
    })
    .returning()
  const given = new Set(logs.map(({ id }) => id))
  return rows.map((row) => ({ ...row, isNew: given.has(row.id) }))
}

function numbersIn(text: string | null | undefined): Float64Array {
  const parts = text == null ? [] : text.split(',')
  const numbers = new Float64Array(parts.length)
  for (const [i, part] of parts.entries()) numbers[i] = Number(part)
  return numbers
}
