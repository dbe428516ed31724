import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Answer, type Body, startApp, type TestApp } from '#test/harness.ts'
import { newAddress, PASSWORD } from '#test/people.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

const post = (path: string, payload: Body, token?: string): Promise<Answer> =>
  app.call({
    method: 'POST',
    url: `/api/auth/${path}`,
    payload,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  })

test('from sign-up to sign-out: the tokens work, are renewed, and are dead after it', async () => {
  const email = newAddress()
  const first = await post('signup', {
    email,
    password: PASSWORD,
    name: 'Ann',
    timezone: 'Europe/Vienna',
    locale: 'de-AT',
  })
  assert.equal(first.status, 201)
  const { user, tokenType, expiresIn } = first.body
  assert.equal(tokenType, 'Bearer')
  assert.equal(expiresIn, 900)
  assert.deepEqual(
    [user.email, user.name, user.timezone, user.locale, user.role, user.emailVerifiedAt],
    [email, 'Ann', 'Europe/Vienna', 'de-AT', 'user', null],
  )
  assert.ok(!('userId' in user || 'status' in user || 'preferences' in user || 'deletedAt' in user))
  const again = await post('login', { email: email.toUpperCase(), password: PASSWORD })
  assert.equal(again.status, 200)
  const me = await app.as(again.body.accessToken)
  assert.equal((await me.get('/auth/me')).body.id, user.id)
  const next = await post('refresh', { refreshToken: again.body.refreshToken })
  assert.equal(next.status, 200)
  assert.notEqual(next.body.refreshToken, again.body.refreshToken)
  const renewed = await app.as(next.body.accessToken)
  assert.equal((await renewed.get('/auth/me')).status, 200)
  assert.equal((await renewed.post('/auth/logout')).status, 204)
  assert.equal((await renewed.get('/auth/me')).status, 401)
  assert.equal((await me.get('/auth/me')).status, 401, 'the older access token belongs to the same session')
  assert.equal((await post('refresh', { refreshToken: next.body.refreshToken })).status, 401)
  const other = await app.as(first.body.accessToken)
  assert.equal((await other.get('/auth/me')).status, 200, 'the session of the sign-up goes on')
})
