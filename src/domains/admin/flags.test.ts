import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actingAs } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { flagOf, forgetUser } from '#domains/flags/flags.service.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type SignedUp, signUp } from '#test/people.ts'
import { staff } from './staff.fixture.ts'

let app: TestApp
let admin: SignedUp
before(async () => {
  app = await startApp()
  admin = await staff(app)
})
after(() => app.close())

const newKey = () => `flag_${newId().replaceAll('-', '').slice(-12)}`
const put = (key: string, input: object) => admin.put(`/admin/flags/${key}`, input)
const seenBy = async (by: Caller, key: string): Promise<boolean | undefined> =>
  (await by.get('/flags')).body.items.find((one: Body) => one.key === key)?.isOn
const inCode = (by: Caller, key: string, node = app) =>
  flagOf(actingAs({ ...node.platform.base, actor: null }, by.userId, 'test'), key)

test('a flag that is set is on for whom it names, in code and for clients, at once in this process', async () => {
  const [ann, bob] = [await signUp(app), await signUp(app)]
  const key = newKey()
  assert.deepEqual([await inCode(ann, key), await seenBy(ann, key)], [false, undefined])
  const { status, body } = await put(key, { isEnabled: true, userIds: [ann.userId] })
  assert.deepEqual([status, body.version, body.percent], [200, 1, 0])
  assert.deepEqual([await inCode(ann, key), await inCode(bob, key)], [true, false])
  assert.deepEqual([await seenBy(ann, key), await seenBy(bob, key)], [true, false])
  await put(key, { isEnabled: true, tiers: ['premium_yearly'] })
  assert.equal(await seenBy(bob, key), false)
  await app.platform.database.query(`update users set tier = 'premium_yearly' where id = $1`, [bob.userId])
  assert.deepEqual([await inCode(bob, key), await inCode(ann, key)], [true, false])
  assert.equal((await admin.delete(`/admin/flags/${key}`)).status, 204)
  assert.deepEqual([await inCode(bob, key), await seenBy(bob, key)], [false, undefined])
})

test('another process, told or not, follows within seconds', async () => {
  const other = await startApp({ database: { ...app.platform.database, close: async () => {} } })
  try {
    const ann = await signUp(app)
    const key = newKey()
    await put(key, { isEnabled: true, percent: 100 })
    await eventually(async () => assert.equal(await inCode(ann, key, other), true), 5_000)
    await put(key, { isEnabled: false, percent: 100 })
    await eventually(async () => assert.equal(await inCode(ann, key, other), false), 5_000)
    await app.platform.database.query('update feature_flags set is_enabled = true where key = $1', [key])
    other.platform.bus.refreshed('flags')
    assert.equal(await inCode(ann, key, other), true)
  } finally {
    await other.close()
  }
})

test('of two who change what they have read, one is told to read again', async () => {
  const key = newKey()
  await put(key, {})
  const both = await Promise.all([put(key, { percent: 10, version: 1 }), put(key, { percent: 20, version: 1 })])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
  assert.equal((await put(newKey(), { version: 1 })).status, 412)
})

test('every change is in the log, with numbers of people instead of names', async () => {
  const [ann, key] = [await signUp(app), newKey()]
  await put(key, { isEnabled: true, userIds: [ann.userId] })
  await admin.delete(`/admin/flags/${key}`)
  assert.equal((await admin.delete(`/admin/flags/${key}`)).status, 404)
  const { items } = (await admin.get(`/admin/audit?targetId=${key}`)).body
  assert.deepEqual(
    items.map(({ action, before, after }: Body) => [action, before?.users, after?.users]),
    [
      ['flag.delete', 1, undefined],
      ['flag.set', undefined, 1],
    ],
  )
  assert.equal(JSON.stringify(items).includes(ann.userId), false)
})

test('who is erased is taken out of every list', async () => {
  const [ann, key] = [await signUp(app), newKey()]
  const other = newId()
  await put(key, { isEnabled: true, userIds: [ann.userId, other], exceptUserIds: [ann.userId] })
  await forgetUser({ ...app.platform.base, actor: null }, ann.userId)
  const { userIds, exceptUserIds } = (await admin.get(`/admin/flags/${key}`)).body
  assert.deepEqual([userIds, exceptUserIds], [[other], []])
})
