import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#core/db.ts'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { userId } from './lib/people.ts'
import { type Server, startAlmanac } from './lib/servers.ts'

// How late reminders ring, with two worker processes: a crowd in one second while one worker is killed, a steady stream, and an
// outage. Lateness ends when the in-app channel has handed the notification over, by the database's clock.
// bin/with-services.sh --durable node bench/reminders.ts

const PEOPLE = 1_000
const SLEEPING = Number(process.env.BENCH_SLEEPING ?? 1_000_000)
const CROWD = 10_000
const STEADY_PER_SECOND = 100
const STEADY_SECONDS = 20
const OUTAGE = 2_000

interface Scene {
  database: Database
  url: string
  folder: string
}

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/reminders.ts')
  const scene = { database, url, folder }
  const workers: Server[] = []
  try {
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}, ${SLEEPING} reminders asleep`)
    await sleepers(database)
    await showPlan(database)
    workers.push(await worker(scene), await worker(scene))
    await crowd(scene, workers)
    workers.push(await worker(scene))
    await steady(scene)
    await Promise.all(workers.map((one) => one.stop()))
    await outage(scene, workers)
  } finally {
    await Promise.all(workers.map((one) => one.stop()))
    await database.close()
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

const worker = ({ url, folder }: Scene) =>
  startAlmanac(
    { ROLE: 'worker', DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'warn' },
    path.join(folder, 'worker.log'),
  )

/** People, and reminders of theirs that are due some time in the next year. */
async function sleepers(database: Database) {
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    Array.from({ length: PEOPLE }, (_, index) => userId(index + 1)),
  ])
  // Without triggers: how their feeds were filled does not matter here.
  const chunk = 100_000
  for (let done = 0; done < SLEEPING; done += chunk)
    await database.script(`begin; set local session_replication_role = replica; set local statement_timeout = 0;
      ${inserts('asleep', Math.min(chunk, SLEEPING - done), `now() + interval '1 day' + random() * interval '364 days'`)};
      commit`)
  for (const table of ['reminders', 'reminder_timers']) await database.query(`vacuum analyze ${table}`)
}

/** Half of them once, half every day; `at` is an SQL expression that may use `n`, counted from 1. */
const inserts = (title: string, count: number, at: string) => `
  with made as (
    select n, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n % ${PEOPLE}), 12, '0'))::uuid as user_id, gen_random_uuid() as id,
      date_trunc('milliseconds', ${at}) as at
    from generate_series(1, ${count}) n),
  kept as (
    insert into reminders (user_id, id, title, "when", recurrence, series_zone, channels)
    select user_id, id, '${title}', jsonb_build_object('at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
      case when n % 2 = 0 then '{"rrule":"FREQ=DAILY","anchor":"due","skipDates":[]}'::jsonb end, 'UTC', '{in_app}' from made)
  insert into reminder_timers (user_id, reminder_id, fire_at, handled_until, zone, floating)
  select user_id, id, case when n % 2 = 0 then date_trunc('second', at) else at end, least(at, now()) - interval '1 hour', 'UTC', false
  from made`

async function showPlan(database: Database) {
  const rows = await database.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off) select * from reminder_timers where fire_at <= now() order by fire_at limit 500
     for update skip locked`,
  )
  console.log(rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n'))
}

async function crowd({ database }: Scene, workers: Server[]) {
  console.log(`${CROWD} due in one second, two workers, one of them killed in the middle`)
  const [made] = await database.query<{ from: Date }>(
    `select date_trunc('second', now()) + interval '25 seconds' as from`,
  )
  const from = (made?.from ?? new Date()).toISOString()
  await database.script(inserts('crowd', CROWD, `timestamptz '${from}' + (n - 1) * interval '1 second' / ${CROWD}`))
  if (Date.now() > Date.parse(from)) throw new Error('They were not written down in time')
  await wait(Date.parse(from) + 600 - Date.now())
  const victim = workers.pop()
  if (victim) process.kill(victim.pid, 'SIGKILL')
  await wait(2_000)
  await until(database, delivered('crowd', CROWD), 60)
  await check(database, 'crowd', CROWD)
  const [first = [], again = []] = await lateness(database, 'crowd')
  report({ what: 'crowd: p50 late', value: quantile(first, 0.5), unit: 's' })
  report({ what: 'crowd: p99 late', value: quantile(first, 0.99), unit: 's', goal: { atMost: 4 } })
  report({ what: 'crowd: latest', value: quantile(first, 1), unit: 's' })
  console.log(`    ${again.length} were in the killed worker's hands on their way out`)
  if (again.length > 0)
    report({ what: 'crowd: latest of the killed worker', value: quantile(again, 1), unit: 's', goal: { atMost: 30 } })
}

async function steady({ database }: Scene) {
  const count = STEADY_PER_SECOND * STEADY_SECONDS
  console.log(`${STEADY_PER_SECOND} a second for ${STEADY_SECONDS} s`)
  await database.script(
    inserts('steady', count, `now() + interval '3 seconds' + n * interval '1 second' / ${STEADY_PER_SECOND}`),
  )
  await until(database, delivered('steady', count), 60)
  await check(database, 'steady', count)
  const [late = []] = await lateness(database, 'steady')
  report({ what: 'steady: p50 late', value: quantile(late, 0.5) * 1_000, unit: 'ms' })
  report({ what: 'steady: p99 late', value: quantile(late, 0.99) * 1_000, unit: 'ms', goal: { atMost: 500 } })
}

/** Every quarter of an hour, and nobody there for an hour: four occurrences, of which one is caught up. */
async function outage(scene: Scene, workers: Server[]) {
  const { database } = scene
  console.log(`an hour without workers, ${OUTAGE} reminders every quarter of an hour`)
  await database.script(`${inserts('outage', OUTAGE, `date_trunc('hour', now()) - interval '3 hours'`)};
    update reminders set recurrence = '{"rrule":"FREQ=HOURLY;BYMINUTE=0,15,30,45","anchor":"due","skipDates":[]}',
      "when" = '{"local":"2026-01-01T00:00","zone":"UTC"}' where title = 'outage';
    update reminder_timers t set handled_until = now() - interval '1 hour', fire_at = now() - interval '1 hour'
      from reminders r where r.user_id = t.user_id and r.id = t.reminder_id and r.title = 'outage'`)
  workers.push(await worker(scene))
  const started = performance.now()
  await until(database, delivered('outage', OUTAGE), 60)
  report({
    what: 'outage of an hour: caught up within',
    value: (performance.now() - started) / 1_000,
    unit: 's',
    goal: { atMost: 10 },
  })
  const fates = await database.query(
    `select o.state, count(*)::int, count(distinct o.reminder_id)::int as reminders from reminder_occurrences o
     join reminders r on r.user_id = o.user_id and r.id = o.reminder_id where r.title = 'outage' group by 1 order by 1`,
  )
  console.log(`    ${JSON.stringify(fates)}`)
  await check(database, 'outage', OUTAGE)
}

const delivered = (title: string, count: number) =>
  `(select count(*) from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id
    where n.title = '${title}' and d.state = 'delivered') >= ${count}`

async function until(database: Database, condition: string, seconds = 60) {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await wait(250)) {
    const [row] = await database.query<{ ok: boolean }>(`select ${condition} as ok`)
    if (row?.ok) return
  }
  throw new Error(`Not within ${seconds} s: ${condition}`)
}

/** Each exactly once, and none early. */
async function check(database: Database, title: string, count: number) {
  const [found] = await database.query<Record<string, number>>(
    `select count(*)::int as notices, count(distinct n.entity_id)::int as reminders,
       count(*) filter (where d.delivered_at < n.occurrence::timestamptz or n.created_at < n.occurrence::timestamptz)::int as early
     from notifications n join deliveries d on d.user_id = n.user_id and d.notification_id = n.id where n.title = $1`,
    [title],
  )
  const isRight = found?.notices === count && found.reminders === count && found.early === 0
  console.log(`    ${isRight ? 'each exactly once, none early' : 'WRONG'}: ${JSON.stringify(found)}`)
  if (!isRight) process.exitCode = 1
}

/** Seconds, of those that went out at the first attempt and of the others. */
async function lateness(database: Database, title: string): Promise<[number[], number[]]> {
  const rows = await database.query<{ late: number; attempts: number }>(
    `select extract(epoch from d.delivered_at - n.occurrence::timestamptz)::float8 as late, d.attempts
     from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id where n.title = $1`,
    [title],
  )
  const of = (test: (attempts: number) => boolean) => rows.filter((row) => test(row.attempts)).map((row) => row.late)
  return [of((attempts) => attempts === 1), of((attempts) => attempts > 1)]
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

await main()
