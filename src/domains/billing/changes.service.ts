import type Stripe from 'stripe'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import type { Subscription } from './billing.schema.ts'
import type { SubscriptionRow } from './billing.tables.ts'
import { instantOf } from './bought.ts'
import { asked, type Cashier, refusalIn } from './cashier.ts'
import type { ChangePreview, PlanChange, PlanQuestion } from './checkout.schema.ts'
import { houseOf } from './house.ts'
import { standingOf, subscriptionOf } from './standing.service.ts'
import { readSubscription } from './subscription.service.ts'
import { applyAnswer, syncCustomer, takeTicket } from './syncing.service.ts'

/** How long a preview holds. */
const PREVIEW_MS = 3_600_000

/** Ends my plan with the period that is paid for. Until Stripe has said yes, nothing is changed here. */
export const cancelSubscription = (ctx: UserCtx, cashier: Cashier) => setCanceled(ctx, cashier, true)

/** Takes a cancellation back, as long as the period lasts. */
export const resumeSubscription = (ctx: UserCtx, cashier: Cashier) => setCanceled(ctx, cashier, false)

/** What another plan would cost today, and when it renews. */
export async function previewChange(ctx: UserCtx, cashier: Cashier, { plan }: PlanQuestion): Promise<ChangePreview> {
  const row = await requirePaid(ctx)
  const { customer, item, price } = await changeOf(ctx, cashier, row, plan)
  const seconds = Math.floor(ctx.now().getTime() / 1_000)
  const preview = cashier.stripe.invoices.createPreview({
    customer,
    subscription: row.subscriptionId,
    subscription_details: {
      items: [{ id: item, price }],
      proration_behavior: 'always_invoice',
      proration_date: seconds,
    },
  })
  const { amount_due, currency, lines } = await asked(cashier, preview)
  const told = lines.data.map((line) => ({
    description: line.description ?? '',
    amountCents: line.amount,
    isProration:
      line.parent?.subscription_item_details?.proration ?? line.parent?.invoice_item_details?.proration ?? false,
  }))
  const prorationCents = told.filter(({ isProration }) => isProration).reduce((sum, line) => sum + line.amountCents, 0)
  return { plan, currency, amountDueCents: amount_due, prorationCents, lines: told, prorationAt: instantOf(seconds) }
}

/** Changes to another plan at once. Refused with 402 and nothing changed when the difference is not paid. */
export async function changePlan(
  ctx: UserCtx,
  cashier: Cashier,
  { plan, prorationAt }: PlanChange,
): Promise<Subscription> {
  const at = prorationAt === undefined ? ctx.now().getTime() : Date.parse(prorationAt)
  if (at > ctx.now().getTime() || at < ctx.now().getTime() - PREVIEW_MS)
    throw invalid('prorationAt', 'is of a preview that is older than an hour. Ask for another one.')
  const row = await requirePaid(ctx)
  const { customer, item, price } = await changeOf(ctx, cashier, row, plan)
  return write(ctx, cashier, customer, row.subscriptionId, {
    items: [{ id: item, price }],
    proration_behavior: 'always_invoice',
    proration_date: Math.floor(at / 1_000),
    payment_behavior: 'error_if_incomplete',
  })
}

type Paid = SubscriptionRow & { subscriptionId: string; customerId: string }

async function requirePaid(ctx: UserCtx): Promise<Paid> {
  const row = await subscriptionOf(ctx)
  const isLiving = row?.state === 'trialing' || row?.state === 'active' || row?.state === 'past_due'
  // Whatever has a state has both names.
  if (isLiving && row.subscriptionId !== null && row.customerId !== null) return row as Paid
  const { source } = await standingOf(ctx)
  const text =
    source === 'grant'
      ? 'Your plan was given by an administrator of this server, who alone can change it.'
      : 'You have no plan that is paid for. Begin with POST /api/subscription/checkout.'
  throw new AppError('conflict', text)
}

async function setCanceled(ctx: UserCtx, cashier: Cashier, isCanceled: boolean): Promise<Subscription> {
  const { customerId, subscriptionId } = await requirePaid(ctx)
  return write(ctx, cashier, customerId, subscriptionId, { cancel_at_period_end: isCanceled })
}

async function changeOf(ctx: UserCtx, cashier: Cashier, row: Paid, plan: PlanQuestion['plan']) {
  if (row.plan === plan) throw new AppError('conflict', 'You have this plan already.')
  const { items } = await current(
    ctx,
    cashier,
    row.customerId,
    cashier.stripe.subscriptions.retrieve(row.subscriptionId),
  )
  // The prices are configured together with the key.
  return { customer: row.customerId, item: items.data[0]?.id ?? '', price: houseOf(ctx).priceIds?.[plan] ?? '' }
}

async function write(
  ctx: UserCtx,
  cashier: Cashier,
  customer: string,
  id: string,
  change: Stripe.SubscriptionUpdateParams,
): Promise<Subscription> {
  const ticket = await takeTicket(ctx, customer)
  const answer = await current(ctx, cashier, customer, cashier.stripe.subscriptions.update(id, change))
  if (ticket !== null) await applyAnswer(ctx, ticket, answer)
  return readSubscription(ctx)
}

/** What Stripe no longer takes has changed there: then that is what counts. */
async function current<T>(ctx: UserCtx, cashier: Cashier, customer: string, answer: Promise<T>): Promise<T> {
  try {
    return await asked(cashier, answer)
  } catch (error) {
    if (refusalIn(error)?.type !== 'StripeInvalidRequestError') throw error
    await syncCustomer(ctx, cashier, customer)
    throw new AppError('conflict', 'Your plan has changed meanwhile. Read it again, then decide anew.')
  }
}
