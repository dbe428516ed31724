import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { parseLocal } from '#core/time/civil.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { loadCourses } from '#domains/courses/courses.service.ts'
import { loadGoals } from '#domains/goals/goals.service.ts'
import { loadTasks } from '#domains/tasks/tasks.service.ts'
import { moveDifferences, selectDifferencesOf } from './schedule.queries.ts'
import type { NewScheduleBlock, ScheduleBlockPatch } from './schedule.schema.ts'
import { type BlockRow, scheduleBlocks } from './schedule.tables.ts'
import { settled, wallOf } from './timing.ts'

/** A block as its owner sees it: its first start in one field. */
export interface Block extends Omit<BlockRow, 'startAt'> {
  startAt: { local: string; zone: string | null }
}

export const blockOf = (row: BlockRow): Block => ({ ...row, startAt: { local: row.startLocal, zone: row.zone } })

export const getBlock = async (ctx: UserCtx, id: string): Promise<Block> => blockOf(await readBlock(ctx, id))

export async function readBlock(ctx: UserCtx, id: string): Promise<BlockRow> {
  const [row] = await ctx.db
    .select()
    .from(scheduleBlocks)
    .where(myRow(ctx, scheduleBlocks, id))
  return found(row, 'Block')
}

export async function loadBlocks(ctx: UserCtx, ids: string[]): Promise<Block[]> {
  const rows = await ctx.db
    .select()
    .from(scheduleBlocks)
    .where(and(mine(ctx, scheduleBlocks), inArray(scheduleBlocks.id, ids)))
  return rows.map(blockOf)
}

/** Tasks and goals that are not yours do not exist (404, naming the field). */
export async function createBlock(ctx: UserCtx, input: NewScheduleBlock, id: string = newId()): Promise<Block> {
  const { timezone } = await userZone(ctx)
  const { startAt, durationMinutes, recurrence = null, ...fields } = input
  const timing = settled({ ...wallOf(startAt, timezone), durationMinutes, recurrence }, timezone)
  await requireLinks(ctx, input)
  const busy = fields.busy ?? timing.startLocal.length > 10
  const [row] = await ctx.db
    .insert(scheduleBlocks)
    .values({ ...fields, ...timing, busy, id, userId: ctx.actor.id })
    .returning()
  return blockOf(found(row, 'Block'))
}

/**
 * Changes the block, for a series all of it; null clears, absent keeps. What is different about single occurrences stays with
 * them when the start moves. With `version` it refuses (412) when somebody was faster.
 */
export function updateBlock(ctx: UserCtx, id: string, patch: ScheduleBlockPatch, version?: number): Promise<Block> {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockBlock(ctx, id, version)
    if (Object.keys(patch).length === 0) return blockOf(before)
    await requireLinks(ctx, patch)
    const { startAt, recurrence, ...fields } = patch
    const { timezone } = await userZone(ctx)
    const timing = {
      startLocal: before.startLocal,
      zone: before.zone,
      ...(startAt && wallOf(startAt, timezone)),
      durationMinutes: patch.durationMinutes ?? before.durationMinutes,
      recurrence: recurrence === undefined ? before.recurrence : recurrence,
    }
    const isTimed = startAt !== undefined || recurrence !== undefined || patch.durationMinutes !== undefined
    if (timing.startLocal !== before.startLocal && before.recurrence !== null) {
      const seconds = parseLocal(timing.startLocal) - parseLocal(before.startLocal)
      await moveDifferences(ctx, id, seconds, timing.startLocal.length === 10)
    }
    const row = await writeBlock(ctx, id, { ...fields, ...(isTimed && settled(timing, timezone)) })
    return blockOf(isTimed && row.recurrence !== null ? await reach(ctx, row) : row)
  })
}

/** To the trash: a block, or a series with all its occurrences. */
export async function deleteBlock(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [row] = await ctx.db
    .update(scheduleBlocks)
    .set({ deletedAt: sql<string>`now()` })
    .where(and(myRow(ctx, scheduleBlocks, id, version), isNull(scheduleBlocks.subscriptionId)))
    .returning({ id: scheduleBlocks.id })
  if (row) return
  requireOwn(await readBlock(ctx, id))
  throw await missed(ctx, scheduleBlocks, id, 'Block')
}

/** Back from the trash. A block of a subscribed calendar comes back as one's own: that calendar has it no more, or anew. */
export async function restoreBlock(ctx: UserCtx, id: string): Promise<Block> {
  const icalUid = sql<
    string | null
  >`case when ${scheduleBlocks.subscriptionId} is null then ${scheduleBlocks.icalUid} end`
  const [row] = await ctx.db
    .update(scheduleBlocks)
    .set({ deletedAt: null, icalUid, subscriptionId: null })
    .where(
      and(
        eq(scheduleBlocks.userId, ctx.actor.id),
        eq(scheduleBlocks.id, id),
        sql`${scheduleBlocks.deletedAt} is not null`,
      ),
    )
    .returning()
  if (row) return blockOf(row)
  await readBlock(ctx, id)
  throw new AppError('conflict', 'This block is not in the trash.')
}

export async function lockBlock(ctx: UserCtx, id: string, version?: number): Promise<BlockRow> {
  const [row] = await ctx.db
    .select()
    .from(scheduleBlocks)
    .where(myRow(ctx, scheduleBlocks, id, version))
    .for('update')
  if (!row) throw await missed(ctx, scheduleBlocks, id, 'Block')
  requireOwn(row)
  return row
}

function requireOwn({ subscriptionId }: BlockRow) {
  if (subscriptionId !== null)
    throw new AppError('forbidden', 'This comes from a subscribed calendar. Change it there, or end the subscription.')
}

type BlockValues = { [Field in keyof BlockRow]?: BlockRow[Field] | undefined }

export async function writeBlock(ctx: UserCtx, id: string, set: BlockValues): Promise<BlockRow> {
  const [row] = await ctx.db
    .update(scheduleBlocks)
    .set({ ...set, updatedAt: sql<string>`now()` })
    .where(myRow(ctx, scheduleBlocks, id))
    .returning()
  return found(row, 'Block')
}

/** Widens the bounds of a series to occurrences that were moved beyond them. */
export async function reach(ctx: UserCtx, row: BlockRow): Promise<BlockRow> {
  const moved = (await selectDifferencesOf(ctx, [row.id])).filter(({ startLocal }) => startLocal !== null)
  if (moved.length === 0) return row
  const spans = moved.map(({ startLocal, changes }) =>
    settled(
      {
        ...row,
        recurrence: null,
        startLocal: startLocal ?? row.startLocal,
        durationMinutes: changes.durationMinutes ?? row.durationMinutes,
      },
      'UTC',
    ),
  )
  const firstAt = [row.firstAt, ...spans.map((span) => span.firstAt)].sort()[0]
  const lastAt =
    row.lastAt === null ? null : ([row.lastAt, ...spans.flatMap((span) => span.lastAt ?? [])].sort().at(-1) ?? null)
  if (firstAt === row.firstAt && lastAt === row.lastAt) return row
  return writeBlock(ctx, row.id, { firstAt, lastAt })
}

type Links = Pick<NewScheduleBlock, 'taskId' | 'goalId' | 'courseId'>

async function requireLinks(ctx: UserCtx, { taskId, goalId, courseId }: Links) {
  if (taskId && (await loadTasks(ctx, [taskId])).length === 0) throw notThere('taskId')
  if (goalId && (await loadGoals(ctx, [goalId])).length === 0) throw notThere('goalId')
  if (courseId && (await loadCourses(ctx, [courseId])).length === 0) throw notThere('courseId')
}

const notThere = (path: string) =>
  new AppError('not_found', `${path} names an item that was not found`, { errors: [{ path, message: 'not found' }] })
