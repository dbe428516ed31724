import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { about, friends, person } from '#domains/friends/friends.fixture.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { give, giveOver } from './sharing.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

const note = async (by: Caller, more: object = {}): Promise<Body> =>
  (await by.post('/notes', { title: 'Soil', content: 'Loose and rich', ...more })).body
const items = async (by: Caller, url: string): Promise<Body[]> => (await by.get(url)).body.items

test('a shared note waits for its acceptance, then reads as its owner has it now', async () => {
  const [ann, bob] = await friends(app)
  const { id } = await note(ann)
  const { share, received } = await give(ann, bob, 'note', id, { message: 'As promised' })
  assert.deepEqual([share.state, share.access, received.state, received.title], ['pending', 'view', 'pending', 'Soil'])
  assert.equal((await bob.get(`/shared/notes/${received.id}`)).status, 409)
  assert.equal((await bob.post(`/shared/${received.id}/accept`)).body.state, 'accepted')
  const { status, body, headers } = await bob.get(`/shared/notes/${received.id}`)
  assert.deepEqual([status, body.item.title, body.item.content, body.ownerName], [200, 'Soil', 'Loose and rich', 'Ann'])
  assert.equal(headers.etag, `"${body.version}"`)
  await ann.patch(`/notes/${id}`, { content: 'Sandy' })
  assert.equal((await bob.get(`/shared/notes/${received.id}`)).body.item.content, 'Sandy')
  assert.equal((await ann.get(`/shares/${share.id}`)).body.state, 'accepted')
  for (const name of ['fileIds', 'isPinned', 'userId']) assert.ok(!(name in body.item), name)
})

test('whoever takes notes from a friend unasked has them at once', async () => {
  const [ann, bob] = await friends(app)
  await bob.patch(`/friends/${(await about(bob, ann)).id}`, { autoAcceptNotes: true })
  const { received } = await give(ann, bob, 'note', (await note(ann)).id)
  assert.equal(received.state, 'accepted')
  const { body: task } = await ann.post('/tasks', { title: 'Dig' })
  const other = await give(ann, bob, 'task', task.id)
  assert.equal(other.share.state, 'pending')
})

test('only what is mine can be shared, with friends alone, and once with each', async () => {
  const [ann, bob] = await friends(app)
  const stranger = await person(app, 'Carl')
  const { id } = await note(ann)
  const of = (entityId: string, friendId: string) => ({ entity: 'note', entityId, friendId })
  assert.equal((await bob.post('/shares', of(id, ann.userId))).status, 404)
  assert.equal((await ann.post('/shares', of(id, stranger.userId))).status, 404)
  assert.equal((await ann.post('/shares', of(id, newId()))).status, 404)
  assert.equal((await ann.post('/shares', of(newId(), bob.userId))).status, 404)
  const answers = await Promise.all([1, 2, 3].map(() => ann.post('/shares', of(id, bob.userId))))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409])
  assert.equal((await items(bob, '/shared')).length, 1)
})

test('a stranger reaches nothing of a share: neither what was given nor what was said about it', async () => {
  const [ann, bob] = await friends(app)
  const carl = await person(app, 'Carl')
  const { share, received } = await giveOver(ann, bob, 'note', (await note(ann)).id, { access: 'edit' })
  const asked = [
    await carl.get(`/shared/${received.id}`),
    await carl.get(`/shared/notes/${received.id}`),
    await carl.patch(`/shared/notes/${received.id}`, { title: 'Mine' }),
    await carl.post(`/shared/${received.id}/comments`, { text: 'Hello' }),
    await carl.get(`/shared/${received.id}/comments`),
    await carl.get(`/shares/${share.id}`),
    await ann.get(`/shared/notes/${received.id}`),
    await bob.get(`/shares/${share.id}/comments`),
    await bob.get(`/shared/tasks/${received.id}`),
  ]
  assert.deepEqual([...new Set(asked.map(({ status }) => status))], [404])
})

test('view, comment and edit each allow what they say, and the owner’s history says who changed it', async () => {
  const [ann, bob] = await friends(app)
  const { id } = await note(ann)
  const { share, received } = await giveOver(ann, bob, 'note', id)
  const url = `/shared/notes/${received.id}`
  const comment = () => bob.post(`/shared/${received.id}/comments`, { text: 'More sand' })
  assert.deepEqual([(await bob.patch(url, { content: 'x' })).status, (await comment()).status], [403, 403])
  await ann.patch(`/shares/${share.id}`, { access: 'comment' })
  assert.deepEqual([(await bob.patch(url, { content: 'x' })).status, (await comment()).status], [403, 201])
  await ann.patch(`/shares/${share.id}`, { access: 'edit' })
  const read = await bob.get(url)
  const stale = await bob.patch(url, { content: 'x' }, { 'if-match': '"99"' })
  const edited = await bob.patch(url, { content: 'Sand and rock' }, { 'if-match': String(read.headers.etag) })
  assert.deepEqual([stale.status, edited.status, edited.body.item.content], [412, 200, 'Sand and rock'])
  assert.equal((await ann.get(`/notes/${id}`)).body.content, 'Sand and rock')
  const [last, first] = await items(ann, `/notes/${id}/history`)
  assert.deepEqual([last.actor, first.actor], [`share:${share.id}`, 'user'])
  assert.equal((await bob.patch(url, { isPinned: true })).status, 403)
})

test('comments are read and counted on both sides, and tell the other one', async () => {
  const [ann, bob] = await friends(app)
  const { share, received } = await giveOver(ann, bob, 'note', (await note(ann)).id, { access: 'comment' })
  await bob.post(`/shared/${received.id}/comments`, { text: 'Why loose?' })
  await ann.post(`/shares/${share.id}/comments`, { text: 'For the roots' })
  const told = (list: Body[]) => list.map(({ authorName, text }) => `${authorName}: ${text}`)
  const expected = ['Ann: For the roots', 'Bob: Why loose?']
  assert.deepEqual(told(await items(bob, `/shared/${received.id}/comments`)), expected)
  assert.deepEqual(told(await items(ann, `/shares/${share.id}/comments`)), expected)
  assert.deepEqual(
    [
      (await ann.get(`/shares/${share.id}`)).body.commentCount,
      (await bob.get(`/shared/${received.id}`)).body.commentCount,
    ],
    [2, 2],
  )
  const kinds = (await items(bob, '/notifications')).map(({ kind }) => kind)
  assert.ok(kinds.includes('share_comment'), kinds.join())
})

test('a habit or goal shows the agreed fields and no others', async () => {
  const [ann, bob] = await friends(app)
  const { body: goal } = await ann.post('/goals', { title: 'A marathon', description: 'secret', notes: 'secret' })
  const { received } = await giveOver(ann, bob, 'goal', goal.id)
  const { item } = (await bob.get(`/shared/goals/${received.id}`)).body
  assert.deepEqual(Object.keys(item).sort(), [
    'completedAt',
    'progress',
    'status',
    'targetDate',
    'timeHorizon',
    'title',
  ])
  assert.doesNotMatch(JSON.stringify(await bob.get('/shared')), /secret/)
  const { body: habit } = await ann.post('/habits', { name: 'Read', description: 'secret' })
  const refused = await ann.post('/shares', {
    entity: 'habit',
    entityId: habit.id,
    friendId: bob.userId,
    fields: ['goalIds'],
  })
  assert.equal(refused.status, 400)
})

test('a shared habit is compared with one’s own, as far as was agreed', async () => {
  const [ann, bob] = await friends(app)
  const habits = await Promise.all([ann, bob].map(async (by) => (await by.post('/habits', { name: `Read` })).body))
  const today = new Date().toISOString().slice(0, 10)
  await ann.put(`/habits/${habits[0].id}/logs/${today}`, { state: 'done' })
  const { received, share } = await giveOver(ann, bob, 'habit', habits[0].id, {
    fields: ['currentStreak', 'last7Days'],
  })
  const agreed = { name: 'Read', currentStreak: 1, last7Days: 1 }
  const shown = await bob.get(`/shared/habits/${received.id}`)
  assert.deepEqual(shown.body.item, agreed)
  await ann.delete(`/habits/${habits[0].id}/logs/${today}`)
  const again = await bob.get(`/shared/habits/${received.id}`, { 'if-none-match': shown.headers.etag })
  assert.deepEqual([again.status, again.body.item.currentStreak], [200, 0], 'the version of the habit is the same')
  await ann.put(`/habits/${habits[0].id}/logs/${today}`, { state: 'done' })
  const { url } = (await ann.post(`/shares/${share.id}/links`, {})).body
  const guest = await app.call({ url: new URL(url).pathname, headers: { accept: 'application/json' } })
  assert.deepEqual(guest.body.item, agreed)
  const { status, body } = await bob.get(`/shared/habits/${received.id}/compare?habitId=${habits[1].id}`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.theirs, { name: 'Read', figures: { currentStreak: 1, last7Days: 1 } })
  assert.deepEqual(body.yours, { name: 'Read', figures: { currentStreak: 0, last7Days: 0 } })
  assert.equal((await bob.get(`/shared/habits/${received.id}/compare?habitId=${habits[0].id}`)).status, 404)
})

test('a nudge reaches its friend once in three hours, not against their will, and waits for their quiet hours', async () => {
  const [ann, bob] = await friends(app)
  const { body: habit } = await ann.post('/habits', { name: 'Read' })
  const { received } = await giveOver(ann, bob, 'habit', habit.id)
  const quietHours = { enabled: true, from: '00:00', until: '23:59' }
  assert.equal((await ann.patch('/users/me/preferences', { quietHours })).status, 200)
  const nudge = () => bob.post(`/shared/${received.id}/nudge`, { message: 'Tonight?' })
  const answers = await Promise.all([nudge(), nudge(), nudge()])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 429, 429])
  const told = (await items(ann, '/notifications')).filter(({ kind }) => kind === 'nudge')
  assert.deepEqual(
    told.map(({ title, body }) => [title, body]),
    [['Bob nudges you: Read', 'Tonight?']],
  )
  const [{ state } = { state: '' }] = await app.platform.database.query<{ state: string }>(
    `select d.state from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id
     where d.user_id = $1 and n.kind = 'nudge'`,
    [ann.userId],
  )
  assert.equal(state, 'held')
  await ann.patch(`/friends/${(await about(ann, bob)).id}`, { mayNudge: false })
  assert.equal((await nudge()).status, 403)
})
