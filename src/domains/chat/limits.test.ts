import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { converse, hear, patiently, say, settled, talk } from './chat.fixture.ts'

let app: TestApp
let model: ModelServer
before(async () => {
  model = await openModelServer({ text: 'Well then.', usage: { input: 600, output: 400 } })
  // A hundred conversations on one connection keep a busy machine from its model for a while.
  const patience = { AI_TIMEOUT_SECONDS: '40' }
  const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'k', AI_DAILY_TOKENS: '1001', ...patience }
  app = await startApp({ env })
  await settled(app)
})
after(async () => {
  await app.close()
  model.close()
})

const NOW = '2027-03-10T12:00:00.000Z'

test('when the day’s tokens are used up a message is refused with 402 until the user’s next day, and nothing is kept of it', async () => {
  app.setNow(NOW)
  const ann = await app.as()
  await ann.patch('/users/me', { timezone: 'Europe/Vienna' })
  const place = await converse(ann)
  for (const text of ['One', 'Two']) assert.equal((await talk(ann, place, text)).text, 'Well then.')
  const refused = await ann.post(`/chat/conversations/${place}/messages`, { content: 'Three' })
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.resetsAt],
    [402, 'quota_exceeded', '2027-03-10T23:00:00.000Z'],
  )
  assert.equal(refused.headers['retry-after'], String(11 * 3_600))
  assert.equal((await ann.get(`/chat/conversations/${place}`)).body.messageCount, 4)
  app.setNow(refused.body.resetsAt)
  assert.equal((await talk(ann, place, 'Three')).text, 'Well then.')
})

test('of a hundred chats at once on the last token one is answered, and the others are told when there is more', async () => {
  app.setNow(NOW)
  const ann = await app.as()
  await talk(ann, await converse(ann), 'All but one')
  // The last word is heard a moment before what it took is written down.
  await eventually(async () => assert.equal((await ann.get('/ai/usage')).body.budget.tokens.used, 1_000))
  model.asked.length = 0
  const places = await Promise.all(Array.from({ length: 100 }, () => converse(ann)))
  const posted = await Promise.all(
    places.map((place) => patiently(() => ann.post(`/chat/conversations/${place}/messages`, { content: 'Me' }))),
  )
  const heard = await Promise.all(
    posted.flatMap(({ status, body }) => (status === 202 ? [hear(ann, body.generationId)] : [])),
  )
  const ends = heard.map(({ last }) => (last.type === 'done' ? last.type : last.code))
  const refused = posted.filter(({ status }) => status === 402).length
  assert.equal(ends.filter((end) => end === 'done').length, 1)
  assert.equal(ends.filter((end) => end === 'quota_exceeded').length + refused, 99)
  assert.equal(model.asked.length, 1)
  await settled(app)
  const { budget } = (await ann.get('/ai/usage')).body
  assert.equal(budget.tokens.used, 2_000)
  const failed = heard.find(({ last }) => last.type === 'error')
  if (failed) assert.deepEqual([failed.last.state, failed.last.resetsAt], ['failed', '2027-03-11T00:00:00.000Z'])
})

test('no more than twenty messages wait in one conversation, and a message has its bounds', async () => {
  const ann = await app.as()
  const place = await converse(ann)
  model.replies.splice(0, Infinity, { text: 'Half', breaks: 'stall' })
  app.setNow(NOW)
  const first = await say(ann, place, 'First')
  const statuses: number[] = []
  for (let n = 0; n < 21; n++)
    statuses.push((await ann.post(`/chat/conversations/${place}/messages`, { content: 'Next' })).status)
  assert.deepEqual(statuses, [...Array(20).fill(202), 409])
  for (const content of ['', '  ', 'a'.repeat(32_001)])
    assert.equal((await ann.post(`/chat/conversations/${place}/messages`, { content })).status, 400)
  await ann.delete(`/chat/conversations/${place}`)
  await ann.post(`/chat/generations/${first.generationId}/cancel`)
})
