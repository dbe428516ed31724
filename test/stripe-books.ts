/** A JSON object of Stripe's, whose shape the code under test reads with the library's types. */
// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, each in the shape that Stripe gives it
export type Json = Record<string, any>

export class Refused extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | undefined

  constructor(status: number, type: string, message: string, code?: string) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
  }
}

/** What Stripe knows, and what happens there without anybody asking. */
export interface StripeBooks {
  answer(method: string, path: string, form: Record<string, string>): Json
  customers: Map<string, Json>
  sessions: Map<string, Json>
  subscriptions: Map<string, Json>
  /** Everything that happened, oldest first, as the events that tell of it. */
  events: Json[]
  /** Somebody pays on the page of a checkout. */
  pay(sessionId: string): Json
  /** The subscription becomes this, and an event tells so. */
  change(subscriptionId: string, change: Json, type?: string): Json
  invoice(subscriptionId: string, paid: boolean, amount?: number): Json
  /** An event of this type tells of this object. */
  tell(type: string, object: Json): void
}

export const PRICES: Record<string, Json> = {
  price_month: {
    id: 'price_month',
    object: 'price',
    currency: 'usd',
    unit_amount: 999,
    recurring: { interval: 'month' },
  },
  price_year: {
    id: 'price_year',
    object: 'price',
    currency: 'usd',
    unit_amount: 9_900,
    recurring: { interval: 'year' },
  },
}

const DAY = 86_400
const now = () => Math.floor(Date.now() / 1_000)

export function createBooks(): StripeBooks {
  const [customers, sessions, subscriptions] = [
    new Map<string, Json>(),
    new Map<string, Json>(),
    new Map<string, Json>(),
  ]
  const invoices: Json[] = []
  const events: Json[] = []
  let last = 0
  const named = (prefix: string) => `${prefix}_${String(++last).padStart(6, '0')}`
  const tell = (type: string, object: Json) =>
    events.push({ id: named('evt'), object: 'event', type, created: now(), data: { object: structuredClone(object) } })
  const found = (map: Map<string, Json>, id: string): Json => {
    const one = map.get(id)
    if (!one) throw new Refused(404, 'invalid_request_error', `No such object: ${id}`, 'resource_missing')
    return one
  }

  const invoice: StripeBooks['invoice'] = (subscriptionId, paid, amount) => {
    const subscription = found(subscriptions, subscriptionId)
    const due = amount ?? subscription.items.data[0].price.unit_amount
    const { customer } = subscription
    const one = {
      id: named('in'),
      object: 'invoice',
      customer,
      number: named('A'),
      currency: 'usd',
      created: now(),
      amount_due: due,
    }
    const made = {
      ...one,
      status: paid ? 'paid' : 'open',
      amount_paid: paid ? due : 0,
      period_start: now(),
      period_end: now(),
    }
    const all = { ...made, hosted_invoice_url: 'https://invoice.stripe.com/i/test', invoice_pdf: null }
    invoices.unshift(all)
    if (paid) tell('invoice.paid', all)
    tell(paid ? 'invoice.payment_succeeded' : 'invoice.payment_failed', all)
    return all
  }

  const change: StripeBooks['change'] = (subscriptionId, fields, type = 'customer.subscription.updated') => {
    const subscription = Object.assign(found(subscriptions, subscriptionId), fields)
    tell(type, subscription)
    return subscription
  }

  const pay: StripeBooks['pay'] = (sessionId) => {
    const session = found(sessions, sessionId)
    if (session.status !== 'open') throw new Error(`The page is ${session.status}`)
    Object.assign(session, { status: 'complete', url: null })
    const { price, days } = session.wanted
    const length = days > 0 ? days : PRICES[price]?.recurring.interval === 'year' ? 365 : 30
    const ends = now() + length * DAY
    const item = {
      id: named('si'),
      object: 'subscription_item',
      price: PRICES[price],
      current_period_start: now(),
      current_period_end: ends,
    }
    const subscription = {
      id: named('sub'),
      object: 'subscription',
      customer: session.customer,
      status: days > 0 ? 'trialing' : 'active',
      created: now(),
      start_date: now(),
      trial_end: days > 0 ? ends : null,
      ended_at: null,
      canceled_at: null,
      cancel_at: null,
      cancel_at_period_end: false,
      cancellation_details: { reason: null },
      items: { object: 'list', data: [item] },
    }
    subscriptions.set(subscription.id, subscription)
    tell('customer.subscription.created', subscription)
    tell('checkout.session.completed', session)
    if (days === 0) invoice(subscription.id, true)
    return subscription
  }

  const routes: [string, RegExp, (id: string, form: Record<string, string>) => Json][] = [
    [
      'POST',
      /^\/v1\/customers$/,
      (_, form) => {
        const customer = {
          id: named('cus'),
          object: 'customer',
          email: form.email ?? null,
          metadata: { user_id: form['metadata[user_id]'] },
        }
        customers.set(customer.id, customer)
        tell('customer.created', customer)
        return customer
      },
    ],
    [
      'DELETE',
      /^\/v1\/customers\/(\w+)$/,
      (id) => {
        const customer = found(customers, id)
        customers.delete(id)
        for (const one of subscriptions.values())
          if (one.customer === id)
            change(one.id, { status: 'canceled', ended_at: now() }, 'customer.subscription.deleted')
        tell('customer.deleted', customer)
        return { id, object: 'customer', deleted: true }
      },
    ],
    [
      'POST',
      /^\/v1\/checkout\/sessions$/,
      (_, form) => {
        found(customers, form.customer ?? '')
        const price = form['line_items[0][price]'] ?? ''
        if (!(price in PRICES))
          throw new Refused(400, 'invalid_request_error', `No such price: ${price}`, 'resource_missing')
        const id = named('cs')
        const wanted = { price, days: Number(form['subscription_data[trial_period_days]'] ?? 0) }
        const about = { customer: form.customer, success_url: form.success_url, wanted, expires_at: now() + DAY }
        const session = {
          id,
          object: 'checkout.session',
          status: 'open',
          url: `https://checkout.stripe.com/c/${id}`,
          ...about,
        }
        sessions.set(id, session)
        return session
      },
    ],
    [
      'POST',
      /^\/v1\/checkout\/sessions\/(\w+)\/expire$/,
      (id) => {
        const session = found(sessions, id)
        if (session.status !== 'open') throw new Refused(400, 'invalid_request_error', `The page is ${session.status}`)
        return Object.assign(session, { status: 'expired', url: null })
      },
    ],
    [
      'POST',
      /^\/v1\/billing_portal\/sessions$/,
      (_, form) => {
        found(customers, form.customer ?? '')
        return {
          id: named('bps'),
          object: 'billing_portal.session',
          url: `https://billing.stripe.com/p/${form.customer}`,
        }
      },
    ],
    [
      'GET',
      /^\/v1\/subscriptions$/,
      (_, form) => {
        found(customers, form.customer ?? '')
        const data = [...subscriptions.values()].filter(({ customer }) => customer === form.customer).reverse()
        return { object: 'list', data: structuredClone(data), has_more: false, url: '/v1/subscriptions' }
      },
    ],
    ['GET', /^\/v1\/subscriptions\/(\w+)$/, (id) => found(subscriptions, id)],
    [
      'POST',
      /^\/v1\/subscriptions\/(\w+)$/,
      (id, form) => {
        const subscription = found(subscriptions, id)
        if (subscription.status === 'canceled')
          throw new Refused(400, 'invalid_request_error', 'A canceled subscription can only update its details')
        const price = PRICES[form['items[0][price]'] ?? '']
        if (price) {
          subscription.items.data[0].price = price
          subscription.items.data[0].current_period_end = now() + (price.recurring.interval === 'year' ? 365 : 30) * DAY
          invoice(id, true, 9_000)
        }
        const wish = form.cancel_at_period_end
        return structuredClone(change(id, wish === undefined ? {} : { cancel_at_period_end: wish === 'true' }))
      },
    ],
    [
      'GET',
      /^\/v1\/invoices$/,
      (_, form) => {
        const mine = invoices.filter(({ customer }) => customer === form.customer)
        const from = form.starting_after ? mine.findIndex(({ id }) => id === form.starting_after) + 1 : 0
        const data = mine.slice(from, from + Number(form.limit ?? 10))
        return { object: 'list', data, has_more: from + data.length < mine.length, url: '/v1/invoices' }
      },
    ],
    [
      'POST',
      /^\/v1\/invoices\/create_preview$/,
      (_, form) => {
        const price = PRICES[form['subscription_details[items][0][price]'] ?? '']
        const amount = price?.unit_amount ?? 0
        const line = (description: string, amount: number, proration: boolean) => ({
          ...{ object: 'line_item', description, amount },
          parent: {
            type: 'subscription_item_details',
            invoice_item_details: null,
            subscription_item_details: { proration },
          },
        })
        const data = [
          line('Unused time', -500, true),
          line('Remaining time', 400, true),
          line('The new plan', amount, false),
        ]
        return {
          object: 'invoice',
          currency: 'usd',
          amount_due: amount - 100,
          lines: { object: 'list', data, has_more: false },
        }
      },
    ],
  ]

  return {
    customers,
    sessions,
    subscriptions,
    events,
    pay,
    change,
    invoice,
    tell,
    answer: (method, path, form) => {
      for (const [verb, pattern, work] of routes) {
        const match = verb === method ? pattern.exec(path) : null
        if (match) return work(match[1] ?? '', form)
      }
      throw new Refused(404, 'invalid_request_error', `Unrecognized request URL (${method}: ${path})`)
    },
  }
}
