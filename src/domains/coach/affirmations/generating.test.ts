import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { patient } from '#test/calm.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { type Own, ownDrafts } from './templates.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const draft = async (ann: Caller, input: object): Promise<Body> => {
  const { status, body } = await ann.post('/ai/affirmations/generate', input)
  assert.equal(status, 200, JSON.stringify(body))
  return body.result
}

test('drafts are filled with one’s own goals, say with which, and fit to be saved', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'Run a marathon', status: 'active' })
  const { affirmations, reasoning } = await draft(ann, { count: 1 })
  assert.deepEqual(affirmations, [
    {
      text: 'Each small step counts towards “Run a marathon”.',
      category: 'growth',
      goalId: goal.id,
      basis: 'Your goal “Run a marathon”',
    },
  ])
  assert.match(reasoning, /^No model wrote these/)
  const { text, category, goalId } = affirmations[0] as Body
  assert.equal((await ann.post('/affirmations', { text, category, goalId, source: 'generated' })).status, 201)
})

test('where nothing of one’s own fits, general ones come and say so', async () => {
  const ann = await app.as()
  const { affirmations, reasoning } = await draft(ann, { count: 10 })
  assert.ok(affirmations.length >= 8 && affirmations.every(({ basis }: Body) => basis.startsWith('A general one')))
  assert.match(reasoning, /0 of/)
  const { affirmations: calm } = await draft(ann, { category: 'calm' })
  assert.ok(calm.length > 0 && calm.every(({ category }: Body) => category === 'calm'))
})

test('words of the onboarding stand in sentences that speak of doing and learning, not of being', () => {
  const own: Own = {
    goals: [],
    streak: { habit: 'Read', days: 5 },
    personYouWantToBe: 'Somebody who listens.',
    feelingToExperience: 'I want peace!',
    somethingYouLike: null,
    reminderWhenDown: 'This too shall pass.',
  }
  assert.deepEqual(
    ownDrafts(own).map(({ text }) => text),
    [
      'This too shall pass.',
      'I have kept “Read” 5 times in a row. I can rely on myself.',
      'Today I make room for what I want to feel: I want peace.',
      'I am learning to be who I want to be: somebody who listens.',
    ],
  )
})
