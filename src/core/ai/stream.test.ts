import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLog } from '#core/log.ts'
import { type ModelServer, openModelServer, type Reply } from '#test/model-server.ts'
import { parseConfig } from '../../config.ts'
import { createAi } from './ai.ts'
import { PROVIDER_NAMES, type ProviderName } from './names.ts'
import type { Tokens } from './prices.ts'
import { type Question, streamTurn, type Turn } from './stream.ts'

const QUESTION: Question = {
  prompt: [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: [{ type: 'text', text: 'What is due?' }] },
  ],
  tools: [
    {
      type: 'function',
      name: 'tasks_list',
      description: 'Lists.',
      inputSchema: { type: 'object', properties: { status: { type: 'string' } } },
    },
  ],
  maxOutputTokens: 500,
}
/** Long enough for a busy machine to answer in. Where nobody is going to, the tests wait it out. */
const PATIENT_MS = 20_000
const STALLED_MS = 800

let asked: ModelServer
let next: ModelServer
before(async () => {
  ;[asked, next] = await Promise.all([openModelServer(), openModelServer()])
})
after(() => {
  asked.close()
  next.close()
})

interface Heard {
  turn: Turn | null
  words: string[]
  metered: Tokens[]
}

/** Asks this provider and then another, both fresh. */
async function ask(name: ProviderName, reply: Reply, signal = new AbortController().signal): Promise<Heard> {
  asked.asked.length = 0
  asked.replies.splice(0, Infinity, reply)
  next.replies.splice(0, Infinity, { text: 'From the other one.' })
  const other = name === 'vllm' ? 'compatible' : 'vllm'
  const [upper, second] = [name.toUpperCase(), other.toUpperCase()]
  const config = parseConfig({
    STAGE: 'test',
    AI_PROVIDERS: `${name},${other}`,
    [`${upper}_BASE_URL`]: asked.url,
    [`${upper}_API_KEY`]: 'k',
    [`${upper}_MODEL`]: 'm',
    [`${second}_BASE_URL`]: next.url,
    [`${second}_MODEL`]: 'm',
  })
  const log = createLog('silent')
  const ai = createAi(config, log, () => new Date())
  const [words, metered]: [string[], Tokens[]] = [[], []]
  const asking = { signal, timeoutMs: isStalling(reply) ? STALLED_MS : PATIENT_MS, log }
  const turn = await streamTurn(
    ai.candidates(null),
    asking,
    QUESTION,
    (text) => words.push(text),
    (_, tokens) => metered.push(tokens),
  )
  return { turn, words, metered }
}

const isStalling = (reply: Reply) =>
  reply === 'stall' || (typeof reply === 'object' && 'text' in reply && reply.breaks === 'stall')

for (const name of PROVIDER_NAMES) {
  test(`${name} is heard word by word, with the tools it calls and its usage`, async () => {
    const calls = [{ name: 'tasks_list', arguments: { status: 'open' } }]
    const { turn, words, metered } = await ask(name, { text: 'Let me look that up.', calls })
    assert.equal(turn?.candidate.provider.name, name)
    assert.deepEqual(words, ['Let ', 'me ', 'look ', 'that ', 'up.'])
    assert.deepEqual([turn?.text, turn?.broken], ['Let me look that up.', null])
    assert.deepEqual(
      turn?.calls.map(({ name, input }) => [name, JSON.parse(input)]),
      [['tasks_list', { status: 'open' }]],
    )
    assert.deepEqual(metered, [{ inputTokens: 100, outputTokens: 20 }])
    assert.match(asked.asked[0]?.body ?? '', /tasks_list/)
  })

  test(`whatever ${name} fails with before its first word, the next provider is heard in its place`, async () => {
    const failures: Reply[] = [{ status: 401 }, { status: 429 }, { status: 500 }, { status: 529 }, 'stall', 'garbage']
    for (const failure of [...failures, { text: '', breaks: 'cut' }, { text: '', breaks: 'end' }] as Reply[]) {
      const { turn, words } = await ask(name, failure)
      const said = typeof failure === 'string' ? failure : JSON.stringify(failure)
      assert.notEqual(turn?.candidate.provider.name, name, said)
      assert.equal(words.join(''), 'From the other one.', said)
      assert.equal(asked.asked.length, 1, `${said}: asked once`)
    }
  })

  test(`what ${name} had said is kept when it stalls, is cut off or just ends, and nobody else goes on with it`, async () => {
    for (const breaks of ['stall', 'cut', 'end'] as const) {
      const { turn, words, metered } = await ask(name, { text: 'Half of a', breaks })
      assert.equal(turn?.candidate.provider.name, name, breaks)
      assert.equal(words.join(''), 'Half of a', breaks)
      assert.equal(turn?.broken, breaks === 'stall' ? 'stalled' : 'cut', breaks)
      assert.ok((metered[0]?.inputTokens ?? 0) > 0 && (metered[0]?.outputTokens ?? 0) > 0, 'what was said was taken')
    }
  })

  test(`${name} says when it may not say more at once`, async () => {
    const { turn } = await ask(name, { text: 'A long', breaks: 'length' })
    assert.deepEqual([turn?.text, turn?.broken, turn?.isTooLong], ['A long', null, true])
    assert.equal((await ask(name, { text: 'A short' })).turn?.isTooLong, false)
  })

  test(`${name} is told within a second that nobody listens any more, before its first word and after it`, async () => {
    for (const reply of ['stall', { text: 'Half of a', breaks: 'stall' }] as Reply[]) {
      const gone = new AbortController()
      const asking = ask(name, reply, gone.signal)
      const heard = asking.then(
        () => 'answered',
        () => 'thrown',
      )
      while (asked.asked.length === 0) await new Promise(setImmediate)
      const since = performance.now()
      gone.abort()
      await asked.asked[0]?.hungUp
      assert.ok(performance.now() - since < 1_000)
      assert.equal(await heard, 'thrown')
    }
  })
}
