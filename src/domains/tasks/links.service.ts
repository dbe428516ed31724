import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { goalCriterionTasks, goalTasks, tasks } from './tasks.tables.ts'

/** How many tasks each of these goals has and how many are done. Cancelled tasks and the trash do not count. One statement. */
export async function countTasksOfGoals(
  ctx: UserCtx,
  goalIds: string[],
): Promise<Map<string, { done: number; total: number }>> {
  const rows = await ctx.db
    .select({
      goalId: goalTasks.goalId,
      total: sql<number>`count(*)::int`,
      done: sql<number>`(count(*) filter (where ${tasks.status} = 'done'))::int`,
    })
    .from(goalTasks)
    .innerJoin(tasks, and(eq(tasks.userId, goalTasks.userId), eq(tasks.id, goalTasks.taskId)))
    .where(
      and(
        eq(goalTasks.userId, ctx.actor.id),
        inArray(goalTasks.goalId, goalIds),
        isNull(tasks.deletedAt),
        ne(tasks.status, 'cancelled'),
      ),
    )
    .groupBy(goalTasks.goalId)
  return new Map(rows.map(({ goalId, total, done }) => [goalId, { done, total }]))
}

/** Living tasks of a goal after `after`, in the order of their ids. */
export async function taskIdsOfGoal(
  ctx: UserCtx,
  goalId: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: goalTasks.taskId })
    .from(goalTasks)
    .innerJoin(tasks, and(eq(tasks.userId, goalTasks.userId), eq(tasks.id, goalTasks.taskId), isNull(tasks.deletedAt)))
    .where(
      and(
        eq(goalTasks.userId, ctx.actor.id),
        eq(goalTasks.goalId, goalId),
        after === undefined ? undefined : gt(goalTasks.taskId, after),
      ),
    )
    .orderBy(asc(goalTasks.taskId))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Goals with a success criterion that is tied to this task. */
export async function goalsWatchingTask(ctx: UserCtx, taskId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: goalCriterionTasks.goalId })
    .from(goalCriterionTasks)
    .where(and(eq(goalCriterionTasks.userId, ctx.actor.id), eq(goalCriterionTasks.taskId, taskId)))
  return rows.map((row) => row.id)
}

/** My living tasks among these, held as they are until the transaction ends: nobody finishes one meanwhile. */
export async function holdTasks(
  ctx: UserCtx,
  ids: string[],
): Promise<{ id: string; isDone: boolean; completedAt: string | null }[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({ id: tasks.id, status: tasks.status, completedAt: tasks.completedAt })
    .from(tasks)
    .where(and(mine(ctx, tasks), inArray(tasks.id, ids)))
    .orderBy(asc(tasks.id))
    .for('share')
  return rows.map(({ id, status, completedAt }) => ({ id, isDone: status === 'done', completedAt }))
}
