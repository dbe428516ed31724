import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { resolveLocal } from '#core/time/zones.ts'
import { type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { happenings } from './expansion.ts'
import { epochOf } from './walls.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const block = (by: Caller, title: string, startAt: object, more: object = {}) =>
  by.post('/schedule', { title, startAt, durationMinutes: 60, ...more })
const march = (hour: string) => ({ at: `2027-03-01T${hour}:00Z` })

test('conflicts are busy blocks that share time; one may begin where another ends', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await block(ann, 'a', march('09:00'))
  await block(ann, 'b', march('10:00'))
  await block(ann, 'c', march('09:30'), { durationMinutes: 40 })
  await block(ann, 'free', march('09:00'), { busy: false })
  await block(ann, 'day', { local: '2027-03-01', zone: 'UTC' }, { durationMinutes: 1440 })
  const { body } = await ann.get('/schedule/conflicts?from=2027-03-01&to=2027-03-02')
  assert.equal(body.complete, true)
  assert.deepEqual(
    body.items.map(({ startAt, endAt, blocks }: { startAt: string; endAt: string; blocks: { title: string }[] }) =>
      [startAt.slice(11, 16), endAt.slice(11, 16), ...blocks.map(({ title }) => title)].join(' '),
    ),
    ['09:30 10:00 a c', '10:00 10:10 c b'],
  )
  assert.deepEqual((await bob.get('/schedule/conflicts?from=2027-03-01&to=2027-03-02')).body.items, [])
})

test('busy and free time fill the span without overlaps', async () => {
  const ann = await app.as()
  await block(ann, 'a', march('09:00'))
  await block(ann, 'b', march('10:00'))
  await block(ann, 'c', march('12:00'))
  await block(ann, 'before', { at: '2027-02-28T23:30:00Z' })
  const { body } = await ann.get('/schedule/free-busy?from=2027-03-01&to=2027-03-02')
  const told = (list: { startAt: string; endAt: string }[]) =>
    list.map(({ startAt, endAt }) => `${startAt.slice(8, 16)} ${endAt.slice(8, 16)}`)
  assert.deepEqual(told(body.busy), ['01T00:00 01T00:30', '01T09:00 01T11:00', '01T12:00 01T13:00'])
  assert.deepEqual(told(body.free), ['01T00:30 01T09:00', '01T11:00 01T12:00', '01T13:00 02T00:00'])
})

test('a month of 200 series with differences is read with at most three statements', async () => {
  const ann = await app.as()
  for (let i = 0; i < 200; i++) {
    const local = `2027-01-${String(1 + (i % 28)).padStart(2, '0')}T${String(6 + (i % 12)).padStart(2, '0')}:00`
    const { body } = await block(
      ann,
      `s${i}`,
      { local, zone: 'Europe/Vienna' },
      { recurrence: { rrule: 'FREQ=WEEKLY' } },
    )
    if (i % 10 === 0) await ann.delete(`/schedule/${body.id}?occurrence=${local}`)
  }
  const statements = await counted(async () => {
    const { body } = await ann.get('/schedule?from=2027-03-01&to=2027-04-01')
    assert.ok(body.items.length >= 800)
  })
  assert.ok(statements >= 2 && statements <= 3, `${statements} statements`)
})

/** Statements that reach the database while `work` runs. */
async function counted(work: () => Promise<void>): Promise<number> {
  const { database } = app.platform
  const { session } = database.db as unknown as { session: { prepareQuery(...args: unknown[]): unknown } }
  const original = session.prepareQuery.bind(session)
  let statements = 0
  session.prepareQuery = (...args) => {
    statements++
    return original(...args)
  }
  await work()
  session.prepareQuery = original
  return statements
}

test('the quick way to an instant is the exact way, on days when the clocks change as on others', () => {
  const zones = ['Europe/Vienna', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Sao_Paulo', 'UTC']
  const days = ['2018-11-03', '2018-11-04', '2026-04-23', '2026-04-24', '2027-03-14', '2027-03-28', '2027-10-03']
  days.push('2027-10-31', '2027-11-07', '2027-04-04', '2018-02-17', '2018-02-18', '2026-10-29', '2026-10-30')
  for (const zone of zones)
    for (const day of days)
      for (let minute = 0; minute < 1440; minute += 15) {
        const local = `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        assert.equal(new Date(epochOf(local, zone)).toISOString(), resolveLocal(local, zone), `${local} ${zone}`)
      }
})

test('a rule that never ends costs no more than the span that is asked for', () => {
  const timing = { startLocal: '1901-01-01T00:00', zone: 'UTC', durationMinutes: 5, recurrence: null }
  const rule = { rrule: 'FREQ=HOURLY;BYMINUTE=0,15,30,45', anchor: 'due' as const, skipDates: [] }
  const span = { from: Date.parse('2027-03-01T00:00:00Z'), to: Date.parse('2027-03-02T00:00:00Z') }
  const found = happenings({ ...timing, recurrence: rule }, [], span, { home: 'UTC', limit: 10_000 })
  assert.equal(found.length, 96)
})
