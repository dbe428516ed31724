import { and, eq, inArray } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import type { Entitlement, PlanOffer, Subscription } from './billing.schema.ts'
import { periodAt } from './billing.service.ts'
import { entitlementUses } from './billing.tables.ts'
import {
  ENTITLEMENTS,
  FEATURES,
  type Feature,
  type HeldFeature,
  limitOf,
  type MeteredFeature,
  warnsAt,
} from './entitlements.ts'
import { holdingOf } from './holdings.service.ts'
import { houseOf } from './house.ts'
import { PLANS, type Plan, PRICES } from './plans.ts'
import { standingOf } from './standing.service.ts'

/** My plan at this moment, what it includes and how much of that is used. Where nobody is limited, every limit is null. */
export async function readSubscription(ctx: UserCtx): Promise<Subscription> {
  const { limits: limited, cashier } = houseOf(ctx)
  const { changesAt: _, trialEndsAt, ...standing } = await standingOf(ctx)
  const trial = trialEndsAt === null ? null : { endsAt: trialEndsAt }
  return {
    ...standing,
    trial,
    limited,
    canCheckout: cashier !== null,
    entitlements: await entitlementsOf(ctx, standing.plan),
  }
}

export async function listEntitlements(ctx: UserCtx): Promise<Entitlement[]> {
  const { plan } = await standingOf(ctx)
  return entitlementsOf(ctx, plan)
}

/** What can be chosen here, and what each includes. */
export function listPlans(ctx: UserCtx): PlanOffer[] {
  const { cashier, limits, trialDays } = houseOf(ctx)
  return PLANS.map((plan) => ({
    plan,
    ...(plan === 'free' ? { priceCents: 0, interval: null, trialDays: 0 } : { ...PRICES[plan], trialDays }),
    currency: 'usd',
    available: plan === 'free' || cashier !== null,
    limits: FEATURES.map((feature) => ({
      feature,
      limit: limits ? limitOf(feature, plan) : null,
      period: periodNameOf(feature),
    })),
  }))
}

async function entitlementsOf(ctx: UserCtx, plan: Plan): Promise<Entitlement[]> {
  const { limits } = houseOf(ctx)
  const periods = await Promise.all(
    FEATURES.filter(isMetered).map(async (one) => [one, await periodAt(ctx, one, ctx.now().toISOString())] as const),
  )
  const current = new Map(periods)
  const uses = await usesOf(ctx, [...new Set(periods.map(([, { start }]) => start))])
  return Promise.all(
    FEATURES.map(async (feature) => {
      const limit = limits ? limitOf(feature, plan) : null
      const period = isMetered(feature) ? current.get(feature) : undefined
      const held = isHeld(feature) ? await holdingOf(feature).idsOf(ctx) : []
      const used = period ? (uses.get(`${feature} ${period.start}`) ?? 0) : held.length
      return {
        feature,
        kind: ENTITLEMENTS[feature].kind,
        period: periodNameOf(feature),
        limit,
        used,
        remaining: limit === null ? null : Math.max(0, limit - used),
        warnAt: warnsAt(limit),
        resetsAt: period?.resetsAt ?? null,
        frozen: limit === null ? [] : held.slice(limit),
      }
    }),
  )
}

async function usesOf(ctx: UserCtx, starts: string[]): Promise<Map<string, number>> {
  const { userId, periodStart } = entitlementUses
  const rows = await ctx.db
    .select()
    .from(entitlementUses)
    .where(and(eq(userId, ctx.actor.id), inArray(periodStart, starts)))
  return new Map(rows.map((row) => [`${row.feature} ${row.periodStart}`, row.used]))
}

const isMetered = (feature: Feature): feature is MeteredFeature => ENTITLEMENTS[feature].kind === 'metered'
const isHeld = (feature: Feature): feature is HeldFeature => ENTITLEMENTS[feature].kind === 'held'

function periodNameOf(feature: Feature) {
  const allowance = ENTITLEMENTS[feature]
  return allowance.kind === 'metered' ? allowance.period : null
}
