import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { createIssuers, type IssuerSettings, type TrustedIssuer, trustedIssuers } from './issuers.ts'

const now = new Date('2026-03-01T09:00:00.000Z')
const seconds = now.getTime() / 1_000
const closing: (() => void)[] = []
after(() => {
  for (const close of closing) close()
})

const none: IssuerSettings = {
  firebaseProjectId: null,
  supabaseUrl: null,
  cognitoIssuer: null,
  cognitoClientId: null,
  trustedIssuers: [],
}
const rsa = await signer('RS256', 'r1')
const ec = await signer('ES256', 'e1')

async function signer(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' }
  const sign = (claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey)
  return { jwk, publicKey, sign }
}

async function listen(answer: RequestListener): Promise<{ url: string; close: () => void }> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  const close = () => server.close().closeAllConnections()
  closing.push(close)
  await once(server, 'listening')
  // A server that listens on a port has an AddressInfo.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** Serves `set.keys` at any path and counts the requests. */
async function serveKeys(...keys: object[]) {
  const set = { keys, requests: 0 }
  const server = await listen((_, res) => {
    set.requests++
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: set.keys }))
  })
  return { ...server, set }
}

const open = (list: TrustedIssuer[]) => createIssuers(list, { now: () => now })

async function firebase() {
  const keys = await serveKeys(rsa.jwk)
  const list = trustedIssuers({ ...none, firebaseProjectId: 'almanac-app', jwksUris: { firebase: keys.url } })
  return { ...keys, issuers: open(list) }
}

const firebaseClaims = {
  iss: 'https://securetoken.google.com/almanac-app',
  aud: 'almanac-app',
  auth_time: seconds - 60,
  user_id: 'uid1',
  sub: 'uid1',
  iat: seconds - 60,
  exp: seconds + 3_540,
  email: 'ann@example.com',
  email_verified: true,
  name: 'Ann',
  picture: 'https://example.com/ann.png',
  firebase: { identities: { email: ['ann@example.com'] }, sign_in_provider: 'password' },
}

test('a Firebase ID token names its person', async () => {
  const { issuers } = await firebase()
  assert.deepEqual(await issuers.verify(await rsa.sign(firebaseClaims)), {
    issuer: 'https://securetoken.google.com/almanac-app',
    subject: 'uid1',
    email: 'ann@example.com',
    emailVerified: true,
    name: 'Ann',
    picture: 'https://example.com/ann.png',
  })
})

test('a Supabase access token names its person, and what they wrote about themselves proves no address', async () => {
  const { url } = await serveKeys(ec.jwk)
  const issuers = open(trustedIssuers({ ...none, supabaseUrl: `${url}/` }))
  const metadata = { email: 'eve@example.com', email_verified: true, full_name: 'Ann Example' }
  const claims = { iss: `${url}/auth/v1`, aud: 'authenticated', sub: 'u1', exp: seconds + 3_600, role: 'authenticated' }
  const token = await ec.sign({ ...claims, email: 'ann@example.com', session_id: 's1', user_metadata: metadata })
  assert.deepEqual(await issuers.verify(token), {
    issuer: `${url}/auth/v1`,
    subject: 'u1',
    email: 'ann@example.com',
    emailVerified: false,
    name: 'Ann Example',
    picture: null,
  })
})

test('Cognito access tokens are known by client_id and ID tokens by aud, each for this app alone', async () => {
  const { url } = await serveKeys(rsa.jwk)
  const cognitoIssuer = `${url}/eu-west-1_abc`
  const issuers = open(trustedIssuers({ ...none, cognitoIssuer, cognitoClientId: 'app1' }))
  const claims = { iss: cognitoIssuer, sub: 'c1', exp: seconds + 3_600 }
  const subject = async (more: JWTPayload) => (await issuers.verify(await rsa.sign({ ...claims, ...more })))?.subject
  assert.equal(await subject({ token_use: 'access', client_id: 'app1', username: 'ann' }), 'c1')
  assert.equal(await subject({ token_use: 'id', aud: 'app1', email: 'ann@example.com', email_verified: true }), 'c1')
  assert.equal(await subject({ token_use: 'access', client_id: 'app2' }), undefined)
  assert.equal(await subject({ token_use: 'id', aud: 'app2' }), undefined)
  assert.equal(await subject({ token_use: 'access', aud: 'app1' }), undefined)
  assert.equal(await subject({ token_use: 'id', client_id: 'app1' }), undefined)
  assert.equal(await subject({ client_id: 'app1', aud: 'app1' }), undefined)
})

test('any issuer works by its discovery document, which is read once', async () => {
  const keys = await serveKeys(ec.jwk)
  let discoveries = 0
  const site = await listen((req, res) => {
    if (req.url === '/tenant/.well-known/openid-configuration') discoveries++
    res.end(JSON.stringify({ issuer: `${site.url}/tenant/`, jwks_uri: `${keys.url}/jwks` }))
  })
  const issuer = `${site.url}/tenant/`
  const issuers = open(trustedIssuers({ ...none, trustedIssuers: [{ issuer, audience: 'almanac' }] }))
  const claims = { iss: issuer, aud: ['other', 'almanac'], sub: 'u1', exp: seconds + 60 }
  const tokens = await Promise.all(Array.from({ length: 20 }, () => ec.sign(claims)))
  const found = await Promise.all(tokens.map((token) => issuers.verify(token)))
  assert.deepEqual(new Set(found.map((identity) => identity?.subject)), new Set(['u1']))
  assert.deepEqual([discoveries, keys.set.requests], [1, 1])
})

test('a wrong issuer, audience or subject is not accepted', async () => {
  const { issuers } = await firebase()
  const wrong = {
    iss: ['https://securetoken.google.com/other-app', `${firebaseClaims.iss}/`, undefined],
    aud: ['other-app', undefined],
    sub: ['x'.repeat(256), '', undefined],
  }
  for (const [claim, values] of Object.entries(wrong)) {
    for (const value of values) {
      assert.equal(
        await issuers.verify(await rsa.sign({ ...firebaseClaims, [claim]: value })),
        null,
        `${claim} ${value}`,
      )
    }
  }
  assert.equal((await issuers.verify(await rsa.sign({ ...firebaseClaims, sub: 'x'.repeat(255) })))?.subject.length, 255)
})

test('clocks may differ by thirty seconds and no more, and a token must expire', async () => {
  const { issuers } = await firebase()
  const accepted = async (claims: JWTPayload) =>
    (await issuers.verify(await rsa.sign({ ...firebaseClaims, ...claims }))) !== null
  assert.equal(await accepted({ exp: seconds - 29 }), true)
  assert.equal(await accepted({ exp: seconds - 31 }), false)
  assert.equal(await accepted({ nbf: seconds + 30 }), true)
  assert.equal(await accepted({ nbf: seconds + 31 }), false)
  const { exp, ...endless } = firebaseClaims
  assert.equal(await issuers.verify(await rsa.sign(endless)), null)
})

test('an unsigned token, and one signed with the public key as a shared secret, are not accepted', async () => {
  const { issuers } = await firebase()
  const unsigned = new UnsecuredJWT(firebaseClaims).encode()
  assert.equal(await issuers.verify(unsigned), null)
  for (const header of [{ alg: 'None' }, { alg: 'none', kid: 'r1' }]) {
    const [, body = ''] = unsigned.split('.')
    const head = Buffer.from(JSON.stringify(header)).toString('base64url')
    assert.equal(await issuers.verify(`${head}.${body}.`), null)
  }
  const pem = await exportSPKI(rsa.publicKey)
  for (const secret of [pem, pem.trim(), JSON.stringify(rsa.jwk), rsa.jwk.n ?? '']) {
    const confused = new SignJWT(firebaseClaims).setProtectedHeader({ alg: 'HS256', kid: 'r1' })
    assert.equal(await issuers.verify(await confused.sign(Buffer.from(secret))), null)
  }
})

test('a signature by a stranger is not accepted, whatever key its header brings along', async () => {
  const { issuers, url } = await firebase()
  const stranger = await signer('RS256', 'r1')
  for (const header of [{}, { jwk: stranger.jwk }, { jku: `${url}/evil` }, { x5u: url }]) {
    assert.equal(await issuers.verify(await stranger.sign(firebaseClaims, header)), null)
  }
  const [head, , signature] = (await rsa.sign(firebaseClaims)).split('.')
  const forged = Buffer.from(JSON.stringify({ ...firebaseClaims, sub: 'uid2' })).toString('base64url')
  assert.equal(await issuers.verify(`${head}.${forged}.${signature}`), null)
})

test('a signature by the right key with an algorithm that was not agreed on is not accepted', async () => {
  const { issuers, set } = await firebase()
  set.keys = [rsa.jwk, ec.jwk]
  assert.equal((await issuers.verify(await rsa.sign(firebaseClaims)))?.subject, 'uid1')
  assert.equal(await issuers.verify(await ec.sign(firebaseClaims)), null)
})

test('a token of another purpose is not accepted', async () => {
  const { issuers } = await firebase()
  for (const typ of ['logout+jwt', 'dpop+jwt', 'secevent+jwt']) {
    assert.equal(await issuers.verify(await rsa.sign(firebaseClaims, { typ })), null)
  }
  assert.equal((await issuers.verify(await rsa.sign(firebaseClaims, { typ: 'at+jwt' })))?.subject, 'uid1')
})

test('what is no token at all is not accepted and asks nobody for keys', async () => {
  const { issuers, set } = await firebase()
  const huge = await rsa.sign({ ...firebaseClaims, padding: 'x'.repeat(9_000) })
  for (const token of ['', 'a.b.c', '..', 'almanac_key', 'x'.repeat(100_000), huge]) {
    assert.equal(await issuers.verify(token), null)
  }
  assert.equal(set.requests, 0)
})

test('keys that cannot be had are an outage for tokens that need them, and for no others', async () => {
  const { issuers, close } = await firebase()
  close()
  await assert.rejects(issuers.verify(await rsa.sign(firebaseClaims)), { code: 'unavailable' })
  assert.equal(await issuers.verify(new UnsecuredJWT(firebaseClaims).encode()), null)
  assert.equal(await issuers.verify(await rsa.sign({ ...firebaseClaims, iss: 'https://stranger.example' })), null)
})

test('a shared-secret algorithm or an issuer named twice stops the start', () => {
  const issuer = 'https://issuer.example'
  for (const algorithm of ['HS256', 'none', 'rs256']) {
    const list = [{ issuer, audience: 'a', algorithms: ['RS256', algorithm] }]
    assert.throws(() => trustedIssuers({ ...none, trustedIssuers: list }), /not an asymmetric algorithm/)
  }
  const twice = [
    { issuer, audience: 'a' },
    { issuer, audience: 'b' },
  ]
  assert.throws(() => trustedIssuers({ ...none, trustedIssuers: twice }), /named twice/)
})

test('without configuration nobody else is trusted, and the known issuers have their published addresses', () => {
  assert.deepEqual(trustedIssuers(none), [])
  const cognitoIssuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc'
  const services = { firebaseProjectId: 'p', supabaseUrl: 'https://x.supabase.co', cognitoIssuer, cognitoClientId: 'c' }
  assert.deepEqual(
    trustedIssuers({ ...none, ...services }).map(({ issuer, jwksUri }) => [issuer, jwksUri]),
    [
      [
        'https://securetoken.google.com/p',
        'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com',
      ],
      ['https://x.supabase.co/auth/v1', 'https://x.supabase.co/auth/v1/.well-known/jwks.json'],
      [cognitoIssuer, `${cognitoIssuer}/.well-known/jwks.json`],
    ],
  )
})
