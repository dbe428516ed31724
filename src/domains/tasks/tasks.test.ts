import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('a new task has every field, and shows nothing internal', async () => {
  const ann = await app.as()
  const { status, body, headers } = await ann.post('/tasks', { title: '  Read  ', tags: ['a', 'a'] })
  assert.equal(status, 201)
  assert.equal(headers.location, `/api/tasks/${body.id}`)
  assert.equal(headers.etag, '"1"')
  assert.deepEqual(
    [body.title, body.status, body.priority, body.dueDate, body.recurrence, body.tags, body.goalIds],
    ['Read', 'not_started', 'p3', null, null, ['a'], []],
  )
  assert.match(body.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(
    ['userId', 'deletedAt', 'seriesStart'].filter((field) => field in body),
    [],
  )
  assert.deepEqual((await ann.get(`/tasks/${body.id}`)).body, body)
})

test('an absent field is kept and null clears it', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', {
    title: 'A',
    description: 'long',
    dueDate: '2027-03-01',
    area: 'health',
    subCategory: 'sleep',
  })
  const { body } = await ann.patch(`/tasks/${task.id}`, { title: 'B', description: null })
  assert.deepEqual([body.title, body.description, body.dueDate, body.version], ['B', null, '2027-03-01', 2])
  const timed = await ann.patch(`/tasks/${task.id}`, { dueAt: '2027-03-01T09:00:00.000Z' })
  assert.deepEqual([timed.body.dueDate, timed.body.dueAt], [null, '2027-03-01T09:00:00.000Z'])
  assert.equal((await ann.patch(`/tasks/${task.id}`, { area: 'wealth' })).status, 400)
})

test('completing awards points by the formula once, a second time is a conflict', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', {
    title: 'Once',
    estimateMinutes: 60,
    priority: 'p2',
    area: 'wealth',
  })
  const answers = await Promise.all([1, 2].map(() => ann.post(`/tasks/${task.id}/complete`)))
  assert.deepEqual(answers.map((one) => one.status).sort(), [200, 409])
  const won = answers.find((one) => one.status === 200)?.body
  assert.deepEqual([won.pointsAwarded, won.nextTask, won.status], [1296, null, 'done'])
  const { body: open } = await ann.patch(`/tasks/${task.id}`, { status: 'in_progress' })
  assert.deepEqual([open.pointsAwarded, open.completedAt], [0, null])
})

test('a daily task left for days makes one next instance after today and records the days missed', async () => {
  const ann = await app.as()
  app.setNow('2027-03-10T12:00:00Z')
  const { body: task } = await ann.post('/tasks', {
    title: 'Pill',
    dueDate: '2027-03-06',
    recurrence: { rrule: 'FREQ=DAILY' },
  })
  const { body } = await ann.post(`/tasks/${task.id}/complete`)
  assert.equal(body.nextTask.dueDate, '2027-03-11')
  assert.deepEqual(body.nextTask.missedDates, ['2027-03-07', '2027-03-08', '2027-03-09'])
  assert.deepEqual([body.nextTask.seriesId, body.nextTask.occurrence], [task.id, 2])
  const { body: listed } = await ann.get(`/tasks/${body.nextTask.id}/occurrences?from=2027-03-05&to=2027-03-14`)
  assert.deepEqual(
    listed.items.map((one: { date: string; state: string }) => `${one.date} ${one.state}`),
    [
      '2027-03-06 done',
      '2027-03-07 missed',
      '2027-03-08 missed',
      '2027-03-09 missed',
      '2027-03-11 open',
      '2027-03-12 upcoming',
      '2027-03-13 upcoming',
    ],
  )
  app.setNow(null)
})

test('monthly on the 31st falls on the last day of a short month and comes back to the 31st', async () => {
  const ann = await app.as()
  app.setNow('2027-01-31T12:00:00Z')
  const { body: task } = await ann.post('/tasks', {
    title: 'Rent',
    dueDate: '2027-01-31',
    recurrence: { rrule: 'FREQ=MONTHLY' },
  })
  const { body: first } = await ann.post(`/tasks/${task.id}/complete`)
  assert.equal(first.nextTask.dueDate, '2027-02-28')
  app.setNow('2027-02-28T12:00:00Z')
  const { body: second } = await ann.post(`/tasks/${first.nextTask.id}/complete`)
  assert.equal(second.nextTask.dueDate, '2027-03-31')
  app.setNow(null)
})

test('from completion counts from the day it was done, in the owner’s zone, and keeps the time of day', async () => {
  const ann = await app.as()
  await rowsOf(app.platform.database.db, sql`update users set timezone = 'America/New_York' where id = ${ann.userId}`)
  app.setNow('2027-03-13T03:00:00Z')
  const { body: task } = await ann.post('/tasks', {
    title: 'Water',
    dueAt: '2027-03-10T23:15:00.000Z',
    recurrence: { rrule: 'FREQ=DAILY;INTERVAL=3', anchor: 'completion' },
  })
  const { body } = await ann.post(`/tasks/${task.id}/complete`)
  assert.equal(
    body.nextTask.dueAt,
    '2027-03-15T22:15:00.000Z',
    '18:15 on the wall, three days after 12 March, past the clock change',
  )
  app.setNow(null)
})

test('a series ends after COUNT instances, and reopening withdraws the untouched next one', async () => {
  const ann = await app.as()
  app.setNow('2027-05-01T12:00:00Z')
  const { body: task } = await ann.post('/tasks', {
    title: 'Twice',
    dueDate: '2027-05-01',
    recurrence: { rrule: 'FREQ=DAILY;COUNT=2' },
  })
  const { body: first } = await ann.post(`/tasks/${task.id}/complete`)
  await ann.patch(`/tasks/${task.id}`, { status: 'not_started' })
  assert.equal((await ann.get(`/tasks/${first.nextTask.id}`)).status, 404)
  const { body: again } = await ann.patch(`/tasks/${task.id}`, { status: 'done' })
  assert.equal(again.status, 'done')
  const { body: next } = await ann.get(`/tasks/${first.nextTask.id}`)
  assert.equal(next.dueDate, '2027-05-02', 'the same date makes the same id')
  app.setNow('2027-05-02T12:00:00Z')
  assert.equal((await ann.post(`/tasks/${next.id}/complete`)).body.nextTask, null)
  app.setNow(null)
})

test('a dependency that would close a circle is refused by naming the way round, also when two race', async () => {
  const ann = await app.as()
  const [a, b, c] = await Promise.all(
    ['A', 'B', 'C'].map(async (title) => (await ann.post('/tasks', { title })).body.id),
  )
  assert.equal((await ann.post(`/tasks/${a}/dependencies`, { dependsOnTaskId: b })).status, 201)
  const raced = await Promise.all([
    ann.post(`/tasks/${b}/dependencies`, { dependsOnTaskId: c }),
    ann.post(`/tasks/${c}/dependencies`, { dependsOnTaskId: a }),
  ])
  assert.deepEqual(raced.map((one) => one.status).sort(), [201, 409])
  assert.match(raced.find((one) => one.status === 409)?.body.detail, /A → B|B → C|C → A/)
})

test('a task says how many unfinished ones it waits for', async () => {
  const ann = await app.as()
  const { body: wall } = await ann.post('/tasks', { title: 'Wall' })
  const { body: paint } = await ann.post('/tasks', { title: 'Paint' })
  await ann.post(`/tasks/${paint.id}/dependencies`, { dependsOnTaskId: wall.id })
  assert.equal((await ann.get(`/tasks/${paint.id}`)).body.openBlockers, 1)
  assert.deepEqual(
    (await ann.get(`/tasks/${paint.id}/dependencies`)).body.blockedBy.map((one: { title: string }) => one.title),
    ['Wall'],
  )
  assert.deepEqual((await ann.get('/tasks/graph')).body.edges, [{ source: wall.id, target: paint.id }])
  await ann.post(`/tasks/${wall.id}/complete`)
  assert.equal((await ann.get(`/tasks/${paint.id}`)).body.openBlockers, 0)
  await ann.patch(`/tasks/${wall.id}`, { status: 'blocked' })
  assert.equal((await ann.get(`/tasks/${paint.id}`)).body.openBlockers, 1)
})

test('subtasks go to the trash with their parent, and a task cannot stand below itself', async () => {
  const ann = await app.as()
  const { body: top } = await ann.post('/tasks', { title: 'Top' })
  const { body: sub } = await ann.post('/tasks', { title: 'Sub', parentTaskId: top.id })
  assert.equal((await ann.patch(`/tasks/${top.id}`, { parentTaskId: sub.id })).status, 409)
  assert.equal((await ann.delete(`/tasks/${top.id}`)).status, 204)
  assert.equal((await ann.get(`/tasks/${sub.id}`)).status, 404)
  assert.equal((await ann.post('/tasks', { title: 'Late', parentTaskId: top.id })).status, 404)
})

test('a batch does all or nothing and names the operation that failed', async () => {
  const ann = await app.as()
  const { status, body } = await ann.post('/tasks/batch', {
    operations: [
      { op: 'create', task: { title: 'One' } },
      { op: 'complete', id: newId() },
    ],
  })
  assert.equal(status, 404)
  assert.match(body.detail, /operations\.1/)
  assert.deepEqual((await ann.get('/tasks')).body.items, [])
  const fine = await ann.post('/tasks/batch', {
    operations: [
      { op: 'create', task: { title: 'One' } },
      { op: 'create', task: { title: 'Two' } },
    ],
  })
  assert.deepEqual([fine.status, fine.body.results.length], [200, 2])
})

test("a stranger's goal, parent or task cannot be named", async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { body: hers } = await ann.post('/tasks', { title: 'Hers' })
  const { body: his } = await bob.post('/tasks', { title: 'His' })
  assert.equal((await bob.post('/tasks', { title: 'x', parentTaskId: hers.id })).status, 404)
  assert.equal((await bob.post('/tasks', { title: 'x', goalIds: [newId()] })).status, 404)
  assert.equal((await bob.patch(`/tasks/${his.id}`, { parentTaskId: hers.id })).status, 404)
  assert.equal((await bob.post(`/tasks/${his.id}/dependencies`, { dependsOnTaskId: hers.id })).status, 404)
})

test('pages walk without gaps while tasks are added, in every order, and a cursor is bound to list and user', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  for (let i = 0; i < 7; i++) {
    await ann.post('/tasks', {
      title: `t${i}`,
      priority: i % 2 ? 'p1' : 'p3',
      ...(i % 3 && { dueDate: `2027-01-0${i + 1}` }),
      position: -i,
    })
  }
  for (const sort of ['newest', 'due', 'priority', 'position']) {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await ann.get(`/tasks?limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map((one: { title: string }) => one.title))
      if (sort === 'newest') await ann.post('/tasks', { title: 'later', position: 9, priority: 'p4' })
      cursor = body.nextCursor
    } while (cursor)
    assert.equal(new Set(seen.filter((title) => title !== 'later')).size, 7, sort)
    assert.equal(seen.filter((title) => title !== 'later').length, 7, sort)
  }
  const { body } = await ann.get('/tasks?limit=3')
  assert.equal((await bob.get(`/tasks?limit=3&cursor=${body.nextCursor}`)).status, 400)
  assert.equal((await ann.get(`/tasks?limit=3&status=done&cursor=${body.nextCursor}`)).status, 400)
})

test('filters choose by status, tag, text and due day in the owner’s zone', async () => {
  const ann = await app.as()
  await rowsOf(app.platform.database.db, sql`update users set timezone = 'Pacific/Auckland' where id = ${ann.userId}`)
  await ann.post('/tasks', { title: 'Late evening', dueAt: '2027-01-31T11:30:00.000Z', tags: ['x'] })
  await ann.post('/tasks', { title: '100 % done', status: 'in_progress' })
  const titles = async (query: string) =>
    (await ann.get(`/tasks?${query}`)).body.items.map((one: { title: string }) => one.title)
  assert.deepEqual(await titles('dueFrom=2027-02-01&dueTo=2027-02-01'), ['Late evening'])
  assert.deepEqual(await titles('dueTo=2027-01-31'), [])
  assert.deepEqual(await titles('tag=x&status=not_started,blocked'), ['Late evening'])
  assert.deepEqual(await titles('q=0 %25'), ['100 % done'])
  assert.equal((await ann.get('/tasks?status=gone')).status, 400)
})

test('a stale If-Match changes nothing, a fresh one does, and an unchanged item answers 304', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'One' })
  assert.equal((await ann.patch(`/tasks/${task.id}`, { title: 'Two' }, { 'if-match': '"1"' })).status, 200)
  assert.equal((await ann.patch(`/tasks/${task.id}`, { title: 'Three' }, { 'if-match': '"1"' })).status, 412)
  assert.equal((await ann.delete(`/tasks/${task.id}`, undefined, { 'if-match': '"1"' })).status, 412)
  assert.equal((await ann.get(`/tasks/${task.id}`, { 'if-none-match': '"2"' })).status, 304)
  assert.equal((await ann.put(`/tasks/${task.id}`, { title: 'Four' }, { 'if-match': '"2"' })).status, 200)
})

test('fifty equal requests with one idempotency key make one task', async () => {
  const ann = await app.as()
  const send = () => ann.post('/tasks', { title: 'Once' }, { 'idempotency-key': 'k1' })
  const answers = await Promise.all(Array.from({ length: 50 }, send))
  assert.ok(answers.every(({ status }) => status === 201 || status === 409))
  const again = await send()
  assert.deepEqual([again.status, again.headers['idempotent-replayed'], again.headers.etag], [201, 'true', '"1"'])
  assert.equal((await ann.get('/tasks')).body.items.length, 1)
  assert.equal((await ann.post('/tasks', { title: 'Other' }, { 'idempotency-key': 'k1' })).status, 422)
})

test('every write stands in the feed, in order, with what was there before', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'One' })
  await ann.patch(`/tasks/${task.id}`, { title: 'Two' })
  await ann.post(`/tasks/${task.id}/complete`)
  await ann.delete(`/tasks/${task.id}`)
  const feed = await rowsOf(
    app.platform.database.db,
    sql`select seq::int, op, before->>'title' as title from changes where user_id = ${ann.userId} and entity = 'task' order by seq`,
  )
  assert.deepEqual(feed, [
    { seq: 2, op: 'create', title: null },
    { seq: 3, op: 'update', title: 'One' },
    { seq: 4, op: 'update', title: 'Two' },
    // 5 is the entry in the wallet, in the transaction that finished it.
    { seq: 6, op: 'delete', title: 'Two' },
  ])
})
