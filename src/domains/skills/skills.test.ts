import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'
import { aDeck, aSkill, aTopic, practise, standing } from './skills.fixture.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())
beforeEach(() => app.setNow(null))

test('a circle of prerequisites is refused by its names, the shortest and the longest', async () => {
  const ann = await app.as()
  const reading = await aSkill(ann, 'Reading')
  const writing = await aSkill(ann, 'Writing', { prerequisiteIds: [reading.id] })
  const poetry = await aSkill(ann, 'Poetry', { prerequisiteIds: [writing.id] })
  const { status, body } = await ann.patch(`/skills/${reading.id}`, { prerequisiteIds: [poetry.id] })
  assert.deepEqual([status, body.path], [409, [reading.id, poetry.id, writing.id, reading.id]])
  assert.match(body.detail, /Reading → Poetry → Writing → Reading/)
  assert.equal((await ann.patch(`/skills/${reading.id}`, { prerequisiteIds: [reading.id] })).status, 409)
  assert.deepEqual((await ann.get(`/skills/${reading.id}`)).body.prerequisiteIds, [])
})

test('of two writes at once that together would close a circle, one is refused', async () => {
  const ann = await app.as()
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await aSkill(ann, 'A'), await aSkill(ann, 'B')]
    const answers = await Promise.all([
      ann.patch(`/skills/${a.id}`, { prerequisiteIds: [b.id] }),
      ann.patch(`/skills/${b.id}`, { prerequisiteIds: [a.id] }),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  }
})

test('a circle cannot be closed by way of the trash', async () => {
  const ann = await app.as()
  const a = await aSkill(ann, 'A')
  const b = await aSkill(ann, 'B', { prerequisiteIds: [a.id] })
  await ann.delete(`/skills/${b.id}`)
  const c = await aSkill(ann, 'C')
  assert.equal((await ann.patch(`/skills/${a.id}`, { prerequisiteIds: [b.id] })).status, 409)
  await ann.post(`/skills/${b.id}/restore`)
  assert.equal((await ann.patch(`/skills/${a.id}`, { prerequisiteIds: [c.id, b.id] })).status, 409)
})

test('nothing of a stranger can be linked: not skills, decks, courses nor topics', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { course, topic } = await aTopic(bob)
  const { deck } = await aDeck(bob, 0)
  const skill = await aSkill(bob, 'Italian')
  for (const [field, { id }] of Object.entries({
    prerequisiteIds: skill,
    deckIds: deck,
    courseIds: course,
    topicIds: topic,
  })) {
    const { status, body } = await ann.post('/skills', { name: 'Mine', [field]: [id] })
    assert.deepEqual([status, body.errors?.[0]?.path], [404, field])
  }
  const mine = await aSkill(ann, 'Mine')
  for (const path of [`/skills/${mine.id}/verify`, `/skills/${mine.id}/practice`])
    assert.equal((await bob.post(path, { outcome: 'passed', minutes: 5 })).status, 400)
  assert.equal((await bob.post(`/skills/${mine.id}/verify`, { outcome: 'passed' })).status, 404)
  assert.equal((await practise(bob, mine, 5)).status, 404)
  for (const part of ['standing', 'days', 'evidence'])
    assert.equal((await bob.get(`/skills/${mine.id}/${part}`)).status, 404)
})

test('a skill is unlocked when all that it builds on is mastered, and locked again when that has faded', async () => {
  const ann = await app.as()
  const { topic } = await aTopic(ann)
  const basics = await aSkill(ann, 'Basics', { topicIds: [topic.id], knowledgeHalfLifeDays: 10 })
  const talk = await aSkill(ann, 'Conversation', { prerequisiteIds: [basics.id] })
  const state = async () => (({ state, isUnlocked }) => [state, isUnlocked])(await standing(ann, talk))
  app.setNow('2027-03-01T12:00:00.000Z')
  assert.deepEqual(await state(), ['locked', false])
  await ann.post(`/course-topics/${topic.id}/complete`)
  assert.deepEqual(await state(), ['learnable', true])
  app.setNow('2027-03-11T12:00:00.000Z')
  assert.equal((await standing(ann, basics)).mastery, 0.5)
  assert.deepEqual(await state(), ['locked', false])
  await ann.delete(`/skills/${basics.id}`)
  assert.deepEqual(await state(), ['learnable', true])
})

test('the tree comes whole: skills with how they stand, edges, totals and categories', async () => {
  const ann = await app.as()
  const { topic } = await aTopic(ann)
  const basics = await aSkill(ann, 'Basics', { category: 'Italian', topicIds: [topic.id], isCompleted: true })
  const talk = await aSkill(ann, 'Conversation', { category: 'Italian', prerequisiteIds: [basics.id] })
  const violin = await aSkill(ann, 'Violin')
  const gone = await aSkill(ann, 'Gone', { prerequisiteIds: [violin.id] })
  await ann.delete(`/skills/${gone.id}`)
  await ann.post(`/course-topics/${topic.id}/complete`)
  const { body: tree } = await ann.get('/skills/tree')
  assert.deepEqual(
    tree.skills.map(({ skill, standing, childSkillIds }: Body) => [skill.name, standing.state, childSkillIds]),
    [
      ['Basics', 'known', [talk.id]],
      ['Conversation', 'learnable', []],
      ['Violin', 'learnable', []],
    ],
  )
  assert.deepEqual(tree.edges, [{ source: basics.id, target: talk.id }])
  const { totalSkills, unlockedSkills, completedSkills, masteredSkills } = tree
  assert.deepEqual([totalSkills, unlockedSkills, completedSkills, masteredSkills], [3, 3, 1, 0])
  assert.deepEqual(
    tree.categories.map(({ category, skills, completed }: Body) => [category, skills, completed]),
    [
      ['Italian', 2, 1],
      [null, 1, 0],
    ],
  )
})

test('what can be learned next comes with its reason, and somebody else’s tree has no part in it', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await aSkill(bob, 'Juggling')
  const violin = await aSkill(ann, 'Violin')
  const basics = await aSkill(ann, 'Basics')
  const talk = await aSkill(ann, 'Conversation', { prerequisiteIds: [basics.id] })
  await practise(ann, violin, 160)
  const { items } = (await ann.get('/skills/next')).body
  assert.deepEqual(
    items.map(({ skill, reason, why, opensSkillIds }: Body) => [skill.name, reason, why, opensSkillIds]),
    [
      ['Violin', 'continue', 'Begun already, and 9 % there.', []],
      ['Basics', 'opens', 'Nothing stands before it, and it leads to Conversation.', [talk.id]],
    ],
  )
})

test('completing is kept from when it was, and undone with the rest of a change', async () => {
  const ann = await app.as()
  const skill = await aSkill(ann, 'Violin')
  const { body: done } = await ann.patch(`/skills/${skill.id}`, { isCompleted: true })
  const { body: again } = await ann.patch(`/skills/${skill.id}`, { isCompleted: true, name: 'Viola' })
  assert.equal(again.completedAt, done.completedAt)
  assert.equal((await ann.patch(`/skills/${skill.id}`, { isCompleted: false })).body.completedAt, null)
  assert.equal((await ann.patch(`/skills/${skill.id}`, { subCategory: 'joy' })).status, 400)
})

test('reading the whole tree takes at most six statements, however large it is', async () => {
  const ann = await app.as()
  const { deck } = await aDeck(ann, 1)
  const { course } = await aTopic(ann)
  let previous: string[] = []
  for (let at = 0; at < 12; at++)
    previous = [
      (await aSkill(ann, `S${at}`, { prerequisiteIds: previous, deckIds: [deck.id], courseIds: [course.id] })).id,
    ]
  const counted = await statementsOf(() => ann.get('/skills/tree'))
  assert.ok(counted > 0 && counted <= 6, `${counted} statements`)
})

/** How many statements the app sends meanwhile. */
async function statementsOf(act: () => Promise<unknown>): Promise<number> {
  const { dialect } = app.platform.database.db as unknown as { dialect: { sqlToQuery(...args: unknown[]): unknown } } // every statement passes it
  const real = dialect.sqlToQuery
  let statements = 0
  dialect.sqlToQuery = (...args) => {
    statements++
    return real.apply(dialect, args)
  }
  try {
    await act()
    return statements
  } finally {
    dialect.sqlToQuery = real
  }
}
