import { and, eq, inArray, sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import { actingAs, type Ctx, inTransaction, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { notify } from '#domains/notifications/notify.service.ts'
import { billingEvents, type SubscriptionRow, subscriptions } from './billing.tables.ts'
import { currentOf, type FromStripe, fromStripe } from './bought.ts'
import { asked, type Cashier, isMissing } from './cashier.ts'
import { houseOf } from './house.ts'
import { recordRevenue } from './revenue.service.ts'
import { holdSubscription, settleStanding } from './standing.service.ts'
import type { Standing } from './standing.ts'

export const SYNC = 'billing.sync'

/** A question's number. Whoever asks takes it before asking. */
export interface Ticket {
  userId: string
  number: number
}

/**
 * Makes what is stored of a customer what Stripe has now. An event is only the reason to look: what it says may be old, twice or out of
 * order, what Stripe answers is not. Safe to run twice and at the same time.
 */
export async function syncCustomer(ctx: Ctx, cashier: Cashier, customerId: string): Promise<void> {
  const waiting = await waitingEvents(ctx, customerId)
  const ticket = await takeTicket(ctx, customerId)
  const ids = waiting.map(({ id }) => id)
  if (ticket === null) return settleEvents(ctx, ids, 'unknown_customer')
  const current = await subscriptionAt(ctx, cashier, customerId)
  const failures = waiting.filter(({ type }) => type === 'invoice.payment_failed').map(({ createdAt }) => createdAt)
  await inTransaction(actingAs(ctx, ticket.userId, SYNC), async (ctx) => {
    await writeAnswer(ctx, ticket, current, failures.sort()[0])
    await settleEvents(ctx, ids, 'applied')
  })
}

/** Numbers a question about this customer; null for one whom nobody here is. */
export async function takeTicket(ctx: Ctx, customerId: string): Promise<Ticket | null> {
  const [row] = await ctx.db
    .update(subscriptions)
    .set({ asked: sql`${subscriptions.asked} + 1` })
    .where(eq(subscriptions.customerId, customerId))
    .returning({ userId: subscriptions.userId, number: subscriptions.asked })
  return row ?? null
}

/** Writes what Stripe answered to a change that was asked for. */
export async function applyAnswer(ctx: UserCtx, ticket: Ticket, subscription: Stripe.Subscription): Promise<void> {
  await inTransaction(ctx, (ctx) => writeAnswer(ctx, ticket, fromStripe(subscription, houseOf(ctx).priceIds)))
}

async function subscriptionAt(ctx: Ctx, cashier: Cashier, customer: string): Promise<FromStripe | null> {
  const list = cashier.stripe.subscriptions.list({ customer, status: 'all', limit: 20 })
  const found = await asked(cashier, list).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  return found && currentOf(found.data, houseOf(ctx).priceIds)
}

/** Only if no later question was answered before: the slower of two answers must not undo the faster. */
async function writeAnswer(ctx: UserCtx, ticket: Ticket, current: FromStripe | null, failedAt?: string): Promise<void> {
  const before = await holdSubscription(ctx)
  if (before.answered >= ticket.number) return
  const after = rowAfter(before, current, failedAt ?? ctx.now().toISOString())
  await recordRevenue(ctx, before, { ...before, ...after })
  const syncedAt = ctx.now().toISOString()
  const standing = await settleStanding(ctx, { ...after, answered: ticket.number, syncedAt }, before)
  await tell(ctx, before, after, standing)
}

type Written = Partial<SubscriptionRow> & Pick<SubscriptionRow, 'state'>

function rowAfter(before: SubscriptionRow, current: FromStripe | null, failedAt: string): Written {
  // Without a word from Stripe, what was there is over: the customer was deleted at Stripe's own desk.
  if (current === null)
    return before.state === null || before.state === 'ended'
      ? { state: before.state }
      : { state: 'ended', endedBy: 'user', endedAt: failedAt, pastDueSince: null }
  const isSame = before.subscriptionId === current.subscriptionId
  const since = isSame && before.state === 'past_due' ? (before.pastDueSince ?? failedAt) : failedAt
  const isNew = current.state !== 'ended' && !(isSame && before.state !== 'ended')
  return {
    ...current,
    pastDueSince: current.state === 'past_due' ? since : null,
    trialUsedAt: before.trialUsedAt ?? (current.trialEndsAt === null ? null : current.startedAt),
    // What was open is done with, also if its answer has yet to come.
    ...(isNew && CLOSED),
    ...(isNew && { checkoutAttempt: before.checkoutAttempt + 1 }),
  }
}

export const CLOSED = { checkoutId: null, checkoutUrl: null, checkoutPlan: null, checkoutExpiresAt: null }

async function tell(ctx: UserCtx, before: SubscriptionRow, after: Written, standing: Standing): Promise<void> {
  const about = {
    kind: 'billing',
    entity: null,
    entityId: null,
    occurrence: null,
    channels: null,
    key: `billing:${newId()}`,
  }
  if (after.state === 'past_due' && before.state !== 'past_due')
    await notify(ctx, {
      ...about,
      title: 'A payment failed',
      body: `Your plan stays until ${standing.graceEndsAt?.slice(0, 10)}. Check your means of payment.`,
    })
  if (after.state === 'ended' && before.state !== 'ended' && before.state !== null && standing.plan === 'free')
    await notify(ctx, {
      ...about,
      title: 'Your plan has ended',
      body: 'You have the free plan now. Nothing was deleted: what is beyond it can be read.',
    })
}

function waitingEvents(ctx: Ctx, customerId: string) {
  const { id, type, createdAt, outcome } = billingEvents
  return ctx.db
    .select({ id, type, createdAt })
    .from(billingEvents)
    .where(and(eq(billingEvents.customerId, customerId), eq(outcome, 'waiting')))
}

async function settleEvents(ctx: Ctx, ids: string[], outcome: 'applied' | 'unknown_customer'): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .update(billingEvents)
    .set({ outcome, settledAt: ctx.now().toISOString() })
    .where(inArray(billingEvents.id, ids))
}
