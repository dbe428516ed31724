import { sql } from 'drizzle-orm'
import { fromDrizzle, fromPglite, PgBoss } from 'pg-boss'
import type { Ctx, Reach } from './ctx.ts'
import type { Database } from './db.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { keepTurning, type Loop } from './loops.ts'
import type { Deliver, During, Job } from './messages.ts'

/** Where a job goes that failed for good: kept for 30 days, visible to admins, and can be sent again. */
export const DEAD_LETTERS = 'dead_letters'

const DAY = 86_400
const START_LOCK = 7_236_502
/** How often somebody looks which queues have work, and how often each queue is asked though nobody saw any. */
const LOOKOUT_MS = 250
const UNSEEN_SECONDS = 30
const JOB_OPTIONS = {
  /** At most one waiting job per key; whoever gives no key gets one of its own. */
  policy: 'short',
  retryLimit: 8,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 1_800,
  expireInSeconds: 900,
  /** Of a worker that died; its jobs run again within a minute, when the supervisor has noticed. */
  heartbeatSeconds: 20,
  deadLetter: DEAD_LETTERS,
  deleteAfterSeconds: 3 * DAY,
}

/** The job queue and transactional outbox: pg-boss inside the same database. */
export interface Queue {
  readonly boss: PgBoss
  readonly deliver: Deliver
  /** Starts running jobs in this process. */
  work(base: Omit<Ctx, 'actor'>, reach: Reach): Promise<void>
  depths(): Promise<{ queue: string; ready: number; active: number; failed: number }[]>
  stop(): Promise<void>
}

export async function openQueue(database: Database, jobs: Job[], handlers: During[], log: Log): Promise<Queue> {
  const boss = new PgBoss({
    ...connectionOf(database),
    migrate: true,
    useListenNotify: false,
    clockMonitorIntervalSeconds: 600,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'))
  await alone(database, async () => {
    await boss.start()
    await createQueues(boss, jobs)
  })
  const deliver = createDeliver(boss, jobs, handlers)
  const stopping = new AbortController()
  let watching: Promise<void> = Promise.resolve()
  return {
    boss,
    deliver,
    work: async (base, reach) => {
      const workers = new Map<string, string>()
      for (const job of jobs) {
        const db = database.attributedTo(jobActor(job))
        workers.set(job.name, await work(boss, job, { ...base, db, actor: null }, reach, log))
      }
      const ctx = { ...base, actor: null }
      watching = keepTurning(lookout(database, boss, workers), ctx, reach, stopping.signal, log)
    },
    depths: () => depths(boss),
    stop: async () => {
      stopping.abort()
      await watching
      await boss.stop({ graceful: true, timeout: 20_000, close: false })
    },
  }
}

/**
 * Wakes the workers whose queues have something to do. One statement for all of them: each asking for itself twice a second kept an
 * idle server busy, and a queue with many waiting got through two a second.
 */
const lookout = (database: Database, boss: PgBoss, workers: Map<string, string>): Loop => ({
  name: 'queues',
  everyMs: LOOKOUT_MS,
  turn: async () => {
    const ready = await database.query<{ queue: string }>(READY, [[...workers.keys()]])
    for (const { queue } of ready) boss.notifyWorker(workers.get(queue) ?? '')
    return false
  },
})

/** Queues with a job whose time has come. pg-boss counts `created` and `retry` as below `active`. */
const READY = `select queue from unnest($1::text[]) as queue where exists (
  select from pgboss.job j where j.name = queue and j.state < 'active' and not j.blocked and j.start_after <= pgboss.job_now())`

function connectionOf(database: Database) {
  if (database.pool === null) {
    const executor = {
      query: async (text: string, values?: unknown[]) => ({ rows: await database.query(text, values) }),
      exec: (text: string) => database.results(text),
    }
    // The adapter asks for PGlite's own types; these two calls are all it makes on a plain instance.
    return { backend: 'pglite' as const, db: fromPglite(executor as unknown as Parameters<typeof fromPglite>[0]) }
  }
  const { pool } = database
  const executeSql = async (text: string, values?: unknown[]) => {
    const result = await pool.query(text, values)
    return Array.isArray(result) ? { rows: result.flatMap((one) => one.rows ?? []) } : result
  }
  return { db: { executeSql } }
}

/** Processes that start at the same moment take turns: pg-boss's installation fails when two run it at once. */
async function alone(database: Database, work: () => Promise<void>) {
  const client = await database.pool?.connect()
  try {
    await client?.query(`begin; select pg_advisory_xact_lock(${START_LOCK})`)
    await work()
  } finally {
    await client?.query('commit')
    client?.release()
  }
}

async function createQueues(boss: PgBoss, jobs: Job[]) {
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name))
  if (!existing.has(DEAD_LETTERS))
    await boss.createQueue(DEAD_LETTERS, { deleteAfterSeconds: 30 * DAY, retentionSeconds: 30 * DAY })
  for (const { name } of jobs) {
    if (existing.has(name)) continue
    await boss.createQueue(name, JOB_OPTIONS)
    // Any question makes it know the queue. Else the first job would ask, on a second connection from inside a transaction:
    // the embedded database has only one and would wait for itself.
    await boss.findJobs(name, { id: newId() })
  }
}

function createDeliver(boss: PgBoss, jobs: Job[], handlers: During[]): Deliver {
  const listeners = Map.groupBy(handlers, (handler) => handler.on)
  const subscribers = Map.groupBy(jobs, (job) => job.on)
  const enqueue: Deliver['enqueue'] = async (ctx, name, payload, options = {}) => {
    await boss.send(name, envelope(ctx, payload), {
      // Its parameter type names drivers' result shapes; ours has `rows`, which is the one it reads.
      db: fromDrizzle(ctx.db as unknown as Parameters<typeof fromDrizzle>[0], sql),
      ...(options.startAfterSeconds !== undefined && { startAfter: options.startAfterSeconds }),
      singletonKey: options.singletonKey ?? newId(),
    })
  }
  return {
    enqueue,
    published: async (ctx, name, payload) => {
      for (const handler of listeners.get(name) ?? []) await handler.run(ctx, payload)
      for (const job of subscribers.get(name) ?? []) await enqueue(ctx, job.name, payload)
    },
  }
}

interface Envelope {
  userId: string | null
  payload: unknown
}

const envelope = (ctx: Ctx, payload: object): Envelope => ({ userId: ctx.actor?.id ?? null, payload })

const jobActor = (job: Job) => `job:${job.name}`

/** Answers the id of the worker. */
async function work(boss: PgBoss, job: Job, base: Ctx, reach: Reach, log: Log): Promise<string> {
  const options = { pollingIntervalSeconds: UNSEEN_SECONDS, batchSize: 1 }
  const worker = await boss.work<Envelope>(job.name, options, async ([one]) => {
    if (!one) return
    const { userId, payload } = one.data ?? { userId: null, payload: null }
    const started = performance.now()
    const actor =
      userId === null ? null : { id: userId, role: 'user' as const, via: jobActor(job), sessionId: null, scopes: null }
    try {
      await job.run({ ...base, actor }, reach, payload)
      if (userId !== null) reach.live.wake(userId)
      log.info({ job: job.name, jobId: one.id, ms: Math.round(performance.now() - started) }, 'job done')
    } catch (error) {
      log.error({ err: error, job: job.name, jobId: one.id }, 'job failed')
      throw error
    } finally {
      // The next one, if there is any, without a rest.
      boss.notifyWorker(worker)
    }
  })
  if (job.cron) await boss.schedule(job.name, job.cron)
  return worker
}

async function depths(boss: PgBoss) {
  const queues = await boss.getQueues()
  return queues.map((queue) => ({
    queue: queue.name,
    ready: queue.queuedCount,
    active: queue.activeCount,
    failed: queue.name === DEAD_LETTERS ? queue.queuedCount : 0,
  }))
}
