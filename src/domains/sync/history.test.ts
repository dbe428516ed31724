import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const newTask = async (user: Caller, task: object = {}) => (await user.post('/tasks', { title: 'Read', ...task })).body
const historyOf = async (user: Caller, task: Body) => (await user.get(`/tasks/${task.id}/history`)).body.items

test('a history tells, newest first, what each change made of each field, in the words and formats of the item', async () => {
  const ann = await app.as()
  const task = await newTask(ann, { dueAt: '2027-03-01T09:30:00.000Z', tags: ['a'], estimateMinutes: 30 })
  await ann.patch(`/tasks/${task.id}`, { dueAt: '2027-03-02T09:30:00.000Z', tags: ['a', 'b'] })
  await ann.patch(`/tasks/${task.id}`, { title: 'Write', estimateMinutes: null })
  await ann.delete(`/tasks/${task.id}`)
  const items = await historyOf(ann, task)
  assert.deepEqual(
    items.map((one: Body) => one.op),
    ['delete', 'update', 'update', 'create'],
  )
  assert.deepEqual(items[0].changes, [])
  assert.deepEqual(items[1].changes, [
    { field: 'title', from: 'Read', to: 'Write' },
    { field: 'estimateMinutes', from: 30, to: null },
  ])
  assert.deepEqual(items[2].changes, [
    { field: 'dueAt', from: '2027-03-01T09:30:00.000Z', to: '2027-03-02T09:30:00.000Z' },
    { field: 'tags', from: ['a'], to: ['a', 'b'] },
  ])
  const set = new Map(items[3].changes.map(({ field, to }: Body) => [field, to]))
  assert.equal(set.get('title'), 'Read')
  assert.equal(set.get('dueAt'), '2027-03-01T09:30:00.000Z')
  assert.equal(set.has('description'), false, 'what was not set is not listed')
  assert.equal(items[0].actor, 'user')
  for (const one of items)
    for (const { field } of one.changes) assert.ok(field in task, `${field} is no field of a task`)
})

test('a history is read in pages that neither repeat nor leave out a change', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  for (let i = 1; i <= 6; i++) await ann.patch(`/tasks/${task.id}`, { title: `Read ${i}` })
  const seen: number[] = []
  for (let cursor = ''; ; ) {
    const { body } = await ann.get(`/tasks/${task.id}/history?limit=3${cursor}`)
    seen.push(...body.items.map((one: Body) => one.seq))
    if (body.nextCursor === null) break
    if (seen.length === 3) await ann.patch(`/tasks/${task.id}`, { title: 'Between two pages' })
    cursor = `&cursor=${body.nextCursor}`
  }
  assert.equal(seen.length, 7)
  assert.deepEqual(
    seen,
    [...seen].sort((a, b) => b - a),
  )
})

test("another user's history, trash and changes do not exist", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const task = await newTask(ann)
  await ann.patch(`/tasks/${task.id}`, { title: 'Secret' })
  const seq = (await historyOf(ann, task))[0].seq
  assert.equal((await bob.get(`/tasks/${task.id}/history`)).status, 404)
  assert.equal((await bob.post(`/changes/${seq}/undo`)).status, 404)
  await ann.delete(`/tasks/${task.id}`)
  assert.equal((await bob.post(`/tasks/${task.id}/restore`)).status, 404)
  assert.deepEqual((await bob.get('/trash')).body.items, [])
  assert.equal((await bob.get(`/tasks/${newId()}/history`)).status, 404)
})

test('the trash lists what was deleted, last first, page by page, and restoring takes it out once', async () => {
  const ann = await app.as()
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.push((await newTask(ann, { title: `Task ${i}` })).id)
  for (const id of ids) await ann.delete(`/tasks/${id}`)
  const first = (await ann.get('/trash?limit=3&entity=task')).body
  const second = (await ann.get(`/trash?limit=3&entity=task&cursor=${first.nextCursor}`)).body
  const listed = [...first.items, ...second.items]
  assert.deepEqual(
    listed.map((one: Body) => one.id),
    ids.toReversed(),
  )
  assert.equal(second.nextCursor, null)
  assert.equal(listed[0].item.title, 'Task 4')
  assert.equal('userId' in listed[0].item || 'deletedAt' in listed[0].item, false)
  const back = await ann.post(`/tasks/${ids[0]}/restore`)
  assert.deepEqual([back.status, back.body.title, back.headers.etag], [200, 'Task 0', `"${back.body.version}"`])
  assert.equal((await ann.post(`/tasks/${ids[0]}/restore`)).status, 409)
  assert.equal((await ann.get('/trash')).body.items.length, 4)
  assert.equal((await ann.get('/trash?entity=nothing')).status, 400)
})

test('undoing an update sets back the fields it changed and leaves the others as they are now', async () => {
  const ann = await app.as()
  const task = await newTask(ann, { dueDate: '2027-03-01' })
  await ann.patch(`/tasks/${task.id}`, { title: 'Write', dueDate: '2027-03-05' })
  const { seq } = (await historyOf(ann, task))[0]
  await ann.patch(`/tasks/${task.id}`, { description: 'meanwhile' })
  const { status, body } = await ann.post(`/changes/${seq}/undo`)
  assert.equal(status, 200)
  assert.deepEqual([body.entity, body.id], ['task', task.id])
  assert.deepEqual([body.item.title, body.item.dueDate, body.item.description], ['Read', '2027-03-01', 'meanwhile'])
  assert.equal((await historyOf(ann, task))[0].op, 'update', 'the undo is a change of its own')
  assert.equal((await ann.post(`/changes/${seq}/undo`)).status, 409, 'and is done once')
})

test('undoing an update whose fields were changed again is refused, naming them, and changes nothing', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  await ann.patch(`/tasks/${task.id}`, { title: 'Write', priority: 'p1' })
  const { seq } = (await historyOf(ann, task))[0]
  await ann.patch(`/tasks/${task.id}`, { title: 'Draw' })
  const { status, body } = await ann.post(`/changes/${seq}/undo`)
  assert.equal(status, 409)
  assert.deepEqual(
    body.errors.map((one: Body) => one.path),
    ['title'],
  )
  const { body: now } = await ann.get(`/tasks/${task.id}`)
  assert.deepEqual([now.title, now.priority], ['Draw', 'p1'])
})

test('undoing a creation takes it to the trash, and undoing a deletion brings it back', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  const [creation] = await historyOf(ann, task)
  assert.equal((await ann.post(`/changes/${creation.seq}/undo`)).body.item, null)
  assert.equal((await ann.get(`/tasks/${task.id}`)).status, 404)
  assert.equal((await ann.post(`/changes/${creation.seq}/undo`)).status, 409)
  const [deletion] = await historyOf(ann, task)
  assert.equal((await ann.post(`/changes/${deletion.seq}/undo`)).body.item.title, 'Read')
  assert.equal((await ann.get(`/tasks/${task.id}`)).status, 200)
  assert.equal((await ann.post(`/changes/${deletion.seq}/undo`)).status, 409)
})
