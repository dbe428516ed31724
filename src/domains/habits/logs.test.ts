import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { patient } from '#test/calm.ts'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'
import { awarded, habitOf, log, logDays, statsOf } from './habits.fixture.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
beforeEach(() => app.setNow('2027-03-10T12:00:00.000Z'))
after(() => app.close())

test('amounts that are no quantities are refused: NaN, 1e308, below nothing', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { target: { unit: 'km', amount: 5 } })
  const url = `/habits/${habit.id}/logs/2027-03-10`
  for (const amount of [1e308, -1, 'NaN', '5']) assert.equal((await ann.put(url, { amount })).status, 400, `${amount}`)
  // The token was signed by today's clock.
  app.setNow(null)
  const headers = { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json' }
  const answer = await app.call({ method: 'PUT', url: `/api${url}`, headers, payload: '{"amount":NaN}' })
  assert.equal(answer.body.code, 'malformed_json')
  const target = { unit: 'km', amount: 1e308 }
  assert.equal((await ann.post('/habits', { name: 'Run', target })).status, 400)
  assert.equal((await statsOf(ann, habit)).total, 0)
})

test('logging a day is idempotent; logging it otherwise replaces it; un-logging leaves nothing', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann)
  const first = await log(ann, habit, '2027-03-10', { note: 'Good' })
  const again = await log(ann, habit, '2027-03-10', { note: 'Good' })
  assert.deepEqual(again, first)
  assert.deepEqual([first.points, first.currentStreak, first.state], [5, 1, 'done'])
  const skipped = await log(ann, habit, '2027-03-10', { state: 'skipped' })
  assert.deepEqual([skipped.id, skipped.state, skipped.note, skipped.points], [first.id, 'skipped', null, 0])
  assert.equal((await ann.delete(`/habits/${habit.id}/logs/2027-03-10`)).status, 204)
  assert.equal((await ann.delete(`/habits/${habit.id}/logs/2027-03-10`)).status, 404)
  assert.deepEqual((await ann.get(`/habits/${habit.id}/logs`)).body.items, [])
  assert.deepEqual(await awarded(app, habit), {})
  assert.equal((await log(ann, habit, '2027-03-10')).points, 5)
})

test('a day that somebody else has logged since it was read is not overwritten', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann)
  const say = (body: object, version: number) =>
    ann.put(`/habits/${habit.id}/logs/2027-03-10`, body, { 'if-match': `"${version}"` })
  assert.equal((await say({}, 1)).status, 412, 'there is nothing yet')
  const { version } = await log(ann, habit, '2027-03-10', { note: 'Phone' })
  const { status, headers } = await say({ note: 'Watch' }, version)
  assert.deepEqual([status, headers.etag], [200, `"${version + 1}"`])
  const stale = await say({ state: 'missed' }, version)
  assert.deepEqual([stale.status, stale.body.code], [412, 'precondition_failed'])
  const { items } = (await ann.get(`/habits/${habit.id}/logs`)).body
  assert.deepEqual([items[0].state, items[0].note], ['done', 'Watch'])
})

test('tomorrow is refused in the user’s own day, which begins when they say it does', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Pacific/Auckland', dayStartsAt: '04:00' })
  const habit = await habitOf(ann)
  // 02:30 on the 11th in Auckland, which before four o'clock is still the 10th.
  app.setNow('2027-03-10T13:30:00.000Z')
  const refused = await ann.put(`/habits/${habit.id}/logs/2027-03-11`, {})
  assert.equal(refused.status, 400)
  assert.match(refused.body.detail, /2027-03-11 is still to come: where you are it is 2027-03-10/)
  assert.equal((await log(ann, habit, '2027-03-10')).date, '2027-03-10')
  app.setNow('2027-03-10T15:00:00.000Z')
  assert.equal((await log(ann, habit, '2027-03-11')).currentStreak, 2)
  assert.equal((await ann.put(`/habits/${habit.id}/logs/2027-02-30`, {})).status, 400)
})

test('points and milestones follow the days exactly, in both directions', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-01' })
  await logDays(ann, habit, '2027-03-01', '2027-03-06')
  const six = await awarded(app, habit)
  const seventh = await log(ann, habit, '2027-03-07')
  assert.equal(seventh.points, 27)
  await log(ann, habit, '2027-03-08')
  assert.deepEqual(await awarded(app, habit), {
    ...six,
    '2027-03-07:7': 7,
    '2027-03-08:7': 7,
    'streak:7:2027-03-01': 20,
  })
  // Un-logging the day that carried the milestone takes it back, and the day after is worth less.
  await ann.delete(`/habits/${habit.id}/logs/2027-03-07`)
  assert.deepEqual(await awarded(app, habit), { ...six, '2027-03-08:5': 5 })
  await log(ann, habit, '2027-03-07')
  assert.equal((await awarded(app, habit))['streak:7:2027-03-01'], 20)
  for (const day of ['01', '02', '03', '04', '05', '06', '07', '08'])
    await ann.delete(`/habits/${habit.id}/logs/2027-03-${day}`)
  assert.deepEqual(await awarded(app, habit), {})
  assert.equal((await statsOf(ann, habit)).points, 0)
})

test('a hundred times logged and un-logged is as if nothing had been', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-01' })
  await logDays(ann, habit, '2027-03-04', '2027-03-09')
  const start = await awarded(app, habit)
  const balance = async () => (await ann.get('/wallet')).body.balance
  assert.equal(await balance(), 30)
  await log(ann, habit, '2027-03-10')
  assert.equal(await balance(), 57, 'seven points and the milestone')
  await ann.delete(`/habits/${habit.id}/logs/2027-03-10`)
  for (let time = 1; time < 100; time++) {
    await log(ann, habit, '2027-03-10')
    await ann.delete(`/habits/${habit.id}/logs/2027-03-10`)
  }
  assert.deepEqual(await awarded(app, habit), start)
  assert.equal(await balance(), 30)
})

test('a hundred parallel logs of one day are one log and one award', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann)
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => ann.put(`/habits/${habit.id}/logs/2027-03-10`, {})),
  )
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.version}`))], ['200 1'])
  assert.equal((await ann.get(`/habits/${habit.id}/logs`)).body.items.length, 1)
  assert.deepEqual(await awarded(app, habit), { '2027-03-10:5': 5 })
})

test('days can be brought in a thousand at once, each with its own answer', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-01' })
  await log(ann, habit, '2027-03-01', { note: 'Kept' })
  const { body } = await ann.post(`/habits/${habit.id}/logs`, {
    logs: [
      { date: '2027-03-01', note: 'Kept' },
      { date: '2027-03-02', amount: 1 },
      { date: '2027-03-02', amount: 2 },
      { date: '2027-03-11' },
    ],
  })
  assert.deepEqual(
    body.results.map((result: Body) => result.status),
    ['unchanged', 'created', 'updated', 'refused'],
  )
  assert.match(body.results[3].error, /still to come/)
  const { items } = (await ann.get(`/habits/${habit.id}/logs?from=2027-03-02&to=2027-03-02`)).body
  assert.deepEqual([items.length, items[0].amount, items[0].id], [1, 2, body.results[1].id])
  const many = Array.from({ length: 1_000 }, (_, at) => ({
    date: new Date(Date.UTC(2024, 0, at + 1)).toISOString().slice(0, 10),
  }))
  const { status, body: answer } = await ann.post(`/habits/${habit.id}/logs`, { logs: many })
  assert.deepEqual([status, new Set(answer.results.map((one: Body) => one.status)).size], [200, 1])
  assert.equal((await statsOf(ann, habit)).longestStreak, 1_000)
  const tooMany = [...many, { date: '2027-03-03' }]
  assert.equal((await ann.post(`/habits/${habit.id}/logs`, { logs: tooMany })).status, 400)
})

test('of many days one that is none is refused by itself, and says why', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-01' })
  const { status, body } = await ann.post(`/habits/${habit.id}/logs`, {
    logs: [
      { date: '2027-03-02' },
      { date: '2027-02-30' },
      { date: '2027-03-03', amount: -1 },
      { date: '2027-03-04', state: 'great' },
      { date: '2027-03-05', mood: 'high' },
      { date: '2027-03-06', note: 'a\u0000b' },
      { amount: 1 },
      'yesterday',
    ],
  })
  assert.equal(status, 200, JSON.stringify(body))
  const [created, ...refused] = body.results
  assert.equal(created.status, 'created')
  assert.deepEqual(
    refused.map((one: Body) => [one.date, one.status, one.id, one.error.split(':')[0]]),
    [
      [null, 'refused', null, 'date'],
      ['2027-03-03', 'refused', null, 'amount'],
      ['2027-03-04', 'refused', null, 'state'],
      ['2027-03-05', 'refused', null, 'Unrecognized key'],
      ['2027-03-06', 'refused', null, 'note'],
      [null, 'refused', null, 'date'],
      [null, 'refused', null, 'Invalid input'],
    ],
  )
  assert.equal((await statsOf(ann, habit)).total, 1)
})

test('logged days are listed newest first, page by page', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-01' })
  await logDays(ann, habit, '2027-03-01', '2027-03-05')
  const first = (await ann.get(`/habits/${habit.id}/logs?limit=3`)).body
  const second = (await ann.get(`/habits/${habit.id}/logs?limit=3&cursor=${first.nextCursor}`)).body
  const dates = [...first.items, ...second.items].map((item: Body) => item.date.slice(8))
  assert.deepEqual([dates, second.nextCursor], [['05', '04', '03', '02', '01'], null])
  const all = (await ann.get('/habit-logs?from=2027-03-02&to=2027-03-03')).body
  assert.deepEqual(
    all.items.map((item: Body) => item.date.slice(8)),
    ['03', '02'],
  )
})

test('a device that was offline logs a day under its own id, and a day that is there already keeps its own', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann)
  const push = (id: string, date: string) =>
    ann.post('/sync', {
      operations: [{ opId: newId(), entity: 'habit_log', id, op: 'create', fields: { habitId: habit.id, date } }],
    })
  const [mine, other] = [newId(), newId()]
  assert.equal((await push(mine, '2027-03-10')).body.results[0].item.id, mine)
  assert.equal((await push(other, '2027-03-10')).body.results[0].item.id, mine)
  assert.equal((await push(other, '2027-03-11')).body.results[0].error.code, 'invalid_input')
  assert.equal((await statsOf(ann, habit)).total, 1)
  const { body } = await ann.get('/sync?since=0')
  assert.ok(body.changes.some((change: Body) => change.entity === 'habit_log' && change.id === mine))
})

test('a log in the trash comes back with its points; one of a deleted habit is not found', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann)
  const { id } = await log(ann, habit, '2027-03-10')
  assert.equal((await ann.patch(`/habit-logs/${id}`, { state: 'missed' })).body.state, 'missed')
  assert.deepEqual(await awarded(app, habit), {})
  await ann.patch(`/habit-logs/${id}`, { state: 'done' })
  assert.equal((await ann.delete(`/habit-logs/${id}`)).status, 204)
  assert.deepEqual(await awarded(app, habit), {})
  assert.equal((await ann.post(`/habit-logs/${id}/restore`)).status, 200)
  assert.deepEqual(await awarded(app, habit), { '2027-03-10:5': 5 })
  await ann.delete(`/habits/${habit.id}`)
  assert.equal((await ann.get(`/habit-logs/${id}`)).status, 404)
  assert.equal((await ann.put(`/habits/${habit.id}/logs/2027-03-10`, {})).status, 404)
  await ann.post(`/habits/${habit.id}/restore`)
  assert.equal((await statsOf(ann, habit)).total, 1)
})

test('a stranger can neither log, read nor un-log my days', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const habit = await habitOf(ann)
  const { id } = await log(ann, habit, '2027-03-10')
  const base = `/habits/${habit.id}`
  const refused = [
    await bob.put(`${base}/logs/2027-03-10`, {}),
    await bob.delete(`${base}/logs/2027-03-10`),
    await bob.get(`${base}/logs`),
    await bob.post(`${base}/logs`, { logs: [{ date: '2027-03-09' }] }),
    await bob.get(`${base}/stats`),
    await bob.get(`${base}/heatmap`),
    await bob.get(`/habit-logs/${id}`),
    await bob.patch(`/habit-logs/${id}`, { state: 'missed' }),
  ]
  assert.deepEqual(
    refused.map(({ status }) => status),
    Array(refused.length).fill(404),
  )
})
