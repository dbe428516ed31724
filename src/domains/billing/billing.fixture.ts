import assert from 'node:assert/strict'
import { eventually } from '#test/eventually.ts'
import { type Answer, type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import type { Json } from '#test/stripe-books.ts'
import { type StripeServer, signed, startStripe } from '#test/stripe-server.ts'

export const SECRET = 'whsec_present'
export const OLD_SECRET = 'whsec_past'

/** An app that sells plans, and whoever takes the money. */
export interface Shop {
  app: TestApp
  stripe: StripeServer
  /** Sends an event as Stripe does. */
  deliver(event: Json, options?: { secret?: string; at?: Date; sent?: string }): Promise<Answer>
  /** Sends everything that has happened since this number of events, in this order or another. */
  deliverSince(count: number, order?: (events: Json[]) => Json[]): Promise<void>
  /** Whoever asks for a plan and pays for it. */
  subscriber(plan?: 'premium_monthly' | 'premium_yearly'): Promise<Subscriber>
  close(): Promise<void>
}

export interface Subscriber {
  ann: Caller
  subscription: Json
}

export async function openShop(env: Record<string, string> = {}): Promise<Shop> {
  const stripe = await startStripe()
  const app = await startApp({
    env: {
      STRIPE_SECRET_KEY: 'sk_test_almanac',
      STRIPE_WEBHOOK_SECRET: `${SECRET},${OLD_SECRET}`,
      STRIPE_PRICE_PREMIUM_MONTHLY: 'price_month',
      STRIPE_PRICE_PREMIUM_YEARLY: 'price_year',
      STRIPE_API_URL: stripe.url,
      STRIPE_TIMEOUT_SECONDS: '1',
      BILLING_TRIAL_DAYS: '0',
      ...env,
    },
  })
  const deliver: Shop['deliver'] = (event, { secret = SECRET, at, sent } = {}) => {
    const body = JSON.stringify(event)
    return app.call({
      method: 'POST',
      url: '/api/webhooks/stripe',
      headers: { 'content-type': 'application/json', 'stripe-signature': signed(body, secret, at) },
      payload: sent ?? body,
    })
  }
  const deliverSince: Shop['deliverSince'] = async (count, order = (events) => events) => {
    for (const event of order(stripe.books.events.slice(count))) assert.equal((await deliver(event)).status, 200)
  }
  return {
    app,
    stripe,
    deliver,
    deliverSince,
    subscriber: async (plan = 'premium_monthly') => {
      const ann = await app.as()
      const { status, body } = await ann.post('/subscription/checkout', { plan })
      assert.equal(status, 200, JSON.stringify(body))
      const known = stripe.books.events.length
      const subscription = stripe.books.pay(body.url.split('/').at(-1))
      await deliverSince(known)
      await eventually(async () => assert.equal((await planOf(ann)).plan, plan))
      return { ann, subscription }
    },
    close: async () => {
      await app.close()
      await stripe.close()
    },
  }
}

export const planOf = async (who: Caller): Promise<Body> => (await who.get('/subscription')).body
