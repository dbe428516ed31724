import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#core/db.ts'
import { userId } from './people.ts'
import { type Server, startAlmanac } from './servers.ts'

// What the benchmarks of reminders share: people, their reminders, workers, and a look at what came of them.

const PEOPLE = 1_000

export interface Scene {
  database: Database
  url: string
  folder: string
}

export const worker = ({ url, folder }: Scene): Promise<Server> =>
  startAlmanac(
    { ROLE: 'worker', DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'warn' },
    path.join(folder, 'worker.log'),
  )

export async function people(database: Database) {
  await database.query(`insert into users (id, email) select id, id || '@example.org' from unnest($1::uuid[]) id`, [
    Array.from({ length: PEOPLE }, (_, index) => userId(index + 1)),
  ])
}

/** Half of them once, half every day; `at` is an SQL expression that may use `n`, counted from 1. */
export const inserts = (title: string, count: number, at: string) => `
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

export const delivered = (title: string, count: number) =>
  `(select count(*) from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id
    where n.title = '${title}' and d.state = 'delivered') >= ${count}`

export async function until(database: Database, condition: string, seconds = 60) {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await wait(250)) {
    const [row] = await database.query<{ ok: boolean }>(`select ${condition} as ok`)
    if (row?.ok) return
  }
  throw new Error(`Not within ${seconds} s: ${condition}`)
}

/** Each exactly once, and none early. */
export async function check(database: Database, title: string, count: number) {
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
export async function lateness(database: Database, title: string): Promise<[number[], number[]]> {
  const rows = await database.query<{ late: number; attempts: number }>(
    `select extract(epoch from d.delivered_at - n.occurrence::timestamptz)::float8 as late, d.attempts
     from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id where n.title = $1`,
    [title],
  )
  const of = (test: (attempts: number) => boolean) => rows.filter((row) => test(row.attempts)).map((row) => row.late)
  return [of((attempts) => attempts === 1), of((attempts) => attempts > 1)]
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
