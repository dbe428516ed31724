import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { dispatchLoops } from './dispatch.service.ts'
import { notify, notifyAll } from './notify.service.ts'
import { outletsOf } from './outlets.ts'
import { added, contextOf, type Heard, hurry, logOf, notice, openSink, type Said, type Sink } from './sinks.fixture.ts'

let app: TestApp
const sinks: Sink[] = []
before(async () => {
  app = await startApp()
  await app.work()
})
after(async () => {
  for (const sink of sinks) sink.close()
  await app.close()
})

async function hooked(...says: Said[]) {
  const sink = await openSink()
  sinks.push(sink)
  sink.says.push(...says)
  const ann = await app.as()
  const channel = await added(ann, '/channels', { kind: 'webhook', url: `${sink.url}/hook` })
  return { ann, sink, channel, url: `/channels/${channel.id}` }
}

const send = (by: Caller, key = `test:${newId()}`) => notify(contextOf(app, by), notice({ channels: ['webhook'], key }))
const verified = ({ headers, body }: Heard, secret: string): Body =>
  new Webhook(secret).verify(body.toString(), headers as Record<string, string>)
const idOf = ({ headers }: Heard) => headers['webhook-id']

/** The only delivery of a channel, once it is in this state. */
const settled = (by: Caller, url: string, state: string) =>
  eventually(async () => {
    const [first] = await logOf(by, url)
    assert.equal(first?.state, state)
    return first
  })
/** The only delivery of a channel, once so many tries have failed, the last one with this status. */
const tried = (by: Caller, url: string, attempts: number, status: number | null = 500) =>
  eventually(async () => {
    const [first] = await logOf(by, url)
    assert.deepEqual([first?.attempts, first?.status], [attempts, status])
    assert.ok(first.error)
    return first
  })
const secondsUntil = (instant: string) => (Date.parse(instant) - Date.now()) / 1_000

test('a webhook is signed so that the Standard Webhooks verifier takes it, and carries the delivery key', async () => {
  const { ann, sink, channel, url } = await hooked()
  await send(ann, 'pill:monday')
  const delivery = await settled(ann, url, 'delivered')
  const [heard] = sink.heard as [Heard]
  const { type, timestamp, data } = verified(heard, channel.secret)
  assert.deepEqual([heard.method, heard.url, idOf(heard)], ['POST', '/hook', 'pill:monday:webhook'])
  assert.deepEqual(
    [type, data.title, data.kind, data.notificationId],
    ['notification.reminder', 'Take the pill', 'reminder', delivery.notificationId],
  )
  assert.ok(Date.parse(timestamp))
  assert.throws(() => verified({ ...heard, body: Buffer.from(`${heard.body} `) }, channel.secret))
  assert.deepEqual(
    [delivery.status, delivery.attempts, delivery.nextAttemptAt, delivery.key],
    [200, 1, null, 'pill:monday'],
  )
  assert.ok((await ann.get(url)).body.health.lastSuccessAt)
})

test('a sink that answers 500 is tried again under the same id, after five seconds, then five minutes', async () => {
  const { ann, sink, channel, url } = await hooked({ status: 500, body: 'oops' }, { status: 503 })
  await send(ann)
  const first = await tried(ann, url, 1)
  assert.deepEqual([first.status, first.error, first.state], [500, 'answered 500: oops', 'waiting'])
  assert.ok(secondsUntil(first.nextAttemptAt) > 3 && secondsUntil(first.nextAttemptAt) < 6)
  await hurry(app, ann)
  const second = await tried(ann, url, 2, 503)
  assert.ok(secondsUntil(second.nextAttemptAt) > 290 && secondsUntil(second.nextAttemptAt) < 340)
  assert.equal((await ann.get(url)).body.health.consecutiveFailures, 2)
  await hurry(app, ann)
  await settled(ann, url, 'delivered')
  assert.equal(new Set(sink.heard.map(idOf)).size, 1)
  for (const heard of sink.heard) verified(heard, channel.secret)
  assert.equal(sink.heard.length, 3)
  assert.equal((await ann.get(url)).body.health.consecutiveFailures, 0)
})

test('a sink that answers 429 is left alone for as long as it asks', async () => {
  const { ann, url } = await hooked({ status: 429, headers: { 'retry-after': '1200' } })
  await send(ann)
  const { nextAttemptAt } = await tried(ann, url, 1, 429)
  assert.ok(secondsUntil(nextAttemptAt) > 1_190 && secondsUntil(nextAttemptAt) < 1_210)
})

test('a redirect is not followed', async () => {
  const elsewhere = await openSink()
  sinks.push(elsewhere)
  const { ann, url } = await hooked({ status: 301, headers: { location: elsewhere.url } })
  await send(ann)
  await tried(ann, url, 1, 301)
  assert.equal(elsewhere.heard.length, 0)
})

test('410 turns the channel off, ends what waits for it, and its owner is told', async () => {
  const { ann, sink, url } = await hooked({ status: 410 })
  await send(ann)
  await settled(ann, url, 'dropped')
  const { enabled, disabledReason } = await eventually(async () => {
    const { body } = await ann.get(url)
    assert.equal(body.enabled, false)
    return body
  })
  assert.deepEqual([enabled, disabledReason], [false, 'gone'])
  await eventually(async () => {
    const { items } = (await ann.get('/notifications?kind=account')).body
    assert.deepEqual([items[0]?.title, items[0]?.entity], ['Webhook gets no more notifications', 'channel'])
  })
  await send(ann)
  assert.deepEqual([sink.heard.length, (await logOf(ann, url)).length], [1, 1])
  assert.equal((await ann.patch(url, { enabled: true })).body.enabled, true)
  await send(ann)
  await settled(ann, url, 'delivered')
})

test('a sink that hangs is given up on in time, and delays nobody else', async () => {
  const { patienceMs } = outletsOf(app.platform)
  outletsOf(app.platform).patienceMs = 2_000
  const slow = await hooked(...Array.from({ length: 40 }, () => ({ hang: true as const })))
  const quick = await hooked()
  for (let at = 0; at < 40; at++) await send(slow.ann)
  await eventually(() => assert.ok(slow.sink.heard.length > 0))
  const started = performance.now()
  await send(quick.ann)
  await settled(quick.ann, quick.url, 'delivered')
  assert.ok(performance.now() - started < 1_500, `${performance.now() - started} ms`)
  const { error } = await eventually(async () => {
    const failed = (await logOf(slow.ann, slow.url)).find((one) => one.error !== null)
    assert.ok(failed)
    return failed
  })
  assert.match(error, /no answer within 2 seconds/)
  assert.ok(slow.sink.heard.length <= 16, `${slow.sink.heard.length} at once`)
  outletsOf(app.platform).patienceMs = patienceMs
  await slow.ann.delete(slow.url)
})

test('a webhook on a private address is never called', async () => {
  const inside = await openSink({ host: '127.0.0.2' })
  sinks.push(inside)
  const ann = await app.as()
  const { id } = await added(ann, '/channels', { kind: 'webhook', url: inside.url })
  const { body } = await ann.post(`/channels/${id}/test`)
  assert.equal(body.delivered, false)
  assert.match(body.error, /private network addresses are not fetched/)
  await send(ann)
  await tried(ann, `/channels/${id}`, 1, null)
  assert.equal(inside.heard.length, 0)
})

test('a channel that is removed while a delivery waits to be tried again gets nothing more', async () => {
  const { ann, sink, url } = await hooked({ status: 500 })
  await send(ann)
  await tried(ann, url, 1)
  assert.equal((await ann.delete(url)).status, 204)
  const { state, error } = await settled(ann, url, 'dropped')
  assert.deepEqual([state, error], ['dropped', 'the channel was removed'])
  await hurry(app, ann)
  const other = await hooked()
  await send(other.ann)
  await settled(other.ann, other.url, 'delivered')
  assert.equal(sink.heard.length, 1)
})

test('several workers send each delivery once', async () => {
  const { ann, sink, url } = await hooked()
  const ctx = { ...app.platform.base, actor: null }
  const notices = Array.from({ length: 60 }, () => notice({ channels: ['webhook'] }))
  await notifyAll(
    ctx,
    notices.map((one) => ({ ...one, userId: ann.userId })),
  )
  const others = [1, 2, 3].flatMap(() => dispatchLoops(outletsOf(app.platform)))
  await eventually(async () => {
    await Promise.all(others.map((loop) => loop.turn(ctx, app.platform.reach)))
    assert.equal((await ann.get(`${url}/deliveries?state=delivered&limit=100`)).body.items.length, 60)
  })
  await Promise.all(others.map((loop) => loop.idle?.()))
  assert.deepEqual(sink.heard.map(idOf).sort(), notices.map(({ key }) => `${key}:webhook`).sort())
})

test('a delivery whose worker died before writing it down comes again under the same id', async () => {
  const { ann, sink, url } = await hooked()
  await send(ann)
  await settled(ann, url, 'delivered')
  // As such a worker leaves it: taken, sent, its lease over.
  await app.platform.database.query(
    `update deliveries set state = 'waiting', delivered_at = null, due_at = now() - interval '1 second' where user_id = $1`,
    [ann.userId],
  )
  await settled(ann, url, 'delivered')
  await eventually(() => assert.equal(sink.heard.length, 2))
  assert.equal(new Set(sink.heard.map(idOf)).size, 1)
})

test('while a secret is replaced both sign, and afterwards the new one alone', async () => {
  const { ann, sink, channel, url } = await hooked()
  const { status, body } = await ann.post(`${url}/rotate-secret`, { overlapHours: 1 })
  assert.equal(status, 200)
  assert.notEqual(body.secret, channel.secret)
  await ann.post(`${url}/test`)
  const [both] = sink.heard as [Heard]
  verified(both, channel.secret)
  verified(both, body.secret)
  await app.platform.database.query(`update channels set previous_secret_until = now() where id = $1`, [channel.id])
  await ann.post(`${url}/test`)
  const [, last] = sink.heard as [Heard, Heard]
  verified(last, body.secret)
  assert.throws(() => verified(last, channel.secret))
})

test('a secret is shown once and never stands in an answer or the history again', async () => {
  const { ann, channel, url } = await hooked()
  await ann.patch(url, { name: 'Other' })
  const shown = [
    await ann.get(url),
    await ann.get('/channels'),
    await ann.get(`${url}/history`),
    await ann.get('/sync?since=0'),
  ]
  for (const { body } of shown) assert.equal(JSON.stringify(body).includes(channel.secret), false)
})

test('what was given up can be sent once more, under the same id; what is on its way cannot', async () => {
  const { ann, sink, url } = await hooked({ status: 500 }, { status: 500 })
  await send(ann)
  const { id } = await tried(ann, url, 1)
  assert.equal((await ann.post(`/deliveries/${id}/replay`)).status, 409)
  await app.platform.database.query(`update deliveries set attempts = 9 where user_id = $1`, [ann.userId])
  await hurry(app, ann)
  await settled(ann, url, 'failed')
  const stranger = await app.as()
  assert.equal((await stranger.post(`/deliveries/${id}/replay`)).status, 404)
  assert.equal((await ann.post(`/deliveries/${id}/replay`)).body.state, 'waiting')
  await settled(ann, url, 'delivered')
  assert.equal(new Set(sink.heard.map(idOf)).size, 1)
})

test('a channel that fails too often in a row is turned off', async () => {
  const { ann, channel, url } = await hooked({ status: 500 }, { status: 500 })
  await send(ann)
  await tried(ann, url, 1)
  await app.platform.database.query(`update target_health set consecutive_failures = 19 where target_id = $1`, [
    channel.id,
  ])
  await hurry(app, ann)
  await settled(ann, url, 'dropped')
  await eventually(async () => {
    const { body } = await ann.get(url)
    assert.deepEqual([body.enabled, body.disabledReason], [false, 'failing'])
  })
})

test('a test says what the other side answered', async () => {
  const { ann, sink, url } = await hooked({ status: 204 }, { status: 418, body: 'short and stout' })
  const good = (await ann.post(`${url}/test`)).body
  assert.deepEqual([good.delivered, good.status, good.error], [true, 204, null])
  const bad = (await ann.post(`${url}/test`)).body
  assert.deepEqual([bad.delivered, bad.status, bad.error], [false, 418, 'answered 418: short and stout'])
  assert.equal((await (await app.as()).post(`${url}/test`)).status, 404)
  assert.equal(sink.heard.length, 2)
})

test('a notification tells what became of it on each of its ways, to its reader alone', async () => {
  const { ann, url } = await hooked()
  await notify(contextOf(app, ann), notice({ channels: ['in_app', 'webhook'] }))
  const { notificationId } = await settled(ann, url, 'delivered')
  const path = `/notifications/${notificationId}/deliveries`
  await eventually(async () => {
    const { items } = (await ann.get(path)).body
    assert.deepEqual(items.map(({ channel, state }: Body) => `${channel} ${state}`).sort(), [
      'in_app delivered',
      'webhook delivered',
    ])
  })
  assert.equal((await (await app.as()).get(path)).status, 404)
})
