import assert from 'node:assert/strict'
import { after, before, describe, mock, test } from 'node:test'
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

interface Begun {
  url: string
  /** What the browser keeps of it. */
  cookie: string
}

const cookieIn = ({ headers }: Answer) =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';', 1)[0])
    .join('; ')

async function begin(returnTo?: string): Promise<Begun> {
  const answer = await app.call({ url: '/api/auth/oidc', query: { ...(returnTo && { returnTo }) } })
  assert.equal(answer.status, 302)
  return { url: answer.headers.location ?? '', cookie: cookieIn(answer) }
}

const back = (url: string, cookie = ''): Promise<Answer> =>
  app.call({ url: url.slice(PUBLIC_URL.length), headers: { cookie } })

async function signIn(login: string, returnTo?: string, consents = true): Promise<Answer> {
  const { url, cookie } = await begin(returnTo)
  return back(await provider.signIn(url, login, consents), cookie)
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

test('only the browser that began a sign-in brings tokens to an app: nobody is slipped into another account', async () => {
  const { url, cookie } = await begin(HERE)
  const theirs = await provider.signIn(url, somebody())
  const refused = new URL((await back(theirs)).headers.location ?? '')
  assert.deepEqual(
    [refused.origin + refused.pathname, new URLSearchParams(refused.hash.slice(1)).get('error')],
    ['https://app.example.org/signed-in', 'unauthenticated'],
  )
  assert.equal(new URLSearchParams(refused.hash.slice(1)).get('accessToken'), null)
  assert.match(cookie, /^almanac_[\w-]{22}=1$/)
  const other = await begin(HERE)
  const foreign = await back(await provider.signIn(other.url, somebody()), cookie)
  assert.match(foreign.headers.location ?? '', /#error=unauthenticated/)
  const { headers } = await app.call({ url: '/api/auth/oidc', query: { returnTo: HERE } })
  assert.match(String(headers['set-cookie']), /Path=\/api\/auth\/oidc\/callback; Max-Age=600; HttpOnly; SameSite=Lax$/)
})

test('two sign-ins that are begun side by side in one browser can both be finished', async () => {
  const [one, two] = [await begin(HERE), await begin(HERE)]
  const jar = `${one.cookie}; ${two.cookie}`
  for (const { url } of [one, two])
    assert.match((await back(await provider.signIn(url, somebody()), jar)).headers.location ?? '', /#accessToken=/)
})

describe('a program asks to be let in', () => {
  const CALLBACK = 'http://127.0.0.1:7777/callback'
  const QUERY = { response_type: 'code', redirect_uri: CALLBACK, code_challenge: 'c'.repeat(43), scope: 'tasks:read' }
  let query: Record<string, string>
  before(async () => {
    const payload = { client_name: 'Desk', redirect_uris: [CALLBACK] }
    const { body } = await app.call({ method: 'POST', url: '/oauth/register', payload })
    query = { ...QUERY, client_id: body.client_id, code_challenge_method: 'S256', state: 's&1' }
  })
  const visit = (more: Record<string, string> = {}, cookie = '') =>
    app.call({ url: '/oauth/authorize', query: { ...query, ...more }, headers: { cookie } })
  const decide = (cookie: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    app.call({
      method: 'POST',
      url: '/oauth/authorize',
      payload: new URLSearchParams({ ...query, allow: 'tasks:read', decision: 'allow', ...more }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...headers },
    })
  /** Signs in at the provider from the page, and stands before it again. */
  async function comeBack(login: string) {
    const sent = await visit({ provider: 'oidc' })
    const answer = await back(await provider.signIn(sent.headers.location ?? '', login), cookieIn(sent))
    return { address: answer.headers.location ?? '', proof: cookieIn(answer) }
  }

  test('whoever has no password lets it in by signing in at their provider, for one decision', async () => {
    const login = somebody()
    assert.match((await visit()).body, /with 127\.0\.0\.1/)
    const { address, proof } = await comeBack(login)
    const page = await back(address, proof)
    assert.ok(page.body.includes(accounts.get(login)?.email) && !page.body.includes('type="password"'))
    const allowed = await decide(proof)
    const told = new URL(allowed.headers.location ?? '').searchParams
    assert.deepEqual([allowed.status, told.get('state'), told.get('error')], [303, 's&1', null])
    assert.ok((told.get('code') ?? '').length > 20)
    assert.match(cookieIn(allowed), /almanac_proof=$/)
  })

  test('nobody else lets it in: without the proof, with another’s form, too late, suspended, or with a token', async () => {
    const login = somebody()
    const { address, proof } = await comeBack(login)
    assert.equal((await decide('')).status, 401)
    assert.equal((await decide(proof, {}, { 'sec-fetch-site': 'same-site' })).status, 401)
    const { body } = await signIn(login)
    assert.equal((await decide(`almanac_proof=${body.accessToken}`)).status, 401)
    const [, value = ''] = /almanac_proof=([^;]*)/.exec(proof) ?? []
    assert.equal((await (await app.as(value)).get('/users/me')).status, 401)
    app.setNow(new Date(Date.now() + 11 * 60_000).toISOString())
    assert.equal((await decide(proof)).status, 401)
    app.setNow(null)
    await suspendUser({ ...app.platform.base, actor: null }, app.platform.bus, body.user.id)
    assert.equal((await decide(proof)).status, 401)
    assert.ok((await back(address, proof)).body.includes('type="password"'))
  })

  test('whoever cannot be signed in there is told why on the page', async () => {
    const ann = await signUp(app)
    const { address, proof } = await comeBack(somebody({ email: ann.email }))
    assert.match((await back(address, proof)).body, /account with that e-mail address/)
  })
})

test('an answer counts once, for ten minutes, and only if the sign-in was begun here', async () => {
  const url = await provider.signIn((await begin()).url, somebody())
  assert.equal((await back(url)).status, 200)
  assert.equal((await back(url)).status, 401)
  assert.equal((await back(`${PUBLIC_URL}/api/auth/oidc/callback?code=x&state=${newId()}`)).status, 401)
  const late = await provider.signIn((await begin()).url, somebody())
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
  const state = new URL((await begin()).url).searchParams.get('state') ?? ''
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
