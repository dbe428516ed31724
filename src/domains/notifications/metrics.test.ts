import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { notify } from './notify.service.ts'
import { contextOf, notice } from './sinks.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

const metrics = async () => String((await app.call({ url: '/metrics' })).body)
const value = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(series))
      ?.split(' ')[1],
  )

test('the metrics say how many deliveries wait, how old the oldest is, and how late they were taken', async () => {
  const ann = await app.as()
  for (const key of ['one', 'two']) await notify(contextOf(app, ann), notice({ key, channels: ['in_app'] }))
  await app.platform.database.query(`update deliveries set due_at = now() - interval '60 seconds' where key = 'one'`)
  const before = await metrics()
  assert.equal(value(before, 'deliveries_waiting{channel="in_app"}'), 2)
  const oldest = value(before, 'deliveries_oldest_seconds{channel="in_app"}')
  assert.ok(oldest >= 60 && oldest < 90, `${oldest}`)
  await app.work()
  const done = await eventually(async () => {
    const text = await metrics()
    assert.equal(value(text, 'delivery_late_seconds_count{channel="in_app"}'), 2)
    return text
  })
  assert.equal(value(done, 'delivery_late_seconds_bucket{le="30",channel="in_app"}'), 1)
  await eventually(async () => assert.doesNotMatch(await metrics(), /^deliveries_waiting\{/m))
})
