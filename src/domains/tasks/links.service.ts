import { and, asc, eq, gt, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { goalCriterionTasks, goalTasks, projectTasks, tasks } from './tasks.tables.ts'

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

/** Goals with a success criterion that is tied to one of these tasks. */
export async function goalsWatchingTasks(ctx: UserCtx, taskIds: string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: goalCriterionTasks.goalId })
    .from(goalCriterionTasks)
    .where(and(eq(goalCriterionTasks.userId, ctx.actor.id), inArray(goalCriterionTasks.taskId, taskIds)))
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

/** How many tasks each of these projects has and how many are done. Cancelled tasks and the trash do not count. One statement. */
export async function countTasksOfProjects(
  ctx: UserCtx,
  projectIds: string[],
): Promise<Map<string, { done: number; total: number }>> {
  if (projectIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({
      projectId: projectTasks.projectId,
      total: sql<number>`count(*)::int`,
      done: sql<number>`(count(*) filter (where ${tasks.status} = 'done'))::int`,
    })
    .from(projectTasks)
    .innerJoin(tasks, and(eq(tasks.userId, projectTasks.userId), eq(tasks.id, projectTasks.taskId)))
    .where(and(ofProjects(ctx, projectIds), ne(tasks.status, 'cancelled')))
    .groupBy(projectTasks.projectId)
  return new Map(rows.map(({ projectId, total, done }) => [projectId, { done, total }]))
}

export interface TaskSurvey {
  total: number
  done: number
  /** Neither done nor cancelled. */
  open: number
  /** Open and past their due day or instant. */
  overdue: number
  /** The due day of the longest overdue one. */
  overdueSince: string | null
  /** Open and held up: marked blocked, or waiting for another task though its own due or scheduled day has come. */
  blocked: number
}

/** A project's tasks as they stand on the user's day `today` in `zone`. One statement. */
export async function surveyTasksOfProject(
  ctx: UserCtx,
  projectId: string,
  { today, zone }: { today: string; zone: string },
): Promise<TaskSurvey> {
  const open = sql`${tasks.status} not in ('done', 'cancelled')`
  const overdue = sql`${open} and (${tasks.dueDate} < ${today}::date or ${tasks.dueAt} < ${ctx.now().toISOString()}::timestamptz)`
  const due = sql`coalesce(${tasks.dueDate}, (${tasks.dueAt} at time zone ${zone})::date)`
  const heldUp = sql`${open} and (${tasks.status} = 'blocked' or ${tasks.openBlockers} > 0 and least(${due}, ${tasks.scheduledDate}) <= ${today}::date)`
  const counting = (which: SQL) => sql<number>`(count(*) filter (where ${which}))::int`
  const [survey] = await ctx.db
    .select({
      total: counting(sql`${tasks.status} <> 'cancelled'`),
      done: counting(sql`${tasks.status} = 'done'`),
      open: counting(open),
      overdue: counting(overdue),
      overdueSince: sql<string | null>`(min(${due}) filter (where ${overdue}))::text`,
      blocked: counting(heldUp),
    })
    .from(projectTasks)
    .innerJoin(tasks, and(eq(tasks.userId, projectTasks.userId), eq(tasks.id, projectTasks.taskId)))
    .where(ofProjects(ctx, [projectId]))
  return survey as TaskSurvey // an aggregate without groups answers one row
}

const ofProjects = (ctx: UserCtx, ids: string[]) =>
  and(eq(projectTasks.userId, ctx.actor.id), inArray(projectTasks.projectId, ids), isNull(tasks.deletedAt))
