import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs, inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { giveBack, takeOne } from './billing.service.ts'
import { revenueFacts } from './revenue.service.ts'
import { setTier, settleDue } from './tiers.service.ts'

let app: TestApp
let open: TestApp
before(async () => {
  app = await startApp({ env: { BILLING: 'on' } })
  open = await startApp()
})
after(async () => {
  await app.close()
  await open.close()
})

const ctxOf = ({ userId }: Caller, at = app): UserCtx => actingAs({ ...at.platform.base, actor: null }, userId, 'test')
const noActor = () => ({ ...app.platform.base, actor: null })

async function entitlement(who: Caller, feature: string): Promise<Body> {
  const { body } = await who.get('/subscription/entitlements')
  return body.items.find((item: Body) => item.feature === feature)
}

test('where nobody sells plans nobody is limited, and the plan is told as it is', async () => {
  const ann = await open.as()
  for (let n = 0; n < 60; n++) await takeOne(ctxOf(ann, open), 'ai_messages')
  const { status, body } = await ann.get('/subscription')
  assert.equal(status, 200)
  assert.deepEqual([body.plan, body.status, body.limited, body.canCheckout], ['free', 'active', false, false])
  assert.ok(body.entitlements.every((item: Body) => item.limit === null && item.remaining === null))
})

test('of a hundred who take at once exactly as many get one as the plan includes', async () => {
  const ann = await app.as()
  const takes = await Promise.allSettled(Array.from({ length: 100 }, () => takeOne(ctxOf(ann), 'ai_messages')))
  const refused = takes.flatMap((take) => (take.status === 'rejected' ? [take.reason as AppError] : []))
  assert.equal(refused.length, 50)
  for (const { code, details } of refused) {
    assert.equal(code, 'subscription_limit_exceeded')
    assert.deepEqual([details.extra?.feature, details.extra?.limit], ['ai_messages', 50])
  }
  assert.deepEqual((({ used, remaining }) => [used, remaining])(await entitlement(ann, 'ai_messages')), [50, 0])
})

test('what fails gives back what it took, and no more than that', async () => {
  const ann = await app.as()
  const ctx = ctxOf(ann)
  await assert.rejects(
    inTransaction(ctx, async (ctx) => {
      await takeOne(ctx, 'ai_messages')
      throw new Error('failed')
    }),
  )
  assert.equal((await entitlement(ann, 'ai_messages')).used, 0)
  await takeOne(ctx, 'ai_messages')
  const now = new Date().toISOString()
  for (let n = 0; n < 3; n++) await giveBack(ctx, 'ai_messages', now)
  assert.equal((await entitlement(ann, 'ai_messages')).used, 0)
})

test('a month and a week begin anew where the user is, and what was taken in the old one goes back there', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Pacific/Auckland' })
  const at = (now: string) => ({ ...ctxOf(ann), now: () => new Date(now) })
  // The 31st of March, 23:59 in Auckland, and a minute later.
  const [march, april] = [at('2027-03-31T10:59:00.000Z'), at('2027-03-31T11:00:00.000Z')]
  for (let n = 0; n < 50; n++) await takeOne(march, 'ai_messages')
  await assert.rejects(takeOne(march, 'ai_messages'), (error: AppError) => {
    assert.equal(error.details.extra?.resetsAt, '2027-03-31T11:00:00.000Z')
    return error instanceof AppError
  })
  await takeOne(april, 'ai_messages')
  await giveBack(april, 'ai_messages', '2027-03-31T10:59:00.000Z')
  await takeOne(march, 'ai_messages')
  // Sunday and Monday.
  const [old, fresh] = [at('2027-04-04T11:00:00.000Z'), at('2027-04-05T00:00:00.000Z')]
  for (let n = 0; n < 10; n++) await takeOne(old, 'resource_recommendations')
  await assert.rejects(takeOne(old, 'resource_recommendations'))
  await takeOne(fresh, 'resource_recommendations')
})

test('a plan given by hand lifts the limits at once and ends by the clock, and the profile follows', async () => {
  const ann = await app.as()
  const ctx = ctxOf(ann)
  await setTier(noActor(), ann.userId, 'premium_yearly', '2027-06-01T00:00:00.000Z', 'a gift')
  for (let n = 0; n < 60; n++) await takeOne(ctx, 'ai_messages')
  const given = (await ann.get('/subscription')).body
  assert.deepEqual([given.plan, given.source, given.endDate], ['premium_yearly', 'grant', '2027-06-01T00:00:00.000Z'])
  assert.equal((await ann.get('/users/me')).body.tier, 'premium_yearly')
  const over = { ...noActor(), now: () => new Date('2027-06-01T00:00:00.000Z') }
  const { body } = await ann.get('/subscription?now=2027-06-01T00:00:00.000Z')
  assert.deepEqual([body.plan, body.status], ['free', 'expired'])
  await settleDue(over)
  assert.equal((await ann.get('/users/me')).body.tier, 'free')
})

test('taking back a gift leaves the free plan, and nobody is given one who is not there', async () => {
  const ann = await app.as()
  await setTier(noActor(), ann.userId, 'premium_monthly', null, 'a gift')
  await setTier(noActor(), ann.userId, 'free', null, 'taken back')
  assert.equal((await ann.get('/users/me')).body.tier, 'free')
  const nobody = '0198f3a1-7c00-7000-8000-000000000001'
  await assert.rejects(setTier(noActor(), nobody, 'premium_monthly', null, 'x'), { code: 'not_found' })
})

test('plans given by hand are no revenue', async () => {
  const ann = await app.as()
  await setTier(noActor(), ann.userId, 'premium_monthly', null, 'a gift')
  const facts = await revenueFacts(noActor(), '2020-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z')
  assert.deepEqual([facts.mrrCents, facts.subscribers, facts.churnRate], [0, 0, null])
  assert.ok(facts.granted >= 1)
})
