import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { PASSWORD, type SignedUp, signUp } from '#test/people.ts'
import { openDoor } from '#test/socket.ts'
import { staff } from './staff.fixture.ts'

let app: TestApp
let admin: SignedUp
let helper: SignedUp
before(async () => {
  app = await startApp()
  ;[admin, helper] = await Promise.all([staff(app), staff(app, 'support')])
})
after(() => {
  app.setNow(null)
  return app.close()
})

const allow = async (ann: Caller, scope = 'full', minutes = 30): Promise<Body> =>
  (await ann.post('/users/me/support-access', { scope, minutes })).body
const redeem = (by: Caller, code: string) => by.post('/support-access/redeem', { code })
const later = (minutes: number) => app.setNow(new Date(Date.now() + minutes * 60_000).toISOString())

/** As whoever gave leave, by the hand of support. */
async function actingFor(ann: Caller, scope = 'full', minutes = 30): Promise<Caller & { id: string }> {
  const { code } = await allow(ann, scope, minutes)
  const { status, body } = await redeem(helper, code)
  assert.equal(status, 201, JSON.stringify(body))
  return { ...(await app.as(body.accessToken)), id: body.id }
}

const listOf = async (ann: Caller): Promise<Body[]> => (await ann.get('/users/me/support-access')).body.items

test('what support changes is marked in the history, in the user’s own log and in the audit', async () => {
  const ann = await signUp(app)
  const { body: task } = await ann.post('/tasks', { title: 'Mine' })
  const acting = await actingFor(ann)
  assert.equal((await acting.patch(`/tasks/${task.id}`, { title: 'Theirs' })).status, 200)
  const { items: history } = (await ann.get(`/tasks/${task.id}/history`)).body
  assert.deepEqual(
    history.map(({ actor }: Body) => actor),
    [`support:${helper.userId}`, 'user'],
  )
  const [access] = await listOf(ann)
  assert.deepEqual(
    [access.state, access.changes, access.redeemedBy, 'code' in access, 'codeHash' in access],
    ['open', 1, helper.userId, false, false],
  )
  const { items: made } = (await ann.get(`/users/me/support-access/${access.id}/changes`)).body
  assert.deepEqual(
    made.map(({ entity, id, op }: Body) => [entity, id, op]),
    [['task', task.id, 'update']],
  )
  const bob = await signUp(app)
  assert.equal((await bob.get(`/users/me/support-access/${access.id}/changes`)).status, 404)
  const { items: audit } = (await admin.get(`/admin/audit?targetId=${ann.userId}`)).body
  assert.deepEqual(
    audit.map(({ action, actorId, ip }: Body) => [action, actorId, ip]),
    [
      ['support.redeem', helper.userId, '127.0.0.1'],
      ['support.allow', ann.userId, null],
    ],
  )
})

test('a code works once, within an hour, not for its own giver, and for nobody who does not run this server', async () => {
  const ann = await signUp(app)
  const [first, second, third] = [await allow(ann), await allow(ann), await allow(ann)]
  assert.equal((await redeem(await app.as(), first.code)).status, 403)
  const both = await Promise.all([redeem(helper, first.code), redeem(admin, first.code)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 404])
  assert.equal((await redeem(helper, first.code)).status, 404)
  assert.equal((await redeem(helper, 'sa_nobody-was-given-this')).status, 404)
  assert.equal((await ann.delete(`/users/me/support-access/${second.id}`)).status, 204)
  assert.equal((await redeem(helper, second.code)).status, 404)
  assert.equal((await redeem(helper, (await allow(helper)).code)).status, 409)
  const states = new Map((await listOf(ann)).map(({ id, state }) => [id, state]))
  assert.deepEqual([states.get(first.id), states.get(second.id), states.get(third.id)], ['open', 'revoked', 'waiting'])
  later(61)
  try {
    const nowHelper = await staff(app, 'support')
    assert.equal((await redeem(nowHelper, third.code)).status, 404)
  } finally {
    app.setNow(null)
  }
})

test('the session cannot touch what signs in, what outlasts it or costs money, nor administer', async () => {
  const ann = await signUp(app)
  const acting = await actingFor(ann)
  const answers = [
    await acting.post('/auth/change-password', { currentPassword: PASSWORD, newPassword: 'another horse battery' }),
    await acting.post('/auth/change-email', { email: 'thief@example.org', password: PASSWORD }),
    await acting.post('/auth/two-factor/setup', { password: PASSWORD }),
    await acting.post('/api-keys', { name: 'k', scopes: ['*'] }),
    await acting.get('/auth/sessions'),
    await acting.delete('/users/me', { password: PASSWORD }),
    await acting.post('/users/me/support-access', {}),
    await acting.post('/channels', {}),
    await acting.post('/devices', {}),
    await acting.post('/subscription/checkout', {}),
    await acting.get('/admin/users'),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    Array(answers.length).fill(403),
  )
})

test('nothing that asks for the person themselves opens to support, wherever it stands', async () => {
  const ann = await signUp(app)
  const acting = await actingFor(ann)
  const paths: Record<string, Record<string, Body>> = app.http.openapi().paths
  const inPerson = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, one]) => one['x-required-scope'] === null && one.security?.length !== 0)
      .map(([method]) => ({ path, method })),
  )
  assert.ok(inPerson.length > 20)
  for (const { path, method } of inPerson) {
    const headers = { authorization: `Bearer ${acting.token}` }
    const url = path.replaceAll(/[{]\w+[}]/g, ann.userId)
    const { status } = await app.call({ method: method.toUpperCase() as 'GET', url, headers })
    assert.equal(status, 403, `${method} ${path} answered ${status}`)
  }
})

test('the journal stays closed: read, listed, synced, in history, in the trash and over the socket', async () => {
  const ann = await signUp(app)
  const { body: entry } = await ann.post('/journal', { text: 'nobody reads this', isPrivate: true })
  await ann.patch(`/journal/${entry.id}`, { text: 'nobody reads this either' })
  const acting = await actingFor(ann)
  for (const url of ['/journal', `/journal/${entry.id}`, `/journal/${entry.id}/history`, '/journal/on-this-day'])
    assert.equal((await acting.get(url)).status, 403, url)
  assert.equal((await acting.patch(`/journal/${entry.id}`, { text: 'x' })).status, 403)
  const door = await openDoor(app)
  const socket = await door.enter(acting.token)
  socket.send({ type: 'resume', epoch: socket.ready.epoch, seq: 0 })
  await socket.next('resumed')
  await ann.delete(`/journal/${entry.id}`)
  const seen = [await acting.get('/sync?since=0'), await acting.get('/trash'), await acting.get('/search?q=nobody')]
  assert.deepEqual(
    seen.map(({ status }) => status),
    [200, 200, 200],
  )
  assert.doesNotMatch(JSON.stringify([seen.map(({ body }) => body), socket.frames]), /nobody reads/)
  socket.ws.close()
})

test('leave to look is no leave to change', async () => {
  const ann = await signUp(app)
  const acting = await actingFor(ann, 'read')
  assert.equal((await acting.get('/tasks')).status, 200)
  assert.equal((await acting.post('/tasks', { title: 'x' })).status, 403)
  assert.equal((await acting.patch('/users/me', { name: 'x' })).status, 403)
})

test('taken back, the session and its socket on another node are dead within five seconds', async () => {
  const other = await startApp({ database: { ...app.platform.database, close: async () => {} } })
  try {
    const ann = await signUp(app)
    const acting = await actingFor(ann)
    const there = await other.as(acting.token)
    const socket = await (await openDoor(other)).enter(acting.token)
    assert.equal((await there.get('/tasks')).status, 200)
    const began = performance.now()
    assert.equal((await ann.delete(`/users/me/support-access/${acting.id}`)).status, 204)
    assert.equal((await socket.closed).code, 4401)
    await eventually(async () => assert.equal((await there.get('/tasks')).status, 401), 5_000)
    assert.ok(performance.now() - began < 5_000)
    assert.equal((await helper.post(`/support-access/${acting.id}/token`)).status, 404)
    assert.equal((await ann.delete(`/users/me/support-access/${acting.id}`)).status, 404)
    assert.equal((await ann.get('/tasks')).status, 200)
  } finally {
    await other.close()
  }
})

test('the session ends when its time is over, and only whoever opened it gets another token until then', async () => {
  const ann = await signUp(app)
  const { code } = await allow(ann, 'read', 5)
  const { body } = await redeem(helper, code)
  assert.equal(body.expiresIn, 300)
  assert.equal((await admin.post(`/support-access/${body.id}/token`)).status, 404)
  assert.equal((await helper.post(`/support-access/${body.id}/token`)).status, 200)
  later(6)
  try {
    assert.equal((await (await app.as(body.accessToken)).get('/tasks')).status, 401)
    assert.equal((await helper.post(`/support-access/${body.id}/token`)).status, 404)
  } finally {
    app.setNow(null)
  }
})

test('it ends with the role of whoever acts, with all sessions of the user, and when it is given back', async () => {
  const [ann, bob] = [await signUp(app), await staff(app, 'support')]
  const { body } = await redeem(bob, (await allow(ann)).code)
  const acting = await app.as(body.accessToken)
  assert.equal((await acting.get('/tasks')).status, 200)
  assert.equal((await admin.patch(`/admin/users/${bob.userId}`, { role: 'user' })).status, 200)
  assert.equal((await acting.get('/tasks')).status, 401)
  const again = await actingFor(ann)
  assert.equal((await helper.delete(`/support-access/${again.id}`)).status, 204)
  assert.equal((await again.get('/tasks')).status, 401)
  const third = await actingFor(ann)
  await ann.post('/auth/logout', { everywhere: true })
  assert.equal((await third.get('/tasks')).status, 401)
  assert.equal((await helper.post(`/support-access/${third.id}/token`)).status, 404)
})
