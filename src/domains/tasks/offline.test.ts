import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('a task done offline keeps the moment it was done, and its series goes on from there', async () => {
  const ann = await app.as()
  app.setNow('2027-03-10T12:00:00Z')
  const recurrence = { rrule: 'FREQ=DAILY;INTERVAL=3', anchor: 'completion' }
  const { body: task } = await ann.post('/tasks', { title: 'Water', dueDate: '2027-03-05', recurrence })
  const { body } = await ann.patch(`/tasks/${task.id}`, { status: 'done', completedAt: '2027-03-06T20:00:00Z' })
  assert.equal(body.completedAt, '2027-03-06T20:00:00.000Z')
  const { body: open } = await ann.get('/tasks?status=not_started')
  assert.deepEqual(
    open.items.map((one: { dueDate: string }) => one.dueDate),
    ['2027-03-09'],
  )
  const future = await ann.post('/tasks', { title: 'Later', status: 'done', completedAt: '2030-01-01T00:00:00Z' })
  assert.equal(future.body.completedAt, '2027-03-10T12:00:00.000Z', 'nothing is done before it is done')
  app.setNow(null)
})

test('only what is done has a moment at which it was done', async () => {
  const ann = await app.as()
  const early = { title: 'Early', completedAt: '2026-01-01T00:00:00Z' }
  assert.equal((await ann.post('/tasks', early)).status, 400)
  const { body: task } = await ann.post('/tasks', { ...early, status: 'done' })
  assert.equal(task.completedAt, '2026-01-01T00:00:00.000Z')
  assert.equal((await ann.patch(`/tasks/${task.id}`, { completedAt: '2026-01-02T00:00:00Z' })).status, 200)
  const { body: open } = await ann.patch(`/tasks/${task.id}`, { status: 'blocked', completedAt: null })
  assert.deepEqual([open.status, open.completedAt], ['blocked', null])
})

test('a patch of nothing changes nothing, and still minds If-Match', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Same' })
  assert.equal((await ann.patch(`/tasks/${task.id}`, {}, { 'if-match': '"7"' })).status, 412)
  assert.equal((await ann.patch(`/tasks/${task.id}`, {}, { 'if-match': '"1"' })).body.version, 1)
})
