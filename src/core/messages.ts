import type { z } from 'zod'
import type { Ctx, Reach, UserCtx } from './ctx.ts'

/** A named fact about what happened, with a payload others may rely on. */
export interface Message<T> {
  readonly name: string
  readonly payload: z.ZodType<T>
}

export function message<T>(name: string, payload: z.ZodType<T>): Message<T> {
  return { name, payload }
}

/** Runs inside the transaction that published: both happen or neither does. For cheap SQL only. */
export interface During {
  readonly on: string
  readonly run: (ctx: UserCtx, payload: unknown) => Promise<unknown>
}

export function during<T>(message: Message<T>, run: (ctx: UserCtx, payload: T) => Promise<unknown>): During {
  // The publisher's payload is typed by the same message; it never crossed a process.
  return { on: message.name, run: (ctx, payload) => run(ctx, payload as T) }
}

/** Runs after commit, at least once, in a worker: must be safe to run twice. `name` is the queue and stays stable. */
export interface Job {
  readonly name: string
  /** The message that starts it; null for jobs that services enqueue or a schedule starts. */
  readonly on: string | null
  /** Cron expression in UTC, for jobs that start by themselves. */
  readonly cron: string | null
  readonly run: (ctx: Ctx, reach: Reach, payload: unknown) => Promise<unknown>
}

type Run<T> = (ctx: Ctx, reach: Reach, payload: T) => Promise<unknown>

export function after<T>(message: Message<T>, name: string, run: Run<T>): Job {
  return { name, on: message.name, cron: null, run: (ctx, reach, raw) => run(ctx, reach, message.payload.parse(raw)) }
}

export function job<T>(name: string, payload: z.ZodType<T>, run: Run<T>): Job {
  return { name, on: null, cron: null, run: (ctx, reach, raw) => run(ctx, reach, payload.parse(raw)) }
}

export function daily(name: string, cron: string, run: (ctx: Ctx, reach: Reach) => Promise<unknown>): Job {
  return { name, on: null, cron, run: (ctx, reach) => run(ctx, reach) }
}

/** How ctx hands work over: `during` handlers at once, jobs into the queue, both on the caller's transaction. */
export interface Deliver {
  published(ctx: UserCtx, name: string, payload: object): Promise<void>
  enqueue(ctx: Ctx, job: string, payload: object, options?: EnqueueOptions): Promise<void>
}

export interface EnqueueOptions {
  startAfterSeconds?: number
  /** At most one waiting job per key. */
  singletonKey?: string
}

/** Tells everyone who listens. Inside a transaction it commits or vanishes with it. */
export function publish<T extends object>(ctx: UserCtx, message: Message<T>, payload: T): Promise<void> {
  return ctx.deliver.published(ctx, message.name, payload)
}

/** Writes a job on `ctx.db`: inside a transaction it starts only if that commits. */
export function enqueue<T extends object>(ctx: Ctx, job: string, payload: T, options?: EnqueueOptions): Promise<void> {
  return ctx.deliver.enqueue(ctx, job, payload, options)
}
