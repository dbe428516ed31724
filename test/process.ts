import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const START_MS = 60_000

export interface Process {
  child: ChildProcess
  /** Everything it has printed, on either stream. */
  output(): string
  /** Its exit code; a signal's name when one ended it. */
  ended: Promise<number | string>
}

export interface Server extends Process {
  url: string
}

/** The program as a person runs it, with these settings and none of ours. */
export function startProcess(settings: Record<string, string>): Process {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../src/main.ts')], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      STAGE: 'test',
      LOG_LEVEL: 'warn',
      RATE_LIMIT_SCALE: '100000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  return { child, ended, output: () => printed }
}

/** Waits until it says where it listens; fails with all it printed when it ends before. */
export async function startServer(settings: Record<string, string>): Promise<Server> {
  const started = startProcess(settings)
  const { child, output } = started
  const signal = AbortSignal.timeout(START_MS)
  for (;;) {
    const [, url] = /API {4}(http:\S+)\/api/.exec(output()) ?? []
    if (url) return { ...started, url }
    if (child.exitCode !== null || signal.aborted) throw new Error(`it did not start:\n${output()}`)
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data', { signal }), started.ended]).catch(() => {})
  }
}
