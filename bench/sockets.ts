import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Agent, request } from 'undici'
import type { Database } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { freshDatabase, redisUrl } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { createListener, type Listener } from './lib/listeners.ts'
import { type Person, seedPeople, tokensFor } from './lib/people.ts'
import { freePort, type Running, start } from './lib/processes.ts'

// A thousand open sockets on one server process: how much memory they hold, how late a change is, and whether a storm of
// broken connections with a restart in the middle loses or doubles one. Needs bin/with-services.sh; all of it on the loopback.

const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 1_000)
const WRITES_PER_SECOND = 200
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20)
/** The storm: messages to each client, one a second; every connection is cut about every 15 s for 2 s. */
const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 120)
const CUT_EVERY_MS = 15_000
const CUT_FOR_MS = 2_000
const WARM_UP = Math.min(200, CLIENTS / 2)

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  if (own.url === null || redisUrl === null)
    throw new Error('It needs PostgreSQL and Redis: bin/with-services.sh node bench/sockets.ts')
  const people = await seedPeople(own.database, CLIENTS, 1)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const run = () =>
    startServer(
      port,
      { DATABASE_URL: own.url ?? '', REDIS_URL: redisUrl ?? '', DATA_DIR: folder },
      path.join(folder, 'log'),
    )
  let server = await run()
  const tokens = await tokensFor(own.database, url, people)
  const listeners = tokens.map((token) => createListener(url, token))
  const restart = async () => {
    await server.stop()
    server = await run()
  }
  try {
    await measureMemory(server, listeners)
    await measureDelay(url, tokens, listeners)
    await weatherStorm(own.database, people, listeners, restart)
  } finally {
    for (const listener of listeners) listener.leave()
    await server.stop()
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function startServer(port: number, env: Record<string, string>, log: string): Promise<Running> {
  const url = `http://127.0.0.1:${port}`
  return start({
    command: process.execPath,
    args: [path.join(import.meta.dirname, '../src/main.ts')],
    env: {
      STAGE: 'production',
      PORT: String(port),
      PUBLIC_URL: url,
      RATE_LIMIT_SCALE: '100000',
      LOG_LEVEL: 'warn',
      ...env,
    },
    log,
    ready: `${url}/readyz`,
  })
}

/** What each further connection adds to the resident memory of the process, once the first have warmed it up. */
async function measureMemory(server: Running, listeners: Listener[]) {
  await connect(listeners.slice(0, WARM_UP))
  await wait(10_000)
  const before = residentKilobytes(server.pid)
  await connect(listeners.slice(WARM_UP))
  await wait(10_000)
  const each = (residentKilobytes(server.pid) - before) / (listeners.length - WARM_UP)
  report({ what: 'sockets: memory of an idle connection', value: each, unit: 'kB', goal: { atMost: 25 } })
}

async function connect(listeners: Listener[]) {
  for (let at = 0; at < listeners.length; at += 50)
    await Promise.all(listeners.slice(at, at + 50).map((one) => one.connect()))
}

function residentKilobytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** Tasks created over HTTP, spread over everybody, while everybody listens. */
async function measureDelay(url: string, tokens: string[], listeners: Listener[]) {
  const dispatcher = new Agent({ connections: 32 })
  const total = WRITES_PER_SECOND * SECONDS
  const began = performance.now()
  const writes: Promise<void>[] = []
  for (let made = 0; made < total; made++) {
    const due = began + (made * 1_000) / WRITES_PER_SECOND
    await wait(Math.max(0, due - performance.now()))
    writes.push(createTask(url, tokens[(made * 7) % tokens.length] ?? '', dispatcher))
  }
  await Promise.all(writes)
  const took = (performance.now() - began) / 1_000
  await wait(2_000)
  await dispatcher.close()
  const delays = listeners.flatMap((one) => one.delays).sort((a, b) => a - b)
  console.log(`  ${total} writes in ${took.toFixed(1)} s, ${delays.length} frames`)
  report({
    what: 'sockets: writes that reached their socket',
    value: (100 * delays.length) / total,
    unit: '%',
    goal: { atLeast: 100 },
  })
  report({
    what: 'sockets: commit to frame, p50',
    value: delays[Math.floor(delays.length * 0.5)] ?? Number.NaN,
    unit: 'ms',
  })
  report({
    what: 'sockets: commit to frame, p99',
    value: delays[Math.floor(delays.length * 0.99)] ?? Number.NaN,
    unit: 'ms',
    goal: { atMost: 100 },
  })
}

async function createTask(url: string, token: string, dispatcher: Agent) {
  const { statusCode, body } = await request(`${url}/api/tasks`, {
    method: 'POST',
    dispatcher,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"title":"Read a page","estimateMinutes":15}',
  })
  await body.dump()
  if (statusCode !== 201) throw new Error(`POST /api/tasks answered ${statusCode}`)
}

/** Everybody's connection breaks again and again and the server restarts once, while another process keeps writing. */
async function weatherStorm(database: Database, people: Person[], listeners: Listener[], restart: () => Promise<void>) {
  const bus = new Redis(redisUrl ?? '')
  let isOver = false
  const cutting = listeners.map(async (listener) => {
    await wait(Math.random() * CUT_EVERY_MS)
    while (!isOver) {
      await listener.cut(CUT_FOR_MS)
      await wait(CUT_EVERY_MS * (0.8 + 0.4 * Math.random()))
    }
  })
  let restarted: Promise<void> = Promise.resolve()
  for (let message = 0; message < MESSAGES; message++) {
    const due = performance.now() + 1_000
    await writeToAll(database, people, bus)
    if (message === MESSAGES >> 1) restarted = restart()
    await wait(Math.max(0, due - performance.now()))
  }
  isOver = true
  await Promise.all([restarted, ...cutting])
  if (MESSAGES > 0) await wait(30_000) // a heartbeat, in which the last lost wake is made good
  bus.disconnect()
  await judge(database, people, listeners)
}

/** One task for everybody, as a worker on another machine would write it: into the database, and a word on the bus. */
async function writeToAll(database: Database, people: Person[], bus: Redis) {
  const owners = people.map((person) => person.userId)
  await database.query(
    `insert into tasks (user_id, id, title) select o, i, 'A drop' from unnest($1::uuid[], $2::uuid[]) as t (o, i)`,
    [owners, owners.map(newId)],
  )
  const pipeline = bus.pipeline()
  for (const wake of owners) pipeline.publish('almanac:bus', JSON.stringify({ wake, from: 'bench' }))
  await pipeline.exec()
}

async function judge(database: Database, people: Person[], listeners: Listener[]) {
  const feeds = await database.query<{ user_id: string; seq: string }>('select user_id, seq from feeds')
  const heads = new Map(feeds.map((feed) => [feed.user_id, Number(feed.seq)]))
  let expected = 0
  let right = 0
  for (const [at, { seqs, start }] of listeners.entries()) {
    expected += (heads.get(people[at]?.userId ?? '') ?? 0) - start
    // Right is a number that is exactly one more than the one before it.
    right += seqs.filter((seq, index) => seq === start + 1 + index).length
  }
  const told = listeners.reduce((sum, one) => sum + one.seqs.length, 0)
  const resumes = listeners.reduce((sum, one) => sum + one.resumes, 0)
  const lost = listeners.reduce((sum, one) => sum + one.lost, 0)
  console.log(`  ${expected} changes, ${told} frames, ${resumes} resumes, ${lost} not recovered`)
  report({
    what: 'sockets: storm, told once and in order',
    value: (100 * Math.min(right, expected)) / Math.max(told, expected),
    unit: '%',
    goal: { atLeast: 100 },
  })
}

await main()
