export const PLANS = ['free', 'premium_monthly', 'premium_yearly'] as const
export const PAID_PLANS = ['premium_monthly', 'premium_yearly'] as const

export type Plan = (typeof PLANS)[number]
export type PaidPlan = (typeof PAID_PLANS)[number]

interface Price {
  /** In US cents, for the whole interval; what is charged in the end the provider's own price says. */
  priceCents: number
  interval: 'month' | 'year'
}

export const PRICES: Record<PaidPlan, Price> = {
  premium_monthly: { priceCents: 999, interval: 'month' },
  premium_yearly: { priceCents: 9_900, interval: 'year' },
}

/** What a plan brings in each month, in the cents it is charged in; a year's price in twelve parts, rounded. */
export function monthlyCents(plan: PaidPlan, amountCents: number): number {
  return PRICES[plan].interval === 'year' ? Math.round(amountCents / 12) : amountCents
}
