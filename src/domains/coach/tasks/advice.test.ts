import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import type { Caller } from '#test/harness.ts'
import { ask as askCoach, assertPrivate, each, make, openStage, put, type Stage, says } from '../asking.fixture.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage.close())

const ask = (caller: Caller, name: string, input: object) => askCoach(caller, `tasks/${name}`, input)

test('a task waits for what its text names and for earlier steps with the same thing, the surest first', async () => {
  const ann = await stage.app.as()
  const permit = await make(ann, 'tasks', { title: 'Get the building permit' })
  const draft = await make(ann, 'tasks', { title: 'Design the garden shed' })
  await make(ann, 'tasks', { title: 'Design a logo' })
  await make(ann, 'tasks', { title: 'Draft the garden shed letter', status: 'done' })
  const { result } = await ask(ann, 'dependencies', {
    title: 'Build the garden shed',
    description: 'Once the permit is there. Needs a saw.',
  })
  assert.deepEqual(each(result.suggestions, 'taskId'), [permit.id, draft.id])
  assert.deepEqual(each(result.suggestions, 'confidence'), [0.8, 0.5])
  assert.deepEqual(each(result.newTasksSuggested, 'title'), ['Saw'])
  const none = (await ask(ann, 'dependencies', { title: 'Call Tom' })).result
  assert.deepEqual([none.suggestions, none.newTasksSuggested, none.confidence], [[], [], 0])
})

test('nothing is proposed that it waits for already, or that would go round in a circle', async () => {
  const ann = await stage.app.as()
  const titles = ['Outline the book', 'Draft the book', 'Review the book', 'Publish the book']
  const [outline, draft, review, publish] = await Promise.all(titles.map((title) => make(ann, 'tasks', { title })))
  await make(ann, `tasks/${publish.id}/dependencies`, { dependsOnTaskId: draft.id })
  await make(ann, `tasks/${review.id}/dependencies`, { dependsOnTaskId: publish.id })
  const { result } = await ask(ann, 'dependencies', { taskId: publish.id })
  assert.deepEqual(each(result.suggestions, 'taskId'), [outline.id])
})

test('points are those that will be awarded, factor by factor', async () => {
  const ann = await stage.app.as()
  const fields = { title: 'Do the tax return', priority: 'p2', area: 'wealth', estimateMinutes: 60 }
  const { result, meta } = await ask(ann, 'points', fields)
  assert.deepEqual(
    [result.pointValue, result.breakdown, meta.source],
    [
      1296,
      {
        basePoints: 600,
        priorityMultiplier: 1.5,
        areaMultiplier: 1.2,
        complexityMultiplier: 1.2,
        skillMultiplier: 1,
      },
      'rules',
    ],
  )
  const task = await make(ann, 'tasks', fields)
  const done = await make(ann, `tasks/${task.id}/complete`, {})
  assert.equal(done.pointsAwarded, result.pointValue)
  const longer = (await ask(ann, 'points', { taskId: task.id, estimateMinutes: 120 })).result
  assert.equal(longer.pointValue, 3240)
})

test('without an estimate that of like tasks is taken, and points set by hand are named', async () => {
  const ann = await stage.app.as()
  const bare = (await ask(ann, 'points', { title: 'Build a boat' })).result
  assert.deepEqual([bare.pointValue, bare.estimateSource, bare.confidence], [360, 'assumed', 0.1])
  await make(ann, 'tasks', { title: 'Build a boat for Tom', estimateMinutes: 50 })
  const like = (await ask(ann, 'points', { title: 'Build a boat' })).result
  assert.deepEqual([like.pointValue, like.estimateSource], [600, 'like_tasks'])
  const own = await make(ann, 'tasks', { title: 'Sing', pointValue: 7, estimateMinutes: 10 })
  const { result } = await ask(ann, 'points', { taskId: own.id })
  assert.deepEqual([result.ownValue, result.pointValue], [7, 120])
  assert.match(result.reasoning, /7 points were set by hand/)
  assert.equal((await put(ann, 'tasks/points', { title: 'x', taskId: own.id })).status, 400)
})

test('a model may name only candidates, and changes no points', async () => {
  const ann = await stage.withModel.as()
  const paint = await make(ann, 'tasks', { title: 'Colours' })
  const one = {
    taskId: paint.id,
    taskTitle: 'Hacked',
    reasoning: 'Before painting.',
    isBlocking: true,
    confidence: 0.9,
  }
  const answer = { newTasksSuggested: [], reasoning: 'x', confidence: 0.9 }
  says(stage, { ...answer, suggestions: [one] })
  const { result, meta } = await ask(ann, 'dependencies', { title: 'Paint the door' })
  assert.deepEqual([meta.source, result.suggestions[0].taskTitle], ['model', 'Colours'])
  says(stage, { ...answer, suggestions: [{ ...one, taskId: newId() }] })
  assert.equal((await ask(ann, 'dependencies', { title: 'Paint the window' })).meta.source, 'rules')
  const points = (await ask(await stage.app.as(), 'points', { title: 'Sing', estimateMinutes: 10 })).result
  says(stage, { ...points, pointValue: 9_999, reasoning: 'Singing is good for you.' })
  const told = (await ask(ann, 'points', { title: 'Sing', estimateMinutes: 10 })).result
  assert.deepEqual([told.pointValue, told.reasoning], [120, 'Singing is good for you.'])
})

test('a stranger’s tasks are not there for either, and a key must be allowed to read tasks', async () => {
  const ann = await stage.app.as()
  const { id: taskId } = await make(ann, 'tasks', { title: 'Secret chapter' })
  await assertPrivate(stage, ann, [
    ['tasks/dependencies', { taskId }],
    ['tasks/points', { taskId }],
  ])
})
