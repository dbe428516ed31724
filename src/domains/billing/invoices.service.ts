import type { UserCtx } from '#core/ctx.ts'
import { instantOf } from './bought.ts'
import { asked } from './cashier.ts'
import type { InvoicePage, InvoiceQuery } from './checkout.schema.ts'
import { houseOf } from './house.ts'
import { subscriptionOf } from './standing.service.ts'

/** My invoices, newest first, as Stripe has them; none for whoever never bought anything. */
export async function listInvoices(ctx: UserCtx, { limit, cursor }: InvoiceQuery): Promise<InvoicePage> {
  const customer = (await subscriptionOf(ctx))?.customerId
  const { cashier } = houseOf(ctx)
  if (customer == null || cashier === null) return { items: [], nextCursor: null }
  const after = cursor === undefined ? {} : { starting_after: cursor }
  const { data, has_more } = await asked(cashier, cashier.stripe.invoices.list({ customer, limit, ...after }))
  const items = data.map((one) => ({
    id: one.id,
    number: one.number,
    status: one.status,
    currency: one.currency,
    amountDueCents: one.amount_due,
    amountPaidCents: one.amount_paid,
    createdAt: instantOf(one.created),
    periodStart: instantOf(one.period_start),
    periodEnd: instantOf(one.period_end),
    url: one.hosted_invoice_url ?? null,
    pdfUrl: one.invoice_pdf ?? null,
  }))
  return { items, nextCursor: has_more ? (items.at(-1)?.id ?? null) : null }
}
