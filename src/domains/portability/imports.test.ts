import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { formOf, JPEG } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { applied, brought, exported, forged } from './portability.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

async function make(by: Caller, path: string, fields: object): Promise<Body> {
  const { status, body } = await by.post(path, fields)
  assert.ok(status < 300, `${path}: ${JSON.stringify(body)}`)
  return body
}

/** Somebody who has used everything for a while. */
async function liveALittle(ann: Caller) {
  await ann.patch('/users/me', { timezone: 'Europe/Vienna', name: 'Ann Berg' })
  const parent = await make(ann, '/tasks', { title: 'Renovate', tags: ['home'] })
  const task = await make(ann, '/tasks', { title: 'Paint', parentTaskId: parent.id, dueDate: '2027-03-01' })
  const goal = await make(ann, '/goals', { title: 'A home', successCriteria: [{ text: 'Painted', taskId: task.id }] })
  await ann.patch(`/tasks/${task.id}`, { goalIds: [goal.id] })
  const gone = await make(ann, '/tasks', { title: 'Gone' })
  await ann.delete(`/tasks/${gone.id}`)
  const habit = await make(ann, '/habits', { name: 'Read', goalIds: [goal.id], reminderTimes: ['08:00'] })
  await ann.put(`/habits/${habit.id}/logs/2026-03-01`, { state: 'done' })
  const metric = await make(ann, '/metrics', { name: 'Weight', direction: 'lower', unit: 'kg' })
  await make(ann, `/metrics/${metric.id}/logs`, { value: 81.5 })
  await make(ann, '/reminders', {
    title: 'Pill',
    when: { local: '2037-03-14T02:30', zone: 'America/New_York' },
    recurrence: { rrule: 'FREQ=DAILY' },
  })
  await make(ann, '/schedule', {
    title: 'Write',
    startAt: { at: '2037-03-01T09:00:00.000Z' },
    durationMinutes: 60,
    taskId: task.id,
  })
  await make(ann, '/wallet/adjustments', { amount: 500, description: 'A gift' })
  const reward = await make(ann, '/rewards', { title: 'Cinema', pointCost: 120 })
  await make(ann, `/rewards/${reward.id}/redeem`, {})
  const file = await make(ann, '/files', formOf({ file: new File([new Uint8Array(JPEG)], 'garden.jpg') }))
  await make(ann, '/notes', { title: 'Soil', content: 'For [[tomatoes]]', fileIds: [file.id] })
  const deck = await make(ann, '/flashcard-decks', { name: 'Spanish' })
  const card = await make(ann, `/flashcard-decks/${deck.id}/cards`, { front: 'el mar', back: 'the sea' })
  await make(ann, `/flashcards/${card.id}/review`, { rating: 'good' })
  await make(ann, '/journal', { text: 'A quiet day', mood: 7 })
  await make(ann, '/automations', {
    name: 'Outlook',
    prompt: 'What is due?',
    start: { local: '2037-03-01T18:00' },
    recurrence: { rrule: 'FREQ=DAILY' },
  })
  await make(ann, '/daily-messages/slots', { kind: 'motivation', time: '07:30' })
  await make(ann, '/memories', { text: 'I like tea' })
  return { task, goal, file }
}

/** Tables whose rows are the same wherever somebody is; the numbers of the feed and what is due are not. */
const SAME = [
  'tasks',
  'goals',
  'habits',
  'habit_logs',
  'metrics',
  'metric_logs',
  'reminders',
  'rewards',
  'redemptions',
  'notes',
  'files',
  'wallets',
  'wallet_transactions',
  'wallet_postings',
  'flashcards',
  'flashcard_reviews',
  'flashcard_days',
  'flashcard_decks',
  'journal_entries',
  'goal_tasks',
  'goal_criterion_tasks',
  'note_files',
  'note_links',
  'habit_goals',
  'automations',
  'automation_timers',
  'reminder_timers',
  'memories',
  'schedule_blocks',
  'habit_alarms',
]

test('an archive makes another account the same: ids, versions, links, points, files and history', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { task, file } = await liveALittle(ann)
  const archive = await exported(app, ann)
  const checked = await brought(bob, archive.zip)
  assert.deepEqual([checked.state, checked.report.problems], ['checked', []])
  assert.deepEqual((await bob.get('/tasks')).body.items, [])
  const { state, report } = await applied(bob, checked)
  assert.equal(state, 'done')
  assert.deepEqual(report, checked.report)
  const again = await exported(app, bob)
  for (const table of SAME) assert.deepEqual(again.rows(table), archive.rows(table), table)
  assert.deepEqual(again.bytes(`files/${file.id}`), archive.bytes(`files/${file.id}`))
  const { url } = (await bob.get(`/files/${file.id}/url`)).body
  assert.equal((await app.http.inject({ url: url.replace(app.platform.config.publicUrl, '') })).statusCode, 200)
  assert.equal((await bob.get('/users/me')).body.timezone, 'Europe/Vienna')
  const past = (by: Caller) => by.get(`/tasks/${task.id}/history`)
  const ops = ({ body }: Body) => body.items.map(({ op, at }: Body) => `${op} ${at}`)
  const [hers, his] = [ops(await past(ann)), ops(await past(bob))]
  assert.deepEqual(his.slice(-hers.length), hers)
})

test('the numbers of the feed only rise, and whoever follows it hears of everything that came', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { task } = await liveALittle(ann)
  const archive = await exported(app, ann)
  const own = await make(bob, '/tasks', { title: 'His own' })
  const { body: before } = await bob.get('/sync?since=0')
  await applied(bob, await brought(bob, archive.zip))
  const { body } = await bob.get(`/sync?since=${before.nextSince}`)
  const seqs = body.changes.map(({ seq }: Body) => seq)
  assert.deepEqual(
    seqs,
    seqs.toSorted((a: number, b: number) => a - b),
  )
  const heard = body.changes.map(({ id }: Body) => id)
  assert.ok(heard.includes(task.id) && !heard.includes(own.id))
  const all = (await exported(app, bob)).rows('changes').map(({ seq }) => seq)
  assert.deepEqual(
    all,
    Array.from({ length: all.length }, (_, at) => at + 1),
  )
})

test('taken in twice nothing is doubled, and what is here stays unless it is to be written anew', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { task } = await liveALittle(ann)
  const { zip } = await exported(app, ann)
  await applied(bob, await brought(bob, zip))
  const wallet = (await bob.get('/wallet')).body
  await bob.patch(`/tasks/${task.id}`, { title: 'His title' })
  const second = await applied(bob, await brought(bob, zip))
  assert.deepEqual(
    second.report.tables.filter(({ created }: Body) => created > 0),
    [],
  )
  assert.equal(second.report.changes, 0)
  assert.equal((await bob.get(`/tasks/${task.id}`)).body.title, 'His title')
  const { version } = (await bob.get(`/tasks/${task.id}`)).body
  const third = await applied(bob, await brought(bob, zip, { conflicts: 'overwrite' }))
  assert.equal(third.report.tables.find(({ name }: Body) => name === 'tasks').overwritten, 1)
  const now = (await bob.get(`/tasks/${task.id}`)).body
  assert.deepEqual([now.title, now.version], ['Paint', version + 1])
  assert.deepEqual((await bob.get('/wallet')).body, wallet)
})

test('whose rows they were does not matter: they become mine, and nobody else’s item is touched', async () => {
  const [ann, bob, eve] = [await app.as(), await app.as(), await app.as()]
  const hers = await make(ann, '/tasks', { title: 'Hers' })
  await make(eve, '/tasks', { title: 'Mine' })
  const archive = await exported(app, eve)
  const [row] = archive.rows('tasks')
  const stolen = await forged(archive, { tasks: [{ ...row, id: hers.id, title: 'Taken' }] }, (manifest) => {
    manifest.userId = ann.userId
  })
  await applied(bob, await brought(bob, stolen))
  assert.equal((await ann.get(`/tasks/${hers.id}`)).body.title, 'Hers')
  assert.equal((await bob.get(`/tasks/${hers.id}`)).body.title, 'Taken')
  const refused = await brought(bob, await forged(archive, { tasks: [{ ...row, user_id: ann.userId }] }))
  assert.match(refused.report.problems[0].message, /user_id: is not a column/)
  const pointing = await forged(archive, {
    tasks: [{ ...row, goal_ids: [(await make(ann, '/goals', { title: 'x' })).id] }],
  })
  assert.match((await brought(bob, pointing)).report.problems[0].message, /goal/)
})

test('what could still act comes along as what it was, and does nothing until its owner says so', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await make(ann, '/channels', { kind: 'webhook', name: 'Home', url: 'https://home.example.org/almanac' })
  const automation = await make(ann, '/automations', {
    name: 'Outlook',
    prompt: 'What is due?',
    start: { local: '2037-03-01T18:00' },
    recurrence: { rrule: 'FREQ=DAILY' },
  })
  const call = { name: 'tasks_create', arguments: { title: 'Buy paint' } }
  await app.http.inject({
    method: 'POST',
    url: '/mcp',
    headers: { authorization: `Bearer ${ann.token}`, accept: 'application/json, text/event-stream' },
    payload: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: call },
  })
  const archive = await exported(app, ann)
  const [action] = archive.rows('actions')
  const at = '2026-03-01T18:00:00Z'
  const done = {
    id: '0198f3a1-7c00-7000-8000-0000000000b1',
    state: 'done',
    decided_by: 'user',
    decided_at: at,
    done_at: at,
  }
  const run = (n: number, state: string) => ({
    ...{ id: `0198f3a1-7c00-7000-8000-0000000000a${n}`, automation_id: automation.id, state, prompt: 'What is due?' },
    ...{ scheduled_for: at, attempts: 1, next_try_at: at, error: null },
  })
  const stirring = await forged(archive, {
    automation_runs: [run(1, 'done'), run(2, 'running')],
    actions: [action, { ...action, ...done }],
    action_policies: [{ tool: 'tasks_create', policy: 'auto' }],
  })
  const { state, report } = await applied(bob, await brought(bob, stirring))
  assert.deepEqual([state, report.leftOut.map(({ name }: Body) => name).includes('channels')], ['done', false])
  const actions = (await bob.get('/chat/actions')).body.items
  assert.deepEqual(actions.map((one: Body) => one.state).sort(), ['done', 'rejected'])
  assert.equal((await bob.post(`/chat/actions/${action?.id}/approve`)).status, 409)
  const runs = (await bob.get(`/automations/${automation.id}/runs`)).body.items
  assert.deepEqual(runs.map((one: Body) => one.state).sort(), ['done', 'failed'])
  const [channel] = (await bob.get('/channels')).body.items
  assert.deepEqual([channel.name, channel.enabled], ['Home', false])
  assert.equal((await bob.patch(`/channels/${channel.id}`, { enabled: true })).body.enabled, true)
  const { items } = (await bob.get('/chat/policies')).body
  assert.equal(items.find(({ tool }: Body) => tool === 'tasks_create').policy, 'ask')
  const { state: _, ...bare } = action as Body
  const sly = await brought(bob, await forged(archive, { actions: [bare] }))
  assert.match(sly.report.problems[0].message, /state: is missing/)
})

test('only whoever brought it can read, apply or delete an import, and only once it was checked', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { zip } = await exported(app, ann)
  const mine = await brought(ann, zip)
  for (const answer of [
    await bob.get(`/users/me/imports/${mine.id}`),
    await bob.post(`/users/me/imports/${mine.id}/apply`),
    await bob.delete(`/users/me/imports/${mine.id}`),
  ])
    assert.equal(answer.status, 404)
  const answers = await Promise.all([1, 2].map(() => ann.post(`/users/me/imports/${mine.id}/apply`)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409])
  assert.equal((await ann.delete(`/users/me/imports/${mine.id}`)).status, 204)
  assert.equal((await ann.get(`/users/me/imports/${mine.id}`)).status, 404)
})
