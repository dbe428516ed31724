import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs, type UserCtx } from '#core/ctx.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { countMetricsOfGoals, metricIdsOfGoal } from './links.service.ts'
import { metricsOverview } from './metrics.service.ts'
import { DIRECTIONS, isAtTarget } from './progress.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const ctxOf = (by: Caller): UserCtx => actingAs({ ...app.platform.base, actor: null }, by.userId, 'test')
const made = async (by: Caller, more: object = {}): Promise<Body> =>
  (await by.post('/metrics', { name: 'Weight', ...more })).body

test('a goal counts a metric as done by the same rule as its analytics, whatever the direction, sign and target', async () => {
  const ann = await app.as()
  const cases = DIRECTIONS.flatMap((direction) =>
    [10, 0, -10, null].flatMap((target) =>
      [10, 9, 8.9, 11, 11.1, 0, -9, -11, -20].map((value) => ({ direction, target, value })),
    ),
  )
  const { body: goal } = await ann.post('/goals', { title: 'All' })
  for (const { value, ...fields } of cases) {
    const { id } = await made(ann, { ...fields, goalIds: [goal.id] })
    await ann.post(`/metrics/${id}/logs`, { value })
  }
  const done = cases.filter(({ value, ...aim }) => isAtTarget(aim, value)).length
  const counts = await countMetricsOfGoals(ctxOf(ann), [goal.id])
  assert.deepEqual(counts.get(goal.id), { done, total: cases.length })
})

test('a goal moves with the log that brings its metric to the target, and back with its end', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'Light' })
  const { id } = await made(ann, { direction: 'lower', target: 70 })
  await ann.put(`/goals/${goal.id}/links/metric/${id}`)
  const percent = async () => (await ann.get(`/goals/${goal.id}/progress`)).body.components.metrics.percent
  assert.equal(await percent(), 0)
  const { body: log } = await ann.post(`/metrics/${id}/logs`, { value: 70 })
  assert.equal(await percent(), 100)
  assert.equal((await ann.get(`/goals/${goal.id}`)).body.progress, 100)
  await ann.delete(`/metrics/${id}/logs/${log.id}`)
  assert.equal((await ann.get(`/goals/${goal.id}`)).body.progress, 0)
})

test('archived metrics and those in the trash do not count, and a stranger’s goal counts nothing', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: goal } = await ann.post('/goals', { title: 'G' })
  const [a, b, c] = [
    await made(ann, { goalIds: [goal.id] }),
    await made(ann, { goalIds: [goal.id], status: 'archived' }),
    await made(ann, { goalIds: [goal.id] }),
  ]
  await ann.delete(`/metrics/${c.id}`)
  assert.deepEqual((await countMetricsOfGoals(ctxOf(ann), [goal.id])).get(goal.id), { done: 0, total: 1 })
  assert.deepEqual(await metricIdsOfGoal(ctxOf(ann), goal.id, undefined, 10), [a.id, b.id])
  assert.deepEqual(await metricIdsOfGoal(ctxOf(ann), goal.id, a.id, 10), [b.id])
  assert.equal((await countMetricsOfGoals(ctxOf(bob), [goal.id])).size, 0)
})

test('the overview shows active metrics with how they stand, the one logged last first', async () => {
  const ann = await app.as()
  const weight = await made(ann, { direction: 'lower', target: 70, thresholdHigh: 79 })
  const silent = await made(ann, { name: 'Silent' })
  await made(ann, { name: 'Old', status: 'archived' })
  const steps = await made(ann, { name: 'Steps' })
  await ann.post(`/metrics/${weight.id}/logs`, {
    logs: [
      { value: 80, loggedAt: '2025-01-01T00:00:00Z' },
      { value: 84, loggedAt: '2025-01-02T00:00:00Z' },
    ],
  })
  await ann.post(`/metrics/${steps.id}/logs`, { value: 5 })
  const shown = await metricsOverview(ctxOf(ann))
  assert.deepEqual(
    shown.map(({ id, value, change, trend, isAtTarget, status, alert }) => ({
      ...{ id, value, change, trend, isAtTarget, status, alert },
    })),
    [
      { id: steps.id, value: 5, change: null, trend: 'stable', isAtTarget: false, status: 'no_target', alert: null },
      {
        ...{ id: weight.id, value: 84, change: 4, trend: 'declining', isAtTarget: false, status: 'on_track' },
        alert: 'above_threshold',
      },
      {
        id: silent.id,
        value: null,
        change: null,
        trend: 'stable',
        isAtTarget: false,
        status: 'no_target',
        alert: null,
      },
    ],
  )
})
