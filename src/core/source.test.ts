import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { type OutsideReply, type OutsideServer, openOutsideServer } from '#test/outside-server.ts'
import { AppError } from './errors.ts'
import { createLog } from './log.ts'
import { AT_ONCE, createSource } from './source.ts'

const HOUR_MS = 3_600_000
const Answer = z.object({ degrees: z.number().max(70) })
const servers: OutsideServer[] = []
after(() => {
  for (const server of servers) server.close()
})

async function setUp(...replies: OutsideReply[]) {
  const server = await openOutsideServer(...replies)
  servers.push(server)
  const clock = { now: Date.parse('2027-03-01T09:00:00Z') }
  const source = createSource({
    name: 'Somebody',
    url: server.url,
    secret: { apikey: 'secret' },
    freshMs: HOUR_MS,
    keptMs: 6 * HOUR_MS,
    // A machine that runs many tests at once is slow; only who waits in vain should wait shortly.
    timeoutMs: replies[0] === 'stall' ? 200 : 10_000,
    now: () => new Date(clock.now),
    log: createLog('silent'),
  })
  const ask = (at = 'here') => source.ask('/v1/now', { at }, Answer)
  return { server, clock, source, ask }
}

const refusalOf = async (asking: Promise<unknown>) => {
  const error = await asking.then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(error instanceof AppError, String(error))
  return { code: error.code, wait: error.details.retryAfterSeconds, message: error.message }
}

test('an answer is remembered while it is fresh, and asked for anew afterwards', async () => {
  const { server, clock, ask } = await setUp({ json: { degrees: 8 } })
  assert.deepEqual([(await ask()).value, (await ask()).ageSeconds], [{ degrees: 8 }, 0])
  clock.now += HOUR_MS - 1_000
  const { ageSeconds, isStale } = await ask()
  assert.deepEqual([ageSeconds, isStale, server.asked.length], [3_599, false, 1])
  clock.now += 1_000
  assert.deepEqual([(await ask()).ageSeconds, server.asked.length], [0, 2])
  await ask('elsewhere')
  assert.deepEqual([server.asked.length, server.asked[0]?.searchParams.get('apikey')], [3, 'secret'])
})

test('whoever asks the same at the same time is served by one question', async () => {
  const { server, ask } = await setUp({ json: { degrees: 8 } })
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask()))
  assert.deepEqual([new Set(answers.map(({ value }) => value.degrees)).size, server.asked.length], [1, 1])
})

const BAD: [string, OutsideReply][] = [
  ['does not answer in time', 'stall'],
  ['answers a page instead', 'garbage'],
  ['answers what cannot be so', { json: { degrees: 9_999 } }],
  ['answers something else', { json: { error: true } }],
  ['is out of order', { status: 500 }],
]
for (const [what, reply] of BAD)
  test(`a provider that ${what} is unavailable, left alone after three times, and asked again by one`, async () => {
    const { server, clock, source, ask } = await setUp(reply)
    for (let n = 0; n < 3; n++) assert.deepEqual((await refusalOf(ask())).code, 'unavailable')
    assert.deepEqual([source.state, (await refusalOf(ask())).wait, server.asked.length], ['resting', 30, 3])
    server.replies.splice(0, Infinity, { json: { degrees: 8 } })
    clock.now += 30_000
    assert.deepEqual([(await ask()).value, source.state], [{ degrees: 8 }, 'answering'])
  })

test('a provider that is down has an older answer stand in, which says how old it is, until it is too old', async () => {
  const { server, clock, ask } = await setUp({ json: { degrees: 8 } })
  await ask()
  server.close()
  clock.now += 2 * HOUR_MS
  const { value, ageSeconds, isStale, fetchedAt } = await ask()
  assert.deepEqual([value.degrees, ageSeconds, isStale, fetchedAt], [8, 7_200, true, '2027-03-01T09:00:00.000Z'])
  clock.now += 4 * HOUR_MS
  assert.equal((await refusalOf(ask())).code, 'unavailable')
  assert.equal((await refusalOf(ask('elsewhere'))).code, 'unavailable')
})

test('a provider that asks for patience gets as much as it asked for', async () => {
  const { server, clock, ask } = await setUp({ status: 429, headers: { 'retry-after': '90' } })
  assert.equal((await refusalOf(ask())).wait, 90)
  clock.now += 80_000
  assert.deepEqual([(await refusalOf(ask())).wait, server.asked.length], [10, 1])
})

test('a question that the provider refuses is no failure of the provider, and a refused key is', async () => {
  const { source, server, ask } = await setUp({ status: 400 })
  for (let n = 0; n < 5; n++) assert.equal((await refusalOf(ask())).code, 'unprocessable')
  assert.equal(source.state, 'answering')
  server.replies.splice(0, Infinity, { status: 401 })
  const { code, message } = await refusalOf(ask())
  assert.deepEqual([code, source.state, /secret/.test(message)], ['unavailable', 'resting', false])
})

test('a slow provider does not gather a queue', async () => {
  const { server, ask } = await setUp('stall')
  const all = await Promise.all(Array.from({ length: AT_ONCE * 3 }, (_, n) => refusalOf(ask(String(n)))))
  assert.deepEqual([new Set(all.map(({ code }) => code)), server.asked.length], [new Set(['unavailable']), AT_ONCE])
})
