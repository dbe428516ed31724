import { and, asc, gt, isNotNull, lte } from 'drizzle-orm'
import { actingAs, type Ctx, inTransaction } from '#core/ctx.ts'
import { requireAccount } from '#domains/accounts/tiers.service.ts'
import { subscriptions } from './billing.tables.ts'
import type { Plan } from './plans.ts'
import { settleStanding } from './standing.service.ts'
import type { Standing } from './standing.ts'

/**
 * Gives somebody a plan by hand until an instant, or for good when that is null; `free` takes back what was given and leaves what
 * they pay for. Who may ask, the caller has decided. Answers what they have now; 404 for whoever is not there.
 */
export function setTier(ctx: Ctx, userId: string, plan: Plan, until: string | null, reason: string): Promise<Standing> {
  return inTransaction(ctx, async (ctx) => {
    await requireAccount(ctx, userId)
    const given = plan === 'free' ? null : plan
    return settleStanding(actingAs(ctx, userId, 'administration'), {
      grantedPlan: given,
      grantedAt: given && ctx.now().toISOString(),
      grantedUntil: given && until,
      grantedReason: reason,
    })
  })
}

const BATCH = 500

/** Shows what time alone has changed: plans that are over and graces that are. Limits do not wait for it. */
export async function settleDue(ctx: Ctx): Promise<void> {
  const now = ctx.now().toISOString()
  for (let last = NOBODY; ; ) {
    const due = await ctx.db
      .select({ userId: subscriptions.userId })
      .from(subscriptions)
      .where(and(isNotNull(subscriptions.checkAt), lte(subscriptions.checkAt, now), gt(subscriptions.userId, last)))
      .orderBy(asc(subscriptions.userId))
      .limit(BATCH)
    for (const { userId } of due)
      await inTransaction(actingAs(ctx, userId, 'billing'), (ctx) => settleStanding(ctx, {}))
    const end = due.at(-1)
    if (end === undefined || due.length < BATCH) return
    last = end.userId
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
