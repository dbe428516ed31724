import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { freshDatabase } from '#test/harness.ts'
import { type ModelServer, openModelServer } from '#test/model-server.ts'
import { median, report } from './lib/figures.ts'
import { cpuSeconds } from './lib/processes.ts'
import { startAlmanac } from './lib/servers.ts'

// What the server adds to a conversation: from a model's first word to the reader's, one stream alone; between the words of two
// hundred streams at once; and how long the built-in assistant takes for its first word. The scripted model and all readers
// are this one process, so that its own delays count as the server's; how late it was itself is printed beside.
// bin/with-services.sh node bench/chat.ts, or without PostgreSQL: node --import ./src/preload.ts bench/chat.ts

const STREAMS = Number(process.env.BENCH_STREAMS ?? 200)
const WORDS = 40
const PACE_MS = Number(process.env.BENCH_PACE_MS ?? 100)
const ROUNDS = 30

interface Client {
  url: string
  headers: Record<string, string>
}

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  const model = await openModelServer()
  const env = {
    ...(own.url !== null && { DATABASE_URL: own.url }),
    DATA_DIR: folder,
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: 'k',
    AI_DAILY_TOKENS: '0',
  }
  const server = await startAlmanac(env, path.join(folder, 'log'))
  try {
    const where = own.url === null ? 'the embedded database' : 'PostgreSQL'
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}, ${where}`)
    const client = await signUp(server.url)
    await measureFirstWord(client, model)
    await measureBuiltIn(client)
    await measureStreams(client, model, () => cpuSeconds(server.pid) * 1_000)
  } finally {
    await server.stop()
    model.close()
    await own.database.close()
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureFirstWord(client: Client, model: ModelServer) {
  const delays: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let sentAt = 0
    const sent = () => {
      sentAt ||= performance.now()
    }
    model.replies.splice(0, Infinity, { text: 'One two three.', sent })
    const heard = await converse(client, 'Count')
    delays.push((heard[0]?.at ?? Number.NaN) - sentAt)
  }
  tell('chat: from the model’s first word to the reader’s', delays, 20)
}

/** Somebody who has turned models off: from the request that says something to the first word. */
async function measureBuiltIn(client: Client) {
  await send(client, 'PATCH', '/users/me/preferences', { ai: { enabled: false } })
  const delays: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await send(client, 'POST', '/chat/conversations', {})
    const began = performance.now()
    const [first] = await hear(client, id, 'Add buy milk to my list')
    delays.push((first?.at ?? Number.NaN) - began)
  }
  await send(client, 'PATCH', '/users/me/preferences', { ai: { enabled: true } })
  tell('chat: the built-in assistant’s first word, from the request on', delays, 150)
}

async function measureStreams(client: Client, model: ModelServer, cpu: () => number) {
  const sentAt = new Map<string, number>()
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  const lateness = monitorEventLoopDelay({ resolution: 5 })
  let before = 0
  const sent = (word: string) => {
    sentAt.set(word.trim(), performance.now())
    if (sentAt.size !== STREAMS) return
    // Every stream has begun: from here on it is words alone.
    before = cpu()
    lateness.enable()
    release()
  }
  const text = (stream: number) => Array.from({ length: WORDS }, (_, n) => `s${stream}w${n}`).join(' ')
  // Models do not speak in step: each has a pace of its own, around the usual one.
  const pace = () => PACE_MS * (0.7 + 0.6 * Math.random())
  const replies = Array.from({ length: STREAMS + 1 }, (_, n) => ({ text: text(n), paceMs: pace(), until, sent }))
  model.replies.splice(0, Infinity, ...replies)
  const all = await Promise.all(Array.from({ length: STREAMS }, () => converse(client, 'Count')))
  lateness.disable()
  const spent = cpu() - before
  const words = all.reduce((sum, heard) => sum + heard.length, 0)
  const late = (lateness.percentile(99) / 1e6).toFixed(0)
  console.log(`  ${words} of ${STREAMS * WORDS} words; this process itself was late by ${late} ms (p99)`)
  const arrived = (100 * words) / (STREAMS * WORDS)
  report({ what: 'chat: words that arrived', value: arrived, unit: '%', goal: { atLeast: 100 } })
  const gaps = addedGaps(all, sentAt)
  console.log(`  gap added: median ${median(gaps).toFixed(1)} ms, p90 ${percentile(gaps, 0.9).toFixed(1)} ms`)
  const p99 = percentile(gaps, 0.99)
  report({ what: `chat: gap added to a word of ${STREAMS} streams, p99`, value: p99, unit: 'ms', goal: { atMost: 30 } })
  report({ what: 'chat: processor time of the server a word', value: spent / words, unit: 'ms' })
}

/** By how much later than they were sent behind each other two words came; the first two have the start between them. */
function addedGaps(all: Word[][], sentAt: Map<string, number>): number[] {
  const sent = ({ text }: Word) => sentAt.get(text) ?? Number.NaN
  return all.flatMap((heard) =>
    heard.slice(2).map((word, n) => {
      const previous = heard[n + 1] as Word // the one before it
      return Math.max(0, word.at - previous.at - (sent(word) - sent(previous)))
    }),
  )
}

interface Word {
  text: string
  at: number
}

async function converse(client: Client, content: string): Promise<Word[]> {
  const { id } = await send(client, 'POST', '/chat/conversations', {})
  return hear(client, id, content)
}

/** Says something and hears the answer to its end. */
async function hear(client: Client, conversationId: string, content: string): Promise<Word[]> {
  const { generationId } = await send(client, 'POST', `/chat/conversations/${conversationId}/messages`, { content })
  const { url, headers } = client
  const response = await fetch(`${url}/api/chat/generations/${generationId}/events`, { headers })
  const words: Word[] = []
  let rest = ''
  for await (const bytes of response.body ?? []) {
    const at = performance.now()
    const blocks = (rest + Buffer.from(bytes).toString()).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      const event = data === undefined ? {} : (JSON.parse(data) as { type?: string; text?: string })
      if (event.type === 'delta') words.push({ text: (event.text ?? '').trim(), at })
    }
  }
  return words
}

async function signUp(url: string): Promise<Client> {
  const account = { email: 'ann@example.org', password: 'correct horse battery' }
  const { accessToken } = await send({ url, headers: {} }, 'POST', '/auth/signup', account)
  return { url, headers: { authorization: `Bearer ${accessToken}` } }
}

async function send({ url, headers }: Client, method: string, place: string, payload: object) {
  const body = JSON.stringify(payload)
  const sent = { method, headers: { 'content-type': 'application/json', ...headers }, body }
  const response = await fetch(`${url}/api${place}`, sent)
  if (!response.ok) throw new Error(`${place}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<'id' | 'generationId' | 'accessToken', string>
}

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

function tell(what: string, delays: number[], atMost: number) {
  console.log(`  ${what}: median ${median(delays).toFixed(1)} ms`)
  report({ what: `${what}, p95`, value: percentile(delays, 0.95), unit: 'ms', goal: { atMost } })
}

await main()
