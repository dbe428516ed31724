import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '#test/harness.ts'
import { ask as askCoach, assertPrivate, each, make, openStage, put, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

/** Soon after the entries of the ledger, whose clock is the database's. */
const ask = (caller: Caller, name: string, input: object) =>
  askCoach(caller, `rewards/${name}`, input, new Date().toISOString())
/** 700 points, a hundred a day of the shortest time that counts. */
async function earn(caller: Caller) {
  const { id } = await make(caller, 'tasks', { title: 'Paint', pointValue: 700 })
  await make(caller, `tasks/${id}/complete`, {})
}

test('a reward costs what one’s own like it do, then its kind, then days of earning, and says which', async () => {
  const ann = await stage.app.as()
  const assumed = (await ask(ann, 'cost', { title: 'A day at the sea', category: 'weekly_reward' })).result
  assert.deepEqual([assumed.pointCost, assumed.daysToEarn, assumed.confidence], [5_000, null, 0.1])
  await earn(ann)
  const earned = (await ask(ann, 'cost', { title: 'A day at the sea', category: 'weekly_reward' })).result
  assert.deepEqual([earned.pointCost, earned.pointsPerDay, earned.daysToEarn], [700, 100, 7])
  await make(ann, 'rewards', { title: 'New headphones', pointCost: 900, category: 'weekly_reward' })
  const kind = (await ask(ann, 'cost', { title: 'A day at the sea', category: 'weekly_reward' })).result
  assert.deepEqual([kind.pointCost, kind.confidence], [900, 0.5])
  const trip = await make(ann, 'rewards', { title: 'A day at the lake', pointCost: 400, category: 'big_unlock' })
  const { result, meta } = await ask(ann, 'cost', { title: 'A day at the sea' })
  assert.deepEqual([result.pointCost, result.category, meta.source], [400, 'big_unlock', 'rules'])
  assert.deepEqual(each(result.basedOn, 'rewardId'), [trip.id])
  const itself = (await ask(ann, 'cost', { rewardId: trip.id })).result
  assert.deepEqual([itself.pointCost, itself.basedOn], [3_000, []], 'not by its own price')
})

test('ideas follow from what one likes, are priced, and are unlike what is there', async () => {
  const ann = await stage.app.as()
  await earn(ann)
  await make(ann, 'rewards', { title: 'An undisturbed hour for chess', pointCost: 55, category: 'daily_delight' })
  const { result } = await ask(ann, 'brainstorm', { count: 4, interests: ['chess', 'the piano'] })
  assert.deepEqual(each(result.rewards, 'title'), [
    'An undisturbed hour for the piano',
    'A whole afternoon for chess',
    'A whole afternoon for the piano',
    'Something new for chess',
  ])
  assert.deepEqual(each(result.rewards, 'suggestedPointCost'), [55, 700, 700, 3_000])
  const bob = await stage.app.as()
  const general = (await ask(bob, 'brainstorm', { category: 'big_unlock' })).result
  assert.deepEqual([general.rewards.length, general.confidence], [3, 0.1])
  assert.match(general.reasoning, /please most people/)
  await bob.patch('/users/me/preferences', { study: { interests: ['sailing'] } })
  assert.match((await ask(bob, 'brainstorm', { count: 1 })).result.rewards[0].title, /sailing/)
})

test('a model may name a kind and think of rewards, but prices stay as they were worked out', async () => {
  const ann = await stage.withModel.as()
  await make(ann, 'rewards', { title: 'Dinner with Tom', pointCost: 80 })
  const own = (await ask(await stage.app.as(), 'cost', { title: 'A cruise' })).result
  says(stage, { ...own, pointCost: 5, category: 'big_unlock', reasoning: 'A cruise is worth a month of work.' })
  const { result, meta } = await ask(ann, 'cost', { title: 'A cruise' })
  assert.deepEqual([meta.source, result.pointCost, result.category], ['model', 22_000, 'big_unlock'])
  assert.equal(result.reasoning, 'A cruise is worth a month of work.')
  const idea = { description: null, category: 'quick_treat', suggestedPointCost: 9_999 }
  says(stage, {
    rewards: [
      { ...idea, title: 'Dinner with Tom' },
      { ...idea, title: 'Hot chocolate' },
    ],
    reasoning: 'x',
    confidence: 0.9,
  })
  const ideas = (await ask(ann, 'brainstorm', {})).result
  assert.deepEqual(each(ideas.rewards, 'title'), ['Hot chocolate'])
  assert.equal(ideas.rewards[0].suggestedPointCost, 360)
})

test('a stranger’s reward is not there, and a key must be allowed to read rewards', async () => {
  const ann = await stage.app.as()
  const { id: rewardId } = await make(ann, 'rewards', { title: 'Secret', pointCost: 5 })
  await assertPrivate(stage, ann, [['rewards/cost', { rewardId }]])
  assert.deepEqual((await ask(await stage.app.as(), 'cost', { title: 'Secret' })).result.basedOn, [])
  assert.equal((await put(ann, 'rewards/cost', { title: 'x', rewardId })).status, 400)
})
