import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const make = async (ann: Caller, title: string, fields: object = {}) =>
  (await ann.post('/goals', { title, ...fields })).body
const wait = (ann: Caller, id: string, dependsOnGoalId: string, lagDays?: number) =>
  ann.post(`/goals/${id}/dependencies`, { dependsOnGoalId, lagDays })

test('a goal waits for another with a lag, seen from both sides and in the graph, until that is undone', async () => {
  const ann = await app.as()
  const [plan, build] = [await make(ann, 'Plan'), await make(ann, 'Build')]
  const { status, body, headers } = await wait(ann, build.id, plan.id, 3)
  assert.deepEqual([status, body.goalId, body.dependsOnGoalId, body.lagDays], [201, build.id, plan.id, 3])
  assert.deepEqual((await ann.get(String(headers.location).slice(4))).body, body)
  const { body: again } = await wait(ann, build.id, plan.id, 5)
  assert.deepEqual([again.id, again.lagDays], [body.id, 5])
  const around = async (id: string) => {
    const { blockedBy, blocks } = (await ann.get(`/goals/${id}/dependencies`)).body
    return [blockedBy, blocks].map((list) =>
      list.map((one: { title: string; lagDays: number }) => `${one.title} ${one.lagDays}`),
    )
  }
  assert.deepEqual(await around(build.id), [['Plan 5'], []])
  assert.deepEqual(await around(plan.id), [[], ['Build 5']])
  const { body: graph } = await ann.get('/goals/graph')
  assert.deepEqual(
    graph.nodes.map((node: { title: string }) => node.title),
    ['Plan', 'Build'],
  )
  assert.deepEqual(graph.edges, [{ source: plan.id, target: build.id, lagDays: 5 }])
  assert.equal((await ann.delete(`/goals/${build.id}/dependencies/${plan.id}`)).status, 204)
  assert.equal((await ann.delete(`/goals/${build.id}/dependencies/${plan.id}`)).status, 404)
  assert.deepEqual((await ann.get('/goals/graph')).body, { nodes: [], edges: [] })
  assert.equal((await wait(ann, build.id, plan.id)).status, 201)
})

test('a circle is refused by naming the way round, also one through the trash', async () => {
  const ann = await app.as()
  const [a, b, c] = [await make(ann, 'A'), await make(ann, 'B'), await make(ann, 'C')]
  await wait(ann, a.id, b.id)
  await wait(ann, b.id, c.id)
  const refused = await wait(ann, c.id, a.id)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /C → A → B → C/)
  assert.deepEqual(refused.body.path, [c.id, a.id, b.id, c.id])
  await ann.delete(`/goals/${b.id}`)
  assert.equal((await wait(ann, c.id, a.id)).status, 409)
  assert.equal((await wait(ann, c.id, b.id)).status, 404)
  const { status, body } = await wait(ann, a.id, a.id)
  assert.deepEqual([status, body.errors[0].path], [400, 'dependsOnGoalId'])
  assert.equal((await wait(ann, a.id, c.id, -1)).status, 400)
})

test('of two requests that together close a circle one is refused, however far apart they are', async () => {
  const ann = await app.as()
  for (let round = 0; round < 5; round++) {
    const [a, b, c, d] = [await make(ann, 'A'), await make(ann, 'B'), await make(ann, 'C'), await make(ann, 'D')]
    const near = await Promise.all([wait(ann, a.id, b.id), wait(ann, b.id, a.id)])
    assert.deepEqual(near.map((answer) => answer.status).sort(), [201, 409])
    await ann.delete(`/goals/${b.id}/dependencies/${a.id}`)
    await wait(ann, a.id, b.id)
    await wait(ann, c.id, d.id)
    const far = await Promise.all([wait(ann, b.id, c.id), wait(ann, d.id, a.id)])
    assert.deepEqual(far.map((answer) => answer.status).sort(), [201, 409])
  }
})

test('with cascade a later target pushes what waits, forward only; without it nothing else moves', async () => {
  const ann = await app.as()
  const plan = await make(ann, 'Plan', { startDate: '2027-01-01', targetDate: '2027-01-31' })
  const build = await make(ann, 'Build', { startDate: '2027-02-01', targetDate: '2027-02-11' })
  const launch = await make(ann, 'Launch', { targetDate: '2027-02-12' })
  const over = await make(ann, 'Over', { status: 'achieved', startDate: '2027-01-01', targetDate: '2027-01-02' })
  await wait(ann, build.id, plan.id)
  await wait(ann, launch.id, build.id, 2)
  await wait(ann, over.id, plan.id)
  const dates = async () =>
    Promise.all(
      [build, launch, over]
        .map(async ({ id }) => (await ann.get(`/goals/${id}`)).body)
        .map(async (goal) => `${(await goal).startDate} ${(await goal).targetDate}`),
    )
  const before = await dates()
  await ann.patch(`/goals/${plan.id}`, { targetDate: '2027-02-05' })
  assert.deepEqual(await dates(), before)
  const { status, body } = await ann.patch(`/goals/${plan.id}?cascade=true`, { targetDate: '2027-02-10' })
  assert.deepEqual([status, body.targetDate], [200, '2027-02-10'])
  assert.deepEqual(await dates(), ['2027-02-10 2027-02-20', 'null 2027-02-22', '2027-01-01 2027-01-02'])
  await ann.patch(`/goals/${plan.id}?cascade=true`, { targetDate: '2027-01-15' })
  assert.deepEqual(await dates(), ['2027-02-10 2027-02-20', 'null 2027-02-22', '2027-01-01 2027-01-02'])
  assert.equal(
    (await ann.patch(`/goals/${plan.id}?cascade=true`, { targetDate: '2028-01-01' }, { 'if-match': '"1"' })).status,
    412,
  )
  assert.equal((await dates())[0], '2027-02-10 2027-02-20')
})
