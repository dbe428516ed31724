import assert from 'node:assert/strict'
import { after, afterEach, before, mock, test } from 'node:test'
import { KEPT_DAYS } from '#core/time/rings.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, postgresUrl, startApp, type TestApp } from '#test/harness.ts'
import { dispatchReminders, forgetOldOccurrences } from './dispatch.service.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
afterEach(() => {
  app.setNow(null)
  mock.timers.reset()
})
after(() => app.close())

const ctx = () => ({ ...app.platform.base, actor: null })
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const rung = async (by: Caller) =>
  (await by.get('/notifications?limit=100')).body.items.map((item: Body) => item.occurrence).reverse()

/** The worker of an earlier test may have taken what is due, and not have committed it yet: then the dispatcher here passes it over. */
const dispatchedTo = async (done: () => Promise<void>) => {
  while (await dispatchReminders(ctx()));
  await eventually(done)
}

// The embedded database has the clock of its process: there is no other to be right.
if (postgresUrl !== null) {
  test('a node whose clock is ten minutes off rings nothing early and nothing late', async () => {
    const ann = await app.as()
    const [past, future] = [inMinutes(-1), inMinutes(5)]
    for (const at of [past, future]) await ann.post('/reminders', { title: 'Take the pill', when: { at } })
    const now = Date.now()
    for (const wrong of [now + 600_000, now - 600_000]) {
      mock.timers.enable({ apis: ['Date'], now: wrong })
      while (await dispatchReminders(ctx()));
      mock.timers.reset()
      assert.deepEqual(await rung(ann), [past])
    }
  })
}

test('the metrics say how many reminders wait, how old the oldest is, and how late they were taken', async () => {
  const metrics = async () => String((await app.call({ url: '/metrics' })).body)
  const value = (text: string, series: string) => Number(text.match(new RegExp(`^${series} (.*)$`, 'm'))?.[1])
  const ann = await app.as()
  await ann.post('/reminders', { title: 'Take the pill', when: { at: inMinutes(1) } })
  assert.equal(value(await metrics(), 'reminders_due'), 0)
  await app.platform.database.query(`update reminder_timers set fire_at = now() - interval '60 seconds'
    where fire_at is not null and user_id = '${ann.userId}'`)
  const waiting = await metrics()
  assert.equal(value(waiting, 'reminders_due'), 1)
  const oldest = value(waiting, 'reminders_oldest_seconds')
  assert.ok(oldest >= 60 && oldest < 90, `${oldest}`)
  await app.work()
  await eventually(async () => {
    const text = await metrics()
    assert.equal(value(text, 'reminder_late_seconds_bucket\\{le="120"\\}'), 1)
    assert.equal(value(text, 'reminder_late_seconds_bucket\\{le="30"\\}'), 0)
    assert.equal(value(text, 'reminders_due'), 0)
  })
})

test('what became of an occurrence can be looked up for more than a year, and forgetting it rings nothing again', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T07:00:00.000Z')
  const { body } = await ann.post('/reminders', {
    title: 'Take the pill',
    when: { local: '2027-03-01T08:00', zone: 'UTC' },
    recurrence: { rrule: 'FREQ=YEARLY' },
  })
  const states = async () =>
    (
      await ann.get(`/reminders/${body.id}/occurrences?from=2027-03-01T00:00:00.000Z&to=2027-03-02T00:00:00.000Z`)
    ).body.items.map((item: Body) => item.state)
  app.setNow('2027-03-01T08:00:00.000Z')
  await dispatchedTo(async () => assert.deepEqual(await states(), ['fired']))
  app.setNow(new Date(Date.parse('2027-03-01T08:00Z') + (KEPT_DAYS - 1) * 86_400_000).toISOString())
  await forgetOldOccurrences(ctx())
  assert.deepEqual(await states(), ['fired'])
  app.setNow(new Date(Date.parse('2027-03-01T08:00Z') + (KEPT_DAYS + 1) * 86_400_000).toISOString())
  await forgetOldOccurrences(ctx())
  assert.deepEqual(await states(), [])
  await dispatchedTo(async () =>
    assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z', '2028-03-01T08:00:00.000Z']),
  )
})

test('where the stage is test, one may say which moment and zone an answer is for', async () => {
  const ann = await app.as()
  const made = await ann.post('/reminders', {
    title: 'Take the pill',
    when: { local: '2027-03-14T02:30', zone: null },
    now: '2027-03-13T12:00:00.000Z',
    timezone: 'America/New_York',
  })
  assert.equal(made.status, 201)
  const query = 'now=2027-03-13T12:00:00.000Z&timezone=America/New_York&until=2027-03-15T00:00:00.000Z'
  const { items } = (await ann.get(`/reminders/upcoming?${query}`)).body
  assert.deepEqual(
    items.map((item: Body) => item.at),
    ['2027-03-14T07:30:00.000Z'],
  )
})
