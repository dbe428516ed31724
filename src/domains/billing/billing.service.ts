import { and, eq, sql } from 'drizzle-orm'
import type { Limits } from '#core/ai/budget.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { entitlementUses } from './billing.tables.ts'
import {
  type Feature,
  type HeldFeature,
  limitOf,
  type MeteredFeature,
  type OpenFeature,
  periodOf,
} from './entitlements.ts'
import { type Holding, holdingOf } from './holdings.service.ts'
import { houseOf } from './house.ts'
import type { Plan } from './plans.ts'
import { standingOf } from './standing.service.ts'

/**
 * Uses one of what a plan includes in a month or week of the user's own calendar, or refuses with 403 and the time of the next one.
 * One statement decides, so that of any number at the same moment exactly as many get one as there were. Taken in a transaction, it
 * comes back if that fails; `giveBack` returns it later.
 */
export async function takeOne(ctx: UserCtx, feature: MeteredFeature): Promise<void> {
  if (!houseOf(ctx).limits) return
  const [{ plan }, { start, resetsAt }] = [await standingOf(ctx), await periodAt(ctx, feature, ctx.now().toISOString())]
  const limit = limitOf(feature, plan)
  const { used } = entitlementUses
  const [taken] = await ctx.db
    .insert(entitlementUses)
    .values({ userId: ctx.actor.id, feature, periodStart: start, used: 1 })
    .onConflictDoUpdate({
      target: [entitlementUses.userId, entitlementUses.feature, entitlementUses.periodStart],
      set: { used: sql`${used} + 1` },
      ...(limit !== null && { setWhere: sql`${used} < ${limit}` }),
    })
    .returning({ used })
  if (taken === undefined && limit !== null) throw beyond(feature, plan, limit, resetsAt)
}

/** Returns what was taken at that moment (an instant) for something that failed. Never more than was taken. */
export async function giveBack(ctx: UserCtx, feature: MeteredFeature, takenAt: string): Promise<void> {
  if (!houseOf(ctx).limits) return
  const { start } = await periodAt(ctx, feature, takenAt)
  const { userId, feature: of, periodStart, used } = entitlementUses
  await ctx.db
    .update(entitlementUses)
    .set({ used: sql`greatest(${used} - 1, 0)` })
    .where(and(eq(userId, ctx.actor.id), eq(of, feature), eq(periodStart, start)))
}

/** Refuses with 403 what the plan does not have at all. */
export async function requireIncluded(ctx: UserCtx, feature: OpenFeature): Promise<void> {
  if (!houseOf(ctx).limits) return
  const { plan } = await standingOf(ctx)
  if (limitOf(feature, plan) === 0) throw beyond(feature, plan, 0, null)
}

/**
 * Adds one of something that a plan includes so many of at a time, or refuses with 403. Everybody who adds one for the same user waits
 * here until the one before is done, so that no two take the last place.
 */
export async function inPlaceFor<T>(ctx: UserCtx, feature: HeldFeature, add: (ctx: UserCtx) => Promise<T>): Promise<T> {
  const holding = await limitedHolding(ctx, feature)
  if (holding === null) return add(ctx)
  return inTransaction(ctx, async (ctx) => {
    await takePlace(ctx, feature, holding)
    return add(ctx)
  })
}

/** The same within a transaction, in which one is added afterwards. */
export async function requirePlace(ctx: UserCtx, feature: HeldFeature): Promise<void> {
  const holding = await limitedHolding(ctx, feature)
  if (holding !== null) await takePlace(ctx, feature, holding)
}

async function takePlace(ctx: UserCtx, feature: HeldFeature, { idsOf, limit, plan }: LimitedHolding): Promise<void> {
  await lockFor(ctx, `billing:${feature}`)
  if ((await idsOf(ctx)).length >= limit) throw beyond(feature, plan, limit, null)
}

/**
 * Refuses with 403 to change what is frozen: of more than the plan includes, the newest. It can be read and deleted, and is as before
 * as soon as there is room or another plan.
 */
export async function requireThawed(
  ctx: UserCtx,
  feature: HeldFeature,
  item: string | (() => Promise<string>),
): Promise<void> {
  const holding = await limitedHolding(ctx, feature)
  if (holding === null) return
  const frozen = (await holding.idsOf(ctx)).slice(holding.limit)
  if (frozen.length === 0 || !frozen.includes(typeof item === 'string' ? item : await item())) return
  const text = `The free plan includes ${holding.limit} ${WORDS[feature]}, and this is beyond them: it is kept and can be read, but not changed. Upgrade, or make room by finishing or deleting an older one.`
  throw new AppError('subscription_limit_exceeded', text, {
    extra: { feature, limit: holding.limit, plan: holding.plan, frozen: true },
  })
}

/** What models may cost somebody whose plan gives them another budget; null where it is what everybody may. */
export async function aiLimitsOf(ctx: UserCtx): Promise<Limits | null> {
  const { limits, premiumAi } = houseOf(ctx)
  if (!limits || premiumAi === null) return null
  return (await standingOf(ctx)).plan === 'free' ? null : premiumAi
}

export async function periodAt(ctx: UserCtx, feature: MeteredFeature, instant: string) {
  const { timezone, weekStartsOn } = await userZone(ctx)
  return periodOf(feature, dayOf(instant, timezone), timezone, weekStartsOn)
}

interface LimitedHolding extends Holding {
  limit: number
  plan: Plan
}

async function limitedHolding(ctx: UserCtx, feature: HeldFeature): Promise<LimitedHolding | null> {
  if (!houseOf(ctx).limits) return null
  const { plan } = await standingOf(ctx)
  const limit = limitOf(feature, plan)
  return limit === null ? null : { ...holdingOf(feature), limit, plan }
}

const WORDS: Record<Feature, string> = {
  ai_messages: 'messages to the assistant in a month',
  resource_recommendations: 'recommendations in a week',
  ai_courses: 'courses made by the assistant',
  active_goals: 'goals at a time',
  voice: 'conversations by voice',
  ai_scheduling: 'plans made by the assistant',
  advanced_analytics: 'advanced analytics',
}

function beyond(feature: Feature, plan: Plan, limit: number, resetsAt: string | null): AppError {
  const again = resetsAt === null ? 'Upgrade' : `It is there again from ${resetsAt}; until then, upgrade`
  const text = `The free plan includes ${limit === 0 ? 'no' : limit} ${WORDS[feature]}. ${again} for more.`
  return new AppError('subscription_limit_exceeded', text, { extra: { feature, limit, plan, resetsAt } })
}
