import { type Database, isAlive } from './db.ts'
import { AppError } from './errors.ts'
import type { Routes } from './http.ts'
import { pendingMigrations } from './migrate.ts'
import { DEAD_LETTERS } from './queue.ts'
import type { Telemetry } from './telemetry.ts'

const hidden = { schema: { hide: true }, config: { public: true }, logLevel: 'warn' } as const

/** Is the process up, may it get traffic, and how does it feel: for load balancers and people. */
export const answerHealth =
  (telemetry: Telemetry): Routes =>
  async (app) => {
    const { config, database } = app.platform
    let migrated = false
    const ready = async () => {
      await isAlive(database)
      if (!migrated) migrated = (await pendingMigrations(database)).length === 0
      if (!migrated) throw new AppError('unavailable', 'Migrations are still to run.', { retryAfterSeconds: 5 })
      if (!(await hasQueue(database)))
        throw new AppError('unavailable', 'The job queue is not there.', { retryAfterSeconds: 5 })
      return { status: 'ok', database: database.kind }
    }
    app.get('/livez', hidden, async () => ({ status: 'ok' }))
    app.get('/readyz', hidden, ready)
    app.get('/healthz', hidden, ready)
    app.get('/health', hidden, async () => {
      const status = await isAlive(database).then(
        () => 'ok',
        () => 'degraded',
      )
      return { status, stage: config.STAGE, timestamp: new Date().toISOString() }
    })
    app.get('/metrics', hidden, async (_, reply) =>
      reply.type(telemetry.registry.contentType).send(await telemetry.registry.metrics()),
    )
  }

/** Whether jobs can be written. Asking for the table by name first, as a statement about one that is not there fails. */
async function hasQueue(database: Database): Promise<boolean> {
  const [there] = await database.query<{ name: string | null }>("select to_regclass('pgboss.queue')::text as name")
  if (!there?.name) return false
  return (await database.query('select 1 from pgboss.queue where name = $1', [DEAD_LETTERS])).length > 0
}
