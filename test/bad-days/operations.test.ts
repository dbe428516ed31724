import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor } from '#test/socket.ts'

let app: TestApp
let door: Door
before(async () => {
  app = await startApp()
  door = await openDoor(app)
})
after(() => app.close())

const metrics = async (): Promise<string> => (await app.call({ url: '/metrics' })).body

/** The value of one series; undefined when there is none. */
const seriesValue = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  )

test('health says whether the process is up, may get traffic and can reach its database', async () => {
  assert.deepEqual((await app.call({ url: '/livez' })).body, { status: 'ok' })
  for (const url of ['/readyz', '/healthz'])
    assert.deepEqual((await app.call({ url })).body, { status: 'ok', database: app.platform.database.kind })
  const { body } = await app.call({ url: '/health' })
  assert.deepEqual([body.status, body.stage], ['ok', 'test'])
  assert.ok(Math.abs(Date.parse(body.timestamp) - Date.now()) < 60_000)
})

test('a database without its job queue gets no traffic until it is back', async () => {
  const { database } = app.platform
  await database.script('alter schema pgboss rename to away')
  const { status, headers, body } = await app.call({ url: '/readyz' })
  await database.script('alter schema away rename to pgboss')
  assert.deepEqual([status, body.code, Number(headers['retry-after']) > 0], [503, 'unavailable', true])
  assert.equal((await app.call({ url: '/readyz' })).status, 200)
})

test('the metrics count requests by route, database connections, the event loop, jobs and sockets', async () => {
  const ann = await app.as()
  await ann.post('/tasks', { title: 'One' })
  await ann.get(`/tasks/${(await ann.post('/tasks', { title: 'Two' })).body.id}`)
  const text = await metrics()
  for (const family of [
    'http_request_duration_seconds',
    'database_pool_connections',
    'nodejs_eventloop_lag_seconds',
    'process_resident_memory_bytes',
    'queue_jobs',
    'websocket_connections',
    'websocket_frames_total',
  ])
    assert.match(text, new RegExp(`^# TYPE ${family} `, 'm'))
  const created = 'http_request_duration_seconds_count{method="POST",route="/api/tasks",status="201"}'
  assert.equal(seriesValue(text, created), 2)
  assert.match(text, /route="\/api\/tasks\/:id"/)
  assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-7/)
  assert.match(text, /database_pool_connections\{state="waiting"\} 0/)
  assert.match(text, /queue_jobs\{queue="dead_letters",state="failed"\} 0/)
})

test('open sockets are counted while they are open', async () => {
  const ann = await app.as()
  const socket = await door.enter(ann.token)
  assert.equal(seriesValue(await metrics(), 'websocket_connections'), 1)
  socket.ws.close()
  await socket.closed
  await eventually(async () => assert.equal(seriesValue(await metrics(), 'websocket_connections'), 0))
})
