import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { WebSocket } from 'ws'
import { newId } from '#core/ids.ts'
import { signingKeysOf } from '#domains/accounts/keys.ts'
import { createTokens } from '#domains/accounts/tokens.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor } from '#test/socket.ts'

let app: TestApp
let door: Door
before(async () => {
  app = await startApp({ env: { CORS_ORIGINS: 'https://app.example.org', PUBLIC_URL: 'https://almanac.example.org' } })
  door = await openDoor(app)
})
after(() => app.close())

const sessionOf = ({ token }: Caller) => String(decodeJwt(token).sid)
/** Lets the sockets believe that so much time has passed. */
const pass = (seconds: number) => app.http.sockets.tick(performance.now() + seconds * 1_000)

async function tokenFor(userId: string, sessionId = newId()): Promise<string> {
  const tokens = await createTokens(app.platform.config.publicUrl, await signingKeysOf(app.platform.database.db))
  return tokens.sign({ userId, sessionId, role: 'user' }, Math.floor(app.platform.base.now().getTime() / 1_000))
}

test('a token is taken from the first frame, the subprotocol or the header', async () => {
  const { token } = await app.as()
  const byFrame = await door.enter(token)
  const byProtocol = await door.connect('/ws/updates', { protocols: [`bearer.${token}`] })
  const byHeader = await door.connect('/ws/updates', { headers: { authorization: `Bearer ${token}` } })
  const epochs = [byFrame.ready, await byProtocol.next('ready'), await byHeader.next('ready')].map(
    (ready) => ready.epoch,
  )
  assert.equal(new Set(epochs).size, 1)
})

test('who does not sign in within five seconds, not rightly, or speaks first, is let go with 4401', async () => {
  const silent = await door.connect()
  pass(6)
  assert.equal((await silent.closed).code, 4401)
  const wrong = await door.connect()
  wrong.send({ type: 'auth', token: `${(await app.as()).token}x` })
  assert.equal((await wrong.closed).code, 4401)
  const early = await door.connect()
  early.send({ type: 'resume', epoch: newId(), seq: 0 })
  assert.equal((await early.closed).code, 4401)
})

test('a page of an origin that is not allowed cannot even connect; our own, a listed one and programs can', async () => {
  for (const origin of ['https://app.example.org', 'https://almanac.example.org', undefined]) {
    await door.connect('/ws/updates', { headers: origin === undefined ? {} : { origin } })
  }
  for (const origin of ['https://evil.example.org', 'null', 'https://app.example.org.evil.org']) {
    const ws = new WebSocket(`${door.url}/ws/updates`, { headers: { origin } })
    const [error] = await once(ws, 'error')
    assert.match(String(error), /403/)
  }
})

test('frames it does not know end the connection with 4400, too large ones with 4413, too many with 4429', async () => {
  const { token } = await app.as()
  const bad = [
    '{',
    '[]',
    'null',
    '"auth"',
    { type: 'unknown' },
    { type: 'resume', seq: -1 },
    { type: 'resume', epoch: newId(), seq: 1, extra: 1 },
  ]
  for (const frame of bad) {
    const socket = await door.enter(token)
    socket.send(frame)
    assert.equal((await socket.closed).code, 4400, JSON.stringify(frame))
  }
  const binary = await door.enter(token)
  binary.ws.send(Buffer.from('{"type":"pong"}'), { binary: true })
  assert.equal((await binary.closed).code, 4400)
  const large = await door.enter(token)
  large.send({ type: 'pong', padding: 'x'.repeat(70_000) })
  assert.equal((await large.closed).code, 4413)
  const fast = await door.enter(token)
  for (let i = 0; i < 120; i++) fast.send({ type: 'pong' })
  const { code, retryAfterMs } = await fast.closed
  assert.equal(code, 4429)
  assert.ok(Number(retryAfterMs) > 0)
})

test('a ping every 25 seconds says how far the client has been told; two without an answer end it with 4408', async () => {
  const ann = await app.as()
  const [answering, silent] = [await door.enter(ann.token), await door.enter(ann.token)]
  await ann.post('/tasks', { title: 'Read' })
  const { seq } = await answering.next('change')
  await silent.next('change')
  for (let beat = 1; beat <= 3; beat++) {
    pass(26 * beat)
    assert.equal((await answering.next('ping')).seq, seq)
    answering.send({ type: 'pong' })
    // The answer is in before the next beat: whatever is asked after it is answered after it.
    answering.send({ type: 'resume', epoch: answering.ready.epoch, seq })
    await answering.next('resumed')
  }
  const { code, retryAfterMs } = await silent.closed
  assert.equal(code, 4408)
  assert.ok(Number(retryAfterMs) > 0)
  assert.equal(answering.ws.readyState, WebSocket.OPEN)
})

test('a token about to expire is asked for anew; with a fresh one the connection stays, without it ends with 4401', async () => {
  const ann = await app.as()
  const [renewing, idle] = [await door.enter(ann.token), await door.enter(ann.token)]
  const { exp = 0 } = decodeJwt(ann.token)
  app.setNow(new Date((exp - 59) * 1_000).toISOString())
  pass(0)
  await Promise.all([renewing.next('reauth'), idle.next('reauth')])
  renewing.send({ type: 'auth', token: await tokenFor(ann.userId) })
  renewing.send({ type: 'resume', epoch: renewing.ready.epoch, seq: renewing.ready.seq })
  await renewing.next('resumed')
  app.setNow(new Date((exp + 1) * 1_000).toISOString())
  pass(0)
  assert.equal((await idle.closed).code, 4401)
  assert.equal(renewing.ws.readyState, WebSocket.OPEN)
  assert.equal(idle.frames.filter((frame) => frame.type === 'reauth').length, 1)
  app.setNow(null)
})

test("a connection cannot be taken over with another user's token", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const socket = await door.enter(ann.token)
  socket.send({ type: 'auth', token: bob.token })
  assert.equal((await socket.closed).code, 4401)
})

test('a session that ends takes its sockets with it, and no others', async () => {
  const ann = await app.as()
  const [ending, staying] = [await door.enter(ann.token), await door.enter(await tokenFor(ann.userId))]
  app.platform.bus.revoked([sessionOf(ann)])
  assert.equal((await ending.closed).code, 4401)
  assert.equal(staying.ws.readyState, WebSocket.OPEN)
})

test('a session that another process ended, without a bus between them, takes its sockets with it within five seconds', async () => {
  const ann = await app.as()
  const socket = await door.enter(ann.token)
  const started = performance.now()
  await app.platform.database.db.execute(sql`insert into revocations (id) values (${sessionOf(ann)})`)
  assert.equal((await socket.closed).code, 4401)
  assert.ok(performance.now() - started < 5_000)
})

test('an API key hears of the kinds it may read and of no others, and is let go once it is revoked', async () => {
  const ann = await app.as()
  const { body: reader } = await ann.post('/api-keys', { name: 'Reader', scopes: ['tasks:read'] })
  const { body: other } = await ann.post('/api-keys', { name: 'Other', scopes: ['sync:read', 'tasks:write'] })
  const [allowed, refused] = [await door.enter(reader.key), await door.enter(other.key)]
  await ann.post('/tasks', { title: 'Read' })
  const { seq } = await allowed.next('change')
  refused.send({ type: 'resume', epoch: refused.ready.epoch, seq: 0 })
  assert.equal((await refused.next('resumed')).seq, seq)
  assert.equal(
    refused.frames.some((frame) => frame.type === 'change'),
    false,
  )
  await ann.delete(`/api-keys/${reader.id}`)
  assert.equal((await allowed.closed).code, 4401)
})

test('a server that stops says 1012 and when to come back, differently to each', async () => {
  const own = await startApp()
  const entrance = await openDoor(own)
  const ann = await own.as()
  const sockets = await Promise.all(Array.from({ length: 5 }, () => entrance.enter(ann.token)))
  const [ended] = await Promise.all([Promise.all(sockets.map((socket) => socket.closed)), own.close()])
  for (const { code } of ended) assert.equal(code, 1012)
  const hints = ended.map(({ retryAfterMs }) => Number(retryAfterMs))
  assert.ok(hints.every((ms) => ms >= 500 && ms <= 5_000))
  assert.ok(new Set(hints).size > 1)
})
