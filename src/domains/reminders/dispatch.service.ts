import { sql } from 'drizzle-orm'
import { databaseClock } from '#core/clock.ts'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import { settle } from './firing.service.ts'
import { claimTimers } from './reminders.queries.ts'
import { reminderTimers } from './reminders.tables.ts'

const BATCH = 500

/**
 * Rings what is due by the database's clock, at most 500 reminders, and answers whether more may be waiting. Claims, fates and
 * notices are one transaction: of a worker that dies nothing stays, and its claims are free at once.
 */
export async function dispatchReminders(ctx: Ctx): Promise<boolean> {
  const now = await databaseClock(ctx)
  const [due] = await ctx.db
    .select({ one: sql`1` })
    .from(reminderTimers)
    .where(sql`${reminderTimers.fireAt} <= ${now}`)
    .limit(1)
  if (!due) return false
  return inTransaction(ctx, async (ctx) => {
    const timers = await claimTimers(ctx, now, BATCH)
    await settle(ctx, timers, now)
    return timers.length === BATCH
  })
}
