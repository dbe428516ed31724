import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { inTransaction } from '#core/ctx.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { dispatchRings, forgetOldRings } from './rings.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
beforeEach(() => app.setNow('2037-03-01T07:00:00.000Z'))
after(() => app.close())

const ctx = () => ({ ...app.platform.base, actor: null })

/** Sets the clock and lets a worker do everything that is due by it. */
async function at(instant: string) {
  app.setNow(instant)
  while (await dispatchRings(ctx()));
}

/** A block made at the present time of the test, which the dispatcher has seen. */
async function made(by: Caller, values: object): Promise<Body> {
  const { status, body } = await by.post('/schedule', { title: 'Write', durationMinutes: 60, ...values })
  assert.equal(status, 201, JSON.stringify(body))
  while (await dispatchRings(ctx()));
  return body
}

const once = (local: string, zone: string | null, ...reminderMinutes: number[]) => ({
  startAt: { local, zone },
  reminderMinutes,
})
const daily = (local: string, zone: string | null, ...reminderMinutes: number[]) => ({
  ...once(local, zone, ...reminderMinutes),
  recurrence: { rrule: 'FREQ=DAILY' },
})

/** What rang, oldest first. */
const rung = async (by: Caller): Promise<string[]> =>
  (await by.get('/notifications?limit=100')).body.items
    .map((item: Body) => `${item.kind} ${item.title} ${item.occurrence} ${item.body}`)
    .reverse()

const fates = async (by: Caller, id: string): Promise<string[]> =>
  (await by.get(`/schedule/${id}/rings`)).body.items.map(
    (one: Body) => `${one.occurrence} -${one.leadMinutes} ${one.state}`,
  )

test('a block rings each of its leads once, at its minute, and not a moment before', async () => {
  const ann = await app.as()
  const { id } = await made(ann, { ...once('2037-03-01T09:00', 'Europe/Vienna', 0, 15), location: 'Desk' })
  await at('2037-03-01T07:44:59.999Z')
  assert.deepEqual(await rung(ann), [])
  await at('2037-03-01T07:45:00.000Z')
  assert.deepEqual(await rung(ann), ['schedule Write 2037-03-01T09:00 In 15 minutes · Desk'])
  await at('2037-03-01T08:00:00.000Z')
  await at('2037-03-01T08:00:01.000Z')
  assert.equal((await rung(ann)).length, 2)
  assert.deepEqual(await fates(ann, id), ['2037-03-01T09:00 -0 fired', '2037-03-01T09:00 -15 fired'])
  const [notice] = (await ann.get('/notifications')).body.items
  assert.deepEqual([notice.entity, notice.entityId], ['schedule_block', id])
})

test('a series stays at its hour when the clocks change, and a time that is skipped rings later by the gap', async () => {
  app.setNow('2037-03-27T12:00:00.000Z')
  const ann = await app.as()
  await made(ann, daily('2037-03-28T02:30', 'Europe/Vienna', 0))
  await at('2037-03-28T01:30:00.000Z')
  await at('2037-03-29T00:59:59.999Z')
  assert.equal((await rung(ann)).length, 1)
  await at('2037-03-29T01:29:59.999Z')
  assert.equal((await rung(ann)).length, 1)
  await at('2037-03-29T01:30:00.000Z')
  assert.equal((await rung(ann)).length, 2)
  await at('2037-03-30T00:30:00.000Z')
  assert.equal((await rung(ann)).length, 3)
})

test('what is skipped, done or deleted is silent; what was moved or renamed rings as it is now', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2037-03-02T09:00', 'UTC', 15))
  await ann.post(`/schedule/${id}/skip`, { occurrence: '2037-03-02T09:00' })
  await ann.post(`/schedule/${id}/complete`, { occurrence: '2037-03-03T09:00' })
  await ann.patch(`/schedule/${id}?occurrence=2037-03-04T09:00`, {
    title: 'Edit',
    startAt: { local: '2037-03-04T12:00', zone: 'UTC' },
    reminderMinutes: [120],
  })
  for (const time of ['02T08:45', '03T08:45', '04T08:45', '04T09:59']) await at(`2037-03-${time}:00.000Z`)
  assert.deepEqual(await rung(ann), [])
  await at('2037-03-04T10:00:00.000Z')
  await at('2037-03-05T08:45:00.000Z')
  const heard = ['schedule Edit 2037-03-04T09:00 In 2 hours', 'schedule Write 2037-03-05T09:00 In 15 minutes']
  assert.deepEqual(await rung(ann), heard)
  await ann.delete(`/schedule/${id}`)
  await at('2037-03-06T08:45:00.000Z')
  assert.deepEqual(await rung(ann), heard)
  await ann.post(`/schedule/${id}/restore`)
  await at('2037-03-06T12:00:00.000Z')
  assert.deepEqual(await rung(ann), heard)
  await at('2037-03-07T08:45:00.000Z')
  assert.equal((await rung(ann)).length, 3)
})

test('a block that was moved after it rang rings again for its new time, and the rest of a split series goes on', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2037-03-02T09:00', 'UTC', 15))
  await at('2037-03-02T08:45:00.000Z')
  const move = { startAt: { local: '2037-03-02T11:00', zone: 'UTC' } }
  await ann.patch(`/schedule/${id}?occurrence=2037-03-02T09:00`, move)
  await at('2037-03-02T08:46:00.000Z')
  assert.equal((await rung(ann)).length, 1)
  await at('2037-03-02T10:45:00.000Z')
  assert.equal((await rung(ann)).length, 2)
  const later = { startAt: { local: '2037-03-04T10:00', zone: 'UTC' } }
  await ann.patch(`/schedule/${id}?occurrence=2037-03-04T09:00&scope=following`, later)
  for (const time of ['03T08:45', '04T08:45', '04T09:44']) await at(`2037-03-${time}:00.000Z`)
  assert.equal((await rung(ann)).length, 3)
  await at('2037-03-04T09:45:00.000Z')
  assert.equal((await rung(ann)).at(-1), 'schedule Write 2037-03-04T10:00 In 15 minutes')
})

test('after an outage the newest that is not over is caught up once, and the others are recorded as missed', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2037-03-02T09:00', 'UTC', 15))
  const { id: over } = await made(ann, { ...once('2037-03-03T09:00', 'UTC', 15), title: 'Call' })
  await at('2037-03-02T08:45:00.000Z')
  await at('2037-03-05T09:10:00.000Z')
  assert.deepEqual(await fates(ann, id), [
    '2037-03-05T09:00 -15 caught_up',
    '2037-03-04T09:00 -15 missed',
    '2037-03-03T09:00 -15 missed',
    '2037-03-02T09:00 -15 fired',
  ])
  assert.deepEqual(await fates(ann, over), ['2037-03-03T09:00 -15 missed'])
  const { items } = (await ann.get(`/schedule/${id}/rings`)).body
  assert.ok(items.slice(0, 3).every(({ reason }: Body) => reason.length > 10))
  assert.equal((await rung(ann)).length, 2)
})

test('two months without a server end with everything recorded, and the series goes on', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2037-03-02T09:00', 'UTC', 15))
  await at('2037-05-01T20:00:00.000Z')
  assert.equal((await fates(ann, id)).length, 61)
  assert.deepEqual(await rung(ann), [])
  await at('2037-05-02T08:45:00.000Z')
  assert.equal((await rung(ann)).length, 1)
})

test('two workers at once ring each block once, and what a worker claimed that died is rung by another', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => app.as()))
  for (const one of people) await made(one, once('2037-03-01T08:00', 'UTC', 0))
  app.setNow('2037-03-01T08:00:00.000Z')
  await assert.rejects(
    inTransaction(ctx(), async (ctx) => {
      await dispatchRings(ctx)
      throw new Error('killed')
    }),
  )
  for (const one of people) assert.equal((await rung(one)).length, 0)
  await Promise.all([dispatchRings(ctx()), dispatchRings(ctx()), dispatchRings(ctx())])
  for (const one of people) assert.equal((await rung(one)).length, 1)
})

test('a floating block keeps its hour wherever its owner travels, and rings once', async () => {
  const ann = await app.as()
  const travel = (timezone: string) => ann.patch('/users/me', { timezone })
  await travel('UTC')
  await made(ann, daily('2037-03-02T09:00', null, 0))
  await at('2037-03-02T09:00:00.000Z')
  assert.equal((await travel('Pacific/Kiritimati')).status, 200)
  await at('2037-03-02T18:59:59.999Z')
  assert.equal((await rung(ann)).length, 1)
  await at('2037-03-02T19:00:00.000Z')
  assert.equal((await rung(ann)).length, 2)
  await travel('Pacific/Pago_Pago')
  await at('2037-03-03T20:00:00.000Z')
  assert.equal((await rung(ann)).length, 2)
  await at('2037-03-04T20:00:00.000Z')
  assert.equal((await rung(ann)).length, 3)
})

test('what lay in hours that a traveller jumped over is caught up, or recorded when it is over', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'UTC' })
  const { id: long } = await made(ann, {
    ...daily('2037-03-02T09:00', null, 0, 60),
    title: 'Trip',
    durationMinutes: 1_200,
  })
  const { id: short } = await made(ann, daily('2037-03-02T09:00', null, 0, 60))
  await at('2037-03-02T08:00:00.000Z')
  assert.equal((await rung(ann)).length, 2)
  await ann.patch('/users/me', { timezone: 'Pacific/Kiritimati' })
  await at('2037-03-02T08:00:01.000Z')
  assert.deepEqual((await rung(ann)).slice(2), ['schedule Trip 2037-03-02T09:00 null'])
  assert.deepEqual(await fates(ann, long), ['2037-03-02T09:00 -60 fired', '2037-03-02T09:00 -0 caught_up'])
  assert.deepEqual(await fates(ann, short), ['2037-03-02T09:00 -60 fired', '2037-03-02T09:00 -0 missed'])
})

test('whole days ring before their day begins, where their owner is', async () => {
  const ann = await app.as()
  await made(ann, { ...once('2037-03-02', 'Europe/Vienna', 60), title: 'Fair', durationMinutes: 1440 })
  await at('2037-03-01T21:59:59.999Z')
  assert.deepEqual(await rung(ann), [])
  await at('2037-03-01T22:00:00.000Z')
  assert.deepEqual(await rung(ann), ['schedule Fair 2037-03-02 In 1 hour'])
})

test('an edit of anything but its time leaves due what was due', async () => {
  const ann = await app.as()
  const { id } = await made(ann, once('2037-03-01T09:00', 'UTC', 15))
  app.setNow('2037-03-01T08:50:00.000Z')
  await ann.patch(`/schedule/${id}`, { title: 'Write on', durationMinutes: 90 })
  await at('2037-03-01T08:51:00.000Z')
  assert.deepEqual(await rung(ann), ['schedule Write on 2037-03-01T09:00 In 15 minutes'])
})

test('imported alarms ring, and nobody sees what became of a stranger’s', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const ics =
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Exam\r\nDTSTART:20370302T090000Z\r\nDURATION:PT1H\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
  await ann.post('/schedule/import', { ics })
  await at('2037-03-01T08:00:00.000Z')
  await at('2037-03-02T08:30:00.000Z')
  assert.deepEqual(await rung(ann), ['schedule Exam 2037-03-02T09:00 In 30 minutes'])
  const [{ entityId }] = (await ann.get('/notifications')).body.items
  assert.equal((await bob.get(`/schedule/${entityId}/rings`)).status, 404)
})

test('what became of reminders is forgotten after 400 days', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2037-03-02T09:00', 'UTC', 15))
  await at('2037-03-02T08:45:00.000Z')
  app.setNow('2038-04-05T00:00:00.000Z')
  await forgetOldRings(ctx())
  assert.deepEqual(await fates(ann, id), ['2037-03-02T09:00 -15 fired'])
  app.setNow('2038-04-07T00:00:00.000Z')
  await forgetOldRings(ctx())
  assert.deepEqual(await fates(ann, id), [])
})

test('the dispatcher finds what is due by an index that holds nothing else', async () => {
  const { db } = app.platform.database
  const plan = await db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    return tx.execute(sql`explain select * from schedule_timers where fire_at <= now() order by fire_at limit 500`)
  })
  assert.match(JSON.stringify((plan as unknown as { rows: unknown[] }).rows), /schedule_timers_due/)
})
