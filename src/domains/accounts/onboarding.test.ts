import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const ANSWERS: Body[] = [
  { name: 'Ann', birthday: '1990-04-12', culturalHome: 'Vienna', currentLocation: 'Lisbon' },
  { currentThoughts: 'Work', authenticPlace: 'The sea', somethingYouLike: 'Patience', reminderWhenDown: 'It passes' },
  { changeYouWant: 'More calm', feelingToExperience: 'Ease', personYouWantToBe: 'A gardener' },
  { futureSelfAge: 70, dreamDay: 'In the garden', accomplishmentGoal: 'A book' },
  {
    trustedWordsVibes: 'Warm',
    messageLengthPreference: 'long',
    messageFrequency: 'weekly',
    trustFactor: 'Honesty',
  },
  { whenFeelingLost: 'Walking' },
]
const step = (n: number) => `/onboarding/steps/${n}`

test('six steps in order, from nothing to complete', async () => {
  const ann = await app.as()
  const start = (await ann.get('/onboarding')).body
  assert.deepEqual([start.step, start.percent, start.isCompleted, start.answers.name], [1, 0, false, null])
  assert.equal(start.questions.length, 20)
  for (const [at, answers] of ANSWERS.slice(0, 5).entries()) {
    const { status, body } = await ann.put(step(at + 1), answers)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.step, body.percent], [at + 2, Math.round(((at + 1) / 6) * 100)])
    assert.deepEqual({ ...body.answers, ...answers }, body.answers)
  }
  const done = await ann.post('/onboarding/complete')
  assert.deepEqual([done.status, done.body.isCompleted, done.body.step], [200, true, 6])
  const again = await ann.post('/onboarding/complete')
  assert.equal(again.body.completedAt, done.body.completedAt)
  assert.deepEqual((await ann.put(step(6), ANSWERS[5])).body.percent, 100)
})

test('each step takes its own answers and no others', async () => {
  const ann = await app.as()
  const wrong: [number, Body, string][] = [
    [1, { ...ANSWERS[0], birthday: '2090-01-01' }, 'birthday'],
    [1, { ...ANSWERS[0], birthday: '1990-02-30' }, 'birthday'],
    [1, { ...ANSWERS[0], name: undefined }, 'name'],
    [1, { ...ANSWERS[0], dreamDay: 'Sleep' }, 'dreamDay'],
    [4, { ...ANSWERS[3], futureSelfAge: 17 }, 'futureSelfAge'],
    [4, { ...ANSWERS[3], futureSelfPhotoUrl: 'file:///etc/passwd' }, 'futureSelfPhotoUrl'],
    [5, { ...ANSWERS[4], messageFrequency: 'hourly' }, 'messageFrequency'],
  ]
  for (const [n, body, path] of wrong) {
    const answer = await ann.put(step(n), body)
    assert.deepEqual([answer.status, answer.body.errors[0].path], [400, path])
  }
  assert.equal((await ann.put(step(7), {})).status, 400)
  assert.equal((await ann.get('/onboarding')).body.percent, 0)
})

test('a step cannot be jumped over, and nothing is complete before the fifth', async () => {
  const ann = await app.as()
  assert.equal((await ann.put(step(2), ANSWERS[1])).status, 409)
  assert.equal((await ann.post('/onboarding/complete')).status, 409)
  await ann.put(step(1), ANSWERS[0])
  assert.equal((await ann.put(step(3), ANSWERS[2])).status, 409)
  const { status, body } = await ann.post('/onboarding/complete')
  assert.deepEqual([status, body.detail], [409, 'Answer step 2 first.'])
})

test('an answered step may be answered anew, and what it leaves out is gone', async () => {
  const ann = await app.as()
  for (const n of [1, 2, 3]) await ann.put(step(n), ANSWERS[n - 1])
  await ann.put(step(4), { ...ANSWERS[3], futureSelfPhotoUrl: 'https://example.com/me.png' })
  const { body } = await ann.put(step(4), { ...ANSWERS[3], futureSelfAge: 80 })
  assert.deepEqual([body.answers.futureSelfAge, body.answers.futureSelfPhotoUrl], [80, null])
  assert.deepEqual(body.completedSteps, [1, 2, 3, 4])
})

test('the name and the wished tone are known everywhere afterwards; a name that was set stays', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await bob.patch('/users/me', { name: 'Bob' })
  for (const by of [ann, bob]) for (const n of [1, 2, 3, 4, 5]) await by.put(step(n), ANSWERS[n - 1])
  assert.equal((await ann.get('/users/me')).body.name, 'Ann')
  assert.equal((await bob.get('/users/me')).body.name, 'Bob')
  const { personality } = (await ann.get('/users/me/preferences')).body
  assert.deepEqual([personality.messageLength, personality.messageFrequency], ['long', 'weekly'])
})

test('two devices that answer at once lose nothing', async () => {
  const ann = await app.as()
  await ann.put(step(1), ANSWERS[0])
  await Promise.all([ann.put(step(2), ANSWERS[1]), ann.put(step(1), { ...ANSWERS[0], currentLocation: 'Porto' })])
  const { answers, completedSteps } = (await ann.get('/onboarding')).body
  assert.deepEqual([answers.currentLocation, answers.authenticPlace], ['Porto', 'The sea'])
  assert.deepEqual(completedSteps, [1, 2])
})

test('nobody sees another’s answers', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await ann.put(step(1), ANSWERS[0])
  assert.equal((await bob.get('/onboarding')).body.answers.name, null)
})
