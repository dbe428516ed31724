import { and, desc, eq, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { olderThan, type Page, type PageQuery, readCursor, toPage } from '#core/page.ts'
import type { NewProjectActivity } from './activities.schema.ts'
import { getProject } from './projects.service.ts'
import { type ProjectActivityRow, projectActivities, projects } from './projects.tables.ts'

/** What happened to a project, newest first. */
export async function listActivities(
  ctx: UserCtx,
  projectId: string,
  query: PageQuery,
): Promise<Page<ProjectActivityRow>> {
  await getProject(ctx, projectId)
  const list = `projects/${projectId}/activity`
  const older = olderThan(projectActivities.id, readCursor(ctx, query, list))
  const rows = await ctx.db
    .select()
    .from(projectActivities)
    .where(and(mine(ctx, projectActivities), eq(projectActivities.projectId, projectId), older))
    .orderBy(desc(projectActivities.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list)
}

export async function getActivity(ctx: UserCtx, projectId: string, id: string): Promise<ProjectActivityRow> {
  await getProject(ctx, projectId)
  const [activity] = await ctx.db
    .select()
    .from(projectActivities)
    .where(and(myRow(ctx, projectActivities, id), eq(projectActivities.projectId, projectId)))
  return found(activity, 'Activity')
}

/** Writes down a note; the project counts as active from now. */
export function addNote(ctx: UserCtx, projectId: string, input: NewProjectActivity): Promise<ProjectActivityRow> {
  return inTransaction(ctx, async (ctx) => {
    const [project] = await ctx.db
      .update(projects)
      .set({ lastActivityAt: ctx.now().toISOString() })
      .where(myRow(ctx, projects, projectId))
      .returning({ id: projects.id })
    found(project, 'Project')
    const [activity] = await ctx.db
      .insert(projectActivities)
      .values({ ...input, type: 'note_added', projectId, userId: ctx.actor.id })
      .returning()
    return found(activity, 'Activity')
  })
}

export async function deleteActivity(ctx: UserCtx, projectId: string, id: string): Promise<void> {
  await getProject(ctx, projectId)
  const [gone] = await ctx.db
    .update(projectActivities)
    .set({ deletedAt: sql<string>`now()` })
    .where(and(myRow(ctx, projectActivities, id), eq(projectActivities.projectId, projectId)))
    .returning({ id: projectActivities.id })
  found(gone, 'Activity')
}
