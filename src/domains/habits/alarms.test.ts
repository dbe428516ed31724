import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { ringHabits } from './alarms.service.ts'
import { habitOf, log } from './habits.fixture.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
beforeEach(() => app.setNow('2027-03-10T05:00:00.000Z'))
after(() => app.close())

const ctx = () => ({ ...app.platform.base, actor: null })

/** Sets the clock and lets a worker ring everything that is due by it. */
async function at(instant: string) {
  app.setNow(instant)
  while (await ringHabits(ctx()));
}

/** Instants at which the reader's habits rang, oldest first. */
const rung = async (by: Caller): Promise<string[]> =>
  (await by.get('/notifications?limit=100')).body.items.map((item: Body) => item.occurrence).reverse()

async function living(zone: string): Promise<Caller> {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: zone })
  return ann
}

test('a habit rings at its times in its owner’s zone, as long as it is not logged', async () => {
  const ann = await living('Europe/Vienna')
  const habit = await habitOf(ann, { cue: 'After breakfast', reminderTimes: ['20:00', '08:00'] })
  await at('2027-03-10T06:59:59.000Z')
  assert.deepEqual(await rung(ann), [])
  await at('2027-03-10T07:00:00.000Z')
  await at('2027-03-10T07:00:01.000Z')
  const [notice] = (await ann.get('/notifications')).body.items
  assert.deepEqual(
    [notice.kind, notice.title, notice.body, notice.entity, notice.entityId, notice.occurrence],
    ['habit', 'Read', 'After breakfast', 'habit', habit.id, '2027-03-10T07:00:00.000Z'],
  )
  await log(ann, habit, '2027-03-10')
  await at('2027-03-10T19:00:00.000Z')
  await at('2027-03-11T07:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-10T07:00:00.000Z', '2027-03-11T07:00:00.000Z'])
})

test('nothing rings on days that are off, paused, not due or skipped, nor of habits that are archived or deleted', async () => {
  const ann = await living('UTC')
  const times = { reminderTimes: ['08:00'] }
  await habitOf(ann, { ...times, offDays: ['we'] })
  await habitOf(ann, { ...times, pauses: [{ from: '2027-03-01', to: null }] })
  await habitOf(ann, { ...times, schedule: { kind: 'weekdays', weekdays: ['mo'] } })
  await habitOf(ann, { ...times, startDate: '2027-03-11' })
  await habitOf(ann, { ...times, archived: true })
  await log(ann, await habitOf(ann, times), '2027-03-10', { state: 'skipped' })
  const gone = await habitOf(ann, times)
  await ann.delete(`/habits/${gone.id}`)
  const silent = await habitOf(ann, times)
  await ann.patch(`/habits/${silent.id}`, { reminderTimes: [] })
  await at('2027-03-10T08:00:00.000Z')
  assert.deepEqual(await rung(ann), [])
  await ann.post(`/habits/${gone.id}/restore`)
  await at('2027-03-11T07:59:00.000Z')
  assert.deepEqual(await rung(ann), [])
})

test('"twice a week" rings until the week has its two', async () => {
  const ann = await living('UTC')
  const schedule = { kind: 'times_per', times: 2, days: 7 }
  const habit = await habitOf(ann, { schedule, reminderTimes: ['08:00'], startDate: '2027-03-01' })
  await log(ann, habit, '2027-03-08')
  await at('2027-03-10T08:00:00.000Z')
  await log(ann, habit, '2027-03-10')
  for (const day of ['11', '12', '13', '14', '15']) await at(`2027-03-${day}T08:00:00.000Z`)
  assert.deepEqual(await rung(ann), ['2027-03-10T08:00:00.000Z', '2027-03-15T08:00:00.000Z'])
})

test('two workers at once ring a habit once', async () => {
  const ann = await living('UTC')
  await habitOf(ann, { reminderTimes: ['08:00'] })
  app.setNow('2027-03-10T08:00:00.000Z')
  await Promise.all([ringHabits(ctx()), ringHabits(ctx()), ringHabits(ctx())])
  assert.equal((await rung(ann)).length, 1)
})

test('whoever travels hears each time of day once, wherever they are then', async () => {
  const ann = await living('Europe/Vienna')
  await habitOf(ann, { reminderTimes: ['09:00'] })
  await at('2027-03-10T08:00:00.000Z')
  await ann.patch('/users/me', { timezone: 'America/New_York' })
  await at('2027-03-10T14:00:00.000Z')
  await at('2027-03-11T08:00:00.000Z')
  await at('2027-03-11T14:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-10T08:00:00.000Z', '2027-03-11T14:00:00.000Z'])
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  await at('2027-03-12T00:00:00.000Z')
  assert.equal((await rung(ann)).at(-1), '2027-03-12T00:00:00.000Z')
})

test('a time that the clocks skip rings later by the gap, one that they repeat rings the first time', async () => {
  app.setNow('2027-03-13T12:00:00.000Z')
  const ann = await living('America/New_York')
  await habitOf(ann, { reminderTimes: ['02:30'] })
  await at('2027-03-14T07:29:59.000Z')
  assert.deepEqual(await rung(ann), [])
  await at('2027-03-14T07:30:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-14T07:30:00.000Z'])
  app.setNow('2027-11-06T12:00:00.000Z')
  const bob = await living('America/New_York')
  await habitOf(bob, { reminderTimes: ['01:30'] })
  await at('2027-11-07T05:30:00.000Z')
  await at('2027-11-07T06:30:00.000Z')
  assert.deepEqual(await rung(bob), ['2027-11-07T05:30:00.000Z'])
})

test('after an outage only the newest time of the present day rings', async () => {
  const ann = await living('UTC')
  await habitOf(ann, { reminderTimes: ['08:00', '12:00', '22:00'] })
  await at('2027-03-12T13:00:00.000Z')
  assert.deepEqual(await rung(ann), ['2027-03-12T12:00:00.000Z'])
  const bob = await living('UTC')
  app.setNow('2027-03-12T21:00:00.000Z')
  await habitOf(bob, { reminderTimes: ['22:00'] })
  await at('2027-03-14T07:00:00.000Z')
  assert.deepEqual(await rung(bob), [])
})

test('after midnight it is still yesterday for whoever’s day begins later', async () => {
  const ann = await living('UTC')
  await ann.patch('/users/me', { dayStartsAt: '04:00' })
  const habit = await habitOf(ann, { reminderTimes: ['01:00'] })
  await log(ann, habit, '2027-03-10')
  await at('2027-03-11T01:00:00.000Z')
  assert.deepEqual(await rung(ann), [])
})
