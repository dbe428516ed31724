import { and, desc, gt, ne, type SQL, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { metrics } from './metrics.tables.ts'

/** Metrics with logs that are not archived: the named one, then those logged last. */
export const selectComparable = (ctx: UserCtx, first: string | undefined, limit: number) =>
  ctx.db
    .select({ id: metrics.id, version: metrics.version, name: metrics.name })
    .from(metrics)
    .where(and(mine(ctx, metrics), ne(metrics.status, 'archived'), gt(metrics.logCount, 0)))
    .orderBy(...isFirst(first), desc(metrics.currentAt), desc(metrics.id))
    .limit(limit)

const isFirst = (id: string | undefined): SQL[] => (id === undefined ? [] : [desc(sql`${metrics.id} = ${id}`)])

export interface DailyMean {
  metricId: string
  /** Which of the days, from 0. */
  day: number
  mean: number
}

/**
 * The mean of each metric's values on each day. `begins` are the instants at which the days begin, and the end of the last one, so
 * that what a day is stays the time room's business. Means are of decimals: added as doubles, 6.3 and 8.3 come to more than twice 7.3, and
 * days of equal value would no longer share their rank.
 */
export function selectDailyMeans(ctx: UserCtx, ids: string[], begins: string[]): Promise<DailyMean[]> {
  if (ids.length === 0) return Promise.resolve([])
  const edges = `{${begins.join()}}`
  return rowsOf<DailyMean>(
    ctx.db,
    sql`select metric_id as "metricId", width_bucket(logged_at, ${edges}::timestamptz[]) - 1 as day,
          avg(value::numeric)::float8 as mean
        from metric_logs
        where user_id = ${ctx.actor.id} and metric_id = any (${`{${ids.join()}}`}::uuid[]) and deleted_at is null
          and logged_at >= ${begins[0]}::timestamptz and logged_at < ${begins.at(-1)}::timestamptz
        group by 1, 2`,
  )
}
