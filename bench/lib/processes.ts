import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const READY_MS = 60_000

export interface Running {
  pid: number
  /** Asks it to end, and after five seconds makes it. */
  stop(): Promise<void>
}

export interface Program {
  command: string
  args: string[]
  env: Record<string, string>
  cwd?: string
  /** Where its output goes; a real file, because writing it is part of the work. */
  log: string
  /** Answers 2xx (or anything, for programs without such an address) once it serves. */
  ready: string
}

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

/** Starts a program and waits until it serves. Whatever happens to this process, the program does not outlive it. */
export async function start({ command, args, env, cwd, log, ready }: Program): Promise<Running> {
  const output = openSync(log, 'a')
  const child = spawn(command, args, {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  const failed = once(child, 'error').then(([error]) => Promise.reject(error))
  await Promise.race([failed, untilReady(child, ready, log)])
  return {
    pid: child.pid as number, // it has started, or the line above has thrown
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(timer)
    },
  }
}

async function untilReady(child: ChildProcess, url: string, log: string) {
  const end = Date.now() + READY_MS
  while (Date.now() < end) {
    if (child.exitCode !== null)
      throw new Error(`It ended before it served:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
    const answer = await fetch(url).catch(() => null)
    await answer?.arrayBuffer()
    if (answer && answer.status < 500) return
    await wait(5)
  }
  throw new Error(`Not ready within ${READY_MS / 1_000} s:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
}

/** Runs a program to its end and answers what it wrote; throws with its complaint when it fails. */
export async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  let output = ''
  let complaint = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const [code] = await once(child, 'close')
  children.delete(child)
  if (code !== 0) throw new Error(`${command} failed (${code}): ${complaint || output}`)
  return output
}

/** A port of the loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo // it listens on TCP
  server.close()
  await once(server, 'close')
  return port
}

/** Seconds of CPU that a process has used so far; NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100 // user and system time in ticks of 10 ms
  } catch {
    return Number.NaN
  }
}
