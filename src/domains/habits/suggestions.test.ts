import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Embedder, embeddedModel } from '#core/ai/embeddings.ts'
import { actingAs } from '#core/ctx.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { detectForAll, detectHabits } from './detection.service.ts'
import { habitOf } from './habits.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
beforeEach(() => app.setNow('2027-03-20T12:00:00.000Z'))
after(() => app.close())

/** Texts are as near as they share words. */
const words: Embedder = {
  model: 'words',
  dims: 64,
  embed: async (texts) =>
    texts.map((text) => {
      const vector = Array<number>(64).fill(0)
      for (const word of text.split(' ')) {
        const slot = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 64, 7)
        vector[slot] = (vector[slot] ?? 0) + 1
      }
      const length = Math.hypot(...vector) || 1
      return vector.map((value) => value / length)
    }),
}

const detect = (by: Caller, embedder = words) =>
  detectHabits(actingAs({ ...app.platform.base, actor: null }, by.userId, 'job:test'), embedder)

async function remind(by: Caller, title: string, ...days: string[]) {
  for (const day of days) {
    app.setNow(`${day}T05:00:00.000Z`)
    const { status, body } = await by.post('/reminders', { title, when: { at: `${day}T07:00:00.000Z` } })
    assert.equal(status, 201, JSON.stringify(body))
  }
  app.setNow('2027-03-20T12:00:00.000Z')
}

const SATURDAYS = ['2027-03-06', '2027-03-13', '2027-03-20'] as const

const suggestions = async (by: Caller): Promise<Body[]> => (await by.get('/habits/suggestions')).body.items

test('reminders of the same kind on the same weekday become a suggestion, once, that becomes a habit', async () => {
  const ann = await app.as()
  await remind(ann, 'Water the plants', ...SATURDAYS)
  await detect(ann)
  await detect(ann)
  const [one, ...others] = await suggestions(ann)
  assert.deepEqual(others, [])
  assert.deepEqual(
    [one?.name, one?.frequency, one?.weekday, one?.timeOfDay, one?.confidence, one?.status],
    ['Water the plants', 'weekly', 'sa', '07:00', 1, 'open'],
  )
  const { status, body: habit } = await ann.post(`/habits/suggestions/${one?.id}/accept`)
  assert.deepEqual(
    [status, habit.name, habit.schedule, habit.reminderTimes],
    [201, 'Water the plants', { kind: 'weekdays', weekdays: ['sa'] }, ['07:00']],
  )
  assert.equal((await ann.post(`/habits/suggestions/${one?.id}/accept`)).status, 409)
  assert.deepEqual(await suggestions(ann), [])
  await detect(ann)
  assert.deepEqual(await suggestions(ann), [])
})

test('completed tasks count as well, day after day', async () => {
  const ann = await app.as()
  for (const day of ['2027-03-15', '2027-03-16', '2027-03-17', '2027-03-18']) {
    app.setNow(`${day}T18:00:00.000Z`)
    const { body: task } = await ann.post('/tasks', { title: 'Tidy the desk' })
    await ann.post(`/tasks/${task.id}/complete`)
  }
  await detect(ann)
  const [one] = await suggestions(ann)
  assert.deepEqual([one?.name, one?.frequency, one?.timeOfDay], ['Tidy the desk', 'daily', '18:00'])
})

test('a dismissed pattern does not return, however often it goes on', async () => {
  const ann = await app.as()
  await remind(ann, 'Water the plants', ...SATURDAYS)
  await detect(ann)
  const [one] = await suggestions(ann)
  assert.equal((await ann.post(`/habits/suggestions/${one?.id}/dismiss`)).body.status, 'dismissed')
  await remind(ann, 'Water the plants', '2027-02-20', '2027-02-27')
  await remind(ann, 'Water the plants please', ...SATURDAYS)
  await detect(ann)
  assert.deepEqual(await suggestions(ann), [])
  await detect(ann, { ...words, model: 'another' })
  assert.deepEqual(await suggestions(ann), [], 'also not when another model looks at it')
})

test('what is a habit already, and what somebody without AI does, is not suggested', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await habitOf(ann, { name: 'Water the plants' })
  await bob.patch('/users/me/preferences', { ai: { enabled: false } })
  for (const one of [ann, bob]) {
    await remind(one, 'Water the plants', ...SATURDAYS)
    await detect(one)
    assert.deepEqual(await suggestions(one), [])
  }
  await bob.patch('/users/me/preferences', { ai: { enabled: true } })
  await detect(bob)
  assert.equal((await suggestions(bob)).length, 1)
})

test('a stranger can neither see, accept nor dismiss my suggestion', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await remind(ann, 'Water the plants', ...SATURDAYS)
  await detect(ann)
  const [one] = await suggestions(ann)
  assert.deepEqual(await suggestions(bob), [])
  assert.equal((await bob.post(`/habits/suggestions/${one?.id}/accept`)).status, 404)
  assert.equal((await bob.post(`/habits/suggestions/${one?.id}/dismiss`)).status, 404)
  assert.equal((await suggestions(ann)).length, 1)
})

test('the nightly job looks at everybody who was busy, with the model that comes along', async () => {
  const ann = await app.as()
  await remind(ann, 'Go for a run', ...SATURDAYS.slice(0, 2))
  await remind(ann, 'Go for a run in the park', '2027-03-20')
  await app.work()
  await detectForAll({ ...app.platform.base, actor: null })
  await eventually(async () => {
    const [one] = await suggestions(ann)
    assert.deepEqual([one?.frequency, one?.weekday, one?.samples.length], ['weekly', 'sa', 2])
  })
  assert.equal(embeddedModel.model, 'use-lite-en')
})
