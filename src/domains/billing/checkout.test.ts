import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp } from '#test/harness.ts'
import { openShop, planOf, type Shop } from './billing.fixture.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
  await shop.app.work()
})
after(() => shop.close())

const checkout = (who: Caller, plan = 'premium_monthly') => who.post('/subscription/checkout', { plan })
const sessionsOf = (who: Caller) => {
  const customer = [...shop.stripe.books.customers.values()].find(({ metadata }) => metadata.user_id === who.userId)
  return [...shop.stripe.books.sessions.values()].filter((session) => session.customer === customer?.id)
}

test('two checkouts at once are one page and one customer', async () => {
  const ann = await shop.app.as()
  const answers = await Promise.all([checkout(ann), checkout(ann), checkout(ann)])
  const opened = answers.filter(({ status }) => status === 200)
  assert.ok(opened.length > 0)
  assert.ok(answers.every(({ status }) => status === 200 || status === 409))
  assert.equal(new Set(opened.map(({ body }) => body.url)).size, 1)
  assert.equal(sessionsOf(ann).length, 1)
  const customers = [...shop.stripe.books.customers.values()].filter(({ metadata }) => metadata.user_id === ann.userId)
  assert.equal(customers.length, 1)
})

test('two checkouts of different plans at once do not both stay open', async () => {
  const ann = await shop.app.as()
  const answers = await Promise.all([checkout(ann), checkout(ann, 'premium_yearly')])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal(sessionsOf(ann).filter(({ status }) => status === 'open').length, 1)
})

test('asking again answers the page that is open, and another plan closes it', async () => {
  const ann = await shop.app.as()
  const first = await checkout(ann)
  assert.equal((await checkout(ann)).body.url, first.body.url)
  const other = await checkout(ann, 'premium_yearly')
  assert.deepEqual([other.status, other.body.plan], [200, 'premium_yearly'])
  assert.deepEqual(
    sessionsOf(ann).map(({ status }) => status),
    ['expired', 'open'],
  )
})

test('whoever pays already is not sold another plan, also when the page was paid that another plan would close', async () => {
  const ann = await shop.app.as()
  const { body } = await checkout(ann)
  shop.stripe.books.pay(body.url.split('/').at(-1))
  assert.equal((await checkout(ann, 'premium_yearly')).status, 409)
  const { plan } = await planOf(ann)
  assert.equal(plan, 'premium_monthly')
  assert.equal((await checkout(ann)).status, 409)
})

test('an event that comes before the answer to the checkout counts, and the late answer opens nothing', async () => {
  const { books, hold } = shop.stripe
  const ann = await shop.app.as()
  const held = hold('/v1/checkout/sessions')
  const late = checkout(ann)
  await held.arrived
  const known = books.events.length
  books.pay(sessionsOf(ann)[0]?.id)
  await shop.deliverSince(known)
  await eventually(async () => assert.equal((await planOf(ann)).plan, 'premium_monthly'))
  held.letGo()
  assert.equal((await late).status, 200)
  const { database } = shop.app.platform
  const rows = await database.query<{ id: string | null }>(
    'select checkout_id as id from subscriptions where user_id = $1',
    [ann.userId],
  )
  assert.deepEqual(rows, [{ id: null }])
})

test('with Stripe away nothing is half done: 503, and the next try makes one page', async () => {
  for (const trouble of [{ status: 500 }, { status: 429 }, 'hang_up', 'silence'] as const) {
    const ann = await shop.app.as()
    // What fails is asked a second time, except for being too fast.
    const times = typeof trouble === 'object' && trouble.status === 429 ? 1 : 2
    shop.stripe.fail('/v1/checkout/sessions', trouble, times)
    const { status, headers } = await checkout(ann)
    assert.equal(status, 503, JSON.stringify(trouble))
    assert.ok(headers['retry-after'])
    assert.equal((await planOf(ann)).plan, 'free')
    assert.equal((await checkout(ann)).status, 200)
    assert.equal(sessionsOf(ann).length, 1)
  }
})

test('canceling keeps the plan until its end, and can be taken back', async () => {
  const { ann, subscription } = await shop.subscriber()
  const canceled = await ann.post('/subscription/cancel')
  assert.deepEqual(
    [canceled.status, canceled.body.cancelAtPeriodEnd, canceled.body.plan],
    [200, true, 'premium_monthly'],
  )
  assert.equal(subscription.cancel_at_period_end, true)
  const { endDate } = canceled.body
  assert.equal((await ann.get(`/subscription?now=${endDate}`)).body.status, 'canceled')
  const resumed = await ann.post('/subscription/resume')
  assert.deepEqual([resumed.status, resumed.body.cancelAtPeriodEnd], [200, false])
})

test('with Stripe away a plan is not canceled here either', async () => {
  const { ann } = await shop.subscriber()
  shop.stripe.fail('/v1/subscriptions/', { status: 500 }, 2)
  assert.equal((await ann.post('/subscription/cancel')).status, 503)
  assert.equal((await planOf(ann)).cancelAtPeriodEnd, false)
})

test('a cancellation whose answer was lost is known as soon as Stripe tells of it', async () => {
  const { ann } = await shop.subscriber()
  const known = shop.stripe.books.events.length
  shop.stripe.fail('/v1/subscriptions/', 'silence', 2)
  assert.equal((await ann.post('/subscription/cancel')).status, 503)
  await shop.deliverSince(known)
  await eventually(async () => assert.equal((await planOf(ann)).cancelAtPeriodEnd, true))
})

test('another plan is shown with its price before it is chosen, and costs what was shown', async () => {
  const { ann } = await shop.subscriber()
  const { status, body } = await ann.post('/subscription/preview', { plan: 'premium_yearly' })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.amountDueCents, body.prorationCents, body.currency], [9_800, -100, 'usd'])
  const { prorationAt } = body
  const changed = await ann.post('/subscription/change', { plan: 'premium_yearly', prorationAt })
  assert.deepEqual([changed.status, changed.body.plan], [200, 'premium_yearly'])
  const sent = shop.stripe.asked.findLast(({ form }) => 'proration_date' in form)
  assert.equal(Number(sent?.form.proration_date) * 1_000, Date.parse(prorationAt))
  assert.equal((await ann.post('/subscription/preview', { plan: 'premium_yearly' })).status, 409)
  const stale = new Date(Date.now() - 3_700_000).toISOString()
  assert.equal((await ann.post('/subscription/change', { plan: 'premium_monthly', prorationAt: stale })).status, 400)
})

test('a change that is not paid for changes nothing', async () => {
  const { ann, subscription } = await shop.subscriber()
  // The first question is which item to change.
  shop.stripe.fail(`/v1/subscriptions/${subscription.id}`, { status: 402, type: 'card_error' }, 1)
  const answer = await ann.post('/subscription/change', { plan: 'premium_yearly' })
  assert.deepEqual([answer.status, answer.body.code], [402, 'payment_failed'])
  assert.equal((await planOf(ann)).plan, 'premium_monthly')
})

test('what has ended at Stripe without a word cannot be canceled, and is known from then on', async () => {
  const { ann, subscription } = await shop.subscriber()
  shop.stripe.books.change(subscription.id, { status: 'canceled', ended_at: Math.floor(Date.now() / 1_000) })
  assert.equal((await ann.post('/subscription/cancel')).status, 409)
  assert.equal((await planOf(ann)).plan, 'free')
})

test('invoices are those of Stripe, page by page', async () => {
  const { ann, subscription } = await shop.subscriber()
  shop.stripe.books.invoice(subscription.id, false)
  const first = (await ann.get('/subscription/invoices?limit=1')).body
  assert.deepEqual([first.items[0].status, first.items[0].amountDueCents], ['open', 999])
  const second = (await ann.get(`/subscription/invoices?limit=1&cursor=${first.nextCursor}`)).body
  assert.deepEqual([second.items[0].status, second.items[0].amountPaidCents, second.nextCursor], ['paid', 999, null])
  const bob = await shop.app.as()
  assert.deepEqual((await bob.get('/subscription/invoices')).body.items, [])
})

test('the page for cards is there for whoever has bought something, and leads back to this server only', async () => {
  const { ann } = await shop.subscriber()
  assert.match((await ann.post('/subscription/portal')).body.url, /^https:\/\/billing\.stripe\.com\//)
  assert.equal((await ann.post('/subscription/portal', { returnUrl: 'https://evil.example/' })).status, 400)
  assert.equal((await (await shop.app.as()).post('/subscription/portal')).status, 409)
})

test('every question goes to Stripe as it asks for it: form-encoded, with its key, and a key for each thing that is made', () => {
  const made = shop.stripe.asked.filter(({ method }) => method === 'POST')
  assert.ok(made.length > 0)
  assert.ok(
    made.every(({ idempotencyKey, authorization }) => idempotencyKey && authorization === 'Bearer sk_test_almanac'),
  )
})

test('an account that is erased ends what it pays, also when Stripe is away at first, and leaves no name', async () => {
  const { ann, subscription } = await shop.subscriber()
  shop.stripe.fail('/v1/customers/', { status: 500 }, 2)
  assert.equal((await ann.delete('/users/me', { confirm: 'delete my account' })).status, 204)
  await eventually(() => assert.equal(shop.stripe.books.customers.has(subscription.customer), false), 30_000)
  const { database } = shop.app.platform
  await eventually(async () => {
    const left = await database.query(
      `select customer_id from billing_erasures where customer_id = $1
       union all select customer_id from billing_events where customer_id = $1 and outcome = 'applied'
       union all select customer_id from subscriptions where customer_id = $1`,
      [subscription.customer],
    )
    assert.deepEqual(left, [])
  })
})

test('a server without a key says what to configure', async () => {
  const app = await startApp()
  try {
    const { status, body } = await checkout(await app.as())
    assert.equal(status, 503)
    assert.match(body.detail, /STRIPE_SECRET_KEY/)
  } finally {
    await app.close()
  }
})

test('a first subscription begins with a trial where there is one, a second one does not', async () => {
  const trying = await openShop({ BILLING_TRIAL_DAYS: '7' })
  await trying.app.work()
  try {
    const { ann, subscription } = await trying.subscriber()
    const { trial, status } = await planOf(ann)
    assert.equal(status, 'active')
    assert.ok(Math.abs(Date.parse(trial.endsAt) - Date.now() - 7 * 86_400_000) < 60_000)
    const known = trying.stripe.books.events.length
    const ended = { status: 'canceled', ended_at: Math.floor(Date.now() / 1_000) }
    trying.stripe.books.change(subscription.id, ended, 'customer.subscription.deleted')
    await trying.deliverSince(known)
    await eventually(async () => assert.equal((await planOf(ann)).plan, 'free'))
    assert.equal((await checkout(ann)).status, 200)
    const sessions = trying.stripe.asked.filter(({ path, form }) => path === '/v1/checkout/sessions' && form.mode)
    assert.deepEqual(
      sessions.map(({ form }) => form['subscription_data[trial_period_days]']),
      ['7', undefined],
    )
  } finally {
    await trying.close()
  }
})
