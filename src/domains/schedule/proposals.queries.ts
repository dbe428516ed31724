import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { type TaskRow, taskDependencies, tasks } from '#domains/tasks/tasks.tables.ts'
import type { ProposalQuery } from './proposals.schema.ts'
import { type ProposalRow, type ProposedBlock, scheduleProposals } from './proposals.tables.ts'
import { scheduleBlocks } from './schedule.tables.ts'

/** What of a task the planner asks for. */
export type PlannedTask = Pick<
  TaskRow,
  'id' | 'title' | 'priority' | 'energy' | 'dueDate' | 'dueAt' | 'scheduledDate' | 'estimateMinutes'
>

const FIELDS = {
  id: tasks.id,
  title: tasks.title,
  priority: tasks.priority,
  energy: tasks.energy,
  dueDate: tasks.dueDate,
  dueAt: tasks.dueAt,
  scheduledDate: tasks.scheduledDate,
  estimateMinutes: tasks.estimateMinutes,
}

/** Tasks that somebody could work on. */
const isOpen = notInArray(tasks.status, ['done', 'cancelled', 'on_hold'])

/** Open tasks with a day of any kind, what is due first at the top. */
export function selectDatedTasks(ctx: UserCtx, limit: number): Promise<PlannedTask[]> {
  const dated = or(isNotNull(tasks.dueDate), isNotNull(tasks.dueAt), isNotNull(tasks.scheduledDate))
  const due = sql`coalesce(${tasks.dueAt}, ${tasks.dueDate}::timestamptz, ${tasks.scheduledDate}::timestamptz)`
  return ctx.db
    .select(FIELDS)
    .from(tasks)
    .where(and(mine(ctx, tasks), isOpen, dated))
    .orderBy(due, asc(tasks.priority), asc(tasks.id))
    .limit(limit)
}

export function selectOpenTasks(ctx: UserCtx, ids: string[]): Promise<PlannedTask[]> {
  return ctx.db
    .select(FIELDS)
    .from(tasks)
    .where(and(mine(ctx, tasks), isOpen, inArray(tasks.id, ids)))
}

/** Which of the tasks waits for which; what is done holds nobody up. */
export function selectWaiting(ctx: UserCtx, ids: string[]): Promise<{ taskId: string; dependsOnTaskId: string }[]> {
  const { taskId, dependsOnTaskId, userId } = taskDependencies
  return ctx.db
    .select({ taskId, dependsOnTaskId })
    .from(taskDependencies)
    .innerJoin(tasks, and(eq(tasks.userId, userId), eq(tasks.id, dependsOnTaskId), isNull(tasks.deletedAt)))
    .where(and(mine(ctx, taskDependencies), inArray(taskId, ids), notInArray(tasks.status, ['done', 'cancelled'])))
}

/** What the schedule gives a task already. */
export interface PlannedTime {
  minutes: number
  /** Epoch in ms of the last end. */
  until: number
}

/** The time that single blocks give to each of the tasks: done, or still to come. */
export async function selectPlannedTime(ctx: UserCtx, ids: string[], now: string): Promise<Map<string, PlannedTime>> {
  const { taskId, recurrence, completed, lastAt, durationMinutes } = scheduleBlocks
  const rows = await ctx.db
    .select({
      taskId,
      minutes: sql<number>`sum(${durationMinutes})::int`,
      until: sql<number>`(extract(epoch from max(${lastAt})) * 1000)::float8`,
    })
    .from(scheduleBlocks)
    .where(
      and(
        mine(ctx, scheduleBlocks),
        inArray(taskId, ids),
        isNull(recurrence),
        or(eq(completed, true), gt(lastAt, now)),
      ),
    )
    .groupBy(taskId)
  return new Map(rows.flatMap(({ taskId: id, minutes, until }) => (id === null ? [] : [[id, { minutes, until }]])))
}

export async function selectProposals(ctx: UserCtx, query: ProposalQuery): Promise<Page<ProposalRow>> {
  const { userId, id, state } = scheduleProposals
  const rows = await ctx.db
    .select()
    .from(scheduleProposals)
    .where(
      and(
        eq(userId, ctx.actor.id),
        query.state && eq(state, query.state),
        olderThan(id, readCursor(ctx, query, 'schedule_proposals')),
      ),
    )
    .orderBy(desc(id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'schedule_proposals')
}

export async function selectProposal(ctx: UserCtx, id: string): Promise<ProposalRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(scheduleProposals)
    .where(and(eq(scheduleProposals.userId, ctx.actor.id), eq(scheduleProposals.id, id)))
  return row
}

/** The pieces of accepted plans that reach into the time between two instants. */
export async function selectAcceptedBlocks(ctx: UserCtx, from: string, to: string): Promise<ProposedBlock[]> {
  const { userId, state, fromAt, toAt, blocks } = scheduleProposals
  const rows = await ctx.db
    .select({ blocks })
    .from(scheduleProposals)
    .where(and(eq(userId, ctx.actor.id), eq(state, 'accepted'), gt(toAt, from), lt(fromAt, to)))
  return rows.flatMap((row) => row.blocks)
}

/** Ends what is open: the named proposal, or whichever it is. Of several who try at once it answers one. */
export async function decideProposal(
  ctx: UserCtx,
  id: string | null,
  state: Exclude<ProposalRow['state'], 'open'>,
): Promise<ProposalRow | undefined> {
  const decidedAt = ctx.now().toISOString()
  const [row] = await ctx.db
    .update(scheduleProposals)
    .set({ state, decidedAt })
    .where(
      and(
        eq(scheduleProposals.userId, ctx.actor.id),
        eq(scheduleProposals.state, 'open'),
        id === null ? undefined : eq(scheduleProposals.id, id),
      ),
    )
    .returning()
  return row
}

/** Proposals that made nothing and are older than an instant. */
export async function deleteOldProposals(ctx: Ctx, before: string): Promise<void> {
  const { state, createdAt } = scheduleProposals
  await ctx.db.delete(scheduleProposals).where(and(inArray(state, ['rejected', 'superseded']), lt(createdAt, before)))
}
