import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { run } from './processes.ts'

export interface Target {
  method: 'GET' | 'POST'
  path: string
  /** Who asks: `['authorization', 'Bearer …']` or whatever the other side understands. */
  header: [name: string, value: string]
  body?: object
}

export interface Load {
  url: string
  /** A file that `writeTargets` has made. */
  targets: string
  connections: number
  seconds: number
}

export interface Outcome {
  requests: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/** wrk costs a fifth of autocannon's CPU, which matters where client and server share two cores. */
export const client = ['/usr/bin/wrk', '/usr/local/bin/wrk'].find((file) => existsSync(file)) ?? 'autocannon'

export async function writeTargets(file: string, targets: Target[]) {
  const lines = targets.map(({ method, path, header, body }) =>
    [method, path, ...header, body === undefined ? '' : JSON.stringify(body)].join('\t'),
  )
  await writeFile(file, `${lines.join('\n')}\n`)
}

/** Loads a server from a process of its own. One answer that is not 2xx spoils the measurement, and throws. */
export async function load({ url, targets, connections, seconds }: Load): Promise<Outcome> {
  const lib = import.meta.dirname
  const output =
    client === 'autocannon'
      ? await run(process.execPath, [path.join(lib, 'load-autocannon.ts'), url, String(connections), String(seconds)], {
          TARGETS: targets,
        })
      : await run(client, ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', path.join(lib, 'load.lua'), url], {
          TARGETS: targets,
        })
  const { requests, microseconds, failed, p50, p99 } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Printed
  if (failed > 0 || requests === 0) throw new Error(`${failed} of ${requests} requests to ${url} failed`)
  return { requests, perSecond: (requests / microseconds) * 1e6, p50: p50 / 1_000, p99: p99 / 1_000 }
}

/** What both clients print last. */
interface Printed {
  requests: number
  microseconds: number
  failed: number
  p50: number
  p99: number
}
