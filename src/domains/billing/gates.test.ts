import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs } from '#core/ctx.ts'
import { converse, hear, say, settled, talk } from '#domains/chat/chat.fixture.ts'
import { createCourse } from '#domains/courses/courses.service.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { takeOne } from './billing.service.ts'
import { setTier } from './tiers.service.ts'

let app: TestApp
let model: ModelServer
before(async () => {
  model = await openModelServer({ text: 'Well then.' })
  app = await startApp({
    env: {
      BILLING: 'on',
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'k',
      AI_DAILY_TOKENS: '100000',
      AI_PREMIUM_DAILY_TOKENS: '0',
    },
  })
  await settled(app)
})
after(async () => {
  await app.close()
  model.close()
})

const plan = (who: Caller, plan: 'free' | 'premium_monthly') =>
  setTier({ ...app.platform.base, actor: null }, who.userId, plan, null, 'a test')
const goal = (who: Caller, fields: object = {}) => who.post('/goals', { title: 'Run', ...fields })
const entitlement = async (who: Caller, feature: string): Promise<Body> =>
  (await who.get('/subscription/entitlements')).body.items.find((item: Body) => item.feature === feature)

const OUTLINE = {
  title: 'Italian',
  modules: [{ title: 'Greetings', topics: [{ title: 'Ciao' }] }],
}

function assertBeyond({ status, body }: { status: number; body: Body }, feature: string) {
  assert.deepEqual([status, body.code, body.feature], [403, 'subscription_limit_exceeded', feature])
}

test('of many goals at once exactly as many are made as the free plan includes', async () => {
  const ann = await app.as()
  const answers = await Promise.all(Array.from({ length: 20 }, () => goal(ann)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 2)
  for (const answer of answers.filter(({ status }) => status !== 201)) assertBeyond(answer, 'active_goals')
  assert.deepEqual((await entitlement(ann, 'active_goals')).used, 2)
})

test('a goal that is achieved makes room, and takes it again only where there is some', async () => {
  const ann = await app.as()
  const [one] = [(await goal(ann)).body, await goal(ann)]
  assert.equal((await ann.patch(`/goals/${one.id}`, { status: 'achieved' })).status, 200)
  assert.equal((await goal(ann)).status, 201)
  assertBeyond(await ann.patch(`/goals/${one.id}`, { status: 'active' }), 'active_goals')
  assert.equal((await goal(ann, { status: 'achieved' })).status, 201)
})

test('a goal does not come back from the trash into a place that was taken', async () => {
  const ann = await app.as()
  const one = (await goal(ann)).body
  await ann.delete(`/goals/${one.id}`)
  await Promise.all([goal(ann), goal(ann)])
  assertBeyond(await ann.post(`/goals/${one.id}/restore`), 'active_goals')
})

test('after a downgrade the newest goals are frozen: read, deleted and thawed, but not changed', async () => {
  const ann = await app.as()
  await plan(ann, 'premium_monthly')
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push((await goal(ann)).body.id)
  const [first, second, third, fourth] = ids
  await plan(ann, 'free')
  assert.deepEqual((await entitlement(ann, 'active_goals')).frozen, [third, fourth])
  assert.equal((await ann.get(`/goals/${third}`)).status, 200)
  const refused = await ann.patch(`/goals/${third}`, { title: 'Swim' })
  assertBeyond(refused, 'active_goals')
  assert.equal(refused.body.frozen, true)
  assert.equal((await ann.patch(`/goals/${first}`, { title: 'Swim' })).status, 200)
  assert.equal((await ann.patch(`/goals/${second}`, { status: 'achieved' })).status, 200)
  assert.equal((await ann.patch(`/goals/${third}`, { title: 'Swim' })).status, 200)
  assertBeyond(await ann.patch(`/goals/${fourth}`, { title: 'Swim' }), 'active_goals')
  await plan(ann, 'premium_monthly')
  assert.equal((await ann.patch(`/goals/${fourth}`, { title: 'Swim' })).status, 200)
  await plan(ann, 'free')
  assert.equal((await ann.delete(`/goals/${fourth}`)).status, 204)
})

test('two courses of the assistant are included and any number of one’s own; beyond that, courses are frozen with all their parts', async () => {
  const ann = await app.as()
  await plan(ann, 'premium_monthly')
  const outlines: Body[] = []
  for (let n = 0; n < 3; n++) outlines.push((await ann.post('/courses/outlines/accept', OUTLINE)).body)
  await plan(ann, 'free')
  assertBeyond(await ann.post('/courses/outlines/accept', OUTLINE), 'ai_courses')
  assert.equal((await ann.post('/courses', { title: 'My own' })).status, 201)
  const { course, modules } = outlines[2]
  assert.equal((await ann.get(`/courses/${course.id}/outline`)).status, 200)
  const writes = [
    await ann.patch(`/courses/${course.id}`, { title: 'Spanish' }),
    await ann.post(`/courses/${course.id}/modules`, { title: 'More' }),
    await ann.patch(`/course-modules/${modules[0].id}`, { title: 'More' }),
    await ann.patch(`/course-topics/${modules[0].topics[0].id}`, { isCompleted: true }),
  ]
  for (const answer of writes) assertBeyond(answer, 'ai_courses')
  assert.equal((await ann.patch(`/courses/${outlines[0].course.id}`, { title: 'Spanish' })).status, 200)
})

test('what the assistant made is known to the server: saying otherwise makes no room for more', async () => {
  const ann = await app.as()
  const made: Body[] = []
  for (let n = 0; n < 2; n++) made.push((await ann.post('/courses/outlines/accept', OUTLINE)).body.course)
  const denied = await ann.patch(`/courses/${made[0].id}`, { isAiGenerated: false })
  assert.deepEqual([denied.status, denied.body.errors?.[0]?.path], [400, 'isAiGenerated'])
  assert.equal((await ann.patch(`/courses/${made[0].id}`, { title: 'Mine', isAiGenerated: true })).status, 200)
  assertBeyond(await ann.post('/courses/outlines/accept', OUTLINE), 'ai_courses')
  const assistant = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'assistant:one')
  await assert.rejects(createCourse(assistant, { title: 'Denied', isAiGenerated: false }), {
    code: 'subscription_limit_exceeded',
  })
})

test('the last message of the month is asked for by many and answered to one', async () => {
  const ann = await app.as()
  const ctx = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test')
  const places = await Promise.all(Array.from({ length: 5 }, () => converse(ann)))
  for (let n = 0; n < 49; n++) await takeOne(ctx, 'ai_messages')
  const answers = await Promise.all(
    places.map((place) => ann.post(`/chat/conversations/${place}/messages`, { content: 'Hello' })),
  )
  assert.equal(answers.filter(({ status }) => status === 202).length, 1)
  for (const answer of answers.filter(({ status }) => status !== 202)) assertBeyond(answer, 'ai_messages')
})

test('an answer that said nothing is not counted, and having it continued counts it', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  model.replies.splice(0, Infinity, 'stall')
  const { generationId, messageId } = await say(ann, place, 'Anybody there?')
  assert.equal((await entitlement(ann, 'ai_messages')).used, 1)
  await eventually(() => assert.ok(model.asked.some(({ body }) => body.includes('Anybody there?'))))
  await ann.post(`/chat/generations/${generationId}/cancel`)
  await hear(ann, generationId)
  await eventually(async () => assert.equal((await entitlement(ann, 'ai_messages')).used, 0))
  model.replies.splice(0, Infinity, { text: 'Well then.' })
  const { status, body } = await ann.post(`/chat/messages/${messageId}/continue`)
  assert.equal(status, 202, JSON.stringify(body))
  await hear(ann, body.generationId)
  assert.equal((await entitlement(ann, 'ai_messages')).used, 1)
})

test('a plan that is downgraded in the middle of an answer lets it finish', async () => {
  const ann = await app.as()
  await plan(ann, 'premium_monthly')
  const place = await converse(ann)
  const ctx = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test')
  for (let n = 0; n < 60; n++) await takeOne(ctx, 'ai_messages')
  const { promise: until, resolve: goOn } = Promise.withResolvers<void>()
  model.replies.splice(0, Infinity, { text: 'A long answer', until })
  const { generationId } = await say(ann, place, 'Hello')
  await plan(ann, 'free')
  goOn()
  const { text, last } = await hear(ann, generationId)
  assert.deepEqual([text, last.type, last.state], ['A long answer', 'done', 'done'])
  assertBeyond(await ann.post(`/chat/conversations/${place}/messages`, { content: 'More' }), 'ai_messages')
})

test('voice and plans made for one are there with a paid plan alone', async () => {
  const ann = await app.as()
  const speak = () => ann.post('/tts/speak', { text: 'Hello', format: 'wav' })
  const propose = () => ann.post('/schedule/generate', { from: '2027-03-01', to: '2027-03-02' })
  assertBeyond(await speak(), 'voice')
  assertBeyond(await propose(), 'ai_scheduling')
  await plan(ann, 'premium_monthly')
  assert.equal((await speak()).status, 200)
  assert.notEqual((await propose()).status, 403)
})

test('long spans, moods by weekday and metrics side by side are there with a paid plan alone, everything else for everybody', async () => {
  const ann = await app.as()
  const { body: metric } = await ann.post('/metrics', { name: 'Weight', direction: 'lower' })
  const advanced = [
    '/analytics/tasks?from=2026-01-01&to=2026-04-03',
    '/analytics/tasks/export.csv?from=2026-01-01&to=2026-04-03',
    '/analytics/mood/weekdays',
    '/metrics/correlations',
  ]
  const plain = ['/analytics/tasks?from=2026-01-01&to=2026-04-02', '/analytics/mood', `/metrics/${metric.id}/analytics`]
  const statuses = async (paths: string[]) => Promise.all(paths.map(async (path) => (await ann.get(path)).status))
  for (const path of advanced) assertBeyond(await ann.get(path), 'advanced_analytics')
  assertBeyond(await ann.post('/ai/metrics/correlations', { metricId: metric.id }), 'advanced_analytics')
  assert.deepEqual(await statuses(plain), [200, 200, 200])
  await plan(ann, 'premium_monthly')
  assert.deepEqual(await statuses(advanced), [200, 200, 200, 200])
})

test('ten lists of recommendations are included in a week', async () => {
  const ann = await app.as()
  const ctx = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test')
  for (let n = 0; n < 9; n++) await takeOne(ctx, 'resource_recommendations')
  const answers = await Promise.all([1, 2, 3].map(() => ann.get('/resources/recommendations')))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  for (const answer of answers.filter(({ status }) => status !== 200)) assertBeyond(answer, 'resource_recommendations')
})

test('what models may cost goes by the plan', async () => {
  const ann = await app.as()
  const limit = async () => (await ann.get('/ai/usage')).body.budget.tokens.limit
  assert.equal(await limit(), 100_000)
  await plan(ann, 'premium_monthly')
  assert.equal(await limit(), null)
  model.replies.splice(0, Infinity, { text: 'Well then.' })
  assert.equal((await talk(ann, await converse(ann), 'Hello')).text, 'Well then.')
})
