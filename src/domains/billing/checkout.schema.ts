import { z } from 'zod'
import { PAID_PLANS } from './plans.ts'

const plan = z.enum(PAID_PLANS).meta({ example: 'premium_yearly' })
const page = z.url({ protocol: /^https?$/ }).max(2_000)

export const NewCheckout = z
  .strictObject({
    plan,
    successUrl: page
      .optional()
      .meta({ description: 'Where to go when it is paid: on this server, or an app in CORS_ORIGINS' }),
    cancelUrl: page.optional().meta({ description: 'Where to go otherwise' }),
  })
  .meta({ id: 'NewCheckout', example: { plan: 'premium_monthly' } })
export type NewCheckout = z.infer<typeof NewCheckout>

export const Checkout = z
  .object({
    plan,
    url: z.string().meta({ example: 'https://checkout.stripe.com/c/pay/cs_test_a1' }),
    expiresAt: z.iso.datetime().meta({ example: '2027-03-02T09:00:00.000Z' }),
  })
  .meta({ id: 'Checkout' })
export type Checkout = z.infer<typeof Checkout>

export const NewPortal = z.strictObject({ returnUrl: page.optional() }).meta({ id: 'NewPortal', example: {} })
export type NewPortal = z.infer<typeof NewPortal>
export const Portal = z
  .object({ url: z.string().meta({ example: 'https://billing.stripe.com/p/session/test_a1' }) })
  .meta({ id: 'Portal' })
export type Portal = z.infer<typeof Portal>

export const PlanQuestion = z.strictObject({ plan }).meta({ id: 'PlanQuestion' })
export type PlanQuestion = z.infer<typeof PlanQuestion>

export const PlanChange = z
  .strictObject({
    plan,
    prorationAt: z.iso.datetime().optional().meta({ description: 'Of a preview: so that it costs what was shown' }),
  })
  .meta({ id: 'PlanChange', example: { plan: 'premium_yearly' } })
export type PlanChange = z.infer<typeof PlanChange>

export const ChangePreview = z
  .object({
    plan,
    currency: z.string().meta({ example: 'usd' }),
    amountDueCents: z.int().describe('To be paid at once').meta({ example: 9_400 }),
    prorationCents: z
      .int()
      .describe('Of that, what the rest of the period makes up for; below zero is a credit')
      .meta({ example: -500 }),
    lines: z
      .array(z.object({ description: z.string(), amountCents: z.int(), isProration: z.boolean() }))
      .meta({ example: [{ description: 'Unused time on Premium', amountCents: -500, isProration: true }] }),
    prorationAt: z.iso.datetime().describe('Send it with the change; good for an hour'),
  })
  .meta({ id: 'ChangePreview' })
export type ChangePreview = z.infer<typeof ChangePreview>

export const Invoice = z
  .object({
    id: z.string().meta({ example: 'in_1Q' }),
    number: z.string().nullable().meta({ example: 'A1B2-0001' }),
    status: z.string().nullable().meta({ example: 'paid' }),
    currency: z.string().meta({ example: 'usd' }),
    amountDueCents: z.int().meta({ example: 999 }),
    amountPaidCents: z.int().meta({ example: 999 }),
    createdAt: z.iso.datetime(),
    periodStart: z.iso.datetime(),
    periodEnd: z.iso.datetime(),
    url: z.string().nullable().describe('Its page at Stripe').meta({ example: 'https://invoice.stripe.com/i/a1' }),
    pdfUrl: z.string().nullable().meta({ example: 'https://pay.stripe.com/invoice/a1/pdf' }),
  })
  .meta({ id: 'Invoice' })
export type Invoice = z.infer<typeof Invoice>
export const InvoicePage = z
  .object({ items: z.array(Invoice), nextCursor: z.string().nullable() })
  .meta({ id: 'InvoicePage' })
export type InvoicePage = z.infer<typeof InvoicePage>

export const InvoiceQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^in_\w{1,100}$/, 'made for another list')
    .optional()
    .meta({ description: '`nextCursor` of the page before' }),
})
export type InvoiceQuery = z.infer<typeof InvoiceQuery>
