import type { PaidPlan, Plan } from './plans.ts'

export const STATUSES = ['active', 'past_due', 'canceled', 'expired'] as const
export type Status = (typeof STATUSES)[number]

/** As the provider has it, in few words. */
export const STATES = ['trialing', 'active', 'past_due', 'ended'] as const
export const ENDED_BY = ['user', 'payment'] as const

/** What was bought and what was granted. */
export interface Bought {
  plan: PaidPlan | null
  state: (typeof STATES)[number] | null
  endedBy: (typeof ENDED_BY)[number] | null
  startedAt: string | null
  periodEndsAt: string | null
  trialEndsAt: string | null
  cancelAtPeriodEnd: boolean
  pastDueSince: string | null
  endedAt: string | null
  grantedPlan: PaidPlan | null
  grantedAt: string | null
  grantedUntil: string | null
}

/** What somebody has at a moment. */
export interface Standing {
  plan: Plan
  status: Status
  source: 'payment' | 'grant' | null
  startDate: string | null
  /** When what they have ends or renews; when it ended, once it is over. */
  endDate: string | null
  cancelAtPeriodEnd: boolean
  /** Until then an unpaid plan is still there. */
  graceEndsAt: string | null
  trialEndsAt: string | null
  /** When time alone makes it something else; null when never. */
  changesAt: string | null
}

/** How long a plan stays whose payment failed, and how long past its end one whose renewal we never heard of. */
export const GRACE_DAYS = 3
const DAY_MS = 86_400_000

export const NOTHING: Standing = {
  plan: 'free',
  status: 'active',
  source: null,
  startDate: null,
  endDate: null,
  cancelAtPeriodEnd: false,
  graceEndsAt: null,
  trialEndsAt: null,
  changesAt: null,
}

/**
 * What somebody has at `now` (an instant), by the clock alone: no job has to run for a plan to end. A payment in order goes before a
 * grant; a grant goes before a payment that failed or is over.
 */
export function standingAt(bought: Bought | undefined, now: string): Standing {
  if (bought === undefined) return NOTHING
  const paid = paidAt(bought, now)
  if (paid.plan !== 'free' && paid.status === 'active') return paid
  const granted = grantedAt(bought, now)
  if (granted.plan !== 'free') return { ...granted, changesAt: earliest(granted.changesAt, paid.changesAt) }
  return paid.source === null ? granted : paid
}

function paidAt(bought: Bought, now: string): Standing {
  const { plan, state, startedAt, periodEndsAt, cancelAtPeriodEnd } = bought
  if (plan === null || state === null) return NOTHING
  const is = { ...NOTHING, source: 'payment' as const, startDate: startedAt, endDate: periodEndsAt, cancelAtPeriodEnd }
  if (state === 'ended') {
    const status = bought.endedBy === 'payment' ? 'expired' : 'canceled'
    return { ...is, status, endDate: bought.endedAt ?? periodEndsAt }
  }
  if (state === 'past_due') {
    const graceEndsAt = later(bought.pastDueSince ?? now, GRACE_DAYS)
    if (graceEndsAt <= now) return { ...is, status: 'expired', endDate: graceEndsAt }
    return { ...is, plan, status: 'past_due', graceEndsAt, changesAt: graceEndsAt }
  }
  if (periodEndsAt !== null && cancelAtPeriodEnd && periodEndsAt <= now) return { ...is, status: 'canceled' }
  const changesAt = periodEndsAt === null || cancelAtPeriodEnd ? periodEndsAt : later(periodEndsAt, GRACE_DAYS)
  if (changesAt !== null && changesAt <= now) return { ...is, status: 'expired', endDate: changesAt }
  return { ...is, plan, status: 'active', trialEndsAt: state === 'trialing' ? bought.trialEndsAt : null, changesAt }
}

function grantedAt({ grantedPlan, grantedAt, grantedUntil }: Bought, now: string): Standing {
  if (grantedPlan === null) return NOTHING
  const is = { ...NOTHING, source: 'grant' as const, startDate: grantedAt, endDate: grantedUntil }
  if (grantedUntil !== null && grantedUntil <= now) return { ...is, status: 'expired' }
  return { ...is, plan: grantedPlan, changesAt: grantedUntil }
}

const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * DAY_MS).toISOString()

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
