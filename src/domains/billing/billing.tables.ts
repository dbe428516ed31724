import { type InferSelectModel, isNotNull, sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '#core/columns.ts'
import { FEATURES } from './entitlements.ts'
import { PAID_PLANS } from './plans.ts'
import { REFUND_KINDS } from './refunds.ts'
import { ENDED_BY, STATES } from './standing.ts'

export const OUTCOMES = ['waiting', 'applied', 'ignored', 'unknown_customer'] as const
export const REVENUE_KINDS = ['started', 'upgraded', 'downgraded', 'canceled', 'expired'] as const

/** What somebody has paid for, and what was granted by hand. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    userId: uuid().primaryKey(),
    createdAt: instant().notNull().default(sql`now()`),
    customerId: text(),
    subscriptionId: text(),
    plan: text({ enum: PAID_PLANS }),
    state: text({ enum: STATES }),
    endedBy: text({ enum: ENDED_BY }),
    amountCents: integer(),
    currency: text(),
    startedAt: instant(),
    periodEndsAt: instant(),
    trialEndsAt: instant(),
    cancelAtPeriodEnd: boolean().notNull().default(false),
    pastDueSince: instant(),
    endedAt: instant(),
    trialUsedAt: instant(),
    grantedPlan: text({ enum: PAID_PLANS }),
    grantedAt: instant(),
    grantedUntil: instant(),
    grantedReason: text(),
    /** Every question to the provider takes a number; an answer is written only if no later question was answered before. */
    asked: integer().notNull().default(0),
    answered: integer().notNull().default(0),
    syncedAt: instant(),
    checkoutId: text(),
    checkoutUrl: text(),
    checkoutPlan: text({ enum: PAID_PLANS }),
    checkoutExpiresAt: instant(),
    checkoutAttempt: integer().notNull().default(0),
    /** When time alone changes what this row means. */
    checkAt: instant(),
  },
  (t) => [
    uniqueIndex('subscriptions_customer').on(t.customerId).where(isNotNull(t.customerId)),
    index('subscriptions_check').on(t.checkAt).where(isNotNull(t.checkAt)),
    index('subscriptions_synced').on(t.syncedAt).where(isNotNull(t.customerId)),
  ],
)
export interface SubscriptionRow extends InferSelectModel<typeof subscriptions> {}

/** Written by a trigger: customers of deleted rows, whose subscriptions have to end at the provider. */
export const billingErasures = pgTable('billing_erasures', {
  customerId: text().primaryKey(),
  at: instant().notNull().default(sql`now()`),
})

export const entitlementUses = pgTable(
  'entitlement_uses',
  {
    userId: uuid().notNull(),
    feature: text({ enum: FEATURES }).notNull(),
    periodStart: day().notNull(),
    used: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.feature, t.periodStart] })],
)

export const billingEvents = pgTable(
  'billing_events',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    customerId: text(),
    createdAt: instant().notNull(),
    receivedAt: instant().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    settledAt: instant(),
    /** Until when a worker has taken it. */
    claimedUntil: instant(),
  },
  (t) => [
    index('billing_events_waiting').on(t.receivedAt).where(sql`${t.outcome} = 'waiting'`),
    index('billing_events_customer').on(t.customerId),
  ],
)

export const revenueChanges = pgTable(
  'revenue_changes',
  {
    id: uuid().primaryKey(),
    at: instant().notNull(),
    kind: text({ enum: REVENUE_KINDS }).notNull(),
    plan: text({ enum: PAID_PLANS }).notNull(),
    mrrCents: integer().notNull(),
    currency: text().notNull(),
  },
  (t) => [index('revenue_changes_at').on(t.at)],
)

export const revenuePayments = pgTable(
  'revenue_payments',
  {
    invoiceId: text().primaryKey(),
    at: instant().notNull(),
    amountCents: integer().notNull(),
    currency: text().notNull(),
  },
  (t) => [index('revenue_payments_at').on(t.at)],
)

export const revenueRefunds = pgTable(
  'revenue_refunds',
  {
    id: text().primaryKey(),
    kind: text({ enum: REFUND_KINDS }).notNull(),
    chargeId: text().notNull(),
    at: instant().notNull(),
    amountCents: integer().notNull(),
    currency: text().notNull(),
    isVoid: boolean().notNull().default(false),
  },
  (t) => [index('revenue_refunds_at').on(t.at), index('revenue_refunds_charge').on(t.chargeId)],
)
