import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { callTool } from '#core/tools/call.ts'
import type { PlainSchema } from '#core/tools/plain-schema.ts'
import { type Tool, toolbox } from '#core/tools/tool.ts'
import { proposeOrRun } from '#domains/actions/actions.service.ts'
import { befriend, person } from '#domains/friends/friends.fixture.ts'
import { giveOver } from '#domains/sharing/sharing.fixture.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type OutsideServer, openOutsideServer } from '#test/outside-server.ts'
import { modules } from '../src/modules.ts'

const entities = new Map(modules.flatMap((module) => module.entities ?? []).map((one) => [one.name, one]))
const tools = toolbox(modules, entities, () => app.platform.reach)

let app: TestApp
let server: OutsideServer
before(async () => {
  server = await openOutsideServer()
  app = await startApp({ env: server.env })
})
after(async () => {
  await app.close()
  server.close()
})

const ctxOf = ({ userId }: Caller) => ({
  ...app.platform.base,
  actor: { id: userId, role: 'user' as const, via: null, sessionId: newId(), scopes: null },
})

/** Which tool makes the item that an id in an example stands for. */
const MAKERS: Record<string, string> = {
  taskId: 'tasks_create',
  goalId: 'goals_create',
  habitId: 'habits_create',
  metricId: 'metrics_create',
  projectId: 'projects_create',
  reminderId: 'reminders_create',
  blockId: 'schedule_create',
  rewardId: 'rewards_create',
  entryId: 'logbook_create',
  noteId: 'notes_create',
  courseId: 'courses_create',
  moduleId: 'courses_add_module',
  topicId: 'courses_add_topic',
  sessionId: 'study_start',
  deckId: 'flashcards_create_deck',
  skillId: 'skills_create',
  signalRuleId: 'signals_create_rule',
  boardId: 'vision_create_board',
  resourceId: 'resources_add',
  tileId: 'vision_add_card',
  itemId: 'tasks_create',
}

/** What an example needs besides the items that its ids stand for. */
const SCENES: Record<string, (by: Caller, given: Body) => Promise<unknown>> = {
  goals_change_criterion: async (by, given) => {
    given.criterionId = (await by.get(`/goals/${given.goalId}`)).body.successCriteria[0].id
  },
  resources_save: async (by, given) => {
    given.catalogueId = (await by.get('/resources/catalogue?limit=1')).body.items[0].id
  },
  rewards_redeem: (by) => by.post('/wallet/adjustments', { amount: 500, description: 'A gift' }),
  shares_create: async (by, given) => {
    const kim = await person(app, 'Kim')
    await befriend(by, kim)
    given.friendId = kim.userId
    given.entityId = (await by.post('/notes', { title: 'Soil' })).body.id
  },
  shared_read: async (by, given) => {
    const kim = await person(app, 'Kim')
    await befriend(by, kim)
    const { body: note } = await kim.post('/notes', { title: 'Soil' })
    given.sharedId = (await giveOver(kim, by, 'note', note.id)).received.id
  },
  schedule_skip: (by, { blockId }) =>
    by.patch(`/schedule/${blockId}`, { recurrence: { rrule: 'FREQ=WEEKLY', anchor: 'due' } }),
}

/** What cannot be taken back, and is told so. */
const NOT_UNDONE: Record<string, string> = {
  reminders_snooze: 'until when it sleeps is no field of the reminder that can be set',
  schedule_skip: 'an occurrence that was left out is no item of its own',
  notifications_read_all: 'nothing was unread',
  skills_verify: 'how a test went is no field that can be set',
  study_finish: 'what a timer has measured is no field that can be set',
}

/** The arguments of a tool's example, with items of this user where it names some. */
async function argumentsFor(by: Caller, tool: Tool): Promise<Body> {
  const given: Body = structuredClone(tool.example)
  for (const name of Object.keys(given)) {
    const maker = tools.get(MAKERS[name] ?? '')
    if (!maker) continue
    const answer = await callTool(ctxOf(by), tools, { name: maker.name, arguments: await argumentsFor(by, maker) })
    assert.ok(answer.ok, JSON.stringify(answer))
    given[name] = (answer.result as Body).id
  }
  await SCENES[tool.name]?.(by, given)
  return given
}

/** Every schema within a schema, with the path to it. */
function walk(schema: PlainSchema, at = ''): [string, PlainSchema][] {
  const { properties, items, anyOf, oneOf } = schema as Record<string, Body>
  const below = Object.entries((properties ?? {}) as Record<string, PlainSchema>)
  const options = [...(anyOf ?? []), ...(oneOf ?? []), ...(items ? [items] : [])] as PlainSchema[]
  return [
    [at, schema],
    ...below.flatMap(([name, one]) => walk(one, `${at}.${name}`)),
    ...options.flatMap((one) => walk(one, at)),
  ]
}

test('the assistant has tools of every subject', () => {
  const subjects = new Set([...tools.keys()].map((name) => name.split('_')[0]))
  for (const subject of [
    'tasks',
    'goals',
    'habits',
    'metrics',
    'projects',
    'reminders',
    'schedule',
    'rewards',
    'wallet',
  ])
    assert.ok(subjects.has(subject), subject)
  assert.ok(tools.size >= 40, `${tools.size} tools`)
})

test('no tool gives leave, opens a door or touches the account: that is for the user in person', () => {
  const forbidden = /^(actions|api-keys|auth|users|sessions|two-factor|admin|billing|signing-keys|sync):/
  const scopes = [...tools.values()].flatMap(({ scopes }) => scopes)
  assert.deepEqual(
    scopes.filter((scope) => forbidden.test(scope)),
    [],
  )
})

for (const tool of tools.values()) {
  describe(tool.name, () => {
    test('says what it is, what it may touch, and asks when it takes away or reaches outside', () => {
      assert.match(tool.name, /^[a-z]+(_[a-z]+)+$/)
      assert.ok(tool.title.length > 5 && tool.description.length > 15)
      const verbs = new Set(tool.scopes.map((scope) => scope.split(':')[1]))
      assert.deepEqual([...verbs], [tool.effect === 'read' ? 'read' : 'write'])
      for (const scope of tool.scopes) assert.ok(app.http.scopes.has(scope.split(':')[0] ?? ''), scope)
      if (/_(delete|remove|skip|clear)/.test(tool.name)) assert.equal(tool.effect, 'destructive')
      if (walk(tool.inputSchema).some(([path]) => path.endsWith('.url'))) assert.equal(tool.effect, 'outbound')
    })

    test('takes a strict object with a bound on every text and list', () => {
      assert.equal(tool.inputSchema.type, 'object')
      for (const [
        path,
        { type, additionalProperties, maxLength, maxItems, format, pattern, enum: values, const: only },
      ] of walk(tool.inputSchema)) {
        if (type === 'object') assert.equal(additionalProperties, false, path)
        if (type === 'array') assert.ok(maxItems !== undefined, `${path} has no most items`)
        const isBound = [maxLength, format, pattern, values, only].some((bound) => bound !== undefined)
        if (type === 'string') assert.ok(isBound, `${path} has no greatest length`)
      }
      assert.doesNotMatch(JSON.stringify(tool.inputSchema), /\$ref/)
    })

    test('works as its example says, by the user’s leave, and is undone by one word', async () => {
      const ann = await app.as()
      const call = { name: tool.name, arguments: await argumentsFor(ann, tool) }
      const outcome = await proposeOrRun(ctxOf(ann), app.platform.tools, call, { channel: 'chat' })
      assert.equal(outcome.kind, tool.effect === 'read' ? 'read' : 'proposed', JSON.stringify(outcome))
      if (!('action' in outcome)) return assert.ok(typeof outcome === 'object' && 'result' in outcome && outcome.result)
      const done = await ann.post(`/chat/actions/${outcome.action.id}/approve`)
      assert.equal(done.body.state, 'done', JSON.stringify(done.body))
      assert.doesNotMatch(JSON.stringify(done.body.result), /"(userId|deletedAt|secret|hash|accessToken)"/)
      const undone = await ann.post(`/chat/actions/${outcome.action.id}/undo`)
      if (tool.name in NOT_UNDONE) assert.equal(undone.status, 409)
      else assert.equal(undone.body.state, 'undone', JSON.stringify(undone.body))
    })

    test('knows no item of somebody else', async () => {
      const [ann, bob] = [await app.as(), await app.as()]
      const given = await argumentsFor(ann, tool)
      const named = Object.keys(given).filter((name) => name in MAKERS)
      if (named.length === 0) return
      const call = { name: tool.name, arguments: given }
      const outcome = await proposeOrRun(ctxOf(bob), app.platform.tools, call, { channel: 'chat' })
      assert.equal(outcome.kind === 'refused' && outcome.error.code, 'not_found', JSON.stringify(outcome))
      const answer = await callTool(ctxOf(bob), tools, call)
      assert.equal(!answer.ok && answer.error.code, 'not_found', JSON.stringify(answer))
    })
  })
}
