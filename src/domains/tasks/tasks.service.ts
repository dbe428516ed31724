import { and, eq, inArray, sql } from 'drizzle-orm'
import { isOfArea } from '#core/areas.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import type { Page } from '#core/page.ts'
import { belongings, type Completed, closeTask, countBlockers, reopenTask } from './completion.ts'
import { gather, gatherFollowing } from './gathering.ts'
import { TaskChanged } from './tasks.events.ts'
import { findTask, insertTask, selectTasks, type TaskValues } from './tasks.queries.ts'
import type { NewTask, TaskPatch, TaskQuery } from './tasks.schema.ts'
import { type TaskRow, tasks } from './tasks.tables.ts'

/** One SQL statement whatever the filters. */
export const listTasks = (ctx: UserCtx, query: TaskQuery): Promise<Page<TaskRow>> => selectTasks(ctx, query)

export async function getTask(ctx: UserCtx, id: string): Promise<TaskRow> {
  const [task] = await findTask(ctx.db, { userId: ctx.actor.id, id })
  return found(task, 'Task')
}

export const loadTasks = (ctx: UserCtx, ids: string[]): Promise<TaskRow[]> =>
  ctx.db
    .select()
    .from(tasks)
    .where(and(mine(ctx, tasks), inArray(tasks.id, ids)))

/**
 * One statement for a plain task. One that belongs to goals or projects or is born done runs in a transaction with what follows
 * from that. Goals, projects and parents that are not yours do not exist (404).
 */
export function createTask(ctx: UserCtx, input: NewTask, id: string = newId()): Promise<TaskRow> {
  refuseEarlyEnd(input, input.status === 'done')
  if (input.status !== 'done' && !input.goalIds?.length && !input.projectIds?.length)
    return insertTask(ctx, { ...input, id })
  return inTransaction(ctx, async (ctx) => {
    const { completedAt } = input
    const born = await insertTask(ctx, {
      ...input,
      id,
      completedAt: null,
      ...(input.status === 'done' && { status: 'not_started' as const }),
    })
    if (input.status === 'done') return (await closeTask(ctx, born, completedAt ? { completedAt } : {})).task
    await announce(ctx, born)
    return born
  })
}

/**
 * Changes the given fields; null clears, absent keeps. Setting `status` to `done` completes, leaving it reopens, exactly as the
 * verbs do. With `version` it refuses (412) when somebody was faster.
 */
export async function updateTask(ctx: UserCtx, id: string, patch: TaskPatch, version?: number): Promise<TaskRow> {
  if (Object.keys(patch).length === 0) {
    const task = await getTask(ctx, id)
    if (version !== undefined && version !== task.version) throw await missed(ctx, tasks, id, 'Task')
    return task
  }
  if (isPlain(patch)) {
    const [task] = await ctx.db
      .update(tasks)
      .set(patch)
      .where(myRow(ctx, tasks, id, version))
      .returning()
    if (!task) throw await missed(ctx, tasks, id, 'Task')
    return task
  }
  return inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db
      .select()
      .from(tasks)
      .where(myRow(ctx, tasks, id, version))
      .for('update')
    if (!before) throw await missed(ctx, tasks, id, 'Task')
    await refuseContradictions(ctx, before, patch)
    refuseEarlyEnd(patch, (patch.status ?? before.status) === 'done')
    const moves = patch.status !== undefined && patch.status !== before.status
    const { completedAt, ...rest } = patch
    const set = { ...rest, ...otherDue(patch), ...(completedAt && { completedAt }) }
    if (moves && patch.status === 'done') return (await closeTask(ctx, before, set)).task
    if (moves && before.status === 'done') return reopenTask(ctx, before, set)
    const task = await write(ctx, id, set)
    if (moves) await countBlockers(ctx, [id])
    if (moves || patch.goalIds || patch.projectIds) await announce(ctx, task, before)
    return task
  })
}

/** Marks the task done: points once, the next instance of a recurring one, goals recomputed. Two racing calls: one wins. */
export function completeTask(ctx: UserCtx, id: string, version?: number): Promise<Completed> {
  return inTransaction(ctx, async (ctx) => {
    const [before] = await ctx.db
      .select()
      .from(tasks)
      .where(myRow(ctx, tasks, id, version))
      .for('update')
    if (!before) throw await missed(ctx, tasks, id, 'Task')
    if (before.status === 'done') throw new AppError('conflict', 'This task is already done.')
    return closeTask(ctx, before)
  })
}

/** To the trash, with its subtasks. Points already earned stay earned. */
export function deleteTask(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const below = await descendants(ctx, id)
    if (below.length > 0) await gather(ctx, [id, ...below])
    const [task] = await ctx.db
      .update(tasks)
      .set({ deletedAt: TRASHED })
      .where(myRow(ctx, tasks, id, version))
      .returning()
    if (!task) throw await missed(ctx, tasks, id, 'Task')
    const gone =
      below.length === 0
        ? []
        : await ctx.db
            .update(tasks)
            .set({ deletedAt: TRASHED })
            .where(and(mine(ctx, tasks), inArray(tasks.id, below)))
            .returning()
    await countBlockers(ctx, [id, ...below])
    for (const one of [task, ...gone]) await announce(ctx, one)
  })
}

/** Out of the trash, with the subtasks that went there with it. A parent that is still in the trash is let go. */
export function restoreTask(ctx: UserCtx, id: string): Promise<TaskRow> {
  return inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db
      .select()
      .from(tasks)
      .where(and(eq(tasks.userId, ctx.actor.id), eq(tasks.id, id)))
      .for('update')
    if (found(gone, 'Task').deletedAt === null) throw new AppError('conflict', 'This task is not in the trash.')
    const parent = gone?.parentTaskId ? await findTask(ctx.db, { userId: ctx.actor.id, id: gone.parentTaskId }) : []
    const ids = [id, ...(await descendants(ctx, id))]
    const back = await ctx.db
      .update(tasks)
      .set({ deletedAt: null })
      .where(and(eq(tasks.userId, ctx.actor.id), inArray(tasks.id, ids), sameTrash(ctx, id)))
      .returning()
    if (gone?.parentTaskId && parent.length === 0) await write(ctx, id, { parentTaskId: null })
    await countBlockers(ctx, ids)
    if (back.length > 1) await gatherFollowing(ctx, ids, back)
    for (const one of back) await announce(ctx, one)
    return getTask(ctx, id)
  })
}

export const linkTaskToGoal = (ctx: UserCtx, taskId: string, goalId: string) =>
  relink(ctx, taskId, 'goalIds', (ids) => [...new Set([...ids, goalId])])

export const unlinkTaskFromGoal = (ctx: UserCtx, taskId: string, goalId: string) =>
  relink(ctx, taskId, 'goalIds', (ids) => ids.filter((id) => id !== goalId))

export const linkTaskToProject = (ctx: UserCtx, taskId: string, projectId: string) =>
  relink(ctx, taskId, 'projectIds', (ids) => [...new Set([...ids, projectId])])

export const unlinkTaskFromProject = (ctx: UserCtx, taskId: string, projectId: string) =>
  relink(ctx, taskId, 'projectIds', (ids) => ids.filter((id) => id !== projectId))

type Links = 'goalIds' | 'projectIds'

function relink(ctx: UserCtx, taskId: string, links: Links, change: (ids: string[]) => string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .select()
      .from(tasks)
      .where(myRow(ctx, tasks, taskId))
      .for('update')
    const before = found(row, 'Task')
    const ids = change(before[links])
    if (ids.length !== before[links].length) await announce(ctx, await write(ctx, taskId, { [links]: ids }), before)
  })
}

/** One clock, the database's, so that what went to the trash together can be told from the rest. */
const TRASHED = sql<string>`now()`

const sameTrash = (ctx: UserCtx, id: string) =>
  sql`${tasks.deletedAt} = (select t.deleted_at from tasks t where t.user_id = ${ctx.actor.id} and t.id = ${id})`

const PLAIN = new Set<string>([
  'title',
  'description',
  'priority',
  'energy',
  'scheduledDate',
  'estimateMinutes',
  'position',
  'tags',
  'pointValue',
])
const isPlain = (patch: TaskPatch) => Object.keys(patch).every((field) => PLAIN.has(field))

async function write(ctx: UserCtx, id: string, set: TaskValues): Promise<TaskRow> {
  const [task] = await ctx.db
    .update(tasks)
    .set(set)
    .where(myRow(ctx, tasks, id))
    .returning()
  return found(task, 'Task')
}

const announce = (ctx: UserCtx, task: TaskRow, before: TaskRow = task) =>
  publish(ctx, TaskChanged, {
    taskId: task.id,
    title: task.title,
    ...belongings(before, task),
    what: 'changed',
    points: 0,
  })

/** A due day and a due instant exclude each other: setting one clears the other. */
function otherDue({ dueDate, dueAt }: TaskPatch): TaskValues {
  if (dueDate) return { dueAt: null }
  if (dueAt) return { dueDate: null }
  return {}
}

async function refuseContradictions(ctx: UserCtx, before: TaskRow, patch: TaskPatch) {
  const area = patch.area === undefined ? before.area : patch.area
  const sub = patch.subCategory === undefined ? before.subCategory : patch.subCategory
  if (patch.area !== undefined || patch.subCategory !== undefined) {
    if (!isOfArea(area, sub))
      throw invalid('subCategory', 'This sub-category does not belong to the area. Change or clear it as well.')
  }
  const parent = patch.parentTaskId
  if (parent && (parent === before.id || (await descendants(ctx, before.id)).includes(parent))) {
    throw new AppError('conflict', 'A task cannot stand below itself.', {
      errors: [{ path: 'parentTaskId', message: 'is this task or one below it' }],
    })
  }
}

/** Ids of everything below a task, in the trash or not. */
async function descendants(ctx: UserCtx, id: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`with recursive below as (
          select id from tasks where user_id = ${ctx.actor.id} and parent_task_id = ${id}
          union select t.id from tasks t join below b on t.user_id = ${ctx.actor.id} and t.parent_task_id = b.id)
        select id from below`,
  )
  return rows.map((row) => row.id)
}

/** Something that is not done has no moment at which it was done. */
function refuseEarlyEnd({ completedAt }: { completedAt?: string | null | undefined }, isDone: boolean) {
  if (completedAt && !isDone) throw invalid('completedAt', 'Only a task with status `done` has been completed.')
}
