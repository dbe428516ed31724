import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'

const ANSWER = {
  text: JSON.stringify({
    title: 'Sweep',
    area: null,
    priority: null,
    dueDate: null,
    dueAt: null,
    scheduledDate: null,
    recurrence: null,
    target: null,
    estimateMinutes: null,
    tags: [],
    confidence: 0.9,
  }),
  usage: { input: 600, output: 400 },
}
const NOW = '2027-03-10T12:00:00.000Z'

let server: ModelServer
before(async () => {
  server = await openModelServer(ANSWER)
})
after(() => server.close())

const start = (env: Record<string, string>): Promise<TestApp> =>
  startApp({ env: { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'k', ...env } })

const parse = (caller: Caller, text: string) =>
  caller.post('/ai/tasks/parse', { text, now: NOW, timezone: 'Europe/Vienna' })

test('when the day’s tokens are used up it is 402 until the user’s next day, for that user alone', async () => {
  const app = await start({ AI_DAILY_TOKENS: '1500' })
  const ann = await app.as()
  for (const text of ['One', 'Two']) assert.equal((await parse(ann, text)).status, 200)
  const { status, body, headers } = await parse(ann, 'Three')
  assert.deepEqual([status, body.code, body.resetsAt], [402, 'quota_exceeded', '2027-03-10T23:00:00.000Z'])
  assert.equal(headers['retry-after'], String(11 * 3_600))
  assert.equal((await parse(ann, 'One')).body.meta.cached, true, 'what is kept costs nothing')
  assert.equal((await parse(await app.as(), 'Three')).status, 200)
  const next = await ann.post('/ai/tasks/parse', { text: 'Three', now: body.resetsAt, timezone: 'Europe/Vienna' })
  assert.equal(next.status, 200)
  await app.close()
})

test('the month’s money stops as well, by what the tokens cost', async () => {
  const prices = JSON.stringify({ 'gpt-4.1-mini': { input: 10, output: 10 } })
  const app = await start({ AI_DAILY_TOKENS: '0', AI_MONTHLY_CENTS: '2', AI_PRICES: prices })
  const ann = await app.as()
  for (const text of ['One', 'Two']) assert.equal((await parse(ann, text)).status, 200)
  const { status, body } = await parse(ann, 'Three')
  assert.deepEqual([status, body.resetsAt], [402, '2027-03-31T22:00:00.000Z'])
  await app.close()
})

test('of many questions at once on the last token one is asked', async () => {
  const app = await start({ AI_DAILY_TOKENS: '1' })
  const ann = await app.as()
  server.asked.length = 0
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => parse(ann, `No ${n}`)))
  assert.deepEqual(
    [200, 402].map((status) => answers.filter((one) => one.status === status).length),
    [1, 39],
  )
  assert.equal(server.asked.length, 1)
  await app.close()
})
