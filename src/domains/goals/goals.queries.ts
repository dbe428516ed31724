import { and, arrayContains, asc, desc, eq, gte, ilike, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import { mine, myRow } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { hot } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { GoalQuery } from './goals.schema.ts'
import { type GoalActivityRow, type GoalRow, goalActivities, goals } from './goals.tables.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findGoal = hot<{ userId: string; id: string }, GoalRow[]>((db) =>
  db
    .select()
    .from(goals)
    .where(and(eq(goals.userId, placeholder('userId')), eq(goals.id, placeholder('id')), isNull(goals.deletedAt)))
    .prepare('find_goal'),
)

const newestGoals = hot<{ userId: string; limit: number }, GoalRow[]>((db) =>
  db
    .select()
    .from(goals)
    .where(and(eq(goals.userId, placeholder('userId')), isNull(goals.deletedAt)))
    .orderBy(desc(goals.id))
    .limit(placeholder('limit'))
    .prepare('newest_goals'),
)

/** One statement whatever the filters; without any it is planned once. */
export async function selectGoals(ctx: UserCtx, query: GoalQuery): Promise<Page<GoalRow>> {
  const { limit, cursor, sort, ...filters } = query
  if (cursor === undefined && sort === 'newest' && Object.values(filters).every((value) => value === undefined)) {
    return toPage(ctx, await newestGoals(ctx.db, { userId: ctx.actor.id, limit: limit + 1 }), query, 'goals')
  }
  const position = readCursor(ctx, query, 'goals')
  const { value, order, read } = SORTS[sort]
  const after = value === null ? olderThan(goals.id, position) : beyond(value, goals.id, position, order)
  const direction = order === 'asc' ? asc : desc
  const rows = await ctx.db
    .select()
    .from(goals)
    .where(and(mine(ctx, goals), ...filtersOf(query), after))
    .orderBy(...(value === null ? [] : [direction(value)]), direction(goals.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'goals', read)
}

/**
 * My living goals among these, locked in the order of their ids until the transaction ends. Not against references: two tasks
 * that join one goal at the same time each hold one already.
 */
export function lockGoals(ctx: UserCtx, ids: string[]): Promise<GoalRow[]> {
  return ctx.db
    .select()
    .from(goals)
    .where(and(mine(ctx, goals), inArray(goals.id, ids)))
    .orderBy(asc(goals.id))
    .for('no key update')
}

/** My living goal, kept from changing until the transaction ends. */
export async function holdGoal(ctx: UserCtx, id: string): Promise<GoalRow | undefined> {
  const [goal] = await ctx.db
    .select()
    .from(goals)
    .where(myRow(ctx, goals, id))
    .for('share')
  return goal
}

export async function livingChildren(ctx: UserCtx, id: string, limit: number): Promise<{ title: string }[]> {
  return ctx.db
    .select({ title: goals.title })
    .from(goals)
    .where(and(mine(ctx, goals), eq(goals.parentGoalId, id)))
    .limit(limit)
}

/** Goals that are neither achieved nor given up, the oldest first. */
export async function openGoalIds(ctx: UserCtx): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: goals.id })
    .from(goals)
    .where(and(mine(ctx, goals), inArray(goals.status, ['planning', 'active'])))
    .orderBy(goals.createdAt, goals.id)
  return rows.map(({ id }) => id)
}

/** What a computation has found out about one goal. */
export type GoalStanding = Pick<GoalRow, 'id' | 'successCriteria' | 'progress' | 'milestone' | 'lastActivityAt'>

/** All of them in one UPDATE. */
export async function writeStandings(ctx: UserCtx, standings: GoalStanding[]): Promise<void> {
  if (standings.length === 0) return
  await ctx.db.execute(sql`update goals g
    set success_criteria = s."successCriteria", progress = s.progress, milestone = s.milestone, last_activity_at = s."lastActivityAt"
    from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb)
      as s(id uuid, "successCriteria" jsonb, progress integer, milestone integer, "lastActivityAt" timestamptz)
    where g.user_id = ${ctx.actor.id} and g.id = s.id`)
}

export type Happening = Pick<GoalActivityRow, 'goalId' | 'type' | 'title'> &
  Partial<Pick<GoalActivityRow, 'description' | 'entity' | 'entityId'>>

/** In the order given: ids made within one millisecond are put in a row, since activity is read by id. */
export async function recordActivities(ctx: UserCtx, happenings: Happening[]): Promise<void> {
  if (happenings.length === 0) return
  const ids = happenings.map(newId).sort()
  await ctx.db
    .insert(goalActivities)
    .values(happenings.map((one, at) => ({ ...one, id: ids[at], userId: ctx.actor.id })))
}

/** Goals without a target day come after all others. */
const NEVER = '9999-12-31'

interface Sort {
  value: SQL | PgColumn | null
  order: 'asc' | 'desc'
  read: (row: GoalRow) => string | number
}

const SORTS: Record<GoalQuery['sort'], Sort> = {
  newest: { value: null, order: 'desc', read: () => 0 },
  target_date: {
    value: sql`coalesce(${goals.targetDate}, ${NEVER}::date)`,
    order: 'asc',
    read: (row) => row.targetDate ?? NEVER,
  },
  priority: {
    value: sql`array_position(array['low', 'medium', 'high'], ${goals.priority})`,
    order: 'desc',
    read: (row) => ['low', 'medium', 'high'].indexOf(row.priority) + 1,
  },
  progress: { value: goals.progress, order: 'desc', read: (row) => row.progress },
}

function filtersOf(query: GoalQuery): (SQL | undefined)[] {
  const { status, area, timeHorizon, priority, parentGoalId, tag, targetFrom, targetTo, q } = query
  return [
    status && inArray(goals.status, status),
    area && eq(goals.area, area),
    timeHorizon && inArray(goals.timeHorizon, timeHorizon),
    priority && inArray(goals.priority, priority),
    parentGoalId === undefined ? undefined : parentGoalId === 'none' ? isRoot : eq(goals.parentGoalId, parentGoalId),
    tag === undefined ? undefined : arrayContains(goals.tags, [tag]),
    targetFrom === undefined ? undefined : gte(goals.targetDate, targetFrom),
    targetTo === undefined ? undefined : lte(goals.targetDate, targetTo),
    q === undefined
      ? undefined
      : or(...[goals.title, goals.description, goals.notes].map((column) => ilike(column, containing(q)))),
  ]
}

const parent = alias(goals, 'parent')
const isRoot = sql`not exists (select from ${goals} ${sql.identifier('parent')}
  where ${parent.userId} = ${goals.userId} and ${parent.id} = ${goals.parentGoalId} and ${parent.deletedAt} is null)`

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
