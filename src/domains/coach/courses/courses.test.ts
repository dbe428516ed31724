import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Body } from '#test/harness.ts'
import { ask, each, make, openStage, put, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

const topicsOf = ({ modules }: Body): Body[] => modules.flatMap(({ topics }: Body) => topics)
const hoursOf = (course: Body) => topicsOf(course).reduce((sum, { estimatedHours }) => sum + estimatedHours, 0)

test('without a model a template says that it is one, by the kind of what is learned and the level', async () => {
  const ann = await stage.app.as()
  const { result, meta } = await ask(ann, 'courses/outline', { topic: 'Italian for my trip', hours: 18 })
  assert.deepEqual([meta.source, result.isTemplate, result.confidence], ['rules', true, 0.2])
  assert.equal(
    result.note,
    'A template: how a language is commonly learned. It knows nothing of “Italian for my trip” itself.',
  )
  assert.deepEqual([result.course.modules[0].title, hoursOf(result.course)], ['Sounds and first words', 18])
  const { result: further } = await ask(ann, 'courses/outline', { topic: 'Italian', difficulty: 'expert' })
  assert.equal(further.course.modules.at(-1).title, 'Mastery')
  assert.equal(topicsOf(further.course)[0]?.estimatedHours, null)
  const { result: other } = await ask(ann, 'courses/outline', { topic: 'The history of tea' })
  assert.match(other.note, /how any subject is commonly learned/)
})

test('a list that is given becomes the outline, and what is accepted is the course that was proposed', async () => {
  const ann = await stage.app.as()
  const material = '# Soil\n- Sand\n- Clay\n# Water\n- Rain'
  const { result } = await ask(ann, 'courses/outline', { topic: 'Gardening', material, hours: 3 })
  assert.deepEqual([result.isTemplate, result.note], [false, 'Made of your list: 2 modules with 3 topics.'])
  const { status, body, headers } = await ann.post('/courses/outlines/accept', result.course)
  assert.equal(status, 201, JSON.stringify(body))
  assert.equal(headers.location, `/api/courses/${body.course.id}`)
  assert.deepEqual(each(body.modules, 'title'), ['Soil', 'Water'])
  assert.deepEqual(each(topicsOf(body), 'title'), ['Sand', 'Clay', 'Rain'])
  const { isAiGenerated, moduleCount, topicCount, estimatedHours } = body.course
  assert.deepEqual([isAiGenerated, moduleCount, topicCount, estimatedHours], [true, 2, 3, 3])
  assert.deepEqual((await ann.get(`/courses/${body.course.id}/outline`)).body, body)
  const { result: again } = await ask(ann, 'courses/outline', { topic: 'Gardening' })
  assert.deepEqual(again.similarCourses, [{ courseId: body.course.id, title: 'Gardening' }])
})

test('an outline is accepted whole or not at all, and within bounds', async () => {
  const ann = await stage.app.as()
  const topics = Array.from({ length: 100 }, (_, n) => ({ title: `${n}` }))
  const modules = (count: number) => Array.from({ length: count }, (_, n) => ({ title: `${n}`, topics }))
  const accept = (fields: object) => ann.post('/courses/outlines/accept', fields)
  assert.equal((await accept({ title: 'Too long', modules: modules(6) })).status, 400)
  assert.equal((await accept({ title: 'Empty', modules: [] })).status, 400)
  assert.equal((await accept({ title: 'Odd', modules: [{ title: 'x', topics: [{ title: '' }] }] })).status, 400)
  assert.deepEqual((await ann.get('/courses')).body.items, [])
  assert.equal((await accept({ title: 'Long', modules: modules(5) })).status, 201)
})

test('a model outlines; hours are dealt out and the level kept by the server, and an empty module is refused', async () => {
  const ann = await stage.withModel.as()
  const topic = (title: string) => ({ title, content: 'About it.', estimatedHours: 99 })
  const module = (title: string) => ({ title, description: null, topics: [topic(`${title} 1`), topic(`${title} 2`)] })
  const said = {
    course: { title: 'Tea', description: 'All of it', difficulty: 'expert', modules: [module('Leaf'), module('Cup')] },
    ...{ isTemplate: true, note: 'From leaf to cup.', similarCourses: [], confidence: 0.8 },
  }
  says(stage, said)
  const { result, meta } = await ask(ann, 'courses/outline', { topic: 'Tea', hours: 6 })
  assert.deepEqual([meta.source, result.isTemplate, result.course.difficulty], ['model', false, 'beginner'])
  assert.deepEqual([hoursOf(result.course), each(result.course.modules, 'title')], [6, ['Leaf', 'Cup']])
  assert.equal((await ann.post('/courses/outlines/accept', result.course)).status, 201)
  says(stage, { ...said, course: { ...said.course, modules: [module('Leaf'), { ...module('Cup'), topics: [] }] } })
  const { meta: refused, result: own } = await ask(ann, 'courses/outline', { topic: 'Coffee' })
  assert.deepEqual([refused.source, own.isTemplate], ['rules', true])
})

test('a key that may not read courses is not told of them', async () => {
  const ann = await stage.app.as()
  const { key } = await make(ann, 'api-keys', { name: 'k', scopes: ['ai:write'], expiresInDays: 1 })
  assert.equal((await put(await stage.app.as(key), 'courses/outline', { topic: 'Tea' })).status, 403)
})
