import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('filters choose by every property, and text with a wildcard in it is only text', async () => {
  const ann = await app.as()
  const goals = [
    {
      title: 'Alpha 100%',
      area: 'health',
      priority: 'high',
      status: 'active',
      timeHorizon: 'weekly',
      targetDate: '2027-01-10',
      tags: ['x'],
    },
    {
      title: 'Beta',
      area: 'wealth',
      priority: 'low',
      timeHorizon: 'daily',
      targetDate: '2027-02-10',
      notes: 'remember Alpha',
    },
    { title: 'Gamma', priority: 'medium', manualProgress: 60 },
  ]
  for (const goal of goals) assert.equal((await ann.post('/goals', goal)).status, 201)
  const titles = async (query: string) =>
    (await ann.get(`/goals?${query}`)).body.items.map((goal: { title: string }) => goal.title[0]).join('')
  assert.equal(await titles(''), 'GBA')
  assert.equal(await titles('status=active'), 'A')
  assert.equal(await titles('status=active,planning&area=wealth'), 'B')
  assert.equal(await titles('timeHorizon=daily,weekly'), 'BA')
  assert.equal(await titles('priority=high,medium'), 'GA')
  assert.equal(await titles('tag=x'), 'A')
  assert.equal(await titles('targetFrom=2027-01-11'), 'B')
  assert.equal(await titles('targetFrom=2027-01-10&targetTo=2027-02-09'), 'A')
  assert.equal(await titles('q=alpha'), 'BA')
  assert.equal(await titles('q=0%25'), 'A')
  assert.equal(await titles('q=l%25a'), '')
  assert.equal(await titles('sort=target_date'), 'ABG')
  assert.equal(await titles('sort=priority'), 'AGB')
  assert.equal(await titles('sort=progress'), 'GBA')
  assert.equal((await ann.get('/goals?status=done')).status, 400)
  assert.equal((await ann.get('/goals?colour=red')).status, 400)
})

test('pages walk every order without gaps while goals are added, and a cursor is bound to its list', async () => {
  const [ann, bob] = await Promise.all([app.as(), app.as()])
  for (let at = 0; at < 7; at++) {
    await ann.post('/goals', {
      title: `g${at}`,
      priority: at % 2 ? 'low' : 'high',
      targetDate: at % 3 ? `2027-01-0${at}` : null,
      manualProgress: at * 10,
    })
  }
  for (const sort of ['newest', 'target_date', 'priority', 'progress']) {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await ann.get(`/goals?sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map((goal: { title: string }) => goal.title))
      cursor = body.nextCursor
      if (seen.length === 3)
        await ann.post('/goals', { title: 'late', priority: 'high', targetDate: '2020-01-01', manualProgress: 100 })
    }
    assert.deepEqual(
      seen.filter((title) => title.startsWith('g')).sort(),
      ['g0', 'g1', 'g2', 'g3', 'g4', 'g5', 'g6'],
      sort,
    )
  }
  const { nextCursor } = (await ann.get('/goals?limit=3')).body
  assert.equal((await bob.get(`/goals?cursor=${nextCursor}`)).status, 400)
  assert.equal((await ann.get(`/goals?status=active&cursor=${nextCursor}`)).status, 400)
})

test('the newest page is read off the primary key, however many goals there are', async () => {
  const ann = await app.as()
  const { query } = app.platform.database
  await query(
    "insert into goals (user_id, id, title) select $1, gen_random_uuid(), 'g' from generate_series(1, 3000)",
    [ann.userId],
  )
  await query('analyze goals')
  const plan = await query<Record<string, string>>(
    'explain select * from goals where user_id = $1 and deleted_at is null order by id desc limit 51',
    [ann.userId],
  )
  const text = plan.map((line) => line['QUERY PLAN']).join('\n')
  assert.match(text, /Index Scan Backward using goals_pkey/)
  assert.doesNotMatch(text, /Sort|Seq Scan/)
  assert.equal((await ann.get('/goals')).body.items.length, 50)
})
