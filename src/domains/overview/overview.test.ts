import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { addDays } from '#core/time/zones.ts'
import { type Body, type Caller, sharedApp, startApp, type TestApp } from '#test/harness.ts'

const app: TestApp = await sharedApp()
after(() => app.close())
afterEach(() => app.setNow(null))

/** A Wednesday; 10:00 in Vienna. */
const NOW = '2027-03-03T09:00:00.000Z'

/** Somebody in Vienna whose day has a little of everything. */
async function lived(): Promise<Caller> {
  app.setNow(NOW)
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna' })
  const made = async (path: string, body: object): Promise<Body> => {
    const { status, body: item } = await ann.post(path, body)
    assert.ok(status === 200 || status === 201, JSON.stringify(item))
    return item
  }
  await made('/tasks', { title: 'late', dueDate: '2027-03-01' })
  await made('/tasks', { title: 'late since nine', dueAt: '2027-03-03T08:00:00Z' })
  await made('/tasks', { title: 'due', dueDate: '2027-03-03' })
  await made('/tasks', { title: 'due before midnight', dueAt: '2027-03-03T22:30:00Z' })
  await made('/tasks', { title: 'tomorrow here, today in UTC', dueAt: '2027-03-03T23:30:00Z' })
  await made('/tasks', { title: 'planned', scheduledDate: '2027-03-03' })
  const done = await made('/tasks', { title: 'done', pointValue: 40 })
  await made(`/tasks/${done.id}/complete`, {})
  const habit = await made('/habits', {
    name: 'Read',
    schedule: { kind: 'times_per', times: 1, days: 1 },
    startDate: '2027-03-01',
  })
  await ann.put(`/habits/${habit.id}/logs/2027-03-03`, {})
  await made('/habits', {
    name: 'Run',
    schedule: { kind: 'weekdays', weekdays: ['we'] },
    startDate: '2027-03-01',
  })
  await made('/schedule', { title: 'Write', startAt: { local: '2027-03-03T09:30', zone: null }, durationMinutes: 60 })
  await made('/schedule', {
    title: 'Swim',
    startAt: { local: '2027-03-02T18:00', zone: 'Europe/Vienna' },
    durationMinutes: 60,
    recurrence: { rrule: 'FREQ=DAILY' },
  })
  await made('/reminders', { title: 'Pill', when: { local: '2027-03-03T12:00', zone: null } })
  await made('/reminders', { title: 'Far', when: { local: '2027-04-03T12:00', zone: null } })
  await made('/logbook', { title: 'A quiet day', mood: 'steady', energy: 7 })
  await made('/goals', { title: 'Publish', targetDate: '2027-12-31' })
  await made('/projects', { name: 'The book', status: 'active' })
  const metric = await made('/metrics', { name: 'Weight', direction: 'lower', target: 70 })
  await made(`/metrics/${metric.id}/logs`, { value: 72.4, loggedAt: NOW })
  return ann
}

const titles = (items: Body[]) => items.map(({ title }) => title)

test('the day holds what is due, done and coming in the user’s own zone, in order', async () => {
  const ann = await lived()
  const { status, body } = await ann.get('/today')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    [body.date, body.from, body.to],
    ['2027-03-03', '2027-03-02T23:00:00.000Z', '2027-03-03T23:00:00.000Z'],
  )
  assert.deepEqual(body.failed, [])
  assert.deepEqual(body.tasks.counts, { overdue: 2, due: 2, scheduled: 1, done: 1 })
  assert.deepEqual(titles(body.tasks.overdue), ['late', 'late since nine'])
  assert.deepEqual(titles(body.tasks.due), ['due', 'due before midnight'])
  assert.deepEqual(titles(body.tasks.done), ['done'])
  assert.equal(body.tasks.done[0].completedAt, NOW)
  assert.deepEqual(body.habits.counts, { due: 2, done: 1 })
  assert.deepEqual(
    body.agenda.items.map(({ title, state, startAt }: Body) => `${startAt.slice(11, 16)} ${title} ${state}`),
    ['08:30 Write now', '11:00 Pill scheduled', '17:00 Swim coming'],
  )
  assert.deepEqual(titles(body.logbook.items), ['A quiet day'])
  assert.ok(body.wallet.earned >= 40)
  assert.equal(body.wallet.earned, body.wallet.balance)
})

test('a day that is asked for by its date is that day, and what it missed is late against its beginning', async () => {
  const ann = await lived()
  const { body } = await ann.get('/today?date=2027-03-04')
  assert.equal(body.date, '2027-03-04')
  assert.deepEqual(titles(body.agenda.items), ['Swim'])
  assert.deepEqual(titles(body.tasks.due), ['tomorrow here, today in UTC'])
  assert.equal(body.tasks.counts.done, 0)
  assert.equal(body.wallet.earned, 0)
  assert.equal((await ann.get('/today?date=2027-02-30')).status, 400)
})

test('the home screen shows every domain, and what the next days bring', async () => {
  const ann = await lived()
  const { status, body } = await ann.get('/dashboard')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.failed, [])
  assert.deepEqual(titles(body.tasks.next), ['late', 'late since nine', 'due', 'due before midnight', 'planned'])
  assert.deepEqual(body.goals.counts, { planning: 1 })
  assert.deepEqual(body.projects.counts, { active: 1 })
  assert.equal(body.projects.items[0].name, 'The book')
  assert.equal(body.metrics.items[0].value, 72.4)
  assert.equal(body.habits.items.length, 2)
  assert.equal(body.wallet.earned, body.wallet.lifetimeEarned)
  assert.deepEqual(titles(body.upcoming.items.slice(0, 3)), ['Write', 'Pill', 'Swim'])
  assert.equal(body.upcoming.items.length, 9)
})

test('somebody else’s day is empty of mine', async () => {
  await lived()
  const bob = await app.as()
  const { body: today } = await bob.get('/today')
  assert.deepEqual(today.tasks.counts, { overdue: 0, due: 0, scheduled: 0, done: 0 })
  assert.deepEqual([today.habits.items, today.agenda.items, today.logbook.items], [[], [], []])
  assert.deepEqual(today.wallet, { balance: 0, lifetimeEarned: 0, lifetimeSpent: 0, earned: 0, spent: 0 })
  const { body: home } = await bob.get('/dashboard')
  assert.deepEqual([home.goals.items, home.projects.items, home.metrics.items, home.upcoming.items], [[], [], [], []])
})

test('what has not changed is answered with one statement, what has with six at most', async () => {
  const ann = await lived()
  for (const path of ['/today', '/dashboard']) {
    const [miss, first] = await counted(() => ann.get(path))
    assert.ok(miss <= 6, `${path}: ${miss} statements`)
    const [hit, second] = await counted(() => ann.get(path))
    assert.equal(hit, 1, path)
    assert.deepEqual(second.body, first.body)
  }
})

test('a change is seen by the next question, the next minute asks anew, and so does another zone', async () => {
  const ann = await lived()
  const before = await ann.get('/today')
  await ann.post('/tasks', { title: 'one more', dueDate: '2027-03-03' })
  assert.equal((await ann.get('/today')).body.tasks.counts.due, before.body.tasks.counts.due + 1)
  app.setNow('2027-03-03T09:31:00.000Z')
  assert.equal((await ann.get('/today')).body.agenda.items[0].state, 'past')
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  const tokyo = (await ann.get('/today')).body
  assert.deepEqual([tokyo.timezone, tokyo.from], ['Asia/Tokyo', '2027-03-02T15:00:00.000Z'])
  app.setNow('2027-03-03T15:00:30.000Z')
  assert.equal((await ann.get('/today')).body.date, '2027-03-04')
})

test('days that begin at four, and those on which the clocks change, have their own hours', async () => {
  app.setNow('2027-03-28T01:30:00.000Z')
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna', dayStartsAt: '04:00' })
  const night = (await ann.get('/today')).body
  assert.deepEqual(
    [night.date, night.from, night.to],
    ['2027-03-27', '2027-03-27T03:00:00.000Z', '2027-03-28T02:00:00.000Z'],
  )
  const { body } = await ann.get('/today?date=2027-10-31')
  assert.equal(Date.parse(body.to) - Date.parse(body.from), 24 * 3_600_000)
  const { body: eve } = await ann.get(`/today?date=${addDays('2027-10-31', -1)}`)
  assert.equal(Date.parse(eve.to) - Date.parse(eve.from), 25 * 3_600_000)
})

test('a reminder that has rung says so on its day', async () => {
  const ann = await lived()
  const { body } = await ann.get('/reminders')
  const pill = body.items.find(({ title }: Body) => title === 'Pill')
  await ann.post(`/reminders/${pill.id}/complete`, {})
  const { items } = (await ann.get('/today')).body.agenda
  assert.notEqual(items.find(({ title }: Body) => title === 'Pill')?.state, 'scheduled')
})

test('a part that cannot be had is named, the others are there, and nothing of it is remembered', async () => {
  const broken = await startApp()
  try {
    const ann = await broken.as()
    await ann.post('/tasks', { title: 'due', dueDate: (await ann.get('/today')).body.date })
    const rename = (from: string, to: string) =>
      broken.platform.database.db.execute(sql`alter table ${sql.identifier(from)} rename to ${sql.identifier(to)}`)
    await rename('logbook_entries', 'lost')
    const { status, body } = await ann.get('/today')
    assert.equal(status, 200)
    assert.deepEqual([body.failed, body.logbook, body.tasks.counts.due], [['logbook'], null, 1])
    const home = (await ann.get('/dashboard')).body
    assert.deepEqual([home.failed, home.logbook, home.tasks.counts.due], [['logbook'], null, 1])
    await rename('schedule_blocks', 'lost_blocks')
    assert.deepEqual((await ann.get('/today')).body.agenda, { items: [] })
    await rename('reminders', 'lost_reminders')
    const worse = (await ann.get('/today')).body
    assert.deepEqual([worse.failed, worse.agenda], [['schedule', 'reminders', 'logbook'], null])
    await rename('lost_reminders', 'reminders')
    await rename('lost_blocks', 'schedule_blocks')
    await rename('lost', 'logbook_entries')
    assert.deepEqual((await ann.get('/today')).body.failed, [])
    assert.deepEqual((await ann.get('/dashboard')).body.failed, [])
  } finally {
    await broken.close()
  }
})

/** Statements that reach the database while `work` runs, and what it answers. */
async function counted<T>(work: () => Promise<T>): Promise<[number, T]> {
  const { session } = app.platform.database.db as unknown as {
    session: { prepareQuery(...args: unknown[]): unknown }
  }
  const original = session.prepareQuery.bind(session)
  let statements = 0
  session.prepareQuery = (...args) => {
    statements++
    return original(...args)
  }
  try {
    const answer = await work()
    return [statements, answer]
  } finally {
    session.prepareQuery = original
  }
}
