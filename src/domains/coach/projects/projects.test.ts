import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Body, Caller } from '#test/harness.ts'
import { ask as askCoach, assertPrivate, each, make, openStage, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
  stage.app.setNow(NOW)
  stage.withModel.setNow(NOW)
})
after(() => stage.close())

const NOW = '2027-03-11T12:00:00.000Z'
const ask = (caller: Caller, name: string, projectId: string) =>
  askCoach(caller, `projects/${name}`, { projectId }, NOW)
const project = (caller: Caller, fields: object = {}) =>
  make(caller, 'projects', { name: 'Renovate the kitchen', status: 'active', startDate: '2027-01-30', ...fields })
const task = (caller: Caller, { id }: Body, title: string, fields: object = {}) =>
  make(caller, 'tasks', { title, projectIds: [id], ...fields })

test('health is the project’s own score, with every deduction, what it takes and what would help', async () => {
  const ann = await stage.app.as()
  const kitchen = await project(ann, { targetDate: '2027-04-20' })
  await task(ann, kitchen, 'Order tiles', { dueDate: '2027-03-07' })
  await task(ann, kitchen, 'Tear out the sink', { status: 'done', estimateMinutes: 90 })
  const { result, meta } = await ask(ann, 'health', kitchen.id)
  const own = (await ann.get(`/projects/${kitchen.id}/health?now=${NOW}&timezone=UTC`)).body
  assert.deepEqual([result.overallHealth, result.healthScore, meta.source], [own.score, own.score, 'rules'])
  const [late] = result.issues
  assert.deepEqual([late.issue, late.category, late.severity], ['overdue_tasks', 'timeline', 'low'])
  assert.equal(late.recommendation, 'Finish “Order tiles” first, or give it a new day.')
  assert.deepEqual(result.metrics, { completionRate: 50, blockerCount: 0, overdueTasks: 1, averageTaskMinutes: 90 })
  assert.deepEqual(result.strengths, ['50 % are done.', 'Nothing holds it up.'])
})

test('a project of which nothing is known says so, and one that is over has no issue', async () => {
  const ann = await stage.app.as()
  const { result } = await ask(ann, 'health', (await project(ann)).id)
  assert.deepEqual([each(result.issues, 'issue').slice(-2), result.confidence], [['no_tasks', 'no_target'], 0.2])
  const over = await project(ann, { status: 'completed' })
  assert.deepEqual((await ask(ann, 'health', over.id)).result.issues, [])
  assert.deepEqual((await ask(ann, 'risks', over.id)).result.risks, [])
})

test('risks follow from days, links and counts: late finish, bottleneck, tasks after the target', async () => {
  const ann = await stage.app.as()
  const kitchen = await project(ann, { targetDate: '2027-03-21', impact: 5 })
  const tiles = await task(ann, kitchen, 'Order tiles')
  await task(ann, kitchen, 'Measure', { status: 'done' })
  const rest = []
  for (const title of ['Lay tiles', 'Grout', 'Clean up'])
    rest.push(await task(ann, kitchen, title, title === 'Clean up' ? { dueDate: '2027-04-01' } : {}))
  for (const [at, one] of rest.entries())
    await make(ann, `tasks/${one.id}/dependencies`, { dependsOnTaskId: (rest[at - 1] ?? tiles).id })
  const { result } = await ask(ann, 'risks', kitchen.id)
  const found = new Map<string, Body>(result.risks.map((one: Body) => [one.risk, one]))
  assert.deepEqual([...found.keys()].slice(0, 3).sort(), ['held_up', 'late_finish', 'tasks_after_target'])
  assert.deepEqual(found.get('bottleneck')?.affectedTaskIds, [tiles.id])
  assert.match(found.get('bottleneck')?.description, /^3 open tasks wait for “Order tiles”/)
  assert.match(found.get('tasks_after_target')?.mitigation, /2027-04-01/)
  assert.deepEqual([result.overallRiskLevel, found.get('late_finish')?.severity], ['critical', 'critical'])
})

test('a project that depends on another says so, and one without risks too', async () => {
  const ann = await stage.app.as()
  const [first, second] = [await project(ann, { name: 'Buy a house' }), await project(ann)]
  await make(ann, `projects/${second.id}/dependencies`, { dependsOnProjectId: first.id })
  const { result } = await ask(ann, 'risks', second.id)
  assert.ok(each(result.risks, 'risk').includes('waits_for_project'))
  const calm = await project(ann, { startDate: '2027-03-11' })
  await task(ann, calm, 'Measure', { estimateMinutes: 10 })
  assert.deepEqual((await ask(ann, 'risks', calm.id)).result.overallRiskLevel, 'low')
})

test('tasks come from its text, its goals and a like project, in the order of doing', async () => {
  const ann = await stage.app.as()
  const bath = await project(ann, { name: 'Renovate the bathroom', status: 'completed' })
  await task(ann, bath, 'Lay the tiles', { estimateMinutes: 300, status: 'done' })
  await task(ann, bath, 'Order the tiles', { estimateMinutes: 30, status: 'done' })
  const goal = await make(ann, 'goals', { title: 'A nicer home', successCriteria: ['Cook for six guests'] })
  const kitchen = await project(ann, {
    goalIds: [goal.id],
    description: '- Paint the walls\n- Buy paint for the walls',
  })
  await task(ann, kitchen, 'lay the tiles')
  const { result } = await ask(ann, 'tasks', kitchen.id)
  assert.deepEqual(each(result.tasks, 'title'), [
    'Buy paint for the walls',
    'Order the tiles',
    'Paint the walls',
    'Cook for six guests',
  ])
  const paint = result.tasks[2]
  assert.deepEqual([paint.dependencies, paint.estimateMinutes], [['Buy paint for the walls'], null])
  assert.deepEqual([result.tasks[1].estimateMinutes, result.estimatedTotalMinutes], [30, null])
  assert.deepEqual(result.phaseBreakdown[0], {
    phase: 'prepare',
    tasks: each(result.tasks, 'title').slice(0, 2),
    minutes: null,
  })
  const bob = await stage.app.as()
  const none = (await ask(bob, 'tasks', (await project(bob)).id)).result
  assert.deepEqual([none.tasks, none.confidence], [[], 0])
})

test('a model puts words to it, but scores, levels and minutes stay as they were worked out', async () => {
  const ann = await stage.withModel.as()
  const kitchen = await project(ann, { targetDate: '2027-03-12' })
  await task(ann, kitchen, 'Order tiles', { dueDate: '2027-03-07' })
  const own = (await ask(ann, 'health', kitchen.id)).result
  const issues = own.issues.map((one: Body) => ({ ...one, severity: 'low', description: 'The tiles are late.' }))
  says(stage, { ...own, overallHealth: 100, healthScore: 100, summary: 'Hurry up.', issues })
  await task(ann, kitchen, 'Cook')
  const { result, meta } = await ask(ann, 'health', kitchen.id)
  assert.deepEqual(
    [meta.source, result.summary, result.issues[0].description],
    ['model', 'Hurry up.', 'The tiles are late.'],
  )
  assert.ok(result.overallHealth < 100 && result.issues[0].severity === 'high')
  const made = { description: null, area: 'love', subCategory: null, priority: 'p2', estimateMinutes: 55, order: 9 }
  says(stage, {
    tasks: [
      { ...made, title: 'Order tiles', reasoning: 'x', dependencies: [] },
      { ...made, title: 'Call a plumber', reasoning: 'x', dependencies: ['Nothing of the kind'] },
    ],
    overallStrategy: 'x',
    phaseBreakdown: [{ phase: 'First', tasks: ['Call a plumber', 'Fly'], minutes: 700 }],
    estimatedTotalMinutes: 900,
    confidence: 0.8,
  })
  const plan = (await ask(ann, 'tasks', kitchen.id)).result
  assert.deepEqual(each(plan.tasks, 'title'), ['Call a plumber'])
  const { area, estimateMinutes, dependencies, order } = plan.tasks[0]
  assert.deepEqual([area, estimateMinutes, dependencies, order], [null, null, [], 1])
  assert.deepEqual(plan.phaseBreakdown, [{ phase: 'First', tasks: ['Call a plumber'], minutes: null }])
})

test('a stranger’s project is not there, and a key must be allowed to read projects', async () => {
  const ann = await stage.app.as()
  const { id: projectId } = await project(ann)
  await assertPrivate(
    stage,
    ann,
    ['health', 'risks', 'tasks'].map((name) => [`projects/${name}`, { projectId }]),
  )
})
