import { setTimeout as pause } from 'node:timers/promises'
import type { Ctx, Reach } from './ctx.ts'
import type { Database } from './db.ts'
import type { Log } from './log.ts'
import type { Queue } from './queue.ts'

/**
 * Work that every worker looks for by itself again and again: for what comes by the thousand and may not wait for a job each.
 * Several processes turn the same loop at the same time, so a turn claims what it takes (`for update skip locked`).
 */
export interface Loop {
  name: string
  /** Rest between two turns that found nothing. */
  everyMs: number
  /** Answers whether more is waiting; then the next turn follows at once. A failed turn is logged and followed by a rest. */
  turn(ctx: Ctx, reach: Reach): Promise<boolean>
  /** Resolves when everything is finished that turns have begun without waiting for it. */
  idle?(): Promise<void>
}

/** The queue of a process that turns these loops as well, from `work` to `stop`. Loops may join until then. */
export function withLoops(queue: Queue, loops: readonly Loop[], database: Database, log: Log): Queue {
  const stopping = new AbortController()
  let turning: Promise<unknown> = Promise.resolve()
  return {
    ...queue,
    work: async (base, reach) => {
      await queue.work(base, reach)
      const all = loops.map((loop) => {
        const ctx = { ...base, db: database.attributedTo(`job:${loop.name}`), actor: null }
        return keepTurning(loop, ctx, reach, stopping.signal, log)
      })
      turning = Promise.all(all)
    },
    stop: async () => {
      stopping.abort()
      await turning
      await queue.stop()
    },
  }
}

/** Turns a loop until the signal says to stop. */
export async function keepTurning(loop: Loop, ctx: Ctx, reach: Reach, signal: AbortSignal, log: Log) {
  while (!signal.aborted) {
    const more = await loop.turn(ctx, reach).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error, loop: loop.name }, 'a turn failed')
      return false
    })
    if (!more) await pause(loop.everyMs, undefined, { signal }).catch(() => {})
  }
  await loop.idle?.()
}
