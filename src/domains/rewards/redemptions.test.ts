import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { assertLedger } from '#test/ledger.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

/** Somebody with so many points, in New York unless it does not matter. */
async function withPoints(points: number): Promise<Caller> {
  const ann = await app.as()
  await app.platform.database.query('update users set timezone = $2 where id = $1', [ann.userId, 'America/New_York'])
  if (points > 0) await ann.post('/wallet/adjustments', { amount: points, description: 'A gift' })
  return ann
}

const reward = async (ann: Caller, terms: object = {}): Promise<Body> =>
  (await ann.post('/rewards', { title: 'Cinema', pointCost: 10, ...terms })).body
const redeem = (ann: Caller, { id }: { id: string }) => ann.post(`/rewards/${id}/redeem`)
const undo = (ann: Caller, { id }: { id: string }) => ann.post(`/redemptions/${id}/undo`)
const balanceOf = async (ann: Caller) => (await ann.get('/wallet')).body.balance
/** Redeems at a moment, and answers the status with the reason of a refusal. */
const at = async (now: string, ann: Caller, one: { id: string }) => {
  app.setNow(now)
  const { status, body } = await redeem(ann, one)
  app.setNow(null)
  return status === 201 ? status : `${status} ${body.detail}`
}

test('a redemption pays what the reward costs, and keeps its name and price', async () => {
  const ann = await withPoints(25)
  const cinema = await reward(ann)
  const { status, headers, body } = await ann.post(`/rewards/${cinema.id}/redeem`, { note: 'With Kim' })
  assert.equal(status, 201)
  assert.deepEqual([body.balance, body.redemption.pointsSpent, body.redemption.note], [15, 10, 'With Kim'])
  assert.equal(headers.location, `/api/redemptions/${body.redemption.id}`)
  await ann.patch(`/rewards/${cinema.id}`, { title: 'Opera', pointCost: 15 })
  assert.equal((await redeem(ann, cinema)).body.balance, 0)
  const { items } = (await ann.get('/redemptions')).body
  assert.deepEqual(
    items.map((one: Body) => `${one.title} ${one.pointsSpent}`),
    ['Opera 15', 'Cinema 10'],
  )
  assert.deepEqual((await ann.get(`/redemptions/${items[1].id}`)).body, body.redemption)
  assert.equal((await ann.get(`/rewards/${cinema.id}`)).body.lastRedeemedAt, items[0].redeemedAt)
  assert.deepEqual((await ann.get('/wallet')).body, { balance: 0, lifetimeEarned: 25, lifetimeSpent: 25 })
})

test('of a hundred redemptions at the same moment, exactly the ten that can be paid for succeed', async () => {
  const ann = await withPoints(109)
  const cinema = await reward(ann)
  const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(ann, cinema)))
  const done = answers.filter(({ status }) => status === 201)
  assert.deepEqual(
    done.map(({ body }) => body.balance).sort((a, b) => b - a),
    [99, 89, 79, 69, 59, 49, 39, 29, 19, 9],
  )
  assert.equal(answers.filter(({ status }) => status === 409).length, 90)
  assert.equal((await ann.get('/redemptions?limit=100')).body.items.length, 10)
  assert.equal(await balanceOf(ann), 9)
  await assertLedger(app.platform.database, ann)
})

test('the day’s limit and the cooldown hold against redemptions at the same moment', async () => {
  const ann = await withPoints(1_000)
  for (const terms of [{ maxPerDay: 1 }, { cooldownHours: 1 }]) {
    const cinema = await reward(ann, terms)
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(ann, cinema)))
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  }
})

test('what is not active or not affordable is refused, and costs nothing', async () => {
  const ann = await withPoints(9)
  const cinema = await reward(ann)
  const short = await redeem(ann, cinema)
  assert.deepEqual(
    [short.status, short.body.detail, short.body.balance, short.body.pointCost],
    [409, 'Not enough points: it costs 10, and you have 9.', 9, 10],
  )
  for (const status of ['locked', 'archived']) {
    await ann.patch(`/rewards/${cinema.id}`, { status, pointCost: 1 })
    const { status: refused, body } = await redeem(ann, cinema)
    assert.deepEqual([refused, body.detail], [409, `This reward is ${status}. Make it active to redeem it.`])
  }
  assert.equal(await balanceOf(ann), 9)
  assert.deepEqual((await ann.get('/redemptions')).body.items, [])
})

test('the limit of a day is that of the user’s own day, also when it has 23 or 25 hours', async () => {
  const ann = await withPoints(1_000)
  const cinema = await reward(ann, { maxPerDay: 1 })
  const limit = '409 Daily redemption limit reached'
  // In New York, 14 March 2027 lasts from 05:00 UTC to 04:00 UTC, 7 November from 04:00 UTC to 05:00 UTC.
  assert.equal(await at('2027-03-14T04:59:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-03-14T05:00:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-03-15T03:59:00.000Z', ann, cinema), limit)
  assert.equal(await at('2027-03-15T04:00:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-11-07T04:00:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-11-08T04:59:00.000Z', ann, cinema), limit)
  assert.equal(await at('2027-11-08T05:00:00.000Z', ann, cinema), 201)
})

test('a day that begins at four counts the small hours to the evening before', async () => {
  const ann = await withPoints(1_000)
  await app.platform.database.query(`update users set day_starts_at = '04:00' where id = $1`, [ann.userId])
  const cinema = await reward(ann, { maxPerDay: 1 })
  assert.equal(await at('2027-06-01T22:00:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-06-02T07:59:00.000Z', ann, cinema), '409 Daily redemption limit reached')
  assert.equal(await at('2027-06-02T08:00:00.000Z', ann, cinema), 201)
})

test('a cooldown is hours that pass, not hours that the clock shows', async () => {
  const ann = await withPoints(1_000)
  const cinema = await reward(ann, { cooldownHours: 24 })
  // The clocks in New York go forward at 07:00 UTC on 14 March 2027: noon to noon is 23 hours.
  assert.equal(await at('2027-03-13T17:00:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-03-13T17:00:00.001Z', ann, cinema), '409 Available in 24 hour(s)')
  assert.equal(await at('2027-03-14T16:00:00.000Z', ann, cinema), '409 Available in 1 hour(s)')
  assert.equal(await at('2027-03-14T17:00:00.000Z', ann, cinema), 201)
  // And back at 06:00 UTC on 7 November: noon to noon is 25 hours.
  assert.equal(await at('2027-11-06T16:00:00.000Z', ann, cinema), 201)
  assert.equal(await at('2027-11-07T15:59:59.999Z', ann, cinema), '409 Available in 1 hour(s)')
  assert.equal(await at('2027-11-07T16:00:00.000Z', ann, cinema), 201)
})

test('a reward says whether it can be had now, why not, and until when', async () => {
  const ann = await withPoints(25)
  const cinema = await reward(ann, { cooldownHours: 3, maxPerDay: 2 })
  const ask = async (now: string) => {
    app.setNow(now)
    const { body } = await ann.get(`/rewards/${cinema.id}/availability`)
    app.setNow(null)
    return [body.canRedeem, body.reason, body.availableAt, body.redeemedToday]
  }
  assert.deepEqual(await ask('2027-06-01T12:00:00.000Z'), [true, null, null, 0])
  await at('2027-06-01T12:00:00.000Z', ann, cinema)
  const early = [false, 'Available in 2 hour(s)', '2027-06-01T15:00:00.000Z', 1]
  assert.deepEqual(await ask('2027-06-01T13:30:00.000Z'), early)
  await at('2027-06-01T15:00:00.000Z', ann, cinema)
  const poor = [false, 'Not enough points: it costs 10, and you have 5.', null, 2]
  assert.deepEqual(await ask('2027-06-01T19:00:00.000Z'), poor)
  await ann.post('/wallet/adjustments', { amount: 50, description: 'A gift' })
  const full = [false, 'Daily redemption limit reached', '2027-06-02T04:00:00.000Z', 2]
  assert.deepEqual(await ask('2027-06-01T19:00:00.000Z'), full)
})

test('a shop asks about all active rewards at once', async () => {
  const ann = await withPoints(25)
  const [tea, film, trip, old] = [
    await reward(ann, { title: 'Tea', pointCost: 5, maxPerDay: 1 }),
    await reward(ann, { title: 'Film' }),
    await reward(ann, { title: 'Trip', pointCost: 900 }),
    await reward(ann, { title: 'Old', status: 'archived' }),
  ]
  await redeem(ann, tea)
  await redeem(ann, film)
  assert.deepEqual((await (await app.as()).get('/rewards/availability')).body, { items: [], nextCursor: null })
  const { items } = (await ann.get('/rewards/availability')).body
  assert.deepEqual(
    items.map((one: Body) => [one.rewardId, one.canRedeem, one.reason, one.redeemedToday]),
    [
      [trip.id, false, 'Not enough points: it costs 900, and you have 10.', 0],
      [film.id, true, null, 1],
      [tea.id, false, 'Daily redemption limit reached', 1],
    ],
  )
  assert.equal(
    (await ann.get(`/rewards/${old.id}/availability`)).body.reason,
    'This reward is archived. Make it active to redeem it.',
  )
  const { body: first } = await ann.get('/rewards/availability?limit=2')
  const { body: rest } = await ann.get(`/rewards/availability?limit=2&cursor=${first.nextCursor}`)
  assert.deepEqual([rest.items.map((one: Body) => one.rewardId), rest.nextCursor], [[tea.id], null])
})

test('a redemption can be undone once, for 24 hours, and then counts for nothing', async () => {
  const ann = await withPoints(30)
  const cinema = await reward(ann, { maxPerDay: 1, cooldownHours: 48 })
  const first = '2027-03-13T17:00:00.000Z'
  app.setNow(first)
  const { redemption } = (await redeem(ann, cinema)).body
  app.setNow('2027-03-14T17:00:00.001Z')
  const late = await undo(ann, redemption)
  assert.deepEqual([late.status, late.body.detail], [409, 'A redemption can be undone for 24 hours.'])
  app.setNow('2027-03-14T17:00:00.000Z')
  const { status, body } = await undo(ann, redemption)
  assert.deepEqual([status, body.balance, body.redemption.undoneAt], [200, 30, '2027-03-14T17:00:00.000Z'])
  assert.equal((await undo(ann, redemption)).status, 409)
  assert.equal((await ann.get(`/rewards/${cinema.id}`)).body.lastRedeemedAt, null)
  assert.equal((await redeem(ann, cinema)).status, 201)
  app.setNow(null)
  assert.equal(await balanceOf(ann), 20)
  const [refund] = (await ann.get('/wallet/transactions?kind=refund')).body.items
  const [, spending] = (await ann.get('/wallet/transactions?kind=spend')).body.items
  assert.deepEqual([refund.amount, refund.reversesId], [10, spending.id])
  await assertLedger(app.platform.database, ann)
})

test('undoing at the same moment gives the points back once', async () => {
  const ann = await withPoints(10)
  const { redemption } = (await redeem(ann, await reward(ann))).body
  const answers = await Promise.all(Array.from({ length: 10 }, () => undo(ann, redemption)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal(await balanceOf(ann), 10)
})

test('undoing an earlier redemption leaves the cooldown to the later one', async () => {
  const ann = await withPoints(100)
  const cinema = await reward(ann, { cooldownHours: 2 })
  app.setNow('2027-06-01T10:00:00.000Z')
  const first = (await redeem(ann, cinema)).body.redemption
  app.setNow('2027-06-01T12:00:00.000Z')
  const second = (await redeem(ann, cinema)).body.redemption
  await undo(ann, first)
  assert.equal((await redeem(ann, cinema)).status, 409)
  await undo(ann, second)
  assert.equal((await redeem(ann, cinema)).status, 201)
  app.setNow(null)
})

test('a reward in the trash is not redeemed, but what it gave can be undone', async () => {
  const ann = await withPoints(20)
  const cinema = await reward(ann)
  const { redemption } = (await redeem(ann, cinema)).body
  await ann.delete(`/rewards/${cinema.id}`)
  assert.equal((await redeem(ann, cinema)).status, 404)
  assert.equal((await undo(ann, redemption)).body.balance, 20)
})

test('a stranger redeems, reads and undoes nothing of mine', async () => {
  const [ann, bob] = [await withPoints(20), await withPoints(20)]
  const cinema = await reward(ann)
  const { redemption } = (await redeem(ann, cinema)).body
  const answers = [
    await redeem(bob, cinema),
    await bob.get(`/rewards/${cinema.id}/availability`),
    await bob.get(`/redemptions/${redemption.id}`),
    await undo(bob, redemption),
    await undo(bob, { id: newId() }),
  ]
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([404]))
  assert.deepEqual((await bob.get(`/redemptions?rewardId=${cinema.id}`)).body.items, [])
  assert.deepEqual([await balanceOf(ann), await balanceOf(bob)], [10, 20])
})

test('redemptions come in pages, by reward, and with or without what was undone', async () => {
  const ann = await withPoints(100)
  const [cinema, opera] = [await reward(ann), await reward(ann, { title: 'Opera' })]
  const made = []
  for (const one of [cinema, opera, cinema]) made.push((await redeem(ann, one)).body.redemption)
  await undo(ann, made[0])
  const ids = async (query: string) => (await ann.get(`/redemptions?${query}`)).body.items.map(({ id }: Body) => id)
  const [first, second, third] = made.map(({ id }) => id)
  assert.deepEqual(await ids(`rewardId=${cinema.id}`), [third, first])
  assert.deepEqual(await ids('undone=false'), [third, second])
  assert.deepEqual(await ids('undone=true'), [first])
  const { nextCursor } = (await ann.get('/redemptions?limit=2')).body
  assert.deepEqual(await ids(`limit=2&cursor=${nextCursor}`), [first])
})

test('the same redemption sent twice with one key is paid once', async () => {
  const ann = await withPoints(100)
  const cinema = await reward(ann)
  const headers = { 'idempotency-key': newId() }
  const send = () => ann.post(`/rewards/${cinema.id}/redeem`, { note: 'Once' }, headers)
  const [first, second] = [await send(), await send()]
  assert.deepEqual(first.body, second.body)
  assert.equal(await balanceOf(ann), 90)
})
