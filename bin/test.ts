import { spawn } from 'node:child_process'
import { glob, mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { coveredBy, LEAST_COVERED, measured } from './lib/coverage.ts'

// Runs the suite, or the files that are named: npm test [-- FILE…]. With --coverage it also says which lines ran, and fails where
// they are too few.
// Several files share a process, and most of them an app (test/harness.ts): a file spends most of its life on starting. Groups run
// side by side, one for each core, and each says what it did when it has ended.

const PATTERNS = ['src/**/*.test.ts', 'test/**/*.test.ts', 'bin/**/*.test.ts']
const FILES_IN_A_GROUP = 25
/**
 * V8 seldom fails a check of its own (`jit_page_->allocations_`) as it frees WebAssembly, of which every embedded database brings
 * some. Whatever crashes in a process of its own has failed.
 */
const CRASHED = 'SIGTRAP'
/** They measure the process that they run in. */
const ALONE = /memory\.test\.ts$/
/** A group that takes longer hangs. */
const LIMIT_MS = 600_000
/** A file that fails while it sets up leaves servers open that nobody closes any more: the group ends with its last test all the same. */
const NODE = ['--import', './src/preload.ts', '--test-timeout=120000', '--test-force-exit']
const ROOT = path.join(import.meta.dirname, '..')

interface Outcome {
  failed: boolean
  /** The engine ended the process, and no test did. */
  crashed: boolean
  output: string
}

async function main() {
  const started = Date.now()
  const named = process.argv.slice(2).filter((one) => one !== '--coverage')
  const reports = process.argv.includes('--coverage')
    ? await mkdtemp(path.join(os.tmpdir(), 'almanac-coverage-'))
    : null
  const groups = groupsOf(await files(named))
  const outcomes: Outcome[] = []
  await Promise.all(
    Array.from({ length: Math.max(2, os.availableParallelism()) }, async () => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        const outcome = await run(group, reports)
        if (outcome.crashed && group.length > 1) {
          console.log(`The engine crashed, so each of these gets a process of its own: ${group.join(' ')}`)
          groups.unshift(...group.map((file) => [file]))
          continue
        }
        outcomes.push(outcome)
        process.stdout.write(outcome.output)
      }
    }),
  )
  const count = (name: string) => outcomes.reduce((sum, { output }) => sum + counted(output, name), 0)
  const totals = ['tests', 'pass', 'fail', 'cancelled', 'skipped'].map((name) => `${name} ${count(name)}`)
  console.log(`\n${totals.join(', ')} in ${Math.round((Date.now() - started) / 1_000)} s`)
  const isCovered = reports === null || (await judge(reports))
  process.exitCode = outcomes.some(({ failed }) => failed) || !isCovered ? 1 : 0
}

async function judge(reports: string): Promise<boolean> {
  const { percent, worst } = await coveredBy(reports)
  await rm(reports, { recursive: true })
  for (const { file, missed, lines } of worst) console.log(`${file}: ${missed} of ${lines} lines did not run`)
  console.log(`${percent.toFixed(1)} % of all lines ran, at least ${LEAST_COVERED} have to`)
  return percent >= LEAST_COVERED
}

async function files(named: string[]): Promise<string[]> {
  if (named.length > 0) return named
  const found: string[] = []
  for (const pattern of PATTERNS) for await (const file of glob(pattern, { cwd: ROOT })) found.push(file)
  const sizes = new Map(
    await Promise.all(found.map(async (file) => [file, (await stat(path.join(ROOT, file))).size] as const)),
  )
  return found.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0))
}

/** Dealt out like cards, the largest first, so that no group has all the long ones. */
function groupsOf(all: readonly string[]): string[][] {
  const shared = all.filter((file) => !ALONE.test(file))
  const groups: string[][] = Array.from({ length: Math.ceil(shared.length / FILES_IN_A_GROUP) }, () => [])
  for (const [n, file] of shared.entries()) groups[n % groups.length]?.push(file)
  return [...groups, ...all.filter((file) => ALONE.test(file)).map((file) => [file])]
}

function run(group: readonly string[], reports: string | null): Promise<Outcome> {
  const spec = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  const report = reports === null ? [] : measured(reports, group.join('-').replaceAll('/', '.').slice(0, 200))
  const args = [...NODE, ...spec, ...report, path.join(ROOT, 'bin/lib/test-group.ts'), ...group]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS })
  const heard: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => heard.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => heard.push(chunk))
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      const output = Buffer.concat(heard).toString()
      const end = code === 0 ? '' : `\nA group ended with ${signal ?? code}: ${group.join(' ')}\n`
      resolve({ failed: code !== 0, crashed: signal === CRASHED, output: output + end })
    })
  })
}

const counted = (output: string, name: string) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? 0)

await main()
