import assert from 'node:assert/strict'
import { createHmac, createPublicKey, type KeyObject } from 'node:crypto'
import { after, before, test } from 'node:test'
import { decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose'
import { newId } from '#core/ids.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type SignedUp, signUp } from '#test/people.ts'
import { forgetOldKeys, openKeyring, rotateKeys, signingKeysOf } from './keys.ts'

let app: TestApp
let ann: SignedUp
before(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'https://api.example.org/' } })
  ann = await signUp(app)
})
after(() => app.close())

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const nowSeconds = () => Math.floor(Date.now() / 1_000)
const claims = (more: object = {}) => ({
  iss: 'https://api.example.org',
  aud: 'almanac',
  sub: ann.userId,
  sid: newId(),
  role: 'admin',
  iat: nowSeconds(),
  exp: nowSeconds() + 600,
  ...more,
})

const statusOf = async (token: string) => (await (await app.as(token)).get('/auth/me')).status
const ownKey = async () => {
  const [key] = await signingKeysOf(app.platform.database.db)
  assert.ok(key)
  return key
}

async function signedByUs(more: object, header: object = {}): Promise<string> {
  const { kid, alg, privateJwk } = await ownKey()
  const key = await importJWK(privateJwk, alg)
  return new SignJWT(claims(more)).setProtectedHeader({ alg, kid, ...header }).sign(key)
}

test('the claims are those of the contract, and the published keys verify them', async () => {
  const { keys } = (await app.call({ url: '/.well-known/jwks.json' })).body
  assert.ok(
    keys.every((key: object) => !('d' in key)),
    'no private part is published',
  )
  const { kid } = decodeProtectedHeader(ann.token)
  const key = await importJWK(keys.find((key: { kid: string }) => key.kid === kid))
  const { payload, protectedHeader } = await jwtVerify(ann.token, key, {
    issuer: 'https://api.example.org',
    audience: 'almanac',
  })
  assert.deepEqual(Object.keys(payload).sort(), ['aud', 'exp', 'iat', 'iss', 'role', 'sid', 'sub'])
  assert.deepEqual([payload.sub, payload.role, protectedHeader.alg], [ann.userId, 'user', 'ES256'])
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 900)
})

test('a token of ours is let in: the forgeries below differ from it in one thing each', async () => {
  assert.equal(await statusOf(await signedByUs({})), 200)
})

test('a token without a signature is refused', async () => {
  for (const alg of ['none', 'None', 'NONE']) {
    assert.equal(await statusOf(`${part({ alg, typ: 'at+jwt' })}.${part(claims())}.`), 401)
  }
  const [header, , signature] = ann.token.split('.')
  assert.equal(await statusOf(`${header}.${part(claims())}.${signature}`), 401)
})

test('the public key is no secret to sign with', async () => {
  const { kid, publicJwk } = await ownKey()
  const publicKey: KeyObject = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
  const secrets = [
    publicKey.export({ type: 'spki', format: 'pem' }),
    publicKey.export({ type: 'spki', format: 'der' }),
    JSON.stringify(publicJwk),
  ]
  for (const secret of secrets) {
    const input = `${part({ alg: 'HS256', kid })}.${part(claims())}`
    const signature = createHmac('sha256', secret).update(input).digest('base64url')
    assert.equal(await statusOf(`${input}.${signature}`), 401)
  }
})

test('a key of somebody else is refused, whatever id it claims and wherever it says it can be found', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(publicKey)
  const { kid } = await ownKey()
  for (const header of [{ kid }, { kid: newId() }, { kid, jwk }, { kid: '../../etc/passwd' }, {}]) {
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', ...header }).sign(privateKey)
    assert.equal(await statusOf(token), 401, JSON.stringify(header))
  }
})

test('another issuer, another audience, an expired and an incomplete token are refused', async () => {
  const wrong = [
    { iss: 'https://evil.example.org' },
    { aud: 'another-app' },
    { exp: nowSeconds() - 60 },
    { sid: undefined },
    { sub: undefined },
    { exp: undefined },
  ]
  for (const more of wrong) assert.equal(await statusOf(await signedByUs(more)), 401, JSON.stringify(more))
})

test('garbage is refused as politely as a forgery', async () => {
  for (const token of ['x', 'a.b.c', 'almanac_', `almanac_${'x'.repeat(43)}`, '..', `${'a'.repeat(9_000)}`, '%00']) {
    assert.equal(await statusOf(token), 401, token.slice(0, 20))
  }
})

test('after a rotation the new key is published at once, signs later, and old tokens stay good', async () => {
  const { database, base } = app.platform
  const before = await ownKey()
  const fresh = await rotateKeys({ ...base, actor: null })
  const issuer = 'https://api.example.org'
  const { log } = app.platform
  const soon = await openKeyring(database.db, issuer, log)
  assert.deepEqual(
    soon
      .jwks()
      .keys.map((key) => key.kid)
      .sort(),
    [before.kid, fresh].sort(),
  )
  const subject = { userId: ann.userId, sessionId: newId(), role: 'user' } as const
  const old = await soon.sign(subject, nowSeconds())
  assert.equal(
    decodeProtectedHeader(old).kid,
    before.kid,
    'processes that do not know the new key yet must not meet it',
  )
  await database.query(`update signing_keys set created_at = now() - interval '10 minutes' where kid = $1`, [fresh])
  const later = await openKeyring(database.db, issuer, log)
  assert.equal(decodeProtectedHeader(await later.sign(subject, nowSeconds())).kid, fresh)
  assert.equal((await later.verify(old, new Date())).sub, ann.userId)
  await database.query(`update signing_keys set retired_at = now() - interval '2 hours' where kid = $1`, [before.kid])
  await forgetOldKeys({ ...base, actor: null })
  const last = await openKeyring(database.db, issuer, log)
  assert.deepEqual(
    last.jwks().keys.map((key) => key.kid),
    [fresh],
  )
  await assert.rejects(last.verify(old, new Date()), { code: 'unauthenticated' })
  for (const ring of [soon, later, last]) ring.close()
})
