import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'
import { awarded, habitOf, log, logDays, statsOf, todayOf } from './habits.fixture.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
beforeEach(() => app.setNow('2027-03-10T12:00:00.000Z'))
after(() => app.close())

test('a habit keeps everything that is said about it, and begins today unless told', async () => {
  const ann = await app.as()
  const said = {
    name: 'Read',
    description: 'Paper only',
    kind: 'maintain',
    area: 'happiness',
    subCategory: 'joy',
    schedule: { kind: 'weekdays', weekdays: ['mo', 'we'] },
    target: { unit: 'pages', amount: 20, type: 'at_least' },
    intent: 'To think',
    cue: 'After dinner',
    routine: 'Sofa, lamp',
    reward: 'Tea',
    frictionUp: null,
    frictionDown: 'Book on the sofa',
    reminderTimes: ['20:30'],
    offDays: ['su'],
    offDates: ['2027-12-25'],
    pauses: [{ from: '2027-08-01', to: null }],
    archived: false,
    goalIds: [],
  }
  const habit = await habitOf(ann, said)
  const { id: _, version: __, createdAt: ___, updatedAt: ____, ...kept } = habit
  assert.deepEqual(kept, { ...said, startDate: '2027-03-10' })
  assert.deepEqual((await habitOf(ann)).schedule, { kind: 'times_per', times: 1, days: 1 })
})

test('a schedule that cannot be kept is refused and says why', async () => {
  const ann = await app.as()
  for (const schedule of [
    { kind: 'times_per', times: 8, days: 7 },
    { kind: 'times_per', times: 0, days: 7 },
    { kind: 'weekdays', weekdays: [] },
    { kind: 'rrule', rrule: 'FREQ=NEVER' },
    { kind: 'sometimes' },
  ])
    assert.equal((await ann.post('/habits', { name: 'Read', schedule })).status, 400, JSON.stringify(schedule))
  const { body } = await ann.post('/habits', { name: 'R', schedule: { kind: 'times_per', times: 8, days: 7 } })
  assert.match(JSON.stringify(body.errors), /schedule\.times.*once a day/)
})

test('a streak goes on across a flight to the west, where the logged day is still to come', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  app.setNow('2027-03-10T16:00:00.000Z')
  const habit = await habitOf(ann, { startDate: '2027-03-01' })
  await logDays(ann, habit, '2027-03-08', '2027-03-11')
  await ann.patch('/users/me', { timezone: 'Pacific/Honolulu' })
  const { currentStreak, strength } = await statsOf(ann, habit)
  assert.equal(currentStreak, 4)
  assert.ok(strength > 0)
  assert.equal((await ann.get('/habits/today')).body.date, '2027-03-10')
  assert.equal((await todayOf(ann, habit)).state, 'done')
})

for (const [what, zone, dates, lateEvening] of [
  ['the night the clock jumps', 'America/New_York', ['2027-03-13', '2027-03-14', '2027-03-15'], 'T03:59:00.000Z'],
  ['the night it goes back', 'America/New_York', ['2027-11-06', '2027-11-07', '2027-11-08'], 'T04:59:00.000Z'],
] as const) {
  test(`days stay days across ${what}`, async () => {
    const ann = await app.as()
    await ann.patch('/users/me', { timezone: zone })
    app.setNow(`${dates[0]}T17:00:00.000Z`)
    const habit = await habitOf(ann)
    for (const date of dates) {
      app.setNow(`${date}T17:00:00.000Z`)
      assert.equal((await ann.get('/habits/today')).body.date, date)
      await log(ann, habit, date)
    }
    // A minute before midnight of the last day there.
    app.setNow(`${dates[2].slice(0, 8)}${String(Number(dates[2].slice(8)) + 1).padStart(2, '0')}${lateEvening}`)
    assert.equal((await ann.get('/habits/today')).body.date, dates[2])
    assert.equal((await statsOf(ann, habit)).currentStreak, 3)
  })
}

test('today tells what is due, done, skipped, paused and off, and where the week stands', async () => {
  const ann = await app.as()
  const daily = await habitOf(ann, { name: 'Daily' })
  const weekly = await habitOf(ann, {
    name: 'Weekly',
    schedule: { kind: 'times_per', times: 2, days: 7 },
    startDate: '2027-03-01',
  })
  const monday = await habitOf(ann, { name: 'Monday', schedule: { kind: 'weekdays', weekdays: ['mo'] } })
  const water = await habitOf(ann, { name: 'Water', target: { unit: 'glasses', amount: 8 } })
  const paused = await habitOf(ann, { name: 'Paused', pauses: [{ from: '2027-03-01', to: null }] })
  const off = await habitOf(ann, { name: 'Off', offDays: ['we'] })
  await habitOf(ann, { name: 'Later', startDate: '2027-03-11' })
  await habitOf(ann, { name: 'Archived', archived: true })
  await log(ann, water, '2027-03-10', { amount: 3 })
  await log(ann, weekly, '2027-03-08')
  const brief = async (habit: Body) => {
    const { due, state } = await todayOf(ann, habit)
    return [due, state]
  }
  assert.equal((await ann.get('/habits/today')).body.items.length, 6)
  assert.deepEqual(await brief(daily), [true, 'pending'])
  assert.deepEqual(await brief(monday), [false, 'not_due'])
  assert.deepEqual(await brief(water), [true, 'pending'])
  assert.deepEqual(await brief(paused), [false, 'paused'])
  assert.deepEqual(await brief(off), [false, 'off'])
  const { period } = await todayOf(ann, weekly)
  assert.deepEqual(period, { done: 1, needed: 2, from: '2027-03-08', to: '2027-03-14' })
  await log(ann, weekly, '2027-03-09')
  assert.deepEqual(await brief(weekly), [false, 'not_due'])
  await log(ann, daily, '2027-03-10', { state: 'skipped' })
  assert.deepEqual(await brief(daily), [false, 'skipped'])
  await log(ann, water, '2027-03-10', { amount: 8 })
  const { due, state, amount, target } = await todayOf(ann, water)
  assert.deepEqual([due, state, amount, target.unit], [true, 'done', 8, 'glasses'])
})

test('a measured day counts when it reaches the target, or keeps below it; a target of nothing is met by nothing', async () => {
  const ann = await app.as()
  const outcome = async (target: object, amount: number) => {
    const habit = await habitOf(ann, { target })
    await log(ann, habit, '2027-03-10', { amount })
    return (await statsOf(ann, habit)).total
  }
  assert.equal(await outcome({ unit: 'km', amount: 5, type: 'at_least' }, 4.99), 0)
  assert.equal(await outcome({ unit: 'km', amount: 5, type: 'at_least' }, 5), 1)
  assert.equal(await outcome({ unit: 'beers', amount: 2, type: 'at_most' }, 2), 1)
  assert.equal(await outcome({ unit: 'beers', amount: 2, type: 'at_most' }, 3), 0)
  assert.equal(await outcome({ unit: 'cigarettes', amount: 0, type: 'at_most' }, 0), 1)
  assert.equal(await outcome({ unit: 'cigarettes', amount: 0, type: 'at_most' }, 1), 0)
  assert.equal(await outcome({ unit: 'km', amount: 0, type: 'at_least' }, 0), 1)
})

test('a schedule changed in mid-streak leaves old days judged by what held then', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, {
    startDate: '2027-03-01',
    schedule: { kind: 'weekdays', weekdays: ['mo', 'we', 'fr'] },
  })
  for (const day of ['01', '03', '05', '08']) await log(ann, habit, `2027-03-${day}`)
  assert.equal((await statsOf(ann, habit)).currentStreak, 4)
  await ann.patch(`/habits/${habit.id}`, { schedule: { kind: 'times_per', times: 1, days: 1 } })
  assert.equal((await statsOf(ann, habit)).currentStreak, 4)
  await log(ann, habit, '2027-03-10')
  app.setNow('2027-03-12T12:00:00.000Z')
  assert.equal((await statsOf(ann, habit)).currentStreak, 0, 'the 11th was due under the new schedule')
  await log(ann, habit, '2027-03-11')
  assert.equal((await statsOf(ann, habit)).currentStreak, 6)
})

test('a target raised today does not undo what was reached before', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-08', target: { unit: 'pages', amount: 10 } })
  for (const day of ['08', '09']) await log(ann, habit, `2027-03-${day}`, { amount: 12 })
  await ann.patch(`/habits/${habit.id}`, { target: { unit: 'pages', amount: 20 } })
  await log(ann, habit, '2027-03-10', { amount: 12 })
  const { currentStreak, total } = await statsOf(ann, habit)
  assert.deepEqual([currentStreak, total], [2, 2])
})

test('a pause over a streak leaves it whole, and points follow', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-02-20' })
  await logDays(ann, habit, '2027-02-24', '2027-02-27')
  await logDays(ann, habit, '2027-03-06', '2027-03-09')
  assert.equal((await statsOf(ann, habit)).currentStreak, 4)
  await ann.patch(`/habits/${habit.id}`, { pauses: [{ from: '2027-02-28', to: '2027-03-05' }] })
  assert.equal((await statsOf(ann, habit)).currentStreak, 8)
  assert.equal((await awarded(app, habit))['streak:7:2027-02-24'], 20)
  await ann.patch(`/habits/${habit.id}`, { pauses: [] })
  assert.equal((await awarded(app, habit))['streak:7:2027-02-24'], undefined)
})

test('the heatmap has each day of the year so far, in four steps of amount', async () => {
  const ann = await app.as()
  const habit = await habitOf(ann, { startDate: '2027-03-06', offDays: ['su'], target: { unit: 'km', amount: 4 } })
  await log(ann, habit, '2027-03-08', { amount: 2 })
  await log(ann, habit, '2027-03-09', { amount: 8 })
  const { year, days } = (await ann.get(`/habits/${habit.id}/heatmap?year=2027`)).body
  assert.deepEqual([year, days.length, days[0].date, days.at(-1).date], [2027, 69, '2027-01-01', '2027-03-10'])
  assert.deepEqual(
    days.slice(-6).map((day: Body) => [day.state, day.amount, day.level]),
    [
      ['not_due', null, 0],
      ['unmet', null, 0],
      ['off', null, 0],
      ['unmet', 2, 1],
      ['met', 8, 4],
      ['pending', null, 0],
    ],
  )
  assert.deepEqual((await ann.get(`/habits/${habit.id}/heatmap?year=2028`)).body.days, [])
})

test('a habit tied to a goal lets go of it, and outlives it', async () => {
  const ann = await app.as()
  const goal = (await ann.post('/goals', { title: 'Read 50 books' })).body
  const habit = await habitOf(ann, { goalIds: [goal.id] })
  assert.deepEqual(
    (await ann.get(`/habits?goalId=${goal.id}`)).body.items.map((item: Body) => item.id),
    [habit.id],
  )
  await logDays(ann, habit, '2027-03-10', '2027-03-10')
  app.setNow('2027-03-11T12:00:00.000Z')
  await ann.patch(`/habits/${habit.id}`, { startDate: '2027-03-07' })
  const { habits } = (await ann.get(`/goals/${goal.id}/progress`)).body.components
  assert.deepEqual([habits.done, habits.total], [0.25, 1], 'one of four days, and today still pending')
  await ann.delete(`/goals/${goal.id}`)
  assert.equal((await log(ann, habit, '2027-03-11')).points, 5)
  assert.equal((await ann.post('/habits', { name: 'Late', goalIds: [goal.id] })).status, 404)
  assert.deepEqual((await ann.patch(`/habits/${habit.id}`, { goalIds: [] })).body.goalIds, [])
  const bob = await app.as()
  assert.equal((await bob.post('/habits', { name: 'Mine', goalIds: [goal.id] })).status, 404)
})
