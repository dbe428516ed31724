import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { dispatchReminders } from './dispatch.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
beforeEach(() => app.setNow('2027-03-01T07:00:00.000Z'))
after(() => app.close())

const ctx = () => ({ ...app.platform.base, actor: null })

/** Sets the clock and lets a worker do everything that is due by it. */
async function at(instant: string) {
  app.setNow(instant)
  while (await dispatchReminders(ctx()));
}

async function made(by: Caller, values: object): Promise<Body> {
  const { status, body } = await by.post('/reminders', { title: 'Take the pill', ...values })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

const daily = (local: string, zone: string | null, more: object = {}) => ({
  when: { local, zone },
  recurrence: { rrule: 'FREQ=DAILY' },
  ...more,
})

/** Which occurrences rang, oldest first. */
const rung = async (by: Caller) =>
  (await by.get('/notifications?limit=100')).body.items.map((item: Body) => item.occurrence).reverse()

const states = async (by: Caller, id: string, from: string, to: string) =>
  (await by.get(`/reminders/${id}/occurrences?from=${from}&to=${to}`)).body.items.map((item: Body) => item.state)

test('a reminder is answered in the shape that clients are written against', async () => {
  const ann = await app.as()
  const wish = {
    title: 'Take the pill',
    when: { local: '2027-03-14T02:30', zone: 'America/New_York' },
    recurrence: { rrule: 'FREQ=DAILY', anchor: 'due', skipDates: ['2027-03-20'] },
    leadMinutes: [10],
    nag: { everyMinutes: 5, max: 2 },
    channels: ['in_app'],
    priority: 'p2',
    category: 'health',
    note: 'With water',
  }
  const { id, version, createdAt, updatedAt, ...rest } = await made(ann, wish)
  assert.deepEqual([id.length, version, createdAt === updatedAt], [36, 1, true])
  assert.deepEqual(rest, { ...wish, status: 'active', snoozedUntil: null, completedAt: null, cancelledAt: null })
})

test('a snooze moves one occurrence and leaves the series where it is', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  await at('2027-03-01T08:00:00.000Z')
  const { body } = await ann.post(`/reminders/${id}/snooze`, { minutes: 10 })
  assert.equal(body.snoozedUntil, '2027-03-01T08:10:00.000Z')
  assert.deepEqual(await states(ann, id, '2027-03-01', '2027-03-03'), ['snoozed', 'scheduled'])
  await at('2027-03-01T08:09:59.000Z')
  assert.equal((await rung(ann)).length, 1)
  await at('2027-03-01T08:10:00.000Z')
  await at('2027-03-01T23:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z', '2027-03-01T08:00:00.000Z'])
  await at('2027-03-02T08:00:00.000Z')
  assert.deepEqual((await rung(ann)).at(-1), '2027-03-02T08:00:00.000Z')
})

test('completing while snoozed cancels the snooze', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { when: { at: '2027-03-01T08:00:00.000Z' } })
  await at('2027-03-01T08:00:00.000Z')
  await ann.post(`/reminders/${id}/snooze`, { until: '2027-03-01T09:00:00Z' })
  const { body } = await ann.post(`/reminders/${id}/complete`)
  assert.deepEqual([body.status, body.snoozedUntil, body.completedAt], ['done', null, '2027-03-01T08:00:00.000Z'])
  await at('2027-03-01T09:00:00.000Z')
  assert.equal((await rung(ann)).length, 1)
  assert.deepEqual(await states(ann, id, '2027-03-01', '2027-03-02'), ['done'])
  assert.equal((await ann.post(`/reminders/${id}/complete`)).status, 409)
})

test('completing the newest occurrence also ends the snooze of an older one', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  await at('2027-03-01T08:00:00.000Z')
  await ann.post(`/reminders/${id}/snooze`, { until: '2027-03-02T09:00:00Z' })
  await at('2027-03-02T08:00:00.000Z')
  await ann.post(`/reminders/${id}/complete`)
  await at('2027-03-02T09:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z', '2027-03-02T08:00:00.000Z'])
})

test('what was due before an edit rings as it was', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  app.setNow('2027-03-01T08:00:01.000Z')
  await ann.patch(`/reminders/${id}`, { title: 'Later', when: { local: '2027-03-01T10:00', zone: 'UTC' } })
  await at('2027-03-01T08:00:02.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z'])
})

test('it nags until it is done, and never more often than it was told', async () => {
  const ann = await app.as()
  const nag = { everyMinutes: 5, max: 2 }
  const { id } = await made(ann, { when: { at: '2027-03-01T08:00:00.000Z' }, nag })
  for (const minute of ['00', '04', '05', '10', '15', '20']) await at(`2027-03-01T08:${minute}:00.000Z`)
  assert.equal((await rung(ann)).length, 3)
  const bob = await app.as()
  const other = await made(bob, daily('2027-03-01T09:00', 'UTC', { nag }))
  await at('2027-03-01T09:00:00.000Z')
  await at('2027-03-01T09:05:00.000Z')
  await bob.post(`/reminders/${other.id}/complete`)
  await at('2027-03-01T09:10:00.000Z')
  assert.equal((await rung(bob)).length, 2)
  assert.equal((await bob.get(`/reminders/${other.id}`)).body.status, 'active')
  assert.equal(id.length, 36)
})

test('it is announced by its lead times, each once, and late announcements give way to the reminder itself', async () => {
  const ann = await app.as()
  await made(ann, { when: { at: '2027-03-01T10:00:00.000Z' }, leadMinutes: [60, 10], note: 'With water' })
  for (const time of ['08:59', '09:00', '09:50', '10:00']) await at(`2027-03-01T${time}:00.000Z`)
  const bodies = (await ann.get('/notifications')).body.items.map((item: Body) => item.body)
  assert.deepEqual(bodies, ['With water', 'In 10 minutes. With water', 'In 1 hour. With water'])
  const bob = await app.as()
  await made(bob, { when: { at: '2027-03-01T12:00:00.000Z' }, leadMinutes: [60, 10] })
  await at('2027-03-01T12:00:01.000Z')
  assert.equal((await rung(bob)).length, 1)
})

test('a skipped occurrence does not ring, whether by date or by hand', async () => {
  const ann = await app.as()
  const recurrence = { rrule: 'FREQ=DAILY', skipDates: ['2027-03-02'] }
  const { id } = await made(ann, { when: { local: '2027-03-01T08:00', zone: 'UTC' }, recurrence })
  await ann.post(`/reminders/${id}/skip`)
  for (const day of ['01', '02', '03']) await at(`2027-03-${day}T08:00:00.000Z`)
  assert.deepEqual(await rung(ann), ['2027-03-03T08:00:00.000Z'])
  assert.deepEqual(await states(ann, id, '2027-03-01', '2027-03-04'), ['skipped', 'skipped', 'fired'])
})

test('done before its time, an occurrence does not ring', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  assert.equal((await ann.post(`/reminders/${id}/complete`)).body.status, 'active')
  await at('2027-03-01T08:00:00.000Z')
  assert.deepEqual(await rung(ann), [])
  await at('2027-03-02T08:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-02T08:00:00.000Z'])
})

for (const end of ['COUNT=2', 'UNTIL=20270302T235959']) {
  test(`a series ends with ${end}, and is done with its last completion`, async () => {
    const ann = await app.as()
    const { id } = await made(ann, {
      when: { local: '2027-03-01T08:00', zone: 'UTC' },
      recurrence: { rrule: `FREQ=DAILY;${end}` },
    })
    for (const day of ['01', '02', '03', '04']) await at(`2027-03-${day}T08:00:00.000Z`)
    assert.equal((await rung(ann)).length, 2)
    assert.equal((await ann.post(`/reminders/${id}/complete`)).body.status, 'done')
  })
}

test('a reminder that counts from completion waits until it is done', async () => {
  const ann = await app.as()
  const recurrence = { rrule: 'FREQ=DAILY;INTERVAL=3', anchor: 'completion' }
  const { id } = await made(ann, { when: { local: '2027-03-01T08:00', zone: 'UTC' }, recurrence })
  await at('2027-03-01T08:00:00.000Z')
  await at('2027-03-05T09:00:00.000Z')
  assert.equal((await rung(ann)).length, 1)
  const { body } = await ann.post(`/reminders/${id}/complete`)
  assert.deepEqual(body.when, { local: '2027-03-08T08:00', zone: 'UTC' })
  await at('2027-03-08T08:00:00.000Z')
  assert.equal((await rung(ann)).length, 2)
})

test('cancelled and thrown away reminders are silent; restored ones ring again', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  const url = `/reminders/${id}`
  assert.equal((await ann.post(`${url}/cancel`)).body.status, 'cancelled')
  await at('2027-03-01T08:00:00.000Z')
  assert.equal((await ann.patch(url, { status: 'active' })).body.cancelledAt, null)
  await ann.delete(url)
  await at('2027-03-02T08:00:00.000Z')
  assert.deepEqual(await rung(ann), [])
  await ann.post(`${url}/restore`)
  await at('2027-03-03T08:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-03T08:00:00.000Z'])
})

test('what is coming is listed in order, of all active reminders, up to the moment asked for', async () => {
  const ann = await app.as()
  await made(ann, daily('2027-03-01T08:00', 'UTC'))
  const late = await made(ann, { title: 'Late', when: { at: '2027-03-02T07:00:00.000Z' } })
  await made(ann, { title: 'Too late', when: { at: '2027-03-09T07:00:00.000Z' } })
  const { items } = (await ann.get('/reminders/upcoming?until=2027-03-03T00:00:00Z')).body
  assert.deepEqual(
    items.map((item: Body) => [item.title, item.at]),
    [
      ['Take the pill', '2027-03-01T08:00:00.000Z'],
      ['Late', '2027-03-02T07:00:00.000Z'],
      ['Take the pill', '2027-03-02T08:00:00.000Z'],
    ],
  )
  await ann.post(`/reminders/${late.id}/cancel`)
  assert.equal((await ann.get('/reminders/upcoming?until=2027-03-03T00:00:00Z')).body.items.length, 2)
})

test('ringing is not a change of the reminder: its version stays', async () => {
  const ann = await app.as()
  const { id, version } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  await at('2027-03-03T08:00:00.000Z')
  assert.equal((await ann.get(`/reminders/${id}`)).body.version, version)
})

test('a stranger can neither see, complete, snooze, skip nor cancel a reminder', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id } = await made(ann, daily('2027-03-01T08:00', 'UTC'))
  const url = `/reminders/${id}`
  const answers = [
    await bob.get(`${url}/occurrences`),
    await bob.post(`${url}/complete`),
    await bob.post(`${url}/snooze`, { minutes: 5 }),
    await bob.post(`${url}/skip`),
    await bob.post(`${url}/cancel`),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [404, 404, 404, 404, 404],
  )
  assert.deepEqual((await bob.get('/reminders/upcoming')).body.items, [])
})

test('rules that run away and times that do not exist are refused by name', async () => {
  const ann = await app.as()
  const when = { local: '2027-03-01T08:00', zone: 'UTC' }
  const wrong = [
    { when, recurrence: { rrule: 'FREQ=SECONDLY' } },
    { when, recurrence: { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' } },
    { when: { local: '2027-02-30T08:00', zone: 'UTC' } },
    { when: { local: '2027-03-01T08:00', zone: 'Mars/Olympus' } },
    { when: { ...when, at: '2027-03-01T08:00:00Z' } },
    { when, leadMinutes: Array.from({ length: 11 }, (_, at) => at + 1) },
    { when, nag: { everyMinutes: 0, max: 1 } },
    { when, channels: ['pigeon'] },
  ]
  for (const values of wrong) assert.equal((await ann.post('/reminders', { title: 'x', ...values })).status, 400)
  const { id } = await made(ann, { when })
  assert.equal((await ann.post(`/reminders/${id}/snooze`, { until: '2027-02-01T00:00:00Z' })).status, 400)
  assert.equal((await ann.post(`/reminders/${id}/snooze`, {})).status, 400)
})
