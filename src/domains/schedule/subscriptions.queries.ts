import { sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { among } from '#core/timers.ts'
import { type SubscriptionRow, scheduleSubscriptions } from './subscriptions.tables.ts'

/**
 * Takes up to `limit` subscriptions whose time has come, of people whose account is active, and puts their next time off to
 * `until`, so that nobody else takes them before.
 */
export async function claimSubscriptions(ctx: Ctx, limit: number, until: string): Promise<SubscriptionRow[]> {
  const now = ctx.now().toISOString()
  const taken = await rowsOf<{ userId: string; id: string }>(
    ctx.db,
    sql`update schedule_subscriptions set next_fetch_at = ${until} where (user_id, id) in (
          select s.user_id, s.id from schedule_subscriptions s join users u on u.id = s.user_id and u.status = 'active'
          where s.next_fetch_at <= ${now} and s.deleted_at is null
          order by s.next_fetch_at limit ${limit} for update of s skip locked)
        returning user_id as "userId", id`,
  )
  if (taken.length === 0) return []
  const { userId, id } = scheduleSubscriptions
  return ctx.db
    .select()
    .from(scheduleSubscriptions)
    .where(among(userId, id, taken))
}
