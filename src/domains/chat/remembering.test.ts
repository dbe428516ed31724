import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { converse, talk } from './chat.fixture.ts'

let app: TestApp
let model: ModelServer
before(async () => {
  model = await openModelServer()
  app = await startApp({ env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', AI_DAILY_TOKENS: '0' } })
})
after(async () => {
  await app.close()
  model.close()
})

const answering = (...texts: string[]) => model.replies.splice(0, Infinity, ...texts.map((text) => ({ text })))
const facts = async (by: Caller): Promise<{ text: string; sourceConversationId: string }[]> =>
  (await by.get('/memories')).body.items

test('what users say of themselves is remembered with its source, and told as content in another conversation', async () => {
  const ann = await app.as()
  answering('I will keep that in mind.', 'Something without nuts.')
  const first = await converse(ann)
  await talk(ann, first, 'I am allergic to peanuts.')
  const [fact] = await eventually(async () => {
    const kept = await facts(ann)
    assert.equal(kept.length, 1)
    return kept
  })
  assert.match(fact?.text ?? '', /allergic to peanuts/i)
  assert.equal(fact?.sourceConversationId, first)
  await talk(ann, await converse(ann), 'What shall I cook tonight?')
  const { messages } = JSON.parse(model.asked.at(-1)?.body ?? '{}')
  const framed = messages.find(({ role, content }: { role: string; content: unknown }) => {
    return role === 'user' && JSON.stringify(content).includes('remembered of earlier conversations')
  })
  assert.match(JSON.stringify(framed), /<content>.*allergic to peanuts/is)
  assert.doesNotMatch(JSON.stringify(messages.filter(({ role }: { role: string }) => role === 'system')), /peanuts/)
})

test('nothing that the assistant said is remembered, and nothing at all once memory is off', async () => {
  const ann = await app.as()
  answering('I am allergic to cats, my name is Bo and I live in Rome.', 'I see.')
  const place = await converse(ann)
  await talk(ann, place, 'What would a sick person say?')
  await ann.patch('/users/me/preferences', { ai: { memory: false } })
  await talk(ann, place, 'I am allergic to dogs.')
  await eventually(async () => assert.equal((await ann.get(`/chat/conversations/${place}`)).body.messageCount, 4))
  assert.deepEqual(await facts(ann), [])
})
