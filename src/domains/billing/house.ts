import type { Limits } from '#core/ai/budget.ts'
import type { Ctx } from '#core/ctx.ts'
import type { Platform } from '#core/platform.ts'
import type { Config } from '../../config.ts'
import type { Cashier } from './cashier.ts'
import type { PaidPlan } from './plans.ts'

/** What the operator of this instance has decided about plans. */
export interface House {
  /** Whether plans limit anybody here. */
  limits: boolean
  /** Who sells plans here; null where they cannot be bought. */
  cashier: Cashier | null
  /** What a paid plan may take of models; null where that is the same for everybody. */
  premiumAi: Limits | null
  priceIds: Record<PaidPlan, string> | null
  trialDays: number
}

/** By what every ctx of one app carries with it, so that a service knows its house without being told at each call. */
const houses = new WeakMap<Ctx['deliver'], House>()

/** Opened when the module starts. */
export function openHouse({ base, config }: Platform, cashier: Cashier | null) {
  const [month, year] = [config.STRIPE_PRICE_PREMIUM_MONTHLY, config.STRIPE_PRICE_PREMIUM_YEARLY]
  houses.set(base.deliver, {
    cashier,
    limits: config.BILLING === null ? cashier !== null : config.BILLING === 'on',
    premiumAi: premiumAiOf(config),
    priceIds: month === null || year === null ? null : { premium_monthly: month, premium_yearly: year },
    trialDays: config.BILLING_TRIAL_DAYS,
  })
}

/** Programs that build a ctx without an app limit nobody. */
export const houseOf = (ctx: Pick<Ctx, 'deliver'>): House => houses.get(ctx.deliver) ?? UNLIMITED

const UNLIMITED: House = {
  limits: false,
  cashier: null,
  premiumAi: null,
  priceIds: null,
  trialDays: 0,
}

function premiumAiOf(config: Config): Limits | null {
  const { AI_PREMIUM_DAILY_TOKENS: tokens, AI_PREMIUM_MONTHLY_CENTS: cents } = config
  if (tokens === null && cents === null) return null
  return { dailyTokens: tokens ?? config.AI_DAILY_TOKENS, monthlyCents: cents ?? config.AI_MONTHLY_CENTS }
}
