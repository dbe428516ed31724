import { and, eq, isNull, sql } from 'drizzle-orm'
import { actingAs, type Ctx } from '#core/ctx.ts'
import { publish } from '#core/messages.ts'
import { newestDue } from '#core/time/due.ts'
import { among, settleDue } from '#core/timers.ts'
import { zonesOf } from '#domains/accounts/users.service.ts'
import { DailyMessageDue } from './messages.events.ts'
import { dailyMessageSlots, dailyMessageTimers, type SlotRow, type SlotTimerRow } from './messages.tables.ts'
import { courseOfSlot } from './slots.ts'

const BATCH = 200
/** A message of the morning is of no use at night. */
const GRACE_MS = 6 * 3_600_000

/**
 * Has a message written for each slot whose time has come, at most 200 at once, and answers whether more may be waiting. After a
 * downtime the newest one comes, if it is not older than six hours, and no other.
 */
export async function ringDailyMessages(ctx: Ctx): Promise<boolean> {
  const { more } = await settleDue(ctx, dailyMessageTimers, BATCH, ring)
  return more
}

async function ring(ctx: Ctx, timers: SlotTimerRow[], now: string): Promise<void> {
  if (timers.length === 0) return
  const slots = await slotsOf(ctx, timers)
  const zones = await zonesOf(ctx, [...new Set(timers.map(({ userId }) => userId))])
  const next: SlotTimerRow[] = []
  for (const timer of timers) {
    const slot = slots.get(timer.slotId)
    const zone = zones.get(timer.userId)
    const due = slot && zone ? newestDue(courseOfSlot(slot, zone), timer.handledUntil, now, GRACE_MS) : null
    if (slot && due?.moment) {
      const { userId, id: slotId, kind, channels } = slot
      const { local: occurrence, at: scheduledFor } = due.moment
      await publish(actingAs(ctx, userId, 'job:daily_messages'), DailyMessageDue, {
        userId,
        slotId,
        kind,
        occurrence,
        scheduledFor,
        channels,
      })
    }
    next.push({ ...timer, fireAt: due?.next ?? null, handledUntil: now })
  }
  await updateTimers(ctx, next)
}

/** Asked in a statement after the timers are locked, so that it sees every edit that came before. */
async function slotsOf(ctx: Ctx, timers: SlotTimerRow[]): Promise<Map<string, SlotRow>> {
  const { userId, id, deletedAt, isActive } = dailyMessageSlots
  const items = timers.map((timer) => ({ userId: timer.userId, id: timer.slotId }))
  const rows = await ctx.db
    .select()
    .from(dailyMessageSlots)
    .where(and(among(userId, id, items), isNull(deletedAt), eq(isActive, true)))
  return new Map(rows.map((row) => [row.id, row]))
}

async function updateTimers(ctx: Ctx, timers: SlotTimerRow[]): Promise<void> {
  await ctx.db.execute(
    sql`update daily_message_timers t set fire_at = v."fireAt", handled_until = v."handledUntil"
        from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as v("userId" uuid, "slotId" uuid, "fireAt" timestamptz,
          "handledUntil" timestamptz)
        where t.user_id = v."userId" and t.slot_id = v."slotId"`,
  )
}
