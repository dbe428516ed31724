import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

let app: TestApp
let model: ModelServer
let withModel: TestApp
before(async () => {
  app = await startApp()
  model = await openModelServer()
  withModel = await startApp({ env: { GROQ_BASE_URL: model.url, GROQ_API_KEY: 'k' } })
})
after(async () => {
  await Promise.all([app.close(), withModel.close()])
  model.close()
})

const NOW = '2027-03-10T12:00:00.000Z'

const make = async (caller: Caller, fields: object) => (await caller.post('/tasks', fields)).body
async function ask(caller: Caller, name: string, input: object) {
  const { status, body } = await caller.post(`/ai/tasks/${name}`, { ...input, now: NOW, timezone: 'UTC' })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

test('an estimate is the middle of what was given to like tasks, which it names', async () => {
  const ann = await app.as()
  const chapters = []
  for (const [n, estimateMinutes] of [60, 90, 240].entries())
    chapters.push(await make(ann, { title: `Write chapter ${n} of the thesis`, estimateMinutes }))
  await make(ann, { title: 'Water the plants', estimateMinutes: 5 })
  const { result, meta } = await ask(ann, 'estimate', { title: 'Write the last chapter of my thesis' })
  assert.deepEqual([result.lowMinutes, result.estimateMinutes, result.highMinutes], [60, 90, 240])
  const based = result.basedOn.map(({ taskId }: { taskId: string }) => taskId)
  assert.deepEqual(based.sort(), chapters.map(({ id }) => id).sort())
  assert.equal(meta.source, 'rules')
})

test('with nothing to go by an estimate says so, and is hardly sure of itself', async () => {
  const ann = await app.as()
  const { result } = await ask(ann, 'estimate', { title: 'Build a boat' })
  assert.deepEqual([result.estimateMinutes, result.confidence, result.basedOn], [30, 0.1, []])
  await make(ann, { title: 'Water the plants', estimateMinutes: 8 })
  const { result: usual } = await ask(ann, 'estimate', { title: 'Build a boat' })
  assert.deepEqual([usual.estimateMinutes, usual.confidence], [8, 0.2])
})

test('an area comes from one’s own like tasks before it comes from words, and is null without either', async () => {
  const ann = await app.as()
  const words = await ask(ann, 'categorize', { title: 'Send the invoice' })
  assert.deepEqual([words.result.area, words.result.subCategory], ['wealth', null])
  for (const title of ['Send invoice to Tom', 'Send the invoice again'])
    await make(ann, { title, area: 'day_job', subCategory: 'projects' })
  const own = await ask(ann, 'categorize', { title: 'Send the invoice' })
  assert.deepEqual([own.result.area, own.result.subCategory], ['day_job', 'projects'])
  assert.equal(own.result.alternatives[0].area, 'wealth')
  const none = await ask(ann, 'categorize', { title: 'Xyzzy' })
  assert.deepEqual([none.result.area, none.result.confidence, none.result.alternatives], [null, 0, []])
})

test('what is overdue and holds others up comes first, and what cannot start last', async () => {
  const ann = await app.as()
  const late = await make(ann, { title: 'Late', dueDate: '2027-03-01', priority: 'p2' })
  const some = await make(ann, { title: 'Some day', priority: 'p4' })
  const next = await make(ann, { title: 'After that', dueDate: '2027-03-10', priority: 'p1' })
  await make(ann, { title: 'Done', status: 'done' })
  await ann.post(`/tasks/${next.id}/dependencies`, { dependsOnTaskId: late.id })
  const { result } = await ask(ann, 'prioritize', {})
  assert.deepEqual(
    result.items.map(({ taskId, canStart }: { taskId: string; canStart: boolean }) => [taskId, canStart]),
    [
      [late.id, true],
      [some.id, true],
      [next.id, false],
    ],
  )
  assert.deepEqual([result.items[0].suggested, result.items[0].reason], ['p1', 'overdue by 9 days, 1 waiting for it'])
  const only = await ask(ann, 'prioritize', { taskIds: [some.id, newId()] })
  assert.deepEqual(
    only.result.items.map(({ title }: { title: string }) => title),
    ['Some day'],
  )
})

test('steps come from the text, then from a like task that was divided before, and otherwise there are none', async () => {
  const ann = await app.as()
  const listed = await ask(ann, 'breakdown', {
    title: 'Paint the door',
    description: '- buy paint\n- sand it\n- paint it',
  })
  assert.deepEqual(
    listed.result.subtasks.map(({ title }: { title: string }) => title),
    ['buy paint', 'sand it', 'paint it'],
  )
  const party = await make(ann, { title: 'Plan birthday party for Tom' })
  for (const [position, title] of ['Invite people', 'Bake the cake'].entries())
    await make(ann, { title, position, parentTaskId: party.id, estimateMinutes: 20 })
  const again = await ask(ann, 'breakdown', { title: 'Plan a birthday party for Eve' })
  assert.deepEqual(again.result.subtasks[0], { title: 'Invite people', estimateMinutes: 20 })
  assert.equal(again.result.totalMinutes, 40)
  const none = await ask(ann, 'breakdown', { title: 'Build a boat' })
  assert.deepEqual([none.result.subtasks, none.result.confidence], [[], 0])
})

test('what holds a task up is followed to where work can begin', async () => {
  const ann = await app.as()
  const [roof, walls, base] = await Promise.all(
    ['Roof', 'Walls', 'Base'].map((title) => make(ann, { title, estimateMinutes: 30 })),
  )
  await ann.post(`/tasks/${roof.id}/dependencies`, { dependsOnTaskId: walls.id })
  await ann.post(`/tasks/${walls.id}/dependencies`, { dependsOnTaskId: base.id })
  const { result } = await ask(ann, 'unblock', { taskId: roof.id })
  assert.deepEqual(
    [result.minutesToUnblock, result.actions[0].taskId, result.actions[0].action],
    [60, base.id, 'start'],
  )
  await ann.patch(`/tasks/${base.id}`, { status: 'blocked' })
  const { result: stuck } = await ask(ann, 'unblock', { taskId: base.id })
  assert.deepEqual([stuck.blockers, stuck.actions[0].action, stuck.confidence], [[], 'name_blocker', 0.5])
})

test('a stranger’s task is not there, and a key must be allowed to read tasks', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id: taskId } = await make(ann, { title: 'Secret chapter', estimateMinutes: 77 })
  for (const name of ['estimate', 'categorize', 'breakdown', 'unblock'])
    assert.equal((await bob.post(`/ai/tasks/${name}`, { taskId })).status, 404, name)
  assert.deepEqual((await ask(bob, 'prioritize', { taskIds: [taskId] })).result.items, [])
  assert.deepEqual((await ask(bob, 'estimate', { title: 'Secret chapter' })).result.basedOn, [])
  const { body: key } = await ann.post('/api-keys', { name: 'k', scopes: ['ai:write'], expiresInDays: 1 })
  const byKey = await app.as(key.key)
  assert.equal((await byKey.post('/ai/tasks/parse', { text: 'x' })).status, 200)
  const refused = await byKey.post('/ai/tasks/estimate', { taskId })
  assert.deepEqual([refused.status, /tasks:read/.test(refused.body.detail)], [403, true])
})

test('a model may judge, but what was counted stays, and what it invents is thrown away', async () => {
  const ann = await withModel.as()
  const late = await make(ann, { title: 'Late', dueDate: '2027-03-01' })
  const item = {
    taskId: late.id,
    title: 'Hacked',
    priority: 'p4',
    suggested: 'p2',
    urgency: 0,
    impact: 0,
    canStart: false,
  }
  const invented = { ...item, taskId: newId(), reason: 'x' }
  model.replies.splice(0, 1, {
    text: JSON.stringify({ items: [invented, { ...item, reason: 'Soon.' }], confidence: 0.8 }),
  })
  const { result, meta } = await ask(ann, 'prioritize', {})
  assert.equal(meta.provider, 'groq')
  assert.equal(result.items.length, 1)
  const { title, suggested, urgency, canStart, reason } = result.items[0]
  assert.deepEqual([title, suggested, urgency, canStart, reason], ['Late', 'p2', 10, true, 'Soon.'])
  model.replies.splice(0, 1, { text: JSON.stringify({ items: [], confidence: 1 }) })
  await make(ann, { title: 'Another' })
  assert.equal((await ask(ann, 'prioritize', {})).meta.source, 'rules')
})
