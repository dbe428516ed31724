import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { metricGoals, metrics } from './metrics.tables.ts'

/**
 * How many metrics each of these goals has and how many are at their target (`isAtTarget`). Archived ones and the trash do not
 * count; one without a target or a log is not there yet. One statement.
 */
export async function countMetricsOfGoals(
  ctx: UserCtx,
  goalIds: string[],
): Promise<Map<string, { done: number; total: number }>> {
  const rows = await ctx.db
    .select({
      goalId: metricGoals.goalId,
      total: sql<number>`count(*)::int`,
      done: sql<number>`(count(*) filter (where ${AT_TARGET}))::int`,
    })
    .from(metricGoals)
    .innerJoin(metrics, and(eq(metrics.userId, metricGoals.userId), eq(metrics.id, metricGoals.metricId)))
    .where(
      and(
        eq(metricGoals.userId, ctx.actor.id),
        inArray(metricGoals.goalId, goalIds),
        isNull(metrics.deletedAt),
        ne(metrics.status, 'archived'),
      ),
    )
    .groupBy(metricGoals.goalId)
  return new Map(rows.map(({ goalId, total, done }) => [goalId, { done, total }]))
}

/** Living metrics of a goal after `after`, in the order of their ids. */
export async function metricIdsOfGoal(
  ctx: UserCtx,
  goalId: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: metricGoals.metricId })
    .from(metricGoals)
    .innerJoin(
      metrics,
      and(eq(metrics.userId, metricGoals.userId), eq(metrics.id, metricGoals.metricId), isNull(metrics.deletedAt)),
    )
    .where(
      and(
        eq(metricGoals.userId, ctx.actor.id),
        eq(metricGoals.goalId, goalId),
        after === undefined ? undefined : gt(metricGoals.metricId, after),
      ),
    )
    .orderBy(asc(metricGoals.metricId))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** `isAtTarget` in SQL, by the same operations on the same doubles. */
const AT_TARGET = sql`case ${metrics.direction}
  when 'higher' then ${metrics.currentValue} >= ${metrics.target} - 0.1::float8 * abs(${metrics.target})
  when 'lower' then ${metrics.currentValue} <= ${metrics.target} + 0.1::float8 * abs(${metrics.target})
  else abs(${metrics.currentValue} - ${metrics.target}) <= 0.1::float8 * abs(${metrics.target}) end`
