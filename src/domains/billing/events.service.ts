import { and, desc, eq, getTableColumns, lt, lte, or, sql } from 'drizzle-orm'
import type Stripe from 'stripe'
import { z } from 'zod'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { billingEvents, revenuePayments, revenueRefunds } from './billing.tables.ts'
import { instantOf } from './bought.ts'
import type { Cashier } from './cashier.ts'
import type { BillingEventPage, BillingEventQuery } from './events.schema.ts'
import { type Refund, refundIn } from './refunds.ts'

/** How old a signature may be: Stripe's own measure. Every further try of Stripe's carries a new one. */
const TOLERANCE_SECONDS = 300

/** What changes a subscription, or says that somebody should look. Everything else is written down and left. */
const ABOUT_SUBSCRIPTIONS = [
  'checkout.session.completed',
  'customer.deleted',
  'customer.subscription.created',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.updated',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_succeeded',
]

/** Events that tell of a payment. */
const PAYMENTS = ['invoice.paid', 'invoice.payment_succeeded']

/**
 * Takes an event: once, whoever sends it how often. It is written down and that is all, so that the answer is fast; what follows from it
 * workers find there. Refuses (400) what Stripe has not signed in the last five minutes, byte for byte.
 */
export async function receiveEvent(
  ctx: Ctx,
  cashier: Cashier,
  body: Buffer,
  signature: string,
): Promise<{ duplicate: boolean }> {
  const event = verified(ctx, cashier, body, signature)
  const customerId = customerIn(event)
  const isAbout = customerId !== null && ABOUT_SUBSCRIPTIONS.includes(event.type)
  const refund = refundIn(event)
  const receivedAt = ctx.now().toISOString()
  const row = {
    id: event.id,
    type: event.type,
    customerId,
    createdAt: instantOf(event.created),
    receivedAt,
    outcome: isAbout ? ('waiting' as const) : refund ? ('applied' as const) : ('ignored' as const),
    settledAt: refund ? receivedAt : null,
  }
  // Money counts once by its own name, so it may be written before the event is known to be new: two statements, no transaction.
  if (PAYMENTS.includes(event.type)) await recordPayment(ctx, event)
  if (refund) await recordRefund(ctx, refund)
  const fresh = await ctx.db.insert(billingEvents).values(row).onConflictDoNothing().returning({ id: billingEvents.id })
  return { duplicate: fresh.length === 0 }
}

/** What Stripe has sent, newest first, also of customers whom nobody here is. Who may ask, the caller has decided. */
export async function listBillingEvents(ctx: UserCtx, query: BillingEventQuery): Promise<BillingEventPage> {
  const { claimedUntil: _, ...shown } = getTableColumns(billingEvents)
  const { receivedAt, id, outcome } = shown
  const after = query.cursor === undefined ? undefined : positionOf(query.cursor)
  const rows = await ctx.db
    .select(shown)
    .from(billingEvents)
    .where(
      and(
        query.outcome && eq(outcome, query.outcome),
        after && and(lte(receivedAt, after.at), or(lt(receivedAt, after.at), lt(id, after.id))),
      ),
    )
    .orderBy(desc(receivedAt), desc(id))
    .limit(query.limit + 1)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > items.length && last ? `${last.receivedAt} ${last.id}` : null }
}

/** Any of the secrets will do; the library compares in constant time. */
function verified(ctx: Ctx, { stripe, secrets, log }: Cashier, body: Buffer, signature: string): Stripe.Event {
  if (secrets.length === 0)
    throw new AppError('unavailable', 'This server has no STRIPE_WEBHOOK_SECRET, so it cannot tell who sends events.')
  for (const secret of secrets) {
    try {
      const at = ctx.now().getTime()
      return stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, at)
    } catch (error) {
      log.debug({ err: error }, 'a signature that is not of this secret')
    }
  }
  throw new AppError(
    'invalid_input',
    'This event was not signed by Stripe within the last five minutes, or was changed since.',
    {
      errors: [{ path: 'stripe-signature', message: 'does not fit' }],
    },
  )
}

const WithCustomer = z.object({ customer: z.union([z.string(), z.object({ id: z.string() })]) })
const ItselfCustomer = z.object({ object: z.literal('customer'), id: z.string() })

function customerIn({ data: { object } }: Stripe.Event): string | null {
  const itself = ItselfCustomer.safeParse(object)
  if (itself.success) return itself.data.id
  const { data } = WithCustomer.safeParse(object)
  if (data === undefined) return null
  return typeof data.customer === 'string' ? data.customer : data.customer.id
}

const PaidInvoice = z.object({ id: z.string(), amount_paid: z.number().int().positive(), currency: z.string() })

/** Stripe tells of a payment by two events; it counts once. */
async function recordPayment(ctx: Ctx, event: Stripe.Event): Promise<void> {
  const { data } = PaidInvoice.safeParse(event.data.object)
  if (data === undefined) return
  const payment = {
    invoiceId: data.id,
    at: instantOf(event.created),
    amountCents: data.amount_paid,
    currency: data.currency,
  }
  await ctx.db.insert(revenuePayments).values(payment).onConflictDoNothing()
}

/** In any order: what came to nothing stays so, whichever word of it is heard last. */
async function recordRefund(ctx: Ctx, refund: Refund): Promise<void> {
  const { id, isVoid, amountCents } = revenueRefunds
  await ctx.db
    .insert(revenueRefunds)
    .values(refund)
    .onConflictDoUpdate({
      target: id,
      set: {
        isVoid: sql`${isVoid} or excluded.is_void`,
        amountCents: sql`greatest(${amountCents}, excluded.amount_cents)`,
      },
    })
}

function positionOf(cursor: string) {
  const [at = '', id = ''] = cursor.split(' ')
  return { at, id }
}
