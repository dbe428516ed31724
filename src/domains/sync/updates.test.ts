import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, redisUrl, startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor, type TestSocket } from '#test/socket.ts'

let app: TestApp
let door: Door
before(async () => {
  app = await startApp()
  door = await openDoor(app)
})
after(() => app.close())

/** A server of its own on the same database, which outlives it. */
const another = (env: Record<string, string> = {}) =>
  startApp({ database: { ...app.platform.database, close: async () => {} }, env })

const write = async (user: Caller, title = 'Read') => (await user.post('/tasks', { title })).body
const writeMany = (user: Caller, count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => write(user, `Task ${i}`)))
const seqs = (socket: TestSocket) => socket.frames.filter((frame) => frame.type === 'change').map((frame) => frame.seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
/** Reads changes until this one, inclusive. */
async function readTo(socket: TestSocket, seq: number) {
  while ((await socket.next('change')).seq < seq);
}
const beat = (on: TestApp, seconds = 26) => on.http.sockets.tick(performance.now() + seconds * 1_000)

test('a signed-in socket is told every change of its own items, with the item as its collection answers it', async () => {
  const ann = await app.as()
  const socket = await door.enter(ann.token)
  assert.equal(socket.ready.heartbeatSeconds, 25)
  const task = await write(ann)
  const { item, at, ...created } = await socket.next('change')
  assert.deepEqual(created, { type: 'change', seq: socket.ready.seq + 1, entity: 'task', id: task.id, op: 'create' })
  assert.deepEqual([item, at], [task, task.createdAt])
  await ann.delete(`/tasks/${task.id}`)
  const deleted = await socket.next('change')
  assert.deepEqual([deleted.op, deleted.item], ['delete', null])
  await ann.post(`/tasks/${task.id}/restore`)
  const restored = await socket.next('change')
  assert.deepEqual([restored.op, restored.item.id], ['create', task.id], 'to a client it appears again')
})

test("nobody is told another user's changes, also not by resuming", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const socket = await door.enter(bob.token)
  await writeMany(ann, 5)
  const own = await write(bob)
  assert.equal((await socket.next('change')).id, own.id)
  socket.send({ type: 'resume', epoch: socket.ready.epoch, seq: 0 })
  await socket.next('resumed')
  assert.deepEqual(
    [...new Set(socket.frames.filter((frame) => frame.type === 'change').map((frame) => frame.id))],
    [own.id],
  )
})

test('resuming replays every change after the number, in order, without gap or double, while new ones arrive', async () => {
  const ann = await app.as()
  const first = await door.enter(ann.token)
  await writeMany(ann, 10)
  const known = first.ready.seq + 10
  await readTo(first, known)
  first.ws.terminate()
  await writeMany(ann, 230) // more than is read at once
  const second = await door.connect()
  const writing = writeMany(ann, 60)
  second.send({ type: 'auth', token: ann.token })
  const ready = await second.next('ready')
  second.send({ type: 'resume', epoch: ready.epoch, seq: known })
  await writing
  const head = known + 230 + 60
  await readTo(second, head)
  assert.deepEqual(seqs(second), range(known + 1, head))
  const resumed = second.frames.find((frame) => frame.type === 'resumed')
  assert.equal(resumed.recovered, true)
  const before = second.frames.slice(0, second.frames.indexOf(resumed)).filter((frame) => frame.type === 'change')
  assert.equal(before.at(-1).seq, resumed.seq, 'everything up to its number has been told by then')
})

test('a resume sent right behind the sign-in, without waiting, is as good', async () => {
  const ann = await app.as()
  const { ready } = await door.enter(ann.token)
  await writeMany(ann, 3)
  const socket = await door.connect()
  socket.send({ type: 'auth', token: ann.token })
  socket.send({ type: 'resume', epoch: ready.epoch, seq: ready.seq })
  assert.deepEqual(await socket.next('resumed'), { type: 'resumed', recovered: true, seq: ready.seq + 3 })
  assert.deepEqual(seqs(socket), range(ready.seq + 1, ready.seq + 3))
})

test('a number of another history, from the future or from the pruned past is not recovered, and live changes go on', async () => {
  const ann = await app.as()
  await writeMany(ann, 5)
  await app.platform.database.db.execute(sql`update feeds set pruned_seq = 3 where user_id = ${ann.userId}`)
  const epoch = (await door.enter(ann.token)).ready.epoch
  for (const resume of [
    { epoch: newId(), seq: 4 },
    { epoch, seq: 99 },
    { epoch, seq: 2 },
    { epoch, seq: 0 },
  ]) {
    const socket = await door.enter(ann.token)
    socket.send({ type: 'resume', ...resume })
    assert.deepEqual(await socket.next('resumed'), { type: 'resumed', recovered: false })
    const task = await write(ann)
    assert.equal((await socket.next('change')).id, task.id)
    assert.equal(seqs(socket).length, 1)
  }
  const kept = await door.enter(ann.token)
  kept.send({ type: 'resume', epoch, seq: 3 })
  assert.equal((await kept.next('resumed')).recovered, true)
})

test('after a restart of the server a client resumes and has missed nothing', async () => {
  const old = await another()
  const ann = await old.as()
  const socket = await (await openDoor(old)).enter(ann.token)
  await write(ann)
  const { seq } = await socket.next('change')
  await old.close()
  assert.equal((await socket.closed).code, 1012)
  const fresh = await another()
  const again = await fresh.as(ann.token)
  await writeMany(again, 4)
  const back = await (await openDoor(fresh)).enter(ann.token)
  back.send({ type: 'resume', epoch: socket.ready.epoch, seq })
  assert.equal((await back.next('resumed')).recovered, true)
  assert.deepEqual(seqs(back), range(seq + 1, seq + 4))
  await fresh.close()
})

test('a change made in another process is told at the heartbeat at the latest, and at once when they share a bus', async () => {
  const shared = redisUrl === null ? {} : { REDIS_URL: redisUrl }
  const [one, two] = [await another(shared), await another(shared)]
  const ann = await one.as()
  const socket = await (await openDoor(two)).enter(ann.token)
  await write(await two.as(ann.token))
  await socket.next('change')
  const { id } = await write(ann)
  if (redisUrl === null) beat(two)
  assert.equal((await socket.next('change')).id, id)
  await Promise.all([one.close(), two.close()])
})

test('a reader that leaves a megabyte unread is closed with a code that lets it resume, and then misses nothing', async () => {
  const ann = await app.as()
  const socket = await door.enter(ann.token)
  await write(ann)
  const { seq } = await socket.next('change')
  socket.ws.pause()
  const notification = {
    kind: 'digest',
    title: 'Long',
    entity: null,
    entityId: null,
    occurrence: null,
    readAt: null,
    unreadCount: null,
  }
  for (let i = 0; i < 200; i++) {
    const createdAt = new Date().toISOString()
    app.platform.reach.live.notify(ann.userId, { ...notification, id: newId(), body: 'x'.repeat(100_000), createdAt })
  }
  await writeMany(ann, 3)
  socket.ws.resume()
  const { code, retryAfterMs } = await socket.closed
  assert.equal(code, 1013)
  assert.ok(Number(retryAfterMs) > 0)
  const back = await door.enter(ann.token)
  back.send({ type: 'resume', epoch: back.ready.epoch, seq })
  await back.next('resumed')
  assert.deepEqual(seqs(back), range(seq + 1, seq + 3))
})

test('a replay larger than the buffer goes as fast as it is read, and is not taken for a slow reader', async () => {
  const ann = await app.as()
  const { ready } = await door.enter(ann.token)
  await app.platform.database.db.execute(
    sql`insert into tasks (user_id, id, title, description)
        select ${ann.userId}, gen_random_uuid(), 'Long', repeat('€', 10000) from generate_series(1, 360)`,
  )
  const socket = await door.enter(ann.token)
  socket.ws.pause()
  socket.send({ type: 'resume', epoch: ready.epoch, seq: ready.seq })
  const waiting = () => Math.max(...[...app.http.websocketServer.clients].map((client) => client.bufferedAmount))
  await eventually(() => assert.ok(waiting() > 200_000))
  socket.ws.resume()
  await socket.next('resumed')
  assert.deepEqual(seqs(socket), range(ready.seq + 1, ready.seq + 360))
})

test('what happens between the sign-in and the resume comes in its place, after what was missed', async () => {
  const ann = await app.as()
  const { ready } = await door.enter(ann.token)
  await writeMany(ann, 3)
  // A long way: our ping has not come back when the resume is sent.
  const socket = await door.connect('/ws/updates', { autoPong: false })
  socket.send({ type: 'auth', token: ann.token })
  await socket.next('ready')
  await write(ann)
  socket.send({ type: 'resume', epoch: ready.epoch, seq: ready.seq })
  await socket.next('resumed')
  assert.deepEqual(seqs(socket), range(ready.seq + 1, ready.seq + 4))
})

test('a notification reaches every device of its user and nobody else', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [phone, laptop, stranger] = [
    await door.enter(ann.token),
    await door.enter(ann.token),
    await door.enter(bob.token),
  ]
  const id = newId()
  const createdAt = '2027-03-01T09:00:00.000Z'
  const notification = {
    id,
    kind: 'reminder',
    title: 'Drink',
    body: null,
    entity: null,
    entityId: null,
    occurrence: null,
    createdAt,
    readAt: null,
  }
  app.platform.reach.live.notify(ann.userId, { ...notification, unreadCount: 1 })
  for (const socket of [phone, laptop])
    assert.deepEqual(await socket.next('notification'), { type: 'notification', ...notification, unreadCount: 1 })
  await write(bob)
  await stranger.next('change')
  assert.equal(
    stranger.frames.some((frame) => frame.type === 'notification'),
    false,
  )
})

test('the description of the sockets is complete: every reference leads somewhere and every frame is explained', async () => {
  const { body: document } = await app.call({ url: '/asyncapi.json' })
  assert.equal(document.asyncapi, '3.0.0')
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => String(path))
  assert.ok(refs.length > 10)
  for (const ref of refs) {
    const target = ref.split('/').reduce((node: Body, key) => node?.[key.replaceAll('~1', '/')], document)
    assert.ok(target, ref)
  }
  for (const [name, message] of Object.entries<Body>(document.components.messages)) assert.ok(message.summary, name)
  const description: string = document.channels.updates.description
  for (const code of [1012, 1013, 4400, 4401, 4408, 4413, 4429]) assert.match(description, new RegExp(`\\b${code}\\b`))
})
