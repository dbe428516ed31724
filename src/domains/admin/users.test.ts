import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { logIn, newAddress, type SignedUp, signUp } from '#test/people.ts'
import { openDoor } from '#test/socket.ts'
import { backIn, staff } from './staff.fixture.ts'

let app: TestApp
let admin: SignedUp
let support: SignedUp
before(async () => {
  app = await startApp()
  ;[admin, support] = await Promise.all([staff(app), staff(app, 'support')])
})
after(() => app.close())

const auditOf = async (targetId: string): Promise<Body[]> =>
  (await admin.get(`/admin/audit?targetId=${targetId}`)).body.items
const statusOf = async ({ userId }: SignedUp) => (await admin.get(`/admin/users/${userId}`)).body.status
const fields = (items: Body[]) => items.map(({ action, before, after, reason }) => ({ action, before, after, reason }))

/** Another process on the same database. */
const anotherNode = () => startApp({ database: { ...app.platform.database, close: async () => {} } })

test('people are found by parts of address and name or by id, filtered, newest first and page by page', async () => {
  const mark = newId().slice(-12)
  const people: SignedUp[] = []
  for (let at = 0; at < 3; at++) people.push(await signUp(app, `p${at}.${mark}@example.org`))
  const [ann, bob, cy] = people as [SignedUp, SignedUp, SignedUp]
  await bob.patch('/users/me', { name: `Bob 100%_${mark}` })
  const found = async (query: string) => (await admin.get(`/admin/users?${query}`)).body.items.map(({ id }: Body) => id)
  assert.deepEqual(await found(`q=${mark.toUpperCase()}@`), [cy.userId, bob.userId, ann.userId])
  assert.deepEqual(await found(`q=${encodeURIComponent('0%_')}${mark}`), [bob.userId])
  assert.deepEqual(await found(`q=${ann.userId}`), [ann.userId])
  await admin.post(`/admin/users/${cy.userId}/suspend`, { reason: 'Test' })
  assert.deepEqual(await found(`q=${mark}&status=suspended`), [cy.userId])
  assert.deepEqual(await found(`q=${mark}&role=admin`), [])
  assert.deepEqual(await found(`q=${mark}&tier=free&status=active`), [bob.userId, ann.userId])
  assert.deepEqual(await found(`q=${mark}&createdFrom=2999-01-01T00:00:00Z`), [])
  const first = (await admin.get(`/admin/users?q=${mark}&limit=2`)).body
  const next = await admin.get(`/admin/users?q=${mark}&limit=2&cursor=${first.nextCursor}`)
  assert.deepEqual([first.items.length, next.body.items[0].id, next.body.nextCursor], [2, ann.userId, null])
  assert.equal((await support.get(`/admin/users?q=${mark}&limit=2&cursor=${first.nextCursor}`)).status, 400)
})

test('what is told of a person are counts, sessions and use, and nothing that they keep here', async () => {
  const ann = await signUp(app)
  const secret = newId()
  await ann.post('/tasks', { title: secret })
  await ann.post('/journal', { text: secret })
  await ann.post('/api-keys', { name: secret, scopes: ['*'] })
  const { status, body } = await support.get(`/admin/users/${ann.userId}`)
  assert.equal(status, 200)
  assert.equal(JSON.stringify(body).includes(secret), false)
  const counts = Object.fromEntries(body.counts.map(({ entity, items }: Body) => [entity, items]))
  assert.deepEqual([counts.task, counts.journal_entry, body.apiKeys, body.sessions.length], [1, 1, 1, 1])
  assert.deepEqual([body.hasTwoFactor, body.storage, body.suspension], [false, { files: 0, bytes: 0 }, null])
  assert.equal((await admin.get(`/admin/users/${newId()}`)).status, 404)
})

test('a suspended person’s sessions, keys and open sockets on another node die within five seconds, and come back as said', async () => {
  const other = await anotherNode()
  try {
    const ann = await signUp(app)
    const { key, id } = (await ann.post('/api-keys', { name: 'k', scopes: ['*'] })).body
    const there = await other.as(ann.token)
    const byKey = await other.as(key)
    const socket = await (await openDoor(other)).enter(ann.token)
    assert.deepEqual([(await there.get('/tasks')).status, (await byKey.get('/tasks')).status], [200, 200])
    const began = performance.now()
    const { body } = await admin.post(`/admin/users/${ann.userId}/suspend`, { reason: 'Sends spam' })
    assert.deepEqual([body.status, body.suspension.reason], ['suspended', 'Sends spam'])
    assert.equal((await socket.closed).code, 4401)
    await eventually(async () => {
      assert.deepEqual([(await there.get('/tasks')).status, (await byKey.get('/tasks')).status], [401, 401])
    }, 5_000)
    assert.ok(performance.now() - began < 5_000)
    const refused = await logIn(app, ann.email)
    assert.equal(refused.status, 403)
    assert.match(refused.body.detail, /suspended/)
    assert.equal((await admin.post(`/admin/users/${ann.userId}/unsuspend`, {})).body.status, 'active')
    const back = await backIn(app, ann)
    await eventually(async () => assert.equal((await back.get(`/api-keys/${id}`)).status, 200), 5_000)
    await eventually(async () => assert.equal((await byKey.get('/tasks')).status, 200), 5_000)
    assert.deepEqual(fields(await auditOf(ann.userId)), [
      { action: 'user.unsuspend', before: { status: 'suspended' }, after: { status: 'active' }, reason: null },
      { action: 'user.suspend', before: { status: 'active' }, after: { status: 'suspended' }, reason: 'Sends spam' },
    ])
  } finally {
    await other.close()
  }
})

test('another role takes effect with the next sign-in, and the one before ends at once', async () => {
  const ann = await signUp(app)
  const changed = await admin.patch(`/admin/users/${ann.userId}`, { role: 'support', reason: 'Joins' })
  assert.deepEqual([changed.status, changed.body.role], [200, 'support'])
  assert.equal((await ann.get('/users/me')).status, 401)
  const helper = await backIn(app, ann)
  assert.equal((await helper.get('/admin/users')).status, 200)
  assert.equal((await admin.patch(`/admin/users/${ann.userId}`, { role: 'support' })).status, 200)
  assert.equal((await helper.get('/admin/users')).status, 200, 'the same role changes nothing')
  assert.equal((await auditOf(ann.userId)).length, 1)
})

test('support reads everything that administers and writes nothing of it, and users neither', async () => {
  const ann = await app.as()
  const paths: Record<string, Record<string, Body>> = app.http.openapi().paths
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    path.startsWith('/api/admin/') ? Object.entries(methods).map(([method, one]) => ({ path, method, one })) : [],
  )
  assert.ok(routes.filter(({ method }) => method !== 'get').length >= 6)
  for (const { path, method, one } of routes) {
    const target = (await signUp(app)).userId
    const url = path.replace('{id}', target).replace('{key}', 'some_flag')
    const payload = one.requestBody?.content['application/json']?.example
    const ask = (token: string) =>
      app.call({
        method: method.toUpperCase() as 'GET',
        url,
        headers: { authorization: `Bearer ${token}` },
        ...(payload && { payload }),
      })
    assert.equal((await ask(ann.token)).status, 403, `${method} ${path} for a user`)
    const answer = await ask(support.token)
    if (method === 'get') assert.ok([200, 404].includes(answer.status), `${path}: ${JSON.stringify(answer.body)}`)
    else {
      assert.equal(answer.status, 403, `${method} ${path} for support`)
      // This room has one door; what other rooms let administrators do, they refuse for themselves.
      if (/admin.(users|flags|dead-letters)/.test(path)) assert.match(answer.body.detail, /Support may look/, path)
    }
    const { status, role } = (await admin.get(`/admin/users/${target}`)).body
    assert.deepEqual([status, role], ['active', 'user'])
  }
})

test('signing somebody out everywhere ends their sessions and leaves their keys', async () => {
  const ann = await signUp(app)
  const { key } = (await ann.post('/api-keys', { name: 'k', scopes: ['*'] })).body
  assert.equal((await admin.post(`/admin/users/${ann.userId}/sign-out`, {})).status, 204)
  assert.equal((await ann.get('/tasks')).status, 401)
  assert.equal((await (await app.as(key)).get('/tasks')).status, 200)
  assert.deepEqual((await auditOf(ann.userId))[0].after, { sessions: 1 })
})

test('the code for an address is mailed again until the address is confirmed', async () => {
  const ann = await signUp(app, newAddress())
  const url = `/admin/users/${ann.userId}/resend-verification`
  assert.equal((await admin.post(url, {})).status, 204)
  await app.platform.database.query('update users set email_verified_at = now() where id = $1', [ann.userId])
  assert.equal((await admin.post(url, {})).status, 409)
  assert.equal((await auditOf(ann.userId)).length, 1)
})

test('nobody who is being erased can be changed any more', async () => {
  const ann = await signUp(app)
  await app.platform.database.query(`update users set status = 'erasing' where id = $1`, [ann.userId])
  assert.equal((await admin.patch(`/admin/users/${ann.userId}`, { role: 'admin' })).status, 410)
  assert.equal((await admin.post(`/admin/users/${ann.userId}/unsuspend`, {})).status, 410)
  assert.equal(await statusOf(ann), 'erasing')
})

test('a plan given by hand shows in the profile, and is taken back by the free one', async () => {
  const ann = await signUp(app)
  const url = `/admin/users/${ann.userId}/tier`
  const given = await admin.put(url, { tier: 'premium_monthly', until: '2999-01-01T00:00:00.000Z', reason: 'Outage' })
  assert.deepEqual([given.status, given.body.tier], [200, 'premium_monthly'])
  assert.equal((await ann.get('/users/me')).body.tier, 'premium_monthly')
  assert.equal((await admin.put(url, { tier: 'free', reason: 'Over' })).body.tier, 'free')
  const [back, forth] = fields(await auditOf(ann.userId))
  assert.deepEqual(
    [forth?.before, forth?.after, back?.before],
    [{ tier: 'free' }, { tier: 'premium_monthly', until: '2999-01-01T00:00:00.000Z' }, { tier: 'premium_monthly' }],
  )
})
