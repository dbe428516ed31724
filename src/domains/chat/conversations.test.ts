import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { sharedApp, type TestApp } from '#test/harness.ts'
import { converse, hear, messagesOf, say, talk } from './chat.fixture.ts'
import { forgetConversations } from './history.service.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

test('without a provider the built-in assistant answers, streamed, says what it is, and costs nothing', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const { events, text, last } = await talk(ann, place, 'What is the meaning of life?')
  assert.equal(events[0].type, 'started')
  assert.ok(events.filter(({ type }) => type === 'delta').length > 5)
  assert.match(text, /fixed rules, without a language model/)
  assert.match(text, /connect an AI provider/)
  assert.deepEqual([last.type, last.state, last.meta.source, last.meta.provider], ['done', 'done', 'rules', null])
  assert.deepEqual(
    events.map(({ offset }) => offset),
    events.map((_, at) => at + 1),
  )
  assert.equal((await ann.get('/ai/usage')).body.total.calls, 0)
})

test('the first exchange gives a conversation its title, unless somebody gave one', async () => {
  const ann = await app.as()
  const [bare, named] = [await converse(ann), await converse(ann, { title: 'Mine' })]
  for (const place of [bare, named]) await talk(ann, place, 'plan a week in the mountains. It must be cheap!')
  await talk(ann, bare, 'And something else')
  assert.equal((await ann.get(`/chat/conversations/${bare}`)).body.title, 'Plan a week in the mountains')
  assert.equal((await ann.get(`/chat/conversations/${named}`)).body.title, 'Mine')
})

test('messages are read as the branch that is open, with what was said and who answered', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  await talk(ann, place, 'Hello')
  await talk(ann, place, 'Hello again')
  const items = await messagesOf(ann, place)
  assert.deepEqual(
    items.map(({ role }) => role),
    ['user', 'assistant', 'user', 'assistant'],
  )
  assert.deepEqual(
    items.map(({ parentId }) => parentId),
    [null, ...items.slice(0, 3).map(({ id }) => id)],
  )
  assert.equal(items[3].meta.source, 'rules')
  const { body } = await ann.get(`/chat/conversations/${place}`)
  assert.deepEqual([body.messageCount, body.leafId], [4, items[3].id])
})

test('a long branch comes in pages, the end first, and each message once', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  for (const content of ['One', 'Two', 'Three']) await talk(ann, place, content)
  const whole = (await messagesOf(ann, place)).map(({ id }) => id)
  const seen: string[] = []
  let cursor = ''
  for (let page = 0; page < 10; page++) {
    const { body } = await ann.get(`/chat/conversations/${place}/messages?limit=2${cursor}`)
    seen.unshift(...body.items.map(({ id }: { id: string }) => id))
    if (body.nextCursor === null) break
    cursor = `&cursor=${body.nextCursor}`
  }
  assert.deepEqual(seen, whole)
})

test('an edit and another answer are branches beside what was there, and either can be read', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const first = await say(ann, place, 'First words')
  await hear(ann, first.generationId)
  const { body: edited, status } = await ann.post(`/chat/messages/${first.userMessageId}/edit`, {
    content: 'Other words',
  })
  assert.equal(status, 202)
  await hear(ann, edited.generationId)
  const { body: again } = await ann.post(`/chat/messages/${edited.messageId}/regenerate`)
  await hear(ann, again.generationId)
  const open = await messagesOf(ann, place)
  assert.deepEqual(
    open.map(({ id }) => id),
    [edited.userMessageId, again.messageId],
  )
  assert.deepEqual(open[0].siblingIds, [first.userMessageId, edited.userMessageId])
  assert.deepEqual(open[1].siblingIds, [edited.messageId, again.messageId])
  const old = await messagesOf(ann, place, `?leafId=${first.userMessageId}`)
  assert.deepEqual(
    old.map(({ content }) => content.slice(0, 11)),
    ['First words', old[1].content.slice(0, 11)],
  )
  await ann.patch(`/chat/conversations/${place}`, { leafId: first.messageId })
  assert.equal((await messagesOf(ann, place)).at(-1)?.id, first.messageId)
  assert.equal((await messagesOf(ann, place, '?all=true')).length, 5)
})

test('a fork goes on by itself, and leaves the original as it is', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const first = await say(ann, place, 'Begin here')
  await hear(ann, first.generationId)
  await talk(ann, place, 'Not this')
  const { status, body: fork } = await ann.post(`/chat/conversations/${place}/fork`, { messageId: first.messageId })
  assert.equal(status, 201)
  await talk(ann, fork.id, 'But this')
  const contents = async (id: string) =>
    (await messagesOf(ann, id)).flatMap((one) => (one.role === 'user' ? one.content : []))
  assert.deepEqual(await contents(fork.id), ['Begin here', 'But this'])
  assert.deepEqual(await contents(place), ['Begin here', 'Not this'])
})

test('search finds conversations by title and by anything said in them, and messages with what stands around', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const place = await converse(ann, { title: 'Holidays' })
  await talk(ann, place, `${'word '.repeat(50)}100%_sure about lighthouses ${'word '.repeat(50)}`)
  const ids = async (q: string, by = ann) =>
    (await by.get(`/chat/conversations?q=${encodeURIComponent(q)}`)).body.items.map(({ id }: { id: string }) => id)
  assert.deepEqual(await ids('holi'), [place])
  assert.deepEqual(await ids('LIGHTHOUSE'), [place])
  assert.deepEqual(await ids('100%_'), [place])
  assert.deepEqual(await ids('1%0'), [])
  assert.deepEqual(await ids('lighthouse', bob), [])
  const { body } = await ann.get('/chat/messages?q=lighthouses')
  assert.deepEqual([body.items.length, body.items[0].conversationId, body.items[0].title], [1, place, 'Holidays'])
  assert.match(body.items[0].snippet, /^….*lighthouses.*…$/)
  await ann.delete(`/chat/conversations/${place}`)
  assert.deepEqual((await ann.get('/chat/messages?q=lighthouses')).body.items, [])
})

test('nothing of a conversation can be reached by a stranger, nor tied to another one', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [place, other] = [await converse(ann), await converse(ann)]
  const { generationId, messageId, userMessageId } = await say(ann, place, 'Mine')
  await hear(ann, generationId)
  const tries = [
    await bob.get(`/chat/conversations/${place}/messages`),
    await bob.post(`/chat/conversations/${place}/messages`, { content: 'Hello' }),
    await bob.get(`/chat/messages/${messageId}`),
    await bob.post(`/chat/messages/${messageId}/regenerate`),
    await bob.post(`/chat/messages/${userMessageId}/edit`, { content: 'Changed' }),
    await bob.get(`/chat/generations/${generationId}`),
    await bob.get(`/chat/generations/${generationId}/events`),
    await bob.post(`/chat/generations/${generationId}/cancel`),
    await bob.post(`/chat/conversations/${place}/fork`, { messageId }),
    await ann.post(`/chat/conversations/${other}/messages`, { content: 'Hello', parentId: messageId }),
    await ann.post(`/chat/conversations/${other}/fork`, { messageId }),
    await ann.patch(`/chat/conversations/${other}`, { leafId: messageId }),
    await ann.post(`/chat/conversations/${place}/messages`, {
      content: 'x',
      context: { entity: 'task', entityId: newId() },
    }),
  ]
  assert.deepEqual(
    tries.map(({ status }) => status),
    tries.map(() => 404),
  )
})

test('only what one said is edited, and only an answer that broke off is continued', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  const { generationId, messageId, userMessageId } = await say(ann, place, 'Hello')
  await hear(ann, generationId)
  const tries = [
    await ann.post(`/chat/messages/${messageId}/edit`, { content: 'x' }),
    await ann.post(`/chat/messages/${userMessageId}/regenerate`),
    await ann.post(`/chat/messages/${messageId}/continue`),
  ]
  assert.deepEqual(
    tries.map(({ status }) => status),
    [409, 409, 409],
  )
})

test('who wants no history has a conversation for a day after its last word, and everybody else for good', async () => {
  const [ann, ben] = await Promise.all([app.as(), app.as()])
  const [hers, his] = [await converse(ann), await converse(ben)]
  for (const [caller, place] of [
    [ann, hers],
    [ben, his],
  ] as const)
    await talk(caller, place, 'Hello')
  await ann.patch('/users/me/preferences', { privacy: { chatHistory: false } })
  const found = async () => [
    (await ann.get(`/chat/conversations/${hers}`)).status,
    (await ben.get(`/chat/conversations/${his}`)).status,
  ]
  const forgetIn = async (hours: number) => {
    const at = new Date(Date.now() + hours * 3_600_000)
    await forgetConversations({ ...app.platform.base, actor: null, now: () => at })
  }
  await forgetIn(23)
  assert.deepEqual(await found(), [200, 200])
  await forgetIn(25)
  assert.deepEqual(await found(), [404, 200])
  const { body } = await ann.get('/sync?since=0&limit=500')
  assert.doesNotMatch(JSON.stringify(body), /Hello/)
})
