import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('linking and unlinking a task may be repeated, is seen from both sides, and moves the goal', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const { body: task } = await ann.post('/tasks', { title: 'Write', status: 'done' })
  const path = `/goals/${goal.id}/links/task/${task.id}`
  for (let twice = 0; twice < 2; twice++) assert.equal((await ann.put(path)).status, 204)
  assert.deepEqual((await ann.get(`/tasks/${task.id}`)).body.goalIds, [goal.id])
  assert.deepEqual((await ann.get(`/goals/${goal.id}/links`)).body, {
    items: [{ kind: 'task', entityId: task.id }],
    nextCursor: null,
  })
  assert.equal((await ann.get(`/goals/${goal.id}`)).body.progress, 100)
  for (let twice = 0; twice < 2; twice++) assert.equal((await ann.delete(path)).status, 204)
  assert.deepEqual((await ann.get(`/tasks/${task.id}`)).body.goalIds, [])
  assert.deepEqual((await ann.get(`/goals/${goal.id}/links`)).body.items, [])
  assert.equal((await ann.get(`/goals/${goal.id}`)).body.progress, 0)
})

test('what does not exist cannot be linked, and an unknown kind is refused', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  for (const kind of ['task', 'metric', 'habit', 'project']) {
    for (const answer of [
      await ann.put(`/goals/${goal.id}/links/${kind}/${newId()}`),
      await ann.delete(`/goals/${goal.id}/links/${kind}/${newId()}`),
    ]) {
      assert.deepEqual([answer.status, answer.body.code], [404, 'not_found'])
      assert.match(answer.body.detail.toLowerCase(), new RegExp(`^${kind} `))
    }
  }
  assert.equal((await ann.put(`/goals/${goal.id}/links/course/${newId()}`)).status, 400)
})

test('nothing can be linked to a goal in the trash, and tasks linked before keep working', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const { body: task } = await ann.post('/tasks', { title: 'Write', goalIds: [goal.id] })
  await ann.delete(`/goals/${goal.id}`)
  assert.equal((await ann.put(`/goals/${goal.id}/links/task/${task.id}`)).status, 404)
  assert.equal((await ann.post('/tasks', { title: 'x', goalIds: [goal.id] })).status, 404)
  assert.equal((await ann.patch(`/tasks/${task.id}`, { status: 'in_progress', title: 'Rewrite' })).status, 200)
  assert.equal((await ann.post(`/tasks/${task.id}/complete`)).status, 200)
  assert.equal((await ann.patch(`/tasks/${task.id}`, { goalIds: [] })).status, 200)
})

test('links are read page by page', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const ids: string[] = []
  for (let at = 0; at < 5; at++) ids.push((await ann.post('/tasks', { title: `t${at}`, goalIds: [goal.id] })).body.id)
  await ann.delete(`/tasks/${ids.pop()}`)
  const first = (await ann.get(`/goals/${goal.id}/links?limit=3`)).body
  const second = (await ann.get(`/goals/${goal.id}/links?limit=3&cursor=${first.nextCursor}`)).body
  assert.deepEqual(
    [...first.items, ...second.items].map((link: { entityId: string }) => link.entityId),
    ids,
  )
  assert.equal(second.nextCursor, null)
})

test('notes join what happened by itself, newest first, page by page, and can be taken back', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const { body: other } = await ann.post('/goals', { title: 'B' })
  const { body: task } = await ann.post('/tasks', { title: 'Write', goalIds: [goal.id] })
  await ann.post(`/tasks/${task.id}/complete`)
  const {
    status,
    body: note,
    headers,
  } = await ann.post(`/goals/${goal.id}/activity`, {
    title: ' Done! ',
    description: 'At last',
    entity: 'task',
    entityId: task.id,
  })
  assert.deepEqual([status, headers.location], [201, `/api/goals/${goal.id}/activity/${note.id}`])
  assert.deepEqual(
    [note.type, note.title, note.description, note.entity, note.entityId],
    ['note_added', 'Done!', 'At last', 'task', task.id],
  )
  assert.deepEqual((await ann.get(`/goals/${goal.id}/activity/${note.id}`)).body, note)
  assert.equal((await ann.get(`/goals/${other.id}/activity/${note.id}`)).status, 404)
  const first = (await ann.get(`/goals/${goal.id}/activity?limit=4`)).body
  const second = (await ann.get(`/goals/${goal.id}/activity?limit=4&cursor=${first.nextCursor}`)).body
  const types = [...first.items, ...second.items].map((one: { type: string }) => one.type)
  assert.deepEqual(types, ['note_added', ...Array(4).fill('progress_milestone'), 'task_completed'])
  assert.equal((await ann.get(`/goals/${other.id}/activity?cursor=${first.nextCursor}`)).status, 400)
  assert.equal((await ann.delete(`/goals/${other.id}/activity/${note.id}`)).status, 404)
  assert.equal((await ann.delete(`/goals/${goal.id}/activity/${note.id}`)).status, 204)
  assert.equal((await ann.delete(`/goals/${goal.id}/activity/${note.id}`)).status, 404)
  assert.equal((await ann.post(`/goals/${goal.id}/activity`, { title: 'x', entity: 'task' })).status, 400)
  assert.equal(
    (await ann.post(`/goals/${goal.id}/activity`, { title: 'x', entity: 'habit', entityId: newId() })).status,
    404,
  )
})
