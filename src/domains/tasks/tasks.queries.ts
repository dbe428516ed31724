import {
  and,
  arrayContains,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  ilike,
  inArray,
  isNull,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import type { TaskQuery } from './tasks.schema.ts'
import { type TaskRow, tasks } from './tasks.tables.ts'

const { placeholder } = sql

/** By primary key, planned once. */
export const findTask = hotRows<{ userId: string; id: string }, typeof tasks>('find_task', tasks, (db) =>
  db
    .select()
    .from(tasks)
    .where(and(eq(tasks.userId, placeholder('userId')), eq(tasks.id, placeholder('id')), isNull(tasks.deletedAt))),
)

const newestTasks = hotRows<{ userId: string; limit: number }, typeof tasks>('newest_tasks', tasks, (db) =>
  db
    .select()
    .from(tasks)
    .where(and(eq(tasks.userId, placeholder('userId')), isNull(tasks.deletedAt)))
    .orderBy(desc(tasks.id))
    .limit(placeholder('limit')),
)

const { userId: _, version: __, createdAt: ___, updatedAt: ____, deletedAt: _____, ...WRITTEN } = getTableColumns(tasks)

const insertStatement = hotRows<Record<string, unknown>, typeof tasks>('insert_task', tasks, (db) => {
  const values = Object.fromEntries(['userId', ...Object.keys(WRITTEN)].map((name) => [name, placeholder(name)]))
  return db
    .insert(tasks)
    .values(values as unknown as typeof tasks.$inferInsert) // a placeholder for every column that is not the database's own
    .returning()
})

const DEFAULTS = Object.fromEntries(
  Object.entries(WRITTEN).map(([name, column]) => [name, column.default !== undefined ? column.default : null]),
)

type Written = Omit<TaskRow, 'userId' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt'>
/** Columns to write; an absent one keeps its default or its value. */
export type TaskValues = { [Field in keyof Written]?: Written[Field] | undefined }

/** One prepared INSERT; the feed's number is taken by the trigger in the same statement. */
export async function insertTask(ctx: UserCtx, values: TaskValues): Promise<TaskRow> {
  const given: Record<string, unknown> = { ...DEFAULTS, id: newId() }
  for (const [name, value] of Object.entries(values)) if (value !== undefined) given[name] = value
  given.userId = ctx.actor.id
  const [row] = await insertStatement(ctx.db, given)
  return row as TaskRow // an INSERT that did not throw answers its row
}

export async function selectTasks(ctx: UserCtx, query: TaskQuery): Promise<Page<TaskRow>> {
  const { limit, cursor, sort, ...filters } = query
  if (cursor === undefined && sort === 'newest' && Object.values(filters).every((value) => value === undefined)) {
    return toPage(ctx, await newestTasks(ctx.db, { userId: ctx.actor.id, limit: limit + 1 }), query, 'tasks')
  }
  const position = readCursor(ctx, query, 'tasks')
  const { value, order, read } = SORTS[sort]
  const rows = await ctx.db
    .select()
    .from(tasks)
    .where(
      and(
        mine(ctx, tasks),
        ...filtersOf(ctx, query),
        value ? beyond(value, tasks.id, position, order) : olderThan(tasks.id, position),
      ),
    )
    .orderBy(...(value ? [asc(value), asc(tasks.id)] : [desc(tasks.id)]))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'tasks', read)
}

/** The last day of PostgreSQL's calendar that a client would ever type; tasks without a due day come after it. */
const NEVER = '9999-12-31'
const dueSort = sql`coalesce(${tasks.dueAt}, ${tasks.dueDate}::timestamp at time zone 'UTC', ${NEVER}::timestamptz)`

const SORTS = {
  newest: { value: null, order: 'desc', read: () => 0 },
  due: { value: dueSort, order: 'asc', read: (row: TaskRow) => row.dueAt ?? row.dueDate ?? NEVER },
  priority: { value: tasks.priority, order: 'asc', read: (row: TaskRow) => row.priority },
  position: { value: tasks.position, order: 'asc', read: (row: TaskRow) => row.position },
} as const

/** The day a task is due where its owner lives. */
const dueDay = (ctx: UserCtx) =>
  sql`coalesce(${tasks.dueDate}, (${tasks.dueAt} at time zone (select timezone from users where id = ${ctx.actor.id}))::date)`

function filtersOf(ctx: UserCtx, query: TaskQuery): (SQL | undefined)[] {
  const { status, area, priority, goalId, projectId, parentTaskId, tag, dueFrom, dueTo, q } = query
  return [
    status && inArray(tasks.status, status),
    area && eq(tasks.area, area),
    priority && inArray(tasks.priority, priority),
    goalId === undefined
      ? undefined
      : sql`exists (select from goal_tasks l where l.user_id = ${tasks.userId} and l.goal_id = ${goalId} and l.task_id = ${tasks.id})`,
    projectId === undefined
      ? undefined
      : sql`exists (select from project_tasks l where l.user_id = ${tasks.userId} and l.project_id = ${projectId} and l.task_id = ${tasks.id})`,
    parentTaskId === undefined
      ? undefined
      : parentTaskId === 'none'
        ? isNull(tasks.parentTaskId)
        : eq(tasks.parentTaskId, parentTaskId),
    tag === undefined ? undefined : arrayContains(tasks.tags, [tag]),
    dueFrom === undefined ? undefined : gte(dueDay(ctx), dueFrom),
    dueTo === undefined ? undefined : lte(dueDay(ctx), dueTo),
    q === undefined ? undefined : or(ilike(tasks.title, containing(q)), ilike(tasks.description, containing(q))),
  ]
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
