import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#core/db.ts'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { check, delivered, inserts, lateness, people, quantile, type Scene, until, worker } from './lib/ringing.ts'
import type { Server } from './lib/servers.ts'

// How late reminders ring, with two worker processes: a crowd in one second while one worker is killed, a steady stream, and an
// outage. Lateness ends when the in-app channel has handed the notification over, by the database's clock.
// bin/with-services.sh --durable node bench/reminders.ts

const SLEEPING = Number(process.env.BENCH_SLEEPING ?? 1_000_000)
const CROWD = 10_000
const STEADY_PER_SECOND = 100
const STEADY_SECONDS = 60
const OUTAGE = 2_000

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

/** People, and reminders of theirs that are due some time in the next year. */
async function sleepers(database: Database) {
  await people(database)
  // Without triggers: how their feeds were filled does not matter here.
  const chunk = 100_000
  for (let done = 0; done < SLEEPING; done += chunk)
    await database.script(`begin; set local session_replication_role = replica; set local statement_timeout = 0;
      ${inserts('asleep', Math.min(chunk, SLEEPING - done), `now() + interval '1 day' + random() * interval '364 days'`)};
      commit`)
  for (const table of ['reminders', 'reminder_timers']) await database.query(`vacuum analyze ${table}`)
}

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
  await until(database, delivered('steady', count), STEADY_SECONDS + 60)
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

await main()
