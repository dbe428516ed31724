import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

const NOW = '2027-03-10T12:00:00.000Z'

test('a line of text becomes a task, and says which words it took for what', async () => {
  const ann = await app.as()
  const text = 'Water the plants every other Tuesday at 7pm until June !p1 #home @happiness ~15m'
  const { status, body, headers } = await ann.post('/tasks/quick-add', { text, now: NOW, timezone: 'America/New_York' })
  assert.equal(status, 201)
  assert.equal(headers.location, `/api/tasks/${body.task.id}`)
  const { title, dueAt, recurrence, priority, tags, area, estimateMinutes } = body.task
  assert.deepEqual(
    [title, dueAt, recurrence.rrule, priority, tags, area, estimateMinutes],
    [
      'Water the plants',
      '2027-03-16T23:00:00.000Z',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270601',
      'p1',
      ['home'],
      'happiness',
      15,
    ],
  )
  assert.ok(body.understood.some((one: { text: string; as: string }) => one.as === 'priority' && one.text === '!p1'))
  assert.deepEqual((await ann.get(`/tasks/${body.task.id}`)).body, body.task)
})

test('what the text does not say is null, and nothing but a title is a title', async () => {
  const ann = await app.as()
  const { body } = await ann.post('/tasks/quick-add', { text: 'Read chapter 12 in May I think' })
  assert.deepEqual(
    [body.task.title, body.task.dueDate, body.task.dueAt, body.task.recurrence, body.task.tags, body.understood],
    ['Read chapter 12 in May I think', null, null, null, [], []],
  )
})

test('only a server under test lets a request say what time it is', async () => {
  const inProduction = await startApp({ env: { STAGE: 'production' } })
  const bob = await inProduction.as()
  assert.equal((await bob.post('/tasks/quick-add', { text: 'x tomorrow', now: NOW })).status, 400)
  await inProduction.close()
  const ann = await app.as()
  assert.equal((await ann.post('/tasks/quick-add', { text: 'x', now: 'yesterday' })).status, 400)
  assert.equal((await ann.post('/tasks/quick-add', { text: 'x', timezone: 'Mars/Olympus' })).status, 400)
})
