import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

// A Wednesday; weeks begin on Monday.
const NOW = '2027-03-10T12:00:00.000Z'
const WEEK = '2027-03-08'

let app: TestApp
let model: ModelServer
before(async () => {
  model = await openModelServer({ status: 500 })
  app = patient(await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } }))
})
beforeEach(() => {
  app.setNow(NOW)
  model.asked.length = 0
  model.replies.splice(0, Infinity, { status: 500 })
})
after(async () => {
  await app.close()
  model.close()
})

const rulesOnly = async (): Promise<Caller> => {
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  return ann
}
const ok = async (answer: Promise<{ status: number; body: Body }>, expected = 200): Promise<Body> => {
  const { status, body } = await answer
  assert.equal(status, expected, JSON.stringify(body))
  return body
}
const begin = (ann: Caller, answers: object = {}) =>
  ok(ann.post('/ai/agents/goal-builder', { title: 'Run a half marathon', answers }), 201)
const titles = async (ann: Caller, path: string) =>
  (await ann.get(path)).body.items.map((one: Body) => one.title ?? one.name)

const ANSWERS = {
  why: 'To be outside more',
  targetDate: '2027-06-02',
  area: 'health',
  metricName: 'Distance',
  unit: 'km',
  baseline: '5',
  targetValue: '21',
  weeklyAction: 'Run',
  timesPerWeek: '3',
}

test('questions lead to one proposal in the user’s own words, and accepting makes all of it', async () => {
  const ann = await rulesOnly()
  const first = await begin(ann)
  assert.deepEqual(
    first.questions.map(({ key }: Body) => key),
    ['why', 'targetDate', 'area', 'metricName', 'weeklyAction', 'obstacle'],
  )
  const url = `/ai/agents/goal-builder/drafts/${first.id}`
  const draft = await ok(ann.post(`${url}/answers`, { answers: ANSWERS }))
  assert.deepEqual(
    draft.questions.map(({ key }: Body) => key),
    ['obstacle'],
  )
  assert.deepEqual(draft.proposal, {
    goal: {
      title: 'Run a half marathon',
      description: 'To be outside more',
      notes: null,
      area: 'health',
      timeHorizon: 'quarterly',
      targetDate: '2027-06-02',
    },
    criteria: [
      { text: 'Distance: 21 km', targetValue: 21, metric: 0 },
      { text: 'Run: 36 times in 12 weeks', targetValue: null, metric: null },
    ],
    habits: [{ name: 'Run', timesPerWeek: 3, intent: 'To be outside more' }],
    metrics: [{ name: 'Distance', unit: 'km', direction: 'higher', target: 21, baseline: 5 }],
  })
  assert.deepEqual([await titles(ann, '/goals'), await titles(ann, '/habits')], [[], []], 'nothing is made before')
  const made = await ok(ann.post(`${url}/accept`, {}))
  const goal = await ok(ann.get(`/goals/${made.goalId}`))
  assert.deepEqual([goal.status, goal.successCriteria[0].metricId], ['active', made.metricIds[0]])
  assert.deepEqual((await ok(ann.get(`/habits/${made.habitIds[0]}`))).goalIds, [made.goalId])
  assert.deepEqual((await ok(ann.get(`/metrics/${made.metricIds[0]}`))).goalIds, [made.goalId])
  assert.equal((await ann.post(`${url}/accept`, {})).status, 409)
  assert.equal((await ann.post(`${url}/answers`, { answers: { obstacle: 'Rain' } })).status, 409)
})

test('of two who accept at once one does, and when a part cannot be made nothing is', async () => {
  const ann = await rulesOnly()
  const draft = await begin(ann, ANSWERS)
  const url = `/ai/agents/goal-builder/drafts/${draft.id}`
  const impossible = structuredClone(draft.proposal)
  impossible.goal.targetDate = '2027-06-02'
  impossible.habits[0].timesPerWeek = 8
  assert.equal((await ann.post(`${url}/accept`, { proposal: impossible })).status, 400)
  await app.platform.database.query(
    `create or replace function refuse_habit() returns trigger language plpgsql as $$ begin
       if new.name = 'Explode' then raise exception 'no'; end if; return new; end $$`,
  )
  await app.platform.database.query(
    'create trigger refuse before insert on habits for each row execute function refuse_habit()',
  )
  const exploding = structuredClone(draft.proposal)
  exploding.habits[0].name = 'Explode'
  assert.equal((await ann.post(`${url}/accept`, { proposal: exploding })).status, 500)
  assert.deepEqual([await titles(ann, '/goals'), await titles(ann, '/metrics')], [[], []])
  assert.equal((await ok(ann.get(url))).state, 'open')
  const both = await Promise.all([ann.post(`${url}/accept`, {}), ann.post(`${url}/accept`, {})])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  assert.deepEqual(await titles(ann, '/goals'), ['Run a half marathon'])
})

test('an answer that is none is refused by its question; an empty one passes it over', async () => {
  const ann = await rulesOnly()
  const draft = await begin(ann, { metricName: '', weeklyAction: '' })
  const keys = draft.questions.map(({ key }: Body) => key)
  assert.deepEqual(keys, ['why', 'targetDate', 'area', 'obstacle'])
  assert.deepEqual(draft.proposal.criteria, [{ text: 'Run a half marathon', targetValue: null, metric: null }])
  for (const [key, answer] of [
    ['targetDate', '2027-02-30'],
    ['area', 'sport'],
    ['baseline', 'five'],
    ['timesPerWeek', '8'],
  ] as const) {
    const { status, body } = await ann.post('/ai/agents/goal-builder', { title: 'x', answers: { [key]: answer } })
    assert.deepEqual([status, body.errors[0].path], [400, `answers.${key}`])
  }
  const bob = await rulesOnly()
  for (const verb of ['accept', 'reject'])
    assert.equal(
      (await bob.post(`/ai/agents/goal-builder/drafts/${draft.id}/${verb}`, verb === 'accept' ? {} : undefined)).status,
      404,
    )
  assert.equal((await ok(ann.post(`/ai/agents/goal-builder/drafts/${draft.id}/reject`))).state, 'rejected')
})

test('a model may word a goal better, but neither move its day nor invent a number', async () => {
  const ann = await app.as()
  const proposal = {
    goal: {
      title: 'Finish a half marathon',
      description: null,
      notes: null,
      area: null,
      timeHorizon: 'daily',
      targetDate: null,
    },
    criteria: [],
    habits: [{ name: 'Run by the river', timesPerWeek: 2, intent: null }],
    metrics: [],
  }
  model.replies.splice(0, Infinity, { text: JSON.stringify(proposal) })
  const draft = await begin(ann, ANSWERS)
  assert.deepEqual(
    [draft.source, draft.proposal.goal.title, draft.proposal.goal.targetDate, draft.proposal.metrics.length],
    ['model', 'Finish a half marathon', '2027-06-02', 1],
  )
  const invented = { ...proposal, criteria: [{ text: 'Run 999 km', targetValue: null, metric: null }] }
  model.replies.splice(0, Infinity, { text: JSON.stringify(invented) })
  assert.equal((await begin(ann, ANSWERS)).source, 'rules')
})

test('a week is counted in the user’s own days, told, kept, and told anew when asked again', async () => {
  const ann = await rulesOnly()
  const done = async (title: string, at: string) =>
    ok(ann.post('/tasks', { title, status: 'done', completedAt: at }), 201)
  await done('On Monday', '2027-03-08T00:00:00.000Z')
  await done('On Sunday before', '2027-03-07T23:59:59.000Z')
  await ok(ann.post('/tasks', { title: 'Late', dueDate: '2027-03-09' }), 201)
  await ok(ann.post('/tasks', { title: 'Today', dueDate: '2027-03-10' }), 201)
  await ok(ann.post('/journal', { text: 'x', mood: 6, date: '2027-03-09' }), 201)
  await ok(ann.post('/journal', { text: 'x', mood: 8, date: '2027-03-01' }), 201)
  const review = await ok(ann.put('/ai/agents/weekly-reviews/2027-03-10'))
  assert.deepEqual([review.weekStart, review.weekEnd, review.source, review.madeAt], [WEEK, '2027-03-14', 'rules', NOW])
  assert.deepEqual(review.stats.tasks, { completed: 1, before: 1, overdue: 1, titles: ['On Monday'] })
  assert.deepEqual(review.stats.journal, { entries: 1, days: 1, mood: 6, moodBefore: 8 })
  assert.equal(
    review.words.summary,
    'You finished one task, as in the week before. Your mood was 6 in the mean, down from 8 in the week before.',
  )
  assert.deepEqual(review.words.challenges, ['One task is overdue.'])
  assert.equal(review.words.question, 'What made this week harder than the last?')
  await done('Another', '2027-03-10T08:00:00.000Z')
  assert.equal((await ok(ann.get(`/ai/agents/weekly-reviews/${WEEK}`))).stats.tasks.completed, 1)
  assert.equal((await ok(ann.put(`/ai/agents/weekly-reviews/${WEEK}`))).stats.tasks.completed, 2)
  await ok(ann.put('/ai/agents/weekly-reviews/2027-03-01'))
  const { items } = await ok(ann.get('/ai/agents/weekly-reviews'))
  assert.deepEqual(
    items.map((one: Body) => one.weekStart),
    [WEEK, '2027-03-01'],
  )
  assert.equal((await ann.put('/ai/agents/weekly-reviews/2027-03-15')).status, 400)
  const bob = await rulesOnly()
  assert.equal((await bob.get(`/ai/agents/weekly-reviews/${WEEK}`)).status, 404)
})

test('nothing of a journal, nor a number that was not counted, is in what a model tells of a week', async () => {
  const ann = await app.as()
  await ok(ann.post('/journal', { text: 'hidden brook', mood: 3, date: '2027-03-09' }), 201)
  const words = { summary: 'A quiet week.', achievements: [], challenges: [], focus: [], question: 'What now?' }
  model.replies.splice(0, Infinity, { text: JSON.stringify(words) })
  const review = await ok(ann.put(`/ai/agents/weekly-reviews/${WEEK}`))
  assert.deepEqual([review.source, review.words.summary, review.stats.journal.mood], ['model', 'A quiet week.', 3])
  assert.doesNotMatch(model.asked[0]?.body ?? '', /hidden brook|moodBefore\\":/)
  model.replies.splice(0, Infinity, { text: JSON.stringify({ ...words, summary: 'You did 412 things.' }) })
  assert.equal((await ok(ann.put(`/ai/agents/weekly-reviews/${WEEK}`))).source, 'rules')
})

test('tasks are planned into free time as a proposal that changes nothing until it is accepted', async () => {
  const ann = await rulesOnly()
  const nothing = await ok(ann.post('/ai/agents/task-scheduler', {}), 201)
  assert.deepEqual([nothing.blocks, nothing.explanation], [[], 'Nothing is due that would have to be planned.'])
  await ok(ann.post('/tasks', { title: 'Write the report', dueDate: '2027-03-12', estimateMinutes: 60 }), 201)
  const plan = await ok(ann.post('/ai/agents/task-scheduler', { days: 3 }), 201)
  assert.equal(plan.explanation, 'One task has a place in one block, beginning with “Write the report”.')
  const blocks = async () => (await ann.get('/schedule?from=2027-03-08&to=2027-03-20')).body.items
  assert.deepEqual(await blocks(), [])
  await ok(ann.post(`/schedule/proposals/${plan.proposalId}/accept`))
  assert.deepEqual(
    (await blocks()).map(({ title, startAt }: Body) => [title, startAt]),
    [['Write the report', plan.blocks[0].startAt]],
  )
  app.setNow('2027-03-11T20:00:00.000Z')
  const again = await ok(ann.post('/ai/agents/task-scheduler', {}), 201)
  assert.deepEqual([again.kind, again.replaces], ['replan', 1])
  assert.match(again.explanation, /One missed block goes when you accept it/)
})
