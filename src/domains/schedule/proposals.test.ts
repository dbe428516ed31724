import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { forgetOldProposals } from './proposals.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
/** A Monday, six in the morning in Vienna. */
const MONDAY = '2037-03-02T05:00:00.000Z'
beforeEach(() => app.setNow(MONDAY))
after(() => app.close())

async function person(): Promise<Caller> {
  const ann = await app.as()
  assert.equal((await ann.patch('/users/me', { timezone: 'Europe/Vienna' })).status, 200)
  return ann
}

async function task(by: Caller, title: string, values: object = {}): Promise<string> {
  const { status, body } = await by.post('/tasks', { title, dueDate: '2037-03-06', ...values })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

async function proposal(by: Caller, values: object = {}, verb = 'generate'): Promise<Body> {
  const { status, body } = await by.post(`/schedule/${verb}`, values)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

/** In Vienna's winter. */
const told = ({ blocks }: Body): string[] =>
  blocks.map(({ title, startAt, durationMinutes, part, parts }: Body) => {
    const local = new Date(Date.parse(startAt) + 3_600_000).toISOString()
    return `${title} ${local.slice(8, 16)} ${durationMinutes} ${part}/${parts}`
  })
const accepted = (by: Caller, id: string) => by.post(`/schedule/proposals/${id}/accept`)
const scheduled = async (by: Caller): Promise<Body[]> =>
  (await by.get('/schedule?from=2037-02-20&to=2037-04-01')).body.items

test('open tasks go into free working hours, around what is busy, and accepting makes blocks of them', async () => {
  const ann = await person()
  const deep = await task(ann, 'Report', { estimateMinutes: 120, energy: 'deep' })
  await task(ann, 'Mail', { estimateMinutes: 20, energy: 'admin', priority: 'p4' })
  await task(ann, 'Some day', { dueDate: undefined })
  await ann.post('/schedule', {
    title: 'Team',
    startAt: { local: '2037-03-02T09:30', zone: 'Europe/Vienna' },
    durationMinutes: 60,
  })
  const made = await proposal(ann)
  assert.deepEqual(told(made), ['Report 02T09:00 30 1/2', 'Report 02T10:30 90 2/2', 'Mail 02T12:10 20 1/1'])
  assert.deepEqual([made.state, made.unplaced], ['open', []])
  assert.equal((await scheduled(ann)).length, 1)
  const { status, body } = await accepted(ann, made.id)
  assert.deepEqual([status, body.proposal.state, body.blockIds.length], [200, 'accepted', 3])
  const blocks = (await scheduled(ann)).filter(({ proposalId }) => proposalId === made.id)
  assert.deepEqual(
    blocks.map(({ startAt, endAt }) => [startAt, endAt]),
    made.blocks.map(({ startAt, endAt }: Body) => [startAt, endAt]),
  )
  assert.deepEqual([blocks[0]?.taskId, blocks[0]?.type, blocks[0]?.busy], [deep, 'focus', true])
  const again = await proposal(ann)
  assert.deepEqual(again.blocks, [])
  assert.deepEqual(
    again.unplaced.map(({ title, code, missingMinutes }: Body) => `${title} ${code} ${missingMinutes}`),
    ['Report planned 0', 'Mail planned 0'],
  )
})

test('the same tasks and the same time make the same proposal', async () => {
  const ann = await person()
  for (let n = 0; n < 12; n++) await task(ann, `t${n}`, { estimateMinutes: 20 + n * 15, priority: `p${1 + (n % 4)}` })
  const [one, two] = [await proposal(ann), await proposal(ann)]
  assert.deepEqual([one.blocks, one.unplaced], [two.blocks, two.unplaced])
})

test('what cannot fit is named with its reason, and what waits for another comes after it', async () => {
  const ann = await person()
  const first = await task(ann, 'First', { estimateMinutes: 60, dueDate: undefined })
  const second = await task(ann, 'Second', { estimateMinutes: 30, dueDate: '2037-03-02', priority: 'p1' })
  await ann.post(`/tasks/${second}/dependencies`, { dependsOnTaskId: first })
  await task(ann, 'Long', { estimateMinutes: 900, dueDate: '2037-03-02' })
  await task(ann, 'Later', { scheduledDate: '2037-03-20', dueDate: '2037-03-25' })
  const made = await proposal(ann, { to: '2037-03-04' })
  const order = told(made).map((one) => one.split(' ')[0])
  assert.ok(order.indexOf('First') < order.indexOf('Second') && order.includes('Second'), order.join())
  const reasons = made.unplaced.map(({ title, code }: Body) => `${title} ${code}`)
  assert.deepEqual(reasons.sort(), ['Later not_yet', 'Long no_time'])
  assert.ok(made.unplaced.every(({ reason }: Body) => reason.length > 20))
})

test('working hours, pieces, breaks and the days are the caller’s choice', async () => {
  const ann = await person()
  const id = await task(ann, 'Study', { dueDate: undefined, estimateMinutes: 100 })
  const choice = {
    from: '2037-03-07',
    to: '2037-03-09',
    taskIds: [id],
    workingHours: [{ weekdays: ['sa'], from: '22:00', to: '02:00' }],
    chunkMinutes: { min: 20, max: 50 },
    breakMinutes: 30,
  }
  assert.deepEqual(told(await proposal(ann, choice)), ['Study 07T22:00 50 1/2', 'Study 07T23:20 50 2/2'])
  for (const [bad, path] of [
    [{ chunkMinutes: { min: 50, max: 90 } }, 'chunkMinutes.max'],
    [{ to: '2037-03-01' }, 'to'],
    [{ to: '2037-09-01' }, 'to'],
  ] as const) {
    const { status, body } = await ann.post('/schedule/generate', bad)
    assert.deepEqual([status, body.errors[0].path], [400, path])
  }
  const [bob] = [await person()]
  assert.equal((await bob.post('/schedule/generate', { taskIds: [id] })).status, 404)
})

test('a proposal is refused when its time was taken or has passed since, and stays open', async () => {
  const ann = await person()
  await task(ann, 'Report', { estimateMinutes: 60 })
  const made = await proposal(ann)
  const { body: block } = await ann.post('/schedule', {
    title: 'Call',
    startAt: { at: made.blocks[0].startAt },
    durationMinutes: 15,
  })
  const refused = await accepted(ann, made.id)
  assert.deepEqual([refused.status, refused.body.conflicts[0].title], [409, 'Call'])
  assert.equal((await scheduled(ann)).length, 1)
  await ann.delete(`/schedule/${block.id}`)
  app.setNow('2037-03-02T08:30:00.000Z')
  assert.equal((await accepted(ann, made.id)).status, 409)
  app.setNow(MONDAY)
  assert.equal((await accepted(ann, made.id)).status, 200)
})

test('two who accept at once, accept and reject, or plan at once: exactly one wins', async () => {
  const ann = await person()
  await task(ann, 'Report', { estimateMinutes: 60 })
  const made = await proposal(ann)
  const answers = await Promise.all([1, 2, 3, 4].map(() => accepted(ann, made.id)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409])
  assert.equal((await scheduled(ann)).length, 1)
  assert.equal((await ann.post(`/schedule/proposals/${made.id}/reject`)).status, 409)
  await task(ann, 'Other', { estimateMinutes: 60 })
  const planned = await Promise.all([1, 2, 3].map(() => proposal(ann)))
  const { items } = (await ann.get('/schedule/proposals?state=open')).body
  assert.equal(items.length, 1)
  const results = await Promise.all(planned.map(({ id }) => accepted(ann, id)))
  assert.deepEqual(results.map(({ status }) => status).sort(), [200, 409, 409])
  assert.equal((await scheduled(ann)).length, 2)
})

test('missed blocks of open tasks get another time, and go when that is accepted', async () => {
  const ann = await person()
  const [report, done] = [await task(ann, 'Report', { estimateMinutes: 60 }), await task(ann, 'Done')]
  const block = async (title: string, local: string, more: object) =>
    (
      await ann.post('/schedule', {
        title,
        startAt: { local, zone: 'Europe/Vienna' },
        durationMinutes: 60,
        ...more,
      })
    ).body.id
  const missed = await block('Report', '2037-02-27T10:00', { taskId: report })
  const kept = await block('Done', '2037-02-27T12:00', { taskId: done })
  const completed = await block('Part', '2037-02-27T14:00', { taskId: report, completed: true })
  await ann.post(`/tasks/${done}/complete`)
  assert.deepEqual((await proposal(ann, {}, 'replan')).unplaced[0].code, 'planned')
  await ann.patch(`/tasks/${report}`, { estimateMinutes: 180 })
  const made = await proposal(ann, {}, 'replan')
  assert.deepEqual(told(made), ['Report 02T09:00 60 1/1'])
  assert.deepEqual(made.replaces, [{ blockId: missed, occurrence: '2037-02-27T10:00' }])
  assert.equal((await accepted(ann, made.id)).status, 200)
  const left = (await scheduled(ann)).map(({ id }) => id)
  assert.ok(!left.includes(missed) && left.includes(kept) && left.includes(completed) && left.length === 3)
  assert.deepEqual((await proposal(ann, {}, 'replan')).blocks, [])
})

test('a missed occurrence of a series is left out of it, and the series goes on', async () => {
  const ann = await person()
  const taskId = await task(ann, 'Practice', { estimateMinutes: 600, dueDate: '2037-03-31' })
  await ann.post('/schedule', {
    title: 'Practice',
    startAt: { local: '2037-02-26T10:00', zone: 'Europe/Vienna' },
    durationMinutes: 60,
    recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' },
    taskId,
  })
  const made = await proposal(ann, {}, 'replan')
  await accepted(ann, made.id)
  assert.deepEqual(
    (await scheduled(ann)).map(({ startAt }) => startAt.slice(5, 16)),
    ['03-02T08:00', '03-05T09:00', '03-12T09:00'],
  )
})

test('a stranger sees no proposal and can decide none, and what made nothing is forgotten after a month', async () => {
  const [ann, bob] = [await person(), await person()]
  await task(ann, 'Report')
  const { id } = await proposal(ann)
  for (const answer of [
    await bob.get(`/schedule/proposals/${id}`),
    await accepted(bob, id),
    await bob.post(`/schedule/proposals/${id}/reject`),
  ])
    assert.equal(answer.status, 404)
  assert.deepEqual((await bob.get('/schedule/proposals')).body.items, [])
  assert.equal((await ann.post(`/schedule/proposals/${id}/reject`)).body.state, 'rejected')
  app.setNow('2037-04-03T00:00:00.000Z')
  await forgetOldProposals({ ...app.platform.base, actor: null })
  assert.equal((await ann.get(`/schedule/proposals/${id}`)).status, 404)
})

test('where the stage is test, a plan may be asked for at another moment and in another zone', async () => {
  const ann = await person()
  await task(ann, 'Report', { estimateMinutes: 60 })
  const made = await proposal(ann, { now: '2037-03-03T06:00:00.000Z', timezone: 'UTC' })
  assert.equal(made.blocks[0].startAt, '2037-03-03T09:00:00.000Z')
})

test('habits and due reviews are planned with the tasks: at their length, on their days, once, and only where asked for', async () => {
  const ann = await person()
  const habit = async (name: string, values: object) => {
    const { status, body } = await ann.post('/habits', { name, startDate: '2037-03-01', ...values })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  const daily = { kind: 'times_per', times: 1, days: 1 }
  const read = await habit('Read', { schedule: daily, target: { unit: 'minutes', amount: 20, type: 'at_least' } })
  await habit('Run', { schedule: { kind: 'times_per', times: 2, days: 7 } })
  await habit('No sugar', { kind: 'quit', schedule: daily })
  const { body: deck } = await ann.post('/flashcard-decks', { name: 'Words' })
  for (const front of ['a', 'b']) await ann.post(`/flashcard-decks/${deck.id}/cards`, { front, back: 'x' })
  const report = await task(ann, 'Report', { estimateMinutes: 30, dueDate: '2037-03-02' })
  const made = await proposal(ann)
  const kinds = made.blocks.map(({ kind, title, durationMinutes, startAt }: Body) =>
    [kind, title, durationMinutes, startAt.slice(8, 10)].join(' '),
  )
  assert.deepEqual(kinds.sort(), [
    ...['02', '03', '04', '05', '06'].map((day) => `habit Read 20 ${day}`),
    'habit Run 15 02',
    'habit Run 15 04',
    'review Review 2 cards 5 02',
    'task Report 30 02',
  ])
  const ids = (kind: string) =>
    made.blocks.filter((one: Body) => one.kind === kind).map((one: Body) => [one.taskId, one.habitId])
  assert.deepEqual([ids('task'), ids('review'), ids('habit')[0]?.[0]], [[[report, null]], [[null, null]], null])
  assert.ok(ids('habit').some(([, habitId]: string[]) => habitId === read))
  assert.deepEqual(
    (await proposal(ann, { include: ['tasks'] })).blocks.map(({ kind }: Body) => kind),
    ['task'],
  )
  const again = await proposal(ann)
  assert.equal((await accepted(ann, again.id)).status, 200)
  const blocks = (await scheduled(ann)).map(({ title, type }) => `${title} ${type}`)
  assert.deepEqual([blocks.length, new Set(blocks).has('Review 2 cards review')], [9, true])
  assert.deepEqual((await proposal(ann)).blocks, [])
})
