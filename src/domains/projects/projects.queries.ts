import { and, arrayContains, asc, desc, eq, gte, ilike, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import { goals } from '#domains/goals/goals.tables.ts'
import type { ProjectQuery } from './projects.schema.ts'
import {
  type ProjectActivityRow,
  type ProjectRow,
  projectActivities,
  projectGoals,
  projects,
} from './projects.tables.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findProject = hotRows<{ userId: string; id: string }, typeof projects>('find_project', projects, (db) =>
  db
    .select()
    .from(projects)
    .where(
      and(eq(projects.userId, placeholder('userId')), eq(projects.id, placeholder('id')), isNull(projects.deletedAt)),
    ),
)

const newestProjects = hotRows<{ userId: string; limit: number }, typeof projects>('newest_projects', projects, (db) =>
  db
    .select()
    .from(projects)
    .where(and(eq(projects.userId, placeholder('userId')), isNull(projects.deletedAt)))
    .orderBy(desc(projects.id))
    .limit(placeholder('limit')),
)

/** One statement whatever the filters; without any it is planned once. */
export async function selectProjects(ctx: UserCtx, query: ProjectQuery): Promise<Page<ProjectRow>> {
  const { limit, cursor, sort, ...filters } = query
  if (cursor === undefined && sort === 'newest' && Object.values(filters).every((value) => value === undefined)) {
    return toPage(ctx, await newestProjects(ctx.db, { userId: ctx.actor.id, limit: limit + 1 }), query, 'projects')
  }
  const position = readCursor(ctx, query, 'projects')
  const { value, order, read } = SORTS[sort]
  const after = value === null ? olderThan(projects.id, position) : beyond(value, projects.id, position, order)
  const direction = order === 'asc' ? asc : desc
  const rows = await ctx.db
    .select()
    .from(projects)
    .where(and(mine(ctx, projects), ...filtersOf(query), after))
    .orderBy(...(value === null ? [] : [direction(value)]), direction(projects.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'projects', read)
}

/**
 * My living projects among these, locked in the order of their ids until the transaction ends. Not against references: two tasks
 * that join one project at the same time each hold one already.
 */
export const lockProjects = (ctx: UserCtx, ids: string[]): Promise<ProjectRow[]> => lock(ctx, inArray(projects.id, ids))

/** Likewise, these and all that serve one of these goals. */
export function lockProjectsServing(ctx: UserCtx, ids: string[], goalIds: string[]): Promise<ProjectRow[]> {
  const serving = ctx.db
    .select({ id: projectGoals.projectId })
    .from(projectGoals)
    .where(and(eq(projectGoals.userId, ctx.actor.id), inArray(projectGoals.goalId, goalIds)))
  return lock(ctx, or(inArray(projects.id, ids), inArray(projects.id, serving)))
}

const lock = (ctx: UserCtx, which: SQL | undefined) =>
  ctx.db
    .select()
    .from(projects)
    .where(and(mine(ctx, projects), which))
    .orderBy(asc(projects.id))
    .for('no key update')

/** Keeps my living goals among these from changing until the transaction ends, so that a project reads what stays. */
export async function holdGoals(ctx: UserCtx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .select({ id: goals.id })
    .from(goals)
    .where(and(mine(ctx, goals), inArray(goals.id, ids)))
    .orderBy(asc(goals.id))
    .for('share')
}

/** Percent of the criteria met of each of these goals that lives and has criteria. */
export async function criteriaMet(ctx: UserCtx, goalIds: string[]): Promise<Map<string, number>> {
  if (goalIds.length === 0) return new Map()
  const total = sql`jsonb_array_length(${goals.successCriteria})`
  const met = sql`jsonb_array_length(jsonb_path_query_array(${goals.successCriteria}, '$[*] ? (@.isCompleted == true)'))`
  const rows = await ctx.db
    .select({ id: goals.id, percent: sql<number>`(100.0 * ${met} / ${total})::float8` })
    .from(goals)
    .where(and(mine(ctx, goals), inArray(goals.id, goalIds), sql`${total} > 0`))
  return new Map(rows.map(({ id, percent }) => [id, Number(percent)]))
}

/** What a computation has found out about one project. */
export type ProjectStanding = Pick<
  ProjectRow,
  'progress' | 'taskCount' | 'completedTaskCount' | 'plannedTaskCount' | 'plannedOn' | 'milestone' | 'lastActivityAt'
>

/** All of them in one UPDATE. */
export async function writeStandings(ctx: UserCtx, standings: ({ id: string } & ProjectStanding)[]): Promise<void> {
  if (standings.length === 0) return
  await ctx.db.execute(sql`update projects p
    set progress = s.progress, task_count = s."taskCount", completed_task_count = s."completedTaskCount",
      planned_task_count = s."plannedTaskCount", planned_on = s."plannedOn", milestone = s.milestone, last_activity_at = s."lastActivityAt"
    from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb)
      as s(id uuid, progress integer, "taskCount" integer, "completedTaskCount" integer, "plannedTaskCount" integer, "plannedOn" date,
           milestone integer, "lastActivityAt" timestamptz)
    where p.user_id = ${ctx.actor.id} and p.id = s.id`)
}

export type ProjectHappening = Pick<ProjectActivityRow, 'projectId' | 'type' | 'title'> &
  Partial<Pick<ProjectActivityRow, 'description' | 'entity' | 'entityId'>>

/** In the order given: ids made within one millisecond are put in a row, since activity is read by id. */
export async function recordActivities(ctx: UserCtx, happenings: ProjectHappening[]): Promise<void> {
  if (happenings.length === 0) return
  const ids = happenings.map(newId).sort()
  await ctx.db
    .insert(projectActivities)
    .values(happenings.map((one, at) => ({ ...one, id: ids[at], userId: ctx.actor.id })))
}

export interface ProjectOverview {
  id: string
  name: string
  area: ProjectRow['area']
  impact: number
  progress: number
  taskCount: number
  completedTaskCount: number
  targetDate: string | null
  /** The nearest due day among its open tasks, overdue ones included; a due instant counts by its day in `zone`. */
  nextDueDate: string | null
}

/** Active projects, nearest target first, those without one last. One statement. */
export function selectRunning(ctx: UserCtx, zone: string, limit: number): Promise<ProjectOverview[]> {
  return rowsOf<ProjectOverview>(
    ctx.db,
    sql`with running as materialized (
          select id, name, area, impact, progress, task_count, completed_task_count, target_date
          from projects where user_id = ${ctx.actor.id} and deleted_at is null and status = 'active'
          order by target_date, id limit ${limit}),
        nearest as (
          select r.id, min(coalesce(t.due_date, (t.due_at at time zone ${zone})::date)) as due
          from running r
          join project_tasks l on l.user_id = ${ctx.actor.id} and l.project_id = r.id
          join tasks t on t.user_id = ${ctx.actor.id} and t.id = l.task_id
          where t.deleted_at is null and t.status not in ('done', 'cancelled') group by r.id)
        select r.id, r.name, r.area, r.impact, r.progress, r.task_count as "taskCount", r.completed_task_count as "completedTaskCount",
          r.target_date::text as "targetDate", n.due::text as "nextDueDate"
        from running r left join nearest n on n.id = r.id order by r.target_date, r.id`,
  )
}

/** Projects without a target day come after all others. */
const NEVER = '9999-12-31'

interface Sort {
  value: SQL | PgColumn | null
  order: 'asc' | 'desc'
  read: (row: ProjectRow) => string | number
}

const SORTS: Record<ProjectQuery['sort'], Sort> = {
  newest: { value: null, order: 'desc', read: () => 0 },
  target_date: {
    value: sql`coalesce(${projects.targetDate}, ${NEVER}::date)`,
    order: 'asc',
    read: (row) => row.targetDate ?? NEVER,
  },
  impact: { value: projects.impact, order: 'desc', read: (row) => row.impact },
  progress: { value: projects.progress, order: 'desc', read: (row) => row.progress },
}

function filtersOf(query: ProjectQuery): (SQL | undefined)[] {
  const { status, area, priority, goalId, tag, targetFrom, targetTo, q } = query
  return [
    status && inArray(projects.status, status),
    area && eq(projects.area, area),
    priority && inArray(projects.priority, priority),
    goalId === undefined
      ? undefined
      : sql`exists (select from project_goals l where l.user_id = ${projects.userId} and l.goal_id = ${goalId} and l.project_id = ${projects.id})`,
    tag === undefined ? undefined : arrayContains(projects.tags, [tag]),
    targetFrom === undefined ? undefined : gte(projects.targetDate, targetFrom),
    targetTo === undefined ? undefined : lte(projects.targetDate, targetTo),
    q === undefined
      ? undefined
      : or(...[projects.name, projects.description, projects.notes].map((column) => ilike(column, containing(q)))),
  ]
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
