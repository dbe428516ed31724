import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays, weekdayOf } from '#core/time/zones.ts'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

let app: TestApp
let model: ModelServer
let withModel: TestApp
before(async () => {
  app = await startApp()
  model = await openModelServer()
  withModel = await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } })
  // Opening two databases keeps a small machine so busy that it turns callers away for a moment.
  for (const one of [app, withModel])
    await eventually(async () => assert.equal((await (await one.as()).get('/tasks')).status, 200))
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  model.close()
})

const TODAY = '2026-06-30'
const NOW = `${TODAY}T12:00:00.000Z`

async function make(caller: Caller, fields: object, values: (number | null)[] = []): Promise<string> {
  const { body } = await caller.post('/metrics', { name: 'Weight', unit: 'kg', direction: 'lower', ...fields })
  await log(caller, body.id, values)
  return body.id
}
/** One value a day until today; null leaves a day out. */
async function log(caller: Caller, id: string, values: (number | null)[]) {
  const logs = values.flatMap((value, at) =>
    value === null ? [] : [{ value, loggedAt: `${addDays(TODAY, at - values.length + 1)}T08:00:00.000Z` }],
  )
  if (logs.length > 0) assert.equal((await caller.post(`/metrics/${id}/logs`, { logs })).status, 200)
}
async function ask(caller: Caller, name: string, input: object) {
  const { status, body } = await caller.post(`/ai/metrics/${name}`, { ...input, now: NOW, timezone: 'UTC' })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const wave = (days: number, value: (at: number) => number) => Array.from({ length: days }, (_, at) => value(at))
/** Between -1 and 1, always the same, without a rhythm of its own. */
const noise = (at: number) => (((at * 7919 + 13) % 101) - 50) / 50

test('a trend is told with what it comes to and whether that is good', async () => {
  const ann = await app.as()
  const metricId = await make(
    ann,
    {},
    wave(40, (at) => 80 - at * 0.1 + noise(at) * 0.3),
  )
  const { result, meta } = await ask(ann, 'patterns', { metricId })
  const [trend] = result.patterns
  assert.deepEqual(
    [trend.type, trend.dataPoints, result.overallTrend, meta.source],
    ['trend', 40, 'improving', 'rules'],
  )
  assert.match(trend.description, /went down by about (3\.[789]|4)\d* kg/)
  await ann.patch(`/metrics/${metricId}`, { direction: 'higher' })
  assert.equal((await ask(ann, 'patterns', { metricId })).result.overallTrend, 'declining')
})

test('weekdays that differ are a cycle, and noise is nothing', async () => {
  const ann = await app.as()
  const sundays = wave(56, (at) => (weekdayOf(addDays(TODAY, at - 55)) === 'su' ? 30 : 10) + noise(at))
  const { result } = await ask(ann, 'patterns', { metricId: await make(ann, { name: 'Sleep' }, sundays) })
  const cycle = result.patterns.find(({ type }: { type: string }) => type === 'cycle')
  assert.match(cycle.description, /highest on Sundays/)
  const quiet = await ask(ann, 'patterns', { metricId: await make(ann, { name: 'Noise' }, wave(60, noise)) })
  assert.deepEqual([quiet.result.patterns, quiet.result.overallTrend], [[], 'stable'])
})

test('with too few days nothing is made up: the answer says how many are needed', async () => {
  const ann = await app.as()
  const metricId = await make(ann, {}, [80, 79])
  const { result: patterns } = await ask(ann, 'patterns', { metricId })
  assert.deepEqual([patterns.patterns, patterns.overallTrend, patterns.confidence], [[], 'unknown', 0.1])
  assert.match(patterns.summary, /2 days have a value .* from 8 on/)
  const { result: target } = await ask(ann, 'targets', { metricId })
  assert.deepEqual([target.recommendedTarget, target.milestones, target.confidence], [null, [], 0.1])
  const { result: odd } = await ask(ann, 'anomalies', { metricId })
  assert.deepEqual([odd.isAnomaly, odd.expectedRange, odd.confidence], [false, null, 0.1])
  assert.match(odd.recommendations[0], /Log 7 more values/)
  const { result: health } = await ask(ann, 'health', { metricId: await make(ann, { name: 'Empty' }) })
  assert.deepEqual([health.healthScore, health.status, health.alerts[0].kind], [null, 'unknown', 'no_logs'])
})

test('a slip of the decimal point is called a spike and told as what it is', async () => {
  const ann = await app.as()
  const metricId = await make(ann, {}, [...wave(20, (at) => 72 + noise(at)), 724])
  const { result } = await ask(ann, 'anomalies', { metricId })
  assert.deepEqual([result.anomalyType, result.severity, result.requiresAttention], ['spike', 'high', true])
  assert.ok(result.expectedRange.max < 80)
  assert.match(result.possibleCauses.join(' '), /decimal point/)
  const { result: usual } = await ask(ann, 'anomalies', {
    metricId: await make(
      ann,
      {},
      wave(20, (at) => 72 + noise(at)),
    ),
  })
  assert.deepEqual([usual.isAnomaly, usual.requiresAttention], [false, false])
})

test('what stopped coming in is a gap, and what moved for days is a shift', async () => {
  const ann = await app.as()
  const stopped = await make(ann, {}, [...wave(20, (at) => 72 + noise(at)), ...Array<null>(9).fill(null)])
  const { result: gap } = await ask(ann, 'anomalies', { metricId: stopped })
  assert.equal(gap.anomalyType, 'gap')
  assert.match(gap.recommendations.join(' '), /for 9 days/)
  const moved = await make(ann, {}, [...wave(30, (at) => 72 + noise(at) * 2), ...wave(5, (at) => 74.2 + at / 10)])
  const { result: shift } = await ask(ann, 'anomalies', { metricId: moved })
  assert.deepEqual([shift.anomalyType, shift.severity], ['shift', 'medium'])
})

test('a target is what the days speak for, with steps on the way, and one within reach stays', async () => {
  const ann = await app.as()
  const metricId = await make(
    ann,
    { name: 'Pages', unit: 'pages', direction: 'higher' },
    wave(60, (at) => 20 + noise(at) * 10),
  )
  const { result } = await ask(ann, 'targets', { metricId })
  assert.ok(result.recommendedTarget > 23 && result.recommendedTarget < 27, String(result.recommendedTarget))
  assert.deepEqual([result.achievability, result.timeframeDays], ['moderate', 30])
  assert.equal(result.milestones.length, 3)
  assert.deepEqual(result.milestones.at(-1).value, result.recommendedTarget)
  assert.deepEqual(result.milestones.at(-1).date, addDays(TODAY, 30))
  await ann.patch(`/metrics/${metricId}`, { target: 26 })
  const { result: kept } = await ask(ann, 'targets', { metricId })
  assert.equal(kept.recommendedTarget, 26)
  assert.match(kept.reasoning, /may stay/)
})

test('health is tracking, progress and trend, and a limit that was crossed is critical', async () => {
  const ann = await app.as()
  const whole = await make(
    ann,
    { target: 70 },
    wave(40, (at) => 76 - at * 0.1 + noise(at) / 10),
  )
  const { result } = await ask(ann, 'health', { metricId: whole })
  // Every day logged (50), 70 / 72.1 of the target (29), improving (20).
  assert.deepEqual([result.healthScore, result.trackingQuality, result.status], [99, 'excellent', 'excellent'])
  await ann.patch(`/metrics/${whole}`, { thresholdHigh: 71 })
  const { result: crossed } = await ask(ann, 'health', { metricId: whole })
  assert.deepEqual([crossed.status, crossed.alerts[0].kind], ['critical', 'threshold'])
  const holes = await make(
    ann,
    {},
    wave(40, () => 70).map((value, at) => (at > 20 && at < 30 ? null : at % 2 ? value : null)),
  )
  const { result: poor } = await ask(ann, 'health', { metricId: holes })
  assert.deepEqual([poor.trackingQuality, poor.dataGaps[0].days], ['poor', 11])
})

test('metrics that go together are named with how sure that is, and what does not is called too weak', async () => {
  const ann = await app.as()
  const sleep = await make(ann, { name: 'Sleep', unit: 'h' }, wave(60, noise))
  const mood = await make(
    ann,
    { name: 'Mood', unit: null },
    wave(60, (at) => noise(at - 1) * 2 + noise(at * 31) / 4),
  )
  const { result } = await ask(ann, 'correlations', { metricId: mood })
  const [found] = result.correlations
  assert.deepEqual([found.metricId, found.isSignificant, found.lagDays], [sleep, true, -1])
  assert.match(found.actionable, /Change “Sleep” .* “Mood” follows/)
  const alone = await (await app.as()).post('/metrics', { name: 'Alone' })
  assert.equal(alone.status, 201)
  const bob = await app.as()
  const { result: none } = await ask(bob, 'correlations', { metricId: await make(bob, {}, wave(20, noise)) })
  assert.deepEqual([none.correlations, none.confidence], [[], 0.1])
  assert.match(none.overallInsights, /no other metric/)
})

test('for a goal, own metrics come first, and what it counts is a metric with its own target', async () => {
  const ann = await app.as()
  const metricId = await make(ann, { name: 'Distance run', unit: 'miles', direction: 'higher' }, [5])
  const { body: goal } = await ann.post('/goals', { title: 'Run a distance of 500 km' })
  const { result } = await ask(ann, 'suggest', { goalId: goal.id })
  assert.deepEqual([result.metrics[0].metricId, result.metrics[0].name], [metricId, 'Distance run'])
  const counted = result.metrics.find(({ unit }: { unit: string }) => unit === 'km')
  assert.deepEqual([counted.metricId, counted.targetValue, counted.direction], [null, 500, 'higher'])
  assert.match(result.reasoning, /one of them you log already/)
  await ann.put(`/goals/${goal.id}/links/metric/${metricId}`)
  const { result: linked } = await ask(ann, 'suggest', { goalId: goal.id })
  assert.ok(linked.metrics.every((one: { metricId: string | null }) => one.metricId !== metricId))
  assert.equal((await (await app.as()).post('/ai/metrics/suggest', { goalId: goal.id })).status, 404)
})

test('a stranger’s metric is not there, and a key must be allowed to read metrics', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const metricId = await make(ann, {}, [80])
  const names = ['patterns', 'anomalies', 'correlations', 'targets', 'health']
  for (const name of names) assert.equal((await bob.post(`/ai/metrics/${name}`, { metricId })).status, 404, name)
  const { body: key } = await ann.post('/api-keys', { name: 'k', scopes: ['ai:write'], expiresInDays: 1 })
  const refused = await (await app.as(key.key)).post('/ai/metrics/patterns', { metricId })
  assert.deepEqual([refused.status, /metrics:read/.test(refused.body.detail)], [403, true])
})

test('a model may think of new metrics, but not of metrics that are not there, nor of targets', async () => {
  const ann = await withModel.as()
  const { body: goal } = await ann.post('/goals', { title: 'Run 500 km' })
  const one = {
    name: 'Pace',
    description: 'x',
    unit: 'min/km',
    direction: 'lower',
    frequency: 'weekly',
    reasoning: 'x',
  }
  const metrics = [
    { ...one, metricId: null, targetValue: 4.5 },
    { ...one, metricId: '0198f3a1-7c00-7000-8000-000000000001', targetValue: null },
    { ...one, metricId: null, name: 'Distance', targetValue: 500 },
  ]
  model.replies.splice(0, Infinity, { text: JSON.stringify({ metrics, reasoning: 'x', confidence: 1 }) })
  const { result, meta } = await ask(ann, 'suggest', { goalId: goal.id })
  assert.equal(meta.source, 'model')
  assert.deepEqual(
    result.metrics.map(({ name, targetValue }: { name: string; targetValue: number }) => [name, targetValue]),
    [
      ['Pace', null],
      ['Distance', 500],
    ],
  )
})

test('a model may tell it better, but neither numbers nor findings are its own, and the answer is kept', async () => {
  const ann = await withModel.as()
  const metricId = await make(
    ann,
    {},
    wave(40, (at) => 80 - at * 0.1 + noise(at) * 0.3),
  )
  const pattern = { type: 'trend', startDate: '2026-05-22', endDate: null, dataPoints: 1, significance: 'low' }
  const words = { insights: 'You lose 99 kg a week.', recommendations: ['Keep it up.'] }
  const said = {
    summary: 'Well done.',
    overallTrend: 'declining',
    confidence: 1,
    patterns: [
      { ...pattern, ...words, description: 'It goes down nicely.' },
      { ...pattern, ...words, type: 'plateau', description: 'Invented.' },
    ],
  }
  model.replies.splice(0, Infinity, { text: JSON.stringify(said) })
  const { result, meta } = await ask(ann, 'patterns', { metricId })
  assert.deepEqual([meta.provider, result.summary, result.overallTrend], ['groq', 'Well done.', 'improving'])
  assert.equal(result.patterns.length, 1)
  const [one] = result.patterns
  assert.deepEqual(
    [one.description, one.recommendations, one.dataPoints],
    ['It goes down nicely.', ['Keep it up.'], 40],
  )
  assert.doesNotMatch(one.insights, /99/)
  assert.equal((await ask(ann, 'patterns', { metricId })).meta.cached, true)
  model.replies.splice(0, Infinity, { status: 500 })
  await log(ann, metricId, [75])
  assert.equal((await ask(ann, 'patterns', { metricId })).meta.source, 'rules')
})

test('a steady trend is no shift', async () => {
  const ann = await app.as()
  const metricId = await make(
    ann,
    {},
    wave(40, (at) => 80 - at * 0.2 + noise(at) / 2),
  )
  assert.equal((await ask(ann, 'anomalies', { metricId })).result.anomalyType, null)
})
