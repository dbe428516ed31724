import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs, inTransaction } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { publish } from '#core/messages.ts'
import { HabitLogged } from '#domains/habits/habits.events.ts'
import { MetricLogged } from '#domains/metrics/metrics.events.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { assertLedger } from '#test/ledger.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const walletOf = async (ann: Caller) => (await ann.get('/wallet')).body
const entriesOf = async (ann: Caller, query = '') =>
  (await ann.get(`/wallet/transactions${query}`)).body.items.map(({ kind, amount }: Body) => `${kind} ${amount}`)
const task = async (ann: Caller, pointValue: number) =>
  (await ann.post('/tasks', { title: 'Write', pointValue })).body.id as string
const complete = (ann: Caller, id: string) => ann.post(`/tasks/${id}/complete`)
const reopen = (ann: Caller, id: string) => ann.patch(`/tasks/${id}`, { status: 'in_progress' })
const adjust = (ann: Caller, amount: number) => ann.post('/wallet/adjustments', { amount, description: 'By hand' })
const check = (ann: Caller) => assertLedger(app.platform.database, ann)

/** Redeems a reward of this price that is made for it. */
async function spend(ann: Caller, pointCost: number): Promise<Body> {
  const { body: reward } = await ann.post('/rewards', { title: 'Cinema', pointCost })
  return (await ann.post(`/rewards/${reward.id}/redeem`)).body.redemption
}

test('a wallet is empty until something is earned', async () => {
  const ann = await app.as()
  assert.deepEqual(await walletOf(ann), { balance: 0, lifetimeEarned: 0, lifetimeSpent: 0 })
  assert.deepEqual(await entriesOf(ann), [])
})

test('a finished task pays its points once, and the entry says where they come from', async () => {
  const ann = await app.as()
  const { body } = await ann.post('/tasks', { title: 'Write', area: 'wealth', priority: 'p2', estimateMinutes: 60 })
  await complete(ann, body.id)
  assert.equal((await complete(ann, body.id)).status, 409)
  assert.deepEqual(await walletOf(ann), { balance: 1296, lifetimeEarned: 1296, lifetimeSpent: 0 })
  const [entry] = (await ann.get('/wallet/transactions')).body.items
  assert.deepEqual(
    [entry.kind, entry.amount, entry.source, entry.description, entry.entity, entry.entityId],
    ['earn', 1296, `task:${body.id}`, 'Write', 'task', body.id],
  )
  assert.deepEqual((await ann.get(`/wallet/transactions/${entry.id}`)).body, entry)
  assert.equal((await (await app.as()).get(`/wallet/transactions/${entry.id}`)).status, 404)
})

test('reopening a task takes back exactly what it paid, whatever it would pay now', async () => {
  const ann = await app.as()
  const id = await task(ann, 100)
  await complete(ann, id)
  await ann.patch(`/tasks/${id}`, { pointValue: 7 })
  await reopen(ann, id)
  assert.equal((await walletOf(ann)).balance, 0)
  const [reversal, award] = (await ann.get('/wallet/transactions')).body.items
  assert.deepEqual([reversal.kind, reversal.amount, reversal.reversesId], ['reversal', -100, award.id])
  assert.ok(award.reversedAt)
  await complete(ann, id)
  assert.equal((await walletOf(ann)).balance, 7)
  await check(ann)
})

test('finishing and reopening a task a hundred times leaves the balance as it was, and earns it once', async () => {
  const ann = await app.as()
  await adjust(ann, 30)
  const id = await task(ann, 100)
  for (let round = 0; round < 100; round++) {
    assert.equal((await complete(ann, id)).status, 200)
    assert.equal((await reopen(ann, id)).status, 200)
  }
  assert.deepEqual(await walletOf(ann), { balance: 30, lifetimeEarned: 130, lifetimeSpent: 0 })
  await check(ann)
})

test('finishing and reopening at the same moment, again and again, pays as the task stands in the end', async () => {
  const ann = await app.as()
  const id = await task(ann, 100)
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 ? reopen : complete)(ann, id)))
  assert.deepEqual(
    answers.filter(({ status }) => status !== 200 && status !== 409),
    [],
  )
  const { status } = (await ann.get(`/tasks/${id}`)).body
  assert.equal((await walletOf(ann)).balance, status === 'done' ? 100 : 0)
  await check(ann)
})

test('a task that paid for something can still be reopened: what is missing is owed and taken from the next points', async () => {
  const ann = await app.as()
  const [first, second, third] = [await task(ann, 100), await task(ann, 50), await task(ann, 80)]
  await complete(ann, first)
  await spend(ann, 70)
  assert.equal((await reopen(ann, first)).status, 200)
  assert.equal((await walletOf(ann)).balance, 0)
  const { body: page } = await ann.get('/wallet/transactions?kind=reversal')
  assert.deepEqual([page.items[0].amount, page.items[0].owed], [-30, 70])
  await complete(ann, second)
  assert.equal((await walletOf(ann)).balance, 0)
  await complete(ann, third)
  assert.equal((await walletOf(ann)).balance, 60)
  assert.deepEqual(await entriesOf(ann), [
    'settlement -20',
    'earn 80',
    'settlement -50',
    'earn 50',
    'reversal -30',
    'spend -70',
    'earn 100',
  ])
  await check(ann)
})

test('reopening and finishing a task whose points are spent changes nothing in the end', async () => {
  const ann = await app.as()
  const id = await task(ann, 100)
  await complete(ann, id)
  await spend(ann, 100)
  for (let round = 0; round < 3; round++) {
    await reopen(ann, id)
    await complete(ann, id)
  }
  assert.deepEqual(await walletOf(ann), { balance: 0, lifetimeEarned: 100, lifetimeSpent: 100 })
  assert.equal((await adjust(ann, 10)).body.balance, 10)
  await check(ann)
})

test('points owed are paid for by whatever arrives: a gift, or a redemption that is undone', async () => {
  const ann = await app.as()
  const id = await task(ann, 100)
  await complete(ann, id)
  const redemption = await spend(ann, 100)
  await reopen(ann, id)
  assert.equal((await adjust(ann, 40)).body.balance, 0)
  const { body } = await ann.post(`/redemptions/${redemption.id}/undo`)
  assert.equal(body.balance, 40)
  assert.equal((await walletOf(ann)).balance, 40)
  await check(ann)
})

test('a deleted task keeps what it paid; one that is worth nothing leaves no entry', async () => {
  const ann = await app.as()
  const [paid, free] = [await task(ann, 10), await task(ann, 0)]
  await complete(ann, paid)
  await complete(ann, free)
  await ann.delete(`/tasks/${paid}`)
  await reopen(ann, free)
  assert.deepEqual(await entriesOf(ann), ['earn 10'])
})

test('a task that cannot be finished pays nothing: both happen or neither', async () => {
  const ann = await app.as()
  const id = await task(ann, 10)
  const operations = [
    { op: 'complete', id },
    { op: 'complete', id: newId() },
  ]
  assert.equal((await ann.post('/tasks/batch', { operations })).status, 404)
  assert.deepEqual(await walletOf(ann), { balance: 0, lifetimeEarned: 0, lifetimeSpent: 0 })
})

test('tasks finished all at once are all paid', async () => {
  const ann = await app.as()
  const ids = await Promise.all(Array.from({ length: 20 }, () => task(ann, 5)))
  const answers = await Promise.all(ids.map((id) => complete(ann, id)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.deepEqual(await walletOf(ann), { balance: 100, lifetimeEarned: 100, lifetimeSpent: 0 })
})

test('points by hand are added and taken away, but never more than there are', async () => {
  const ann = await app.as()
  const { status, headers, body } = await adjust(ann, 50)
  assert.deepEqual([status, body.balance, body.transaction.amount], [201, 50, 50])
  assert.deepEqual((await ann.get((headers.location ?? '').replace('/api', ''))).body, body.transaction)
  const refused = await adjust(ann, -51)
  assert.deepEqual([refused.status, refused.body.balance], [409, 50])
  assert.equal((await adjust(ann, -20)).body.balance, 30)
  assert.deepEqual(await walletOf(ann), { balance: 30, lifetimeEarned: 50, lifetimeSpent: 20 })
  for (const amount of [0, 1.5, 1e308, '5', null]) assert.equal((await adjust(ann, amount as number)).status, 400)
  assert.equal((await ann.post('/wallet/adjustments', { amount: 1, description: 'x', entity: 'task' })).status, 400)
})

test('a hundred times taking away at the same moment never goes below zero', async () => {
  const ann = await app.as()
  await adjust(ann, 70)
  const answers = await Promise.all(Array.from({ length: 100 }, () => adjust(ann, -10)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 7)
  assert.equal((await walletOf(ann)).balance, 0)
  await check(ann)
})

test('transactions come in pages and by kind, item and the user’s own day', async () => {
  const ann = await app.as()
  await app.platform.database.query('update users set timezone = $2 where id = $1', [ann.userId, 'Pacific/Auckland'])
  const id = await task(ann, 10)
  // 1 March in Auckland (UTC+13) ends at 11:00 UTC.
  app.setNow('2027-03-01T10:59:59.000Z')
  await complete(ann, id)
  app.setNow('2027-03-01T11:00:00.000Z')
  await adjust(ann, 1)
  await adjust(ann, 2)
  app.setNow(null)
  assert.deepEqual(await entriesOf(ann, '?to=2027-03-01'), ['earn 10'])
  assert.deepEqual(await entriesOf(ann, '?from=2027-03-02&to=2027-03-02'), ['adjustment 2', 'adjustment 1'])
  assert.deepEqual(await entriesOf(ann, '?kind=earn,spend'), ['earn 10'])
  assert.deepEqual(await entriesOf(ann, `?entity=task&entityId=${id}`), ['earn 10'])
  const { body: first } = await ann.get('/wallet/transactions?limit=2')
  await adjust(ann, 3)
  const { body: second } = await ann.get(`/wallet/transactions?limit=2&cursor=${first.nextCursor}`)
  assert.deepEqual(
    [...first.items, ...second.items].map((one: Body) => one.amount),
    [2, 1, 10],
  )
  assert.equal(second.nextCursor, null)
  assert.equal((await ann.get(`/wallet/transactions?kind=earn&cursor=${first.nextCursor}`)).status, 400)
})

test('whatever earns, spends and takes back at the same moment, the ledger adds up', async () => {
  const ann = await app.as()
  await adjust(ann, 30)
  const [reward, ...tasks] = await Promise.all([
    ann.post('/rewards', { title: 'Tea', pointCost: 10 }).then(({ body }) => body.id as string),
    ...Array.from({ length: 6 }, () => task(ann, 7)),
  ])
  const batch = (ids: string[]) => ann.post('/tasks/batch', { operations: ids.map((id) => ({ op: 'complete', id })) })
  const rounds = Array.from({ length: 4 }, () => [
    batch(tasks),
    batch(tasks.toReversed()),
    ...tasks.flatMap((id) => [reopen(ann, id), complete(ann, id)]),
    ann.post(`/rewards/${reward}/redeem`),
    adjust(ann, -5),
  ])
  const answers = await Promise.all(rounds.flat())
  assert.deepEqual(
    answers.filter(({ status }) => status >= 300 && status !== 409),
    [],
  )
  await check(ann)
  const { items: spent } = (await ann.get('/wallet/transactions?kind=spend,adjustment&limit=100')).body
  const done = (await ann.get('/tasks?status=done')).body.items.length
  const owed = (await ann.get('/wallet/transactions?kind=reversal,settlement&limit=100')).body.items
  const sum = (list: Body[], field: string) => list.reduce((total, one) => total + one[field], 0)
  assert.equal((await walletOf(ann)).balance - sum(owed, 'owed'), 7 * done + sum(spent, 'amount'))
})

test('habits and metrics pay for each source once, and take back what no longer holds', async () => {
  const ann = await app.as()
  const ctx = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test')
  const habitId = newId()
  const award = (source: string, points: number) => ({ source, points, description: `Streak ${points}` })
  const habit = { habitId, name: 'Run', goalIds: [], date: '2027-03-01', what: 'done' as const }
  const tell = (awards: HabitLogged['awards'], reversed: string[] = []) =>
    inTransaction(ctx, (ctx) => publish(ctx, HabitLogged, { ...habit, awards, reversed }))
  await tell([award('habit:a', 5), award('habit:a:streak', 20)])
  await tell([award('habit:a', 5), award('habit:b', 7)])
  assert.equal((await walletOf(ann)).balance, 32)
  await tell([], ['habit:a:streak', 'habit:b', 'habit:never'])
  await tell([], ['habit:b'])
  assert.equal((await walletOf(ann)).balance, 5)
  await tell([award('habit:a', 9)], ['habit:a'])
  assert.deepEqual(await walletOf(ann), { balance: 9, lifetimeEarned: 36, lifetimeSpent: 0 })
  const metric = { metricId: newId(), name: 'Weight', goalIds: [], what: 'logged' as const, value: 1, atTarget: true }
  await inTransaction(ctx, (ctx) =>
    publish(ctx, MetricLogged, { ...metric, awards: [award('metric:m', 200)], reversed: [] }),
  )
  assert.deepEqual((await entriesOf(ann, '?entity=metric')).concat(await entriesOf(ann, '?kind=reversal')), [
    'earn 200',
    'reversal -5',
    'reversal -7',
    'reversal -20',
  ])
  await check(ann)
})
