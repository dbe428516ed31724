import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { inTransaction } from '#core/ctx.ts'
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

const TABLE: [zone: string, local: string, instant: string][] = [
  ['America/New_York', '2027-03-14T02:30', '2027-03-14T07:30:00.000Z'],
  ['America/New_York', '2027-11-07T01:30', '2027-11-07T05:30:00.000Z'],
  ['Australia/Lord_Howe', '2027-10-03T02:15', '2027-10-02T15:45:00.000Z'],
  ['Africa/Cairo', '2026-04-24T00:00', '2026-04-23T22:00:00.000Z'],
  ['America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00:00.000Z'],
  ['Asia/Kathmandu', '2027-05-05T09:00', '2027-05-05T03:15:00.000Z'],
]

for (const [zone, local, instant] of TABLE) {
  test(`${local} in ${zone} rings at ${instant}, once, and not a moment before`, async () => {
    const [day, time] = [Date.parse(instant), local.slice(10)]
    app.setNow(new Date(day - 40 * 3_600_000).toISOString())
    const ann = await app.as()
    const start = new Date(Date.parse(`${local}Z`) - 86_400_000).toISOString().slice(0, 10) + time
    const { id } = await made(ann, daily(start, zone))
    await at(new Date(day - 1).toISOString())
    const before = await rung(ann)
    await at(instant)
    assert.deepEqual(await rung(ann), [...before, instant])
    await at(new Date(day + 3_600_000).toISOString())
    assert.deepEqual(await rung(ann), [...before, instant])
    const listed = (await ann.get(`/reminders/${id}/occurrences?from=${instant}&to=${new Date(day + 1).toISOString()}`))
      .body
    assert.deepEqual(listed.items, [{ at: instant, local, state: 'fired', reason: null }])
  })
}

test('two workers at once ring each occurrence once', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => app.as()))
  for (const one of people) await made(one, daily('2027-03-01T08:00', 'UTC'))
  app.setNow('2027-03-01T08:00:00.000Z')
  await Promise.all([dispatchReminders(ctx()), dispatchReminders(ctx()), dispatchReminders(ctx())])
  for (const one of people) assert.deepEqual(await rung(one), ['2027-03-01T08:00:00.000Z'])
})

test('what a worker claimed that then died is rung by another', async () => {
  const ann = await app.as()
  await made(ann, { when: { at: '2027-03-01T08:00:00.000Z' } })
  app.setNow('2027-03-01T08:00:00.000Z')
  await assert.rejects(
    inTransaction(ctx(), async (ctx) => {
      await dispatchReminders(ctx)
      throw new Error('killed')
    }),
  )
  assert.deepEqual(await rung(ann), [])
  await at('2027-03-01T08:00:01.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z'])
})

test('after an outage the newest occurrence is caught up once, and the older ones are recorded as missed', async () => {
  const ann = await app.as()
  const { id } = await made(ann, {
    when: { local: '2027-03-01T08:00', zone: 'UTC' },
    recurrence: { rrule: 'FREQ=HOURLY;BYMINUTE=0,15,30,45' },
  })
  await at('2027-03-01T08:00:00.000Z')
  await at('2027-03-01T09:08:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z', '2027-03-01T09:00:00.000Z'])
  const { items } = (await ann.get(`/reminders/${id}/occurrences?from=2027-03-01T08:00:00Z&to=2027-03-01T09:16:00Z`))
    .body
  assert.deepEqual(
    items.map((item: Body) => item.state),
    ['fired', 'missed', 'missed', 'missed', 'caught_up', 'scheduled'],
  )
  assert.ok(items.slice(1, 5).every((item: Body) => item.reason.length > 10))
})

test('an outage longer than one turn can deal with loses nothing either', async () => {
  const ann = await app.as()
  const { id } = await made(ann, {
    when: { local: '2027-03-01T08:00', zone: 'UTC' },
    recurrence: { rrule: 'FREQ=HOURLY;BYMINUTE=0,15,30,45' },
  })
  await at('2027-03-11T08:06:00.000Z')
  for (let turn = 0; turn < 3; turn++) await at('2027-03-11T08:06:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-11T08:00:00.000Z'])
  const all = await states(ann, id, '2027-03-01T08:00:00Z', '2027-03-11T08:10:00Z')
  assert.deepEqual([all.length, all.filter((state: string) => state === 'missed').length], [961, 960])
})

test('a single reminder whose time has passed already rings at once, and says that it is late', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { when: { at: '2027-03-01T06:00:00.000Z' } })
  await at('2027-03-01T07:00:01.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T06:00:00.000Z'])
  assert.deepEqual(await states(ann, id, '2027-03-01', '2027-03-02'), ['caught_up'])
})

test('a floating reminder keeps its hour wherever its owner travels, and no occurrence is lost or doubled', async () => {
  const ann = await app.as()
  const move = async (timezone: string) => assert.equal((await ann.patch('/users/me', { timezone })).status, 200)
  await move('Pacific/Kiritimati')
  await made(ann, daily('2027-03-01T08:00', null))
  await at('2027-03-01T18:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T18:00:00.000Z'])
  await move('Pacific/Pago_Pago')
  await at('2027-03-02T19:00:00.000Z')
  assert.equal((await rung(ann)).length, 1, 'the same morning again does not ring again')
  await at('2027-03-03T19:00:00.000Z')
  assert.deepEqual((await rung(ann)).at(-1), '2027-03-03T19:00:00.000Z')
  await at('2027-03-04T17:00:00.000Z')
  await move('Pacific/Kiritimati')
  await at('2027-03-04T17:00:01.000Z')
  assert.deepEqual(
    (await rung(ann)).at(-1),
    '2027-03-03T18:00:00.000Z',
    'the morning that was jumped over is caught up',
  )
  await at('2027-03-04T18:00:00.000Z')
  assert.deepEqual((await rung(ann)).at(-1), '2027-03-04T18:00:00.000Z')
  assert.equal((await rung(ann)).length, 4)
})

test('a reminder in a fixed zone does not care where its owner is, and its zone can be changed in mid-series', async () => {
  app.setNow('2027-03-01T06:00:00.000Z')
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T08:00', 'Europe/Berlin'))
  await at('2027-03-01T07:00:00.000Z')
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  await at('2027-03-02T07:00:00.000Z')
  await ann.patch(`/reminders/${id}`, { when: { local: '2027-03-01T08:00', zone: 'America/New_York' } })
  await at('2027-03-03T07:00:00.000Z')
  assert.deepEqual((await rung(ann)).slice(1), ['2027-03-02T07:00:00.000Z'], 'not yet eight in New York')
  await at('2027-03-03T13:00:00.000Z')
  assert.deepEqual((await rung(ann)).slice(2), ['2027-03-03T13:00:00.000Z'])
})

test('daily at 18:15 in Berlin stays at 18:15 over both changes of the clocks', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-27T18:15', 'Europe/Berlin'))
  const around = async (from: string, to: string) =>
    (await ann.get(`/reminders/${id}/occurrences?from=${from}&to=${to}`)).body.items.map((item: Body) =>
      item.at.slice(11, 16),
    )
  assert.deepEqual(await around('2027-03-27', '2027-03-29'), ['17:15', '16:15'])
  assert.deepEqual(await around('2027-10-30', '2027-11-01'), ['16:15', '17:15'])
})

test('a monthly reminder from the 31st comes on the last day of shorter months', async () => {
  const ann = await app.as()
  const { id } = await made(ann, {
    when: { local: '2028-01-31T09:00', zone: 'UTC' },
    recurrence: { rrule: 'FREQ=MONTHLY;COUNT=4' },
  })
  const { items } = (await ann.get(`/reminders/${id}/occurrences?from=2028-01-01&to=2029-01-01`)).body
  assert.deepEqual(
    items.map((item: Body) => item.local.slice(0, 10)),
    ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
  )
})

test('an edit while it is being rung waits for it, and afterwards only the new time holds', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { when: { at: '2027-03-01T08:00:00.000Z' } })
  app.setNow('2027-03-01T08:00:00.000Z')
  const [, edit] = await Promise.all([
    dispatchReminders(ctx()),
    ann.patch(`/reminders/${id}`, { title: 'Later', when: { at: '2027-03-01T09:00:00.000Z' } }),
  ])
  assert.equal(edit.status, 200)
  await at('2027-03-01T08:30:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z'])
  await at('2027-03-01T09:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-01T08:00:00.000Z', '2027-03-01T09:00:00.000Z'])
})

test('the dispatcher finds what is due by an index that holds nothing else', async () => {
  const plan = await app.platform.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    await tx.execute(sql`set local enable_bitmapscan = off`)
    return tx.execute(
      sql`explain select * from reminder_timers where fire_at <= now() order by fire_at limit 500 for update skip locked`,
    )
  })
  assert.match(JSON.stringify(plan), /Index Scan using reminder_timers_due/)
})
