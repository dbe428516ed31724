import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { patient } from '#test/calm.ts'
import { type Caller, sharedApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = patient(await sharedApp())
})
after(() => app.close())

const progressOf = async (ann: Caller, id: string) => (await ann.get(`/goals/${id}`)).body.progress
const activityOf = async (ann: Caller, id: string): Promise<string[]> =>
  (await ann.get(`/goals/${id}/activity`)).body.items
    .map((one: { type: string; title: string }) => `${one.type}: ${one.title}`)
    .reverse()

test('finishing a task moves its goals forward at once, and reopening takes it back', async () => {
  const ann = await app.as()
  const goals = await Promise.all(['A', 'B'].map(async (title) => (await ann.post('/goals', { title })).body.id))
  const { body: task } = await ann.post('/tasks', { title: 'Write', goalIds: goals })
  await ann.post('/tasks', { title: 'Print', goalIds: [goals[0]] })
  assert.equal((await ann.post(`/tasks/${task.id}/complete`)).status, 200)
  assert.deepEqual(await Promise.all(goals.map((id) => progressOf(ann, id))), [50, 100])
  const { body } = await ann.get(`/goals/${goals[0]}/progress`)
  assert.equal(body.overall, 50)
  assert.deepEqual(body.components, {
    criteria: null,
    tasks: { done: 1, total: 2, percent: 50 },
    metrics: null,
    habits: null,
  })
  await ann.patch(`/tasks/${task.id}`, { status: 'in_progress' })
  assert.deepEqual(await Promise.all(goals.map((id) => progressOf(ann, id))), [0, 0])
})

test('cancelled and deleted tasks do not count, nor those that were moved away', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const make = async (title: string) => (await ann.post('/tasks', { title, goalIds: [goal.id] })).body.id
  const [done, cancelled, deleted, moved] = [
    await make('done'),
    await make('cancelled'),
    await make('deleted'),
    await make('moved'),
  ]
  await ann.post(`/tasks/${done}/complete`)
  assert.equal(await progressOf(ann, goal.id), 25)
  await ann.patch(`/tasks/${cancelled}`, { status: 'cancelled' })
  assert.equal(await progressOf(ann, goal.id), 33)
  await ann.delete(`/tasks/${deleted}`)
  assert.equal(await progressOf(ann, goal.id), 50)
  await ann.patch(`/tasks/${moved}`, { goalIds: [] })
  assert.equal(await progressOf(ann, goal.id), 100)
})

test('tasks finished at the same moment are all counted', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const tasks = await Promise.all(
    Array.from(
      { length: 8 },
      async (_, at) => (await ann.post('/tasks', { title: `t${at}`, goalIds: [goal.id] })).body.id,
    ),
  )
  const answers = await Promise.all(tasks.map((id) => ann.post(`/tasks/${id}/complete`)))
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]))
  assert.equal(await progressOf(ann, goal.id), 100)
  const activity = await activityOf(ann, goal.id)
  assert.equal(activity.filter((line) => line.startsWith('task_completed')).length, 8)
  assert.deepEqual(
    activity.filter((line) => line.startsWith('progress')).sort(),
    ['100 %', '25 %', '50 %', '75 %'].map((step) => `progress_milestone: ${step}`),
  )
})

test('whatever is done to goals and tasks at the same moment, what is stored is what is counted', async () => {
  const ann = await app.as()
  const goals = await Promise.all(['A', 'B', 'C'].map(async (title) => (await ann.post('/goals', { title })).body.id))
  const tasks = await Promise.all(
    ['t', 'u', 'v'].map(async (title) => (await ann.post('/tasks', { title, goalIds: goals })).body.id),
  )
  const [a, b, c] = goals
  const [t, u, v] = tasks
  const answers = await Promise.all([
    ann.post(`/tasks/${t}/complete`),
    ann.patch(`/goals/${a}`, { successCriteria: [{ text: 'T', taskId: t }, 'x'] }),
    ann.patch(`/tasks/${u}`, { goalIds: [c, a] }),
    ann.post(`/tasks/${v}/complete`),
    ann.post('/tasks', { title: 'w', goalIds: [b, a] }),
    ann.post('/tasks', { title: 'x', goalIds: [a, b] }),
    ann.patch(`/goals/${b}`, { successCriteria: [{ text: 'V', taskId: v }], weights: { tasks: 50 } }),
    ann.patch(`/goals/${c}`, { status: 'active' }),
    ann.put(`/goals/${b}/links/task/${u}`),
  ])
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200, 200, 200, 201, 201, 200, 200, 204],
  )
  for (const id of goals) {
    const { body: goal } = await ann.get(`/goals/${id}`)
    assert.equal(goal.progress, (await ann.get(`/goals/${id}/progress`)).body.overall)
    for (const criterion of goal.successCriteria) assert.equal(criterion.isCompleted, criterion.taskId !== null)
  }
})

test('criteria and tasks weigh 40 to 30, and a manual progress wins until it is cleared', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: [{ text: 'One', isCompleted: true }, 'Two'],
  })
  assert.equal(goal.progress, 50)
  const { body: task } = await ann.post('/tasks', { title: 'Write', goalIds: [goal.id] })
  assert.equal(await progressOf(ann, goal.id), 29) // 50·40/70
  await ann.post(`/tasks/${task.id}/complete`)
  assert.equal(await progressOf(ann, goal.id), 71) // (50·40 + 100·30)/70
  const { body: manual } = await ann.patch(`/goals/${goal.id}`, { manualProgress: 10 })
  assert.equal(manual.progress, 10)
  await ann.patch(`/tasks/${task.id}`, { status: 'in_progress' })
  assert.equal((await ann.get(`/goals/${goal.id}/progress`)).body.overall, 10)
  const { body: cleared } = await ann.patch(`/goals/${goal.id}`, { manualProgress: null })
  assert.equal(cleared.progress, 29)
  const { body: weighed } = await ann.patch(`/goals/${goal.id}`, { weights: { tasks: 0 } })
  assert.equal(weighed.progress, 50)
})

test('a criterion tied to a task follows it there and back, also without belonging to the goal', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: [{ text: 'Written', taskId: task.id }, 'Other'],
  })
  await ann.post(`/tasks/${task.id}/complete`)
  const { body: done } = await ann.get(`/goals/${goal.id}`)
  assert.deepEqual(
    [done.successCriteria[0].isCompleted, done.successCriteria[1].isCompleted, done.progress],
    [true, false, 50],
  )
  assert.ok(done.successCriteria[0].completedAt)
  assert.deepEqual(await activityOf(ann, goal.id), [
    'criterion_completed: Written',
    'progress_milestone: 25 %',
    'progress_milestone: 50 %',
  ])
  await ann.patch(`/tasks/${task.id}`, { status: 'not_started' })
  const { body: open } = await ann.get(`/goals/${goal.id}`)
  assert.deepEqual(
    [open.successCriteria[0].isCompleted, open.successCriteria[0].completedAt, open.progress],
    [false, null, 0],
  )
  await ann.patch(`/goals/${goal.id}`, { successCriteria: [{ id: open.successCriteria[0].id, taskId: null }] })
  await ann.post(`/tasks/${task.id}/complete`)
  assert.equal(await progressOf(ann, goal.id), 0)
})

test('a criterion tied to a task that is done already is complete from the start', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: finished } = await ann.post(`/tasks/${task.id}/complete`)
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: [{ text: 'Written', taskId: task.id }],
  })
  assert.deepEqual([goal.progress, goal.successCriteria[0].completedAt], [100, finished.completedAt])
})

test('a criterion ticked by hand stays ticked while its task merely changes', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: [{ text: 'Written', taskId: task.id, isCompleted: true }],
  })
  await ann.patch(`/tasks/${task.id}`, { goalIds: [goal.id], status: 'in_progress' })
  const { body: after } = await ann.get(`/goals/${goal.id}`)
  assert.deepEqual([after.successCriteria, after.progress], [goal.successCriteria, 57]) // 100·40/70
})

test('a task cannot be tied when it is in the trash or never was', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: goal } = await ann.post('/goals', { title: 'A', successCriteria: [{ text: 'x', taskId: task.id }] })
  await ann.delete(`/tasks/${task.id}`)
  for (const taskId of [task.id, newId()]) {
    const { status, body } = await ann.post('/goals', { title: 'B', successCriteria: ['first', { text: 'y', taskId }] })
    assert.deepEqual([status, body.errors[0].path], [404, 'successCriteria.1.taskId'])
  }
  // What is tied already stays editable.
  assert.equal(
    (await ann.patch(`/goals/${goal.id}`, { successCriteria: [{ ...goal.successCriteria[0], text: 'z' }] })).status,
    200,
  )
})

test('each milestone is told once, however progress comes and goes', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A', successCriteria: ['One', 'Two'] })
  const [one, two] = goal.successCriteria
  const tick = (id: string, isCompleted: boolean) => ann.patch(`/goals/${goal.id}/criteria/${id}`, { isCompleted })
  for (const [id, isCompleted] of [
    [one.id, true],
    [one.id, false],
    [one.id, true],
    [two.id, true],
    [two.id, false],
    [two.id, true],
  ] as const)
    await tick(id, isCompleted)
  const milestones = (await activityOf(ann, goal.id)).filter((line) => line.startsWith('progress_milestone'))
  assert.deepEqual(
    milestones,
    [25, 50, 75, 100].map((step) => `progress_milestone: ${step} %`),
  )
})

test('a change of status is told, and counts as activity where a new title does not', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T09:00:00.000Z')
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  app.setNow('2027-03-02T09:00:00.000Z')
  const { body: renamed } = await ann.patch(`/goals/${goal.id}`, { title: 'B', startDate: '2027-03-01' })
  const { body: started } = await ann.patch(`/goals/${goal.id}`, { status: 'active' })
  app.setNow(null)
  assert.deepEqual(
    [renamed.lastActivityAt, started.lastActivityAt],
    ['2027-03-01T09:00:00.000Z', '2027-03-02T09:00:00.000Z'],
  )
  assert.deepEqual(await activityOf(ann, goal.id), ['status_changed: planning → active'])
})

test('a goal in the trash sleeps: what its tasks do counts when it returns', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Write' })
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    successCriteria: [{ text: 'Written', taskId: task.id }],
  })
  await ann.put(`/goals/${goal.id}/links/task/${task.id}`)
  await ann.delete(`/goals/${goal.id}`)
  assert.equal((await ann.post(`/tasks/${task.id}/complete`)).status, 200)
  assert.equal((await ann.get(`/tasks?goalId=${goal.id}`)).status, 200)
  const { body: back } = await ann.post(`/goals/${goal.id}/restore`)
  assert.deepEqual([back.progress, back.successCriteria[0].isCompleted], [100, true])
})

test('a recurring task goes on although its goal is in the trash', async () => {
  const ann = await app.as()
  const { body: goal } = await ann.post('/goals', { title: 'A' })
  const { body: task } = await ann.post('/tasks', {
    title: 'Run',
    dueDate: '2027-03-01',
    recurrence: { rrule: 'FREQ=DAILY' },
    goalIds: [goal.id],
  })
  await ann.delete(`/goals/${goal.id}`)
  const { status, body } = await ann.post(`/tasks/${task.id}/complete`)
  assert.equal(status, 200)
  assert.ok(body.nextTask)
})

test('the pace is that of the user’s own day', async () => {
  const ann = await app.as()
  await app.platform.database.query('update users set timezone = $2 where id = $1', [ann.userId, 'Pacific/Auckland'])
  const { body: goal } = await ann.post('/goals', {
    title: 'A',
    startDate: '2027-01-01',
    targetDate: '2027-04-11',
    manualProgress: 30,
  })
  const progress = async (now: string) => {
    app.setNow(now)
    return (await ann.get(`/goals/${goal.id}/progress`)).body
  }
  // In Auckland (UTC+13) 11:00 UTC is already the next day: day 60 is 2 March.
  assert.deepEqual(await progress('2027-03-01T10:59:00.000Z'), {
    overall: 30,
    health: 'dormant',
    components: { criteria: null, tasks: null, metrics: null, habits: null },
    pace: { expectedToday: 59, slackDays: -29, requiredPerDay: 1.71, projectedFinish: '2027-07-17' },
  })
  assert.equal((await progress('2027-03-01T11:01:00.000Z')).pace.expectedToday, 60)
  await ann.post(`/goals/${goal.id}/activity`, { title: 'Still here' })
  assert.equal((await progress('2027-03-01T11:02:00.000Z')).health, 'behind')
  await ann.patch(`/goals/${goal.id}`, { manualProgress: 45 })
  assert.equal((await progress('2027-03-01T11:02:00.000Z')).health, 'at_risk')
  await ann.patch(`/goals/${goal.id}`, { manualProgress: 50 })
  assert.equal((await progress('2027-03-01T11:02:00.000Z')).health, 'on_track')
  app.setNow(null)
})
