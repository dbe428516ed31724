import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, mock, test } from 'node:test'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'
import { createOidc, type OidcAttempt } from './oidc.ts'

const redirectUri = 'http://127.0.0.1:3000/api/auth/google/callback'
const servers: Server[] = []
after(() => {
  mock.restoreAll()
  for (const server of servers) server.close().closeAllConnections()
})
// The provider warns about its development sign-in form, which is exactly what is wanted here.
mock.method(console, 'warn', () => {})
mock.method(console, 'info', () => {})

const keys = await generateKeyPair('RS256', { extractable: true })
const jwk = { ...(await exportJWK(keys.privateKey)), alg: 'RS256', use: 'sig', kid: 'k1' }

const configuration: Configuration = {
  jwks: { keys: [jwk] },
  cookies: { keys: ['test'] },
  clients: [
    {
      client_id: 'almanac',
      client_secret: 'secret-~/:+%',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'client_secret_post',
    },
    { client_id: 'public', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'picture'] },
  findAccount: (_, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      email: `${accountId}@example.com`,
      email_verified: true,
      name: 'Ann Example',
      picture: 'https://example.com/ann.png',
    }),
  }),
}

async function listen(port = 0): Promise<{ server: Server; issuer: string; port: number }> {
  const server = createServer().listen(port, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  // A server that listens on a port has an AddressInfo.
  const { port: taken } = server.address() as AddressInfo
  return { server, issuer: `http://127.0.0.1:${taken}`, port: taken }
}

/** A certified OpenID provider with its own sign-in form, on loopback; `discoveries` counts the metadata requests. */
async function startProvider(changes: Configuration = {}, port = 0) {
  const { server, issuer, port: taken } = await listen(port)
  const provider = new Provider(issuer, { ...configuration, ...changes })
  const counts = { discoveries: 0 }
  server.on('request', (req, res) => {
    if (req.url?.startsWith('/.well-known/')) counts.discoveries++
    void provider.callback()(req, res)
  })
  return { provider, issuer, counts, server, port: taken }
}

function client(issuer: string, clientId = 'almanac') {
  const clientSecret = clientId === 'almanac' ? 'secret-~/:+%' : null
  return createOidc({ name: 'Example', issuer, clientId, clientSecret })
}

/** A browser that keeps cookies and fills in the provider's forms; returns the address it is finally called back on. */
async function signIn(start: string, login: string, consent: 'agree' | 'deny' = 'agree'): Promise<string> {
  const jar = new Map<string, string>()
  let url = start
  let form: string | null = null
  while (!url.startsWith(redirectUri)) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent: RequestInit = form === null ? {} : { method: 'POST', body: form }
    const response = await fetch(url, { ...sent, headers: { cookie, ...type }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    form = null
    const location = response.headers.get('location')
    const page = await response.text()
    if (location !== null) url = new URL(location, url).href
    else if (page.includes('name="login"'))
      form = new URLSearchParams({ prompt: 'login', login, password: 'x' }).toString()
    else if (page.includes('value="consent"') && consent === 'agree') form = 'prompt=consent'
    else if (page.includes('value="consent"')) url = `${url}/abort`
    else throw new Error(`Unexpected page ${response.status} at ${url}: ${page}`)
  }
  return url
}

const unauthenticated = { name: 'AppError', code: 'unauthenticated' }
const unavailable = { name: 'AppError', code: 'unavailable' }

test('a person signs in and comes back with subject, verified address, name and picture', async () => {
  const { issuer } = await startProvider()
  const oidc = client(issuer)
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const currentUrl = await signIn(url, 'ann')
  assert.deepEqual(await oidc.finish({ ...attempt, currentUrl }), {
    issuer,
    subject: 'ann',
    email: 'ann@example.com',
    emailVerified: true,
    name: 'Ann Example',
    picture: 'https://example.com/ann.png',
  })
})

test('a provider that puts the address into the ID token, and a client without a secret, work too', async () => {
  const { issuer } = await startProvider({ conformIdTokenClaims: false })
  const oidc = client(issuer, 'public')
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const { email } = await oidc.finish({ ...attempt, currentUrl: await signIn(url, 'bea') })
  assert.equal(email, 'bea@example.com')
})

test('the browser is sent with S256 PKCE and with a state and nonce of its own each time', async () => {
  const { issuer } = await startProvider()
  const oidc = client(issuer)
  const [one, two] = await Promise.all([oidc.begin(redirectUri), oidc.begin(redirectUri)])
  const parameters = new URL(one.url).searchParams
  assert.equal(parameters.get('code_challenge_method'), 'S256')
  assert.equal(parameters.get('scope'), 'openid email profile')
  assert.equal(parameters.get('redirect_uri'), redirectUri)
  assert.equal(parameters.get('state'), one.state)
  assert.equal(parameters.get('nonce'), one.nonce)
  assert.equal(one.url.includes(one.codeVerifier), false)
  const values = [one, two].flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier])
  assert.equal(new Set(values).size, 6)
})

test('another state, nonce or code verifier than the one begun with is refused', async () => {
  const { issuer } = await startProvider()
  const oidc = client(issuer)
  const other = await oidc.begin(redirectUri)
  for (const key of ['state', 'nonce', 'codeVerifier'] as const) {
    const { url, ...attempt } = await oidc.begin(redirectUri)
    const currentUrl = await signIn(url, 'ann')
    const forged: OidcAttempt = { ...attempt, [key]: other[key] }
    await assert.rejects(oidc.finish({ ...forged, currentUrl }), unauthenticated, key)
  }
})

test('an answer from another issuer is refused (mix-up, RFC 9207)', async () => {
  const { issuer } = await startProvider()
  const oidc = client(issuer)
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const currentUrl = new URL(await signIn(url, 'ann'))
  currentUrl.searchParams.set('iss', 'https://evil.example')
  await assert.rejects(oidc.finish({ ...attempt, currentUrl: currentUrl.href }), unauthenticated)
})

test('a code works once', async () => {
  const { issuer } = await startProvider()
  const oidc = client(issuer)
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const currentUrl = await signIn(url, 'ann')
  await oidc.finish({ ...attempt, currentUrl })
  await assert.rejects(oidc.finish({ ...attempt, currentUrl }), unauthenticated)
})

test('a person who declines is told that sign-in was cancelled', async () => {
  const { issuer } = await startProvider()
  const oidc = client(issuer)
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const currentUrl = await signIn(url, 'ann', 'deny')
  await assert.rejects(oidc.finish({ ...attempt, currentUrl }), { ...unauthenticated, message: /cancelled/ })
})

test('an ID token whose signature was tampered with is refused', async () => {
  const { issuer, provider } = await startProvider()
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/token') ctx.body.id_token = ctx.body.id_token.replace(/[^.]+$/, 'A'.repeat(342))
  })
  const oidc = client(issuer)
  const { url, ...attempt } = await oidc.begin(redirectUri)
  await assert.rejects(oidc.finish({ ...attempt, currentUrl: await signIn(url, 'ann') }), unauthenticated)
})

test('the provider is discovered once for many, and again after it was down', async () => {
  const { server, port, issuer } = await listen()
  server.close()
  const oidc = client(issuer)
  await assert.rejects(oidc.begin(redirectUri), { ...unavailable, details: { retryAfterSeconds: 60 } })
  const { counts } = await startProvider({}, port)
  await Promise.all(Array.from({ length: 20 }, () => oidc.begin(redirectUri)))
  assert.equal(counts.discoveries, 1)
})

test('a provider that fails while signing in is unavailable, not a wrong sign-in', async () => {
  const { issuer, server } = await startProvider()
  const oidc = client(issuer)
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const currentUrl = await signIn(url, 'ann')
  const failed = `${redirectUri}?error=server_error&state=${attempt.state}&iss=${issuer}`
  await assert.rejects(oidc.finish({ ...attempt, currentUrl: failed }), unavailable)
  const answers = [`{"error":"server_error"}`, 'Bad gateway']
  server.removeAllListeners('request').on('request', (_, res) => {
    res.writeHead(503, { 'content-type': 'application/json' }).end(answers.shift())
  })
  await assert.rejects(oidc.finish({ ...attempt, currentUrl }), unavailable)
  await assert.rejects(oidc.finish({ ...attempt, currentUrl }), unavailable)
  server.close().closeAllConnections()
  await assert.rejects(oidc.finish({ ...attempt, currentUrl }), unavailable)
})

test('the secret travels in the body where the provider offers that, otherwise in a Basic header', async () => {
  const [registered] = configuration.clients ?? []
  for (const method of ['client_secret_post', 'client_secret_basic'] as const) {
    const clients = [{ ...registered, client_id: 'almanac', token_endpoint_auth_method: method }]
    const { issuer, provider } = await startProvider({ clients, clientAuthMethods: [method] })
    const schemes: string[] = []
    provider.use(async (ctx, next) => {
      if (ctx.path === '/token') schemes.push(ctx.get('authorization').split(' ', 1).join())
      await next()
    })
    const oidc = client(issuer)
    const { url, ...attempt } = await oidc.begin(redirectUri)
    await oidc.finish({ ...attempt, currentUrl: await signIn(url, 'ann') })
    assert.deepEqual(schemes, [method === 'client_secret_basic' ? 'Basic' : ''])
  }
})

test('a secret the provider does not know is the operator’s mistake, not the person’s', async () => {
  const { issuer } = await startProvider()
  const oidc = createOidc({ name: 'Example', issuer, clientId: 'almanac', clientSecret: 'wrong' })
  const { url, ...attempt } = await oidc.begin(redirectUri)
  const currentUrl = await signIn(url, 'ann')
  await assert.rejects(oidc.finish({ ...attempt, currentUrl }), { error: 'invalid_client' })
})

test('an issuer is reached over https, or over http on this machine only', () => {
  const open = (issuer: string) => createOidc({ name: 'Example', issuer, clientId: 'a', clientSecret: 'b' })
  for (const issuer of ['https://accounts.google.com', 'http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'])
    open(issuer)
  for (const issuer of ['http://example.com', 'http://10.0.0.1', 'http://127.0.0.1.example.com', 'ftp://localhost']) {
    assert.throws(() => open(issuer), /must be an https address/, issuer)
  }
})
