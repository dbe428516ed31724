import { and, eq, isNull, sql } from 'drizzle-orm'
import { actingAs, type Ctx } from '#core/ctx.ts'
import { newestDue } from '#core/time/due.ts'
import { among, settleDue } from '#core/timers.ts'
import { activeAmong, zonesOf } from '#domains/accounts/users.service.ts'
import { type AutomationRow, type AutomationTimerRow, automations, automationTimers } from './automations.tables.ts'
import { courseOf } from './course.ts'
import { startRun } from './runs.service.ts'

const BATCH = 100
/** What nobody has run for longer than this is not run any more. */
const GRACE_MS = 7 * 86_400_000

/**
 * Starts a run of each automation whose time has come, at most a hundred at once, and answers whether more may be waiting. After a
 * downtime each runs once, however many of its times went by.
 */
export async function dispatchAutomations(ctx: Ctx): Promise<boolean> {
  const { more } = await settleDue(ctx, automationTimers, BATCH, settle)
  return more
}

async function settle(ctx: Ctx, timers: AutomationTimerRow[], now: string): Promise<void> {
  if (timers.length === 0) return
  const rows = await automationsOf(ctx, timers)
  const owners = [...new Set(timers.map(({ userId }) => userId))]
  const zones = await zonesOf(ctx, owners)
  const active = await activeAmong(ctx, owners)
  const next: AutomationTimerRow[] = []
  for (const timer of timers) {
    const automation = rows.get(timer.automationId)
    const zone = zones.get(timer.userId)
    const due = automation && zone ? newestDue(courseOf(automation, zone), timer.handledUntil, now, GRACE_MS) : null
    if (automation && due?.moment && active.has(timer.userId))
      await startRun(actingAs(ctx, automation.userId, 'job:automations'), automation, due.moment.local, due.moment.at)
    next.push({ ...timer, fireAt: due?.next ?? null, handledUntil: now })
  }
  await updateTimers(ctx, next)
}

/** Asked in a statement after the timers are locked, so that it sees every edit that came before. */
async function automationsOf(ctx: Ctx, timers: AutomationTimerRow[]): Promise<Map<string, AutomationRow>> {
  const { userId, id, deletedAt, isActive } = automations
  const items = timers.map((timer) => ({ userId: timer.userId, id: timer.automationId }))
  const rows = await ctx.db
    .select()
    .from(automations)
    .where(and(among(userId, id, items), isNull(deletedAt), eq(isActive, true)))
  return new Map(rows.map((row) => [row.id, row]))
}

async function updateTimers(ctx: Ctx, timers: AutomationTimerRow[]): Promise<void> {
  await ctx.db.execute(
    sql`update automation_timers t set fire_at = v."fireAt", handled_until = v."handledUntil"
        from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as v("userId" uuid, "automationId" uuid, "fireAt" timestamptz,
          "handledUntil" timestamptz)
        where t.user_id = v."userId" and t.automation_id = v."automationId"`,
  )
}
