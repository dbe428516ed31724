import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { type OAuthClientProvider, UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { decodeJwt, importJWK, SignJWT } from 'jose'
import { TOTP } from 'otpauth'
import { newId } from '#core/ids.ts'
import { signingKeysOf } from '#domains/accounts/keys.ts'
import { forgetTheExpired } from '#domains/accounts/pruning.service.ts'
import { type Body, startApp } from '#test/harness.ts'
import { auth, PASSWORD, signUp } from '#test/people.ts'
import { answerOf, CALLBACK, type Flow, refused, serve, visit } from './oauth.fixture.ts'

const { app, url } = await serve()
after(() => app.close())
const { json, form, list, register, flowFor, decide, authorize, codeFor, redeem, refresh, letIn } = visit(url)

test('the SDK’s own client finds the way, is let in by the user, and works with what was allowed', async () => {
  const ann = await signUp(app)
  const kept: Body = {}
  const keep = (name: string) => (one: unknown) => {
    kept[name] = one
  }
  const authProvider: OAuthClientProvider = {
    redirectUrl: CALLBACK,
    clientMetadata: { client_name: 'Desk', redirect_uris: [CALLBACK] },
    clientInformation: () => kept.information,
    saveClientInformation: keep('information'),
    tokens: () => kept.tokens,
    saveTokens: keep('tokens'),
    redirectToAuthorization: keep('address'),
    saveCodeVerifier: keep('verifier'),
    codeVerifier: () => kept.verifier,
  }
  const transport = () => new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { authProvider })
  const first = transport()
  const connect = (one: StreamableHTTPClientTransport) => {
    const client = new Client({ name: 'desk', version: '1.0.0' })
    // The SDK's own types differ under exactOptionalPropertyTypes.
    return client.connect(one as never).then(() => client)
  }
  await assert.rejects(connect(first), UnauthorizedError)
  await first.finishAuth(answerOf(await decide(kept.address.href, ann)).get('code') ?? '')
  const client = await connect(transport())
  const { tools } = await client.listTools()
  assert.equal(tools.length, app.platform.tools.size)
  const answer: Body = await client.callTool({ name: 'tasks_create', arguments: { title: 'Buy paint' } })
  assert.equal(JSON.parse(answer.content[0].text).status, 'awaiting_approval')
  await client.close()
})

test('the token says whom it is for; it opens /mcp and nothing else, and its refresh token no session in person', async () => {
  const ann = await signUp(app)
  const { tokens } = await letIn(ann, 'tasks:read goals:read')
  const { aud, scope, sub } = decodeJwt(tokens.access_token)
  assert.deepEqual([aud, scope, sub], [`${url}/mcp`, 'goals:read tasks:read', ann.userId])
  assert.equal(await list(tokens.access_token), 200)
  const program = await app.as(tokens.access_token)
  for (const path of ['/tasks', '/users/me', '/chat/actions']) assert.equal((await program.get(path)).status, 401, path)
  assert.equal((await program.post('/api-keys', { name: 'More', scopes: ['*'] })).status, 401)
  assert.equal((await auth(app, 'refresh', { refreshToken: tokens.refresh_token })).status, 401)
})

test('a token for another audience is refused at /mcp, also when this server signed it', async () => {
  const ann = await signUp(app)
  const { tokens } = await letIn(ann)
  const [key] = await signingKeysOf(app.platform.database.db)
  assert.ok(key)
  const signed = async (aud: string) =>
    new SignJWT({ ...decodeJwt(tokens.access_token), aud })
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .sign(await importJWK(key.privateJwk, key.alg))
  assert.equal(await list(await signed(`${url}/mcp`)), 200)
  for (const aud of ['https://other.example/mcp', `${url}/mcp/more`, url])
    assert.equal(await list(await signed(aud)), 401)
  const flow = flowFor(await register(), { resource: 'https://other.example/mcp' })
  assert.equal(
    answerOf(await fetch(`${url}/oauth/authorize?${new URLSearchParams(flow.query)}`, { redirect: 'manual' })).get(
      'error',
    ),
    'invalid_target',
  )
})

test('a code works once; whoever brings it again ends what came of it', async () => {
  const ann = await signUp(app)
  const flow = flowFor(await register())
  const code = await codeFor(ann, flow)
  const tokens = (await (await redeem(flow, code)).json()) as Body
  assert.equal(await list(tokens.access_token), 200)
  assert.deepEqual(await refused(await redeem(flow, code)), [400, 'invalid_grant'])
  assert.equal(await list(tokens.access_token), 401)
  assert.deepEqual(await refused(await refresh(flow, tokens.refresh_token)), [400, 'invalid_grant'])
})

test('of two who bring the same code at once, neither keeps anything', async () => {
  const ann = await signUp(app)
  const flow = flowFor(await register())
  const code = await codeFor(ann, flow)
  const answers = await Promise.all([redeem(flow, code), redeem(flow, code)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400])
  const tokens = (await answers.find(({ status }) => status === 200)?.json()) as Body
  assert.equal(await list(tokens.access_token), 401)
})

test('a code is nothing without its secret, its client and its address, nor after two minutes', async () => {
  const ann = await signUp(app)
  const flow = flowFor(await register())
  const other = await register()
  const wrong: Record<string, string>[] = [
    { code_verifier: randomBytes(32).toString('base64url') },
    { client_id: other.client_id },
    { redirect_uri: 'http://127.0.0.1:7777/callback' },
  ]
  for (const more of wrong)
    assert.deepEqual(await refused(await redeem(flow, await codeFor(ann, flow), more)), [400, 'invalid_grant'])
  const code = await codeFor(ann, flow)
  app.setNow(new Date(Date.now() + 121_000).toISOString())
  assert.deepEqual(await refused(await redeem(flow, code)), [400, 'invalid_grant'])
  app.setNow(null)
})

test('refresh tokens take turns: a used one ends the session of the program', async () => {
  const ann = await signUp(app)
  const { flow, tokens } = await letIn(ann)
  const next = (await (await refresh(flow, tokens.refresh_token)).json()) as Body
  assert.deepEqual([next.scope, await list(next.access_token)], ['tasks:read', 200])
  assert.deepEqual(await refused(await refresh(flow, tokens.refresh_token)), [400, 'invalid_grant'])
  assert.equal(await list(next.access_token), 401)
  assert.deepEqual(await refused(await refresh(flow, next.refresh_token)), [400, 'invalid_grant'])
})

test('a refresh token is good for its own program alone, and one of the user in person for none', async () => {
  const ann = await signUp(app)
  const { tokens } = await letIn(ann)
  const stranger = flowFor(await register())
  assert.deepEqual(await refused(await refresh(stranger, tokens.refresh_token)), [400, 'invalid_grant'])
  assert.deepEqual(await refused(await refresh(stranger, ann.refreshToken)), [400, 'invalid_grant'])
})

test('the user finds the program among their sessions and ends it there', async () => {
  const ann = await signUp(app)
  const { tokens } = await letIn(ann)
  const { items } = (await ann.get('/auth/sessions')).body
  const { id } = items.find(({ userAgent }: Body) => userAgent === 'Desk')
  assert.equal((await ann.delete(`/auth/sessions/${id}`)).status, 204)
  assert.equal(await list(tokens.access_token), 401)
})

test('only who has the password and the second factor lets a program in, and only for what they left ticked', async () => {
  const ann = await signUp(app)
  const { secret } = (await ann.post('/auth/two-factor/setup')).body
  const at = (later: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + later })
  await ann.post('/auth/two-factor/enable', { code: at(-30_000) })
  const flow = flowFor(await register(), { scope: 'tasks:read tasks:write' })
  const wrong = await authorize(ann, flow, { password: 'not the password' })
  assert.deepEqual([wrong.status, wrong.headers.get('location')], [401, null])
  const half = await authorize(ann, flow)
  assert.deepEqual([half.status, /authenticator app as well/.test(await half.text())], [401, true])
  const { searchParams } = new URL((await authorize(ann, flow, { totp: at(0) })).headers.get('location') ?? '')
  assert.deepEqual(
    [searchParams.get('state'), searchParams.get('iss'), searchParams.get('from')],
    ['s1', url, 'almanac'],
  )
  const fields = { ...flow.query, email: ann.email, password: PASSWORD, totp: at(30_000), decision: 'allow' }
  const narrow = await form('/oauth/authorize', { ...fields, allow: 'tasks:read' })
  const tokens = (await (await redeem(flow, answerOf(narrow).get('code') ?? '')).json()) as Body
  assert.equal(tokens.scope, 'tasks:read')
  const again = await (await form('/oauth/authorize', { ...fields, totp: '000000', allow: 'tasks:read' })).text()
  assert.deepEqual(
    [...again.matchAll(/value="([\w:]+)" checked/g)].map(([, scope]) => scope),
    ['tasks:read'],
  )
})

test('who does not allow it sends the program away without anything', async () => {
  const ann = await signUp(app)
  const flow = flowFor(await register())
  const told = answerOf(await authorize(ann, flow, { decision: 'deny', password: '' }))
  assert.deepEqual([told.get('error'), told.get('code')], ['access_denied', null])
})

test('a program nobody knows, or another address than it registered, is told to the person and goes nowhere', async () => {
  const known = await register()
  const asked: Record<string, string>[] = [
    { client_id: newId() },
    { redirect_uri: 'https://evil.example/take' },
    { redirect_uri: 'http://127.0.0.1:7777/callback' },
  ]
  for (const more of asked) {
    const { query } = flowFor(known, more)
    const answer = await fetch(`${url}/oauth/authorize?${new URLSearchParams(query)}`, { redirect: 'manual' })
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null])
  }
  for (const more of [{ code_challenge_method: 'plain' }, { code_challenge: '' }, { response_type: 'token' }]) {
    const { query } = flowFor(known, more as Record<string, string>)
    const answer = await fetch(`${url}/oauth/authorize?${new URLSearchParams(query)}`, { redirect: 'manual' })
    assert.match(answerOf(answer).get('error') ?? '', /^(invalid_request|unsupported_response_type)$/)
  }
})

test('programs register addresses on the same machine or over TLS, and nothing else', async () => {
  for (const address of [
    'http://evil.example/take',
    'javascript:alert(1)',
    'https://a@b.example/',
    'https://b.example/#x',
  ]) {
    const answer = await json('/oauth/register', { redirect_uris: [address] })
    assert.deepEqual(await refused(answer), [400, 'invalid_redirect_uri'], address)
  }
  const { status } = await json('/oauth/register', { redirect_uris: ['https://b.example/take'], logo_uri: 'x' })
  assert.equal(status, 201)
})

test('the page shows what a program calls itself as plain text, runs nothing and stands in no frame', async () => {
  const client = await register({ client_name: '<script>alert(1)</script>\u202e' })
  const { query } = flowFor(client, { state: '"><script>alert(2)</script>' })
  const answer = await fetch(`${url}/oauth/authorize?${new URLSearchParams(query)}`)
  const page = await answer.text()
  assert.ok(!page.includes('<script>') && !page.includes('\u202e') && page.includes('127.0.0.1:7777'))
  const policy = answer.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'.*form-action 'self' http:\/\/127\.0\.0\.1:7777;.*frame-ancestors 'none'/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
})

test('a program that nobody let in is forgotten after a day, and one that somebody let in is kept', async () => {
  const ann = await signUp(app)
  const { flow } = await letIn(ann)
  const waiting = await register()
  await app.platform.database.query("update oauth_clients set created_at = now() - interval '25 hours'", [])
  await forgetTheExpired({ ...app.platform.base, actor: null })
  const statusOf = async ({ query }: Flow) =>
    (await fetch(`${url}/oauth/authorize?${new URLSearchParams(query)}`, { redirect: 'manual' })).status
  assert.deepEqual([await statusOf(flowFor(waiting)), await statusOf(flow)], [400, 200])
})

test('a program gives back what it was given, and can end nothing else', async () => {
  const ann = await signUp(app)
  const { tokens } = await letIn(ann)
  for (const token of [ann.refreshToken, 'rt_nobodys', ''])
    assert.equal((await form('/oauth/revoke', { token })).status, 200)
  assert.equal((await ann.get('/users/me')).status, 200)
  assert.equal(await list(tokens.access_token), 200)
  assert.equal((await form('/oauth/revoke', { token: tokens.refresh_token })).status, 200)
  assert.equal(await list(tokens.access_token), 401)
})

test('programs introduce themselves no faster than people sign in', async (t) => {
  const slow = await startApp({ env: { RATE_LIMIT_SCALE: '1' } })
  t.after(() => slow.close())
  const payload = { redirect_uris: [CALLBACK] }
  const introduce = async () => (await slow.call({ method: 'POST', url: '/oauth/register', payload })).status
  const statuses: number[] = []
  for (let at = 0; at < 21; at++) statuses.push(await introduce())
  assert.deepEqual([new Set(statuses.slice(0, 20)), statuses[20]], [new Set([201]), 429])
})
