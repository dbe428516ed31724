import { and, eq } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { noSuch } from '#core/errors.ts'
import { holdMetrics } from '#domains/metrics/criteria.service.ts'
import { holdTasks } from '#domains/tasks/links.service.ts'
import { goalCriterionMetrics } from './criteria.tables.ts'
import { type GivenCriterion, type Linked, newlyLinked, settleByMetric, settleCriteria } from './criteria.ts'
import type { SuccessCriterion } from './goals.tables.ts'

/**
 * The tasks and metrics that these criteria name (and the metrics that a goal's criteria are tied to already, when a target
 * changes), held as they are until the transaction ends. To be called before goals are
 * locked, as whoever finishes a task or logs a metric takes them: so the two never wait for each other.
 */
export async function holdLinked(ctx: UserCtx, given: GivenCriterion[], goalId?: string): Promise<Linked> {
  const tasks = await holdTasks(ctx, distinct(given.map(({ taskId }) => taskId)))
  const retargets = goalId !== undefined && given.some(({ targetValue }) => targetValue !== undefined)
  const watched = retargets ? await metricsWatchedBy(ctx, goalId) : []
  return { tasks, metrics: await holdMetrics(ctx, distinct([...given.map(({ metricId }) => metricId), ...watched])) }
}

export const namesItems = (given: GivenCriterion[]) => given.some(({ taskId, metricId }) => taskId || metricId)

/** Refuses (404) to tie a criterion to what is not mine or in the trash. What was tied before may be in the trash by now. */
export function refuseUnknown(before: SuccessCriterion[], given: GivenCriterion[], { tasks, metrics }: Linked): void {
  for (const [field, items] of [
    ['taskId', tasks],
    ['metricId', metrics],
  ] as const) {
    const known = new Set(items.map(({ id }) => id))
    const unknown = newlyLinked(before, given, field).find(({ id }) => !known.has(id))
    if (unknown) throw noSuch(`successCriteria.${unknown.at}.${field}`)
  }
}

/** Criteria after what happened to their tasks and metrics while the goal was in the trash. */
export async function settledNow(ctx: UserCtx, criteria: SuccessCriterion[]): Promise<SuccessCriterion[]> {
  const now = ctx.now().toISOString()
  const { tasks, metrics } = await holdLinked(ctx, criteria)
  const byTasks = tasks
    .filter(({ isDone }) => isDone)
    .reduce((list, { id, completedAt }) => settleCriteria(list, id, completedAt ?? now), criteria)
  return metrics.reduce((list, metric) => settleByMetric(list, metric, now), byTasks)
}

/** Goals with a success criterion that is tied to this metric. */
export async function goalsWatchingMetric(ctx: UserCtx, metricId: string): Promise<string[]> {
  const { userId, goalId, metricId: watched } = goalCriterionMetrics
  const rows = await ctx.db
    .select({ id: goalId })
    .from(goalCriterionMetrics)
    .where(and(eq(userId, ctx.actor.id), eq(watched, metricId)))
  return rows.map((row) => row.id)
}

async function metricsWatchedBy(ctx: UserCtx, id: string): Promise<string[]> {
  const { userId, goalId, metricId } = goalCriterionMetrics
  const rows = await ctx.db
    .select({ id: metricId })
    .from(goalCriterionMetrics)
    .where(and(eq(userId, ctx.actor.id), eq(goalId, id)))
  return rows.map((row) => row.id)
}

const distinct = (ids: (string | null | undefined)[]) => [...new Set(ids.filter((id) => id != null))]
