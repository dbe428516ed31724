import { and, desc, eq, sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { among } from '#core/timers.ts'
import { type RingRow, scheduleRings, type TimerRow } from './rings.tables.ts'
import { type BlockRow, type ExceptionRow, scheduleBlocks, scheduleExceptions } from './schedule.tables.ts'

/** Asked after the timers are locked, so that it sees every edit that came before. Those in the trash are none. */
export async function blocksOf(ctx: Ctx, timers: TimerRow[]): Promise<Map<string, BlockRow>> {
  const { userId, id, deletedAt } = scheduleBlocks
  const rows = await ctx.db
    .select()
    .from(scheduleBlocks)
    .where(and(among(userId, id, keysOf(timers)), sql`${deletedAt} is null`))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Differences that can matter from what was handled on: of occurrences that begin, or were moved to, two days before or later. */
export async function differencesOf(ctx: Ctx, timers: TimerRow[]): Promise<Map<string, ExceptionRow[]>> {
  const { userId, blockId, occurrence, startLocal } = scheduleExceptions
  const earliest = timers.map(({ handledUntil }) => handledUntil).sort()[0] ?? ''
  const day = new Date(Date.parse(earliest) - 2 * 86_400_000).toISOString().slice(0, 10)
  const rows = await ctx.db
    .select()
    .from(scheduleExceptions)
    .where(and(among(userId, blockId, keysOf(timers)), sql`(${occurrence} >= ${day} or ${startLocal} >= ${day})`))
  return Map.groupBy(rows, (row) => row.blockId)
}

/** Writes what became of rings that were not decided before, and answers those. */
export async function insertRings(ctx: Ctx, rings: RingRow[]): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (let at = 0; at < rings.length; at += ROWS) {
    const written = await rowsOf<Pick<RingRow, 'blockId' | 'moment' | 'lead'>>(
      ctx.db,
      sql`insert into schedule_rings (user_id, block_id, moment, lead, occurrence, ring_at, state, reason, decided_at)
          select * from jsonb_to_recordset(${JSON.stringify(rings.slice(at, at + ROWS))}::jsonb) as v("userId" uuid, "blockId" uuid,
            moment text, lead integer, occurrence text, "ringAt" timestamptz, state text, reason text, "decidedAt" timestamptz)
          on conflict do nothing returning block_id as "blockId", moment, lead`,
    )
    for (const one of written) fresh.add(ringKey(one))
  }
  return fresh
}

const ROWS = 5_000

export const ringKey = ({ blockId, moment, lead }: Pick<RingRow, 'blockId' | 'moment' | 'lead'>) =>
  `${blockId}:${moment}:${lead}`

export async function updateTimers(ctx: Ctx, timers: TimerRow[]): Promise<void> {
  if (timers.length === 0) return
  await ctx.db.execute(
    sql`update schedule_timers t set fire_at = v."fireAt", handled_until = v."handledUntil", zone = v.zone
        from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as v("userId" uuid, "blockId" uuid, "fireAt" timestamptz,
          "handledUntil" timestamptz, zone text)
        where t.user_id = v."userId" and t.block_id = v."blockId"`,
  )
}

/** What became of a block's reminders, the newest first. */
export function selectRings(ctx: UserCtx, blockId: string, limit: number): Promise<RingRow[]> {
  return ctx.db
    .select()
    .from(scheduleRings)
    .where(and(eq(scheduleRings.userId, ctx.actor.id), eq(scheduleRings.blockId, blockId)))
    .orderBy(desc(scheduleRings.ringAt))
    .limit(limit)
}

/** Forgets at most `limit` of those decided before an instant, and says how many. */
export async function pruneRings(ctx: Ctx, before: string, limit: number): Promise<number> {
  const gone = await rowsOf(
    ctx.db,
    sql`delete from schedule_rings where ctid = any(array(
        select ctid from schedule_rings where decided_at < ${before} limit ${limit})) returning 1 as one`,
  )
  return gone.length
}

const keysOf = (timers: TimerRow[]) => timers.map(({ userId, blockId }) => ({ userId, id: blockId }))
