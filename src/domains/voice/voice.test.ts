import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const NOW = '2027-03-10T12:00:00.000Z'

test('an utterance is answered with its wishes, in the zone and at the moment that a test names', async () => {
  const ann = await app.as()
  const text = 'Remind me to call mom tomorrow at 5pm and add buy flowers to my list'
  const { status, body } = await ann.post('/intent/classify', { text, now: NOW, timezone: 'America/New_York' })
  assert.equal(status, 200)
  const [reminder, task] = body.intents
  assert.deepEqual([reminder.type, task.type, body.intents.length], ['create_reminder', 'create_task', 2])
  assert.deepEqual(
    [reminder.entities.title, reminder.entities.at, reminder.entities.timezone, reminder.text],
    ['call mom', '2027-03-11T22:00:00.000Z', 'America/New_York', 'Remind me to call mom tomorrow at 5pm'],
  )
  assert.deepEqual([task.entities.title, task.entities.date], ['buy flowers', null])
  assert.deepEqual(body.meta, { source: 'rules', provider: null, model: null, cached: false, usage: null })
  assert.equal(body.distress, false)
})

test('times are those of the zone that the user lives in', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Asia/Tokyo' })
  const { body } = await ann.post('/intent/classify', { text: 'wake me at 6am tomorrow', now: NOW })
  assert.equal(body.intents[0].entities.at, '2027-03-10T21:00:00.000Z')
})

test('nothing is carried out', async () => {
  const ann = await app.as()
  await ann.post('/intent/classify', { text: 'add buy flowers to my list and remind me tomorrow at 5pm' })
  assert.deepEqual((await ann.get('/tasks')).body.items, [])
  assert.deepEqual((await ann.get('/reminders')).body.items, [])
})

test('words of crisis are named beside whatever else was wanted', async () => {
  const ann = await app.as()
  const { body } = await ann.post('/intent/classify', { text: 'Remind me to write my will, I want to end my life' })
  assert.equal(body.distress, true)
  assert.equal(body.intents[0].type, 'create_reminder')
})

test('no text, and more than 2,000 characters, are refused', async () => {
  const ann = await app.as()
  for (const text of ['', '   ', 'a'.repeat(2_001)])
    assert.equal((await ann.post('/intent/classify', { text })).status, 400)
  assert.equal((await ann.post('/intent/classify', { text: 'a'.repeat(2_000) })).status, 200)
})
