import { z } from 'zod'
import { OUTCOMES } from './billing.tables.ts'

export const Received = z
  .object({ received: z.literal(true), duplicate: z.boolean().describe('Whether it had come before') })
  .meta({ id: 'ReceivedEvent', example: { received: true, duplicate: false } })

export const BillingEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    customerId: z.string().nullable(),
    createdAt: z.iso.datetime().describe('When it happened at the payment provider'),
    receivedAt: z.iso.datetime(),
    outcome: z
      .enum(OUTCOMES)
      .describe('`unknown_customer`: of a customer whom nobody here is; kept, and worth a look when there are many'),
    settledAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'BillingEvent',
    example: {
      id: 'evt_1Q',
      type: 'customer.subscription.updated',
      customerId: 'cus_Q1',
      createdAt: '2027-03-01T09:00:00.000Z',
      receivedAt: '2027-03-01T09:00:01.000Z',
      outcome: 'applied',
      settledAt: '2027-03-01T09:00:02.000Z',
    },
  })
export const BillingEventPage = z
  .object({ items: z.array(BillingEvent), nextCursor: z.string().nullable() })
  .meta({ id: 'BillingEventPage' })
export type BillingEventPage = z.infer<typeof BillingEventPage>

export const BillingEventQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z evt_\w{1,100}$/, 'made for another list')
    .optional()
    .meta({ description: '`nextCursor` of the page before' }),
  outcome: z.enum(OUTCOMES).optional(),
})
export type BillingEventQuery = z.infer<typeof BillingEventQuery>
