import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const operation = (entity: string, op: string, id: string, fields?: object) => ({
  ...{ opId: newId(), entity, op, id },
  ...(fields && { fields }),
})
async function sync(by: Caller, operations: object[]): Promise<string[]> {
  const { status, body } = await by.post('/sync', { operations })
  assert.equal(status, 200, JSON.stringify(body))
  return body.results.map((one: Body) => one.status)
}

test('a course is made, learned and put in another order offline, and every device hears of how far it is', async () => {
  const ann = await app.as()
  const [course, first, second, topic] = [newId(), newId(), newId(), newId()]
  const statuses = await sync(ann, [
    operation('course', 'create', course, { title: 'Italian' }),
    operation('course_module', 'create', first, { courseId: course, title: 'Greetings' }),
    operation('course_module', 'create', second, { courseId: course, title: 'Food', afterId: null }),
    operation('course_topic', 'create', topic, { moduleId: first, title: 'Ciao', estimatedHours: 2 }),
    operation('course_topic', 'update', topic, { isCompleted: true }),
    operation('course_module', 'update', second, { position: 'a5' }),
  ])
  assert.deepEqual(statuses, Array(6).fill('applied'))
  const { body } = await ann.get(`/courses/${course}/outline`)
  assert.deepEqual(
    body.modules.map(({ title, isCompleted }: Body) => [title, isCompleted]),
    [
      ['Greetings', true],
      ['Food', false],
    ],
  )
  const { changes } = (await ann.get('/sync?since=0')).body
  const told = changes.find((one: Body) => one.id === course)
  assert.deepEqual([told.item.progress, told.item.completedHours, told.item.moduleCount], [100, 2, 2])
})

test('what is done offline to topics of a module that was deleted meanwhile is refused, and can be done once it is back', async () => {
  const ann = await app.as()
  const [course, module, topic] = [newId(), newId(), newId()]
  await sync(ann, [
    operation('course', 'create', course, { title: 'Italian' }),
    operation('course_module', 'create', module, { courseId: course, title: 'Greetings' }),
    operation('course_topic', 'create', topic, { moduleId: module, title: 'Ciao' }),
  ])
  assert.equal((await ann.delete(`/course-modules/${module}`)).status, 204)
  const late = () => [
    operation('course_topic', 'create', newId(), { moduleId: module, title: 'Buongiorno' }),
    operation('course_topic', 'update', topic, { isCompleted: true }),
    operation('course', 'update', course, { title: 'Italian, slowly' }),
  ]
  const [made, changed, other] = await sync(ann, late())
  assert.deepEqual([made === 'applied', changed === 'applied', other], [false, false, 'applied'])
  assert.equal((await ann.post(`/course-modules/${module}/restore`)).status, 200)
  assert.deepEqual(await sync(ann, late()), ['applied', 'applied', 'applied'])
  const { body } = await ann.get(`/courses/${course}`)
  assert.deepEqual([body.topicCount, body.progress], [2, 50])
})

test('a session that was measured offline is kept as it was measured', async () => {
  const ann = await app.as()
  const id = newId()
  const span = { startedAt: '2025-03-01T09:00:00.000Z', finishedAt: '2025-03-01T09:45:00.000Z' }
  assert.deepEqual(await sync(ann, [operation('study_session', 'create', id, span)]), ['applied'])
  const { body } = await ann.get(`/study-sessions/${id}`)
  assert.deepEqual([body.state, body.focusSeconds], ['finished', 2_700])
})
