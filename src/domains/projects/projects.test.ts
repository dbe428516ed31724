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

const project = async (ann: Caller, fields: object = {}): Promise<Body> => {
  const { status, body } = await ann.post('/projects', { name: 'Kitchen', ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const task = async (ann: Caller, projectId: string, fields: object = {}): Promise<Body> => {
  const { status, body } = await ann.post('/tasks', { title: 'Tile', projectIds: [projectId], ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}
const standing = async (ann: Caller, id: string) => {
  const { progress, taskCount, completedTaskCount } = (await ann.get(`/projects/${id}`)).body
  return [progress, completedTaskCount, taskCount]
}
const activity = async (ann: Caller, id: string): Promise<string[]> =>
  (await ann.get(`/projects/${id}/activity`)).body.items.map((one: Body) => `${one.type}: ${one.title}`).reverse()

test('a project moves with its tasks: finished, reopened, cancelled, moved away, deleted and restored', async () => {
  const ann = await app.as()
  const { id } = await project(ann)
  const [tile, paint, plan] = [await task(ann, id), await task(ann, id, { title: 'Paint' }), await task(ann, id)]
  assert.deepEqual(await standing(ann, id), [0, 0, 3])
  await ann.post(`/tasks/${tile.id}/complete`)
  assert.deepEqual(await standing(ann, id), [33, 1, 3])
  await ann.patch(`/tasks/${tile.id}`, { status: 'in_progress' })
  assert.deepEqual(await standing(ann, id), [0, 0, 3])
  await ann.patch(`/tasks/${tile.id}`, { status: 'done' })
  await ann.patch(`/tasks/${paint.id}`, { status: 'cancelled' })
  assert.deepEqual(await standing(ann, id), [50, 1, 2])
  await ann.delete(`/tasks/${plan.id}`)
  assert.deepEqual(await standing(ann, id), [100, 1, 1])
  await ann.post(`/tasks/${plan.id}/restore`)
  assert.deepEqual(await standing(ann, id), [50, 1, 2])
  await ann.patch(`/tasks/${plan.id}`, { projectIds: [] })
  assert.deepEqual(await standing(ann, id), [100, 1, 1])
  assert.deepEqual(await activity(ann, id), [
    'task_completed: Tile',
    'progress_milestone: 25 %',
    'task_completed: Tile',
    'progress_milestone: 50 %',
    'progress_milestone: 75 %',
    'progress_milestone: 100 %',
  ])
})

test('tasks finished at the same moment are all counted', async () => {
  const ann = await app.as()
  const { id } = await project(ann)
  const tasks = await Promise.all(Array.from({ length: 8 }, () => task(ann, id)))
  const answers = await Promise.all(tasks.map((one) => ann.post(`/tasks/${one.id}/complete`)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.deepEqual(await standing(ann, id), [100, 8, 8])
})

test("a project that is a stranger's, deleted or never was cannot be named by a task", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [foreign, gone, mine] = [await project(bob), await project(ann), await project(ann)]
  await ann.delete(`/projects/${gone.id}`)
  const { body: loose } = await ann.post('/tasks', { title: 'Loose' })
  for (const projectId of [foreign.id, gone.id, newId()]) {
    for (const { status, body } of [
      await ann.post('/tasks', { title: 'x', projectIds: [mine.id, projectId] }),
      await ann.patch(`/tasks/${loose.id}`, { projectIds: [projectId] }),
    ])
      assert.deepEqual([status, body.code, body.errors[0].path], [404, 'not_found', 'projectIds'])
    assert.equal((await ann.put(`/projects/${projectId}/tasks/${loose.id}`)).status, 404)
    assert.deepEqual((await ann.get(`/tasks?projectId=${projectId}`)).body.items, [])
  }
  assert.equal((await bob.put(`/projects/${foreign.id}/tasks/${loose.id}`)).status, 404)
  assert.deepEqual((await ann.get(`/tasks/${loose.id}`)).body.projectIds, [])
  assert.deepEqual(await standing(ann, mine.id), [0, 0, 0])
})

test('tasks are put in and taken out, as often as one likes, and are listed by their project', async () => {
  const ann = await app.as()
  const [{ id }, other] = [await project(ann), await project(ann)]
  const { body: loose } = await ann.post('/tasks', { title: 'Loose', status: 'done' })
  await task(ann, other.id)
  for (let twice = 0; twice < 2; twice++) assert.equal((await ann.put(`/projects/${id}/tasks/${loose.id}`)).status, 204)
  assert.deepEqual(await standing(ann, id), [100, 1, 1])
  const { items } = (await ann.get(`/tasks?projectId=${id}`)).body
  assert.deepEqual(
    items.map((one: Body) => [one.id, one.projectIds]),
    [[loose.id, [id]]],
  )
  for (let twice = 0; twice < 2; twice++)
    assert.equal((await ann.delete(`/projects/${id}/tasks/${loose.id}`)).status, 204)
  assert.deepEqual(await standing(ann, id), [0, 0, 0])
  assert.equal((await ann.put(`/projects/${id}/tasks/${newId()}`)).status, 404)
})

test('a project in the trash leaves its tasks working, and comes back counted anew', async () => {
  const ann = await app.as()
  const { id } = await project(ann)
  const daily = await task(ann, id, { dueDate: '2027-03-01', recurrence: { rrule: 'FREQ=DAILY' } })
  await ann.delete(`/projects/${id}`)
  const { status, body } = await ann.post(`/tasks/${daily.id}/complete`)
  assert.deepEqual([status, body.nextTask.projectIds], [200, [id]])
  assert.equal((await ann.patch(`/tasks/${body.nextTask.id}`, { title: 'Again' })).status, 200)
  assert.equal((await ann.post(`/projects/${id}/restore`)).status, 200)
  assert.deepEqual(await standing(ann, id), [50, 1, 2])
})

test('without tasks a project stands where the criteria of its goals stand, in the same transaction', async () => {
  const ann = await app.as()
  const { body: run } = await ann.post('/goals', { title: 'Run', successCriteria: ['5 km', '10 km'] })
  const { body: cook } = await ann.post('/goals', {
    title: 'Cook',
    successCriteria: [{ text: 'Soup', isCompleted: true }],
  })
  const { body: empty } = await ann.post('/goals', { title: 'Empty' })
  const { id, progress } = await project(ann, { goalIds: [run.id, empty.id] })
  const tick = (at: number, isCompleted: boolean) =>
    ann.patch(`/goals/${run.id}/criteria/${run.successCriteria[at].id}`, { isCompleted })
  const progressNow = async () => (await standing(ann, id))[0]
  assert.equal(progress, 0)
  await tick(0, true)
  assert.equal(await progressNow(), 50)
  assert.equal((await ann.put(`/goals/${cook.id}/links/project/${id}`)).status, 204)
  assert.equal(await progressNow(), 75)
  await ann.delete(`/goals/${run.id}`)
  assert.equal(await progressNow(), 100)
  await ann.post(`/goals/${run.id}/restore`)
  await tick(0, false)
  assert.equal(await progressNow(), 50)
  const { id: only } = await task(ann, id)
  assert.equal(await progressNow(), 0)
  await ann.delete(`/tasks/${only}`)
  assert.equal(await progressNow(), 50)
  assert.deepEqual((await ann.patch(`/projects/${id}`, { goalIds: [] })).body.progress, 0)
})

test('whatever is done to goals, tasks and projects at the same moment, what is stored is what is counted', async () => {
  const ann = await app.as()
  const goals = await Promise.all(
    ['A', 'B', 'C'].map(async (title) => (await ann.post('/goals', { title, successCriteria: ['x', 'y'] })).body),
  )
  const [bare, full] = [await project(ann, { goalIds: [goals[0].id] }), await project(ann)]
  const tasks = await Promise.all(Array.from({ length: 6 }, () => task(ann, full.id, { goalIds: [goals[1].id] })))
  const answers = await Promise.all([
    ...goals.map(({ id }) => ann.put(`/goals/${id}/links/project/${bare.id}`)),
    ...goals.flatMap(({ id, successCriteria }) =>
      successCriteria.map((one: Body) => ann.patch(`/goals/${id}/criteria/${one.id}`, { isCompleted: true })),
    ),
    ...tasks.map(({ id }, at) => (at % 2 ? ann.post(`/tasks/${id}/complete`) : ann.delete(`/tasks/${id}`))),
    ann.patch(`/projects/${full.id}`, { status: 'active', goalIds: goals.map(({ id }) => id) }),
  ])
  for (const { status, body } of answers) assert.ok(status < 300, JSON.stringify(body))
  assert.deepEqual(
    [await standing(ann, bare.id), await standing(ann, full.id)],
    [
      [100, 0, 0],
      [100, 3, 3],
    ],
  )
})

test('a criterion that is met while its goal is being tied to a project is seen by the project', async () => {
  const ann = await app.as()
  for (let round = 0; round < 15; round++) {
    const { body: goal } = await ann.post('/goals', { title: 'A', successCriteria: ['x'] })
    const { id } = await project(ann)
    const race = await Promise.all([
      ann.put(`/goals/${goal.id}/links/project/${id}`),
      ann.patch(`/goals/${goal.id}/criteria/${goal.successCriteria[0].id}`, { isCompleted: true }),
    ])
    assert.deepEqual(
      race.map(({ status }) => status),
      [204, 200],
    )
    assert.equal((await standing(ann, id))[0], 100)
  }
})

test('a goal and a project see their tie from both sides, and neither dies of the other', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: goal } = await ann.post('/goals', { title: 'Home' })
  const { body: foreign } = await bob.post('/goals', { title: 'Away' })
  const { id } = await project(ann)
  const path = `/goals/${goal.id}/links/project/${id}`
  for (let twice = 0; twice < 2; twice++) assert.equal((await ann.put(path)).status, 204)
  assert.deepEqual((await ann.get(`/goals/${goal.id}/links`)).body.items, [{ kind: 'project', entityId: id }])
  assert.deepEqual((await ann.get(`/projects?goalId=${goal.id}`)).body.items[0].goalIds, [goal.id])
  assert.equal((await bob.put(`/goals/${foreign.id}/links/project/${id}`)).status, 404)
  const { status, body } = await ann.patch(`/projects/${id}`, { goalIds: [goal.id, foreign.id] })
  assert.deepEqual([status, body.errors[0].path], [404, 'goalIds'])
  await ann.delete(`/goals/${goal.id}`)
  assert.equal((await ann.patch(`/projects/${id}`, { name: 'Still here', targetDate: '2027-01-01' })).status, 200)
  assert.equal((await ann.post('/projects', { name: 'x', goalIds: [goal.id] })).status, 404)
  await ann.post(`/goals/${goal.id}/restore`)
  for (let twice = 0; twice < 2; twice++) assert.equal((await ann.delete(path)).status, 204)
  assert.deepEqual((await ann.get(`/goals/${goal.id}/links`)).body.items, [])
})

test('status, dates and areas keep together, and what happened is told', async () => {
  const ann = await app.as()
  const { id, status, impact, priority, completedAt } = await project(ann, { startDate: '2027-01-10' })
  assert.deepEqual([status, impact, priority, completedAt], ['planning', 3, 'medium', null])
  for (const [patch, path] of [
    [{ targetDate: '2027-01-09' }, 'targetDate'],
    [{ area: 'health', subCategory: 'income' }, 'subCategory'],
    [{ impact: 6 }, 'impact'],
    [{ status: 'done' }, 'status'],
  ] as const) {
    const { status, body } = await ann.patch(`/projects/${id}`, patch)
    assert.deepEqual([status, body.errors[0].path], [400, path])
  }
  assert.notEqual((await ann.patch(`/projects/${id}`, { status: 'completed' })).body.completedAt, null)
  assert.equal((await ann.patch(`/projects/${id}`, { status: 'active', impact: 5 })).body.completedAt, null)
  assert.equal((await ann.post(`/projects/${id}/activity`, { title: ' Chose the tiles ' })).status, 201)
  assert.deepEqual(await activity(ann, id), [
    'status_changed: planning → completed',
    'status_changed: completed → active',
    'note_added: Chose the tiles',
  ])
  const [note] = (await ann.get(`/projects/${id}/activity?limit=1`)).body.items
  assert.equal((await ann.delete(`/projects/${id}/activity/${note.id}`)).status, 204)
  assert.equal((await ann.get(`/projects/${id}/activity/${note.id}`)).status, 404)
})

test('links come back with an undo, and every change of a project stands in its history', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'Home' })
  const { id } = await project(ann, { goalIds: [goal.id] })
  await ann.patch(`/projects/${id}`, { goalIds: [], impact: 1 })
  const [last] = (await ann.get(`/projects/${id}/history`)).body.items
  assert.equal((await ann.post(`/changes/${last.seq}/undo`)).status, 200)
  const { goalIds, impact } = (await ann.get(`/projects/${id}`)).body
  assert.deepEqual([goalIds, impact], [[goal.id], 3])
  assert.deepEqual((await ann.get(`/goals/${goal.id}/links`)).body.items, [{ kind: 'project', entityId: id }])
})

test('filters choose by every property, and every order is walked page by page', async () => {
  const ann = await app.as()
  await project(ann, {
    name: 'Alpha 100%',
    area: 'health',
    status: 'active',
    impact: 5,
    targetDate: '2027-01-10',
    tags: ['x'],
  })
  await project(ann, { name: 'Beta', priority: 'low', impact: 1, targetDate: '2027-02-10', notes: 'remember Alpha' })
  const { id } = await project(ann, { name: 'Gamma', priority: 'high' })
  await task(ann, id, { status: 'done' })
  const names = async (query: string) =>
    (await ann.get(`/projects?${query}`)).body.items.map((one: Body) => one.name[0]).join('')
  const told = { '': 'GBA', 'status=active': 'A', 'status=active,planning&priority=low,high': 'GB', 'area=health': 'A' }
  for (const [query, found] of Object.entries({
    ...told,
    'tag=x': 'A',
    'targetFrom=2027-01-11': 'B',
    'targetTo=2027-01-10': 'A',
    'q=alpha': 'BA',
    'q=0%25': 'A',
    'sort=target_date': 'ABG',
    'sort=impact': 'AGB',
    'sort=progress': 'GBA',
  }))
    assert.equal(await names(query), found, query)
  for (const sort of ['newest', 'target_date', 'impact', 'progress']) {
    let [seen, cursor] = ['', '']
    do {
      const { items, nextCursor } = (await ann.get(`/projects?limit=1&sort=${sort}${cursor}`)).body
      seen += items[0].name[0]
      cursor = nextCursor ? `&cursor=${nextCursor}` : ''
    } while (cursor)
    assert.equal(seen, await names(`sort=${sort}`))
  }
})
