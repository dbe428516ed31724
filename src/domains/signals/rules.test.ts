import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'
import { aHabit, aMetric, aRule, dayOf, outcomes, runsOf, STEPS, signal } from './signals.fixture.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())
const NOON = '2026-03-10T12:00:00.000Z'
const TODAY = '2026-03-10'
beforeEach(() => app.setNow(NOON))

const steps = (value: number, fields: object = {}) => ({ type: 'steps', value, ...fields })

test('signals of a day tick a habit with their sum, once they reach it, and again as they grow', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  const rule = await aRule(ann, { habitId: habit.id, amountFrom: 0 })
  await signal(ann, steps(5_000, { at: '2026-03-10T08:00:00.000Z' }))
  assert.equal(await dayOf(ann, habit, TODAY), undefined)
  await signal(ann, steps(3_412, { at: '2026-03-10T10:00:00.000Z' }))
  assert.equal(await dayOf(ann, habit, TODAY), 8_412)
  await signal(ann, steps(1_000, { at: '2026-03-10T11:00:00.000Z' }))
  assert.equal(await dayOf(ann, habit, TODAY), 9_412)
  assert.deepEqual(await outcomes(ann, rule), ['done', 'corrected'])
  const [newest] = await runsOf(ann, rule)
  assert.equal(newest?.reason, '1 of 1 met, 1 needed: sum of steps 9412 ≥ 8000')
})

test('the feed names the rule as who wrote, and the day earns its points like any other', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  const rule = await aRule(ann, { habitId: habit.id })
  await signal(ann, steps(9_000))
  const { database } = app.platform
  const changes = await rowsOf<{ actor: string }>(
    database.db,
    sql`select actor from changes where user_id = ${ann.userId} and entity = 'habit_log'`,
  )
  assert.deepEqual(changes, [{ actor: `signal:${rule.id}` }])
  assert.ok((await ann.get('/wallet')).body.balance > 0)
})

test('what the user has logged is never overwritten, nor is what a rule made once the user has changed or deleted it', async () => {
  const ann = await app.as()
  const [own, changed, deleted] = [await aHabit(ann), await aHabit(ann), await aHabit(ann)]
  const rules: Body[] = []
  for (const { id } of [own, changed, deleted]) rules.push(await aRule(ann, { habitId: id, amountFrom: 0 }))
  await ann.put(`/habits/${own.id}/logs/${TODAY}`, { state: 'skipped', note: 'Ill' })
  await signal(ann, steps(9_000))
  await ann.put(`/habits/${changed.id}/logs/${TODAY}`, { amount: 1 })
  await ann.delete(`/habits/${deleted.id}/logs/${TODAY}`)
  for (const value of [500, 600]) await signal(ann, steps(value))
  const { items } = (await ann.get(`/habits/${own.id}/logs`)).body
  assert.deepEqual([items[0].state, items[0].note], ['skipped', 'Ill'])
  assert.deepEqual([await dayOf(ann, changed, TODAY), await dayOf(ann, deleted, TODAY)], [1, undefined])
  for (const [at, expected] of [['kept'], ['done', 'kept'], ['done', 'kept']].entries())
    assert.deepEqual(await outcomes(ann, rules[at]), expected)
})

test('a corrected or deleted signal corrects what it made and nothing else', async () => {
  const ann = await app.as()
  const [habit, other] = [await aHabit(ann), await aHabit(ann)]
  const rule = await aRule(ann, { habitId: habit.id, amountFrom: 0 })
  await ann.put(`/habits/${other.id}/logs/${TODAY}`, {})
  const [{ id }] = (await signal(ann, steps(9_000, { externalId: 'walk' }))) as [Body]
  await signal(ann, steps(8_500, { externalId: 'walk', at: NOON }))
  assert.equal(await dayOf(ann, habit, TODAY), 8_500)
  await signal(ann, steps(7_000, { externalId: 'walk', at: NOON }))
  assert.equal(await dayOf(ann, habit, TODAY), undefined)
  assert.equal((await ann.get('/wallet')).body.owed ?? 0, 0)
  await signal(ann, steps(8_100, { externalId: 'walk', at: NOON }))
  assert.equal(await dayOf(ann, habit, TODAY), 8_100)
  assert.equal((await ann.delete(`/signals/${id}`)).status, 204)
  assert.equal(await dayOf(ann, habit, TODAY), undefined)
  assert.equal(await dayOf(ann, other, TODAY), null)
  assert.deepEqual(await outcomes(ann, rule), ['done', 'corrected', 'withdrawn', 'done', 'withdrawn'])
})

test('a signal that moves to another day takes what it made along', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  await aRule(ann, { habitId: habit.id })
  await signal(ann, steps(9_000, { externalId: 'walk', at: NOON }))
  await signal(ann, steps(9_000, { externalId: 'walk', at: '2026-03-09T12:00:00.000Z' }))
  assert.deepEqual([await dayOf(ann, habit, TODAY), await dayOf(ann, habit, '2026-03-09')], [undefined, null])
})

test('a metric is logged once a day, converted, corrected as signals come, and never beside a value of the user', async () => {
  const ann = await app.as()
  const [metric, own] = [await aMetric(ann), await aMetric(ann)]
  const weigh = { conditions: [{ type: 'weight', aggregation: 'last', comparison: 'gt', value: 0, unit: 'kg' }] }
  await aRule(ann, { ...weigh, action: 'log_metric', metricId: metric.id, amountFrom: 0 })
  const kept = await aRule(ann, { ...weigh, action: 'log_metric', metricId: own.id, amountFrom: 0 })
  await ann.post(`/metrics/${own.id}/logs`, { value: 80 })
  await signal(ann, { type: 'weight', value: 150, unit: 'lb', at: '2026-03-10T07:00:00.000Z' })
  await signal(ann, { type: 'weight', value: 67.5, unit: 'kg', at: '2026-03-10T08:00:00.000Z' })
  await signal(ann, { type: 'weight', value: 69, unit: 'kg', at: '2026-03-10T06:00:00.000Z' })
  const values = async ({ id }: Body) =>
    (await ann.get(`/metrics/${id}/logs`)).body.items.map(({ value, loggedAt }: Body) => [value, loggedAt])
  assert.deepEqual(await values(metric), [[67.5, '2026-03-10T08:00:00.000Z']])
  assert.deepEqual(
    (await values(own)).map(([value]: [number]) => value),
    [80],
  )
  assert.deepEqual(await outcomes(ann, kept), ['kept'])
})

test('a task is created once a day, stays once it is done, and is taken back while nobody has touched it', async () => {
  const ann = await app.as()
  const rule = await aRule(ann, { action: 'create_task', taskTitle: 'Stretch' })
  const tasks = async (): Promise<Body[]> => (await ann.get('/tasks')).body.items
  await signal(ann, steps(9_000, { externalId: 'walk', at: NOON }))
  await signal(ann, steps(500))
  assert.deepEqual(
    (await tasks()).map(({ title, dueDate }) => [title, dueDate]),
    [['Stretch', TODAY]],
  )
  await signal(ann, steps(100, { externalId: 'walk', at: NOON }))
  assert.deepEqual(await tasks(), [])
  await signal(ann, steps(9_000, { externalId: 'walk', at: NOON }))
  const [{ id }] = (await tasks()) as [Body]
  await ann.post(`/tasks/${id}/complete`)
  await signal(ann, steps(100, { externalId: 'walk', at: NOON }))
  assert.equal((await ann.get(`/tasks/${id}`)).body.status, 'done')
  assert.deepEqual(await outcomes(ann, rule), ['done', 'withdrawn', 'done', 'kept'])
})

test('a rule that is met without the value it shall log says so, and logs nothing', async () => {
  const ann = await app.as()
  const metric = await aMetric(ann)
  const weight = { type: 'weight', aggregation: 'last', comparison: 'gt', value: 0, unit: 'kg' }
  const fields = { match: 'any', conditions: [weight, STEPS], action: 'log_metric', metricId: metric.id, amountFrom: 0 }
  const rule = await aRule(ann, fields)
  await signal(ann, steps(9_000))
  assert.deepEqual((await ann.get(`/metrics/${metric.id}/logs`)).body.items, [])
  assert.deepEqual(await outcomes(ann, rule), ['failed'])
  await signal(ann, { type: 'weight', value: 70, unit: 'kg' })
  assert.deepEqual(await outcomes(ann, rule), ['failed', 'done'])
})

test('what a rule makes is no signal: nothing starts again by itself', async () => {
  const ann = await app.as()
  const [habit, metric] = [await aHabit(ann), await aMetric(ann)]
  const rules = [
    await aRule(ann, { habitId: habit.id }),
    await aRule(ann, { action: 'log_metric', metricId: metric.id, amountFrom: 0 }),
  ]
  await signal(ann, steps(9_000))
  await signal(ann, { type: 'door', value: 'open' })
  assert.equal((await ann.get('/signals')).body.items.length, 2)
  for (const rule of rules) assert.deepEqual(await outcomes(ann, rule), ['done'])
})

test('a rule whose habit is in the trash fails with its reason, once, and keeps no other from being judged', async () => {
  const ann = await app.as()
  const [gone, habit] = [await aHabit(ann), await aHabit(ann)]
  const failing = await aRule(ann, { habitId: gone.id })
  await aRule(ann, { habitId: habit.id })
  await ann.delete(`/habits/${gone.id}`)
  await signal(ann, steps(9_000))
  await signal(ann, steps(100))
  assert.equal(await dayOf(ann, habit, TODAY), null)
  assert.deepEqual(
    (await runsOf(ann, failing)).map(({ outcome, reason }) => [outcome, reason]),
    [['failed', 'Habit not found']],
  )
  await ann.post(`/habits/${gone.id}/restore`)
  await signal(ann, steps(100, { at: '2026-03-10T09:00:00.000Z' }))
  assert.equal(await dayOf(ann, gone, TODAY), null)
})

test('signals that come from many devices at once tick a habit and create a task exactly once', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  const ticking = await aRule(ann, { habitId: habit.id })
  const creating = await aRule(ann, { action: 'create_task', taskTitle: 'Stretch' })
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) => ann.post('/signals', steps(9_000, { externalId: `walk ${at}`, at: NOON }))),
  )
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.deepEqual([await outcomes(ann, ticking), await outcomes(ann, creating)], [['done'], ['done']])
  assert.equal((await ann.get('/tasks')).body.items.length, 1)
})

test('the day is that of the user’s own zone and hour, also when the clocks change', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  const habit = await aHabit(ann)
  await aRule(ann, { habitId: habit.id, amountFrom: 0, conditions: [{ ...STEPS, value: 1 }] })
  await signal(ann, [
    // The night to 8 March lost an hour: midnight was 05:00 UTC, the next one 04:00.
    steps(1, { at: '2026-03-08T04:59:00.000Z' }),
    steps(10, { at: '2026-03-08T05:00:00.000Z' }),
    steps(100, { at: '2026-03-09T03:59:00.000Z' }),
    steps(1_000, { at: '2026-03-09T04:00:00.000Z' }),
  ])
  assert.deepEqual(
    [
      await dayOf(ann, habit, '2026-03-07'),
      await dayOf(ann, habit, '2026-03-08'),
      await dayOf(ann, habit, '2026-03-09'),
    ],
    [1, 110, 1_000],
  )
})

test('sleep belongs to the morning on which it ended, and time that several devices saw counts once', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  const asleep = { type: 'sleep', aggregation: 'duration', comparison: 'gte', value: 7, unit: 'h' }
  await aRule(ann, { habitId: habit.id, amountFrom: 0, conditions: [asleep] })
  await signal(ann, [
    {
      type: 'HKCategoryTypeIdentifierSleepAnalysis',
      source: 'watch',
      at: '2026-03-09T22:00:00.000Z',
      endAt: '2026-03-10T04:00:00.000Z',
    },
    { type: 'SleepSessionRecord', source: 'ring', at: '2026-03-10T02:00:00.000Z', endAt: '2026-03-10T05:30:00.000Z' },
  ])
  assert.equal(await dayOf(ann, habit, TODAY), 7.5)
})

test('words, sources and several conditions are looked at: a tag at the door is no sleep', async () => {
  const ann = await app.as()
  const habit = await aHabit(ann)
  const atGym = {
    type: 'person.ann',
    source: 'home_assistant',
    text: 'Gym',
    aggregation: 'count',
    comparison: 'gte',
    value: 1,
  }
  await aRule(ann, {
    habitId: habit.id,
    match: 'at_least',
    atLeast: 2,
    conditions: [atGym, STEPS, { ...STEPS, type: 'nfc' }],
  })
  await signal(ann, { type: 'person.ann', source: 'home_assistant', value: 'home' })
  await signal(ann, steps(9_000))
  await signal(ann, { type: 'person.ann', source: 'phone', value: 'gym' })
  assert.equal(await dayOf(ann, habit, TODAY), undefined)
  await signal(ann, { type: 'person.ann', source: 'home_assistant', value: 'gym' })
  assert.equal(await dayOf(ann, habit, TODAY), null)
})
