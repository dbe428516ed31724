import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { databaseNow } from '#core/clock.ts'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { deliveries } from './notifications.tables.ts'
import { readReceipts } from './senders/expo.ts'
import type { Outlets } from './senders/sender.ts'
import { pruneDevice, selectLivingTargets } from './targets.queries.ts'

const KEPT_DAYS = 30
const BATCH = 5_000
/** Expo makes receipts within a quarter of an hour and keeps them for a day. */
const [READY_SECONDS, KEPT_SECONDS] = [900, 86_000]
const TICKETS = 300

/** The log of what was sent is kept for 30 days; what is still to be sent stays however old it is. */
export async function forgetOldDeliveries(ctx: Ctx): Promise<void> {
  for (let forgotten = BATCH; forgotten === BATCH; ) {
    const rows = await rowsOf<{ id: string }>(
      ctx.db,
      sql`delete from deliveries where (user_id, id) in (
            select user_id, id from deliveries
            where created_at < ${databaseNow(ctx, -KEPT_DAYS * 86_400)} and state not in ('waiting', 'held') limit ${BATCH})
          returning id`,
    )
    forgotten = rows.length
  }
}

interface Ticket {
  userId: string
  id: string
  targetId: string
  receipt: string
}

/** Asks Expo what became of its tickets and takes phones off the list whose app is gone. Answers whether more are waiting. */
export async function pruneByReceipts(ctx: Ctx, outlets: Outlets): Promise<boolean> {
  const tickets = await rowsOf<Ticket>(
    ctx.db,
    sql`select user_id as "userId", id, target_id as "targetId", receipt from deliveries
        where channel = 'expo' and receipt is not null and delivered_at <= ${databaseNow(ctx, -READY_SECONDS)}
          and delivered_at > ${databaseNow(ctx, -KEPT_SECONDS)}
        order by delivered_at limit ${TICKETS}`,
  )
  if (tickets.length === 0) return false
  const gone = new Set(
    await readReceipts(
      outlets,
      tickets.map(({ receipt }) => receipt),
    ),
  )
  const devices = await selectLivingTargets(ctx, tickets)
  for (const { userId, id, targetId, receipt } of tickets) {
    const target = devices.get(targetId)
    if (gone.has(receipt) && target?.on === 'device') await pruneDevice(ctx, target.row)
    await ctx.db
      .update(deliveries)
      .set({ receipt: null })
      .where(and(eq(deliveries.userId, userId), eq(deliveries.id, id), isNotNull(deliveries.receipt)))
  }
  return tickets.length === TICKETS
}
