import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import type { Json } from '#test/stripe-books.ts'
import { OLD_SECRET, openShop, planOf, type Shop } from './billing.fixture.ts'
import { cashierOf } from './cashier.ts'
import { revenueFacts } from './revenue.service.ts'
import { syncCustomer } from './syncing.service.ts'
import { checkSubscriptions } from './upkeep.service.ts'

let shop: Shop
before(async () => {
  shop = await openShop()
  await shop.app.work()
})
after(() => shop.close())

const plain = (): Json => ({
  id: `evt_${Math.random().toString(36).slice(2)}`,
  object: 'event',
  type: 'product.updated',
  created: Math.floor(Date.now() / 1_000),
  data: { object: { id: 'prod_1', object: 'product' } },
})

const ctx = () => ({ ...shop.app.platform.base, actor: null })
const outcomeOf = async (id: string) =>
  (
    await shop.app.platform.database.query<{ outcome: string }>('select outcome from billing_events where id = $1', [
      id,
    ])
  )[0]?.outcome

test('an event is taken once, however often it comes', async () => {
  const event = plain()
  const answers = await Promise.all(Array.from({ length: 10 }, () => shop.deliver(event)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array.from({ length: 10 }, () => 200),
  )
  assert.equal(answers.filter(({ body }) => body.duplicate === false).length, 1)
})

test('an event is refused that is forged, was written again, or was signed more than five minutes ago', async () => {
  const event = plain()
  const refused = [
    await shop.deliver(event, { secret: 'whsec_forged' }),
    await shop.deliver(event, { sent: JSON.stringify(event, null, 1) }),
    await shop.deliver(event, { at: new Date(Date.now() - 301_000) }),
    await shop.app.call({ method: 'POST', url: '/api/webhooks/stripe', payload: event }),
  ]
  assert.deepEqual(
    refused.map(({ status }) => status),
    [400, 400, 400, 400],
  )
  assert.equal(await outcomeOf(event.id), undefined)
  assert.equal((await shop.deliver(event, { at: new Date(Date.now() - 295_000) })).status, 200)
})

test('while one secret takes over from another both are good', async () => {
  assert.equal((await shop.deliver(plain(), { secret: OLD_SECRET })).status, 200)
})

test('events of a whole life, shuffled and doubled, leave what Stripe has in the end', async () => {
  const { books } = shop.stripe
  const { ann, subscription } = await shop.subscriber()
  const known = books.events.length
  books.change(subscription.id, { status: 'past_due' })
  books.invoice(subscription.id, false)
  books.change(subscription.id, { status: 'active' })
  books.invoice(subscription.id, true)
  books.change(subscription.id, { cancel_at_period_end: true })
  await shop.deliverSince(known, (events) => [...events, ...events].reverse())
  await eventually(async () => {
    const { plan, status, cancelAtPeriodEnd } = await planOf(ann)
    assert.deepEqual([plan, status, cancelAtPeriodEnd], ['premium_monthly', 'active', true])
  })
  await eventually(async () => assert.equal(await outcomeOf(books.events.at(-1)?.id), 'applied'))
})

test('the slower of two answers of Stripe does not undo the faster', async () => {
  const { books, hold } = shop.stripe
  const { ann, subscription } = await shop.subscriber()
  const held = hold('/v1/subscriptions')
  const slow = syncCustomer(ctx(), cashierOf(ctx()), subscription.customer)
  await held.arrived
  books.change(subscription.id, { cancel_at_period_end: true })
  await syncCustomer(ctx(), cashierOf(ctx()), subscription.customer)
  held.letGo()
  await slow
  assert.equal((await planOf(ann)).cancelAtPeriodEnd, true)
})

test('an event of a customer whom nobody here is stays where administrators see it', async () => {
  const event: Json = {
    ...plain(),
    type: 'customer.subscription.updated',
    data: { object: { id: 'sub_x', customer: 'cus_nobody' } },
  }
  assert.equal((await shop.deliver(event)).status, 200)
  await eventually(async () => assert.equal(await outcomeOf(event.id), 'unknown_customer'))
  const ann = await shop.app.as()
  assert.equal((await ann.get('/admin/billing/events')).status, 403)
})

test('with Stripe away an event waits, and counts as soon as Stripe is back', async () => {
  const { books } = shop.stripe
  const { ann, subscription } = await shop.subscriber()
  const known = books.events.length
  books.change(subscription.id, { cancel_at_period_end: true })
  // What fails is asked a second time.
  shop.stripe.fail('/v1/subscriptions', { status: 500 }, 2)
  const before = shop.stripe.asked.length
  await shop.deliverSince(known)
  await eventually(() => assert.ok(shop.stripe.asked.length >= before + 2))
  assert.equal(await outcomeOf(books.events.at(-1)?.id), 'waiting')
  shop.app.setNow(new Date(Date.now() + 31_000).toISOString())
  await eventually(async () => assert.equal((await planOf(ann)).cancelAtPeriodEnd, true))
  shop.app.setNow(null)
})

test('a payment that fails keeps the plan for three days and says so, and the money brings it back', async () => {
  const { books } = shop.stripe
  const { ann, subscription } = await shop.subscriber()
  let known = books.events.length
  books.invoice(subscription.id, false)
  books.change(subscription.id, { status: 'past_due' })
  await shop.deliverSince(known)
  await eventually(async () => assert.equal((await planOf(ann)).status, 'past_due'))
  const { graceEndsAt, plan } = await planOf(ann)
  assert.equal(plan, 'premium_monthly')
  assert.ok(Math.abs(Date.parse(graceEndsAt) - Date.now() - 3 * 86_400_000) < 60_000)
  const { items } = (await ann.get('/notifications')).body
  assert.ok(items.some(({ kind, title }: Json) => kind === 'billing' && title === 'A payment failed'))
  const over = (await ann.get(`/subscription?now=${graceEndsAt}`)).body
  assert.deepEqual([over.plan, over.status], ['free', 'expired'])
  known = books.events.length
  books.change(subscription.id, { status: 'active' })
  books.invoice(subscription.id, true)
  await shop.deliverSince(known)
  await eventually(async () => assert.equal((await planOf(ann)).status, 'active'))
})

test('a plan that ends at Stripe ends here, and the profile says so', async () => {
  const { books } = shop.stripe
  const { ann, subscription } = await shop.subscriber()
  const known = books.events.length
  const ended_at = Math.floor(Date.now() / 1_000)
  const change = { status: 'canceled', ended_at, cancellation_details: { reason: 'cancellation_requested' } }
  books.change(subscription.id, change, 'customer.subscription.deleted')
  await shop.deliverSince(known)
  await eventually(async () => {
    const { plan, status } = await planOf(ann)
    assert.deepEqual([plan, status], ['free', 'canceled'])
  })
  assert.equal((await ann.get('/users/me')).body.tier, 'free')
})

test('what no event told of is found by looking', async () => {
  const { books } = shop.stripe
  const { ann, subscription } = await shop.subscriber()
  books.change(subscription.id, { status: 'canceled', ended_at: Math.floor(Date.now() / 1_000) })
  await checkSubscriptions({ ...ctx(), now: () => new Date(Date.now() + 25 * 3_600_000) })
  await eventually(async () => assert.equal((await planOf(ann)).plan, 'free'))
})

test('revenue is counted once for each payment, and what comes in each month follows the plans', async () => {
  // Stripe's clock has no milliseconds.
  const from = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString()
  const facts = () => revenueFacts(ctx(), from, new Date(Date.now() + 60_000).toISOString())
  const first = await facts()
  const { subscription } = await shop.subscriber('premium_yearly')
  const { books } = shop.stripe
  await shop.deliverSince(0, (events) => events.filter(({ data }) => data.object.customer === subscription.customer))
  const bought = await facts()
  assert.deepEqual(
    [bought.mrrCents - first.mrrCents, bought.started - first.started, bought.revenueCents - first.revenueCents],
    [825, 1, 9_900],
  )
  const known = books.events.length
  books.change(
    subscription.id,
    { status: 'canceled', ended_at: Math.floor(Date.now() / 1_000) },
    'customer.subscription.deleted',
  )
  await shop.deliverSince(known)
  await eventually(async () => assert.equal((await facts()).canceled, first.canceled + 1))
  const gone = await facts()
  assert.deepEqual([gone.mrrCents, gone.mrrChangeCents], [first.mrrCents, first.mrrChangeCents])
  assert.ok(gone.churnRate !== null && gone.churnRate > 0)
})

test('what was given back lowers the revenue once, however often and in whatever order it is told', async () => {
  const from = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString()
  const facts = () => revenueFacts(ctx(), from, new Date(Date.now() + 60_000).toISOString())
  const { books } = shop.stripe
  const first = await facts()
  const [known, created, currency] = [books.events.length, Math.floor(Date.now() / 1_000), 'usd']
  const charge = (id: string, amount_refunded: number) => ({ id, object: 'charge', created, currency, amount_refunded })
  const refund = (id: string, amount: number, status = 'succeeded', charge = 'ch_one') => ({
    id,
    object: 'refund',
    created,
    currency,
    amount,
    status,
    charge,
  })
  // Told in both ways: one refund of 300 that stands, and one of 200 that fails.
  books.tell('refund.created', refund('re_a', 300))
  books.tell('charge.refunded', charge('ch_one', 300))
  books.tell('refund.created', refund('re_b', 200, 'pending'))
  books.tell('charge.refunded', charge('ch_one', 500))
  books.tell('refund.failed', refund('re_b', 200, 'failed'))
  // Told by its sum alone: 100, then 50 more.
  books.tell('charge.refunded', charge('ch_two', 100))
  books.tell('charge.refunded', charge('ch_two', 150))
  const note = { id: 'cn_a', object: 'credit_note', created, currency, out_of_band_amount: 70, status: 'issued' }
  books.tell('credit_note.created', note)
  books.tell('credit_note.created', { ...note, id: 'cn_b' })
  books.tell('credit_note.voided', { ...note, id: 'cn_b', status: 'void' })
  const dispute = { id: 'du_a', object: 'dispute', created, currency, amount: 999, charge: 'ch_three' }
  books.tell('charge.dispute.funds_withdrawn', dispute)
  books.tell('charge.dispute.funds_reinstated', dispute)
  await shop.deliverSince(known, (events) => [...events].reverse())
  await shop.deliverSince(known)
  assert.equal(await outcomeOf(books.events.at(-1)?.id), 'applied')
  const last = await facts()
  assert.deepEqual(
    [last.refundedCents - first.refundedCents, last.revenueCents - first.revenueCents],
    [300 + 150 + 70, -520],
  )
})
