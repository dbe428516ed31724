import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { found, invalid, noSuch } from '#core/errors.ts'
import { endsOf, goesRound, pathBetween, within } from '#core/graph.ts'
import { addDays } from '#core/time/zones.ts'
import type { NewProjectDependency } from './dependencies.schema.ts'
import { lockProjects } from './projects.queries.ts'
import { getProject } from './projects.service.ts'
import { type ProjectDependencyRow, projectDependencies, projects } from './projects.tables.ts'

const { id, name, status, priority, impact, area, startDate, targetDate, progress } = projects
const NODE = { id, name, status, priority, impact, area, startDate, targetDate, progress }

/** What this project waits for, and what waits for it. The trash plays no part. */
export async function listDependencies(ctx: UserCtx, projectId: string) {
  await getProject(ctx, projectId)
  const { projectId: waiting, dependsOnProjectId: awaited, lagDays } = projectDependencies
  const other = sql`case when ${waiting} = ${projectId} then ${awaited} else ${waiting} end`
  const rows = await ctx.db
    .select({ ...NODE, lagDays, waiting })
    .from(projectDependencies)
    .innerJoin(
      projects,
      and(eq(projects.userId, projectDependencies.userId), eq(projects.id, other), isNull(projects.deletedAt)),
    )
    .where(and(mine(ctx, projectDependencies), or(eq(waiting, projectId), eq(awaited, projectId))))
    .orderBy(asc(projectDependencies.id))
  return {
    blockedBy: rows.filter((row) => row.waiting === projectId),
    blocks: rows.filter((row) => row.waiting !== projectId),
  }
}

/**
 * Makes a project wait for another; again with another lag, it changes the lag. Refuses what would make a project wait for itself,
 * naming the way round (409). Two requests that together would close a circle are put in a row.
 */
export function addDependency(
  ctx: UserCtx,
  projectId: string,
  { dependsOnProjectId, lagDays }: NewProjectDependency,
): Promise<ProjectDependencyRow> {
  if (projectId === dependsOnProjectId) throw invalid('dependsOnProjectId', 'A project cannot wait for itself.')
  return inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, 'project-graph')
    const living = await lockProjects(ctx, [projectId, dependsOnProjectId])
    found(
      living.find((project) => project.id === projectId),
      'Project',
    )
    if (living.length < 2) throw noSuch('dependsOnProjectId')
    const around = pathBetween(await edgesOf(ctx), dependsOnProjectId, projectId)
    if (around) throw goesRound([projectId, ...around], await namesOf(ctx, around))
    const [dependency] = await ctx.db
      .insert(projectDependencies)
      .values({ userId: ctx.actor.id, projectId, dependsOnProjectId, lagDays })
      .onConflictDoUpdate({
        target: [projectDependencies.userId, projectDependencies.projectId, projectDependencies.dependsOnProjectId],
        targetWhere: isNull(projectDependencies.deletedAt),
        set: { lagDays },
      })
      .returning()
    return found(dependency, 'Dependency')
  })
}

export async function getDependency(
  ctx: UserCtx,
  projectId: string,
  dependsOnProjectId: string,
): Promise<ProjectDependencyRow> {
  const [dependency] = await ctx.db
    .select()
    .from(projectDependencies)
    .where(pair(ctx, projectId, dependsOnProjectId))
  return found(dependency, 'Dependency')
}

export async function removeDependency(ctx: UserCtx, projectId: string, dependsOnProjectId: string): Promise<void> {
  const [gone] = await ctx.db
    .update(projectDependencies)
    .set({ deletedAt: sql<string>`now()` })
    .where(pair(ctx, projectId, dependsOnProjectId))
    .returning({ id: projectDependencies.id })
  found(gone, 'Dependency')
}

/** Every project that has to do with a dependency, and the edges between them. Two statements. */
export async function projectGraph(ctx: UserCtx) {
  const edges = await edgesOf(ctx)
  const ids = endsOf(edges)
  const nodes =
    ids.length === 0
      ? []
      : await ctx.db
          .select(NODE)
          .from(projects)
          .where(and(mine(ctx, projects), inArray(projects.id, ids)))
          .orderBy(asc(projects.id))
  return {
    nodes,
    edges: within(edges, nodes).map(({ from, to, lagDays }) => ({ source: to, target: from, lagDays })),
  }
}

/** Names of living projects that this one must still wait for on `today`: not finished, or finished too short a time ago. */
export async function awaitedProjects(
  ctx: UserCtx,
  projectId: string,
  today: string,
  localDay: (instant: string) => string,
): Promise<string[]> {
  const rows = await ctx.db
    .select({ name, status, completedAt: projects.completedAt, lagDays: projectDependencies.lagDays })
    .from(projectDependencies)
    .innerJoin(
      projects,
      and(
        eq(projects.userId, projectDependencies.userId),
        eq(projects.id, projectDependencies.dependsOnProjectId),
        isNull(projects.deletedAt),
        ne(projects.status, 'cancelled'),
      ),
    )
    .where(and(mine(ctx, projectDependencies), eq(projectDependencies.projectId, projectId)))
    .orderBy(asc(projectDependencies.id))
  return rows
    .filter(({ completedAt, lagDays }) => completedAt === null || addDays(localDay(completedAt), lagDays) > today)
    .map((row) => row.name)
}

/** From the waiting project to the one it waits for. Of the trash as well: what is restored must not close a circle. */
const edgesOf = (ctx: UserCtx) =>
  ctx.db
    .select({
      from: projectDependencies.projectId,
      to: projectDependencies.dependsOnProjectId,
      lagDays: projectDependencies.lagDays,
    })
    .from(projectDependencies)
    .where(mine(ctx, projectDependencies))

const pair = (ctx: UserCtx, projectId: string, dependsOnProjectId: string) =>
  and(
    mine(ctx, projectDependencies),
    eq(projectDependencies.projectId, projectId),
    eq(projectDependencies.dependsOnProjectId, dependsOnProjectId),
  )

/** In the trash or not. */
const namesOf = (ctx: UserCtx, ids: string[]) =>
  ctx.db
    .select({ id, name })
    .from(projects)
    .where(and(eq(projects.userId, ctx.actor.id), inArray(projects.id, ids)))
