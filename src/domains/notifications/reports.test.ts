import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { notify } from './notify.service.ts'
import { lastReportTime } from './report-times.ts'
import { makeReports } from './reports.service.ts'
import { contextOf, notice } from './sinks.fixture.ts'
import { forgetOldDeliveries } from './upkeep.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const base = () => ({ ...app.platform.base, actor: null })

async function reader(digest: 'daily' | 'weekly') {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna' })
  await ann.patch('/users/me/preferences', { notifications: { digest } })
  return ann
}
const reports = async (by: Caller): Promise<Body[]> => (await by.get('/notifications?kind=report')).body.items
const at = async (instant: string) => {
  app.setNow(instant)
  await Promise.all([makeReports(base()), makeReports(base())])
}
/** As if it had come in then: the database's own clock stands elsewhere. */
const send = async (by: Caller, title: string, when: string, kind = 'reminder') => {
  await notify(contextOf(app, by), notice({ title, kind }))
  await app.platform.database.query(`update notifications set created_at = $2 where user_id = $1 and title = $3`, [
    by.userId,
    when,
    title,
  ])
}

test('the time of a report is seven in the morning where its reader lives, daily or on their day of the week', () => {
  const daily = (now: string, zone: string) => lastReportTime(now, zone, 'daily', 'su')
  assert.equal(daily('2027-03-02T06:00:00.000Z', 'Europe/Vienna'), '2027-03-02T06:00:00.000Z')
  assert.equal(daily('2027-03-02T05:59:59.999Z', 'Europe/Vienna'), '2027-03-01T06:00:00.000Z')
  assert.equal(daily('2027-03-28T06:00:00.000Z', 'Europe/Vienna'), '2027-03-28T05:00:00.000Z')
  assert.equal(lastReportTime('2027-03-03T12:00:00.000Z', 'UTC', 'weekly', 'su'), '2027-02-28T07:00:00.000Z')
  assert.equal(lastReportTime('2027-02-28T07:00:00.000Z', 'UTC', 'weekly', 'su'), '2027-02-28T07:00:00.000Z')
})

test('a daily report tells once a morning what came in and what is unread', async () => {
  const ann = await reader('daily')
  await at('2027-03-01T12:00:00.000Z')
  for (const [title, when] of [
    ['Pill', '2027-03-01T13:00:00.000Z'],
    ['Water', '2027-03-01T14:00:00.000Z'],
  ] as const)
    await send(ann, title, when)
  await send(ann, 'Essay', '2027-03-01T15:00:00.000Z', 'task_due')
  await at('2027-03-02T05:50:00.000Z')
  assert.equal((await reports(ann)).length, 0)
  for (const instant of ['2027-03-02T06:00:30.000Z', '2027-03-02T06:15:30.000Z']) await at(instant)
  const [first, ...others] = await reports(ann)
  assert.deepEqual([first?.title, others.length], ['Your day: 3 notifications', 0])
  assert.equal(first?.body, '2 × reminder, 1 × task due\nUnread (3):\n• Essay\n• Water\n• Pill')
})

test('after a downtime of days one report tells it all, and without news there is none', async () => {
  const [ann, bob] = [await reader('daily'), await reader('daily')]
  await at('2027-04-01T12:00:00.000Z')
  await send(ann, 'Pill', '2027-04-02T13:00:00.000Z')
  await at('2027-04-05T12:00:00.000Z')
  await ann.post('/notifications/read-all')
  await at('2027-04-06T12:00:00.000Z')
  assert.deepEqual([(await reports(ann)).length, (await reports(bob)).length], [1, 0])
})

test('a weekly report comes on the day of the week that its reader chose', async () => {
  const ann = await reader('weekly')
  await ann.patch('/users/me/preferences', { weeklyReviewDay: 'we' })
  await at('2027-05-03T12:00:00.000Z')
  await send(ann, 'Pill', '2027-05-03T13:00:00.000Z')
  await at('2027-05-04T12:00:00.000Z')
  assert.equal((await reports(ann)).length, 0)
  await at('2027-05-05T05:00:30.000Z')
  assert.match((await reports(ann))[0]?.title, /^Your week: 1 /)
})

test('the log of deliveries is kept for 30 days; what is still to be sent stays', async () => {
  app.setNow(null)
  const ann = await app.as()
  for (const title of ['old', 'waiting', 'new']) await notify(contextOf(app, ann), notice({ title }))
  const { query } = app.platform.database
  const set = (title: string, state: string, days: number) =>
    query(
      `update deliveries set state = $3, created_at = now() - $4 * interval '1 day'
       where user_id = $1 and notification_id in (select id from notifications where user_id = $1 and title = $2)`,
      [ann.userId, title, state, days],
    )
  await set('old', 'delivered', 31)
  await set('waiting', 'waiting', 31)
  await set('new', 'delivered', 29)
  await forgetOldDeliveries(base())
  const left = await query<{ title: string }>(
    `select title from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id
     where d.user_id = $1 order by title`,
    [ann.userId],
  )
  assert.deepEqual(
    left.map(({ title }) => title),
    ['new', 'waiting'],
  )
})
