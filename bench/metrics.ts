import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { tokensFor, userId } from './lib/people.ts'
import { cpuSeconds } from './lib/processes.ts'
import { startAlmanac } from './lib/servers.ts'

// What a metric with ten thousand logs costs, at sixteen connections: analytics as they are asked for again, analytics of which
// nothing is remembered because a log has just come in, that log itself, and correlations of twenty-four metrics.
// bin/with-services.sh --durable node bench/metrics.ts

const CONNECTIONS = 16
const LOGS = 10_000
const COMPARED = 24
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)

interface Client {
  metricId: string
  send: (method: 'GET' | 'POST', path: string, body?: object) => Promise<number>
}

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/metrics.ts')
  const server = await startAlmanac({ DATABASE_URL: url, DATA_DIR: folder }, path.join(folder, 'almanac.log'))
  try {
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}, ${LOGS} logs a metric`)
    const people = Array.from({ length: CONNECTIONS }, (_, i) => ({ userId: userId(i + 1), taskIds: [] }))
    const metricIds = await seed(
      database,
      people.map((person) => person.userId),
    )
    await showPlan(database, people[0]?.userId ?? '', metricIds[0] ?? '')
    const tokens = await tokensFor(database, server.url, people)
    const clients = metricIds.map((metricId, i) => clientOf(`${server.url}/api`, tokens[i] ?? '', metricId))
    await measure(clients, () => cpuSeconds(server.pid) * 1_000)
  } finally {
    await server.stop()
    await database.close()
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(clients: Client[], cpu: () => number) {
  const analytics = ({ send, metricId }: Client) => send('GET', `/metrics/${metricId}/analytics`)
  const log = ({ send, metricId }: Client) => send('POST', `/metrics/${metricId}/logs`, { value: Math.random() })
  for (const client of clients) await analytics(client)
  const idle = cpu()
  const warm = await rounds(clients, async (client) => [await analytics(client)])
  const perRequest = (cpu() - idle) / warm.length
  tell('metric analytics over 10,000 logs, p95', warm, 50)
  report({ what: 'the same, processor time of the server a request', value: perRequest, unit: 'ms' })
  const cold: [number, number][] = []
  await rounds(clients, async (client) => {
    const pair: [number, number] = [await log(client), await analytics(client)]
    cold.push(pair)
    return pair
  })
  tell(
    'the same right after a log, with a log by each of the sixteen between, p95',
    cold.map(([, took]) => took),
  )
  tell(
    'a log of a metric with 10,000 logs, between those, p95',
    cold.map(([took]) => took),
  )
  const [one] = clients
  if (one === undefined) return
  const alone: [number, number][] = []
  const before = cpu()
  for (let i = 0; i < 40; i++) alone.push([await log(one), await analytics(one)])
  report({ what: 'a log and then analytics, processor time of the server', value: (cpu() - before) / 40, unit: 'ms' })
  tell(
    'analytics right after a log, one connection, p95',
    alone.map(([, took]) => took),
    50,
  )
  tell(
    'a log of a metric with 10,000 logs, one connection, p95',
    alone.map(([took]) => took),
  )
  tell('correlations of 24 metrics, first time, p95', [await one.send('GET', '/metrics/correlations')])
  const again = await rounds(clients.slice(0, 1), async ({ send }) => [await send('GET', '/metrics/correlations')])
  tell('correlations of 24 metrics, asked again, p95', again)
}

function tell(what: string, times: number[], atMost?: number) {
  const sorted = times.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN
  report({ what, value, unit: 'ms', ...(atMost !== undefined && { goal: { atMost } }) })
}

/** All clients at once, each one request after the other. */
async function rounds(clients: Client[], work: (client: Client) => Promise<number[]>): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + SECONDS * 1_000
  const turn = async (client: Client) => {
    while (performance.now() < end) times.push(...(await work(client)))
  }
  await Promise.all(clients.map(turn))
  return times
}

function clientOf(base: string, token: string, metricId: string): Client {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return {
    metricId,
    send: async (method, path, body) => {
      const started = performance.now()
      const answer = await fetch(`${base}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
      return performance.now() - started
    },
  }
}

/** A metric with many logs for each, an hour apart, and for the first one some more to compare. */
async function seed(database: Database, userIds: string[]): Promise<string[]> {
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    userIds,
  ])
  const metrics = userIds.map((userId) => ({ userId, id: newId(), logs: LOGS, every: '1 hour' }))
  const more = Array.from({ length: COMPARED - 1 }, () => ({
    userId: userIds[0],
    id: newId(),
    logs: 180,
    every: '1 day',
  }))
  for (const { userId, id, logs, every } of [...metrics, ...more]) {
    await database.query(
      `insert into metrics (user_id, id, name, target, log_count, current_at) values ($1, $2, 'Steps', 100, $3, now())`,
      [userId, id, logs],
    )
    // Without triggers: how their feeds were filled does not matter here.
    await database.script(`begin; set local session_replication_role = replica;
      insert into metric_logs (user_id, id, metric_id, value, logged_at)
        select '${userId}', gen_random_uuid(), '${id}', 50 + 20 * random(), now() - n * interval '${every}'
        from generate_series(1, ${logs}) n;
      commit`)
  }
  await database.script('vacuum analyze')
  return metrics.map(({ id }) => id)
}

async function showPlan(database: Database, userId: string, metricId: string) {
  const rows = await database.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off) select string_agg(value::text, ',') from (
       select value from metric_logs where user_id = $1 and metric_id = $2 and deleted_at is null order by logged_at, id) l`,
    [userId, metricId],
  )
  console.log(rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n'))
}

await main()
