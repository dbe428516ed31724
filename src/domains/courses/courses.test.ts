import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { newId } from '#core/ids.ts'
import { positionBetween } from '#core/position.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

async function made(by: Caller, path: string, body: object): Promise<Body> {
  return eventually(async () => {
    const answer = await by.post(path, body)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  })
}
const aCourse = (by: Caller, fields: object = {}) => made(by, '/courses', { title: 'Italian', ...fields })
const aModule = (by: Caller, course: Body, title: string, fields: object = {}) =>
  made(by, `/courses/${course.id}/modules`, { title, ...fields })
const aTopic = (by: Caller, module: Body, title: string, fields: object = {}) =>
  made(by, `/course-modules/${module.id}/topics`, { title, ...fields })

/** `Greetings: hello goodbye` per module. */
async function outline(by: Caller, course: Body): Promise<string[]> {
  const { body } = await by.get(`/courses/${course.id}/outline`)
  return body.modules.map(({ title, topics }: Body) => `${title}: ${topics.map((one: Body) => one.title).join(' ')}`)
}
const read = async (by: Caller, path: string): Promise<Body> => (await by.get(path)).body

/** Two modules of two topics each. */
async function scene(by: Caller) {
  const course = await aCourse(by)
  const [greetings, food] = [await aModule(by, course, 'Greetings'), await aModule(by, course, 'Food')]
  const hello = await aTopic(by, greetings, 'hello', { estimatedHours: 1 })
  const goodbye = await aTopic(by, greetings, 'goodbye', { estimatedHours: 3 })
  const [bread, wine] = [await aTopic(by, food, 'bread'), await aTopic(by, food, 'wine')]
  return { course, greetings, food, hello, goodbye, bread, wine }
}

test('progress follows from the topics and their hours, in the course and the module alike', async () => {
  const ann = await app.as()
  const { course, greetings, hello, goodbye, bread, wine } = await scene(ann)
  const standing = async () => {
    const { progress, hoursProgress, completedHours, completedAt } = await read(ann, `/courses/${course.id}`)
    return [progress, hoursProgress, completedHours, completedAt !== null]
  }
  assert.deepEqual(await standing(), [0, 0, 0, false])
  const { body: done } = await ann.post(`/course-topics/${hello.id}/complete`)
  assert.deepEqual([done.isCompleted, done.completedAt !== null], [true, true])
  assert.deepEqual(await standing(), [25, 25, 1, false])
  await ann.post(`/course-topics/${goodbye.id}/complete`)
  assert.deepEqual(await standing(), [50, 100, 4, false])
  assert.equal((await read(ann, `/course-modules/${greetings.id}`)).isCompleted, true)
  for (const { id } of [bread, wine]) await ann.patch(`/course-topics/${id}`, { isCompleted: true })
  assert.deepEqual(await standing(), [100, 100, 4, true])
  const { body: open } = await ann.post(`/course-topics/${wine.id}/uncomplete`)
  assert.equal(open.completedAt, null)
  assert.deepEqual(await standing(), [75, 100, 4, false])
  await ann.delete(`/course-topics/${wine.id}`)
  assert.deepEqual(await standing(), [100, 100, 4, true])
})

test('completing twice keeps when it was completed, and at once on two devices counts it once', async () => {
  const ann = await app.as()
  const { course, hello } = await scene(ann)
  const complete = () => ann.post(`/course-topics/${hello.id}/complete`)
  const answers = await Promise.all([complete(), complete()])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  const { body } = await complete()
  assert.equal(body.completedAt, answers[0]?.body.completedAt)
  assert.equal((await read(ann, `/courses/${course.id}`)).completedTopicCount, 1)
})

test('a module or topic is put and moved anywhere, and nobody else gets another position', async () => {
  const ann = await app.as()
  const { course, greetings, food, hello, goodbye, wine } = await scene(ann)
  const verbs = await aModule(ann, course, 'Verbs', { afterId: greetings.id })
  await aTopic(ann, greetings, 'ciao', { afterId: null })
  assert.deepEqual(await outline(ann, course), ['Greetings: ciao hello goodbye', 'Verbs: ', 'Food: bread wine'])
  assert.equal((await ann.post(`/course-modules/${food.id}/move`, { afterId: null })).status, 200)
  assert.equal(
    (await ann.post(`/course-topics/${goodbye.id}/move`, { afterId: wine.id, moduleId: food.id })).status,
    200,
  )
  assert.equal((await ann.post(`/course-topics/${hello.id}/move`, { afterId: null })).status, 200)
  assert.deepEqual(await outline(ann, course), ['Food: bread wine goodbye', 'Greetings: hello ciao', 'Verbs: '])
  assert.deepEqual((await read(ann, `/course-modules/${verbs.id}`)).position, verbs.position)
  assert.deepEqual((await read(ann, `/course-topics/${wine.id}`)).position, wine.position)
  const { topicCount, estimatedHours } = await read(ann, `/course-modules/${food.id}`)
  assert.deepEqual([topicCount, estimatedHours], [3, 3])
})

test('nothing is put after what stands elsewhere, into another course or among a stranger’s', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { course, greetings, hello, bread } = await scene(ann)
  const [other, foreign] = [await scene(ann), await scene(bob)]
  const move = async (body: object) => {
    const answer = await ann.post(`/course-topics/${hello.id}/move`, body)
    return [answer.status, answer.body.errors?.[0].path]
  }
  assert.deepEqual(await move({ afterId: bread.id }), [404, 'afterId'])
  assert.deepEqual(await move({ afterId: hello.id }), [400, 'afterId'])
  assert.deepEqual(await move({ afterId: null, moduleId: other.food.id }), [400, 'moduleId'])
  assert.deepEqual(await move({ afterId: null, moduleId: foreign.food.id }), [404, 'moduleId'])
  const refused = [
    await bob.post(`/courses/${course.id}/modules`, { title: 'x' }),
    await bob.post(`/course-modules/${greetings.id}/topics`, { title: 'x' }),
    await bob.get(`/courses/${course.id}/outline`),
    await bob.post(`/course-topics/${hello.id}/complete`),
    await bob.delete(`/course-modules/${greetings.id}`),
    await bob.patch(`/course-topics/${hello.id}`, { title: 'x' }),
  ]
  assert.deepEqual(
    refused.map(({ status }) => status),
    [404, 404, 404, 404, 404, 404],
  )
})

test('a deleted module takes its topics to the trash and brings back those and no others', async () => {
  const ann = await app.as()
  const { course, greetings, hello, goodbye } = await scene(ann)
  await ann.post(`/course-topics/${goodbye.id}/complete`)
  await ann.delete(`/course-topics/${hello.id}`)
  assert.equal((await ann.delete(`/course-modules/${greetings.id}`)).status, 204)
  assert.equal((await ann.get(`/course-topics/${goodbye.id}`)).status, 404)
  assert.deepEqual(await outline(ann, course), ['Food: bread wine'])
  const counted = async () => {
    const { moduleCount, topicCount, progress } = await read(ann, `/courses/${course.id}`)
    return [moduleCount, topicCount, progress]
  }
  assert.deepEqual(await counted(), [1, 2, 0])
  assert.equal((await ann.post(`/course-topics/${goodbye.id}/restore`)).status, 409)
  assert.equal((await ann.post(`/course-modules/${greetings.id}/topics`, { title: 'x' })).status, 404)
  assert.equal((await ann.post(`/course-modules/${greetings.id}/restore`)).status, 200)
  assert.deepEqual(await outline(ann, course), ['Greetings: goodbye', 'Food: bread wine'])
  assert.deepEqual(await counted(), [2, 3, 33])
  assert.equal((await ann.post(`/course-topics/${hello.id}/restore`)).status, 200)
  assert.deepEqual(await outline(ann, course), ['Greetings: hello goodbye', 'Food: bread wine'])
  assert.equal((await ann.post(`/course-modules/${greetings.id}/restore`)).status, 409)
})

test('topics that are written while their module is deleted are nowhere or in the trash with it', async () => {
  const ann = await app.as()
  const { course, greetings } = await scene(ann)
  const write = () => ann.post(`/course-modules/${greetings.id}/topics`, { title: 'late' })
  const [, , gone] = await Promise.all([write(), write(), ann.delete(`/course-modules/${greetings.id}`), write()])
  assert.equal(gone?.status, 204)
  assert.deepEqual(await outline(ann, course), ['Food: bread wine'])
  assert.equal((await read(ann, `/courses/${course.id}`)).topicCount, 2)
})

test('a deleted course comes back as it was, without the module that was deleted before', async () => {
  const ann = await app.as()
  const { course, food, hello } = await scene(ann)
  await ann.delete(`/course-modules/${food.id}`)
  const { body: before } = await ann.get(`/courses/${course.id}/outline`)
  assert.equal((await ann.delete(`/courses/${course.id}`)).status, 204)
  assert.equal((await ann.get(`/course-topics/${hello.id}`)).status, 404)
  assert.equal((await ann.post(`/course-modules/${food.id}/restore`)).status, 409)
  assert.equal((await ann.post(`/courses/${course.id}/restore`)).status, 200)
  const { body: after } = await ann.get(`/courses/${course.id}/outline`)
  const shape = ({ modules }: Body) => modules.map((one: Body) => [one.id, one.topics.map(({ id }: Body) => id)])
  assert.deepEqual(shape(after), shape(before))
  assert.equal((await ann.post(`/course-modules/${food.id}/restore`)).status, 200)
  assert.deepEqual(await outline(ann, course), ['Greetings: hello goodbye', 'Food: bread wine'])
})

test('a module does not come back with more topics than a course takes', async () => {
  const ann = await app.as()
  const { course, greetings, food } = await scene(ann)
  await ann.delete(`/course-modules/${greetings.id}`)
  await app.platform.base.db.execute(sql`insert into course_topics (user_id, id, course_id, module_id, title, position)
    select ${ann.userId}, gen_random_uuid(), ${course.id}, ${food.id}, 'x', 'a1' from generate_series(1, 4997)`)
  await aTopic(ann, food, 'the last')
  for (const path of [`/course-modules/${greetings.id}/restore`, `/course-modules/${food.id}/topics`])
    assert.equal((await ann.post(path, path.endsWith('topics') ? { title: 'x' } : undefined)).status, 409)
  assert.deepEqual((await read(ann, `/courses/${course.id}`)).topicCount, 5_000)
})

test('undoing a deletion, a move and a completion sets the course right', async () => {
  const ann = await app.as()
  const { course, greetings, hello, wine, food } = await scene(ann)
  const undo = async (path: string) => {
    const { items } = await read(ann, `${path}/history`)
    assert.equal((await ann.post(`/changes/${items[0].seq}/undo`)).status, 200)
  }
  await ann.delete(`/course-modules/${greetings.id}`)
  await undo(`/course-modules/${greetings.id}`)
  await ann.post(`/course-topics/${hello.id}/move`, { afterId: wine.id, moduleId: food.id })
  await undo(`/course-topics/${hello.id}`)
  await ann.post(`/course-topics/${hello.id}/complete`)
  await undo(`/course-topics/${hello.id}`)
  assert.deepEqual(await outline(ann, course), ['Greetings: hello goodbye', 'Food: bread wine'])
  assert.deepEqual((await read(ann, `/courses/${course.id}`)).completedTopicCount, 0)
})

test('two devices that put something at the same place offline collide into one order for both, and there is still room', async () => {
  const ann = await app.as()
  const { course, greetings, hello } = await scene(ann)
  const between = { moduleId: greetings.id, position: `${hello.position}V` }
  // Of one millisecond, ids stand in any order.
  const [lower, higher] = [newId(), newId()].sort()
  const create = (title: string, id = newId()) => ({
    ...{ opId: newId(), entity: 'course_topic', id, op: 'create' },
    fields: { ...between, title },
  })
  const [one, two] = [create('one', lower), create('two', higher)]
  for (const operation of [two, one]) {
    const { body } = await ann.post('/sync', { operations: [operation] })
    assert.equal(body.results[0].status, 'applied', JSON.stringify(body))
  }
  assert.deepEqual((await outline(ann, course))[0], 'Greetings: hello one two goodbye')
  await aTopic(ann, greetings, 'between', { afterId: one.id })
  assert.deepEqual((await outline(ann, course))[0], 'Greetings: hello one between two goodbye')
  const bad = { ...create('bad'), fields: { ...between, position: 'first!', title: 'bad' } }
  const { body } = await ann.post('/sync', { operations: [bad] })
  assert.notEqual(body.results[0].status, 'applied')
})

test('a thousand topics put at one place stand in order, with positions that stay short', async () => {
  const ann = await app.as()
  const { course, greetings, hello, goodbye } = await scene(ann)
  // As nine hundred insertions have left it; a hundred more come through the door.
  const places: string[] = [goodbye.position]
  while (places.length < 901)
    places.unshift(positionBetween(hello.position, places[0] ?? null) ?? assert.fail('no room'))
  const old = places.slice(0, -1).map((position, at) => ({ id: newId(), position, title: String(899 - at) }))
  await app.platform.base.db.execute(sql`insert into course_topics (user_id, id, course_id, module_id, title, position)
    select ${ann.userId}, id, ${course.id}, ${greetings.id}, title, position
    from jsonb_to_recordset(${JSON.stringify(old)}::jsonb) as o(id uuid, position text, title text)`)
  for (let n = 900; n < 1_000; n++) await aTopic(ann, greetings, String(n), { afterId: hello.id })
  const { modules, course: counted } = await read(ann, `/courses/${course.id}/outline`)
  const { topics } = modules[0]
  const wanted = ['hello', ...Array.from({ length: 1_000 }, (_, n) => String(999 - n)), 'goodbye']
  assert.deepEqual(
    topics.map(({ title }: Body) => title),
    wanted,
  )
  assert.ok(topics.every(({ position }: Body) => position.length <= 210))
  assert.equal(counted.topicCount, 1_004)
  const { version } = await read(ann, `/course-topics/${hello.id}`)
  assert.equal(version, 1, 'somebody was renumbered')
})

test('positions that leave no room are spread once, in the order in which all stand', async () => {
  const ann = await app.as()
  const { course, greetings, hello } = await scene(ann)
  const long = `${hello.position}${'0'.repeat(247)}1`
  const { status } = await ann.patch(`/course-topics/${(await aTopic(ann, greetings, 'far')).id}`, { position: long })
  assert.equal(status, 200)
  await aTopic(ann, greetings, 'near', { afterId: hello.id })
  assert.equal((await outline(ann, course))[0], 'Greetings: hello near far goodbye')
  const { modules } = await read(ann, `/courses/${course.id}/outline`)
  assert.ok(modules[0].topics.every(({ position }: Body) => position.length <= 5))
})

test('courses are listed by difficulty, tag, text and how far they are; archived ones are put away', async () => {
  const ann = await app.as()
  await aCourse(ann, { title: 'Sailing', difficulty: 'expert', tags: ['sea'], targetDate: '2027-05-01' })
  const done = await aCourse(ann, { title: 'Baking', targetDate: '2027-04-01' })
  await aTopic(ann, await aModule(ann, done, 'Bread'), 'Dough', { isCompleted: true })
  const old = await aCourse(ann, { title: 'Latin' })
  await ann.patch(`/courses/${old.id}`, { isArchived: true })
  const titles = async (query = '') => (await read(ann, `/courses?${query}`)).items.map(({ title }: Body) => title)
  assert.deepEqual(await titles(), ['Baking', 'Sailing'])
  assert.deepEqual(await titles('archived=all&sort=title'), ['Baking', 'Latin', 'Sailing'])
  assert.deepEqual(await titles('archived=true'), ['Latin'])
  assert.deepEqual(await titles('difficulty=expert&tag=sea&q=SAIL'), ['Sailing'])
  assert.deepEqual(await titles('completed=true'), ['Baking'])
  assert.deepEqual(await titles('sort=target_date'), ['Baking', 'Sailing'])
  assert.deepEqual(await titles('sort=progress'), ['Baking', 'Sailing'])
})

test('an outline leaves out what the topics say; a topic read by its id says it', async () => {
  const ann = await app.as()
  const { course, food } = await scene(ann)
  const { id } = await aTopic(ann, food, 'cheese', { content: '# Pecorino' })
  const { modules } = await read(ann, `/courses/${course.id}/outline`)
  assert.equal('content' in modules[1].topics[2], false)
  assert.equal((await read(ann, `/course-topics/${id}`)).content, '# Pecorino')
})
