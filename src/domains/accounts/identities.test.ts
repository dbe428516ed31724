import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { newId } from '#core/ids.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { auth, letterTo, newAddress, type SignedUp, signUp } from '#test/people.ts'
import { suspendUser } from './administration.service.ts'

const ISSUER = 'https://sign-in.example.com'
const keys = await generateKeyPair('RS256', { extractable: true })
const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'RS256', use: 'sig', kid: 'k1' }

let app: TestApp
let server: Server
before(async () => {
  server = createServer((_, res) => res.end(JSON.stringify({ keys: [jwk] }))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  const trusted = [{ issuer: ISSUER, audience: 'almanac-app', jwksUri: `http://127.0.0.1:${port}` }]
  app = await startApp({ env: { TRUSTED_ISSUERS: JSON.stringify(trusted) } })
  await app.work()
})
after(async () => {
  await app.close()
  server.close().closeAllConnections()
})

function foreign(subject: string, claims: object = {}): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience('almanac-app')
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(keys.privateKey)
}

const me = async (token: string) => (await app.as(token)).get('/auth/me')

async function verified(): Promise<SignedUp> {
  const ann = await signUp(app)
  const { token } = await letterTo(app, ann.email, /confirms that/)
  assert.equal((await auth(app, 'verify-email', { token })).status, 204)
  return ann
}

test('whoever comes with a token of a trusted issuer has an account, and the same one every time', async () => {
  const [subject, email] = [newId(), newAddress()]
  const profile = { email, email_verified: true, name: 'Ann Berg', picture: 'https://example.com/ann.png' }
  const first = await me(await foreign(subject, profile))
  assert.equal(first.status, 200)
  const { id, name, avatarUrl, emailVerifiedAt, role } = first.body
  assert.deepEqual(
    [first.body.email, name, avatarUrl, role],
    [email, 'Ann Berg', 'https://example.com/ann.png', 'user'],
  )
  assert.notEqual(emailVerifiedAt, null)
  const moved = await me(await foreign(subject, { email: newAddress(), email_verified: true, name: 'Ann Other' }))
  assert.deepEqual([moved.body.id, moved.body.email], [id, email])
  assert.notEqual((await me(await foreign(newId()))).body.id, id)
})

test('50 first requests at once make one user', async () => {
  const [subject, email] = [newId(), newAddress()]
  const tokens = await Promise.all(Array.from({ length: 50 }, (_, n) => foreign(subject, { email, n })))
  const answers = await Promise.all(tokens.map(me))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
})

test('an address that belongs to somebody never opens their account unless both sides have verified it', async () => {
  const [unverified, owner] = [await signUp(app), await verified()]
  const attempts = [
    { email: unverified.email, email_verified: true },
    { email: unverified.email },
    { email: owner.email, email_verified: false },
    { email: owner.email },
  ]
  for (const claims of attempts) {
    const { status, body } = await me(await foreign(newId(), claims))
    assert.deepEqual([status, body.email], [200, null], 'an account of their own, without the address')
    assert.ok(body.id !== unverified.userId && body.id !== owner.userId)
  }
  const both = await me(await foreign(newId(), { email: owner.email.toUpperCase(), email_verified: true }))
  assert.equal(both.body.id, owner.userId)
})

test('tokens that are expired, for another app or of another issuer are refused', async () => {
  const sign = (change: (jwt: SignJWT) => SignJWT) =>
    change(
      new SignJWT({ sub: newId(), iss: ISSUER, aud: 'almanac-app', exp: Date.now() / 1_000 + 600 }).setProtectedHeader({
        alg: 'RS256',
        kid: 'k1',
      }),
    ).sign(keys.privateKey)
  assert.equal((await me(await sign((jwt) => jwt))).status, 200)
  assert.equal((await me(await sign((jwt) => jwt.setExpirationTime('-10m')))).status, 401)
  assert.equal((await me(await sign((jwt) => jwt.setAudience('another-app')))).status, 401)
  assert.equal((await me(await sign((jwt) => jwt.setIssuer('https://evil.example.com')))).status, 401)
})

test('a token is not believed longer than it lasts', async () => {
  const token = await foreign(newId())
  assert.equal((await me(token)).status, 200)
  app.setNow(new Date(Date.now() + 11 * 60_000).toISOString())
  assert.equal((await me(token)).status, 401)
  app.setNow(null)
})

test('somebody suspended is refused at once, with the token in use and with a new one', async () => {
  const subject = newId()
  const token = await foreign(subject)
  const { body } = await me(token)
  await suspendUser({ ...app.platform.base, actor: null }, app.platform.bus, body.id)
  assert.equal((await me(token)).status, 401)
  assert.equal((await me(await foreign(subject, { n: 2 }))).status, 401)
})

test('an account that came from elsewhere can set a password by mail, and is deleted by words', async () => {
  const [subject, email] = [newId(), newAddress()]
  const ann = await app.as(await foreign(subject, { email, email_verified: true }))
  assert.equal((await ann.get('/auth/me')).status, 200)
  const change = { currentPassword: 'none yet', newPassword: 'a different long password' }
  assert.equal((await ann.post('/auth/change-password', change)).status, 409)
  await auth(app, 'forgot-password', { email })
  const { token } = await letterTo(app, email, /new password:/)
  assert.equal((await auth(app, 'reset-password', { token, newPassword: change.newPassword })).status, 204)
  assert.equal((await auth(app, 'login', { email, password: change.newPassword })).status, 200)
  assert.equal((await ann.get('/auth/me')).status, 200, 'the proved address was verified before: the link stays')
  const bea = await app.as(await foreign(newId()))
  assert.equal((await bea.delete('/users/me', {})).status, 400)
  assert.equal((await bea.delete('/users/me', { confirm: 'delete my account' })).status, 204)
  assert.equal((await bea.get('/auth/me')).status, 401)
})
