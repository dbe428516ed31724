import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('a new goal has every field with its default, and shows nothing internal', async () => {
  const ann = await app.as()
  const { status, body, headers } = await ann.post('/goals', { title: '  Run a marathon ', tags: ['a', 'a'] })
  assert.equal(status, 201)
  assert.equal(headers.location, `/api/goals/${body.id}`)
  assert.equal(headers.etag, '"1"')
  const { id, createdAt, updatedAt, lastActivityAt, ...fields } = body
  assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(fields, {
    version: 1,
    title: 'Run a marathon',
    description: null,
    notes: null,
    area: null,
    subCategory: null,
    timeHorizon: 'monthly',
    priority: 'medium',
    status: 'planning',
    startDate: null,
    targetDate: null,
    completedAt: null,
    parentGoalId: null,
    successCriteria: [],
    weights: { criteria: 40, tasks: 30, metrics: 20, habits: 10 },
    manualProgress: null,
    tags: ['a'],
    progress: 0,
  })
  assert.deepEqual((await ann.get(`/goals/${id}`)).body, body)
  assert.ok(updatedAt && lastActivityAt)
})

test('an absent field is kept and null clears it, with PUT as with PATCH', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    notes: 'long',
    area: 'health',
    subCategory: 'sleep',
    targetDate: '2027-03-01',
  })
  const { body } = await ann.patch(`/goals/${goal.id}`, { title: 'B', notes: null })
  assert.deepEqual([body.title, body.notes, body.targetDate, body.version], ['B', null, '2027-03-01', 2])
  const put = await ann.put(`/goals/${goal.id}`, { targetDate: null, weights: { criteria: 70 } })
  assert.deepEqual(
    [put.body.targetDate, put.body.weights],
    [null, { criteria: 70, tasks: 30, metrics: 20, habits: 10 }],
  )
  const { body: same } = await ann.patch(`/goals/${goal.id}`, {})
  assert.equal(same.version, 3)
})

test('fields that contradict each other are refused by name, on create and against what is stored', async () => {
  const ann = await app.as()
  const refused = async (answer: Promise<{ status: number; body: { errors: { path: string }[] } }>, path: string) => {
    const { status, body } = await answer
    assert.deepEqual([status, body.errors.map((error) => error.path)], [400, [path]])
  }
  await refused(ann.post('/goals', { title: 'A', area: 'wealth', subCategory: 'sleep' }), 'subCategory')
  await refused(ann.post('/goals', { title: 'A', startDate: '2027-03-02', targetDate: '2027-03-01' }), 'targetDate')
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    area: 'health',
    subCategory: 'sleep',
    startDate: '2027-03-02',
  })
  await refused(ann.patch(`/goals/${goal.id}`, { area: 'wealth' }), 'subCategory')
  await refused(ann.patch(`/goals/${goal.id}`, { targetDate: '2027-03-01' }), 'targetDate')
  await refused(
    ann.patch(`/goals/${goal.id}`, { weights: { criteria: 0, tasks: 0, metrics: 0, habits: 0 } }),
    'weights',
  )
  await refused(ann.post('/goals', { title: 'A', manualProgress: 101 }), 'manualProgress')
  await refused(ann.post('/goals', { title: 'A', successCriteria: Array(51).fill('x') }), 'successCriteria')
})

test('achieving sets when, and leaving it clears it', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A', status: 'achieved' })
  assert.ok(goal.completedAt)
  const { body: reopened } = await ann.patch(`/goals/${goal.id}`, { status: 'active' })
  assert.equal(reopened.completedAt, null)
  const { body: again } = await ann.patch(`/goals/${goal.id}`, { status: 'achieved' })
  const { body: kept } = await ann.patch(`/goals/${goal.id}`, { status: 'achieved', startDate: '2027-01-01' })
  assert.ok(again.completedAt)
  assert.equal(kept.completedAt, again.completedAt)
})

test('a parent stands exactly one horizon above, and a horizon does not change over its children', async () => {
  const ann = await app.as()
  const make = async (title: string, timeHorizon: string, parentGoalId?: string) =>
    (await ann.post('/goals', { title, timeHorizon, parentGoalId })).body
  const year = await make('Year', 'yearly')
  const quarter = await make('Quarter', 'quarterly', year.id)
  assert.equal(quarter.parentGoalId, year.id)
  for (const [timeHorizon, parentGoalId] of [
    ['monthly', year.id],
    ['yearly', year.id],
    ['quarterly', quarter.id],
  ] as const) {
    const { status, body } = await ann.post('/goals', { title: 'x', timeHorizon, parentGoalId })
    assert.deepEqual([status, body.errors[0].path], [400, 'parentGoalId'])
  }
  assert.equal((await ann.patch(`/goals/${year.id}`, { parentGoalId: quarter.id })).status, 400)
  const under = await ann.patch(`/goals/${year.id}`, { timeHorizon: 'quarterly' })
  assert.equal(under.status, 409)
  assert.match(under.body.detail, /'Quarter'/)
  assert.equal((await ann.patch(`/goals/${quarter.id}`, { timeHorizon: 'monthly' })).status, 400)
  const { body: moved } = await ann.patch(`/goals/${quarter.id}`, { timeHorizon: 'monthly', parentGoalId: null })
  assert.deepEqual([moved.timeHorizon, moved.parentGoalId], ['monthly', null])
  assert.equal((await ann.patch(`/goals/${year.id}`, { timeHorizon: 'quarterly' })).status, 200)
})

test('a goal in the trash leaves its children at the top and takes them back when it returns', async () => {
  const ann = await app.as()
  const { body: year } = await ann.post('/goals', { title: 'Year', timeHorizon: 'yearly' })
  const { body: quarter } = await ann.post('/goals', {
    title: 'Quarter',
    timeHorizon: 'quarterly',
    parentGoalId: year.id,
  })
  const { body: other } = await ann.post('/goals', { title: 'Other', timeHorizon: 'quarterly', parentGoalId: year.id })
  const titles = async (query: string) =>
    (await ann.get(`/goals?${query}`)).body.items.map((goal: { title: string }) => goal.title)
  assert.deepEqual(await titles('parentGoalId=none'), ['Year'])
  assert.equal((await ann.delete(`/goals/${year.id}`)).status, 204)
  assert.equal((await ann.get(`/goals/${year.id}`)).status, 404)
  assert.deepEqual(await titles('parentGoalId=none'), ['Other', 'Quarter'])
  assert.equal((await ann.post('/goals', { title: 'x', timeHorizon: 'quarterly', parentGoalId: year.id })).status, 404)
  // A child that outgrows its place meanwhile is let go; its sister waits.
  const { body: grown } = await ann.patch(`/goals/${other.id}`, { timeHorizon: 'monthly' })
  assert.equal(grown.parentGoalId, null)
  assert.equal((await ann.post(`/goals/${year.id}/restore`)).status, 200)
  assert.deepEqual(await titles(`parentGoalId=${year.id}`), ['Quarter'])
  assert.deepEqual((await ann.get(`/goals/${quarter.id}`)).body, quarter)
})

test('a child that returns to a parent of another horizon returns without it', async () => {
  const ann = await app.as()
  const { body: year } = await ann.post('/goals', { title: 'Year', timeHorizon: 'yearly' })
  const { body: quarter } = await ann.post('/goals', {
    title: 'Quarter',
    timeHorizon: 'quarterly',
    parentGoalId: year.id,
  })
  await ann.delete(`/goals/${quarter.id}`)
  assert.equal((await ann.patch(`/goals/${year.id}`, { timeHorizon: 'monthly' })).status, 200)
  assert.equal((await ann.post(`/goals/${quarter.id}/restore`)).body.parentGoalId, null)
})

test("a stranger's goal is not found, whatever is done with it or named by it", async () => {
  const [ann, bob] = await Promise.all([app.as(), app.as()])
  const { body: goal } = await ann.post('/goals', { title: 'Hers', timeHorizon: 'yearly' })
  const { body: task } = await ann.post('/tasks', { title: 'Her task' })
  const { body: his } = await bob.post('/goals', { title: 'His', timeHorizon: 'quarterly' })
  const { body: hisTask } = await bob.post('/tasks', { title: 'His task' })
  const answers = await Promise.all([
    bob.get(`/goals/${goal.id}`),
    bob.patch(`/goals/${goal.id}`, { title: 'x' }),
    bob.patch(`/goals/${goal.id}`, { status: 'active' }),
    bob.put(`/goals/${goal.id}`, { title: 'x' }),
    bob.delete(`/goals/${goal.id}`),
    bob.get(`/goals/${goal.id}/progress`),
    bob.get(`/goals/${goal.id}/activity`),
    bob.post(`/goals/${goal.id}/activity`, { title: 'x' }),
    bob.get(`/goals/${goal.id}/links`),
    bob.put(`/goals/${goal.id}/links/task/${hisTask.id}`),
    bob.delete(`/goals/${goal.id}/links/task/${hisTask.id}`),
    bob.put(`/goals/${his.id}/links/task/${task.id}`),
    bob.get(`/goals/${goal.id}/dependencies`),
    bob.post(`/goals/${goal.id}/dependencies`, { dependsOnGoalId: his.id }),
    bob.post(`/goals/${his.id}/dependencies`, { dependsOnGoalId: goal.id }),
    bob.patch(`/goals/${his.id}`, { parentGoalId: goal.id }),
    bob.post('/goals', { title: 'x', timeHorizon: 'quarterly', parentGoalId: goal.id }),
    bob.post('/goals', { title: 'x', successCriteria: [{ text: 'x', taskId: task.id }] }),
    bob.patch(`/goals/${his.id}`, { successCriteria: [{ text: 'x', taskId: task.id }] }),
    bob.post(`/goals/${his.id}/activity`, { title: 'x', entity: 'task', entityId: task.id }),
    bob.patch(`/goals/${goal.id}/criteria/${newId()}`, { isCompleted: true }),
  ])
  for (const [at, { status, body }] of answers.entries())
    assert.deepEqual([at, status, body.code], [at, 404, 'not_found'])
  assert.deepEqual((await ann.get(`/goals/${goal.id}`)).body, goal)
  assert.equal((await bob.get('/goals')).body.items.length, 1)
})

test('criteria are given as texts or objects, and an edit keeps ids, order and what it does not mention', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: ['One', { text: 'Two', targetValue: 240, isCompleted: true }, 'Three'],
  })
  const [one, two, three] = goal.successCriteria
  assert.deepEqual([one.text, one.targetValue, one.isCompleted, one.completedAt], ['One', null, false, null])
  assert.deepEqual([two.targetValue, two.isCompleted, typeof two.completedAt], [240, true, 'string'])
  const { body } = await ann.patch(`/goals/${goal.id}`, {
    successCriteria: [{ id: three.id, isCompleted: true }, 'Four', { id: two.id, text: 'Second' }],
  })
  const [first, second, third] = body.successCriteria
  assert.deepEqual([first.id, first.text, first.isCompleted], [three.id, 'Three', true])
  assert.deepEqual([second.text, second.isCompleted], ['Four', false])
  assert.deepEqual(third, { ...two, text: 'Second' })
  assert.equal(body.progress, 67)
  const untick = await ann.patch(`/goals/${goal.id}`, { successCriteria: [{ id: two.id, isCompleted: false }] })
  assert.deepEqual([untick.body.successCriteria[0].completedAt, untick.body.progress], [null, 0])
  assert.equal((await ann.patch(`/goals/${goal.id}`, { successCriteria: [{ targetValue: 3 }] })).status, 400)
  assert.equal(
    (await ann.patch(`/goals/${goal.id}`, { successCriteria: [{ id: two.id }, { id: two.id }] })).status,
    400,
  )
})

test('a criterion cannot name a metric that does not exist', async () => {
  const ann = await app.as()
  const { status, body } = await ann.post('/goals', {
    title: 'A',
    successCriteria: ['x', { text: 'y', metricId: newId() }],
  })
  assert.deepEqual([status, body.errors[0].path], [404, 'successCriteria.1.metricId'])
  assert.equal((await ann.post('/goals', { title: 'A', successCriteria: [{ text: 'y', metricId: null }] })).status, 201)
})

test('of parallel edits with the same If-Match one wins, and ticking two boxes at once ticks both', async () => {
  const ann = await app.as()
  const { body: goal, headers } = await ann.post('/goals', { title: 'A', successCriteria: ['One', 'Two'] })
  const [one, two] = goal.successCriteria
  const edits = await Promise.all(
    [one, two].map(({ id }) =>
      ann.patch(`/goals/${goal.id}`, { successCriteria: [{ id, isCompleted: true }] }, { 'if-match': headers.etag }),
    ),
  )
  assert.deepEqual(edits.map((answer) => answer.status).sort(), [200, 412])
  const { body: fresh } = await ann.post('/goals', { title: 'B', successCriteria: ['One', 'Two'] })
  const ticks = await Promise.all(
    fresh.successCriteria.map(({ id }: { id: string }) =>
      ann.patch(`/goals/${fresh.id}/criteria/${id}`, { isCompleted: true }),
    ),
  )
  assert.deepEqual(
    ticks.map((answer) => answer.status),
    [200, 200],
  )
  assert.equal((await ann.get(`/goals/${fresh.id}`)).body.progress, 100)
  assert.equal((await ann.patch(`/goals/${fresh.id}/criteria/${newId()}`, { isCompleted: true })).status, 404)
  for (const path of [`/goals/${fresh.id}`, `/goals/${fresh.id}/criteria/${fresh.successCriteria[0].id}`]) {
    assert.equal((await ann.patch(path, { isCompleted: undefined }, { 'if-match': '"1"' })).status, 412)
  }
  assert.equal((await ann.delete(`/goals/${fresh.id}`, undefined, { 'if-match': '"1"' })).status, 412)
})

test('undoing a change brings removed criteria back as they were, and a status with its time', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: ['One', { text: 'Two', isCompleted: true }],
  })
  await ann.patch(`/goals/${goal.id}`, { successCriteria: [], status: 'achieved', weights: { tasks: 1 } })
  const [{ seq }] = (await ann.get(`/goals/${goal.id}/history`)).body.items
  const { status, body } = await ann.post(`/changes/${seq}/undo`)
  assert.equal(status, 200, JSON.stringify(body))
  const { body: back } = await ann.get(`/goals/${goal.id}`)
  for (const field of ['successCriteria', 'status', 'weights', 'completedAt', 'progress'])
    assert.deepEqual(back[field], goal[field], field)
})

test('every write stands in the feed with what was there before', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'One' })
  await ann.patch(`/goals/${goal.id}`, { title: 'Two' })
  await ann.delete(`/goals/${goal.id}`)
  const changes = await app.platform.database.query<{ op: string; before: string | null }>(
    "select op, before->>'title' as before from changes where user_id = $1 and entity = 'goal' order by seq",
    [ann.userId],
  )
  assert.deepEqual(
    changes.map(({ op, before }) => [op, before]),
    [
      ['create', null],
      ['update', 'One'],
      ['delete', 'Two'],
    ],
  )
})
