import { and, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { formatLocal } from '#core/time/civil.ts'
import { type Difference as Differs, instant, type Span } from './expansion.ts'
import { type BlockRow, type ExceptionRow, scheduleBlocks, scheduleExceptions } from './schedule.tables.ts'

/** How far a wall clock can be from UTC, with room. */
const DAY_MS = 86_400_000

/** Blocks of which something may lie within the span; one statement. */
export function selectBlocks(ctx: UserCtx, span: Span): Promise<BlockRow[]> {
  return ctx.db
    .select()
    .from(scheduleBlocks)
    .where(
      and(
        mine(ctx, scheduleBlocks),
        lt(scheduleBlocks.firstAt, instant(span.to + DAY_MS)),
        or(isNull(scheduleBlocks.lastAt), gt(scheduleBlocks.lastAt, instant(span.from - DAY_MS))),
      ),
    )
}

/** Differences of occurrences that begin in the span or were moved there; one statement. */
export function selectDifferences(ctx: UserCtx, span: Span): Promise<ExceptionRow[]> {
  const [from, to] = [wallText(span.from - DAY_MS), wallText(span.to + DAY_MS)]
  const { userId, occurrence, startLocal } = scheduleExceptions
  return ctx.db
    .select()
    .from(scheduleExceptions)
    .where(
      and(
        eq(userId, ctx.actor.id),
        or(and(gte(occurrence, from), lt(occurrence, to)), and(gte(startLocal, from), lt(startLocal, to))),
      ),
    )
}

/** Longer than any block. */
const LONGEST_MS = 367 * DAY_MS

/** Blocks of which something may lie within the span, each with the differences that may matter there; one statement. */
export function selectWhole(ctx: UserCtx, span: Span): Promise<{ block: BlockRow; differences: Differs[] | null }[]> {
  const [from, to] = [wallText(span.from - LONGEST_MS), wallText(span.to + DAY_MS)]
  return ctx.db
    .select({
      block: scheduleBlocks,
      differences: sql<
        Differs[] | null
      >`(select json_agg(json_build_object('occurrence', e.occurrence, 'cancelled', e.cancelled,
          'startLocal', e.start_local, 'changes', e.changes)) from schedule_exceptions e
        where e.user_id = schedule_blocks.user_id and e.block_id = schedule_blocks.id
          and (e.occurrence >= ${from} and e.occurrence < ${to} or e.start_local >= ${from} and e.start_local < ${to}))`,
    })
    .from(scheduleBlocks)
    .where(
      and(
        mine(ctx, scheduleBlocks),
        lt(scheduleBlocks.firstAt, instant(span.to + DAY_MS)),
        or(isNull(scheduleBlocks.lastAt), gt(scheduleBlocks.lastAt, instant(span.from - DAY_MS))),
      ),
    )
}

export function selectDifferencesOf(ctx: UserCtx, blockIds: string[]): Promise<ExceptionRow[]> {
  return ctx.db
    .select()
    .from(scheduleExceptions)
    .where(and(eq(scheduleExceptions.userId, ctx.actor.id), inArray(scheduleExceptions.blockId, blockIds)))
}

export async function selectDifference(ctx: UserCtx, blockId: string, key: string): Promise<ExceptionRow | undefined> {
  const { userId, occurrence } = scheduleExceptions
  const [row] = await ctx.db
    .select()
    .from(scheduleExceptions)
    .where(and(eq(userId, ctx.actor.id), eq(scheduleExceptions.blockId, blockId), eq(occurrence, key)))
  return row
}

type Difference = Pick<ExceptionRow, 'cancelled' | 'startLocal' | 'changes'>

/** Writes what is different about one occurrence, whether or not something was before. */
export async function putDifference(ctx: UserCtx, blockId: string, occurrence: string, set: Difference): Promise<void> {
  await ctx.db
    .insert(scheduleExceptions)
    .values({ ...set, userId: ctx.actor.id, blockId, occurrence })
    .onConflictDoUpdate({
      target: [scheduleExceptions.userId, scheduleExceptions.blockId, scheduleExceptions.occurrence],
      set,
    })
}

/**
 * Differences stay with their occurrence when the series moves on the wall clock. In two steps, because on the way one
 * occurrence's new time is another's old one.
 */
export async function moveDifferences(
  ctx: UserCtx,
  blockId: string,
  seconds: number,
  wholeDays: boolean,
): Promise<void> {
  const ofBlock = sql`user_id = ${ctx.actor.id} and block_id = ${blockId}`
  const moved = sql`(occurrence::timestamp + make_interval(secs => ${seconds}))`
  const form = wholeDays
    ? sql`'YYYY-MM-DD'`
    : sql`case when extract(second from ${moved}) = 0 then 'YYYY-MM-DD"T"HH24:MI' else 'YYYY-MM-DD"T"HH24:MI:SS' end`
  await ctx.db.execute(
    sql`update schedule_exceptions set occurrence = '~' || to_char(${moved}, ${form}) where ${ofBlock}`,
  )
  await ctx.db.execute(sql`update schedule_exceptions set occurrence = substr(occurrence, 2) where ${ofBlock}`)
}

/** Hands the differences from an occurrence on to another block: the rest of a series that was split. */
export async function handOver(ctx: UserCtx, from: string, to: string, occurrence: string): Promise<void> {
  const { userId, blockId } = scheduleExceptions
  await ctx.db
    .update(scheduleExceptions)
    .set({ blockId: to })
    .where(and(eq(userId, ctx.actor.id), eq(blockId, from), gte(scheduleExceptions.occurrence, occurrence)))
}

const wallText = (ms: number) => formatLocal(Math.floor(ms / 1000))
