import { and, eq, sql } from 'drizzle-orm'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import { type SubscriptionRow, subscriptions } from './billing.tables.ts'
import { instantOf } from './bought.ts'
import { asked, type Cashier, refusalIn } from './cashier.ts'
import type { Checkout, NewCheckout, NewPortal, Portal } from './checkout.schema.ts'
import { customerOf } from './customers.service.ts'
import { houseOf } from './house.ts'
import { holdSubscription, subscriptionOf } from './standing.service.ts'
import { CLOSED, syncCustomer } from './syncing.service.ts'

/** A page of this age would be over before it is paid. */
const LEAST_MS = 60_000

/**
 * The page on which a plan is paid for. There is one at a time for each user: asking again answers the same page, and another plan closes
 * it first, so that nobody pays twice. Refused with 409 for whoever pays already.
 */
export async function openCheckout(ctx: UserCtx, cashier: Cashier, input: NewCheckout): Promise<Checkout> {
  refuseWhoPays(await subscriptionOf(ctx))
  const customer = await customerOf(ctx, cashier)
  const open = await openAt(ctx, cashier, input, customer)
  if (open !== null) return open
  const row = await subscriptionOf(ctx)
  refuseWhoPays(row)
  return makeCheckout(ctx, cashier, input, customer, row?.checkoutAttempt ?? 0)
}

/** Stripe's own page for cards, invoices and the plan. */
export async function openPortal(ctx: UserCtx, cashier: Cashier, { returnUrl }: NewPortal): Promise<Portal> {
  const customer = (await subscriptionOf(ctx))?.customerId
  if (customer == null)
    throw new AppError('conflict', 'Nothing was bought yet. Begin with POST /api/subscription/checkout.')
  const return_url = placeOf(cashier, 'returnUrl', returnUrl, '/')
  const { url } = await asked(cashier, cashier.stripe.billingPortal.sessions.create({ customer, return_url }))
  return { url }
}

const LIVING = ['trialing', 'active', 'past_due']

function refuseWhoPays(row: SubscriptionRow | undefined) {
  if (row?.state == null || !LIVING.includes(row.state)) return
  throw new AppError(
    'conflict',
    'You have a plan already. Change it with POST /api/subscription/change, or cancel it first.',
  )
}

/** The page that is open already, if it is for the same plan; any other is closed. */
async function openAt(
  ctx: UserCtx,
  cashier: Cashier,
  { plan }: NewCheckout,
  customer: string,
): Promise<Checkout | null> {
  const row = await subscriptionOf(ctx)
  if (row?.checkoutId == null || row.checkoutUrl === null || row.checkoutExpiresAt === null) return null
  const { checkoutId, checkoutUrl: url, checkoutExpiresAt: expiresAt } = row
  const isFresh = Date.parse(expiresAt) - ctx.now().getTime() > LEAST_MS
  if (isFresh && row.checkoutPlan === plan) return { plan, url, expiresAt }
  if (isFresh) await closeAtStripe(ctx, cashier, checkoutId, customer)
  await ctx.db
    .update(subscriptions)
    .set({ ...CLOSED, checkoutAttempt: sql`${subscriptions.checkoutAttempt} + 1` })
    .where(and(eq(subscriptions.userId, ctx.actor.id), eq(subscriptions.checkoutId, checkoutId)))
  return null
}

/** One that cannot be closed was paid already: then that is what counts. */
async function closeAtStripe(ctx: UserCtx, cashier: Cashier, checkoutId: string, customer: string): Promise<void> {
  try {
    await asked(cashier, cashier.stripe.checkout.sessions.expire(checkoutId))
  } catch (error) {
    if (refusalIn(error)?.type !== 'StripeInvalidRequestError') throw error
    await syncCustomer(ctx, cashier, customer)
    refuseWhoPays(await subscriptionOf(ctx))
  }
}

/**
 * Everybody who asks at the same moment carries the same number, so Stripe makes one page for all of them. After a refusal the number is
 * used up; after silence it is not, because the page may be there.
 */
async function makeCheckout(
  ctx: UserCtx,
  cashier: Cashier,
  { plan, successUrl, cancelUrl }: NewCheckout,
  customer: string,
  attempt: number,
): Promise<Checkout> {
  const { priceIds, trialDays } = houseOf(ctx)
  const { id: userId } = ctx.actor
  const row = await subscriptionOf(ctx)
  const isFirst = row?.trialUsedAt == null && row?.subscriptionId == null
  const asking = cashier.stripe.checkout.sessions.create(
    {
      mode: 'subscription',
      customer,
      line_items: [{ price: priceIds?.[plan] ?? '', quantity: 1 }],
      client_reference_id: userId,
      success_url: placeOf(cashier, 'successUrl', successUrl, '/?checkout=success'),
      cancel_url: placeOf(cashier, 'cancelUrl', cancelUrl, '/?checkout=canceled'),
      subscription_data: {
        metadata: { user_id: userId },
        ...(isFirst && trialDays > 0 && { trial_period_days: trialDays }),
      },
    },
    { idempotencyKey: `checkout-${userId}-${attempt}` },
  )
  const session = await asked(
    cashier,
    asking.catch((error: unknown) => afterRefusal(ctx, attempt, error)),
  )
  const [url, expiresAt] = [session.url ?? '', instantOf(session.expires_at)]
  await inTransaction(ctx, async (ctx) => {
    const { checkoutAttempt } = await holdSubscription(ctx)
    // Otherwise it was paid before its answer came.
    if (checkoutAttempt !== attempt) return
    const set = { checkoutId: session.id, checkoutUrl: url, checkoutPlan: plan, checkoutExpiresAt: expiresAt }
    await ctx.db.update(subscriptions).set(set).where(eq(subscriptions.userId, userId))
  })
  return { plan, url, expiresAt }
}

async function afterRefusal(ctx: UserCtx, attempt: number, error: unknown): Promise<never> {
  const refusal = refusalIn(error)
  if (refusal?.statusCode !== undefined && refusal.type !== 'StripeIdempotencyError')
    await ctx.db
      .update(subscriptions)
      .set({ checkoutAttempt: attempt + 1 })
      .where(and(eq(subscriptions.userId, ctx.actor.id), eq(subscriptions.checkoutAttempt, attempt)))
  throw error
}

/** Browsers are sent to this server or to the apps that may call it, and nowhere else. */
function placeOf({ publicUrl, origins }: Cashier, field: string, wanted: string | undefined, usual: string): string {
  if (wanted === undefined) return (origins.find((origin) => origin !== '*') ?? publicUrl) + usual
  const { origin } = new URL(wanted)
  if (origins.includes('*') || origins.includes(origin) || origin === new URL(publicUrl).origin) return wanted
  throw invalid(field, 'must be an address of this server or of an app in CORS_ORIGINS')
}
