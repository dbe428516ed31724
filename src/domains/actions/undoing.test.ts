import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { proposeOrRun } from './actions.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

/** Has the assistant do it, with the user's leave. */
async function perform(by: Caller, name: string, given: object): Promise<Body> {
  const actor = { id: by.userId, role: 'user' as const, via: null, sessionId: newId(), scopes: null }
  const call = { name, arguments: given }
  const outcome = await proposeOrRun({ ...app.platform.base, actor }, app.platform.tools, call, { channel: 'chat' })
  assert.equal(outcome.kind, 'proposed', JSON.stringify(outcome))
  const { body } = await by.post(`/chat/actions/${'action' in outcome && outcome.action.id}/approve`)
  assert.equal(body.state, 'done', JSON.stringify(body))
  return body
}

const undo = (by: Caller, { id }: { id: string }) => by.post(`/chat/actions/${id}/undo`)
const undone = async (by: Caller, action: { id: string }) => {
  const { status, body } = await undo(by, action)
  assert.deepEqual([status, body.state], [200, 'undone'], JSON.stringify(body))
}
const made = async (by: Caller, url: string, body: object): Promise<Body> => {
  const { status, body: item } = await by.post(url, body)
  assert.equal(status, 201, JSON.stringify(item))
  return item
}
const read = async (by: Caller, url: string): Promise<Body> => (await by.get(url)).body

test('undoing a creation takes it to the trash, once', async () => {
  const ann = await app.as()
  const action = await perform(ann, 'tasks_create', { title: 'Buy paint' })
  await undone(ann, action)
  assert.equal((await ann.get(`/tasks/${action.result.id}`)).status, 404)
  await undone(ann, action)
  assert.equal((await ann.post(`/tasks/${action.result.id}/restore`)).status, 200)
})

test('undoing an update sets back what it changed, and leaves what else was changed since', async () => {
  const ann = await app.as()
  const task = await made(ann, '/tasks', { title: 'Read', priority: 'p3' })
  const action = await perform(ann, 'tasks_update', { taskId: task.id, changes: { title: 'Read on', priority: 'p1' } })
  await ann.patch(`/tasks/${task.id}`, { estimateMinutes: 5 })
  await undone(ann, action)
  const { title, priority, estimateMinutes } = await read(ann, `/tasks/${task.id}`)
  assert.deepEqual([title, priority, estimateMinutes], ['Read', 'p3', 5])
})

test('undoing is refused, naming the field, when it was changed since, and takes nothing back', async () => {
  const ann = await app.as()
  const task = await made(ann, '/tasks', { title: 'Read', priority: 'p3' })
  const updated = await perform(ann, 'tasks_update', { taskId: task.id, changes: { title: 'Read on', priority: 'p1' } })
  await ann.patch(`/tasks/${task.id}`, { title: 'Read much' })
  const refused = await undo(ann, updated)
  assert.deepEqual([refused.status, refused.body.errors[0].path], [409, 'title'])
  assert.equal((await read(ann, `/chat/actions/${updated.id}`)).state, 'done')
  const { title, priority } = await read(ann, `/tasks/${task.id}`)
  assert.deepEqual([title, priority], ['Read much', 'p1'])
  const created = await perform(ann, 'tasks_create', { title: 'Buy paint' })
  await ann.patch(`/tasks/${created.result.id}`, { title: 'Buy red paint' })
  assert.equal((await undo(ann, created)).status, 409)
  assert.equal((await ann.get(`/tasks/${created.result.id}`)).status, 200)
})

test('undoing the deletion of a task brings its subtasks back below it', async () => {
  const ann = await app.as()
  const parent = await made(ann, '/tasks', { title: 'Renovate' })
  const child = await made(ann, '/tasks', { title: 'Paint', parentTaskId: parent.id })
  const grandchild = await made(ann, '/tasks', { title: 'Buy paint', parentTaskId: child.id })
  await undone(ann, await perform(ann, 'tasks_delete', { taskId: parent.id }))
  assert.equal((await read(ann, `/tasks/${child.id}`)).parentTaskId, parent.id)
  assert.equal((await read(ann, `/tasks/${grandchild.id}`)).parentTaskId, child.id)
})

test('undoing the completion of a recurring task takes back its next instance, its points and the goal’s progress', async () => {
  const ann = await app.as()
  const goal = await made(ann, '/goals', { title: 'Read more', successCriteria: ['Begin'] })
  const task = await made(ann, '/tasks', {
    title: 'Read',
    dueDate: '2027-03-01',
    pointValue: 40,
    goalIds: [goal.id],
    recurrence: { rrule: 'FREQ=DAILY', anchor: 'due' },
  })
  const before = await read(ann, `/goals/${goal.id}`)
  const action = await perform(ann, 'tasks_complete', { taskId: task.id })
  assert.equal((await read(ann, '/wallet')).balance, 40)
  assert.ok((await read(ann, `/goals/${goal.id}`)).progress > before.progress)
  await undone(ann, action)
  const open = await read(ann, '/tasks?status=not_started')
  assert.deepEqual(
    open.items.map(({ id }: Body) => id),
    [task.id],
  )
  assert.equal((await read(ann, '/wallet')).balance, 0)
  assert.equal((await read(ann, `/goals/${goal.id}`)).progress, before.progress)
})

test('a user whose trash was emptied is told that it cannot be undone any more', async () => {
  const ann = await app.as()
  const task = await made(ann, '/tasks', { title: 'Read' })
  const action = await perform(ann, 'tasks_delete', { taskId: task.id })
  await app.platform.database.query('delete from tasks where user_id = $1', [ann.userId])
  assert.equal((await undo(ann, action)).status, 410)
})

test('a key undoes what the assistant did only with the scope of what was changed', async () => {
  const ann = await app.as()
  const action = await perform(ann, 'tasks_create', { title: 'Buy paint' })
  const keyOf = async (scopes: string[]) => app.as((await made(ann, '/api-keys', { name: 'Agent', scopes })).key)
  assert.equal((await undo(await keyOf(['actions:write']), action)).status, 403)
  assert.equal((await undo(await keyOf(['actions:write', 'tasks:write']), action)).status, 200)
  const task = await made(ann, '/tasks', { title: 'Run' })
  const goal = await made(ann, '/goals', { title: 'Run a marathon' })
  const linked = await perform(ann, 'goals_link', { goalId: goal.id, kind: 'task', itemId: task.id })
  assert.equal((await undo(await keyOf(['actions:write', 'goals:write']), linked)).status, 403)
  assert.deepEqual((await read(ann, `/tasks/${task.id}`)).goalIds, [goal.id])
})
