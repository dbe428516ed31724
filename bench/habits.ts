import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Database } from '#core/db.ts'
import { addDays } from '#core/time/zones.ts'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { tokensFor, userId } from './lib/people.ts'
import { cpuSeconds } from './lib/processes.ts'
import { startAlmanac } from './lib/servers.ts'

// What a year of daily logs of fifty habits costs each of sixteen users at once: today, a heatmap, statistics, and logging a day.
// bin/with-services.sh --durable node bench/habits.ts

const CONNECTIONS = 16
const HABITS = 50
const DAYS = 365
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const TODAY = new Date().toISOString().slice(0, 10)

/** One request of a user, counted from 0, in a round: its milliseconds. */
type Work = (send: Send, person: number, round: number) => Promise<number>
type Send = (method: 'GET' | 'PUT', path: string, body?: object) => Promise<number>

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/habits.ts')
  const server = await startAlmanac({ DATABASE_URL: url, DATA_DIR: folder }, path.join(folder, 'almanac.log'))
  try {
    const cores = os.availableParallelism()
    console.log(`${cores} cores, load ${os.loadavg()[0]?.toFixed(1)}, ${HABITS} habits with ${DAYS} days for each user`)
    const people = Array.from({ length: CONNECTIONS }, (_, i) => ({ userId: userId(i + 1), taskIds: [] }))
    await seed(
      database,
      people.map((person) => person.userId),
    )
    await showPlans(database)
    const tokens = await tokensFor(database, server.url, people)
    await measure(
      tokens.map((token) => sender(`${server.url}/api`, token)),
      () => cpuSeconds(server.pid) * 1_000,
    )
  } finally {
    await server.stop()
    await database.close()
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(clients: Send[], cpu: () => number) {
  const ask = (what: string) => (send: Send, person: number, round: number) =>
    send('GET', `/habits/${habitId(person, round % HABITS)}/${what}`)
  const today = (send: Send) => send('GET', '/habits/today')
  for (const warm of [today, ask('heatmap'), ask('stats')]) await rounds(clients, 2, warm)
  await timed('habits today', clients, today, cpu, 20)
  await timed('heatmap of a year', clients, ask('heatmap'), cpu, 30)
  await timed('statistics of a habit', clients, ask('stats'), cpu)
  const log = (send: Send, person: number, round: number) => {
    const date = addDays(TODAY, -(round % DAYS))
    return send('PUT', `/habits/${habitId(person, 0)}/logs/${date}`, { amount: Math.random() })
  }
  // The first log finds a year that nobody has been paid for yet.
  await rounds(clients, 1, log)
  await timed('logging a day of a year', clients, log, cpu)
}

/** All at once and one alone; the server's own processor time stays the same on a busy machine. */
async function timed(what: string, clients: Send[], work: Work, cpu: () => number, atMost?: number) {
  const before = cpu()
  const times = await rounds(clients, SECONDS, work)
  const perRequest = (cpu() - before) / times.length
  tell(`${what}, 16 connections, p95`, times, atMost)
  report({ what: `${what}, processor time of a request`, value: perRequest, unit: 'ms' })
  tell(`${what}, one connection, p95`, await rounds(clients.slice(0, 1), SECONDS / 2, work))
}

function tell(what: string, times: number[], atMost?: number) {
  const sorted = times.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN
  report({ what, value, unit: 'ms', ...(atMost !== undefined && { goal: { atMost } }) })
}

/** All clients at once, each one request after the other. */
async function rounds(clients: Send[], seconds: number, work: Work): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + seconds * 1_000
  const turn = async (send: Send, person: number) => {
    for (let round = 0; performance.now() < end; round++) times.push(await work(send, person, round))
  }
  await Promise.all(clients.map(turn))
  return times
}

function sender(base: string, token: string): Send {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return async (method, path, body) => {
    const started = performance.now()
    const answer = await fetch(`${base}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
    return performance.now() - started
  }
}

/** The habits of the users come one after the other, counted from 0. */
const habitId = (person: number, habit: number) => userId(0x10000 + person * HABITS + habit)

/** Every third habit is "3 times a week". Without triggers: how the feeds were filled does not matter here. */
async function seed(database: Database, userIds: string[]) {
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    userIds,
  ])
  for (const [person, owner] of userIds.entries()) {
    const ids = Array.from({ length: HABITS }, (_, at) => `'${habitId(person, at)}'`).join()
    await database.script(`begin; set local session_replication_role = replica;
      insert into habits (user_id, id, name, schedule, start_date)
        select '${owner}', id, 'Habit ' || n, case n % 3 when 0 then '{"kind":"times_per","times":3,"days":7}'::jsonb
          else '{"kind":"times_per","times":1,"days":1}' end, date '${TODAY}' - ${DAYS}
        from unnest(array[${ids}]::uuid[]) with ordinality as given (id, n);
      insert into habit_logs (user_id, id, habit_id, date)
        select user_id, gen_random_uuid(), id, date '${TODAY}' - day from habits, generate_series(1, ${DAYS}) day
        where user_id = '${owner}' order by id, day desc;
      commit`)
  }
  await database.script('vacuum analyze')
}

async function showPlans(database: Database) {
  const [owner, habit] = [userId(1), habitId(0, 0)]
  const plans = [
    `select h.id, l.entries from habits h cross join lateral (
       select json_agg(json_build_array(date, state, amount)) as entries from habit_logs l
       where l.user_id = h.user_id and l.habit_id = h.id and l.deleted_at is null
         and l.date > date '${TODAY}' - coalesce((h.schedule ->> 'days')::integer, 1)) l
     where h.user_id = '${owner}' and h.deleted_at is null and not h.archived and l.entries is not null`,
    `select json_agg(json_build_array(date, state, amount) order by date) from habit_logs
     where user_id = '${owner}' and habit_id = '${habit}' and deleted_at is null and date between date '${TODAY}' - 365 and '${TODAY}'`,
  ]
  for (const plan of plans) {
    const rows = await database.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off) ${plan}`)
    console.log(rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n'))
  }
}

await main()
