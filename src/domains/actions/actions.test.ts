import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { approveAction, MAX_OPEN, type Outcome, proposeOrRun } from './actions.service.ts'
import { choosePolicy } from './policies.service.ts'
import { expireProposals, forgetOldActions } from './records.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const ctxOf = ({ userId }: Caller, scopes: string[] | null = null) => ({
  ...app.platform.base,
  actor: { id: userId, role: 'user' as const, via: null, sessionId: newId(), scopes },
})

/** What becomes of a model's call in a conversation of this user. */
const call = (by: Caller, name: string, given: unknown, scopes: string[] | null = null): Promise<Outcome> =>
  proposeOrRun(ctxOf(by, scopes), app.platform.tools, { name, arguments: given }, { channel: 'chat' })

const propose = async (by: Caller, name: string, given: unknown): Promise<Body> => {
  const outcome = await call(by, name, given)
  assert.equal(outcome.kind, 'proposed', JSON.stringify(outcome))
  return 'action' in outcome ? outcome.action : null
}

const approve = async (by: Caller, { id }: { id: string }) => by.post(`/chat/actions/${id}/approve`)
const perform = async (by: Caller, name: string, given: unknown): Promise<Body> => {
  const { status, body } = await approve(by, await propose(by, name, given))
  assert.deepEqual([status, body.state], [200, 'done'], JSON.stringify(body))
  return body
}
const undo = (by: Caller, { id }: { id: string }) => by.post(`/chat/actions/${id}/undo`)
const titles = async (by: Caller) => (await by.get('/tasks')).body.items.map(({ title }: Body) => title)

test('reading runs at once and leaves no record', async () => {
  const ann = await app.as()
  await ann.post('/tasks', { title: 'Read' })
  const outcome = await call(ann, 'tasks_list', { status: 'not_started' })
  assert.equal(outcome.kind, 'read')
  assert.deepEqual('result' in outcome && (outcome.result as Body).items.map(({ title }: Body) => title), ['Read'])
  assert.deepEqual((await ann.get('/chat/actions')).body.items, [])
})

test('writing waits as a proposal in plain words, and happens when the user approves', async () => {
  const ann = await app.as()
  const { id } = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  assert.deepEqual(await titles(ann), [])
  const { items } = (await ann.get('/chat/actions?state=proposed')).body
  assert.deepEqual(
    items.map(({ id, tool, summary, effect }: Body) => [id, tool, summary, effect]),
    [[id, 'tasks_create', 'Create the task “Buy paint”', 'write']],
  )
  const { body } = await approve(ann, { id })
  assert.deepEqual([body.state, body.decidedBy, body.result.title], ['done', 'user', 'Buy paint'])
  assert.ok(!('userId' in body.result) && !('deletedAt' in body.result))
  assert.deepEqual(await titles(ann), ['Buy paint'])
})

test('the history of an item says that the assistant changed it, and by which action', async () => {
  const ann = await app.as()
  const { id, result } = await perform(ann, 'tasks_create', { title: 'Buy paint' })
  await ann.patch(`/tasks/${result.id}`, { title: 'Buy red paint' })
  const { items } = (await ann.get(`/tasks/${result.id}/history`)).body
  assert.deepEqual(
    items.map(({ op, actor }: Body) => [op, actor]),
    [
      ['update', 'user'],
      ['create', `assistant:${id}`],
    ],
  )
})

test('approving twice, and ten times at once, does it once', async () => {
  const ann = await app.as()
  const action = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  const answers = await Promise.all(Array.from({ length: 10 }, () => approve(ann, action)))
  assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body.state}`))], ['200 done'])
  assert.equal((await approve(ann, action)).body.state, 'done')
  assert.deepEqual(await titles(ann), ['Buy paint'])
})

test('what is rejected is never done, and what is done cannot be rejected', async () => {
  const ann = await app.as()
  const action = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  for (const _ of [1, 2]) assert.equal((await ann.post(`/chat/actions/${action.id}/reject`)).body.state, 'rejected')
  assert.equal((await approve(ann, action)).status, 409)
  assert.equal((await undo(ann, action)).status, 409)
  assert.deepEqual(await titles(ann), [])
  const done = await perform(ann, 'tasks_create', { title: 'Sleep' })
  assert.equal((await ann.post(`/chat/actions/${done.id}/reject`)).status, 409)
})

test('an action that the domain refuses keeps its words, changes nothing, and can be tried again', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Read' })
  const action = await propose(ann, 'tasks_complete', { taskId: task.id })
  await ann.post(`/tasks/${task.id}/complete`)
  const failed = await approve(ann, action)
  assert.deepEqual([failed.status, failed.body.state, failed.body.error.code], [200, 'failed', 'conflict'])
  assert.match(failed.body.error.message, /already done/)
  await ann.patch(`/tasks/${task.id}`, { status: 'not_started' })
  const again = await approve(ann, action)
  assert.deepEqual([again.body.state, again.body.error], ['done', null])
})

test('asking for the same again while it waits is the same proposal, and no more than a hundred wait', async () => {
  const ann = await app.as()
  const first = await propose(ann, 'tasks_create', { title: 'Buy paint', priority: 'p1' })
  assert.equal((await propose(ann, 'tasks_create', '{"priority":"p1","title":"Buy paint"}')).id, first.id)
  await app.platform.database.query(
    `insert into actions (user_id, id, tool, effect, summary, arguments, channel, expires_at)
     select user_id, gen_random_uuid(), tool, effect, summary, jsonb_build_object('title', n), channel, expires_at
     from actions, generate_series(2, $2::int) n where user_id = $1`,
    [ann.userId, MAX_OPEN],
  )
  const beyond = await call(ann, 'tasks_create', { title: 'One more' })
  assert.equal(beyond.kind === 'refused' && beyond.error.code, 'conflict')
})

test('what was decided can be looked up for more than a year, what is open for as long as it is, and what came of it stays', async () => {
  const ann = await app.as()
  const [decided, open] = [
    await propose(ann, 'tasks_create', { title: 'Kept' }),
    await propose(ann, 'tasks_create', { title: 'Open' }),
  ]
  await ann.post(`/chat/actions/${decided.id}/approve`)
  const left = async (days: number) => {
    const now = () => new Date(Date.now() + days * 86_400_000)
    await forgetOldActions({ ...app.platform.base, actor: null, now })
    return (await ann.get('/chat/actions')).body.items.map((item: Body) => item.id).sort()
  }
  assert.deepEqual(await left(399), [decided.id, open.id].sort())
  assert.deepEqual(await left(401), [open.id])
  assert.equal((await ann.get('/tasks')).body.items[0].title, 'Kept')
})

test('a proposal that nobody decided for a week can no longer be approved', async () => {
  const ann = await app.as()
  const [late, kept] = [
    await propose(ann, 'tasks_create', { title: 'A' }),
    await propose(ann, 'tasks_create', { title: 'B' }),
  ]
  const later = new Date(Date.now() + 8 * 86_400_000)
  assert.equal((await ann.post(`/chat/actions/${late.id}/approve`, { now: later.toISOString() })).status, 410)
  await expireProposals({ ...app.platform.base, actor: null, now: () => later })
  const { body } = await ann.get(`/chat/actions/${kept.id}`)
  assert.deepEqual([body.state, body.decidedBy], ['rejected', 'time'])
  assert.deepEqual(await titles(ann), [])
})

test('a tool that the user lets run by itself runs, and is recorded with who decided', async () => {
  const ann = await app.as()
  assert.equal((await ann.put('/chat/policies/tasks_create', { policy: 'auto' })).body.policy, 'auto')
  const outcome = await call(ann, 'tasks_create', { title: 'Buy paint' })
  assert.equal(outcome.kind, 'done')
  const [action] = (await ann.get('/chat/actions')).body.items
  assert.deepEqual([action.state, action.decidedBy], ['done', 'policy'])
  assert.equal((await call(await app.as(), 'tasks_create', { title: 'Buy paint' })).kind, 'proposed')
})

test('a tool that the user forbids is refused, reading as well', async () => {
  const ann = await app.as()
  for (const name of ['tasks_list', 'tasks_create']) {
    await ann.put(`/chat/policies/${name}`, { policy: 'never' })
    const outcome = await call(ann, name, name === 'tasks_list' ? {} : { title: 'Buy paint' })
    assert.equal(outcome.kind === 'refused' && outcome.error.code, 'forbidden')
  }
  await ann.put('/chat/policies/tasks_list', { policy: 'ask' })
  assert.equal((await call(ann, 'tasks_list', {})).kind, 'proposed')
})

test('no setting lets a tool that deletes or reaches outside run by itself', async () => {
  const ann = await app.as()
  const { body: task } = await ann.post('/tasks', { title: 'Read' })
  const always = (await ann.get('/chat/policies')).body.items.filter(({ alwaysAsks }: Body) => alwaysAsks)
  assert.ok(always.length > 0)
  for (const { tool, effect, policy } of always) {
    assert.ok(policy === 'ask' && ['destructive', 'outbound'].includes(effect))
    assert.equal((await ann.put(`/chat/policies/${tool}`, { policy: 'auto' })).status, 400, tool)
  }
  // As if an older version, or somebody at the database, had written it.
  await app.platform.database.query(
    "insert into action_policies (user_id, tool, policy) values ($1, 'tasks_delete', 'auto')",
    [ann.userId],
  )
  assert.equal((await call(ann, 'tasks_delete', { taskId: task.id })).kind, 'proposed')
  assert.deepEqual(await titles(ann), ['Read'])
})

test('a stranger finds no action and can decide none', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const action = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  assert.deepEqual((await bob.get('/chat/actions')).body.items, [])
  assert.equal((await bob.get(`/chat/actions/${action.id}`)).status, 404)
  for (const verb of ['approve', 'reject', 'undo'])
    assert.equal((await bob.post(`/chat/actions/${action.id}/${verb}`)).status, 404)
  assert.equal((await ann.get(`/chat/actions/${action.id}`)).body.state, 'proposed')
})

test('an API key neither approves nor sets policies, and its calls keep to its scopes', async () => {
  const ann = await app.as()
  const { body } = await ann.post('/api-keys', { name: 'Agent', scopes: ['*'] })
  const key = await app.as(body.key)
  const action = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  assert.equal((await key.get('/chat/actions')).body.items.length, 1)
  assert.equal((await approve(key, action)).status, 403)
  // Not by another door either: whatever calls the service as a key is refused.
  const { base, tools } = app.platform
  const asKey = { ...base, actor: ctxOf(ann, ['*']).actor }
  for (const attempt of [
    async () => approveAction(asKey, tools, action.id),
    async () => choosePolicy(asKey, tools, 'tasks_create', 'auto'),
  ])
    await assert.rejects(attempt, { code: 'forbidden' })
  assert.equal((await key.put('/chat/policies/tasks_create', { policy: 'auto' })).status, 403)
  const outcome = await call(ann, 'tasks_create', { title: 'Buy paint' }, ['tasks:read'])
  assert.equal(outcome.kind === 'refused' && outcome.error.code, 'forbidden')
})

test('a proposal shows on every device at once, and is decided by nothing but its own words', async () => {
  const ann = await app.as()
  const action = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  const { changes } = (await ann.get('/sync?since=0')).body
  assert.deepEqual(
    changes.map(({ entity, item }: Body) => [entity, item.state]),
    [['action', 'proposed']],
  )
  const operations = [
    { opId: '1', entity: 'action', op: 'update', id: action.id, fields: { state: 'done' } },
    { opId: '2', entity: 'action', op: 'create', id: newId(), fields: { tool: 'tasks_delete' } },
  ]
  const { results } = (await ann.post('/sync', { operations })).body
  assert.ok(
    results.every(({ status }: Body) => status === 'rejected'),
    JSON.stringify(results),
  )
  assert.equal((await ann.get(`/chat/actions/${action.id}`)).body.state, 'proposed')
})

test('what is in the trash cannot be approved, and what was done stays done without its record', async () => {
  const ann = await app.as()
  const open = await propose(ann, 'tasks_create', { title: 'Buy paint' })
  const done = await perform(ann, 'tasks_create', { title: 'Read' })
  for (const { id } of [open, done]) assert.equal((await ann.delete(`/chat/actions/${id}`)).status, 204)
  assert.equal((await approve(ann, open)).status, 404)
  assert.deepEqual(await titles(ann), ['Read'])
  assert.equal((await ann.post(`/chat/actions/${open.id}/restore`)).status, 200)
  assert.equal((await approve(ann, open)).body.state, 'done')
})
