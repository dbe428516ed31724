import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { freshDatabase } from '#test/harness.ts'
import { report } from './lib/figures.ts'
import { check, delivered, inserts, lateness, people, quantile, type Scene, until, worker } from './lib/ringing.ts'
import type { Server } from './lib/servers.ts'

// A hundred reminders a second with two worker processes while things go wrong: one of them is killed every 20 seconds, PostgreSQL
// crashes, 300 connections are taken. Nothing may be lost or ring twice, and the rate must stay that of a run without trouble.
// bin/with-services.sh --durable node bench/disturbances.ts

const PER_SECOND = 100
const KILL_EVERY_MS = 20_000
const TAKEN = 300

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/disturbances.ts')
  const scene = { database, url, folder }
  const workers: Server[] = []
  try {
    await people(database)
    workers.push(await worker(scene), await worker(scene))
    const calm = await run(scene, 'undisturbed', 30, async () => {})
    await disturbed(scene, 'worker killed every 20 s', 120, calm, (end) => killing(scene, workers, end))
    await disturbed(scene, 'PostgreSQL crashes', 30, calm, crash)
    await disturbed(scene, `${TAKEN} connections taken`, 30, calm, (end) => takeConnections(url, end))
  } finally {
    await Promise.all(workers.map((one) => one.stop()))
    await database.close()
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Trouble = (end: number) => Promise<void>

async function disturbed(scene: Scene, title: string, seconds: number, calm: number, trouble: Trouble) {
  const rate = await run(scene, title, seconds, trouble)
  report({ what: `${title}: rate / undisturbed`, value: rate / calm, unit: 'x', goal: { atLeast: 0.95 } })
}

/** Rings that many seconds' worth of reminders through the trouble, and answers how many a second were delivered. */
async function run(scene: Scene, title: string, seconds: number, trouble: Trouble): Promise<number> {
  const { database } = scene
  const count = PER_SECOND * seconds
  console.log(`${title}: ${count} reminders in ${seconds} s`)
  const [made] = await database.query<{ from: Date }>(
    `select date_trunc('second', now()) + interval '8 seconds' as from`,
  )
  const from = made?.from ?? new Date()
  await database.script(
    inserts(title, count, `timestamptz '${from.toISOString()}' + n * interval '1 second' / ${PER_SECOND}`),
  )
  await wait(from.getTime() - Date.now())
  await trouble(from.getTime() + seconds * 1_000)
  await until(database, delivered(title, count), seconds + 60)
  await check(database, title, count)
  const [first = [], again = []] = await lateness(database, title)
  const late = [...first, ...again]
  report({ what: `${title}: p99 late`, value: quantile(late, 0.99), unit: 's' })
  const [last] = await database.query<{ seconds: number }>(
    `select extract(epoch from max(d.delivered_at) - $2::timestamptz)::float8 as seconds from deliveries d
     join notifications n on n.user_id = d.user_id and n.id = d.notification_id where n.title = $1`,
    [title, from.toISOString()],
  )
  return count / (last?.seconds ?? Number.NaN)
}

/** The older one each time, and another takes its place at once, as a platform does it. */
async function killing(scene: Scene, workers: Server[], end: number) {
  while (Date.now() + KILL_EVERY_MS < end) {
    await wait(KILL_EVERY_MS)
    const victim = workers.shift()
    if (victim) process.kill(victim.pid, 'SIGKILL')
    workers.push(await worker(scene))
  }
}

async function crash(end: number) {
  await wait(Math.max(0, (end - Date.now()) / 2))
  const control = process.env.TEST_PG_CTL
  if (!control) throw new Error('Without bin/with-services.sh there is no PostgreSQL that may be crashed')
  await promisify(execFile)(control, ['restart', '-m', 'immediate'])
}

async function takeConnections(url: string, end: number) {
  const taken = await Promise.all(
    Array.from({ length: TAKEN }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  await wait(end - Date.now())
  await Promise.all(taken.map((client) => client.end()))
}

await main()
