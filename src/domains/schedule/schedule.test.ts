import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const VIENNA = 'Europe/Vienna'

async function made(by: Caller, fields: object): Promise<Body> {
  const { status, body } = await by.post('/schedule', { title: 'Write', durationMinutes: 60, ...fields })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

const daily = (local: string, zone: string | null, more: object = {}) => ({
  startAt: { local, zone },
  recurrence: { rrule: 'FREQ=DAILY' },
  ...more,
})

const list = async (by: Caller, from: string, to: string): Promise<Body[]> =>
  (await by.get(`/schedule?from=${from}&to=${to}`)).body.items
const starts = (items: Body[]) => items.map(({ startAt }) => startAt)
const keys = (items: Body[]) => items.map(({ occurrence }) => occurrence)

test('a block answers what was given, and its one occurrence stands in the span it touches', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Chapter' })
  const { body: goal } = await ann.post('/goals', { title: 'Book' })
  const { body: course } = await ann.post('/courses', { title: 'Writing' })
  const block = await made(ann, {
    startAt: { local: '2027-03-01T09:00:00', zone: VIENNA },
    durationMinutes: 90,
    type: 'focus',
    description: 'first draft',
    location: 'desk',
    reminderMinutes: [15, 5, 15],
    taskId: task.id,
    goalId: goal.id,
    courseId: course.id,
  })
  assert.deepEqual(
    [block.startAt, block.reminderMinutes, block.taskId, block.goalId, block.courseId],
    [{ local: '2027-03-01T09:00', zone: VIENNA }, [5, 15], task.id, goal.id, course.id],
  )
  assert.deepEqual([block.busy, block.completed, block.recurrence], [true, false, null])
  const [one, ...others] = await list(ann, '2027-03-01T09:29:00Z', '2027-03-01T12:00:00Z')
  assert.deepEqual(others, [])
  assert.deepEqual(
    [one.id, one.occurrence, one.startAt, one.endAt, one.allDay, one.recurring, one.location],
    [block.id, '2027-03-01T09:00', '2027-03-01T08:00:00.000Z', '2027-03-01T09:30:00.000Z', false, false, 'desk'],
  )
  assert.deepEqual(await list(ann, '2027-03-01T09:30:00Z', '2027-03-01T12:00:00Z'), [])
  assert.deepEqual(await list(ann, '2027-03-01T07:00:00Z', '2027-03-01T08:00:00Z'), [])
})

test('a series stays at its hour when the clocks change, and a time that is skipped moves forward', async () => {
  const ann = await app.as()
  await made(ann, daily('2027-03-13T02:30', 'America/New_York'))
  assert.deepEqual(starts(await list(ann, '2027-03-13', '2027-03-16')), [
    '2027-03-13T07:30:00.000Z',
    '2027-03-14T07:30:00.000Z',
    '2027-03-15T06:30:00.000Z',
  ])
  const bob = await app.as()
  await bob.patch('/users/me', { timezone: VIENNA })
  await made(bob, { startAt: { at: '2027-03-27T17:15:00Z' }, recurrence: { rrule: 'FREQ=DAILY;COUNT=3' } })
  assert.deepEqual(
    (await list(bob, '2027-03-01', '2027-05-01')).map(({ local, startAt }) => [local, startAt]),
    [
      ['2027-03-27T18:15', '2027-03-27T17:15:00.000Z'],
      ['2027-03-28T18:15', '2027-03-28T16:15:00.000Z'],
      ['2027-03-29T18:15', '2027-03-29T16:15:00.000Z'],
    ],
  )
})

test('a floating block travels with its owner, a zoned one does not', async () => {
  const ann = await app.as()
  await made(ann, { startAt: { local: '2027-06-01T09:00', zone: null } })
  await made(ann, { startAt: { local: '2027-06-01T09:00', zone: 'UTC' } })
  for (const [timezone, first] of [
    ['Pacific/Kiritimati', '2027-05-31T19:00:00.000Z'],
    ['Pacific/Pago_Pago', '2027-06-01T20:00:00.000Z'],
  ] as const) {
    await ann.patch('/users/me', { timezone })
    const items = await list(ann, '2027-05-31T00:00:00Z', '2027-06-03T00:00:00Z')
    assert.deepEqual(starts(items), [first, '2027-06-01T09:00:00.000Z'].sort())
  }
})

test('whole days end where the next day begins, on the day the clocks change as well, and leave the time free', async () => {
  const ann = await app.as()
  const block = await made(ann, { startAt: { local: '2027-03-27', zone: VIENNA }, durationMinutes: 2880 })
  const [one] = await list(ann, '2027-03-01', '2027-04-01')
  assert.deepEqual(
    [one.startAt, one.endAt, one.allDay, block.busy],
    ['2027-03-26T23:00:00.000Z', '2027-03-28T22:00:00.000Z', true, false],
  )
})

test('a span is ordered, bounded to 400 days and to 10,000 occurrences', async () => {
  const ann = await app.as()
  await made(ann, { startAt: { at: '2027-03-02T09:00:00Z' }, title: 'late' })
  await made(ann, { startAt: { at: '2027-03-01T09:00:00Z' }, title: 'early' })
  assert.deepEqual(
    (await list(ann, '2027-03-01', '2027-04-05')).map(({ title }) => title),
    ['early', 'late'],
  )
  for (const query of ['', '?from=2027-01-01', '?from=2027-01-02&to=2027-01-01', '?from=2027-01-01&to=2028-03-01'])
    assert.equal((await ann.get(`/schedule${query}`)).status, 400, query)
  await made(ann, {
    ...daily('2027-01-01T00:00', 'UTC', { durationMinutes: 5 }),
    recurrence: { rrule: 'FREQ=HOURLY;BYMINUTE=0,15,30,45' },
  })
  assert.equal((await list(ann, '2027-01-01', '2027-01-02')).length, 96)
  const { status, body } = await ann.get('/schedule?from=2027-01-01&to=2028-01-01')
  assert.deepEqual([status, body.errors[0].path], [400, 'to'])
})

test('what a block is for must be yours and there: the refusal names the field', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: task } = await bob.post('/tasks', { title: 'His' })
  const block = await made(ann, { startAt: { at: '2027-03-01T09:00:00Z' } })
  for (const link of [{ taskId: task.id }, { goalId: newId() }, { courseId: newId() }]) {
    const [field] = Object.keys(link)
    const created = await ann.post('/schedule', {
      title: 'X',
      startAt: { at: '2027-03-01T09:00:00Z' },
      durationMinutes: 5,
      ...link,
    })
    const patched = await ann.patch(`/schedule/${block.id}`, link)
    for (const { status, body } of [created, patched]) assert.deepEqual([status, body.errors[0].path], [404, field])
  }
})

test('a start, zone or rule that does not exist is refused by name', async () => {
  const ann = await app.as()
  const given = { title: 'X', startAt: { local: '2027-03-01T09:00', zone: 'UTC' }, durationMinutes: 5 }
  for (const [wrong, path] of [
    [{ startAt: { local: '2027-02-30T09:00', zone: 'UTC' } }, 'startAt'],
    [{ startAt: { local: '2027-03-01T09:00', zone: 'Mars/Base' } }, 'startAt'],
    [{ durationMinutes: 0 }, 'durationMinutes'],
    [{ recurrence: { rrule: 'FREQ=SECONDLY' } }, 'recurrence.rrule'],
    [{ recurrence: { rrule: 'FREQ=DAILY', anchor: 'completion' } }, 'recurrence.anchor'],
    [{ recurrence: { rrule: 'FREQ=DAILY;UNTIL=20270201' } }, 'recurrence'],
  ] as const) {
    const { status, body } = await ann.post('/schedule', { ...given, ...wrong })
    assert.equal(status, 400, path)
    assert.ok(body.errors[0].path.startsWith(path), `${path}: ${JSON.stringify(body.errors)}`)
  }
})

test('one occurrence can be moved, renamed and skipped, and the rest of the series stays', async () => {
  const ann = await app.as()
  const block = await made(ann, daily('2027-03-01T09:00', VIENNA))
  const url = `/schedule/${block.id}`
  const at = (day: string) => `occurrence=2027-03-${day}T09:00`
  assert.equal((await ann.patch(`${url}?${at('02')}`, { title: 'Edit', description: null })).status, 200)
  const moved = { startAt: { local: '2027-04-20T10:00', zone: VIENNA }, durationMinutes: 30 }
  assert.equal((await ann.patch(`${url}?${at('03')}&scope=this`, moved)).status, 200)
  assert.equal((await ann.delete(`${url}?${at('04')}`)).status, 204)
  assert.equal((await ann.post(`${url}/skip`, { occurrence: '2027-03-05T09:00' })).status, 200)
  assert.deepEqual(
    (await list(ann, '2027-03-01', '2027-03-08')).map(({ occurrence, title }) => `${occurrence.slice(8, 10)} ${title}`),
    ['01 Write', '02 Edit', '06 Write', '07 Write'],
  )
  const there = (await list(ann, '2027-04-20', '2027-04-21')).find(({ occurrence }) => occurrence < '2027-04')
  assert.deepEqual(
    [there.occurrence, there.local, there.startAt, there.endAt],
    ['2027-03-03T09:00', '2027-04-20T10:00', '2027-04-20T08:00:00.000Z', '2027-04-20T08:30:00.000Z'],
  )
  assert.equal((await ann.patch(`${url}?${at('02')}`, { taskId: newId() })).status, 400)
  assert.equal((await ann.patch(`${url}?occurrence=2027-03-02T08:00`, { title: 'No' })).status, 404)
  assert.equal((await ann.patch(`${url}?scope=this`, { title: 'No' })).status, 400)
})

test('an occurrence moved beyond the end of its series is still found', async () => {
  const ann = await app.as()
  const block = await made(ann, daily('2027-03-01T09:00', 'UTC', { recurrence: { rrule: 'FREQ=DAILY;COUNT=2' } }))
  const startAt = { at: '2027-08-01T09:00:00Z' }
  await ann.patch(`/schedule/${block.id}?occurrence=2027-03-02T09:00`, { startAt })
  assert.deepEqual(keys(await list(ann, '2027-08-01', '2027-08-02')), ['2027-03-02T09:00'])
  await ann.patch(`/schedule/${block.id}`, { durationMinutes: 30 })
  assert.deepEqual(keys(await list(ann, '2027-08-01', '2027-08-02')), ['2027-03-02T09:00'])
})

test('this and all that follow become a series of their own, with what was different about them', async () => {
  const ann = await app.as()
  const block = await made(ann, daily('2027-03-01T09:00', VIENNA, { recurrence: { rrule: 'FREQ=DAILY;COUNT=6' } }))
  const url = `/schedule/${block.id}`
  await ann.delete(`${url}?occurrence=2027-03-05T09:00`)
  await ann.patch(`${url}?occurrence=2027-03-02T09:00`, { title: 'Second' })
  const { body: rest } = await ann.patch(`${url}?occurrence=2027-03-04T09:00&scope=following`, {
    title: 'Later',
    startAt: { local: '2027-03-04T11:00', zone: VIENNA },
  })
  assert.notEqual(rest.id, block.id)
  assert.deepEqual(
    (await list(ann, '2027-03-01', '2027-04-01')).map(({ local, title }) => `${local.slice(8)} ${title}`),
    ['01T09:00 Write', '02T09:00 Second', '03T09:00 Write', '04T11:00 Later', '06T11:00 Later'],
  )
  await ann.delete(`/schedule/${rest.id}?occurrence=2027-03-06T11:00&scope=following`)
  await ann.delete(`${url}?occurrence=2027-03-01T09:00&scope=following`)
  assert.deepEqual(keys(await list(ann, '2027-03-01', '2027-04-01')), ['2027-03-04T11:00'])
  assert.equal((await ann.get(url)).status, 404)
})

test('when the whole series moves, what was skipped stays skipped and what was done stays done', async () => {
  const ann = await app.as()
  const block = await made(ann, daily('2027-03-01T09:00', VIENNA))
  const url = `/schedule/${block.id}`
  await ann.delete(`${url}?occurrence=2027-03-02T09:00`)
  await ann.post(`${url}/complete`, { occurrence: '2027-03-03T09:00' })
  const startAt = { local: '2027-03-05T09:30', zone: VIENNA }
  const { status, body } = await ann.patch(`${url}?occurrence=2027-03-04T09:00&scope=all`, { startAt })
  assert.deepEqual([status, body.startAt.local], [200, '2027-03-02T09:30'])
  assert.deepEqual(
    (await list(ann, '2027-03-01', '2027-03-07')).map(({ occurrence, completed }) => [occurrence, completed]),
    [
      ['2027-03-02T09:30', false],
      ['2027-03-04T09:30', true],
      ['2027-03-05T09:30', false],
      ['2027-03-06T09:30', false],
    ],
  )
})

test('a new start that the rule does not give is refused until the rule comes with it', async () => {
  const ann = await app.as()
  const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=MO' }
  const block = await made(ann, daily('2027-03-01T09:00', 'UTC', { recurrence: weekly }))
  const url = `/schedule/${block.id}?occurrence=2027-03-08T09:00&scope=following`
  const startAt = { local: '2027-03-09T09:00', zone: 'UTC' }
  const refused = await ann.patch(url, { startAt })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'startAt'])
  assert.equal((await ann.patch(url, { startAt, recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU' } })).status, 200)
  assert.deepEqual(keys(await list(ann, '2027-03-01', '2027-03-20')), [
    '2027-03-01T09:00',
    '2027-03-09T09:00',
    '2027-03-16T09:00',
  ])
})

test('one occurrence is done without the others, and a plain block as a whole', async () => {
  const ann = await app.as()
  const series = await made(ann, daily('2027-03-01T09:00', 'UTC'))
  const plain = await made(ann, { startAt: { at: '2027-03-01T07:00:00Z' } })
  assert.equal((await ann.post(`/schedule/${series.id}/complete`, {})).status, 400)
  assert.equal((await ann.post(`/schedule/${series.id}/complete`, { occurrence: '2027-03-02T09:00' })).status, 200)
  assert.equal((await ann.post(`/schedule/${plain.id}/complete`, {})).body.completed, true)
  const done = async () => (await list(ann, '2027-03-01', '2027-03-04')).map(({ completed }) => completed)
  assert.deepEqual(await done(), [true, false, true, false])
  await ann.post(`/schedule/${plain.id}/complete`, { completed: false })
  assert.deepEqual(await done(), [false, false, true, false])
})

test('of two people who change one series with the version they read, one wins', async () => {
  const ann = await app.as()
  const { id, version } = await made(ann, daily('2027-03-01T09:00', 'UTC'))
  const race = (title: string) =>
    ann.patch(`/schedule/${id}?occurrence=2027-03-02T09:00`, { title }, { 'if-match': `"${version}"` })
  const answers = await Promise.all([race('A'), race('B')])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412])
})

test('a stranger can neither skip, complete nor change an occurrence', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id } = await made(ann, daily('2027-03-01T09:00', 'UTC'))
  const occurrence = '2027-03-02T09:00'
  const answers = [
    await bob.post(`/schedule/${id}/skip`, { occurrence }),
    await bob.post(`/schedule/${id}/complete`, { occurrence }),
    await bob.patch(`/schedule/${id}?occurrence=${occurrence}&scope=following`, { title: 'Mine' }),
    await bob.delete(`/schedule/${id}?occurrence=${occurrence}`),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [404, 404, 404, 404],
  )
  assert.equal((await list(ann, '2027-03-01', '2027-03-04')).length, 3)
})

test('a change of the start is undone through the feed', async () => {
  const ann = await app.as()
  const { id } = await made(ann, daily('2027-03-01T09:00', VIENNA))
  await ann.patch(`/schedule/${id}`, { startAt: { local: '2027-03-01T10:00', zone: null } })
  const { body } = await ann.get('/sync?since=0')
  assert.equal(body.changes.at(-1).entity, 'schedule_block')
  assert.equal((await ann.post(`/changes/${body.changes.at(-1).seq}/undo`)).status, 200)
  assert.deepEqual((await ann.get(`/schedule/${id}`)).body.startAt, { local: '2027-03-01T09:00', zone: VIENNA })
})
