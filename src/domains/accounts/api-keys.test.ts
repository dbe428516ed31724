import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const DAY_MS = 86_400_000
const atDay = (days: number) => app.setNow(new Date(Date.now() + days * DAY_MS).toISOString())

async function newKey(by: Caller, scopes: string[], more: object = {}): Promise<Body> {
  const { status, headers, body } = await by.post('/api-keys', { name: 'Phone', scopes, ...more })
  assert.deepEqual([status, headers['cache-control']], [201, 'no-store'], JSON.stringify(body))
  return body
}

test('a key does what its scopes say and nothing else', async () => {
  const ann = await app.as()
  const reader = await app.as((await newKey(ann, ['users:read'])).key)
  assert.equal((await reader.get('/users/me')).body.id, ann.userId)
  assert.equal((await reader.patch('/users/me', { name: 'Eve' })).status, 403)
  assert.equal((await reader.get('/onboarding')).status, 403)
  const writer = await app.as((await newKey(ann, ['users:write'])).key)
  assert.equal((await writer.patch('/users/me', { name: 'Ann' })).status, 200)
  assert.equal((await writer.get('/users/me')).status, 403)
})

test('no key can manage the account, its sessions or its keys, not even one that may do everything', async () => {
  const ann = await app.as()
  const { key, id } = await newKey(ann, ['*'])
  const program = await app.as(key)
  assert.equal((await program.get('/users/me/preferences')).status, 200)
  const refused = [
    program.get('/api-keys'),
    program.post('/api-keys', { name: 'More', scopes: ['*'] }),
    program.post(`/api-keys/${id}/rotate`),
    program.delete('/users/me', { confirm: 'delete my account' }),
    program.get('/auth/sessions'),
    program.post('/auth/logout', { everywhere: true }),
    program.post('/auth/change-password', { currentPassword: 'x', newPassword: 'a long password' }),
    program.post('/auth/change-email', { email: 'eve@example.org', password: 'x' }),
    program.post('/auth/two-factor/setup'),
  ]
  assert.deepEqual(new Set((await Promise.all(refused)).map(({ status }) => status)), new Set([403]))
})

test('scopes come from what there is: others are refused by name', async () => {
  const ann = await app.as()
  const { items } = (await ann.get('/api-keys/scopes')).body
  for (const scope of ['*', 'users:read', 'users:write', 'onboarding:write']) assert.ok(items.includes(scope), scope)
  assert.ok(!items.some((scope: string) => /^(auth|api-keys|session):/.test(scope)))
  const { status, body } = await ann.post('/api-keys', { name: 'X', scopes: ['users:read', 'users:delete'] })
  assert.deepEqual([status, body.errors[0].path], [400, 'scopes.1'])
  assert.equal((await ann.post('/api-keys', { name: 'X', scopes: [] })).status, 400)
})

test('a key expires: after 90 days unless told otherwise, and after a year at most', async () => {
  const ann = await app.as()
  const usual = await newKey(ann, ['users:read'])
  const short = await newKey(ann, ['users:read'], { expiresInDays: 1 })
  assert.equal(Math.round((Date.parse(usual.expiresAt) - Date.now()) / DAY_MS), 90)
  assert.equal((await ann.post('/api-keys', { name: 'X', scopes: ['*'], expiresInDays: 366 })).status, 400)
  atDay(2)
  assert.equal((await (await app.as(short.key)).get('/users/me')).status, 401)
  assert.equal((await (await app.as(usual.key)).get('/users/me')).status, 200)
  atDay(91)
  assert.equal((await (await app.as(usual.key)).get('/users/me')).status, 401)
  app.setNow(null)
})

test('the key is shown once and stored as a hash', async () => {
  const ann = await app.as()
  const { key, id, prefix } = await newKey(ann, ['users:read'])
  assert.ok(key.startsWith(prefix) && prefix.length < 20 && key.length > 45)
  assert.equal((await ann.get(`/api-keys/${id}`)).body.key, undefined)
  await ann.patch(`/api-keys/${id}`, { name: 'Tablet' })
  const { query } = app.platform.database
  const stored = [...(await query('select * from api_keys')), ...(await query('select * from changes'))]
  assert.ok(!JSON.stringify(stored).includes(key))
  const images = await query<{ before: object }>('select before from changes where before is not null')
  assert.ok(images.every(({ before }) => !('hash' in before)))
})

test('a revoked key is refused at once, though it was just used', async () => {
  const ann = await app.as()
  const { key, id } = await newKey(ann, ['*'])
  const program = await app.as(key)
  assert.equal((await program.get('/users/me')).status, 200)
  assert.equal((await ann.delete(`/api-keys/${id}`)).status, 204)
  assert.equal((await program.get('/users/me')).status, 401)
  assert.equal((await ann.get(`/api-keys/${id}`)).status, 404)
})

test('rotation keeps the key’s id and scopes, and ends the old secret at once', async () => {
  const ann = await app.as()
  const old = await newKey(ann, ['users:read'], { expiresInDays: 3 })
  const before = await app.as(old.key)
  assert.equal((await before.get('/users/me')).status, 200)
  const { status, body } = await ann.post(`/api-keys/${old.id}/rotate`)
  assert.equal(status, 200)
  assert.deepEqual([body.id, body.scopes], [old.id, old.scopes])
  assert.ok(body.expiresAt > old.expiresAt)
  assert.notEqual(body.key, old.key)
  assert.equal((await before.get('/users/me')).status, 401)
  const next = await app.as(body.key)
  assert.equal((await next.get('/users/me')).status, 200)
  const again = await ann.post(`/api-keys/${old.id}/rotate`, { expiresInDays: 30 })
  assert.equal(again.status, 200)
  assert.equal((await next.get('/users/me')).status, 401)
  assert.equal((await (await app.as()).post(`/api-keys/${old.id}/rotate`)).status, 404)
})

test('its last use is noted without being a change of the key', async () => {
  const ann = await app.as()
  const { key, id, version, lastUsedAt } = await newKey(ann, ['users:read'])
  assert.equal(lastUsedAt, null)
  await (await app.as(key)).get('/users/me')
  const used = await eventually(async () => {
    const { body } = await ann.get(`/api-keys/${id}`)
    assert.notEqual(body.lastUsedAt, null)
    return body
  })
  assert.equal(used.version, version)
  assert.ok(Math.abs(Date.parse(used.lastUsedAt) - Date.now()) < 120_000)
})

test('what a key writes is written in its name', async () => {
  const ann = await app.as()
  const { key, id } = await newKey(ann, ['users:write'])
  await (await app.as(key)).patch('/users/me', { name: 'Ann' })
  const rows = await app.platform.database.query<{ actor: string }>(
    `select actor from changes where user_id = $1 and entity = 'user' order by seq desc limit 1`,
    [ann.userId],
  )
  assert.deepEqual(rows, [{ actor: `api_key:${id}` }])
})

test('a person has at most 50 keys, also when they are made at once', async () => {
  const ann = await app.as()
  const answers = await Promise.all(
    Array.from({ length: 55 }, () => ann.post('/api-keys', { name: 'X', scopes: ['*'] })),
  )
  assert.equal(answers.filter(({ status }) => status === 201).length, 50)
  assert.equal(answers.filter(({ status }) => status === 409).length, 5)
})
