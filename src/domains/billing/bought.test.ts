import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import { currentOf } from './bought.ts'

const IDS = { premium_monthly: 'price_month', premium_yearly: 'price_year' }
const MARCH = Date.parse('2027-03-01T00:00:00.000Z') / 1_000
const APRIL = Date.parse('2027-04-01T00:00:00.000Z') / 1_000

/** As much of a subscription as is read. */
function subscription(fields: object, price: object = {}): Stripe.Subscription {
  const item = {
    id: 'si_1',
    current_period_end: APRIL,
    price: { id: 'price_month', currency: 'usd', unit_amount: 999, recurring: { interval: 'month' }, ...price },
  }
  const plain = { id: 'sub_1', status: 'active', created: MARCH, start_date: MARCH, trial_end: null, ended_at: null }
  const never = { canceled_at: null, cancel_at: null, cancel_at_period_end: false, cancellation_details: null }
  // The rest of Stripe's shape is read by nobody here.
  return { ...plain, ...never, items: { data: [item] }, ...fields } as unknown as Stripe.Subscription
}

test('of all that a customer ever had the living one counts, and of ended ones the newest', () => {
  const old = subscription({ id: 'sub_old', created: MARCH - 10 })
  const ended = subscription({ id: 'sub_ended', status: 'canceled', ended_at: MARCH })
  const before = subscription({ id: 'sub_before', status: 'canceled', created: MARCH - 20, ended_at: MARCH })
  assert.equal(currentOf([ended, old, before], IDS)?.subscriptionId, 'sub_old')
  assert.equal(currentOf([before, ended], IDS)?.subscriptionId, 'sub_ended')
})

test('what was never paid for is no plan', () => {
  for (const status of ['incomplete', 'incomplete_expired'])
    assert.equal(currentOf([subscription({ status })], IDS), null)
  assert.equal(currentOf([], IDS), null)
})

test('what Stripe has given up asking for was ended by its payment, what its owner canceled by them', () => {
  const endedBy = (fields: object) => currentOf([subscription(fields)], IDS)?.endedBy
  assert.equal(endedBy({ status: 'unpaid' }), 'payment')
  assert.equal(endedBy({ status: 'canceled', cancellation_details: { reason: 'payment_failed' } }), 'payment')
  assert.equal(endedBy({ status: 'canceled', cancellation_details: { reason: 'cancellation_requested' } }), 'user')
  assert.equal(endedBy({ status: 'past_due' }), null)
})

test('a price that was replaced since is told by its interval', () => {
  const planOf = (price: object) => currentOf([subscription({}, price)], IDS)?.plan
  assert.equal(planOf({ id: 'price_year' }), 'premium_yearly')
  assert.equal(planOf({ id: 'price_of_last_year', recurring: { interval: 'year' } }), 'premium_yearly')
  assert.equal(planOf({ id: 'price_of_last_year' }), 'premium_monthly')
})

test('an end that was set to a day is an end like that of the period', () => {
  const { cancelAtPeriodEnd, periodEndsAt } = currentOf([subscription({ cancel_at: MARCH + 86_400 })], IDS) ?? {}
  assert.deepEqual([cancelAtPeriodEnd, periodEndsAt], [true, '2027-03-02T00:00:00.000Z'])
})
