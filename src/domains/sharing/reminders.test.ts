import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { about, friends } from '#domains/friends/friends.fixture.ts'
import { dispatchReminders } from '#domains/reminders/dispatch.service.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { followShared } from './following.service.ts'
import { give, giveOver } from './sharing.fixture.ts'

let app: TestApp
before(async () => {
  // Nothing works by itself here: the tests say when a worker looks.
  app = await startApp()
})
after(() => app.close())

const ctx = () => ({ ...app.platform.base, actor: null })
const ring = () => dispatchReminders(ctx())
const follow = () => followShared(ctx(), { live: app.platform.reach.live })
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const pill = async (by: Caller, more: object = {}): Promise<Body> =>
  (await by.post('/reminders', { title: 'Take the pill', when: { at: inMinutes(60) }, ...more })).body
const remindersOf = async (by: Caller): Promise<Body[]> => (await by.get('/reminders')).body.items
const told = async (by: Caller): Promise<string[]> =>
  (await by.get('/notifications?kind=reminder')).body.items.map(({ title }: Body) => title)

/** At a later time, by the app's clock. */
async function later(minutes: number, work: () => Promise<void>) {
  try {
    app.setNow(inMinutes(minutes))
    await work()
  } finally {
    app.setNow(null)
  }
}

test('a shared reminder rings for a friend only once it is accepted, and for both then', async () => {
  const [ann, bob] = await friends(app)
  const { received } = await give(ann, bob, 'reminder', (await pill(ann)).id)
  assert.deepEqual(await remindersOf(bob), [])
  const { body: accepted } = await bob.post(`/shared/${received.id}/accept`)
  const [copy] = await remindersOf(bob)
  assert.deepEqual([copy?.title, copy?.id], ['Take the pill', accepted.reminderId])
  await later(61, async () => {
    await ring()
    assert.deepEqual([await told(ann), await told(bob)], [['Take the pill'], ['Take the pill']])
  })
})

test('a reminder of a friend whose reminders are taken unasked rings without a word', async () => {
  const [ann, bob] = await friends(app)
  await bob.patch(`/friends/${(await about(bob, ann)).id}`, { autoAcceptReminders: true })
  await give(ann, bob, 'reminder', (await pill(ann)).id)
  assert.equal((await remindersOf(bob)).length, 1)
})

test('the friend’s reminder follows what its owner changes, and keeps what the friend has done', async () => {
  const [ann, bob] = await friends(app)
  const { id } = await pill(ann)
  await giveOver(ann, bob, 'reminder', id)
  const when = { at: inMinutes(120) }
  await ann.patch(`/reminders/${id}`, { title: 'Take both pills', when })
  await follow()
  const [copy] = await remindersOf(bob)
  assert.deepEqual([copy?.title, copy?.when], ['Take both pills', when])
  await bob.post(`/reminders/${copy?.id}/complete`)
  await ann.patch(`/reminders/${id}`, { priority: 'p1' })
  await follow()
  const [done] = await remindersOf(bob)
  assert.deepEqual([done?.priority, done?.status], ['p1', 'done'])
})

test('a reminder that is taken back while it is due does not ring, and is not even in the trash', async () => {
  const [ann, bob] = await friends(app)
  const { share, received } = await giveOver(ann, bob, 'reminder', (await pill(ann)).id)
  await later(61, async () => {
    assert.equal((await ann.delete(`/shares/${share.id}`)).status, 204)
    await ring()
    assert.deepEqual([await told(ann), await told(bob)], [['Take the pill'], []])
  })
  assert.deepEqual(await remindersOf(bob), [])
  assert.equal((await bob.post(`/reminders/${received.reminderId}/restore`)).status, 404)
  assert.deepEqual((await bob.get('/trash?entity=reminder')).body.items, [])
})

test('what has rung already is withdrawn with the share: from the inbox, and from what would nag or go out later', async () => {
  const [ann, bob] = await friends(app)
  const { id } = await pill(ann)
  const { share, received } = await giveOver(ann, bob, 'reminder', id)
  await bob.patch(`/reminders/${received.reminderId}`, { nag: { everyMinutes: 5, max: 3 } })
  await later(61, async () => {
    await ring()
    assert.deepEqual(await told(bob), ['Take the pill'])
    await ann.patch(`/reminders/${id}`, { note: 'Two of them' })
    await follow()
    await ann.delete(`/shares/${share.id}`)
    assert.deepEqual(await told(bob), [])
  })
  const traces = [await bob.get('/trash?entity=notification'), await bob.get('/notifications')]
  assert.doesNotMatch(JSON.stringify(traces), /Take the pill/)
  assert.equal((await bob.get(`/reminders/${received.reminderId}/history`)).status, 404)
  await later(70, async () => {
    await ring()
    assert.deepEqual(await told(bob), [])
  })
})

test('taken back at the very moment it rings, it has rung before or does not ring at all', async () => {
  for (let round = 0; round < 3; round++) {
    const [ann, bob] = await friends(app)
    const { share } = await giveOver(ann, bob, 'reminder', (await pill(ann)).id)
    await later(61, async () => {
      const [, { status }] = await Promise.all([ring(), ann.delete(`/shares/${share.id}`)])
      assert.equal(status, 204)
      await ring()
      assert.deepEqual([await told(bob), await remindersOf(bob)], [[], []])
    })
  }
})

test('a reminder that its owner cancels or throws away stops ringing for the friend', async () => {
  const [ann, bob] = await friends(app)
  const [one, two] = [await pill(ann), await pill(ann, { title: 'Drink' })]
  await giveOver(ann, bob, 'reminder', one.id)
  await giveOver(ann, bob, 'reminder', two.id)
  await ann.post(`/reminders/${one.id}/cancel`)
  await ann.delete(`/reminders/${two.id}`)
  await follow()
  await later(61, async () => {
    await ring()
    assert.deepEqual(await told(bob), [])
  })
})

test('friends who part lose each other’s reminders at once', async () => {
  const [ann, bob] = await friends(app)
  await giveOver(ann, bob, 'reminder', (await pill(ann)).id)
  await bob.delete(`/friends/${(await about(bob, ann)).id}`)
  assert.deepEqual(await remindersOf(bob), [])
  assert.equal((await remindersOf(ann)).length, 1)
})
