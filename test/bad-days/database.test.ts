import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPostgres } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import {
  type Answer,
  type Caller,
  freshDatabase,
  type OwnDatabase,
  postgresUrl,
  startApp,
  type TestApp,
} from '#test/harness.ts'
import { type Outage, outageOf } from '#test/outage.ts'

let own: OwnDatabase
let outage: Outage
let app: TestApp
let ann: Caller

before(async () => {
  own = await freshDatabase()
  outage = await outageOf(own)
  app = await startApp({ database: outage.database })
  await app.work()
  ann = await app.as()
})
after(async () => {
  await app.close()
  await outage.end()
  if (own.url !== null) await own.database.close()
  await own.drop()
})

/** Makes every write of a task fail for as long as `work` takes. */
async function withBrokenTasks(work: () => Promise<void>) {
  await own.database.query('alter table tasks rename to tasks_away')
  try {
    await work()
  } finally {
    await own.database.query('alter table tasks_away rename to tasks')
  }
}

const whatItSays = ({ status, headers, body }: Answer) => [status, headers['retry-after'], body.code]

test('while the database is away requests are told when to come back, and work again once it is there', async () => {
  assert.equal((await ann.post('/tasks', { title: 'before' })).status, 201)
  outage.cut()
  const during = [await ann.get('/tasks'), await ann.post('/tasks', { title: 'during' })]
  during.push(...(await Promise.all(Array.from({ length: 20 }, () => ann.get('/goals')))))
  during.push(await ann.post('/tasks', { title: 'keyed' }, { 'idempotency-key': 'k' }))
  for (const one of during) assert.deepEqual(whatItSays(one), [503, '2', 'unavailable'])
  for (const { body } of during) assert.doesNotMatch(JSON.stringify(body), /ECONN|select|5432/)
  const health = await Promise.all(['/livez', '/readyz', '/healthz', '/health'].map((url) => app.call({ url })))
  assert.deepEqual(
    health.map(({ status }) => status),
    [200, 503, 503, 200],
  )
  assert.equal(health[3]?.body.status, 'degraded')
  assert.equal((await app.call({ url: '/metrics' })).status, 200)
  await outage.mend()
  await eventually(async () => assert.equal((await app.call({ url: '/readyz' })).status, 200))
  const { body } = await ann.get('/tasks')
  assert.deepEqual(
    body.items.map((task: { title: string }) => task.title),
    ['before'],
  )
  assert.equal((await ann.post('/tasks', { title: 'keyed' }, { 'idempotency-key': 'k' })).status, 201)
})

test('a run that failed on our side may be repeated with its Idempotency-Key, and happens once', async () => {
  const key = { 'idempotency-key': newId() }
  const send = () => ann.post('/tasks', { title: 'in the end' }, key)
  await withBrokenTasks(async () => {
    assert.equal((await send()).status, 500)
    assert.equal((await send()).status, 500)
  })
  const [first, again] = [await send(), await send()]
  assert.deepEqual([first.status, first.headers['idempotent-replayed']], [201, undefined])
  assert.deepEqual([again.status, again.headers['idempotent-replayed'], again.body.id], [201, 'true', first.body.id])
})

test('a run whose process died keeps its Idempotency-Key for two minutes and no longer', async () => {
  const key = newId()
  const send = () => ann.post('/tasks', { title: 'twice begun' }, { 'idempotency-key': key })
  await send()
  const age = (interval: string) =>
    own.database.query(
      'update idempotency_keys set status = null, body = null, started_at = now() - $2::interval where key = $1',
      [key, interval],
    )
  await age('90 seconds')
  const waiting = await send()
  assert.deepEqual([waiting.status, waiting.headers['retry-after']], [409, '1'])
  await age('121 seconds')
  assert.equal((await send()).status, 201)
})

test('what nobody foresaw is a 500 that shows nothing of the inside', async () => {
  await withBrokenTasks(async () => {
    const { status, body, headers } = await ann.get('/tasks')
    assert.deepEqual([status, body.code, headers['content-type']], [500, 'internal', 'application/problem+json'])
    assert.doesNotMatch(JSON.stringify(body), /does not exist|relation|select|\.ts/i)
    assert.equal(body.traceId.length, 36)
  })
})

if (postgresUrl !== null) {
  test('when every connection is taken, a request is refused after five seconds and does not hang', async () => {
    const pool = openPostgres(own.url as string, 2, () => {}) // PostgreSQL has an address
    const small = await startApp({ database: pool })
    const bob = await small.as()
    const held = [await pool.pool?.connect(), await pool.pool?.connect()]
    const started = performance.now()
    assert.deepEqual(whatItSays(await bob.get('/tasks')), [503, '2', 'unavailable'])
    assert.ok(performance.now() - started < 8_000)
    for (const client of held) client?.release()
    assert.equal((await bob.get('/tasks')).status, 200)
    await small.close()
  })
}
