import { inArray, sql } from 'drizzle-orm'
import { databaseNow } from '#core/clock.ts'
import type { Ctx } from '#core/ctx.ts'
import type { Loop } from '#core/loops.ts'
import { billingEvents } from './billing.tables.ts'
import type { Cashier } from './cashier.ts'
import { syncCustomer } from './syncing.service.ts'

/** Events one turn takes. */
const BATCH = 50
/** Questions to Stripe at the same moment, of a process. */
const AT_ONCE = 5
/** When an event is free again that a worker took and did not finish, because it died or Stripe was away. */
const CLAIM_SECONDS = 30

/** Follows what Stripe has sent: an event at most half a second old, and many of one customer with one question. */
export const eventLoops = (cashier: Cashier): Loop[] => [
  { name: 'billing.events', everyMs: 500, turn: (ctx) => followEvents(ctx, cashier) },
]

async function followEvents(ctx: Ctx, cashier: Cashier): Promise<boolean> {
  const claimed = await claim(ctx)
  const customers = [...new Set(claimed.flatMap(({ customerId }) => customerId ?? []))]
  const failures: unknown[] = []
  const work = async () => {
    for (let customer = customers.pop(); customer !== undefined; customer = customers.pop())
      await syncCustomer(ctx, cashier, customer).catch((error: unknown) => failures.push(error))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (failures.length > 0) throw failures[0]
  return claimed.length === BATCH
}

/** The longest waiting first; what another worker has taken is left to it. */
function claim(ctx: Ctx): Promise<{ customerId: string | null }[]> {
  const { id, customerId, outcome, claimedUntil, receivedAt } = billingEvents
  const waiting = ctx.db
    .select({ id })
    .from(billingEvents)
    .where(sql`${outcome} = 'waiting' and (${claimedUntil} is null or ${claimedUntil} < ${databaseNow(ctx)})`)
    .orderBy(receivedAt)
    .limit(BATCH)
    .for('update', { skipLocked: true })
  return ctx.db
    .update(billingEvents)
    .set({ claimedUntil: databaseNow(ctx, CLAIM_SECONDS) })
    .where(inArray(id, waiting))
    .returning({ customerId })
}
