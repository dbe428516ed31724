import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayCounter } from '#core/time/days.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { analyse, anomaliesOf, trendOf } from './analytics.ts'
import { type Aim, progressOf } from './progress.ts'
import { intensities, movingAverage, type Points, streaks } from './series.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const DAY = 86_400_000
const START = Date.parse('2026-01-01T09:00:00Z')
/** One value a day from the first of January on. */
const dailyPoints = (values: number[]): Points => ({
  at: Float64Array.from(values, (_, i) => START + i * DAY),
  value: Float64Array.from(values),
})
const aim = (direction: Aim['direction'], target: number | null = null): Aim => ({
  direction,
  target,
  thresholdLow: null,
  thresholdHigh: null,
})
const utc = (today: string) => ({ dayOf: dayCounter('UTC'), today: dayCounter('UTC')(Date.parse(today)) })

test('velocity is change per day, acceleration its change, and direction says whether the step was good', () => {
  const points = dailyPoints([80, 79, 77])
  assert.deepEqual(trendOf(points, aim('lower')), {
    current: 77,
    previous: 79,
    change: -2,
    changePercent: (-2 / 79) * 100,
    velocity: -2,
    acceleration: -1,
    direction: 'improving',
  })
  assert.equal(trendOf(points, aim('higher')).direction, 'declining')
  assert.equal(trendOf(points, aim('target', 76)).direction, 'improving')
  assert.equal(trendOf(points, aim('target', 79.5)).direction, 'declining')
  assert.equal(trendOf(points, aim('target')).direction, 'stable')
  const slow = { at: Float64Array.of(START, START + 4 * DAY), value: Float64Array.of(10, 12) }
  assert.equal(trendOf(slow, aim('higher')).velocity, 0.5)
  const hasty = { at: Float64Array.of(START, START + 60_000), value: Float64Array.of(10, 12) }
  assert.equal(trendOf(hasty, aim('higher')).velocity, 2)
})

test('a change from zero has no percent, and one from a negative value keeps its sign', () => {
  assert.equal(trendOf(dailyPoints([0, 5]), aim('higher')).changePercent, 0)
  assert.equal(trendOf(dailyPoints([-10, -5]), aim('higher')).changePercent, 50)
})

test('progress is by direction, between 0 and 100, for targets and values of any sign and for zero', () => {
  const cases: [Aim['direction'], number, number, number, number, boolean, boolean][] = [
    // direction, target, current → percent, remaining, on track, at target
    ['higher', 10, 8, 80, 2, true, false],
    ['higher', 10, 9, 90, 1, true, true],
    ['higher', 10, 25, 100, 0, true, true],
    ['higher', 0, 0, 100, 0, true, true],
    ['higher', 0, -5, 0, 5, false, false],
    ['higher', -10, -20, 0, 10, false, false],
    ['higher', -10, -5, 100, 0, true, true],
    ['lower', 10, 20, 50, 10, false, false],
    ['lower', 10, 11, (10 / 11) * 100, 1, true, true],
    ['lower', 10, 0, 100, 0, true, true],
    ['lower', 0, 0, 100, 0, true, true],
    ['lower', 0, 5, 0, 5, false, false],
    ['target', 100, 95, 50, 5, true, true],
    ['target', 100, 110, 0, 10, true, true],
    ['target', 100, 111, 0, 11, false, false],
    ['target', 100, 100, 100, 0, true, true],
    ['target', 0, 0, 100, 0, true, true],
    ['target', 0, 1, 0, 1, false, false],
    ['target', -100, -95, 50, 5, true, true],
  ]
  for (const [direction, target, current, percent, remaining, isOnTrack, isAtTarget] of cases) {
    const { status: _, alert: __, ...rest } = progressOf(aim(direction, target), current)
    assert.deepEqual(
      rest,
      { current, target, percent, remaining, isOnTrack, isAtTarget },
      `${direction} ${target} ${current}`,
    )
  }
  const { percent, isOnTrack, isAtTarget, status } = progressOf(aim('higher'), 5)
  assert.deepEqual([percent, isOnTrack, isAtTarget, status], [0, true, false, 'no_target'])
  assert.equal(progressOf(aim('higher', 5), null).status, 'no_data')
  const bounded = { ...aim('higher'), thresholdLow: 3, thresholdHigh: 7 }
  assert.deepEqual(
    [2, 5, 8].map((value) => progressOf(bounded, value).alert),
    ['below_threshold', null, 'above_threshold'],
  )
})

test('a streak counts from its newest day back, and lives until the day after has passed', () => {
  const days = [1, 2, 3, 10, 11, 12, 13].map((day) => ({ day }))
  assert.deepEqual(streaks(days, 13), { current: 4, longest: 4 })
  assert.deepEqual(streaks(days, 14), { current: 4, longest: 4 })
  assert.deepEqual(streaks(days, 15), { current: 0, longest: 4 })
  assert.deepEqual(streaks([], 15), { current: 0, longest: 0 })
})

test('the forecast of a straight line is on it, and its interval has no width', () => {
  const points = dailyPoints([1, 2, 3, 4, 5])
  const { forecast, progress } = analyse(points, aim('higher', 20), utc('2026-01-05'))
  assert.ok(forecast)
  assert.equal(forecast.date, '2026-02-04')
  for (const value of [forecast.value, forecast.low, forecast.high]) assert.ok(Math.abs(value - 35) < 1e-9)
  assert.ok(Math.abs(forecast.r2 - 1) < 1e-12)
  assert.equal(progress.expectedOn, '2026-01-20')
  assert.equal(analyse(points, aim('lower', 0.5), utc('2026-01-05')).progress.expectedOn, null)
  assert.equal(analyse(dailyPoints([1, 2]), aim('higher'), utc('2026-01-05')).forecast, null)
})

test('the moving average is over the days there are, and forgets what is older than its width', () => {
  const day = (day: number, mean: number) => ({ day, mean, count: 1, sum: mean, min: mean, max: mean })
  assert.deepEqual(movingAverage([day(1, 10), day(2, 20), day(9, 60)], 1, 10, 7), [
    { day: 1, value: 10 },
    { day: 2, value: 15 },
    { day: 3, value: 15 },
    { day: 4, value: 15 },
    { day: 5, value: 15 },
    { day: 6, value: 15 },
    { day: 7, value: 15 },
    { day: 8, value: 20 },
    { day: 9, value: 60 },
    { day: 10, value: 60 },
  ])
})

test('one outlier hides nothing: two of them, which pull the deviation along, are still found', () => {
  const found = anomaliesOf(dailyPoints([10, 11, 10, 12, 11, 10, 90, 95]))
  assert.deepEqual(
    found.map(({ value, severity }) => [value, severity]),
    [
      [95, 'high'],
      [90, 'high'],
    ],
  )
  assert.ok(found.every(({ zScore, modifiedZScore }) => zScore < 2 && modifiedZScore > 3.5))
  assert.deepEqual(anomaliesOf(dailyPoints([5, 5, 5, 5])), [])
  assert.deepEqual(anomaliesOf(dailyPoints([5, 500])), [])
})

test('colours go from 0 to 4, and are 2 when all days are the same', () => {
  assert.deepEqual(intensities([0, 1, 25, 26, 50, 100]), [0, 1, 1, 2, 2, 4])
  assert.deepEqual([intensities([7, 7]), intensities([])], [[2, 2], []])
})

const made = async (by: Caller, more: object = {}): Promise<Body> =>
  (await by.post('/metrics', { name: 'Weight', direction: 'lower', ...more })).body
const log = (by: Caller, id: string, logs: [string, number][]) =>
  by.post(`/metrics/${id}/logs`, { logs: logs.map(([loggedAt, value]) => ({ loggedAt, value })) })
const analytics = async (by: Caller, id: string, query = '') => (await by.get(`/metrics/${id}/analytics${query}`)).body

test('analytics of no log and of one log are whole, without numbers that are none', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 0 })
  const empty = await analytics(ann, id)
  assert.deepEqual([empty.trend.current, empty.progress.status, empty.streak.current], [null, 'no_data', 0])
  assert.deepEqual([empty.forecast, empty.movingAverage, empty.anomalies], [null, [], []])
  await ann.post(`/metrics/${id}/logs`, { value: 7 })
  const one = await analytics(ann, id)
  assert.deepEqual([one.trend.current, one.trend.previous, one.trend.change], [7, null, null])
  assert.deepEqual([one.trend.direction, one.progress.percent, one.progress.remaining], ['stable', 0, 7])
  assert.deepEqual([one.streak.current, one.movingAverage.length, one.forecast], [1, 1, null])
})

test('the same value every day is stable, forecast as it is, and nothing stands out', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  const days = Array.from({ length: 10 }, (_, i): [string, number] => [`2025-03-0${i}T09:00:00Z`, 5]).slice(1)
  await log(ann, id, days)
  const { trend, forecast, anomalies } = await analytics(ann, id, '?now=2025-03-09T12:00:00Z')
  assert.deepEqual([trend.direction, trend.velocity, trend.acceleration], ['stable', 0, 0])
  assert.deepEqual([forecast.value, forecast.low, forecast.high, forecast.r2], [5, 5, 5, 1])
  assert.equal(forecast.date, '2025-04-08')
  assert.deepEqual(anomalies, [])
})

test('a streak is in the owner’s days: around midnight, over both changes of the clocks, with a day that starts late', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  const { id } = await made(ann)
  // 23:30 and 00:30 in New York, around the night the clocks jump (8 to 9 March 2025); in UTC two of them share a day.
  await log(ann, id, [
    ['2025-03-08T04:30:00Z', 1],
    ['2025-03-09T04:30:00Z', 2],
    ['2025-03-10T03:30:00Z', 3],
    ['2025-03-10T04:30:00Z', 4],
  ])
  const { streak } = await analytics(ann, id, '?now=2025-03-10T16:00:00Z')
  assert.deepEqual(streak, { current: 4, longest: 4, lastLoggedOn: '2025-03-10' })
  await ann.patch('/users/me', { dayStartsAt: '04:00' })
  const late = await analytics(ann, id, '?now=2025-03-10T16:00:00Z')
  assert.deepEqual(late.streak, { current: 3, longest: 3, lastLoggedOn: '2025-03-09' })
  const elsewhere = await analytics(ann, id, '?now=2025-03-10T16:00:00Z&timezone=Europe/Berlin')
  assert.deepEqual(elsewhere.streak, { current: 3, longest: 3, lastLoggedOn: '2025-03-10' })
})

test('what is remembered is forgotten with every change of the logs, the metric and the day', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 5 })
  const { body: first } = await ann.post(`/metrics/${id}/logs`, { value: 10, loggedAt: '2025-01-01T00:00:00Z' })
  const current = async () => (await analytics(ann, id)).trend.current
  assert.equal(await current(), 10)
  await ann.patch(`/metrics/${id}/logs/${first.id}`, { value: 11 })
  assert.equal(await current(), 11)
  await ann.post(`/metrics/${id}/logs`, { logs: [{ value: 12 }] })
  assert.equal(await current(), 12)
  await ann.patch(`/metrics/${id}`, { target: 12 })
  assert.equal((await analytics(ann, id)).progress.percent, 100)
  await ann.delete(`/metrics/${id}/logs/${first.id}`)
  assert.equal((await analytics(ann, id)).trend.previous, null)
  assert.equal((await analytics(ann, id, '?now=2999-01-01T00:00:00Z')).streak.current, 0)
})

test('a week is compared with the one before, by the days of the owner', async () => {
  const ann = await app.as()
  const { id } = await made(ann)
  await log(ann, id, [
    ['2025-03-03T09:00:00Z', 80],
    ['2025-03-09T23:00:00Z', 82],
    ['2025-03-10T01:00:00Z', 78],
  ])
  const { body } = await ann.get(`/metrics/${id}/comparison?now=2025-03-12T12:00:00Z`)
  assert.deepEqual([body.previous.from, body.previous.to, body.previous.mean], ['2025-03-03', '2025-03-09', 81])
  assert.deepEqual([body.current.from, body.current.to, body.current.mean], ['2025-03-10', '2025-03-12', 78])
  assert.deepEqual([body.change, body.direction], [-3, 'improving'])
  const { body: month } = await ann.get(`/metrics/${id}/comparison?period=month&now=2025-03-12T12:00:00Z`)
  assert.deepEqual([month.previous.from, month.previous.logs, month.change], ['2025-02-01', 0, null])
  const { body: map } = await ann.get(`/metrics/${id}/heatmap?months=1&now=2025-03-12T12:00:00Z`)
  assert.deepEqual([map.from, map.to], ['2025-02-12', '2025-03-12'])
  assert.deepEqual(
    map.items.map((one: Body) => [one.date, one.intensity]),
    [
      ['2025-03-03', 2],
      ['2025-03-09', 4],
      ['2025-03-10', 0],
    ],
  )
})

test('correlations are of the owner’s days and metrics alone, and a stranger’s metric is not found', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [sleep, mood, other] = [await made(ann, { name: 'Sleep' }), await made(ann, { name: 'Mood' }), await made(bob)]
  const hours = [7, 5, 8, 6, 9, 4, 7.5, 6.5, 8.5, 5.5]
  const day = (i: number) => `2025-03-${String(i + 1).padStart(2, '0')}T09:00:00Z`
  await log(
    ann,
    sleep.id,
    hours.map((value, i) => [day(i), value]),
  )
  // Two logs a day whose mean follows the night before.
  await log(
    ann,
    mood.id,
    hours.flatMap((value, i): [string, number][] => [
      [day(i + 1), value - 1],
      [day(i + 1).replace('09:', '18:'), value + 1],
    ]),
  )
  await log(
    bob,
    other.id,
    hours.map((value, i) => [day(i), value]),
  )
  const { body } = await ann.get('/metrics/correlations?days=30&now=2025-03-15T12:00:00Z')
  assert.deepEqual([body.metrics, body.items.length], [2, 1])
  const [found] = body.items
  assert.deepEqual([found.metricId, found.otherMetricId, found.lagDays, found.n], [sleep.id, mood.id, 1, 10])
  assert.deepEqual([found.pearson.r, found.spearman.r, found.isSignificant], [1, 1, true])
  assert.equal((await bob.get(`/metrics/correlations?metricId=${sleep.id}`)).status, 404)
  const { body: alone } = await bob.get('/metrics/correlations?now=2025-03-15T12:00:00Z')
  assert.deepEqual(alone, { items: [], metrics: 1, tested: 0 })
})

test('ten thousand logs, and values at the edge of what is taken, give finite numbers', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { target: 1e15 })
  const url = `/metrics/${id}/logs`
  for (let part = 0; part < 10; part++) {
    const logs = Array.from({ length: 1_000 }, (_, i) => ({
      value: i % 2 === 0 ? 1e15 : -1e15,
      loggedAt: new Date(START - (part * 1_000 + i) * 3_600_000).toISOString(),
    }))
    assert.equal((await ann.post(url, { logs })).status, 200)
  }
  const body = await analytics(ann, id, '?now=2026-01-01T12:00:00Z')
  const numbers = JSON.stringify(body).match(/:(null|-?[\d.e+-]+)/g) ?? []
  assert.ok(numbers.length > 100)
  assert.ok(Number.isFinite(body.forecast.low) && Number.isFinite(body.forecast.high))
  assert.equal(body.streak.current, 418)
  assert.equal((await ann.get(`/metrics/${id}`)).body.logCount, 10_000)
})
