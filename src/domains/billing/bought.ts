import type Stripe from 'stripe'
import type { PaidPlan } from './plans.ts'

/** A subscription of Stripe's in our words. */
export interface FromStripe {
  subscriptionId: string
  plan: PaidPlan
  state: 'trialing' | 'active' | 'past_due' | 'ended'
  endedBy: 'user' | 'payment' | null
  amountCents: number
  currency: string
  startedAt: string
  periodEndsAt: string | null
  trialEndsAt: string | null
  cancelAtPeriodEnd: boolean
  endedAt: string | null
}

/**
 * `incomplete` was never paid for and `incomplete_expired` never will be: neither is a subscription yet. `unpaid` and `paused` are those
 * that Stripe has given up asking for: over, until somebody pays after all.
 */
const STATES: Record<string, FromStripe['state']> = {
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  canceled: 'ended',
  unpaid: 'ended',
  paused: 'ended',
}

/** The one that counts among all a customer ever had: one that lives before one that ended, the newest of its kind. */
export function currentOf(
  subscriptions: readonly Stripe.Subscription[],
  priceIds: Record<PaidPlan, string> | null,
): FromStripe | null {
  const known = subscriptions.filter(({ status }) => status in STATES).sort((a, b) => b.created - a.created)
  const current = known.find(({ status }) => STATES[status] !== 'ended') ?? known[0]
  return current ? fromStripe(current, priceIds) : null
}

export function fromStripe(
  subscription: Stripe.Subscription,
  priceIds: Record<PaidPlan, string> | null,
): FromStripe | null {
  const { id, status, start_date, trial_end, ended_at, cancel_at, cancel_at_period_end, canceled_at } = subscription
  const [item] = subscription.items.data
  const state = STATES[status]
  if (item === undefined || state === undefined) return null
  const { price } = item
  const failed = status !== 'canceled' || subscription.cancellation_details?.reason === 'payment_failed'
  return {
    subscriptionId: id,
    plan: planOf(price, priceIds),
    state,
    endedBy: state === 'ended' ? (failed ? 'payment' : 'user') : null,
    amountCents: price.unit_amount ?? 0,
    currency: price.currency,
    startedAt: instantOf(start_date),
    periodEndsAt: instantOf(cancel_at ?? item.current_period_end),
    trialEndsAt: trial_end === null ? null : instantOf(trial_end),
    cancelAtPeriodEnd: cancel_at_period_end || cancel_at !== null,
    endedAt: state === 'ended' ? instantOf(ended_at ?? canceled_at ?? item.current_period_end) : null,
  }
}

/** A price that has been replaced since is told by its interval. */
function planOf({ id, recurring }: Stripe.Price, priceIds: Record<PaidPlan, string> | null): PaidPlan {
  if (id === priceIds?.premium_yearly) return 'premium_yearly'
  if (id === priceIds?.premium_monthly) return 'premium_monthly'
  return recurring?.interval === 'year' ? 'premium_yearly' : 'premium_monthly'
}

export const instantOf = (seconds: number) => new Date(seconds * 1_000).toISOString()
