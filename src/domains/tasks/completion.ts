import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import { derivedId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { pointsFor } from './points.ts'
import { type NextInstance, nextInstance } from './series.ts'
import { TaskChanged } from './tasks.events.ts'
import { insertTask, type TaskValues } from './tasks.queries.ts'
import { type TaskRow, taskDependencies, tasks } from './tasks.tables.ts'

export interface Completed {
  task: TaskRow
  nextTask: TaskRow | null
}

/**
 * Finishes an open task that the caller has locked, together with the other fields of the same request: points, the next
 * instance of its series, everybody who counts it. All of it in the caller's transaction, one change in the feed.
 */
export async function closeTask(ctx: UserCtx, before: TaskRow, set: TaskValues = {}): Promise<Completed> {
  const open = { ...before, ...set } as TaskRow // `set` comes from a parsed patch without undefined values
  const now = ctx.now().toISOString()
  const completedAt = set.completedAt && set.completedAt < now ? set.completedAt : now
  const points = pointsFor(open)
  const next = open.recurrence === null ? null : nextInstance(open, completedAt, (await userZone(ctx)).timezone)
  const series = next && { seriesId: open.seriesId ?? open.id, seriesStart: next.seriesStart }
  const [task] = await ctx.db
    .update(tasks)
    .set({ ...set, ...series, status: 'done', completedAt, pointsAwarded: points })
    .where(myRow(ctx, tasks, open.id))
    .returning()
  const done = found(task, 'Task')
  const nextTask = next && (await createNext(ctx, done, next))
  await countBlockers(ctx, [open.id])
  await publish(ctx, TaskChanged, {
    taskId: open.id,
    title: open.title,
    ...belongings(before, open),
    what: 'completed',
    points,
  })
  return { task: done, nextTask }
}

/** Takes back what finishing did, exactly; the next instance goes too, as long as nobody has touched it. */
export async function reopenTask(ctx: UserCtx, before: TaskRow, set: TaskValues): Promise<TaskRow> {
  const [task] = await ctx.db
    .update(tasks)
    .set({ ...set, completedAt: null, pointsAwarded: 0 })
    .where(myRow(ctx, tasks, before.id))
    .returning()
  const open = found(task, 'Task')
  await withdrawNext(ctx, before)
  await countBlockers(ctx, [open.id])
  await publish(ctx, TaskChanged, {
    taskId: open.id,
    title: open.title,
    ...belongings(before, open),
    what: 'reopened',
    points: before.pointsAwarded,
  })
  return open
}

type Belonging = Pick<TaskRow, 'goalIds' | 'projectIds'>
/** What a task belongs to or has just left. */
export const belongings = (before: Belonging, now: Belonging): Belonging => ({
  goalIds: [...new Set([...before.goalIds, ...now.goalIds])],
  projectIds: [...new Set([...before.projectIds, ...now.projectIds])],
})

/** What an instance passes on to the next one. */
const CARRIED = [
  'title',
  'description',
  'area',
  'subCategory',
  'priority',
  'energy',
  'estimateMinutes',
  'parentTaskId',
  'position',
  'tags',
  'goalIds',
  'projectIds',
  'recurrence',
  'pointValue',
] as const satisfies (keyof TaskRow)[]

/** The id follows from series and date: however often or wherever it is made, there is one. */
async function createNext(ctx: UserCtx, done: TaskRow, { local, ...dates }: NextInstance): Promise<TaskRow> {
  const seriesId = done.seriesId ?? done.id
  const id = derivedId(seriesId, local, Date.parse(`${local.slice(0, 10)}T00:00:00Z`))
  const [there] = await ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.userId, ctx.actor.id), eq(tasks.id, id)))
  if (there?.deletedAt === null) return there
  if (there) return revive(ctx, there, dates)
  const carried = Object.fromEntries(CARRIED.map((field) => [field, done[field]]))
  return insertTask(ctx, { ...carried, ...dates, id, seriesId })
}

async function revive(ctx: UserCtx, gone: TaskRow, dates: Partial<TaskRow>): Promise<TaskRow> {
  const [back] = await ctx.db
    .update(tasks)
    .set({ ...dates, status: 'not_started', completedAt: null, pointsAwarded: 0, deletedAt: null })
    .where(and(eq(tasks.userId, ctx.actor.id), eq(tasks.id, gone.id)))
    .returning()
  return found(back, 'Task')
}

async function withdrawNext(ctx: UserCtx, { seriesId, id, occurrence }: TaskRow) {
  const series = seriesId ?? id
  await ctx.db
    .update(tasks)
    .set({ deletedAt: sql<string>`now()` })
    .where(
      and(
        mine(ctx, tasks),
        eq(tasks.seriesId, series),
        eq(tasks.occurrence, occurrence + 1),
        eq(tasks.status, 'not_started'),
      ),
    )
}

/**
 * Tells the tasks that wait for these how many unfinished ones they still wait for. They are locked before they are counted for: of
 * two that finish at once, the later must see the earlier as done.
 */
export async function countBlockers(ctx: UserCtx, blockerIds: string[]): Promise<void> {
  const held = await ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(mine(ctx, tasks), inArray(tasks.id, waitingFor(ctx, blockerIds))))
    .orderBy(asc(tasks.id))
    .for('no key update')
  if (held.length === 0) return
  const ids = held.map(({ id }) => id)
  await ctx.db
    .update(tasks)
    .set({ openBlockers: OPEN_BLOCKERS })
    .where(and(mine(ctx, tasks), inArray(tasks.id, ids), sql`${tasks.openBlockers} <> ${OPEN_BLOCKERS}`))
}

/** Ids of the tasks that wait for one of these. */
export const waitingFor = (ctx: UserCtx, blockerIds: string[]) =>
  ctx.db
    .select({ id: taskDependencies.taskId })
    .from(taskDependencies)
    .where(and(mine(ctx, taskDependencies), inArray(taskDependencies.dependsOnTaskId, blockerIds)))

/** How many unfinished tasks the row being updated waits for. */
export const OPEN_BLOCKERS = sql<number>`(select count(*)::int from task_dependencies d join tasks b on b.user_id = d.user_id and b.id = d.depends_on_task_id
  where d.user_id = "tasks"."user_id" and d.task_id = "tasks"."id" and d.deleted_at is null and b.deleted_at is null and b.status not in ('done', 'cancelled'))`
