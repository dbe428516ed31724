import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor } from '#test/socket.ts'
import { notify } from './notify.service.ts'
import { added, contextOf, type Heard, logOf, notice, openSink, type Sink } from './sinks.fixture.ts'

let app: TestApp
let door: Door
let sink: Sink
before(async () => {
  sink = await openSink()
  app = await startApp()
  door = await openDoor(app)
  await app.work()
})
after(async () => {
  sink.close()
  await app.close()
})

/** Somebody in Vienna with quiet hours from 22 to 7 and a webhook of their own. */
async function sleeper() {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna' })
  await ann.patch('/users/me/preferences', { quietHours: { enabled: true } })
  const path = `/${ann.userId}`
  const { id } = await added(ann, '/channels', { kind: 'webhook', url: `${sink.url}${path}` })
  const heard = () =>
    sink.heard.filter(({ url }) => url === path).map(({ body }: Heard): Body => JSON.parse(body.toString()))
  return { ann, heard, log: `/channels/${id}` }
}

const send = (by: Caller, title: string, values: object = {}) =>
  notify(contextOf(app, by), notice({ title, key: title, channels: ['in_app', 'webhook'], ...values }))
const [NIGHT, MORNING] = ['2027-03-01T23:00:00.000Z', '2027-03-02T06:00:00.000Z']

test('what comes in quiet hours is held, and then told as one digest per channel', async () => {
  const { ann, heard, log } = await sleeper()
  app.setNow(NIGHT)
  for (const title of ['Pill', 'Water', 'Sleep']) await send(ann, title)
  const held = await logOf(ann, log)
  assert.deepEqual(
    held.map(({ state, nextAttemptAt }) => [state, nextAttemptAt]),
    Array(3).fill(['held', MORNING]),
  )
  assert.equal((await ann.get('/notifications/count')).body.unread, 3)
  app.setNow('2027-03-02T05:59:50.000Z')
  const { ann: other, heard: otherHeard } = await sleeper()
  await send(other, 'Urgent', { urgent: true })
  await eventually(() => assert.equal(otherHeard().length, 1))
  assert.equal(heard().length, 0)
  app.setNow('2027-03-02T06:00:01.000Z')
  await eventually(() => assert.equal(heard().length, 1))
  const [{ type, data }] = heard() as [Body]
  assert.deepEqual([type, data.title], ['notification.digest', '3 notifications while it was quiet'])
  assert.deepEqual(data.body.split('\n').sort(), ['• Pill', '• Sleep', '• Water'])
  const states = (await logOf(ann, log)).map(({ state }) => state)
  assert.deepEqual(states.sort(), ['delivered', 'digested', 'digested', 'digested'])
  assert.equal((await ann.get('/notifications/count')).body.unread, 3)
  app.setNow(null)
})

test('open devices are shown the digest once', async () => {
  app.setNow('2027-03-02T05:55:00.000Z')
  const { ann } = await sleeper()
  const phone = await door.enter(ann.token)
  for (const title of ['Pill', 'Water']) await send(ann, title, { channels: ['in_app'] })
  app.setNow('2027-03-02T06:00:01.000Z')
  const { kind, title, unreadCount } = await phone.next('notification')
  assert.deepEqual([kind, title, unreadCount], ['digest', '2 notifications while it was quiet', 2])
  phone.ws.close()
  app.setNow(null)
})

test('a single one is told as it is, and one that was read in the night is not told', async () => {
  const { ann, heard, log } = await sleeper()
  app.setNow(NIGHT)
  await send(ann, 'Pill')
  await send(ann, 'Water')
  const { items } = (await ann.get('/notifications')).body
  await ann.post(`/notifications/${items.find(({ title }: Body) => title === 'Water').id}/read`)
  app.setNow('2027-03-02T06:00:01.000Z')
  await eventually(() => assert.equal(heard().length, 1))
  assert.deepEqual([heard()[0]?.data.title, heard()[0]?.data.kind], ['Pill', 'reminder'])
  await eventually(async () => {
    const states = (await logOf(ann, log)).map(({ title, state }) => `${title} ${state}`)
    assert.deepEqual(states.sort(), ['Pill delivered', 'Water dropped'])
  })
  app.setNow(null)
})

test('urgent notices and those outside of quiet hours are sent at once', async () => {
  const { ann, heard } = await sleeper()
  app.setNow('2027-03-01T20:59:00.000Z')
  await send(ann, 'Evening')
  app.setNow(NIGHT)
  await send(ann, 'Fire', { urgent: true })
  await eventually(() =>
    assert.deepEqual(
      heard()
        .map(({ data }) => data.title)
        .sort(),
      ['Evening', 'Fire'],
    ),
  )
  app.setNow(null)
})

test('a kind goes through the channels that its reader chose, and a sender may name others', async () => {
  const { ann, heard } = await sleeper()
  await ann.patch('/users/me/preferences', {
    quietHours: { enabled: false },
    notifications: { channels: { reminder: ['webhook'], task_due: [] } },
  })
  await send(ann, 'Reminder', { channels: null })
  await send(ann, 'Task', { channels: null, kind: 'task_due' })
  await send(ann, 'Named', { kind: 'task_due' })
  await eventually(() =>
    assert.deepEqual(
      heard()
        .map(({ data }) => data.title)
        .sort(),
      ['Named', 'Reminder'],
    ),
  )
  assert.equal((await ann.get('/notifications/count')).body.unread, 3)
})

test('ntfy gets title, text, priority and a name for repeats; what is not ASCII arrives whole', async () => {
  const ann = await app.as()
  const { id } = await added(ann, '/channels', { kind: 'ntfy', url: `${sink.url}/topic`, accessToken: 'tk_secret' })
  await notify(
    contextOf(app, ann),
    notice({ title: 'Grüße', body: 'Zwei ☕', channels: ['ntfy'], key: 'pill', urgent: true }),
  )
  await eventually(async () => assert.equal((await logOf(ann, `/channels/${id}`))[0]?.state, 'delivered'))
  const { headers, body } = sink.heard.find(({ url }) => url === '/topic') as Heard
  assert.equal(body.toString(), 'Zwei ☕')
  assert.equal(headers.title, `=?UTF-8?B?${Buffer.from('Grüße').toString('base64')}?=`)
  assert.deepEqual(
    [headers.priority, headers.tags, headers['x-delivery-key'], headers.authorization],
    ['high', 'reminder', 'pill:ntfy', 'Bearer tk_secret'],
  )
  assert.match(String(headers['x-sequence-id']), /^[0-9a-f]{32}$/)
  assert.equal(JSON.stringify((await ann.get(`/channels/${id}`)).body).includes('tk_secret'), false)
})
