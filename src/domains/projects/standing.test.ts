import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { contextOf } from '#domains/notifications/sinks.fixture.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { projectsOverview } from './projects.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
afterEach(() => app.setNow(null))
after(() => app.close())

const project = async (ann: Caller, fields: object = {}): Promise<Body> =>
  (await ann.post('/projects', { name: 'Kitchen', ...fields })).body
const tasks = async (ann: Caller, projectId: string, ...each: object[]): Promise<Body[]> => {
  const made: Body[] = []
  for (const fields of each)
    made.push((await ann.post('/tasks', { title: 't', projectIds: [projectId], ...fields })).body)
  return made
}
const health = async (ann: Caller, id: string): Promise<Body> => (await ann.get(`/projects/${id}/health`)).body
const deducted = ({ deductions }: Body) => Object.fromEntries(deductions.map((one: Body) => [one.reason, one.points]))
const wait = (ann: Caller, id: string, dependsOnProjectId: string, lagDays?: number) =>
  ann.post(`/projects/${id}/dependencies`, { dependsOnProjectId, lagDays })

test('a healthy project tells its numbers and deducts nothing', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T12:00:00.000Z')
  const { id } = await project(ann, { status: 'active', startDate: '2027-03-01', targetDate: '2027-03-11' })
  const [first] = await tasks(ann, id, {}, {}, { dueDate: '2027-03-20' }, { status: 'cancelled' })
  await ann.post(`/tasks/${first?.id}/complete`)
  app.setNow('2027-03-04T12:00:00.000Z')
  assert.deepEqual(await health(ann, id), {
    score: 100,
    colour: 'green',
    deductions: [],
    progress: 33,
    schedule: 'on_schedule',
    tasks: { total: 3, done: 1, open: 2, overdue: 0, blocked: 0 },
    pace: { expectedToday: 30, slackDays: 0, requiredPerDay: 9.57, projectedFinish: '2027-03-11' },
  })
})

test('every point that is missing is listed with its reason', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T12:00:00.000Z')
  const { id } = await project(ann, { status: 'active', startDate: '2027-03-01', targetDate: '2027-03-11' })
  await tasks(ann, id, { dueDate: '2027-03-05' }, { status: 'blocked' })
  app.setNow('2027-03-02T12:00:00.000Z')
  await tasks(ann, id, { dueAt: '2027-03-09T11:00:00.000Z' })
  app.setNow('2027-03-10T12:00:00.000Z')
  const { score, colour, deductions, schedule } = await health(ann, id)
  assert.deepEqual(deductions, [
    { reason: 'overdue_tasks', points: 10, detail: '2 of 3 open tasks overdue, the longest by 5 days' },
    { reason: 'blocked', points: 5, detail: '1 task blocked' },
    { reason: 'staleness', points: 10, detail: 'Nothing happened for 8 days' },
    { reason: 'pace', points: 30, detail: '0 % done where the even pace expects 90 %' },
    { reason: 'scope_growth', points: 5, detail: '3 tasks where 2 were planned: 50 % more' },
  ])
  assert.deepEqual([score, colour, schedule], [40, 'red', 'behind'])
  await ann.post(`/projects/${id}/activity`, { title: 'Back at work' })
  assert.equal(deducted(await health(ann, id)).staleness, undefined)
  await ann.patch(`/projects/${id}`, { status: 'cancelled' })
  assert.equal((await health(ann, id)).score, 100)
})

test('a task that waits for another holds the project up only when its own day has come', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T12:00:00.000Z')
  const { id } = await project(ann, { status: 'active' })
  const [first, second] = await tasks(ann, id, {}, { scheduledDate: '2027-03-03' })
  await ann.post(`/tasks/${second?.id}/dependencies`, { dependsOnTaskId: first?.id })
  assert.equal((await health(ann, id)).tasks.blocked, 0)
  app.setNow('2027-03-03T12:00:00.000Z')
  assert.deepEqual(deducted(await health(ann, id)), { blocked: 5 })
})

test('days are those of the user: a task due today is not overdue where today still lasts', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'America/Los_Angeles', dayStartsAt: '04:00' })
  const { id } = await project(ann, { status: 'active', startDate: '2027-03-01' })
  await tasks(ann, id, { dueDate: '2027-03-02' })
  for (const [now, overdue] of [
    ['2027-03-03T11:59:00.000Z', 0],
    ['2027-03-03T12:00:00.000Z', 1],
  ] as const) {
    app.setNow(now)
    assert.equal((await health(ann, id)).tasks.overdue, overdue, now)
  }
})

test('a project waits for another with a lag, seen from both sides, in the graph and in its health, until that is over', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T12:00:00.000Z')
  const [permit, build] = [await project(ann, { name: 'Permit' }), await project(ann, { name: 'Build' })]
  const { status, body, headers } = await wait(ann, build.id, permit.id, 3)
  assert.deepEqual([status, body.projectId, body.dependsOnProjectId, body.lagDays], [201, build.id, permit.id, 3])
  assert.deepEqual((await ann.get(String(headers.location).slice(4))).body, body)
  const { body: again } = await wait(ann, build.id, permit.id, 2)
  assert.deepEqual([again.id, again.lagDays], [body.id, 2])
  const around = async (id: string) => {
    const { blockedBy, blocks } = (await ann.get(`/projects/${id}/dependencies`)).body
    return [blockedBy, blocks].map((list) => list.map((one: Body) => `${one.name} ${one.lagDays}`))
  }
  assert.deepEqual(await around(build.id), [['Permit 2'], []])
  assert.deepEqual(await around(permit.id), [[], ['Build 2']])
  const { nodes, edges } = (await ann.get('/projects/graph')).body
  assert.deepEqual(nodes.map((node: Body) => node.name).sort(), ['Build', 'Permit'])
  assert.deepEqual(edges, [{ source: permit.id, target: build.id, lagDays: 2 }])
  assert.deepEqual(deducted(await health(ann, build.id)), {})
  await ann.patch(`/projects/${build.id}`, { status: 'active' })
  const [blocked] = (await health(ann, build.id)).deductions
  assert.deepEqual(blocked, { reason: 'blocked', points: 5, detail: "waits for 'Permit'" })
  await ann.patch(`/projects/${permit.id}`, { status: 'completed' })
  for (const [now, points] of [
    ['2027-03-02T12:00:00.000Z', 5],
    ['2027-03-03T12:00:00.000Z', undefined],
  ] as const) {
    app.setNow(now)
    assert.equal(deducted(await health(ann, build.id)).blocked, points, now)
  }
  for (const status of [204, 404])
    assert.equal((await ann.delete(`/projects/${build.id}/dependencies/${permit.id}`)).status, status)
  assert.deepEqual((await ann.get('/projects/graph')).body, { nodes: [], edges: [] })
})

test('a circle is refused by naming the way round, also one through the trash', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [a, b, c] = [
    await project(ann, { name: 'A' }),
    await project(ann, { name: 'B' }),
    await project(ann, { name: 'C' }),
  ]
  await wait(ann, a.id, b.id)
  await wait(ann, b.id, c.id)
  const refused = await wait(ann, c.id, a.id)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /C → A → B → C/)
  assert.deepEqual(refused.body.path, [c.id, a.id, b.id, c.id])
  await ann.delete(`/projects/${b.id}`)
  assert.equal((await wait(ann, c.id, a.id)).status, 409)
  const { status, body } = await wait(ann, a.id, a.id)
  assert.deepEqual([status, body.errors[0].path], [400, 'dependsOnProjectId'])
  const foreign = await project(bob)
  for (const id of [b.id, foreign.id]) {
    const { status, body } = await wait(ann, c.id, id)
    assert.deepEqual([status, body.errors[0].path], [404, 'dependsOnProjectId'])
  }
})

test('of two requests that together close a circle one is refused, however far apart they are', async () => {
  const ann = await app.as()
  for (let round = 0; round < 5; round++) {
    const [a, b, c, d] = [await project(ann), await project(ann), await project(ann), await project(ann)]
    const near = await Promise.all([wait(ann, a.id, b.id), wait(ann, b.id, a.id)])
    assert.deepEqual(near.map(({ status }) => status).sort(), [201, 409])
    await ann.delete(`/projects/${b.id}/dependencies/${a.id}`)
    await wait(ann, a.id, b.id)
    await wait(ann, c.id, d.id)
    const far = await Promise.all([wait(ann, b.id, c.id), wait(ann, d.id, a.id)])
    assert.deepEqual(far.map(({ status }) => status).sort(), [201, 409])
  }
})

test('the overview shows active projects with their nearest days, nearest target first', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await project(bob, { status: 'active' })
  await project(ann, { name: 'Rests', status: 'on_hold' })
  await project(ann, { name: 'Open', status: 'active' })
  const { id } = await project(ann, { name: 'Soon', status: 'active', targetDate: '2027-04-01', impact: 5 })
  await tasks(
    ann,
    id,
    { dueDate: '2027-03-20' },
    { dueAt: '2027-03-10T23:30:00.000Z' },
    { dueDate: '2027-03-01', status: 'done' },
  )
  const shown = await projectsOverview({ ...contextOf(app, ann), zone: 'Europe/Vienna' })
  assert.deepEqual(
    shown.map(({ name }) => name),
    ['Soon', 'Open'],
  )
  assert.deepEqual(shown[0], {
    id,
    name: 'Soon',
    area: null,
    impact: 5,
    progress: 33,
    taskCount: 3,
    completedTaskCount: 1,
    targetDate: '2027-04-01',
    nextDueDate: '2027-03-11',
  })
  assert.deepEqual([shown[1]?.targetDate, shown[1]?.nextDueDate], [null, null])
})
