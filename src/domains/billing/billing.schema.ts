import { z } from 'zod'
import { FEATURES } from './entitlements.ts'
import { PAID_PLANS, PLANS } from './plans.ts'
import { STATUSES } from './standing.ts'

export const Entitlement = z
  .object({
    feature: z.enum(FEATURES),
    kind: z.enum(['metered', 'held', 'open']).describe('Used up in a period; so many at a time; there or not'),
    period: z.enum(['month', 'week']).nullable(),
    limit: z.int().nullable().describe('0: not included; null: without limit'),
    used: z.int().describe('In this period, or at this moment'),
    remaining: z.int().nullable(),
    warnAt: z.int().nullable().describe('From so many on, clients should warn'),
    resetsAt: z.iso.datetime().nullable().describe('When the next month or week of yours begins'),
    frozen: z.array(z.uuid()).describe('Ids beyond the limit: kept and readable, not to be changed; the newest ones'),
  })
  .meta({
    id: 'Entitlement',
    example: {
      feature: 'ai_messages',
      kind: 'metered',
      period: 'month',
      limit: 50,
      used: 12,
      remaining: 38,
      warnAt: 40,
      resetsAt: '2027-04-01T00:00:00.000Z',
      frozen: [],
    },
  })
export type Entitlement = z.infer<typeof Entitlement>
export const Entitlements = z.object({ items: z.array(Entitlement) }).meta({ id: 'Entitlements' })

export const Subscription = z
  .object({
    plan: z.enum(PLANS).describe('What you have at this moment').meta({ example: 'premium_monthly' }),
    status: z
      .enum(STATUSES)
      .describe(
        '`past_due`: a payment failed and the plan stays until graceEndsAt. `canceled` and `expired`: it is over',
      )
      .meta({ example: 'active' }),
    source: z.enum(['payment', 'grant']).nullable().describe('Paid for, or given by an administrator'),
    startDate: z.iso.datetime().nullable().meta({ example: '2027-03-01T09:00:00.000Z' }),
    endDate: z.iso
      .datetime()
      .nullable()
      .describe('When it renews or ends; when it ended, once it is over')
      .meta({ example: '2027-04-01T09:00:00.000Z' }),
    cancelAtPeriodEnd: z.boolean().meta({ example: false }),
    graceEndsAt: z.iso.datetime().nullable(),
    trial: z.object({ endsAt: z.iso.datetime() }).nullable(),
    limited: z.boolean().describe('Whether plans limit anybody on this server').meta({ example: true }),
    canCheckout: z.boolean().describe('Whether plans can be bought on this server').meta({ example: true }),
    entitlements: z.array(Entitlement),
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.infer<typeof Subscription>

export const PlanOffer = z
  .object({
    plan: z.enum(PLANS).meta({ example: 'premium_monthly' }),
    priceCents: z.int().meta({ example: 999 }),
    currency: z.string().meta({ example: 'usd' }),
    interval: z.enum(['month', 'year']).nullable().meta({ example: 'month' }),
    trialDays: z.int().describe('Of a first subscription').meta({ example: 7 }),
    available: z.boolean().describe('Whether it can be chosen on this server').meta({ example: true }),
    limits: z
      .array(
        z.object({
          feature: z.enum(FEATURES),
          limit: z.int().nullable(),
          period: z.enum(['month', 'week']).nullable(),
        }),
      )
      .describe('What it includes; a limit of null is none')
      .meta({ example: [{ feature: 'ai_messages', limit: null, period: 'month' }] }),
  })
  .meta({ id: 'PlanOffer' })
export type PlanOffer = z.infer<typeof PlanOffer>
export const PlanOffers = z.object({ items: z.array(PlanOffer) }).meta({ id: 'PlanOffers' })

export const PaidPlanChoice = z.enum(PAID_PLANS).meta({ example: 'premium_yearly' })
