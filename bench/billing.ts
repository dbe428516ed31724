import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { type Dispatcher, Pool } from 'undici'
import { actingAs } from '#core/ctx.ts'
import { takeOne } from '#domains/billing/billing.service.ts'
import { freshDatabase, startApp, type TestApp } from '#test/harness.ts'
import { type StripeServer, signed, startStripe } from '#test/stripe-server.ts'
import { report } from './lib/figures.ts'

// How fast an event of Stripe's is answered while a hundred come each second and workers follow them, and how many uses of a plan are
// counted in a second. Stripe, who sends, and the app share this process, so the figures are what the app has at worst.
// bin/with-services.sh --durable node bench/billing.ts

const SECRET = 'whsec_bench'
const A_SECOND = 100
const SECONDS = 10
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const CUSTOMERS = 200
const TAKES = 4_000
const AT_ONCE = 16

async function main() {
  const own = await freshDatabase()
  if (own.url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/billing.ts')
  const stripe = await startStripe()
  const app = await startApp({
    database: own.database,
    env: {
      STRIPE_SECRET_KEY: 'sk_test_almanac',
      STRIPE_WEBHOOK_SECRET: SECRET,
      STRIPE_PRICE_PREMIUM_MONTHLY: 'price_month',
      STRIPE_PRICE_PREMIUM_YEARLY: 'price_year',
      STRIPE_API_URL: stripe.url,
    },
  })
  try {
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}; ${A_SECOND} events a second`)
    await events(app, stripe)
    await counting(app)
  } finally {
    await app.close()
    await stripe.close()
    await own.drop()
  }
}

async function events(app: TestApp, stripe: StripeServer) {
  const customers = await customersOf(app, stripe)
  const { url } = await app.listen()
  const client = new Pool(url, { connections: 32 })
  // What the machine makes of a request that does nothing, at the same pace and in turn: without it, milliseconds say little.
  const [empty, event] = [[] as number[], [] as number[]]
  let processorMicros = 0
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(...(await paced(() => client.request({ method: 'GET', path: '/livez' }))))
    const before = process.cpuUsage()
    const sent = await paced((at) => {
      const body = eventOf(`${round}_${at}`, at % 2 === 0, customers[at % customers.length] ?? '')
      const headers = { 'content-type': 'application/json', 'stripe-signature': signed(body, SECRET) }
      return client.request({ method: 'POST', path: '/api/webhooks/stripe', headers, body })
    })
    event.push(...sent)
    const { user, system } = process.cpuUsage(before)
    processorMicros += user + system
  }
  await client.close()
  report({ what: 'an empty request: median', value: percentile(empty, 0.5), unit: 'ms' })
  report({ what: 'an empty request: p99', value: percentile(empty, 0.99), unit: 'ms' })
  report({ what: 'an event: median', value: percentile(event, 0.5), unit: 'ms' })
  report({ what: 'an event: p99', value: percentile(event, 0.99), unit: 'ms', goal: { atMost: 100 } })
  // It stays the same on a busy machine: a hundred of them in a second are this times a hundred.
  report({ what: 'processor for an event', value: processorMicros / event.length / 1_000, unit: 'ms' })
  report({ what: 'until the last one is followed', value: await untilFollowed(app), unit: 's' })
}

/** Sent on time, whether the one before was answered or not; timed from when it should have been sent, in milliseconds. */
async function paced(send: (at: number) => Promise<Dispatcher.ResponseData>): Promise<number[]> {
  const took: number[] = []
  const started = performance.now()
  const sent: Promise<void>[] = []
  for (let at = 0; at < A_SECOND * SECONDS; at++) {
    const due = started + (at * 1_000) / A_SECOND
    await pause(Math.max(0, due - performance.now()))
    const one = async () => {
      const answer = await send(at)
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`A request was answered ${answer.statusCode}`)
      took.push(performance.now() - due)
    }
    sent.push(one())
  }
  await Promise.all(sent)
  return took
}

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN
}

async function customersOf(app: TestApp, stripe: StripeServer): Promise<string[]> {
  const customers: string[] = []
  for (let at = 0; at < CUSTOMERS; at++) {
    const ann = await app.as()
    const { status, body } = await ann.post('/subscription/checkout', { plan: 'premium_monthly' })
    if (status !== 200) throw new Error(`A checkout was answered ${status}`)
    customers.push(stripe.books.pay(body.url.split('/').at(-1)).customer)
  }
  return customers
}

/** As long as Stripe's own are: about four kilobytes. */
const eventOf = (name: string, isPayment: boolean, customer: string) =>
  JSON.stringify({
    id: `evt_${name}`,
    object: 'event',
    type: isPayment ? 'invoice.paid' : 'customer.subscription.updated',
    created: Math.floor(Date.now() / 1_000),
    data: { object: { id: `in_${name}`, customer, amount_paid: 999, currency: 'usd', description: 'x'.repeat(3_800) } },
  })

async function untilFollowed({ platform: { database } }: TestApp): Promise<number> {
  const started = performance.now()
  for (;;) {
    const [left] = await database.query<{ count: number }>(
      `select count(*)::int as count from billing_events where outcome = 'waiting'`,
    )
    if (left?.count === 0) return (performance.now() - started) / 1_000
    await pause(100)
  }
}

async function counting(app: TestApp) {
  const people = await Promise.all(Array.from({ length: 500 }, () => app.as()))
  const base = { ...app.platform.base, actor: null }
  const rate = async (of: (at: number) => string | undefined) => {
    let next = 0
    const started = performance.now()
    const work = async () => {
      for (let at = next++; at < TAKES; at = next++)
        await takeOne(actingAs(base, of(at) ?? '', 'bench'), 'resource_recommendations').catch(() => {})
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return ((performance.now() - started) / TAKES) * AT_ONCE
  }
  report({
    what: `one use counted, ${people.length} people: mean`,
    value: await rate((at) => people[at % people.length]?.userId),
    unit: 'ms',
  })
  report({
    what: 'one use counted or refused, one person: mean',
    value: await rate(() => people[0]?.userId),
    unit: 'ms',
  })
}

await main()
