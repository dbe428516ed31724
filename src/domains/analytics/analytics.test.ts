import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { asc, eq, sql } from 'drizzle-orm'
import { actingAs, type UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { eventually } from '#test/eventually.ts'
import { type Answer, type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { analyticsDays, analyticsStates } from './analytics.tables.ts'
import { writeDays, writeDaysOf } from './days.service.ts'
import { type Life, live, slowly, total } from './life.fixture.ts'

const app: TestApp = await sharedApp()
const { db } = app.platform.database
after(() => app.close())
afterEach(() => app.setNow(null))

/** Half a year with both changes of the clocks in it. */
const [FIRST, LENGTH] = ['2027-10-01', 190]
const LAST = addDays(FIRST, LENGTH - 1)
const DAYS = Array.from({ length: LENGTH }, (_, at) => addDays(FIRST, at))
/** The afternoon of the last day in Vienna. */
const NOW = `${LAST}T14:00:00.000Z`

const ctxOf = ({ userId }: Caller): UserCtx => actingAs({ ...app.platform.base, actor: null }, userId, 'test')

/** Somebody new, who asks again while this machine is too busy with the tests themselves to be asked at all. */
async function somebody(): Promise<Caller> {
  const caller = await eventually(() => app.as())
  const patient =
    <A extends unknown[]>(ask: (...args: A) => Promise<Answer>) =>
    (...args: A) =>
      eventually(async () => {
        const answer = await ask(...args)
        if (answer.status === 503) throw new Error('still unavailable')
        return answer
      })
  const { get, post, patch, put, delete: remove } = caller
  const asks = { get: patient(get), post: patient(post), patch: patient(patch), put: patient(put) }
  return { ...caller, ...asks, delete: patient(remove) }
}

async function lived(settings: object, seed = 1): Promise<{ ann: Caller; life: Life }> {
  app.setNow(NOW)
  const ann = await somebody()
  await ann.patch('/users/me', settings)
  return { ann, life: await live(app, ann, FIRST, LENGTH, seed) }
}

async function exported(ann: Caller, from = FIRST, to = LAST): Promise<Record<string, string>[]> {
  const { status, headers, body } = await ann.get(`/analytics/export.csv?from=${from}&to=${to}`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.match(headers['content-type'] ?? '', /^text\/csv/)
  return parse(body, { columns: true })
}

const stored = (ann: Caller) =>
  db.select().from(analyticsDays).where(eq(analyticsDays.userId, ann.userId)).orderBy(asc(analyticsDays.day))
const forget = async (ann: Caller) => {
  await db.delete(analyticsDays).where(eq(analyticsDays.userId, ann.userId))
  await db.delete(analyticsStates).where(eq(analyticsStates.userId, ann.userId))
}

test('half a year comes to what counting each thing by hand comes to, before and after it is written down', async () => {
  const { ann, life } = await lived({ timezone: 'Europe/Vienna', dayStartsAt: '04:00' })
  const expected = slowly(life, DAYS, 'Europe/Vienna', '04:00')
  assert.deepEqual(await exported(ann), expected)
  assert.equal((await stored(ann)).length, 0)
  await writeDaysOf(ctxOf(ann))
  assert.ok((await stored(ann)).length > 180)
  assert.deepEqual(await exported(ann), expected)
})

test('writing days down twice, late or after the rows were lost leaves the same rows', async () => {
  const { ann } = await lived({ timezone: 'America/New_York' }, 2)
  await writeDaysOf(ctxOf(ann))
  const once = await stored(ann)
  await writeDaysOf(ctxOf(ann))
  assert.deepEqual(await stored(ann), once)
  await Promise.all([writeDaysOf(ctxOf(ann)), writeDaysOf(ctxOf(ann))])
  assert.deepEqual(await stored(ann), once)
  app.setNow(`${addDays(LAST, -50)}T14:00:00.000Z`)
  await forget(ann)
  await writeDaysOf(ctxOf(ann))
  app.setNow(NOW)
  await writeDaysOf(ctxOf(ann))
  assert.deepEqual(await stored(ann), once)
})

test('another zone has other days, and each thing is in one of them', async () => {
  const { ann, life } = await lived({ timezone: 'Europe/Vienna' }, 3)
  await writeDaysOf(ctxOf(ann))
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  const tokyo = slowly(life, DAYS, 'Asia/Tokyo')
  assert.deepEqual(await exported(ann), tokyo)
  await writeDaysOf(ctxOf(ann))
  assert.deepEqual(await exported(ann), tokyo)
  await ann.patch('/users/me', { timezone: 'Pacific/Apia' })
  const whole = await exported(ann, addDays(FIRST, -1), addDays(LAST, 1))
  assert.equal(total(whole.map(({ metricLogs }) => Number(metricLogs))), life.metricLogs.length)
  await ann.patch('/users/me', { timezone: 'Europe/Vienna' })
  assert.deepEqual(await exported(ann), slowly(life, DAYS, 'Europe/Vienna'))
})

test('what changes about an earlier day is seen at once, and written down by the next run', async () => {
  const { ann, life } = await lived({ timezone: 'Europe/Vienna' }, 4)
  await writeDaysOf(ctxOf(ann))
  const expect = async () => assert.deepEqual(await exported(ann), slowly(life, DAYS, 'Europe/Vienna'))
  const { tasks, entries, metricLogs, asked } = life
  const early = (days: number) => addDays(FIRST, days)

  const log = metricLogs.splice(20, 1)[0]
  await db.execute(sql`update metric_logs set deleted_at = now() where user_id = ${ann.userId} and id = ${log?.id}`)
  await expect()

  const entry = entries.splice(30, 1)[0] as Life['entries'][number]
  assert.equal((await ann.patch(`/logbook/${entry.id}`, { date: early(3), mood: 'low' })).status, 200)
  entries.push({ ...entry, date: early(3), mood: 'low' })
  await expect()

  const free = DAYS.slice(60).find((day) => !asked.logs.some(({ date }) => date === day)) ?? ''
  assert.equal((await ann.put(`/habits/${asked.id}/logs/${free}`, {})).status, 200)
  asked.logs.push({ id: '', date: free })
  // Logging may earn points, which come on the day on which they are earned.
  const { body } = await ann.get('/wallet/transactions?limit=100')
  const known = new Set(life.awards.map(({ at }) => at))
  for (const { at, amount, kind } of body.items)
    if (kind === 'earn' && !known.has(at)) life.awards.push({ at, points: amount, account: 'habits' })
  await expect()

  const gone = tasks.splice(5, 1)[0]
  assert.equal((await ann.delete(`/tasks/${gone?.id}`)).status, 204)
  await expect()

  await writeDaysOf(ctxOf(ann))
  await expect()
  const rows = await stored(ann)
  await forget(ann)
  await writeDaysOf(ctxOf(ann))
  assert.deepEqual(await stored(ann), rows)
})

test('a habit that is asked for otherwise is judged anew on all its days', async () => {
  const { ann, life } = await lived({ timezone: 'Europe/Vienna' }, 5)
  await writeDaysOf(ctxOf(ann))
  await db.execute(sql`update habits set deleted_at = now() where user_id = ${ann.userId} and id = ${life.free.id}`)
  life.free.logs = []
  assert.deepEqual(await exported(ann), slowly(life, DAYS, 'Europe/Vienna'))
})

test('the views add up: totals, averages, the period before, weeks and months', async () => {
  const { ann, life } = await lived({ timezone: 'Europe/Vienna', weekStartsOn: 'su' }, 6)
  await writeDaysOf(ctxOf(ann))
  const [from, to] = [addDays(LAST, -59), LAST]
  const slow = slowly(life, DAYS, 'Europe/Vienna')
  const sum = (name: string, first: string, last: string) =>
    total(slow.filter(({ day = '' }) => day >= first && day <= last).map((row) => Number(row[name])))
  const asked = `from=${from}&to=${to}`
  const { body } = await ann.get(`/analytics/tasks?${asked}&granularity=week`)
  assert.equal(body.totals.completed, sum('tasksCompleted', from, to))
  assert.equal(body.averages.completed, body.totals.completed / 60)
  assert.deepEqual([body.previous.from, body.previous.to], [addDays(from, -60), addDays(from, -1)])
  assert.equal(body.previous.totals.completed, sum('tasksCompleted', addDays(from, -60), addDays(from, -1)))
  assert.equal(body.change.completed.absolute, body.totals.completed - body.previous.totals.completed)
  assert.equal(body.change.completed.percent, (100 * body.change.completed.absolute) / body.previous.totals.completed)
  for (const week of body.series) {
    assert.equal(week.completed, sum('tasksCompleted', week.from, week.to))
    if (week.from !== from) assert.equal(new Date(week.from).getUTCDay(), 0)
  }
  const { body: habits } = await ann.get(`/analytics/habits?${asked}&granularity=month`)
  assert.equal(habits.totals.rate, (100 * sum('habitsDone', from, to)) / sum('habitsDue', from, to))
  assert.deepEqual(
    habits.series.map((one: Body) => one.from.slice(0, 7)),
    ['2028-02', '2028-03', '2028-04'],
  )
  const { body: mood } = await ann.get(`/analytics/mood?${asked}`)
  assert.equal(mood.series.length, 60)
  assert.equal(mood.totals.energy, sum('energySum', from, to) / sum('energyCount', from, to))
  const spoken = sum('moodLow', from, to) + sum('moodSteady', from, to) + sum('moodHigh', from, to)
  assert.equal(
    mood.totals.mood,
    (sum('moodLow', from, to) + 2 * sum('moodSteady', from, to) + 3 * sum('moodHigh', from, to)) / spoken,
  )
  for (const [view, figure, name] of [
    ['goals', 'progressed', 'goalsProgressed'],
    ['metrics', 'logs', 'metricLogs'],
    ['overview', 'pointsEarned', 'pointsEarned'],
    ['tasks', 'pointsEarned', 'taskPoints'],
  ] as const)
    assert.equal((await ann.get(`/analytics/${view}?${asked}`)).body.totals[figure], sum(name, from, to), view)
})

test('a streak is days one after the other; today breaks nothing before it is over', async () => {
  app.setNow('2027-03-10T12:00:00.000Z')
  const ann = await somebody()
  const entry = (date: string) => ann.post('/logbook', { title: 'e', date })
  for (const date of ['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04', '2027-03-08', '2027-03-09'])
    await entry(date)
  const streak = async () => (await ann.get('/analytics/mood')).body.streak
  assert.deepEqual(await streak(), { current: 2, longest: 4, activeDays: 6 })
  await entry('2027-03-10')
  assert.deepEqual(await streak(), { current: 3, longest: 4, activeDays: 7 })
  app.setNow('2027-03-12T12:00:00.000Z')
  assert.deepEqual(await streak(), { current: 0, longest: 4, activeDays: 7 })
  const past = (await ann.get('/analytics/mood?from=2027-03-03&to=2027-03-04')).body
  assert.deepEqual(past.streak, { current: 4, longest: 4, activeDays: 2 })
})

test('the present day counts as it stands', async () => {
  app.setNow(NOW)
  const ann = await somebody()
  const { body: task } = await ann.post('/tasks', { title: 'now', estimateMinutes: 25 })
  await writeDaysOf(ctxOf(ann))
  await ann.post(`/tasks/${task.id}/complete`, {})
  const today = async () => (await ann.get('/analytics/tasks')).body.series.at(-1)
  assert.deepEqual([(await today()).completed, (await today()).estimateMinutes], [1, 25])
  await ann.patch(`/tasks/${task.id}`, { status: 'in_progress' })
  assert.equal((await today()).completed, 0)
  assert.equal((await today()).pointsEarned, 0)
})

test('the hourly run writes a person’s days once a day, after midnight where they are, and one failure holds up nobody', async () => {
  app.setNow('2027-03-10T20:00:00.000Z')
  const [vienna, tokyo] = [await somebody(), await somebody()]
  await vienna.patch('/users/me', { timezone: 'Europe/Vienna' })
  await tokyo.patch('/users/me', { timezone: 'Asia/Tokyo' })
  const lastDays = async () => {
    const rows = await db.select().from(analyticsStates)
    return [vienna, tokyo].map(({ userId }) => rows.find((row) => row.userId === userId)?.lastDay)
  }
  const run = () => writeDays({ ...app.platform.base, actor: null })
  await run()
  assert.deepEqual(await lastDays(), ['2027-03-09', '2027-03-10'])
  for (const { post } of [vienna, tokyo]) await post('/tasks', { title: 't' })
  app.setNow('2027-03-10T23:30:00.000Z')
  await run()
  assert.deepEqual(await lastDays(), ['2027-03-10', '2027-03-10'])
  await db.execute(sql`update users set timezone = 'Nowhere/At_all' where id = ${vienna.userId}`)
  await tokyo.post('/tasks', { title: 't' })
  app.setNow('2027-03-11T23:30:00.000Z')
  await assert.rejects(run(), AggregateError)
  assert.deepEqual(await lastDays(), ['2027-03-10', '2027-03-11'])
  await db.execute(sql`update users set timezone = 'UTC' where id = ${vienna.userId}`)
})

test('nobody else’s things are ever counted', async () => {
  await lived({ timezone: 'Europe/Vienna' }, 7)
  const bob = await somebody()
  await bob.patch('/users/me', { timezone: 'Europe/Vienna' })
  await writeDaysOf(ctxOf(bob))
  const rows = await exported(bob)
  assert.equal(rows.length, LENGTH)
  assert.ok(rows.every(({ day: _, ...counts }) => Object.values(counts).every((count) => count === '0')))
})

test('a span has 1 to 400 days, and days of before any calendar are refused', async () => {
  const ann = await somebody()
  const status = async (query: string) => (await ann.get(`/analytics/overview?${query}`)).status
  assert.equal(await status('from=2027-01-01&to=2028-02-04'), 200)
  assert.equal(await status('from=2027-01-01&to=2028-02-05'), 400)
  assert.equal(await status('from=2027-01-02&to=2027-01-01'), 400)
  assert.equal(await status('from=0001-01-01&to=0001-01-02'), 400)
  const { body } = await ann.get('/analytics/overview?to=0001-01-02')
  assert.equal(body.errors[0].path, 'to')
  assert.equal(await status('from=2027-01-01&to=2027-01-01&granularity=hour'), 400)
})
