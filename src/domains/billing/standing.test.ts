import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TIERS } from '#domains/accounts/accounts.tables.ts'
import { limitOf, periodOf, warnsAt } from './entitlements.ts'
import { monthlyCents, PLANS } from './plans.ts'
import { type Bought, standingAt } from './standing.ts'

const PAID: Bought = {
  plan: 'premium_monthly',
  state: 'active',
  endedBy: null,
  startedAt: '2027-03-01T09:00:00.000Z',
  periodEndsAt: '2027-04-01T09:00:00.000Z',
  trialEndsAt: null,
  cancelAtPeriodEnd: false,
  pastDueSince: null,
  endedAt: null,
  grantedPlan: null,
  grantedAt: null,
  grantedUntil: null,
}

const has = (bought: Bought | undefined, now: string) => {
  const { plan, status } = standingAt(bought, now)
  return [plan, status]
}

test('plans have the names that profiles show', () => {
  assert.deepEqual([...PLANS], [...TIERS])
})

test('whoever never paid has the free plan', () => {
  assert.deepEqual(has(undefined, '2027-03-01T00:00:00.000Z'), ['free', 'active'])
})

test('a canceled plan stays until the end of its period, to the millisecond', () => {
  const bought = { ...PAID, cancelAtPeriodEnd: true }
  assert.deepEqual(has(bought, '2027-04-01T08:59:59.999Z'), ['premium_monthly', 'active'])
  assert.deepEqual(has(bought, '2027-04-01T09:00:00.000Z'), ['free', 'canceled'])
})

test('an unpaid plan stays for three days and is gone then', () => {
  const bought: Bought = { ...PAID, state: 'past_due', pastDueSince: '2027-04-01T10:00:00.000Z' }
  const { graceEndsAt, changesAt } = standingAt(bought, '2027-04-02T00:00:00.000Z')
  assert.deepEqual([graceEndsAt, changesAt], ['2027-04-04T10:00:00.000Z', '2027-04-04T10:00:00.000Z'])
  assert.deepEqual(has(bought, '2027-04-04T09:59:59.999Z'), ['premium_monthly', 'past_due'])
  assert.deepEqual(has(bought, '2027-04-04T10:00:00.000Z'), ['free', 'expired'])
})

test('a renewal that was never heard of keeps the plan for three days more', () => {
  assert.deepEqual(has(PAID, '2027-04-04T08:59:59.999Z'), ['premium_monthly', 'active'])
  assert.deepEqual(has(PAID, '2027-04-04T09:00:00.000Z'), ['free', 'expired'])
})

test('an ended plan says whether its owner or its payment ended it', () => {
  const ended: Bought = { ...PAID, state: 'ended', endedAt: '2027-03-20T00:00:00.000Z' }
  assert.deepEqual(has({ ...ended, endedBy: 'user' }, '2027-03-21T00:00:00.000Z'), ['free', 'canceled'])
  assert.deepEqual(has({ ...ended, endedBy: 'payment' }, '2027-03-21T00:00:00.000Z'), ['free', 'expired'])
})

test('a grant stands in for a payment that failed, and a payment in order goes before a grant', () => {
  const granted = { grantedPlan: 'premium_yearly' as const, grantedUntil: '2027-05-01T00:00:00.000Z' }
  assert.deepEqual(has({ ...PAID, ...granted }, '2027-03-02T00:00:00.000Z'), ['premium_monthly', 'active'])
  const failed: Bought = { ...PAID, ...granted, state: 'past_due', pastDueSince: '2027-04-01T10:00:00.000Z' }
  assert.deepEqual(has(failed, '2027-04-02T00:00:00.000Z'), ['premium_yearly', 'active'])
  assert.equal(standingAt(failed, '2027-04-02T00:00:00.000Z').changesAt, '2027-04-04T10:00:00.000Z')
  assert.deepEqual(has(failed, '2027-05-01T00:00:00.000Z'), ['free', 'expired'])
})

test('months and weeks are those of the user’s calendar', () => {
  assert.deepEqual(periodOf('ai_messages', '2027-03-31', 'America/New_York', 'mo'), {
    start: '2027-03-01',
    resetsAt: '2027-04-01T04:00:00.000Z',
  })
  const week = (day: string, first: 'mo' | 'su') => periodOf('resource_recommendations', day, 'UTC', first).start
  // A Sunday.
  assert.deepEqual([week('2027-03-07', 'mo'), week('2027-03-07', 'su')], ['2027-03-01', '2027-03-07'])
})

test('the free plan warns at forty of fifty messages, a paid one has no limit', () => {
  assert.deepEqual(
    [limitOf('ai_messages', 'free'), warnsAt(50), limitOf('ai_messages', 'premium_yearly')],
    [50, 40, null],
  )
})

test('a year brings in a twelfth of its price each month', () => {
  assert.deepEqual([monthlyCents('premium_monthly', 999), monthlyCents('premium_yearly', 9_900)], [999, 825])
})
