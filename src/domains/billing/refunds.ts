import type Stripe from 'stripe'
import { z } from 'zod'
import { instantOf } from './bought.ts'

export const REFUND_KINDS = ['refund', 'charge', 'credit_note', 'dispute'] as const

/** Money that went back, as one event tells of it. */
export interface Refund {
  id: string
  kind: (typeof REFUND_KINDS)[number]
  chargeId: string
  at: string
  /** Of the kind `charge` the sum of all its refunds until then. */
  amountCents: number
  currency: string
  /** Came to nothing, and stays so. */
  isVoid: boolean
}

const Id = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
const Cents = z.number().int().nonnegative()
const Told = { id: z.string(), currency: z.string(), created: z.number() }
const RefundObject = z.object({
  ...Told,
  amount: Cents,
  charge: Id.nullish(),
  payment_intent: Id.nullish(),
  status: z.string().nullish(),
})
const ChargeObject = z.object({ ...Told, amount_refunded: Cents.positive() })
const NoteObject = z.object({ ...Told, out_of_band_amount: Cents.nullish(), status: z.string() })
const DisputeObject = z.object({ ...Told, amount: Cents })

/**
 * What an event says of money that went back; undefined where it says nothing of it. A refund is told by itself (`refund.*`) and by the
 * sum of its charge (`charge.refunded`). Of a credit note only what was paid back outside of Stripe is money: what Stripe paid back is a
 * refund of its own, and what is credited lowers the next payment. Pure.
 */
export function refundIn({ type, created, data: { object } }: Stripe.Event): Refund | undefined {
  if (type === 'charge.refunded') return sumOf(object, created)
  if (type.startsWith('refund.') || type === 'charge.refund.updated') return oneOf(object)
  if (type.startsWith('credit_note.')) return noteOf(object)
  if (type === 'charge.dispute.funds_withdrawn') return disputeOf(object, created, false)
  if (type === 'charge.dispute.funds_reinstated') return disputeOf(object, created, true)
  return undefined
}

function oneOf(object: unknown): Refund | undefined {
  const { data } = RefundObject.safeParse(object)
  if (!data) return undefined
  const { id, amount, currency, created, status } = data
  const isVoid = status === 'failed' || status === 'canceled'
  const chargeId = data.charge ?? data.payment_intent ?? id
  return { id, kind: 'refund', chargeId, at: instantOf(created), amountCents: amount, currency, isVoid }
}

function sumOf(object: unknown, told: number): Refund | undefined {
  const { data } = ChargeObject.safeParse(object)
  if (!data) return undefined
  const { id: chargeId, amount_refunded: amountCents, currency } = data
  const id = `${chargeId} ${amountCents}`
  return { id, kind: 'charge', chargeId, at: instantOf(told), amountCents, currency, isVoid: false }
}

function noteOf(object: unknown): Refund | undefined {
  const { data } = NoteObject.safeParse(object)
  if (!data?.out_of_band_amount) return undefined
  const { id, currency, created, status, out_of_band_amount: amountCents } = data
  const isVoid = status === 'void'
  return { id, kind: 'credit_note', chargeId: id, at: instantOf(created), amountCents, currency, isVoid }
}

function disputeOf(object: unknown, told: number, isVoid: boolean): Refund | undefined {
  const { data } = DisputeObject.safeParse(object)
  if (!data) return undefined
  const { id, amount: amountCents, currency } = data
  return { id, kind: 'dispute', chargeId: id, at: instantOf(told), amountCents, currency, isVoid }
}
