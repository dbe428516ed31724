import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { freshDatabase } from '#test/harness.ts'
import { median, report } from './lib/figures.ts'
import { client, load } from './lib/load.ts'
import { seedPeople } from './lib/people.ts'
import { insertsPerSecond } from './lib/pgbench.ts'
import { cpuSeconds } from './lib/processes.ts'
import { openAlmanac, openBare, openPeer, type Scene, type Side, type SideName } from './lib/sides.ts'
import { ENDPOINTS, type Endpoint, type Statement, statementsOf } from './lib/statements.ts'

// Requests per second beside a bare Fastify + pg, beside pgbench and beside FastAPI: README.md says how to read it.

const PEOPLE = 500
const TASKS_EACH = 200
const POOL = 20
const CONNECTIONS = 32
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4)
const CHOSEN = process.env.BENCH_ENDPOINTS?.split(',') ?? ENDPOINTS

const GOALS: Record<Endpoint, Record<Exclude<SideName, 'almanac'>, number>> = {
  get: { bare: 0.55, orm: 5, raw: 1.5 },
  list: { bare: 0.55, orm: 10, raw: 1.5 },
  create: { bare: 0.55, orm: 5, raw: 1.1 },
}
const SPOKEN = { almanac: 'Almanac', bare: 'bare Fastify + pg', orm: 'FastAPI + ORM', raw: 'FastAPI + asyncpg' }

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/http.ts')
  const sides: Side[] = []
  try {
    await sayWhere(database)
    const statements = single(await statementsOf(url))
    const people = await seedPeople(database, PEOPLE, TASKS_EACH)
    const scene: Scene = { folder, database, url, people, pool: POOL, statements }
    sides.push(await openAlmanac(scene), await openBare(scene))
    const peer = process.env.PEER_DIR
    if (peer === undefined) console.log('PEER_DIR is not set: the comparison with FastAPI is left out')
    else sides.push(await openPeer(scene, peer, 'orm'), await openPeer(scene, peer, 'raw'))
    for (const endpoint of ENDPOINTS) if (CHOSEN.includes(endpoint)) await compare(endpoint, sides, scene)
  } finally {
    await Promise.all(sides.map(({ server }) => server.stop()))
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function sayWhere(database: Scene['database']) {
  const [durable] = await database.query<Record<string, string>>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  )
  console.log(
    `${client}, ${CONNECTIONS} connections; ${PEOPLE} people with ${TASKS_EACH} tasks each; pool ${POOL}; ` +
      `fsync ${durable?.fsync}, synchronous_commit ${durable?.commit}; ${os.availableParallelism()} cores`,
  )
}

/** Counts them, and hands on the one of each. */
function single(seen: Record<Endpoint, Statement[]>): Record<Endpoint, Statement> {
  const pairs = ENDPOINTS.map((endpoint) => {
    const [first, ...more] = seen[endpoint]
    report({
      what: `${endpoint}: SQL statements`,
      value: seen[endpoint].length,
      unit: 'statements',
      goal: { atMost: 1 },
    })
    if (first?.name === undefined) throw new Error(`${endpoint} sends no prepared statement: ${first?.text}`)
    if (more.length > 0) console.log(more.map(({ text }) => text).join('\n'))
    return [endpoint, first] as const
  })
  return Object.fromEntries(pairs) as Record<Endpoint, Statement> // one per endpoint
}

interface Round {
  perSecond: number
  /** Microseconds of the server process's CPU for one request. */
  cpu: number
  p99: number
}

/** All sides in turn, again and again, so that whatever else the machine does meets every side alike. */
async function compare(endpoint: Endpoint, sides: Side[], scene: Scene) {
  console.log(`\n${endpoint}`)
  const rounds = new Map<SideName | 'pgbench', Round[]>()
  const add = (name: SideName | 'pgbench', round: Round) => rounds.set(name, [...(rounds.get(name) ?? []), round])
  for (const side of sides) await hit(side, endpoint, 2)
  for (let round = 1; round <= ROUNDS; round++) {
    for (const side of sides) add(side.name, await hit(side, endpoint, SECONDS))
    if (endpoint === 'create') add('pgbench', { perSecond: await bare(scene), cpu: Number.NaN, p99: Number.NaN })
    console.log(
      `  round ${round}: ${[...rounds].map(([name, all]) => `${name} ${all.at(-1)?.perSecond.toFixed(0)}/s`).join(', ')}`,
    )
  }
  const ours = rounds.get('almanac') ?? []
  for (const [name, theirs] of rounds) {
    if (name === 'almanac') continue
    const ratio = median(ours.map(({ perSecond }, index) => perSecond / (theirs[index]?.perSecond ?? Number.NaN)))
    const goal = name === 'pgbench' ? 0.35 : GOALS[endpoint][name]
    const what = name === 'pgbench' ? 'pgbench with the same INSERT' : SPOKEN[name]
    report({ what: `${endpoint}: Almanac / ${what}`, value: ratio, unit: 'x', goal: { atLeast: goal } })
  }
  for (const [name, all] of rounds)
    console.log(
      `  ${name}: CPU ${median(all.map(({ cpu }) => cpu)).toFixed(0)} µs a request, p99 ${median(all.map(({ p99 }) => p99)).toFixed(1)} ms`,
    )
}

async function hit({ server, targets }: Side, endpoint: Endpoint, seconds: number): Promise<Round> {
  const before = cpuSeconds(server.pid)
  const { perSecond, requests, p99 } = await load({
    url: server.url,
    targets: targets[endpoint],
    connections: CONNECTIONS,
    seconds,
  })
  return { perSecond, cpu: ((cpuSeconds(server.pid) - before) / requests) * 1e6, p99 }
}

const bare = ({ folder, url, statements }: Scene) =>
  insertsPerSecond({
    url,
    file: path.join(folder, 'insert.pgbench'),
    statement: statements.create,
    people: PEOPLE,
    connections: POOL,
    seconds: SECONDS,
  })

await main()
