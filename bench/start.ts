import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { freshDatabase } from '#test/harness.ts'
import { median, report } from './lib/figures.ts'
import { cpuSeconds, run } from './lib/processes.ts'
import { startAlmanac } from './lib/servers.ts'

// Seconds from the command to the first 200 of /readyz, on PostgreSQL and on the embedded database, and of a type check.

const ROUNDS = 5

async function main() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-bench-'))
  const own = await freshDatabase()
  try {
    if (own.url === null) console.log('No PostgreSQL here: bin/with-services.sh --durable node bench/start.ts')
    else await time('start to ready, PostgreSQL', { DATABASE_URL: own.url, DATA_DIR: folder }, 1.5)
    const embedded = { DATA_DIR: path.join(folder, 'embedded'), DATABASE_URL: '' }
    report({ what: 'first start to ready, embedded database', value: (await startOnce(embedded)).seconds, unit: 's' })
    await time('start to ready, embedded database', embedded, 4)
    const started = performance.now()
    await run(path.join(import.meta.dirname, '../node_modules/.bin/tsc'), ['--noEmit']).catch((error: Error) => {
      console.log(`  the type check finds: ${error.message.split('\n', 1)[0]}`)
    })
    report({
      what: 'type check of everything',
      value: (performance.now() - started) / 1_000,
      unit: 's',
      goal: { atMost: 10 },
    })
  } finally {
    await own.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The goals are what a developer who restarts all day, and a platform that restarts after a crash, hardly notice. */
async function time(what: string, env: Record<string, string>, atMost: number) {
  const starts: Start[] = []
  for (let round = 0; round < ROUNDS; round++) starts.push(await startOnce(env))
  report({ what, value: median(starts.map(({ seconds }) => seconds)), unit: 's', goal: { atMost } })
  report({ what: `${what}: its own CPU`, value: median(starts.map(({ cpu }) => cpu)), unit: 's' })
}

interface Start {
  seconds: number
  /** What the process itself used of them: the same on a busy machine. */
  cpu: number
}

async function startOnce(env: Record<string, string>): Promise<Start> {
  const started = performance.now()
  const server = await startAlmanac(env, path.join(os.tmpdir(), 'almanac-start.log'))
  const seconds = (performance.now() - started) / 1_000
  const cpu = cpuSeconds(server.pid)
  await server.stop()
  return { seconds, cpu }
}

await main()
