import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor } from '#test/socket.ts'
import { modules } from '../../modules.ts'

let app: TestApp
let door: Door
before(async () => {
  app = await startApp()
  door = await openDoor(app)
})
after(() => app.close())
afterEach(() => app.setNow(null))

/** The nightly job, as if so many days had passed. */
async function nightAfter(days: number) {
  const [job] = modules.flatMap((module) => module.jobs ?? []).filter(({ name }) => name === 'sync.retention')
  app.setNow(new Date(Date.now() + days * 86_400_000).toISOString())
  const { base, reach } = app.platform
  await job?.run({ ...base, actor: null }, reach, null)
  app.setNow(null)
}

const newTask = async (user: Caller, task: object = {}) => (await user.post('/tasks', { title: 'Read', ...task })).body
const count = async (statement: ReturnType<typeof sql>) =>
  Number((await rowsOf<{ n: number }>(app.platform.database.db, statement))[0]?.n)

async function pullAll(user: Caller, limit: number): Promise<{ titles: string[]; positions: number[] }> {
  const [titles, positions]: [string[], number[]] = [[], [0]]
  for (;;) {
    const { status, body } = await user.get(`/sync?since=${positions.at(-1)}&limit=${limit}`)
    assert.equal(status, 200)
    titles.push(...body.changes.map((one: Body) => one.item?.title ?? null))
    positions.push(body.nextSince)
    if (!body.hasMore) return { titles, positions }
  }
}

test('after 90 days old changes go, a first sync is still complete page by page, and a stale number is told so', async () => {
  const ann = await app.as()
  const tasks: Body[] = []
  for (let i = 0; i < 6; i++) tasks.push(await newTask(ann, { title: `Task ${i}` }))
  for (const { id } of tasks.slice(0, 3)) await ann.patch(`/tasks/${id}`, { title: 'Changed' })
  await ann.delete(`/tasks/${tasks[5].id}`)
  const { ready } = await door.enter(ann.token)
  await nightAfter(89)
  assert.equal((await ann.get(`/tasks/${tasks[0].id}/history`)).body.items.length, 2)
  await nightAfter(91)
  assert.equal((await ann.get(`/tasks/${tasks[0].id}/history`)).body.items.length, 1)
  assert.deepEqual((await pullAll(ann, 1000)).titles, ['Task 3', 'Task 4', 'Changed', 'Changed', 'Changed'])
  const paged = await pullAll(ann, 2)
  assert.deepEqual(paged.titles, ['Task 3', 'Task 4', 'Changed', 'Changed', 'Changed'])
  const head = paged.positions.at(-1)
  assert.equal((await ann.get(`/sync?since=${head}`)).status, 200)
  assert.equal((await ann.get('/sync?since=3')).status, 410)
  const socket = await door.enter(ann.token)
  socket.send({ type: 'resume', epoch: ready.epoch, seq: 3 })
  assert.equal((await socket.next('resumed')).recovered, false)
  const current = await door.enter(ann.token)
  current.send({ type: 'resume', epoch: ready.epoch, seq: ready.seq })
  assert.equal((await current.next('resumed')).recovered, true)
})

test('what has lain in the trash for 30 days goes for good, with what hangs on it, and its deletion stays undone', async () => {
  const ann = await app.as()
  const parent = await newTask(ann, { title: 'Parent' })
  const child = await newTask(ann, { title: 'Child', parentTaskId: parent.id })
  const other = await newTask(ann, { title: 'Kept' })
  await ann.post(`/tasks/${other.id}/dependencies`, { dependsOnTaskId: child.id })
  await ann.delete(`/tasks/${other.id}/dependencies/${child.id}`)
  await ann.delete(`/tasks/${parent.id}`)
  const [deletion] = (await ann.get(`/tasks/${parent.id}/history`)).body.items
  await nightAfter(29)
  assert.equal((await ann.get('/trash')).body.items.length, 2)
  await nightAfter(31)
  assert.deepEqual((await ann.get('/trash')).body.items, [])
  assert.equal(await count(sql`select count(*) as n from task_dependencies where user_id = ${ann.userId}`), 0)
  assert.equal((await ann.get(`/tasks/${other.id}`)).status, 200)
  assert.equal((await ann.post(`/tasks/${parent.id}/restore`)).status, 404)
  assert.equal((await ann.post(`/changes/${deletion.seq}/undo`)).status, 410)
})

test('what something living still points at stays in the trash, and everything beside it goes', async () => {
  const ann = await app.as()
  const wanted = await newTask(ann, { title: 'Wanted' })
  const gone: Body[] = []
  for (let i = 0; i < 4; i++) gone.push(await newTask(ann))
  for (const { id } of [wanted, ...gone]) await ann.delete(`/tasks/${id}`)
  // As a domain might leave it: a living row that refers to one in the trash.
  await app.platform.database.db.execute(
    sql`insert into task_dependencies (user_id, id, task_id, depends_on_task_id)
        values (${ann.userId}, ${newId()}, ${wanted.id}, ${wanted.id})`,
  )
  await nightAfter(31)
  assert.deepEqual(
    (await ann.get('/trash')).body.items.map((one: Body) => one.id),
    [wanted.id],
  )
})

test('answers kept for repeats are forgotten in time: keys after a day, operations after 30', async () => {
  const ann = await app.as()
  const operations = [{ opId: 'once', entity: 'task', op: 'create', id: newId(), fields: { title: 'Once' } }]
  await ann.post('/sync', { operations }, { 'idempotency-key': 'k' })
  const keys = sql`select count(*) as n from idempotency_keys where user_id = ${ann.userId}`
  const kept = sql`select count(*) as n from sync_operations where user_id = ${ann.userId}`
  await nightAfter(0.9)
  assert.deepEqual([await count(keys), await count(kept)], [1, 1])
  await nightAfter(1.1)
  assert.deepEqual([await count(keys), await count(kept)], [0, 1])
  await nightAfter(30.1)
  assert.equal(await count(kept), 0)
})
