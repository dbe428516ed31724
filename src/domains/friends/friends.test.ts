import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { auth, lettersTo, letterTo, newAddress, signUp } from '#test/people.ts'
import { about, befriend, friends, invitationFrom, type Person, person } from './friends.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

const invite = (from: Caller, to: Person, more: object = {}) => from.post('/friends', { email: to.email, ...more })
const states = async (who: Caller) => (await who.get('/friends')).body.items.map(({ state }: Body) => state)

test('an invitation by mail arrives with its message, is accepted, and both are friends with stats to show for it', async () => {
  const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
  const sent = await invite(ann, bob, { message: 'Shall we?', autoAcceptNotes: true })
  assert.deepEqual([sent.status, sent.body.state, sent.body.friendId], [201, 'pending_sent', null])
  const received = await invitationFrom(bob, ann)
  assert.deepEqual([received.name, received.message, received.autoAcceptNotes], ['Ann', 'Shall we?', false])
  assert.deepEqual((await bob.get('/friends/stats')).body, { total: 0, pendingSent: 0, pendingReceived: 1 })
  assert.match((await letterTo(app, bob.email, /Shall we/)).text, /Ann/)
  const accepted = await bob.post(`/friends/${received.id}/accept`)
  assert.deepEqual([accepted.status, accepted.body.state, accepted.body.friendId], [200, 'accepted', ann.userId])
  const mine = await about(ann, bob)
  assert.deepEqual([mine.id, mine.state, mine.name, mine.autoAcceptNotes], [sent.body.id, 'accepted', 'Bob', true])
  assert.deepEqual((await ann.get('/friends/stats')).body, { total: 1, pendingSent: 0, pendingReceived: 0 })
  await eventually(async () =>
    assert.match((await ann.get('/notifications')).body.items[0]?.title ?? '', /^Bob is your friend/),
  )
})

test('whoever has no account yet gets the mail, and the invitation waits until their address is confirmed', async () => {
  const ann = await person(app, 'Ann')
  const email = newAddress()
  const typed = email.replace('ann', 'Ann')
  await ann.post('/friends', { email: typed })
  await eventually(async () => assert.equal((await lettersTo(app, typed)).length, 1))
  const bob = await signUp(app, email)
  assert.deepEqual(await states(bob), [])
  const { code } = await letterTo(app, email, /This code confirms/)
  assert.equal((await auth(app, 'verify-email', { email, code })).status, 204)
  const { id } = await invitationFrom(bob, ann)
  assert.equal((await bob.post(`/friends/${id}/accept`)).status, 200)
  assert.deepEqual(await states(ann), ['accepted'])
})

test('an invitation answers the same for an address with an account, without one, and of somebody who has blocked me', async () => {
  const [ann, bob] = await friends(app)
  const carl = await person(app, 'Carl')
  await bob.post(`/friends/${(await about(bob, ann)).id}/block`)
  const answers = [await invite(ann, bob), await invite(ann, carl), await ann.post('/friends', { email: newAddress() })]
  const told = answers.map(
    ({ status, body: { id: _, email: __, createdAt: ___, updatedAt: ____, expiresAt, ...rest } }) => [
      status,
      typeof expiresAt,
      rest,
    ],
  )
  assert.deepEqual(told[0], told[2])
  assert.deepEqual(told[1], told[2])
  await invitationFrom(carl, ann)
  assert.deepEqual(await states(bob), ['blocked'])
  assert.deepEqual(await lettersTo(app, bob.email), [])
  assert.deepEqual((await ann.get('/friends?state=pending_sent')).body.items.length, 3)
})

test('two who invite each other are friends, however the invitations cross', async () => {
  const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
  const sent = await Promise.all([invite(ann, bob), invite(bob, ann)])
  assert.deepEqual(
    sent.map(({ status }) => status),
    [201, 201],
  )
  await eventually(async () => {
    assert.deepEqual(await states(ann), ['accepted'])
    assert.deepEqual(await states(bob), ['accepted'])
  })
  assert.equal((await invite(ann, bob)).status, 409)
})

test('invitations in a loop end: one at a time, three to one address, and none to oneself', async () => {
  const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
  assert.equal((await invite(ann, ann)).status, 400)
  for (const round of [1, 2, 3]) {
    const { body } = await invite(ann, bob)
    assert.equal((await invite(ann, bob)).status, round < 3 ? 409 : 429, `round ${round}`)
    await invitationFrom(bob, ann)
    assert.equal((await ann.delete(`/friends/${body.id}`)).status, 204)
    assert.deepEqual(await states(bob), [])
  }
  const refused = await invite(ann, bob)
  assert.deepEqual([refused.status, refused.body.code], [429, 'rate_limited'])
})

test('of many invitations to one address at the same time one is sent', async () => {
  const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
  const answers = await Promise.all(Array.from({ length: 8 }, () => invite(ann, bob)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409, 409, 409])
})

test('a declined invitation says nothing to whoever sent it, is not delivered again, and can still be accepted', async () => {
  const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
  const { body: sent } = await invite(ann, bob)
  const { id } = await invitationFrom(bob, ann)
  assert.equal((await bob.post(`/friends/${id}/decline`)).body.state, 'declined')
  assert.deepEqual((await ann.get(`/friends/${sent.id}`)).body, sent)
  assert.deepEqual((await bob.get('/friends/stats')).body, { total: 0, pendingSent: 0, pendingReceived: 0 })
  assert.equal((await bob.post(`/friends/${id}/accept`)).body.state, 'accepted')
  assert.equal((await bob.post(`/friends/${id}/decline`)).status, 409)
})

test('an invitation that was taken back, or has expired, cannot be accepted', async () => {
  const [ann, bob] = [await person(app, 'Ann'), await person(app, 'Bob')]
  await invite(ann, bob)
  const { id } = await invitationFrom(bob, ann)
  try {
    app.setNow(new Date(Date.now() + 31 * 86_400_000).toISOString())
    assert.equal((await bob.post(`/friends/${id}/accept`)).status, 409)
  } finally {
    app.setNow(null)
  }
  assert.deepEqual(await states(ann), ['pending_sent'])
})

test('a link makes friends of as many as it is for, and not of one more in parallel', async () => {
  const ann = await person(app, 'Ann')
  const { body: link } = await ann.post('/friends/links', { maxUses: 2 })
  assert.match(link.url, /\/join#friend_/)
  const others = await Promise.all(['B', 'C', 'D', 'E'].map((name) => person(app, name)))
  const answers = await Promise.all(others.map((one) => one.post('/friends/links/use', { token: link.url })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 404, 404])
  assert.equal((await ann.get('/friends/stats')).body.total, 2)
  assert.deepEqual((await ann.get('/friends/links')).body.items, [])
})

test('a link opens once for whoever is a friend already, and never for its owner or after its end', async () => {
  const ann = await person(app, 'Ann')
  const bob = await person(app, 'Bob')
  const { body: link } = await ann.post('/friends/links', { maxUses: 5 })
  const use = (by: Caller) => by.post('/friends/links/use', { token: link.token })
  assert.equal((await use(ann)).status, 409)
  assert.deepEqual([(await use(bob)).status, (await use(bob)).status], [200, 200])
  assert.equal((await ann.get('/friends/links')).body.items[0].uses, 1)
  assert.doesNotMatch(JSON.stringify((await ann.get('/friends/links')).body), /friend_/)
  assert.equal((await ann.delete(`/friends/links/${link.id}`)).status, 204)
  assert.equal((await use(await person(app, 'Carl'))).status, 404)
})

test('a link does nothing and says nothing between people of whom one has blocked the other', async () => {
  const [ann, bob] = await friends(app)
  const { body: ofAnn } = await ann.post('/friends/links', { maxUses: 5 })
  const { body: ofBob } = await bob.post('/friends/links', { maxUses: 5 })
  await ann.post(`/friends/${(await about(ann, bob)).id}/block`)
  const answers = [
    await bob.post('/friends/links/use', { token: ofAnn.token }),
    await ann.post('/friends/links/use', { token: ofBob.token }),
    await bob.post('/friends/links/use', { token: `friend_${'x'.repeat(43)}` }),
  ]
  const told = answers.map(({ status, body: { traceId: _, ...rest } }) => [status, rest])
  assert.deepEqual(told[0], told[2])
  assert.deepEqual(told[1], told[2])
  assert.deepEqual([await states(ann), await states(bob)], [['blocked'], []])
  assert.equal((await ann.get('/friends/links')).body.items[0].uses, 0)
})

test('a friend who is removed is gone on both sides, and can be invited anew', async () => {
  const [ann, bob] = await friends(app)
  assert.equal((await ann.delete(`/friends/${(await about(ann, bob)).id}`)).status, 204)
  assert.deepEqual([await states(ann), await states(bob)], [[], []])
  await befriend(bob, ann)
  assert.deepEqual([await states(ann), await states(bob)], [['accepted'], ['accepted']])
})

test('a block ends with the word of whoever said it, and leaves strangers', async () => {
  const [ann, bob] = await friends(app)
  const { id } = await about(ann, bob)
  const [blocked, again] = [await ann.post(`/friends/${id}/block`), await ann.post(`/friends/${id}/block`)]
  assert.deepEqual([blocked.body.state, again.body.state], ['blocked', 'blocked'])
  assert.equal((await ann.post(`/friends/${id}/unblock`)).status, 204)
  assert.deepEqual([await states(ann), await states(bob)], [[], []])
  await befriend(ann, bob)
})

test('accepting, removing, blocking and using links at the same time leaves both sides in step', async () => {
  for (let round = 0; round < 4; round++) {
    const [ann, bob] = await friends(app)
    const [mine, theirs] = [await about(ann, bob), await about(bob, ann)]
    const { body: link } = await ann.post('/friends/links', {})
    const answers = await Promise.all([
      ann.delete(`/friends/${mine.id}`),
      bob.delete(`/friends/${theirs.id}`),
      bob.post('/friends/links/use', { token: link.token }),
      ann.post(`/friends/${mine.id}/block`),
    ])
    assert.ok(
      answers.every(({ status }) => status < 500),
      JSON.stringify(answers.map(({ body }) => body)),
    )
    const [ofAnn, ofBob] = [await states(ann), await states(bob)]
    assert.deepEqual(ofAnn.includes('accepted'), ofBob.includes('accepted'), `${ofAnn} ${ofBob}`)
  }
})

test('an account that is erased leaves nothing in the rows and the history of its friends', async () => {
  const ann = await person(app, 'Ann')
  const bob = await signUp(app)
  const { body: sent } = await ann.post('/friends', { email: bob.email })
  await auth(app, 'verify-email', {
    email: bob.email,
    code: (await letterTo(app, bob.email, /This code confirms/)).code,
  })
  await bob.post(`/friends/${(await invitationFrom(bob, ann)).id}/accept`)
  await ann.patch(`/friends/${sent.id}`, { mayNudge: false })
  assert.equal((await bob.delete('/users/me', { password: 'correct horse battery' })).status, 204)
  await eventually(async () => assert.deepEqual(await states(ann), []))
  const rows = await app.platform.database.query(
    `select row_to_json(f)::text as row from friends f where user_id = $1
     union all select before::text from changes where user_id = $1 and entity = 'friend'`,
    [ann.userId],
  )
  assert.ok(rows.length >= 2)
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${bob.userId}|${bob.email}`))
})
