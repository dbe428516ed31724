import type { Ctx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { revenueChanges } from './billing.tables.ts'
import { monthlyCents, type PaidPlan } from './plans.ts'
import { sumRevenue } from './revenue.queries.ts'

export interface RevenueFacts {
  currency: string
  /** Monthly recurring revenue at this moment, in minor units: a year's price counts a twelfth. */
  mrrCents: number
  subscribers: number
  byPlan: { premium_monthly: number; premium_yearly: number }
  trials: number
  pastDue: number
  /** Plans in force that were given by hand and not paid for. */
  granted: number
  /** The following is about the time asked for. */
  started: number
  canceled: number
  /** Ended because nobody paid. */
  expired: number
  mrrChangeCents: number
  /** Subscribers who went, of those there were when it began: 0 to 1, null when there were none. */
  churnRate: number | null
  /** What was paid less what was given back in that time, in minor units; below zero where more went than came. */
  revenueCents: number
  refundedCents: number
  payments: number
}

/** Revenue now, and what came about from an instant (inclusive) to another (exclusive). Who may ask, the caller has decided. */
export async function revenueFacts(ctx: Ctx, from: string, to: string, currency = 'usd'): Promise<RevenueFacts> {
  const { monthly, yearly, cameSince, wentSince, ...sums } = await sumRevenue(
    ctx,
    currency,
    from,
    to,
    ctx.now().toISOString(),
  )
  const before = sums.subscribers - cameSince + wentSince
  return {
    currency,
    ...sums,
    byPlan: { premium_monthly: monthly, premium_yearly: yearly },
    churnRate: before > 0 ? (sums.canceled + sums.expired) / before : null,
  }
}

/** What somebody pays: nothing in a trial, nor once it is over. */
export interface Paying {
  plan: PaidPlan | null
  state: string | null
  endedBy: string | null
  amountCents: number | null
  currency: string | null
}

/** Writes down how one subscription changed what comes in each month; in the transaction that changes it, so that it counts once. */
export async function recordRevenue(ctx: Ctx, before: Paying, after: Paying): Promise<void> {
  const [was, is] = [mrrOf(before), mrrOf(after)]
  const plan = after.plan ?? before.plan
  if (was === is || plan === null) return
  const kind =
    was === 0
      ? 'started'
      : is === 0
        ? after.endedBy === 'payment'
          ? 'expired'
          : 'canceled'
        : is > was
          ? 'upgraded'
          : 'downgraded'
  const currency = after.currency ?? before.currency ?? 'usd'
  const change = { kind, plan, currency, mrrCents: is - was, at: ctx.now().toISOString(), id: newId() } as const
  await ctx.db.insert(revenueChanges).values(change)
}

const mrrOf = ({ plan, state, amountCents }: Paying): number =>
  plan === null || (state !== 'active' && state !== 'past_due') ? 0 : monthlyCents(plan, amountCents ?? 0)
