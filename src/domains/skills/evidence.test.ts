import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { applied, brought, exported } from '#domains/portability/portability.fixture.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { rememberAll } from './remembering.service.ts'
import { aDeck, aSkill, aTopic, made, practise, standing } from './skills.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())
beforeEach(() => app.setNow(null))

test('a completed topic earns its minutes once for each skill it belongs to, and reopening takes exactly that back', async () => {
  const ann = await app.as()
  const { course, topic } = await aTopic(ann, { estimatedHours: 2 })
  const bySkill = await aSkill(ann, 'Greeting', { topicIds: [topic.id] })
  const byCourse = await aSkill(ann, 'Italian', { courseIds: [course.id], topicIds: [topic.id] })
  await ann.post(`/course-topics/${topic.id}/complete`)
  await ann.post(`/course-topics/${topic.id}/complete`)
  for (const skill of [bySkill, byCourse]) {
    const { xp, level, mastery, topics, progressPercentage } = await standing(ann, skill)
    assert.deepEqual([xp, level, topics, progressPercentage], [120, 'intermediate', { total: 1, completed: 1 }, 100])
    assert.ok(mastery > 0.999)
  }
  await ann.post(`/course-topics/${topic.id}/uncomplete`)
  assert.deepEqual((({ xp, mastery }) => [xp, mastery])(await standing(ann, byCourse)), [0, 0])
  await ann.post(`/course-topics/${topic.id}/complete`)
  assert.equal((await standing(ann, byCourse)).xp, 120)
  const { items } = (await ann.get(`/skills/${byCourse.id}/evidence`)).body
  assert.deepEqual(
    items.map((one: Body) => [one.source, one.note, one.reversedAt !== null]),
    [
      [`topic:${topic.id}`, 'Ciao', false],
      [`topic:${topic.id}`, 'Ciao', true],
    ],
  )
})

test('reviews count for the skill of the deck and of the decks above it, once each, and undone ones never were', async () => {
  const ann = await app.as()
  const { deck: whole } = await aDeck(ann, 0)
  const { cards } = await aDeck(ann, 2, { parentDeckId: whole.id })
  const skill = await aSkill(ann, 'Vocabulary', { deckIds: [whole.id] })
  const review = { rating: 'good', reviewId: newId() }
  const url = `/flashcards/${cards[0].id}/review`
  for (let twice = 0; twice < 2; twice++) assert.ok((await ann.post(url, review)).status < 300)
  const now = await standing(ann, skill)
  assert.deepEqual([now.xp, now.cards.total, now.cards.seen], [1, 2, 1])
  assert.ok(now.cards.retrievability > 0.99)
  assert.ok(Math.abs(now.mastery - 0.5) < 0.01)
  const undone = await ann.post(`/flashcards/${cards[0].id}/reviews/${review.reviewId}/undo`)
  assert.equal(undone.status, 200, JSON.stringify(undone.body))
  assert.deepEqual((({ xp, mastery, cards }) => [xp, mastery, cards.seen])(await standing(ann, skill)), [0, 0, 0])
})

test('cards fade as FSRS says: after the days of its stability nine in ten are remembered', async () => {
  const ann = await app.as()
  const { deck, cards } = await aDeck(ann, 1)
  const skill = await aSkill(ann, 'Vocabulary', { deckIds: [deck.id] })
  const now = new Date('2027-03-01T12:00:00.000Z')
  app.setNow(now.toISOString())
  const { body } = await ann.post(`/flashcards/${cards[0].id}/review`, { rating: 'easy' })
  const { stability } = body.flashcard
  app.setNow(new Date(now.getTime() + stability * 86_400_000).toISOString())
  assert.ok(Math.abs((await standing(ann, skill)).mastery - 0.9) < 1e-6)
  await ann.post(`/flashcards/${cards[0].id}/suspend`)
  const { cards: left, mastery } = await standing(ann, skill)
  assert.deepEqual([left.total, left.retrievability], [0, null])
  assert.ok(mastery < 0.01)
})

test('a study session counts by its minutes for what it is about, moves with it, and goes with it', async () => {
  const ann = await app.as()
  const { course, topic } = await aTopic(ann)
  const skill = await aSkill(ann, 'Italian', { courseIds: [course.id] })
  const other = await aSkill(ann, 'German')
  const span = { startedAt: '2026-03-01T09:00:00.000Z', finishedAt: '2026-03-01T09:45:00.000Z' }
  const session = await made(ann, '/study-sessions', { ...span, topicId: topic.id })
  assert.equal((await standing(ann, skill)).xp, 45)
  await ann.patch(`/study-sessions/${session.id}`, { courseId: null, topicId: null })
  assert.equal((await standing(ann, skill)).xp, 0)
  await ann.patch(`/study-sessions/${session.id}`, { courseId: course.id })
  assert.equal((await standing(ann, skill)).xp, 45)
  await ann.delete(`/study-sessions/${session.id}`)
  assert.equal((await standing(ann, skill)).xp, 0)
  await ann.post(`/study-sessions/${session.id}/restore`)
  assert.deepEqual([(await standing(ann, skill)).xp, (await standing(ann, other)).xp], [45, 0])
})

test('a timer that is finished counts, and one that is thrown away does not', async () => {
  const ann = await app.as()
  const { course } = await aTopic(ann)
  const skill = await aSkill(ann, 'Italian', { courseIds: [course.id] })
  app.setNow('2027-03-01T09:00:00.000Z')
  const timer = await made(ann, '/study-sessions/start', { courseId: course.id })
  app.setNow('2027-03-01T09:25:00.000Z')
  await ann.post(`/study-sessions/${timer.id}/finish`, {})
  assert.equal((await standing(ann, skill)).xp, 25)
  const open = await made(ann, '/study-sessions/start', { courseId: course.id })
  app.setNow('2027-03-01T09:55:00.000Z')
  await ann.delete(`/study-sessions/${open.id}`)
  assert.equal((await standing(ann, skill)).xp, 25)
})

test('practice by hand counts once per practiceId, also from two devices at once, and is taken back once', async () => {
  const ann = await app.as()
  const skill = await aSkill(ann, 'Violin')
  const practiceId = newId()
  const answers = await Promise.all([1, 2, 3].map(() => practise(ann, skill, 45, { practiceId, note: 'Scales' })))
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.standing?.xp}`))], ['200 45'])
  const [{ id }] = answers.map(({ body }) => body.evidence)
  await practise(ann, skill, 60)
  assert.deepEqual((({ xp, level }) => [xp, level])(await standing(ann, skill)), [105, 'intermediate'])
  for (let twice = 0; twice < 2; twice++)
    assert.equal((await ann.delete(`/skills/${skill.id}/evidence/${id}`)).status, 204)
  assert.deepEqual((({ xp, level }) => [xp, level])(await standing(ann, skill)), [60, 'beginner'])
  assert.equal((await practise(ann, skill, 5, { practisedAt: '2099-01-01T00:00:00.000Z' })).status, 400)
})

test('only practice can be taken back here: the rest follows from what it stands for', async () => {
  const ann = await app.as()
  const { topic } = await aTopic(ann)
  const skill = await aSkill(ann, 'Italian', { topicIds: [topic.id] })
  await ann.post(`/course-topics/${topic.id}/complete`)
  const [{ id }] = (await ann.get(`/skills/${skill.id}/evidence?kind=topic`)).body.items
  assert.equal((await ann.delete(`/skills/${skill.id}/evidence/${id}`)).status, 404)
})

test('a verification passed when due makes it last longer, one passed early does not, a failed one lapses', async () => {
  const ann = await app.as()
  const skill = await aSkill(ann, 'Violin')
  const verify = async (outcome: string) => {
    const { status, body } = await ann.post(`/skills/${skill.id}/verify`, { outcome })
    assert.equal(status, 200, JSON.stringify(body))
    return [body.verificationStatus, body.verifyDueAt?.slice(0, 10), body.halfLifeDays, body.xp]
  }
  app.setNow('2027-03-01T12:00:00.000Z')
  assert.equal((await standing(ann, skill)).verificationStatus, null)
  await practise(ann, skill, 30)
  assert.equal((await standing(ann, skill)).verifyDueAt, '2027-03-08T12:00:00.000Z')
  app.setNow('2027-03-08T12:00:00.000Z')
  assert.equal((await standing(ann, skill)).verificationStatus, 'due')
  assert.deepEqual(await verify('passed'), ['current', '2027-04-07', 180, 55])
  app.setNow('2027-03-09T12:00:00.000Z')
  assert.deepEqual(await verify('passed'), ['current', '2027-04-08', 180, 55])
  app.setNow('2027-04-08T12:00:00.000Z')
  assert.deepEqual(await verify('passed'), ['current', '2027-07-07', 360, 80])
  app.setNow('2027-07-07T12:00:00.000Z')
  assert.deepEqual(await verify('failed'), ['lapsed', '2027-07-14', 90, 80])
  assert.deepEqual(await verify('passed'), ['current', '2027-07-14', 90, 105])
  const { lastOutcome, passes } = (await ann.get(`/skills/${skill.id}`)).body
  assert.deepEqual([lastOutcome, passes], ['passed', 0])
})

test('the history has what was done on each day of the user’s own zone, and how well it was mastered as far as anybody looked', async () => {
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Pacific/Auckland' })
  const skill = await aSkill(ann, 'Violin')
  app.setNow('2027-03-01T12:30:00.000Z')
  await practise(ann, skill, 30)
  await practise(ann, skill, 20)
  app.setNow('2027-03-02T12:30:00.000Z')
  await practise(ann, skill, 10)
  await rememberAll({ ...app.platform.base, actor: null })
  await rememberAll({ ...app.platform.base, actor: null })
  const { body } = await ann.get(`/skills/${skill.id}/days?from=2027-03-01&to=2027-03-31`)
  assert.deepEqual(
    body.days.map(({ day, xp, evidence, mastery }: Body) => [day, xp, evidence, mastery]),
    [
      ['2027-03-02', 50, 2, null],
      ['2027-03-03', 10, 1, 0.0375],
    ],
  )
  assert.equal((await ann.get(`/skills/${skill.id}/days?from=2027-04-01&to=2027-03-01`)).status, 400)
})

test('an archive takes the tree along with what was done for it, also where it is tied to what lies in the trash', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { deck } = await aDeck(ann, 0)
  const basics = await aSkill(ann, 'Basics', { deckIds: [deck.id] })
  const talk = await aSkill(ann, 'Conversation', { prerequisiteIds: [basics.id] })
  await practise(ann, talk, 45)
  const { evidence } = (await practise(ann, talk, 30)).body
  await ann.delete(`/skills/${talk.id}/evidence/${evidence.id}`)
  await ann.delete(`/flashcard-decks/${deck.id}`)
  await ann.delete(`/skills/${basics.id}`)
  await app.work()
  const { zip } = await exported(app, ann)
  const done = await applied(bob, await brought(bob, zip))
  assert.equal(done.state, 'done', JSON.stringify(done.report))
  assert.equal((await standing(bob, talk)).xp, 45)
  await bob.post(`/skills/${basics.id}/restore`)
  assert.deepEqual((await bob.get('/skills/tree')).body.edges, [{ source: basics.id, target: talk.id }])
})
