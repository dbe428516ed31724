import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs, inTransaction, type UserCtx } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor } from '#test/socket.ts'
import { type Notice, notify, notifyAll } from './notify.service.ts'

let app: TestApp
let door: Door
before(async () => {
  app = await startApp()
  door = await openDoor(app)
  await app.work()
})
after(() => app.close())

const ctxOf = ({ userId }: Caller): UserCtx => actingAs({ ...app.platform.base, actor: null }, userId, 'test')

const notice = (values: Partial<Notice> = {}): Notice => ({
  kind: 'reminder',
  title: 'Take the pill',
  body: null,
  entity: 'reminder',
  entityId: newId(),
  occurrence: '2027-03-01T08:00:00.000Z',
  channels: null,
  key: newId(),
  ...values,
})

const titles = async (by: Caller, filter = '') =>
  (await by.get(`/notifications${filter}`)).body.items.map((item: Body) => item.title)
const unread = async (by: Caller) => (await by.get('/notifications/count')).body.unread

test('a notice stands in the inbox, exactly as clients expect it', async () => {
  const ann = await app.as()
  const sent = notice({ body: 'Two of them' })
  await notify(ctxOf(ann), sent)
  const { status, body } = await ann.get('/notifications')
  assert.equal(status, 200)
  const [{ id, version, createdAt, updatedAt, ...rest }] = body.items
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.deepEqual([version, createdAt, body.nextCursor], [1, updatedAt, null])
  const { kind, title, body: text, entity, entityId, occurrence } = sent
  assert.deepEqual(rest, { kind, title, body: text, entity, entityId, occurrence, readAt: null })
})

test('the same key twice does nothing, also when two workers send at once', async () => {
  const ann = await app.as()
  const sent = notice()
  await notify(ctxOf(ann), sent)
  await Promise.all([notify(ctxOf(ann), { ...sent, title: 'Again' }), notify(ctxOf(ann), sent)])
  assert.deepEqual(await titles(ann), ['Take the pill'])
  const bob = await app.as()
  await notify(ctxOf(bob), sent)
  assert.deepEqual(await titles(bob), ['Take the pill'])
})

test('a notice vanishes with the transaction that sent it, and nobody hears of it', async () => {
  const ann = await app.as()
  const socket = await door.enter(ann.token)
  await assert.rejects(
    inTransaction(ctxOf(ann), async (ctx) => {
      await notify(ctx, notice({ title: 'Never' }))
      throw new Error('undone')
    }),
  )
  await notify(ctxOf(ann), notice({ title: 'After it' }))
  assert.equal((await socket.next('notification')).title, 'After it')
  assert.deepEqual(await titles(ann), ['After it'])
})

test('every open device is shown a notice once, with the number for its badge', async () => {
  const ann = await app.as()
  const [phone, laptop] = [await door.enter(ann.token), await door.enter(ann.token)]
  await notify(ctxOf(ann), notice({ title: 'One' }))
  const shown = await phone.next('notification')
  assert.deepEqual([shown.title, shown.unreadCount, shown.readAt], ['One', 1, null])
  assert.equal((await laptop.next('notification')).id, shown.id)
  await notify(ctxOf(ann), notice({ title: 'Two' }))
  assert.deepEqual(
    [(await phone.next('notification')).title, (await laptop.next('notification')).unreadCount],
    ['Two', 2],
  )
  assert.equal(phone.frames.filter((frame) => frame.type === 'notification').length, 2)
})

test('many people are notified at once, each of their own, and a stranger of nothing', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => app.as()))
  const gone = newId()
  await notifyAll(
    { ...app.platform.base, actor: null },
    [...people.map(({ userId }) => userId), gone].map((userId) => ({ ...notice({ title: userId }), userId })),
  )
  for (const one of people) assert.deepEqual(await titles(one), [one.userId])
})

test('the inbox is read one by one and all together, on every device', async () => {
  const ann = await app.as()
  for (const title of ['One', 'Two', 'Three']) await notify(ctxOf(ann), notice({ title }))
  assert.equal(await unread(ann), 3)
  const [newest] = (await ann.get('/notifications')).body.items
  const { readAt } = (await ann.post(`/notifications/${newest.id}/read`)).body
  assert.ok(readAt)
  assert.equal((await ann.post(`/notifications/${newest.id}/read`)).body.readAt, readAt)
  assert.deepEqual([await unread(ann), await titles(ann, '?unread=true')], [2, ['Two', 'One']])
  assert.deepEqual(await titles(ann, '?unread=false'), ['Three'])
  assert.deepEqual((await ann.post('/notifications/read-all')).body, { marked: 2 })
  assert.deepEqual([await unread(ann), (await ann.post('/notifications/read-all')).body], [0, { marked: 0 }])
  assert.equal((await ann.patch(`/notifications/${newest.id}`, { read: false })).body.readAt, null)
  assert.equal(await unread(ann), 1)
})

test('reading on one device reaches the other as a change', async () => {
  const ann = await app.as()
  const laptop = await door.enter(ann.token)
  await notify(ctxOf(ann), notice())
  const created = await laptop.next('change')
  assert.deepEqual([created.entity, created.op, created.item.readAt], ['notification', 'create', null])
  await ann.post(`/notifications/${created.id}/read`)
  assert.ok((await laptop.next('change')).item.readAt)
})

test('pages hold still while notices come in, and filters narrow them', async () => {
  const ann = await app.as()
  for (let at = 1; at <= 5; at++)
    await notify(ctxOf(ann), notice({ title: `${at}`, kind: at % 2 ? 'reminder' : 'schedule' }))
  const first = (await ann.get('/notifications?limit=2')).body
  await notify(ctxOf(ann), notice({ title: 'late' }))
  const rest = (await ann.get(`/notifications?limit=100&cursor=${first.nextCursor}`)).body
  assert.deepEqual(
    [...first.items, ...rest.items].map((item: Body) => item.title),
    ['5', '4', '3', '2', '1'],
  )
  assert.deepEqual(await titles(ann, '?kind=schedule'), ['4', '2'])
})

test('a stranger can neither read, mark nor throw away a notification', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await notify(ctxOf(ann), notice())
  const [{ id }] = (await ann.get('/notifications')).body.items
  const url = `/notifications/${id}`
  const answers = [
    await bob.get(url),
    await bob.post(`${url}/read`),
    await bob.patch(url, { read: true }),
    await bob.delete(url),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [404, 404, 404, 404],
  )
  assert.deepEqual([await titles(bob), (await bob.post('/notifications/read-all')).body], [[], { marked: 0 }])
  assert.equal(await unread(ann), 1)
})

test('what is thrown away is neither listed nor counted, and can come back', async () => {
  const ann = await app.as()
  await notify(ctxOf(ann), notice())
  const [{ id }] = (await ann.get('/notifications')).body.items
  assert.equal((await ann.delete(`/notifications/${id}`)).status, 204)
  assert.deepEqual([await titles(ann), await unread(ann)], [[], 0])
  assert.equal((await ann.post(`/notifications/${id}/restore`)).status, 200)
  assert.equal(await unread(ann), 1)
  assert.equal((await ann.post(`/notifications/${id}/restore`)).status, 409)
})

test('clients cannot make notifications, not even by syncing', async () => {
  const ann = await app.as()
  assert.equal((await ann.post('/notifications', { title: 'Mine' })).status, 405)
  const operation = { opId: newId(), entity: 'notification', id: newId(), op: 'create', fields: { title: 'Mine' } }
  const { body } = await ann.post('/sync', { operations: [operation] })
  assert.equal(JSON.stringify(body).includes('"ok"'), false)
  await eventually(async () => assert.deepEqual(await titles(ann), []))
})
