import { and, eq, inArray, sql } from 'drizzle-orm'
import { isOfArea } from '#core/areas.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { happeningsOf, type Measured, measureProjects, standingOf, todayOf } from './progress.service.ts'
import { progressOf } from './progress.ts'
import {
  criteriaMet,
  findProject,
  holdGoals,
  type ProjectOverview,
  recordActivities,
  selectProjects,
  selectRunning,
} from './projects.queries.ts'
import {
  inOrder,
  type NewProject,
  NOT_OF_AREA,
  OUT_OF_ORDER,
  type ProjectPatch,
  type ProjectQuery,
} from './projects.schema.ts'
import { type ProjectRow, projects } from './projects.tables.ts'

export const listProjects = (ctx: UserCtx, query: ProjectQuery): Promise<Page<ProjectRow>> => selectProjects(ctx, query)

export async function getProject(ctx: UserCtx, id: string): Promise<ProjectRow> {
  const [project] = await findProject(ctx.db, { userId: ctx.actor.id, id })
  return found(project, 'Project')
}

export const loadProjects = (ctx: UserCtx, ids: string[]): Promise<ProjectRow[]> =>
  ctx.db
    .select()
    .from(projects)
    .where(and(mine(ctx, projects), inArray(projects.id, ids)))

const OVERVIEW_LIMIT = 50

/** Active projects with what is done of them and their nearest days, nearest target first, 50 at most. One statement. */
export async function projectsOverview(ctx: UserCtx): Promise<ProjectOverview[]> {
  const { timezone } = await userZone(ctx)
  return selectRunning(ctx, timezone, OVERVIEW_LIMIT)
}

/** One statement, unless it serves goals: those must be mine and living (404), and are held until it is written. */
export function createProject(ctx: UserCtx, input: NewProject, id: string = newId()): Promise<ProjectRow> {
  const { goalIds } = input
  if (!goalIds?.length) return insert(ctx, id, input, 0)
  return inTransaction(ctx, async (ctx) => {
    await holdGoals(ctx, goalIds)
    const met = await criteriaMet(ctx, goalIds)
    return insert(ctx, id, input, progressOf({ done: 0, total: 0 }, [...met.values()]))
  })
}

/**
 * Changes the given fields; null clears, absent keeps. Entering `completed` sets completedAt, leaving it clears it. With `version`
 * it refuses (412) when somebody was faster.
 */
export async function updateProject(
  ctx: UserCtx,
  id: string,
  patch: ProjectPatch,
  version?: number,
): Promise<ProjectRow> {
  if (isPlain(patch)) return write(ctx, id, patch, version)
  return inTransaction(ctx, async (ctx) => {
    // Goals before projects, as whoever meets a criterion takes them: so the two never wait for each other.
    await holdGoals(ctx, patch.goalIds ?? [])
    const [before] = await ctx.db
      .select()
      .from(projects)
      .where(myRow(ctx, projects, id, version))
      .for('no key update')
    if (!before) throw await missed(ctx, projects, id, 'Project')
    return change(ctx, before, patch)
  })
}

/** To the trash. Its tasks and goals stay; activity and dependencies sleep with it. */
export async function deleteProject(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [project] = await ctx.db
    .update(projects)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, projects, id, version))
    .returning({ id: projects.id })
  if (!project) throw await missed(ctx, projects, id, 'Project')
}

/** Out of the trash, counted anew. */
export function restoreProject(ctx: UserCtx, id: string): Promise<ProjectRow> {
  return inTransaction(ctx, async (ctx) => {
    const mineAtAll = and(eq(projects.userId, ctx.actor.id), eq(projects.id, id))
    const [row] = await ctx.db.select().from(projects).where(mineAtAll).for('no key update')
    const gone = found(row, 'Project')
    if (gone.deletedAt === null) throw new AppError('conflict', 'This project is not in the trash.')
    const standing = standingOf(gone, gone, await measured(ctx, gone), await todayOf(ctx))
    const [back] = await ctx.db
      .update(projects)
      .set({ ...standing, deletedAt: null })
      .where(mineAtAll)
      .returning()
    return found(back, 'Project')
  })
}

/** Ties a project to a goal that is mine and living (404); may be repeated. */
export const linkProjectToGoal = (ctx: UserCtx, projectId: string, goalId: string) =>
  relink(ctx, projectId, goalId, (ids) => [...new Set([...ids, goalId])])

export const unlinkProjectFromGoal = (ctx: UserCtx, projectId: string, goalId: string) =>
  relink(ctx, projectId, goalId, (ids) => ids.filter((id) => id !== goalId))

function relink(ctx: UserCtx, id: string, goalId: string, after: (ids: string[]) => string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await holdGoals(ctx, [goalId])
    const [row] = await ctx.db
      .select()
      .from(projects)
      .where(myRow(ctx, projects, id))
      .for('no key update')
    const before = found(row, 'Project')
    const goalIds = after(before.goalIds)
    if (goalIds.length !== before.goalIds.length) await change(ctx, before, { goalIds })
  })
}

async function insert(ctx: UserCtx, id: string, input: NewProject, progress: number): Promise<ProjectRow> {
  const now = ctx.now().toISOString()
  const [project] = await ctx.db
    .insert(projects)
    .values({
      ...input,
      userId: ctx.actor.id,
      id,
      progress,
      completedAt: input.status === 'completed' ? now : null,
      lastActivityAt: now,
    })
    .returning()
  return found(project, 'Project')
}

/** Writes what a patch makes of a locked project, and tells its activity what came about. */
async function change(ctx: UserCtx, before: ProjectRow, patch: ProjectPatch): Promise<ProjectRow> {
  const now = ctx.now().toISOString()
  const completedAt = completedAfter(before, patch, now)
  const after: ProjectRow = { ...before, ...defined(patch), completedAt }
  refuseContradictions(after)
  const standing = standingOf(before, after, await measured(ctx, after), await todayOf(ctx))
  const happenings = happeningsOf(before, { ...after, ...standing })
  const [project] = await ctx.db
    .update(projects)
    .set({ ...patch, completedAt, ...standing, ...(happenings.length > 0 && { lastActivityAt: now }) })
    .where(myRow(ctx, projects, before.id))
    .returning()
  await recordActivities(ctx, happenings)
  return found(project, 'Project')
}

async function write(ctx: UserCtx, id: string, fields: ProjectPatch, version?: number): Promise<ProjectRow> {
  const row = myRow(ctx, projects, id, version)
  const isEmpty = Object.keys(fields).length === 0
  const [project] = isEmpty
    ? await ctx.db.select().from(projects).where(row)
    : await ctx.db.update(projects).set(fields).where(row).returning()
  if (!project) throw await missed(ctx, projects, id, 'Project')
  return project
}

function refuseContradictions(project: ProjectRow) {
  if (!isOfArea(project.area, project.subCategory))
    throw invalid('subCategory', `${project.subCategory} ${NOT_OF_AREA.message}. Change or clear it as well.`)
  if (!inOrder(project))
    throw invalid('targetDate', `${project.targetDate} ${OUT_OF_ORDER.message}, ${project.startDate}.`)
}

// Every project that is measured has its measure.
const measured = async (ctx: UserCtx, project: ProjectRow): Promise<Measured> =>
  (await measureProjects(ctx, [project])).get(project.id) as Measured

function completedAfter(before: ProjectRow, { status }: ProjectPatch, now: string): string | null {
  if (status === undefined || status === before.status) return before.completedAt
  return status === 'completed' ? now : null
}

/** Fields from which nothing else follows, so that one statement will do. */
const PLAIN = new Set<string>(['name', 'description', 'notes', 'priority', 'impact', 'tags'])
const isPlain = (patch: ProjectPatch) => Object.keys(patch).every((field) => PLAIN.has(field))

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }
// What is left has no undefined in it.
const defined = (patch: ProjectPatch) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Defined<ProjectPatch>
