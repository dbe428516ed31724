import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { callTool } from '#core/tools/call.ts'
import { toolbox } from '#core/tools/tool.ts'
import { befriend } from '#domains/friends/friends.fixture.ts'
import { journalModule } from '#domains/journal/journal.module.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type OutsideServer, openOutsideServer } from '#test/outside-server.ts'
import { converse, talk } from './chat.fixture.ts'

let app: TestApp
let server: OutsideServer
before(async () => {
  server = await openOutsideServer()
  app = await startApp({ env: server.env })
  app.setNow('2027-03-10T12:00:00.000Z')
})
after(async () => {
  await app.close()
  server.close()
})

const tell = async (ann: Caller, content: string) => talk(ann, await converse(ann), content)
const only = (events: Body[], type: string) => events.filter((event) => event.type === type)
const allow = async (ann: Caller, ...tools: string[]) => {
  for (const tool of tools) await ann.put(`/chat/policies/${tool}`, { policy: 'auto' })
}

test('without a provider a wish becomes a real call of a tool, which waits for the user’s approval', async () => {
  const ann = await app.as()
  const { events, text } = await tell(ann, 'Remind me to call mom tomorrow at 5pm and add buy flowers to my list')
  assert.deepEqual(
    only(events, 'approval_request').map(({ tool, arguments: { title } }) => [tool, title]),
    [
      ['reminders_create', 'call mom'],
      ['tasks_create', 'buy flowers'],
    ],
  )
  assert.match(text, /call mom.*waits for your approval/)
  const [asked] = only(events, 'approval_request')
  await ann.post(`/chat/actions/${asked.actionId}/approve`)
  const [reminder] = (await ann.get('/reminders')).body.items
  assert.deepEqual([reminder.title, reminder.when.local], ['call mom', '2027-03-11T17:00'])
})

test('what somebody has is looked up and told', async () => {
  const ann = await app.as()
  await ann.post('/tasks', { title: 'Water the ferns', dueDate: '2027-03-12' })
  const { text, last } = await tell(ann, 'Show me my tasks')
  assert.match(text, /1 open tasks?:\n• Water the ferns \(2027-03-12\)/)
  assert.equal(last.citations[0].title, 'Water the ferns')
  assert.match((await tell(ann, 'What reminders do I have?')).text, /I found no reminders/)
})

test('an item that is meant is found first, and what is not clear is asked instead of guessed', async () => {
  const ann = await app.as()
  await allow(ann, 'tasks_complete', 'habits_log', 'metrics_log')
  for (const title of ['Water the ferns', 'Call Ann', 'Call Bob']) await ann.post('/tasks', { title })
  const { events } = await tell(ann, 'Mark water the ferns as done')
  assert.deepEqual(
    only(events, 'tool_result').map(({ tool, state }) => [tool, state]),
    [
      ['tasks_list', 'done'],
      ['tasks_complete', 'done'],
    ],
  )
  const { items } = (await ann.get('/tasks?status=done')).body
  assert.equal(items[0].title, 'Water the ferns')
  const unclear = await tell(ann, 'Mark call as done')
  assert.match(unclear.text, /Which open task do you mean\?\n• Call/)
  assert.match((await tell(ann, 'Remind me to stretch')).text, /When shall I remind you/)
})

test('habits and metrics are logged by their names', async () => {
  const ann = await app.as()
  await allow(ann, 'habits_log', 'metrics_log')
  await ann.post('/habits', { name: 'Meditation' })
  await ann.post('/metrics', { name: 'Weight', unit: 'kg', direction: 'lower' })
  const { events, text } = await tell(ann, 'I did my meditation today')
  assert.equal(only(events, 'tool_result').at(-1)?.state, 'done', JSON.stringify(events.slice(1)))
  assert.match(text, /Logged/)
  const logged = await tell(ann, 'Log my weight 72.4 kg')
  assert.equal(only(logged.events, 'tool_result').at(-1)?.result.value, 72.4, JSON.stringify(logged.events.slice(1)))
})

test('what it cannot do it says, and never that it has done it', async () => {
  const ann = await app.as()
  const { text, events } = await tell(ann, 'Start my weekly review')
  assert.match(text, /cannot start review from here/)
  assert.equal(only(events, 'tool_call').length, 0)
})

test('notes and journal entries are written, notes are found, and a feeling is not written down unasked', async () => {
  const ann = await app.as()
  await allow(ann, 'notes_create', 'journal_create', 'courses_create')
  await tell(ann, 'Note that the bike lock code is in the drawer')
  assert.equal((await ann.get('/notes')).body.items[0].title, 'the bike lock code is in the drawer')
  const found = await tell(ann, 'Find my notes about the bike lock')
  assert.match(found.text, /1 note:\n• the bike lock code is in the drawer/)
  await tell(ann, 'Dear diary, today I walked by the river and felt calm')
  const [entry] = (await ann.get('/journal')).body.items
  assert.deepEqual(
    [entry.text, entry.date, entry.isPrivate],
    ['today I walked by the river and felt calm', '2027-03-10', true],
  )
  assert.match((await tell(ann, 'I feel a bit tired today')).text, /Dear diary/)
  assert.equal((await ann.get('/journal')).body.items.length, 1)
  await tell(ann, 'Create a course on linear algebra')
  assert.equal((await ann.get('/courses')).body.items[0].title, 'linear algebra')
})

test('what is private in the journal is told to no model and by no tool', async () => {
  const ann = await app.as()
  await ann.post('/journal', { text: 'A secret of mine' })
  await ann.post('/journal', { text: 'The whole world may know', isPrivate: false })
  const { text } = await tell(ann, 'Hello')
  assert.doesNotMatch(text, /secret/)
  const ctx = {
    ...app.platform.base,
    actor: { id: ann.userId, role: 'user' as const, via: null, sessionId: newId(), scopes: null },
  }
  const answer = await callTool(
    ctx,
    toolbox([journalModule], new Map(), () => app.platform.reach),
    {
      name: 'journal_list',
      arguments: {},
    },
  )
  assert.match(JSON.stringify(answer), /whole world/)
  assert.doesNotMatch(JSON.stringify(answer), /secret/)
})

test('the weather is looked up for the place and the day that were said, and asked for where none was', async () => {
  const ann = await app.as()
  const { text } = await tell(ann, 'What is the weather in Vienna tomorrow?')
  assert.match(text, /^Vienna, Austria, 2027-03-11: .*light rain/)
  assert.match((await tell(ann, 'What is the weather tomorrow?')).text, /For which place/)
  assert.equal(server.asked.length, 2)
})

test('a friend is invited at the address that was said, by the user’s leave alone, and asked for where none was', async () => {
  const ann = await app.as()
  const { events } = await tell(ann, 'Send a friend request to kim@example.org')
  const [asked] = only(events, 'approval_request')
  assert.deepEqual([asked.tool, asked.arguments], ['friends_invite', { email: 'kim@example.org' }])
  assert.deepEqual((await ann.get('/friends')).body.items, [])
  await ann.post(`/chat/actions/${asked.actionId}/approve`)
  assert.equal((await ann.get('/friends')).body.items[0].email, 'kim@example.org')
  assert.match((await tell(ann, 'Add Kim Miller as a friend')).text, /At which e-mail address/)
})

test('what is meant is found in other words than its name, and a reminder is moved on its day or put off', async () => {
  const ann = await app.as()
  await allow(ann, 'habits_log', 'metrics_log', 'tasks_complete', 'reminders_update', 'reminders_snooze')
  await ann.post('/tasks', { title: 'Pay the rent' })
  await ann.post('/habits', { name: 'Meditate' })
  await ann.post('/metrics', { name: 'Body', unit: 'kg', direction: 'lower' })
  await ann.post('/reminders', { title: 'Take vitamins', when: { local: '2027-03-15T08:00', zone: 'UTC' } })
  await ann.patch('/users/me', { timezone: 'UTC' })
  for (const said of [
    'Mark pay rent as done',
    'I meditated this morning',
    'Log 71.5 kg',
    'Move my vitamin reminder to 9am',
  ]) {
    const { events } = await tell(ann, said)
    assert.equal(only(events, 'tool_result').at(-1)?.state, 'done', `${said}: ${JSON.stringify(events.at(-2))}`)
    assert.equal(only(events, 'tool_call').length, 2, said)
  }
  assert.equal((await ann.get('/tasks?status=done')).body.items.length, 1)
  assert.equal((await ann.get('/metrics')).body.items[0].currentValue, 71.5)
  assert.equal((await ann.get('/reminders')).body.items[0].when.local, '2027-03-15T09:00')
  const { events } = await tell(ann, 'Snooze it for an hour')
  assert.deepEqual(only(events, 'tool_call').at(-1)?.arguments.for, { minutes: 60 })
})

test('a question about what somebody has is answered from what is kept, and one about the world by nobody', async () => {
  const ann = await app.as()
  const { body: metric } = await ann.post('/metrics', { name: 'Weight', unit: 'kg', direction: 'lower' })
  await ann.post(`/metrics/${metric.id}/logs`, { value: 72.4 })
  await ann.post('/notes', { title: 'Anna likes tulips', content: 'For her birthday.' })
  assert.match((await tell(ann, 'What is my weight?')).text, /^Weight: 72\.4 kg/)
  assert.match((await tell(ann, 'How many points do I have?')).text, /^You have 0 points/)
  assert.match((await tell(ann, 'What did I write about tulips?')).text, /Anna likes tulips/)
  const { text, events } = await tell(ann, 'Who won the world cup in 1998?')
  assert.match(text, /without a language model/)
  assert.equal(only(events, 'tool_call').length, 0)
})

test('an item is shared with the friend who is named, by the user’s leave alone; who is no friend is not guessed', async () => {
  const [ann, kim] = [await app.as(), await app.as()]
  await befriend(ann, kim)
  await kim.patch('/users/me', { name: 'Kim Miller' })
  const { body: note } = await ann.post('/notes', { title: 'Pasta recipe' })
  const { events } = await tell(ann, 'Share the pasta note with Kim')
  const [asked] = only(events, 'approval_request')
  assert.deepEqual(
    [asked?.tool, asked?.arguments],
    ['shares_create', { entity: 'note', entityId: note.id, friendId: kim.userId }],
  )
  assert.deepEqual((await kim.get('/shared')).body.items, [])
  await ann.post(`/chat/actions/${asked.actionId}/approve`)
  assert.equal((await kim.get('/shared')).body.items.length, 1)
  assert.match((await tell(ann, 'Share the pasta note with Tom')).text, /no friend called “Tom”/)
  assert.match((await tell(ann, 'Share the tax note with Kim')).text, /no item called “tax”/)
})
