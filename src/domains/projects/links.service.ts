import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { linkTaskToProject, unlinkTaskFromProject } from '#domains/tasks/tasks.service.ts'
import { getProject } from './projects.service.ts'
import { projectGoals, projects } from './projects.tables.ts'

/** Living projects of a goal after `after`, in the order of their ids. */
export async function projectIdsOfGoal(
  ctx: UserCtx,
  goalId: string,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: projectGoals.projectId })
    .from(projectGoals)
    .innerJoin(
      projects,
      and(
        eq(projects.userId, projectGoals.userId),
        eq(projects.id, projectGoals.projectId),
        isNull(projects.deletedAt),
      ),
    )
    .where(
      and(
        eq(projectGoals.userId, ctx.actor.id),
        eq(projectGoals.goalId, goalId),
        after === undefined ? undefined : gt(projectGoals.projectId, after),
      ),
    )
    .orderBy(asc(projectGoals.projectId))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Puts a task into a project; may be repeated. The link stands in the task, as `projectIds`. */
export async function addTask(ctx: UserCtx, projectId: string, taskId: string): Promise<void> {
  await getProject(ctx, projectId)
  await linkTaskToProject(ctx, taskId, projectId)
}

export async function removeTask(ctx: UserCtx, projectId: string, taskId: string): Promise<void> {
  await getProject(ctx, projectId)
  await unlinkTaskFromProject(ctx, taskId, projectId)
}
