import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayCounter } from '#core/time/days.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { type Course, earned } from './milestones.ts'
import type { Points } from './series.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const DAY = 86_400_000
const START = Date.parse('2025-01-01T09:00:00Z')
const course = (more: Partial<Course> = {}): Course => ({
  direction: 'higher',
  target: null,
  thresholdLow: null,
  thresholdHigh: null,
  baseline: null,
  targetSince: null,
  ...more,
})
/** Values on the given days from the first of January 2025 on. */
const on = (days: number[], value: (day: number) => number = () => 1): Points => ({
  at: Float64Array.from(days, (day) => START + day * DAY),
  value: Float64Array.from(days, value),
})
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)
const what = (points: Points, more: Partial<Course> = {}) =>
  earned(points, course(more), dayCounter('UTC')).map(({ type, value }) => `${type} ${value}`)

test('seven days in a row are a streak, seven of eight are consistent, and what was earned is not lost by a break', () => {
  assert.deepEqual(what(on(range(0, 6))), [])
  assert.deepEqual(what(on(range(0, 7))), ['streak 7', 'consistency 7'])
  assert.deepEqual(what(on([0, 1, 2, 4, 5, 6, 7])), ['consistency 7'])
  assert.deepEqual(what(on([0, 1, 2, 4, 5, 7, 8])), [])
  assert.deepEqual(what(on([...range(0, 7), 40, 90])), ['streak 7', 'consistency 7'])
  assert.deepEqual(what(on(range(0, 100))), ['streak 7', 'streak 30', 'streak 100', 'consistency 7', 'consistency 30'])
  assert.deepEqual(what(on([0, 0, 0, 0, 0, 0, 0])), [])
})

test('improvement is in the good direction: down for weight, closer for a target, and never from zero', () => {
  const down = on([0, 5], (day) => (day === 0 ? 100 : 74))
  assert.deepEqual(what(down, { direction: 'lower' }), ['improvement 10', 'improvement 25'])
  assert.deepEqual(what(down), [])
  assert.deepEqual(what(down, { direction: 'target', target: 20 }), ['improvement 10', 'improvement 25'])
  assert.deepEqual(what(on([0, 5], (day) => day)), [])
  assert.deepEqual(
    what(
      on([0, 5], (day) => day),
      { baseline: 4 },
    ),
    ['improvement 10', 'improvement 25'],
  )
  assert.deepEqual(what(on([0, 5], (day) => (day === 0 ? 1.1 : 1.21))), ['improvement 10'])
  assert.deepEqual(what(on([0, 5], (day) => (day === 0 ? -10 : -5))), [
    'improvement 10',
    'improvement 25',
    'improvement 50',
  ])
})

test('a target is reached by a log since it was set, for points by its size', () => {
  const points = on([0, 5, 9], (day) => day)
  assert.deepEqual(what(points, { target: 5 }), ['target_reached 5'])
  assert.deepEqual(what(points, { target: 5, targetSince: START + 6 * DAY }), ['target_reached 5'])
  assert.deepEqual(what(points, { target: 9, targetSince: START + 10 * DAY }), [])
  const award = (target: number) =>
    earned(
      on([0], () => 1_000),
      course({ target }),
      dayCounter('UTC'),
    )[0]?.points
  assert.deepEqual([50, 50.5, 100, 101].map(award), [200, 240, 240, 300])
})

const made = async (by: Caller, more: object = {}): Promise<Body> =>
  (await by.post('/metrics', { name: 'Steps', ...more })).body
const milestones = async (by: Caller, id: string): Promise<string[]> =>
  (await by.get(`/metrics/${id}/milestones`)).body.items.map((one: Body) => `${one.type} ${one.value}`).sort()
const balance = async (by: Caller): Promise<number> => (await by.get('/wallet')).body.balance

test('milestones are recorded once with their points, however often the logs are sent', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 60 })
  const logs = range(0, 7).map((day) => ({
    value: 50 + 2 * day,
    loggedAt: new Date(START + day * DAY).toISOString(),
    externalId: `day ${day}`,
  }))
  await ann.post(`/metrics/${id}/logs`, { logs })
  const first = await milestones(ann, id)
  assert.deepEqual(first, ['consistency 7', 'improvement 10', 'streak 7', 'target_reached 60'])
  assert.equal(await balance(ann), 175 + 200 + 350 + 240)
  assert.equal((await ann.post(`/metrics/${id}/logs`, { logs })).status, 200)
  assert.equal((await ann.post(`/metrics/${id}/logs`, { value: 62 })).status, 201)
  assert.deepEqual(await milestones(ann, id), first)
  assert.equal(await balance(ann), 965)
  const { items } = (await ann.get(`/metrics/${id}/milestones`)).body
  const target = items.find((one: Body) => one.type === 'target_reached')
  assert.deepEqual([target.achievedAt, target.pointsAwarded], ['2025-01-06T09:00:00.000Z', 240])
})

test('a milestone goes with the log that earned it, comes back with it, and its points follow', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 10 })
  const { body: low } = await ann.post(`/metrics/${id}/logs`, { value: 5, loggedAt: '2025-01-01T09:00:00Z' })
  const { body: high } = await ann.post(`/metrics/${id}/logs`, { value: 10, loggedAt: '2025-01-02T09:00:00Z' })
  const all = ['improvement 10', 'improvement 25', 'improvement 50', 'target_reached 10']
  assert.deepEqual([await milestones(ann, id), await balance(ann)], [all, 1_900])
  await ann.delete(`/metrics/${id}/logs/${high.id}`)
  assert.deepEqual([await milestones(ann, id), await balance(ann)], [[], 0])
  await ann.post(`/metric-logs/${high.id}/restore`)
  assert.deepEqual([await milestones(ann, id), await balance(ann)], [all, 1_900])
  await ann.patch(`/metrics/${id}/logs/${high.id}`, { value: 6 })
  assert.deepEqual([await milestones(ann, id), await balance(ann)], [['improvement 10'], 200])
  await ann.patch(`/metrics/${id}/logs/${low.id}`, { note: 'a note changes nothing' })
  assert.deepEqual(await milestones(ann, id), ['improvement 10'])
})

test('a target of the past stays reached when the next one is set, and the next one needs a new log', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 10 })
  await ann.post(`/metrics/${id}/logs`, { value: 30, loggedAt: '2025-01-01T09:00:00Z' })
  await ann.patch(`/metrics/${id}`, { target: 20 })
  const { body: last } = await ann.post(`/metrics/${id}/logs`, { value: 5, loggedAt: '2025-01-02T09:00:00Z' })
  assert.deepEqual(await milestones(ann, id), ['target_reached 10'])
  await ann.delete(`/metrics/${id}/logs/${last.id}`)
  assert.deepEqual(await milestones(ann, id), ['target_reached 10'])
  await ann.post(`/metrics/${id}/logs`, { value: 20 })
  assert.deepEqual(await milestones(ann, id), ['target_reached 10', 'target_reached 20'])
})

test('a hundred logs at once that all reach the target reach it once', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 10 })
  await Promise.all(range(0, 100).map(() => ann.post(`/metrics/${id}/logs`, { value: 10 })))
  assert.deepEqual([await milestones(ann, id), await balance(ann)], [['target_reached 10'], 200])
})

test('a stranger sees no milestones', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id } = await made(ann)
  assert.equal((await bob.get(`/metrics/${id}/milestones`)).status, 404)
})
