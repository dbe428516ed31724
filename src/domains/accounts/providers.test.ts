import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Answer, startApp, type TestApp } from '#test/harness.ts'
import { auth, letterTo, newAddress, signUp } from '#test/people.ts'
import { type Account, openProvider } from '#test/provider.ts'
import { suspendUser } from './administration.service.ts'

const PUBLIC_URL = 'http://127.0.0.1:3000'
const HERE = 'https://app.example.org/signed-in?n=7'
const accounts = new Map<string, Account>()

let app: TestApp
let provider: Awaited<ReturnType<typeof openProvider>>
before(async () => {
  // The provider warns about its development sign-in form, which is exactly what is wanted here.
  mock.method(console, 'warn', () => {})
  mock.method(console, 'info', () => {})
  provider = await openProvider(`${PUBLIC_URL}/api/auth/oidc/callback`, accounts)
  const oidc = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: 'almanac', OIDC_CLIENT_SECRET: 'secret' }
  app = await startApp({ env: { PUBLIC_URL, CORS_ORIGINS: 'https://app.example.org', ...oidc } })
  await app.work()
})
after(async () => {
  mock.restoreAll()
  await app.close()
  provider.close()
})

function somebody(account: Partial<Account> = {}): string {
  const login = newId()
  accounts.set(login, { email: newAddress(), email_verified: true, name: 'Ann Berg', ...account })
  return login
}

async function begin(returnTo?: string): Promise<string> {
  const { status, headers } = await app.call({ url: '/api/auth/oidc', query: { ...(returnTo && { returnTo }) } })
  assert.equal(status, 302)
  return headers.location ?? ''
}

const back = (url: string): Promise<Answer> => app.call({ url: url.slice(PUBLIC_URL.length) })

async function signIn(login: string, returnTo?: string, consents = true): Promise<Answer> {
  return back(await provider.signIn(await begin(returnTo), login, consents))
}

test('the first sign-in makes an account, and every other finds it', async () => {
  const login = somebody()
  const first = await signIn(login)
  assert.equal(first.status, 200)
  assert.equal(first.body.user.email, accounts.get(login)?.email)
  assert.notEqual(first.body.user.emailVerifiedAt, null)
  assert.equal((await (await app.as(first.body.accessToken)).get('/auth/me')).body.id, first.body.user.id)
  assert.equal((await auth(app, 'refresh', { refreshToken: first.body.refreshToken })).status, 200)
  accounts.set(login, { email: newAddress(), email_verified: true })
  assert.equal((await signIn(login)).body.user.id, first.body.user.id)
})

test('an account with the same address is joined only if both sides have verified it', async () => {
  const ann = await signUp(app)
  const same = somebody({ email: ann.email })
  assert.equal((await signIn(same)).status, 409)
  const { token } = await letterTo(app, ann.email, /confirms that/)
  await auth(app, 'verify-email', { token })
  assert.equal((await signIn(somebody({ email: ann.email, email_verified: false }))).status, 409)
  const joined = await signIn(same)
  assert.deepEqual([joined.status, joined.body.user.id], [200, ann.userId])
})

test('the tokens go behind the # of an address on an allowed origin, and nowhere else', async () => {
  const { status, headers } = await signIn(somebody(), HERE)
  const url = new URL(headers.location ?? '')
  assert.deepEqual([status, headers['cache-control']], [302, 'no-store'])
  assert.equal(`${url.origin}${url.pathname}${url.search}`, HERE)
  const { accessToken = '', ...rest } = Object.fromEntries(new URLSearchParams(url.hash.slice(1)))
  assert.deepEqual([rest.tokenType, rest.expiresIn], ['Bearer', '900'])
  assert.equal((await (await app.as(accessToken)).get('/auth/me')).status, 200)
  for (const returnTo of [
    'https://evil.example.org/',
    'https://app.example.org.evil.example/',
    'javascript:alert(1)',
  ]) {
    const refused = await app.call({ url: '/api/auth/oidc', query: { returnTo } })
    assert.equal(refused.status, 400, returnTo)
  }
})

test('an answer counts once, for ten minutes, and only if the sign-in was begun here', async () => {
  const url = await provider.signIn(await begin(), somebody())
  assert.equal((await back(url)).status, 200)
  assert.equal((await back(url)).status, 401)
  assert.equal((await back(`${PUBLIC_URL}/api/auth/oidc/callback?code=x&state=${newId()}`)).status, 401)
  const late = await provider.signIn(await begin(), somebody())
  app.setNow(new Date(Date.now() + 11 * 60_000).toISOString())
  assert.equal((await back(late)).status, 401)
  app.setNow(null)
})

test('whoever declines is told so, also at the address they return to', async () => {
  const plain = await signIn(somebody(), undefined, false)
  assert.deepEqual([plain.status, plain.body.code], [401, 'unauthenticated'])
  const { status, headers } = await signIn(somebody(), HERE, false)
  const { hash } = new URL(headers.location ?? '')
  assert.equal(status, 302)
  assert.equal(new URLSearchParams(hash.slice(1)).get('error'), 'unauthenticated')
})

test('nothing that is stored about a running sign-in lets anybody finish it', async () => {
  const state = new URL(await begin()).searchParams.get('state') ?? ''
  const rows = await app.platform.database.query('select * from oidc_flows')
  assert.ok(state.length > 20 && !JSON.stringify(rows).includes(state))
})

test('whoever is suspended here does not come in by another door', async () => {
  const login = somebody()
  const { body } = await signIn(login)
  await suspendUser({ ...app.platform.base, actor: null }, app.platform.bus, body.user.id)
  assert.equal((await signIn(login)).status, 403)
})

test('a provider that is not set up is not found', async () => {
  assert.equal((await app.call({ url: '/api/auth/google' })).status, 404)
  assert.equal((await app.call({ url: '/api/auth/google/callback?state=x' })).status, 404)
})
