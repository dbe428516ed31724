import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { auth, logIn, newAddress, PASSWORD, signUp } from '#test/people.ts'
import { reinstateUser, suspendUser } from './administration.service.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { CORS_ORIGINS: 'https://app.example.org' } })
})
after(() => app.close())

const refresh = (refreshToken: string, headers?: object) => auth(app, 'refresh', { refreshToken }, headers)
const DAY_MS = 86_400_000
const later = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

/** A second process on the same database: it hears of nothing but what stands there. */
async function otherProcess(): Promise<TestApp> {
  const { database } = app.platform
  return startApp({ database: { ...database, close: async () => {} } })
}

test('from sign-up to sign-out: the tokens work, are renewed, and are dead after it', async () => {
  const email = newAddress()
  const profile = { name: 'Ann', timezone: 'Europe/Vienna', locale: 'de-AT' }
  const first = await auth(app, 'signup', { email, password: PASSWORD, ...profile })
  assert.deepEqual([first.status, first.headers['cache-control']], [201, 'no-store'])
  const { user, tokenType, expiresIn } = first.body
  assert.deepEqual([tokenType, expiresIn], ['Bearer', 900])
  const { name, timezone, locale, role, emailVerifiedAt } = user
  assert.deepEqual({ name, timezone, locale }, profile)
  assert.deepEqual([user.email, role, emailVerifiedAt], [email, 'user', null])
  assert.ok(!('userId' in user || 'status' in user || 'preferences' in user || 'deletedAt' in user))
  const again = await logIn(app, email.toUpperCase())
  assert.equal(again.status, 200)
  const me = await app.as(again.body.accessToken)
  assert.equal((await me.get('/auth/me')).body.id, user.id)
  const next = await refresh(again.body.refreshToken)
  assert.equal(next.status, 200)
  assert.notEqual(next.body.refreshToken, again.body.refreshToken)
  const renewed = await app.as(next.body.accessToken)
  assert.equal((await renewed.get('/auth/me')).status, 200)
  assert.equal((await renewed.post('/auth/logout')).status, 204)
  assert.equal((await renewed.get('/auth/me')).status, 401)
  assert.equal((await me.get('/auth/me')).status, 401, 'the older access token belongs to the same session')
  assert.equal((await refresh(next.body.refreshToken)).status, 401)
  const other = await app.as(first.body.accessToken)
  assert.equal((await other.get('/auth/me')).status, 200, 'the session of the sign-up goes on')
})

test('an address has one account, however it is written and however many sign up at once', async () => {
  const email = newAddress()
  const answers = await Promise.all(
    [email, email.toUpperCase(), ` ${email} `].map((email) => auth(app, 'signup', { email, password: PASSWORD })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
})

test('a wrong password and an unknown address are the same answer after the same time', async () => {
  const { email } = await signUp(app)
  const timed = async (email: string) => {
    const started = performance.now()
    const { status, body } = await logIn(app, email, 'not the password')
    const { traceId: _, ...problem } = body
    return { ms: performance.now() - started, answer: { status, problem } }
  }
  const known = await timed(email)
  const unknown = await timed(newAddress())
  assert.equal(known.answer.status, 401)
  assert.deepEqual(unknown.answer, known.answer)
  // bcrypt takes some 200 ms; without the same work the unknown one would answer in a few.
  assert.ok(unknown.ms > known.ms / 3, `${unknown.ms} ms for an unknown address, ${known.ms} ms for a known one`)
})

test('a password of 72 bytes is taken, a longer one is refused and not cut', async () => {
  const whole = 'äö'.repeat(18)
  assert.equal((await auth(app, 'signup', { email: newAddress(), password: `${whole}x` })).status, 400)
  assert.equal((await auth(app, 'signup', { email: newAddress(), password: '1234567' })).status, 400)
  const email = newAddress()
  assert.equal((await auth(app, 'signup', { email, password: whole })).status, 201)
  assert.equal((await logIn(app, email, `${whole}x`)).status, 401)
  assert.equal((await logIn(app, email, whole)).status, 200)
})

test('of 20 parallel refreshes with one token exactly one is answered, and the session ends', async () => {
  const ann = await signUp(app)
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(ann.refreshToken)))
  const won = answers.filter(({ status }) => status === 200)
  assert.equal(won.length, 1)
  assert.ok(answers.every(({ status }) => status === 200 || status === 401))
  assert.equal((await refresh(won[0]?.body.refreshToken)).status, 401)
  assert.equal((await ann.get('/auth/me')).status, 401)
  assert.equal((await logIn(app, ann.email)).status, 200, 'the person signs in again')
})

test('a replayed refresh token ends its whole line and no other session', async () => {
  const ann = await signUp(app)
  const phone = (await logIn(app, ann.email)).body
  const second = (await refresh(phone.refreshToken)).body
  const third = (await refresh(second.refreshToken)).body
  assert.equal((await refresh(phone.refreshToken)).status, 401)
  assert.equal((await refresh(third.refreshToken)).status, 401)
  for (const { accessToken } of [phone, second, third]) {
    assert.equal((await (await app.as(accessToken)).get('/auth/me')).status, 401)
  }
  assert.equal((await ann.get('/auth/me')).status, 200)
  assert.equal((await refresh(ann.refreshToken)).status, 200)
})

test('a session lasts 30 days from its last use and 180 days in all', async () => {
  const [idle, busy] = [await signUp(app), await signUp(app)]
  let token = busy.refreshToken
  for (let day = 25; day < 180; day += 25) {
    app.setNow(later(day))
    const { status, body } = await refresh(token)
    assert.equal(status, 200, `day ${day}`)
    token = body.refreshToken
  }
  assert.equal((await refresh(idle.refreshToken)).status, 401)
  app.setNow(later(181))
  assert.equal((await refresh(token)).status, 401)
  app.setNow(null)
})

test('an access token lasts 15 minutes', async () => {
  const ann = await signUp(app)
  app.setNow(new Date(Date.now() + 895_000).toISOString())
  assert.equal((await ann.get('/auth/me')).status, 200)
  app.setNow(new Date(Date.now() + 905_000).toISOString())
  assert.equal((await ann.get('/auth/me')).status, 401)
  const stale = { authorization: `Bearer ${ann.token}` }
  assert.equal(
    (await refresh(ann.refreshToken, stale)).status,
    200,
    'a refresh does not fail for the token it replaces',
  )
  app.setNow(null)
})

test('signing out everywhere is heard by another process within five seconds', async () => {
  const ann = await signUp(app)
  const phone = (await logIn(app, ann.email)).body
  const other = await otherProcess()
  try {
    const there = await other.as(phone.accessToken)
    assert.equal((await there.get('/auth/me')).status, 200)
    assert.equal((await ann.post('/auth/logout', { everywhere: true })).status, 204)
    const gone = async () => assert.equal((await there.get('/auth/me')).status, 401)
    await eventually(gone, 5_000)
    assert.equal((await auth(other, 'refresh', { refreshToken: phone.refreshToken })).status, 401)
  } finally {
    await other.close()
  }
})

test('a refresh token alone is enough to sign out, and without anything it is 401', async () => {
  const ann = await signUp(app)
  assert.equal((await auth(app, 'logout', { refreshToken: ann.refreshToken })).status, 204)
  assert.equal((await ann.get('/auth/me')).status, 401)
  assert.equal((await auth(app, 'logout', {})).status, 401)
  assert.equal((await auth(app, 'logout', { refreshToken: 'rt_nobody-has-ever-been-given-this-token' })).status, 401)
})

test('sessions are listed with the current one marked, and ended one by one by their owner only', async () => {
  const ann = await signUp(app)
  const phone = (await auth(app, 'login', { email: ann.email, password: PASSWORD }, { 'user-agent': 'Phone/1' })).body
  const { items } = (await ann.get('/auth/sessions')).body
  assert.deepEqual(
    items.map(({ userAgent, current }: { userAgent: string; current: boolean }) => [userAgent, current]),
    [
      ['Phone/1', false],
      ['lightMyRequest', true],
    ],
  )
  const bob = await signUp(app)
  assert.equal((await bob.delete(`/auth/sessions/${items[0].id}`)).status, 404)
  assert.equal((await ann.delete(`/auth/sessions/${items[0].id}`)).status, 204)
  assert.equal((await (await app.as(phone.accessToken)).get('/auth/me')).status, 401)
  assert.equal((await refresh(phone.refreshToken)).status, 401)
  assert.equal((await ann.delete(`/auth/sessions/${items[0].id}`)).status, 404)
  assert.equal((await ann.get('/auth/sessions')).body.items.length, 1)
})

test('whoever is suspended is out at once, learns it only with the right password, and can be let in again', async () => {
  const ann = await signUp(app)
  const ctx = { ...app.platform.base, actor: null }
  await suspendUser(ctx, app.platform.bus, ann.userId)
  assert.equal((await ann.get('/auth/me')).status, 401)
  assert.equal((await refresh(ann.refreshToken)).status, 401)
  assert.equal((await logIn(app, ann.email)).status, 403)
  assert.equal((await logIn(app, ann.email, 'not the password')).status, 401)
  await reinstateUser(ctx, ann.userId)
  const { status, body } = await logIn(app, ann.email)
  assert.equal(status, 200)
  const back = await app.as(body.accessToken)
  await eventually(async () => assert.equal((await back.get('/auth/me')).status, 200), 5_000)
})

test('oversized, poisoned and unknown bodies are refused', async () => {
  const headers = { 'content-type': 'application/json' }
  const raw = (payload: string) => app.call({ method: 'POST', url: '/api/auth/login', headers, payload })
  assert.equal((await raw('{"email":"a@example.org","password":"x","__proto__":{"admin":true}}')).status, 400)
  assert.equal((await raw('{"email":"a@example.org","password":"x","constructor":{"prototype":{}}}')).status, 400)
  assert.equal((await raw(JSON.stringify({ email: 'a@example.org', password: 'x'.repeat(600_000) }))).status, 413)
  assert.equal((await raw('{"email":')).status, 400)
  const unknown = await auth(app, 'signup', { email: newAddress(), password: PASSWORD, role: 'admin' })
  assert.equal(unknown.status, 400)
  assert.equal((await logIn(app, newAddress(), PASSWORD, { totp: 1 })).status, 400)
})

test('guessing is slow: ten tries for an account, twenty for an address, then 429 with the time to wait', async () => {
  const strict = await startApp({ env: { RATE_LIMIT_SCALE: '1' } })
  try {
    const email = newAddress()
    const from = (ip: string, to: string) =>
      strict.call({
        method: 'POST',
        url: '/api/auth/login',
        payload: { email: to, password: 'x'.repeat(73) },
        remoteAddress: ip,
      })
    for (let n = 0; n < 10; n++) assert.equal((await from(`192.0.2.${n}`, email)).status, 401)
    const account = await from('192.0.2.99', email)
    assert.equal(account.status, 429)
    assert.ok(Number(account.headers['retry-after']) > 60)
    for (let n = 0; n < 20; n++) assert.equal((await from('198.51.100.1', newAddress())).status, 401)
    const address = await from('198.51.100.1', newAddress())
    assert.equal(address.status, 429)
    assert.ok(Number(address.headers['retry-after']) <= 60)
  } finally {
    await strict.close()
  }
})

test('a token for somebody who never was is nobody', async () => {
  const ghost = await app.as()
  await app.platform.database.query('delete from users where id = $1', [ghost.userId])
  assert.equal((await ghost.get('/auth/me')).status, 404)
  assert.equal((await app.call({ url: '/api/auth/me', headers: { authorization: `Bearer ${newId()}` } })).status, 401)
})
