import { and, asc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { enqueue } from '#core/messages.ts'
import { billingErasures, billingEvents, subscriptions } from './billing.tables.ts'
import { asked, type Cashier, isMissing } from './cashier.ts'
import { houseOf } from './house.ts'
import { SYNC } from './syncing.service.ts'
import { settleDue } from './tiers.service.ts'

export const CHECK = 'billing.check'
export const END_ERASED = 'billing.end_erased'

const MINUTE_MS = 60_000
/** What should have changed is looked at each hour, everything that lives each day: an event may never have come. */
const OVERDUE_MS = 60 * MINUTE_MS
const DAY_MS = 1_440 * MINUTE_MS
/** Customers a turn looks at, so that Stripe's own limits are kept. */
const MOST = 500

/** What the clock and lost events leave behind: plans that are over, and subscriptions nobody told us of. */
export async function checkSubscriptions(ctx: Ctx): Promise<void> {
  await settleDue(ctx)
  if (houseOf(ctx).cashier === null) return
  for (const customerId of await overdue(ctx)) await enqueue(ctx, SYNC, { customerId }, { singletonKey: customerId })
  await enqueue(ctx, END_ERASED, {}, { singletonKey: 'all' })
}

/** Of an account that is being erased: its customer, whom a trigger wrote down as the row went, has to go as well. */
export const rememberErased = (ctx: UserCtx) =>
  enqueue({ ...ctx, actor: null }, END_ERASED, {}, { singletonKey: 'all' })

/** Deletes the customers of erased accounts at Stripe, which ends what they pay for, and then forgets their names. */
export async function endErased(ctx: Ctx, cashier: Cashier): Promise<void> {
  const failures: unknown[] = []
  for (const { customerId } of await ctx.db.select().from(billingErasures)) {
    try {
      await asked(cashier, cashier.stripe.customers.del(customerId)).catch((error: unknown) => {
        if (!isMissing(error)) throw error
      })
      await ctx.db.update(billingEvents).set({ customerId: null }).where(eq(billingEvents.customerId, customerId))
      await ctx.db.delete(billingErasures).where(eq(billingErasures.customerId, customerId))
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function overdue(ctx: Ctx): Promise<string[]> {
  const { customerId, state, syncedAt, periodEndsAt, checkoutId } = subscriptions
  const now = ctx.now().toISOString()
  const [anHour, aDay] = [before(ctx, OVERDUE_MS), before(ctx, DAY_MS)]
  const notSince = (instant: string) => or(isNull(syncedAt), lt(syncedAt, instant))
  const isLiving = inArray(state, ['trialing', 'active', 'past_due'])
  const rows = await ctx.db
    .select({ customerId })
    .from(subscriptions)
    .where(
      and(
        isNotNull(customerId),
        or(
          and(isLiving, notSince(aDay)),
          and(isLiving, lt(periodEndsAt, now), notSince(anHour)),
          and(isNotNull(checkoutId), notSince(anHour)),
        ),
      ),
    )
    .orderBy(asc(syncedAt))
    .limit(MOST)
  return rows.flatMap(({ customerId }) => customerId ?? [])
}

const before = (ctx: Ctx, ms: number) => new Date(ctx.now().getTime() - ms).toISOString()
