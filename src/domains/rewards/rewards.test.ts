import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const titles = async (ann: Caller, query = '') =>
  (await ann.get(`/rewards${query}`)).body.items.map(({ title }: Body) => title)

test('a reward keeps every field it is given, and null clears what may be empty', async () => {
  const ann = await app.as()
  const given = {
    title: 'Cinema',
    description: 'Any film',
    category: 'weekly_reward',
    pointCost: 500,
    icon: 'film',
    imageUrl: 'https://example.org/film.png',
    isAutomated: true,
    automationInstructions: 'Book it',
    cooldownHours: 72,
    maxPerDay: 1,
    status: 'locked',
  }
  const { body } = await ann.post('/rewards', given)
  assert.deepEqual(Object.fromEntries(Object.keys(given).map((name) => [name, body[name]])), given)
  const empty = { description: null, icon: null, imageUrl: null, automationInstructions: null }
  const { body: cleared } = await ann.patch(`/rewards/${body.id}`, { ...empty, cooldownHours: null, maxPerDay: null })
  for (const name of [...Object.keys(empty), 'cooldownHours', 'maxPerDay']) assert.equal(cleared[name], null)
})

test('a price is at least one point and at most a million, and limits are whole numbers above zero', async () => {
  const ann = await app.as()
  const attempt = async (terms: object) => (await ann.post('/rewards', { title: 'x', pointCost: 1, ...terms })).status
  for (const pointCost of [0, -1, 1.5, 1_000_001, 1e308, null]) assert.equal(await attempt({ pointCost }), 400)
  for (const value of [0, -1, 0.5]) {
    assert.equal(await attempt({ cooldownHours: value }), 400)
    assert.equal(await attempt({ maxPerDay: value }), 400)
  }
  assert.equal(await attempt({ imageUrl: 'javascript:alert(1)' }), 400)
  assert.equal(await attempt({ pointCost: 1_000_000 }), 201)
})

test('rewards are listed newest first or by price, and filtered', async () => {
  const ann = await app.as()
  for (const [title, pointCost, category, status] of [
    ['Film', 50, 'weekly_reward', 'active'],
    ['Tea', 5, 'quick_treat', 'active'],
    ['Trip', 5_000, 'big_unlock', 'locked'],
    ['Cake', 50, 'quick_treat', 'archived'],
  ] as const)
    await ann.post('/rewards', { title, pointCost, category, status })
  assert.deepEqual(await titles(ann), ['Cake', 'Trip', 'Tea', 'Film'])
  assert.deepEqual(await titles(ann, '?sort=cost'), ['Tea', 'Film', 'Cake', 'Trip'])
  assert.deepEqual(await titles(ann, '?category=quick_treat&status=active'), ['Tea'])
  assert.deepEqual(await titles(ann, '?maxCost=50'), ['Cake', 'Tea', 'Film'])
  assert.deepEqual(await titles(ann, '?q=IL'), ['Film'])
  assert.deepEqual(await titles(ann, '?q=%25'), [])
  const pages: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: Body = await ann.get(`/rewards?sort=cost&limit=1${cursor && `&cursor=${cursor}`}`)
    pages.push(...body.items.map(({ title }: Body) => title))
    cursor = body.nextCursor
  }
  assert.deepEqual(pages, ['Tea', 'Film', 'Cake', 'Trip'])
})

test('a redemption shows as a change of its reward, on every device', async () => {
  const ann = await app.as()
  await ann.post('/wallet/adjustments', { amount: 10, description: 'A gift' })
  const { body: tea } = await ann.post('/rewards', { title: 'Tea', pointCost: 5 })
  const { nextSince } = (await ann.get('/sync?since=0')).body
  await ann.post(`/rewards/${tea.id}/redeem`)
  const { changes } = (await ann.get(`/sync?since=${nextSince}`)).body
  assert.deepEqual(
    changes.map(({ entity, id }: Body) => [entity, id]),
    [['reward', tea.id]],
  )
  assert.ok(changes[0].item.lastRedeemedAt)
})
