import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Figure, isReached, table } from './lib/figures.ts'

// Runs every benchmark that is here, one after the other, and prints one table: npm run bench [name …]

const PROGRAMS = [
  'start',
  'http',
  'scale',
  'expand',
  'sockets',
  'reminders',
  'schedule',
  'metrics',
  'disturbances',
  'rewards',
  'habits',
  'notes',
  'flashcards',
  'flashcard-packages',
  'search',
  'sharing',
  'chat',
  'voice',
  'billing',
]

async function main() {
  if (process.env.TEST_DATABASE_URL === undefined) return process.exit(await again())
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : PROGRAMS
  const file = path.join(os.tmpdir(), `almanac-figures-${process.pid}`)
  const failed: string[] = []
  for (const program of chosen) {
    const script = path.join(import.meta.dirname, `${program}.ts`)
    if (!existsSync(script)) continue
    console.log(`\n=== ${program}`)
    const code = await child(process.execPath, [script], { BENCH_FIGURES: file })
    if (code !== 0) failed.push(program)
  }
  const figures = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(parse) : []
  rmSync(file, { force: true })
  console.log(`\n=== all figures\n${table(figures)}`)
  for (const program of failed) console.log(`${program} did not run to its end`)
  const missed = figures.filter((figure) => isReached(figure) === false).length
  console.log(`${missed === 0 ? 'Every goal is reached.' : `${missed} goals are missed.`}`)
  process.exit(failed.length > 0 || missed > 0 ? 1 : 0)
}

/** The same, beside a PostgreSQL that flushes every commit to disk, as production does. */
const again = () =>
  child(path.join(import.meta.dirname, '../bin/with-services.sh'), [
    '--durable',
    process.execPath,
    ...process.argv.slice(1),
  ])

async function child(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const running = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'inherit' })
  const forward = (signal: NodeJS.Signals) => void running.kill(signal)
  process.on('SIGINT', forward).on('SIGTERM', forward)
  const [code] = (await once(running, 'exit')) as [number | null]
  process.off('SIGINT', forward).off('SIGTERM', forward)
  return code ?? 1
}

const parse = (line: string) => JSON.parse(line) as Figure

await main()
