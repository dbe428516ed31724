import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { PASSWORD, type SignedUp } from '#test/people.ts'
import { backIn, staff } from './staff.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

/** Every operation of the contract that administers, whichever domain it stands in. */
const administering = (app: TestApp) =>
  Object.entries(app.http.openapi().paths)
    .filter(([path]) => path.startsWith('/api/admin/'))
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({
        method: method.toUpperCase() as 'GET' | 'POST',
        url: path.replace(/\{\w+\}/g, newId()),
      })),
    )

const administrators = async () =>
  (await app.platform.database.query(`select id from users where role = 'admin' and status = 'active'`)).length

test('the last administrator can neither demote, suspend nor erase themselves', async () => {
  const ann = await staff(app)
  assert.equal(await administrators(), 1)
  const answers = [
    await ann.patch(`/admin/users/${ann.userId}`, { role: 'user' }),
    await ann.post(`/admin/users/${ann.userId}/suspend`, { reason: 'Tired' }),
    await ann.delete('/users/me', { password: PASSWORD }),
  ]
  assert.deepEqual(
    answers.map(({ status, body }) => [status, /last administrator/.test(body.detail)]),
    Array(3).fill([409, true]),
  )
  assert.equal((await ann.get('/admin/users')).status, 200)
  const bob = await staff(app)
  assert.equal((await ann.delete('/users/me', { password: PASSWORD })).status, 204)
  assert.equal((await bob.delete('/users/me', { password: PASSWORD })).status, 409)
})

test('of two administrators who demote each other at once, one stays', async () => {
  await app.platform.database.query(`update users set role = 'user' where role = 'admin'`)
  const [ann, bob] = [await staff(app), await staff(app)]
  const pair = [ann, bob] as [SignedUp, SignedUp]
  const answers = await Promise.all(
    pair.map((one, at) => one.patch(`/admin/users/${pair[1 - at]?.userId}`, { role: 'user' })),
  )
  const [first, second] = answers.map(({ status }) => status).sort()
  assert.equal(first, 200)
  // A token that the demotion has ended already is not even looked at.
  assert.ok(second === 403 || second === 401, String(second))
  assert.equal(await administrators(), 1)
})

test('who is demoted in mid-request changes nothing any more', async () => {
  const [ann, bob, cy] = [await staff(app), await staff(app), await staff(app, 'user')]
  // As another process has just done it: the token still says what is no longer so.
  await app.platform.database.query(`update users set role = 'user' where id = $1`, [bob.userId])
  const refused = [
    await bob.patch(`/admin/users/${cy.userId}`, { role: 'admin' }),
    await bob.post(`/admin/users/${ann.userId}/suspend`, { reason: 'Revenge' }),
    await bob.post('/admin/dead-letters/redrive', { queue: 'notifications_reports' }),
  ]
  assert.deepEqual(
    refused.map(({ status }) => status),
    [403, 403, 403],
  )
  const shown = await Promise.all([ann, cy].map(async ({ userId }) => (await ann.get(`/admin/users/${userId}`)).body))
  assert.deepEqual(
    shown.map(({ role, status }) => [role, status]),
    [
      ['admin', 'active'],
      ['user', 'active'],
    ],
  )
})

test('where two-factor sign-in is required, nobody administers without it', async () => {
  const strict = await startApp({ env: { ADMIN_TWO_FACTOR: 'required' } })
  try {
    const ann = await staff(strict)
    for (const { method, url } of administering(strict)) {
      const headers = { authorization: `Bearer ${ann.token}` }
      const refused = await strict.call({ method, url, headers, ...(method !== 'GET' && { payload: {} }) })
      assert.equal(refused.status, 403, `${method} ${url}`)
      assert.match(refused.body.detail, /two-factor/)
    }
    await strict.platform.database.query(
      `update credentials set totp_secret = 'JBSWY3DPEHPK3PXP', totp_confirmed_at = now() where user_id = $1`,
      [ann.userId],
    )
    assert.equal((await ann.get('/admin/users')).status, 200)
  } finally {
    await strict.close()
  }
})

test('who has left the administration administers nothing with a new sign-in', async () => {
  const [ann, bob] = [await staff(app), await staff(app)]
  assert.equal((await ann.patch(`/admin/users/${bob.userId}`, { role: 'user' })).status, 200)
  const again = await backIn(app, bob)
  assert.equal((await again.get('/admin/users')).status, 403)
})
