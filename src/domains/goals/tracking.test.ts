import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const create = async (ann: Caller, path: string, fields: object): Promise<Body> => {
  const { status, body } = await ann.post(path, fields)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const goal = (ann: Caller, fields: object = {}) => create(ann, '/goals', { title: 'Get fit', ...fields })
const metric = (ann: Caller, fields: object = {}) =>
  create(ann, '/metrics', { name: 'Kilometres', target: 10, ...fields })
const log = (ann: Caller, metricId: string, value: number) => create(ann, `/metrics/${metricId}/logs`, { value })
const read = async (ann: Caller, id: string): Promise<Body> => (await ann.get(`/goals/${id}`)).body
const activityOf = async (ann: Caller, id: string): Promise<string[]> =>
  (await ann.get(`/goals/${id}/activity`)).body.items
    .map((one: Body) => `${one.type}: ${one.title}`)
    .filter((line: string) => !line.startsWith('progress'))
    .reverse()
const today = () => new Date().toISOString().slice(0, 10)

/** The transactions that wrote the newest version of these rows. */
async function writersOf(...rows: [table: string, id: string][]): Promise<unknown[]> {
  const { database } = app.platform
  const writers = rows.map(async ([table, id]) => database.query(`select xmin::text from ${table} where id = $1`, [id]))
  return (await Promise.all(writers)).map(([row]) => (row as { xmin: string }).xmin)
}

test('logging a metric moves its goals in the same transaction, and a log that is taken back takes that back', async () => {
  const ann = await app.as()
  const [a, b] = [await goal(ann), await goal(ann)]
  const { id } = await metric(ann, { goalIds: [a.id, b.id] })
  await metric(ann, { goalIds: [b.id] })
  await log(ann, id, 5)
  assert.deepEqual([(await read(ann, a.id)).progress, (await read(ann, b.id)).progress], [0, 0])
  const { id: logId } = await log(ann, id, 9)
  const [ofLog, ...ofGoals] = await writersOf(['metric_logs', logId], ['goals', a.id], ['goals', b.id])
  assert.deepEqual(ofGoals, [ofLog, ofLog])
  assert.deepEqual([(await read(ann, a.id)).progress, (await read(ann, b.id)).progress], [100, 50])
  const { components } = (await ann.get(`/goals/${b.id}/progress`)).body
  assert.deepEqual(components.metrics, { done: 1, total: 2, percent: 50 })
  assert.equal((await ann.delete(`/metrics/${id}/logs/${logId}`)).status, 204)
  assert.equal((await read(ann, a.id)).progress, 0)
  assert.deepEqual(await activityOf(ann, a.id), ['metric_logged: Kilometres: 5', 'metric_logged: Kilometres: 9'])
})

test('doing a habit moves its goals in the same transaction, and undoing it takes that back', async () => {
  const ann = await app.as()
  const { id: goalId } = await goal(ann)
  const { id } = await create(ann, '/habits', { name: 'Run', goalIds: [goalId] })
  const day = `/habits/${id}/logs/${today()}`
  const { status, body: done } = await ann.put(day, { state: 'done' })
  assert.equal(status, 200, JSON.stringify(done))
  const [ofLog, ofGoal] = await writersOf(['habit_logs', done.id], ['goals', goalId])
  assert.equal(ofGoal, ofLog)
  assert.equal((await read(ann, goalId)).progress, 100)
  const { components, health } = (await ann.get(`/goals/${goalId}/progress`)).body
  assert.deepEqual([components.habits, health], [{ done: 1, total: 1, percent: 100 }, 'on_track'])
  await ann.put(day, { state: 'done' })
  assert.deepEqual(await activityOf(ann, goalId), ['habit_completed: Run'])
  await ann.delete(day)
  assert.equal((await read(ann, goalId)).progress, 0)
})

test('habits are linked, listed and let go like tasks, and so are metrics', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id } = await goal(ann)
  const items = {
    metric: (await metric(ann)).id,
    habit: (await create(ann, '/habits', { name: 'Run' })).id,
    project: (await create(ann, '/projects', { name: 'Race' })).id,
  }
  const foreign = await goal(bob)
  for (const [kind, entityId] of Object.entries(items)) {
    const path = `/goals/${id}/links/${kind}/${entityId}`
    for (let twice = 0; twice < 2; twice++) assert.equal((await ann.put(path)).status, 204)
    assert.deepEqual((await ann.get(`/${kind}s/${entityId}`)).body.goalIds, [id])
    assert.equal((await bob.put(`/goals/${foreign.id}/links/${kind}/${entityId}`)).status, 404)
    assert.equal((await ann.post(`/goals/${id}/activity`, { title: 'x', entity: kind, entityId })).status, 201)
  }
  const links = async () =>
    Object.fromEntries((await ann.get(`/goals/${id}/links`)).body.items.map((link: Body) => [link.kind, link.entityId]))
  assert.deepEqual(await links(), items)
  for (const [kind, entityId] of Object.entries(items))
    for (let twice = 0; twice < 2; twice++)
      assert.equal((await ann.delete(`/goals/${id}/links/${kind}/${entityId}`)).status, 204)
  assert.deepEqual(await links(), {})
})

test('a goal in the trash leaves everything that is tied to it working, and comes back counted anew', async () => {
  const ann = await app.as()
  const { id: metricId } = await metric(ann)
  const { id, successCriteria } = await goal(ann, { successCriteria: [{ text: 'Ten', metricId, targetValue: 10 }] })
  const { id: habitId } = await create(ann, '/habits', { name: 'Run', goalIds: [id] })
  const { id: projectId } = await create(ann, '/projects', { name: 'Race', goalIds: [id] })
  const { id: taskId } = await create(ann, '/tasks', { title: 'Shoes', goalIds: [id] })
  await ann.put(`/goals/${id}/links/metric/${metricId}`)
  await ann.delete(`/goals/${id}`)
  await log(ann, metricId, 10)
  for (const answer of [
    await ann.put(`/habits/${habitId}/logs/${today()}`, { state: 'done' }),
    await ann.post(`/tasks/${taskId}/complete`),
    ...(await Promise.all(
      [`/habits/${habitId}`, `/metrics/${metricId}`, `/projects/${projectId}`].map((url) =>
        ann.patch(url, { name: 'x' }),
      ),
    )),
  ])
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  assert.equal((await ann.post(`/goals/${id}/restore`)).status, 200)
  const { progress, successCriteria: after } = await read(ann, id)
  assert.deepEqual([progress, after[0].id, after[0].isCompleted], [100, successCriteria[0].id, true])
})

test('a criterion is complete while its metric reaches the target in its direction, and open when it no longer does', async () => {
  const ann = await app.as()
  for (const [direction, steps] of [
    [
      'higher',
      [
        [9.9, false],
        [10, true],
        [12, true],
        [9, false],
      ],
    ],
    [
      'lower',
      [
        [10.1, false],
        [10, true],
        [3, true],
        [11, false],
      ],
    ],
    [
      'target',
      [
        [8, false],
        [9.5, true],
        [10.9, true],
        [12, false],
      ],
    ],
  ] as const) {
    const { id: metricId } = await metric(ann, { direction, target: 1_000 })
    const { id } = await goal(ann, { successCriteria: [{ text: 'Ten', metricId, targetValue: 10 }, 'Other'] })
    for (const [value, isCompleted] of steps) {
      await log(ann, metricId, value)
      const { successCriteria, progress } = await read(ann, id)
      assert.deepEqual(
        [successCriteria[0].isCompleted, successCriteria[0].completedAt !== null, progress],
        [isCompleted, isCompleted, isCompleted ? 50 : 0],
        `${direction} ${value}`,
      )
    }
    assert.deepEqual(await activityOf(ann, id), ['criterion_completed: Ten'])
  }
})

test('a criterion tied to a metric later, or given another target, stands as the metric does', async () => {
  const ann = await app.as()
  const { id: metricId } = await metric(ann)
  await log(ann, metricId, 8)
  const { id, successCriteria } = await goal(ann, { successCriteria: ['Run'] })
  const change = async (fields: object) => {
    const { status, body } = await ann.patch(`/goals/${id}/criteria/${successCriteria[0].id}`, fields)
    assert.equal(status, 200, JSON.stringify(body))
    return body.successCriteria[0].isCompleted
  }
  assert.equal(await change({ metricId }), false)
  assert.equal(await change({ targetValue: 8 }), true)
  assert.equal(await change({ targetValue: 9 }), false)
  assert.equal(await change({ targetValue: null }), false)
  assert.equal((await ann.patch(`/metrics/${metricId}`, { target: 8 })).status, 200)
  assert.equal((await read(ann, id)).successCriteria[0].isCompleted, true)
  const { body: task } = await ann.post('/tasks', { title: 'Shoes' })
  const { status } = await ann.patch(`/goals/${id}/criteria/${successCriteria[0].id}`, { taskId: task.id })
  assert.equal(status, 400)
})

test('a criterion whose metric is deleted stays as it is and can still be ticked; restored, the metric counts again', async () => {
  const ann = await app.as()
  const { id: metricId } = await metric(ann)
  await log(ann, metricId, 10)
  const given = { text: 'Ten', metricId, targetValue: 10 }
  const { id, progress, successCriteria } = await goal(ann, { successCriteria: [given, 'Other'] })
  assert.equal(progress, 50)
  assert.equal((await ann.delete(`/metrics/${metricId}`)).status, 204)
  assert.equal((await read(ann, id)).progress, 50)
  const [{ id: criterionId }, other] = successCriteria
  const whole = await ann.patch(`/goals/${id}`, {
    title: 'Fitter',
    successCriteria: [{ id: criterionId, text: 'Ten at least' }, { id: other.id }],
  })
  assert.deepEqual([whole.status, whole.body.successCriteria[0].metricId], [200, metricId])
  const path = `/goals/${id}/criteria/${criterionId}`
  for (const isCompleted of [false, true])
    assert.equal((await ann.patch(path, { isCompleted })).body.successCriteria[0].isCompleted, isCompleted)
  assert.equal((await ann.patch(path, { targetValue: 50 })).status, 200)
  assert.equal((await ann.get(`/goals/${id}/progress`)).status, 200)
  assert.equal((await ann.post(`/goals/${id}/criteria`, {})).status, 404)
  assert.equal((await ann.post('/goals', { title: 'x', successCriteria: [given] })).status, 404)
  assert.equal((await ann.delete(`/goals/${id}`)).status, 204)
  assert.equal((await ann.post(`/goals/${id}/restore`)).status, 200)
  assert.equal((await ann.post(`/metrics/${metricId}/restore`)).status, 200)
  assert.equal((await read(ann, id)).successCriteria[0].isCompleted, false)
  await log(ann, metricId, 60)
  assert.equal((await read(ann, id)).successCriteria[0].isCompleted, true)
})

test("a stranger's metric cannot be awaited", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id: metricId } = await metric(bob)
  const { id, successCriteria } = await goal(ann, { successCriteria: ['Run'] })
  for (const unknown of [metricId, newId()])
    for (const { status, body } of [
      await ann.post('/goals', { title: 'x', successCriteria: ['a', { text: 'b', metricId: unknown }] }),
      await ann.patch(`/goals/${id}`, { successCriteria: ['a', { text: 'b', metricId: unknown }] }),
    ])
      assert.deepEqual([status, body.errors[0].path], [404, 'successCriteria.1.metricId'])
  const { status } = await ann.patch(`/goals/${id}/criteria/${successCriteria[0].id}`, { metricId })
  assert.equal(status, 404)
})

test('whatever is logged and finished at the same moment, what is stored is what is counted', async () => {
  const ann = await app.as()
  const { id } = await goal(ann)
  const metrics = await Promise.all([1, 2, 3].map(() => metric(ann, { goalIds: [id] })))
  const habits = await Promise.all([1, 2].map(() => create(ann, '/habits', { name: 'Run', goalIds: [id] })))
  const tasks = await Promise.all([1, 2, 3].map(() => create(ann, '/tasks', { title: 't', goalIds: [id] })))
  const answers = await Promise.all([
    ...metrics.map((one) => ann.post(`/metrics/${one.id}/logs`, { value: 10 })),
    ...habits.map((one) => ann.put(`/habits/${one.id}/logs/${today()}`, { state: 'done' })),
    ...tasks.map((one) => ann.post(`/tasks/${one.id}/complete`)),
    ...[1, 2, 3].map((at) =>
      ann.patch(`/goals/${id}`, { successCriteria: [{ text: `c${at}`, metricId: metrics[0]?.id }] }),
    ),
  ])
  for (const { status, body } of answers) assert.ok(status < 300, JSON.stringify(body))
  const { overall, components } = (await ann.get(`/goals/${id}/progress`)).body
  assert.deepEqual(
    [components.metrics.done, components.habits.done, components.tasks.done, components.criteria.done, overall],
    [3, 2, 3, 1, 100],
  )
  assert.equal((await read(ann, id)).progress, overall)
})
