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
const historyOf = async (user: Caller, id: string) => (await user.get(`/tasks/${id}/history`)).body.items
let sent = 0
/** One operation as a phone would send it; answers its result. */
async function push(user: Caller, operation: object): Promise<Body> {
  const { status, body } = await user.post('/sync', {
    operations: [{ opId: `op-${++sent}`, entity: 'task', ...operation }],
  })
  assert.equal(status, 200, JSON.stringify(body))
  return body.results[0]
}

/** Everything from a number on, page by page. */
async function pull(user: Caller, since = 0, limit = 2) {
  const changes: Body[] = []
  for (let next = since; ; ) {
    const { status, body } = await user.get(`/sync?since=${next}&limit=${limit}`)
    assert.equal(status, 200, JSON.stringify(body))
    changes.push(...body.changes)
    next = body.nextSince
    if (!body.hasMore) return { changes, next, epoch: body.epoch }
  }
}

test('a first sync answers everything that lives once, as its collection answers it', async () => {
  const ann = await app.as()
  const tasks: Body[] = []
  for (let i = 0; i < 5; i++) tasks.push(await newTask(ann, { title: `Task ${i}` }))
  await ann.patch(`/tasks/${tasks[0].id}`, { title: 'Changed' })
  await ann.delete(`/tasks/${tasks[1].id}`)
  const { changes } = await pull(ann)
  const titles = changes.filter((one) => one.item).map((one) => one.item.title)
  assert.deepEqual(titles, ['Task 2', 'Task 3', 'Task 4', 'Changed'])
  const changed = changes.find((one) => one.id === tasks[0].id)
  assert.deepEqual(changed.item, (await ann.get(`/tasks/${tasks[0].id}`)).body)
  assert.equal((await ann.get('/sync?limit=1000')).body.changes.length, 4)
})

test('a later sync answers each changed item once in its newest state, and a deletion as null', async () => {
  const ann = await app.as()
  const [one, two] = [await newTask(ann), await newTask(ann)]
  const { next } = await pull(ann)
  assert.deepEqual((await pull(ann, next)).changes, [])
  for (let i = 0; i < 3; i++) await ann.patch(`/tasks/${one.id}`, { title: `Read ${i}` })
  await ann.delete(`/tasks/${two.id}`)
  const { changes } = await pull(ann, next, 500)
  assert.deepEqual(
    changes.map(({ id, op, item }) => [id, op, item?.title ?? null]),
    [
      [one.id, 'update', 'Read 2'],
      [two.id, 'delete', null],
    ],
  )
})

test('a number of another history or from the future is refused, so that no gap is silent', async () => {
  const ann = await app.as()
  await newTask(ann)
  const { next, epoch } = await pull(ann)
  assert.equal((await ann.get(`/sync?since=${next}&epoch=${epoch}`)).status, 200)
  for (const query of [`since=${next + 1}`, `since=${-next - 1}`, `since=${next}&epoch=${newId()}`]) {
    const { status, body } = await ann.get(`/sync?${query}`)
    assert.deepEqual([status, body.code], [410, 'gone'], query)
  }
  assert.equal((await ann.get('/sync?entities=nonsense')).status, 400)
  assert.equal((await ann.get('/sync?limit=1001')).status, 400)
})

test('an offline creation keeps the id the client chose, and the same id again is answered with what stands there', async () => {
  const ann = await app.as()
  const id = newId()
  const made = await push(ann, { op: 'create', id, fields: { title: 'Offline' } })
  assert.deepEqual([made.status, made.item.id, made.item.title], ['applied', id, 'Offline'])
  const again = await push(ann, { op: 'create', id, fields: { title: 'Other' } })
  assert.deepEqual([again.status, again.error.code, again.item.title], ['rejected', 'conflict', 'Offline'])
})

test('two devices that edited different fields offline both keep their work', async () => {
  const ann = await app.as()
  const task = await newTask(ann, { tags: ['a'] })
  const phone = await push(ann, { op: 'update', id: task.id, baseVersion: 1, fields: { title: 'From the phone' } })
  assert.equal(phone.status, 'applied')
  const tablet = await push(ann, {
    op: 'update',
    id: task.id,
    baseVersion: 1,
    fields: { priority: 'p1', dueAt: '2027-03-01T09:00:00Z' },
  })
  assert.equal(tablet.status, 'merged')
  assert.deepEqual(tablet.conflicts, [])
  const { body: now } = await ann.get(`/tasks/${task.id}`)
  assert.deepEqual([now.title, now.priority, now.dueAt], ['From the phone', 'p1', '2027-03-01T09:00:00.000Z'])
})

test('a field that both changed stays as the first made it, is named with both values, and the others go in', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  await push(ann, { op: 'update', id: task.id, baseVersion: 1, fields: { title: 'Theirs', tags: ['same'] } })
  await ann.patch(`/tasks/${task.id}`, { estimateMinutes: 10 })
  const result = await push(ann, {
    op: 'update',
    id: task.id,
    baseVersion: 1,
    fields: { title: 'Mine', tags: ['same'], energy: 'deep' },
  })
  assert.equal(result.status, 'conflict')
  assert.deepEqual(result.conflicts, [{ field: 'title', yours: 'Mine', theirs: 'Theirs' }])
  assert.deepEqual([result.item.title, result.item.energy, result.item.tags], ['Theirs', 'deep', ['same']])
})

test('a field that was changed and set back meanwhile is no conflict', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  await ann.patch(`/tasks/${task.id}`, { title: 'Write' })
  await ann.patch(`/tasks/${task.id}`, { title: 'Read' })
  assert.equal(
    (await push(ann, { op: 'update', id: task.id, baseVersion: 1, fields: { title: 'Mine' } })).status,
    'merged',
  )
})

test('deleting what others edited since is a conflict that keeps it; otherwise it goes, and going twice is fine', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  await ann.patch(`/tasks/${task.id}`, { title: 'Still needed' })
  const refused = await push(ann, { op: 'delete', id: task.id, baseVersion: 1 })
  assert.deepEqual(
    [refused.status, refused.conflicts[0].field, refused.item.title],
    ['conflict', 'title', 'Still needed'],
  )
  assert.equal((await push(ann, { op: 'delete', id: task.id, baseVersion: 2 })).status, 'applied')
  assert.equal((await push(ann, { op: 'delete', id: task.id })).status, 'applied')
  assert.equal((await ann.get(`/tasks/${task.id}`)).status, 404)
  const late = await push(ann, { op: 'update', id: task.id, baseVersion: 2, fields: { title: 'Too late' } })
  assert.deepEqual([late.status, late.error.code, late.item], ['rejected', 'not_found', null])
})

test('one bad operation is answered for itself and the others are done, in order', async () => {
  const ann = await app.as()
  const [first, second] = [newId(), newId()]
  const operations = [
    { opId: 'a', entity: 'task', op: 'create', id: first, fields: { title: 'Parent' } },
    { opId: 'b', entity: 'task', op: 'create', id: second, fields: { title: 'Child', parentTaskId: first } },
    { opId: 'c', entity: 'task', op: 'create', id: newId(), fields: { title: '', colour: 'red' } },
    { opId: 'd', entity: 'nonsense', op: 'create', id: newId() },
    { opId: 'e', entity: 'task', op: 'create', id: '00000000-0000-1000-8000-000000000000', fields: { title: 'x' } },
    { opId: 'f', entity: 'task', op: 'update', id: newId(), fields: { title: 'x' } },
    {
      opId: 'g',
      entity: 'task',
      op: 'create',
      id: newId(),
      fields: { title: 'No such parent', parentTaskId: newId() },
    },
    { opId: 'h', entity: 'task', op: 'create', id: newId(), fields: { title: 'a\u0000b' } },
    { opId: 'i', entity: 'task', op: 'update', id: second, baseVersion: 9, fields: { title: 'x' } },
    { opId: 'j', entity: 'task', op: 'update', id: second, fields: { title: 'Renamed' } },
  ]
  const { body } = await ann.post('/sync', { operations })
  assert.deepEqual(
    body.results.map((one: Body) => [one.opId, one.error?.code ?? one.status]),
    [
      ['a', 'applied'],
      ['b', 'applied'],
      ['c', 'invalid_input'],
      ['d', 'invalid_input'],
      ['e', 'invalid_input'],
      ['f', 'not_found'],
      ['g', 'not_found'],
      ['h', 'invalid_input'],
      ['i', 'invalid_input'],
      ['j', 'applied'],
    ],
  )
  assert.deepEqual(body.results[2].error.errors.map((one: Body) => one.path).sort(), ['fields', 'fields.title'])
  assert.deepEqual(
    (await pull(ann)).changes.map((one) => one.item.title),
    ['Parent', 'Renamed'],
  )
})

test('the same operation sent fifty times at once is done once, and every answer is the same', async () => {
  const ann = await app.as()
  const operations = [{ opId: 'once', entity: 'task', op: 'create', id: newId(), fields: { title: 'Once' } }]
  const answers = await Promise.all(Array.from({ length: 50 }, () => ann.post('/sync', { operations })))
  const results = answers.map(({ body }) => body.results[0])
  assert.equal(results.filter((one) => !one.replayed).length, 1)
  for (const one of results) assert.deepEqual({ ...one, replayed: false }, { ...results[0], replayed: false })
  assert.equal((await historyOf(ann, operations[0]?.id ?? '')).length, 1)
})

test('an operation sent again answers what it came to then, also a refusal; its opId with other content is refused', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  const update = { opId: 'again', op: 'update', id: task.id, baseVersion: 1, fields: { title: 'New' } }
  await push(ann, update)
  await ann.patch(`/tasks/${task.id}`, { title: 'Newer' })
  const repeated = await push(ann, update)
  assert.deepEqual([repeated.status, repeated.replayed, repeated.item.title], ['applied', true, 'New'])
  assert.equal((await ann.get(`/tasks/${task.id}`)).body.title, 'Newer')
  const other = await push(ann, { ...update, fields: { title: 'Else' } })
  assert.deepEqual([other.status, other.error.code], ['rejected', 'unprocessable'])
  const refused = { opId: 'refused', op: 'update', id: newId(), fields: { title: 'x' } }
  await push(ann, refused)
  const again = await push(ann, refused)
  assert.deepEqual([again.error.code, again.replayed], ['not_found', true])
})

test("another user's items do not exist: not to update, delete, create over, nor to link to", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const task = await newTask(ann, { title: 'Secret' })
  for (const op of ['update', 'delete']) {
    const stranger = await push(bob, { op, id: task.id, fields: op === 'update' ? { title: 'x' } : {} })
    const nobody = await push(bob, { op, id: newId(), fields: op === 'update' ? { title: 'x' } : {} })
    assert.deepEqual({ ...stranger, opId: '' }, { ...nobody, opId: '' })
    assert.equal(stranger.error.code, 'not_found')
  }
  const linked = await push(bob, { op: 'create', id: newId(), fields: { title: 'Child', parentTaskId: task.id } })
  assert.equal(linked.error.code, 'not_found')
  const own = await push(bob, { op: 'create', id: task.id, fields: { title: 'Mine' } })
  assert.equal(own.status, 'applied', 'the same id is free for another user')
  assert.equal((await ann.get(`/tasks/${task.id}`)).body.title, 'Secret')
  assert.deepEqual(
    (await pull(bob)).changes.map((one) => one.item.title),
    ['Mine'],
  )
})

test('an API key syncs the kinds it may read or write, and sees and changes nothing else', async () => {
  const ann = await app.as()
  const task = await newTask(ann)
  const keyFor = async (scopes: string[]) => app.as((await ann.post('/api-keys', { name: 'Key', scopes })).body.key)
  const [reader, writer, neither] = [
    await keyFor(['sync:read', 'sync:write', 'tasks:read']),
    await keyFor(['sync:write', 'tasks:write']),
    await keyFor(['sync:read']),
  ]
  assert.deepEqual(
    (await pull(reader)).changes.map((one) => one.id),
    [task.id],
  )
  assert.deepEqual((await pull(neither)).changes, [])
  assert.deepEqual((await neither.get('/trash')).body.items, [])
  const update = { op: 'update', id: task.id, fields: { title: 'By a key' } }
  const refused = await push(reader, update)
  assert.deepEqual([refused.error.code, refused.item], ['forbidden', null])
  assert.equal((await push(writer, update)).status, 'applied')
  const [change] = await historyOf(ann, task.id)
  assert.match(change.actor, /^api_key:/, 'and the history tells who it was')
  assert.equal((await reader.post(`/changes/${change.seq}/undo`)).status, 403)
  assert.equal((await reader.post(`/tasks/${task.id}/restore`)).status, 403)
  assert.equal((await writer.get('/sync')).status, 403)
  assert.equal((await writer.post(`/changes/${change.seq}/undo`)).status, 200)
})

test('a request that is malformed as a whole is refused as a whole', async () => {
  const ann = await app.as()
  const good = { opId: 'x', entity: 'task', op: 'create', id: newId(), fields: { title: 'x' } }
  for (const operations of [
    [],
    Array(101).fill(good),
    [{ ...good, op: 'merge' }],
    [{ ...good, opId: '' }],
    [{ ...good, extra: 1 }],
  ]) {
    assert.equal((await ann.post('/sync', { operations })).status, 400)
  }
})
