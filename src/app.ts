import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createAi } from '#core/ai/ai.ts'
import { type Bus, openBus } from '#core/bus.ts'
import { type Database, openPglite, openPostgres } from '#core/db.ts'
import { createFetch } from '#core/fetch.ts'
import { openFiles } from '#core/files/store.ts'
import { buildHttp } from '#core/http.ts'
import { createHub } from '#core/hub.ts'
import { createLog, type Log } from '#core/log.ts'
import { type Loop, withLoops } from '#core/loops.ts'
import { createMail } from '#core/mail.ts'
import { migrate } from '#core/migrate.ts'
import type { Authenticator } from '#core/module.ts'
import type { Platform } from '#core/platform.ts'
import { openQueue } from '#core/queue.ts'
import { createSources } from '#core/sources.ts'
import { createTelemetry } from '#core/telemetry.ts'
import { toolbox } from '#core/tools/tool.ts'
import type { Config } from './config.ts'
import { modules } from './modules.ts'

export interface App {
  platform: Platform
  http: FastifyInstance
  /** Starts accepting requests (unless the role is worker) and running jobs (unless it is web). */
  listen(): Promise<{ url: string }>
  /** Finishes what is running, at most 30 seconds, and closes everything. */
  close(): Promise<void>
}

interface Options {
  log?: Log
  database?: Database
  now?: () => Date
  progress?: (line: string) => void
}

/** The composition root: the one place where the parts of a process meet. */
export async function createApp(config: Config, options: Options = {}): Promise<App> {
  const { now = () => new Date(), progress = () => {}, log = createLog(config.LOG_LEVEL) } = options
  const database = options.database ?? (await openDatabase(config, log))
  await migrate(database, progress)
  const bus = openBus(config.REDIS_URL, log)
  const jobs = modules.flatMap((module) => module.jobs ?? [])
  const handlers = modules.flatMap((module) => module.during ?? [])
  const loops: Loop[] = []
  const queue = withLoops(await openQueue(database, jobs, handlers, log), loops, database, log)
  const reach = reachOf(config, log, now, bus)
  const base = { db: database.db, now, deliver: queue.deliver }
  const entities = new Map(modules.flatMap((module) => module.entities ?? []).map((entity) => [entity.name, entity]))
  const channels = modules.flatMap((module) => module.channels ?? [])
  const doors = { channels, tools: toolbox(modules, entities, () => reach) }
  const hub = createHub({ base, entities, bus, log })
  const platform: Platform = { config, database, queue, bus, entities, ...doors, hub, log, reach, base }
  const authenticator = await startModules(platform, loops)
  const telemetry = createTelemetry(database, queue)
  for (const module of modules) module.measure?.(platform, telemetry.registry)
  const http = await buildHttp({ platform, authenticator, modules, telemetry })
  return {
    platform,
    http,
    listen: async () => {
      if (config.ROLE !== 'web') await queue.work(base, reach)
      await http.listen({ port: config.PORT, host: config.HOST })
      const { port } = http.server.address() as AddressInfo // it listens on TCP
      return { url: `http://${config.HOST}:${port}` }
    },
    close: async () => {
      await http.close()
      hub.close()
      await queue.stop()
      await authenticator.close()
      await Promise.all([bus.close(), reach.mail.close()])
      await database.close()
    },
  }
}

const reachOf = (config: Config, log: Log, now: () => Date, live: Bus) => ({
  mail: createMail({ smtpUrl: config.SMTP_URL, dataDir: config.DATA_DIR, from: config.MAIL_FROM }),
  fetch: createFetch({ allow: config.EGRESS_ALLOW }),
  files: openFiles(config),
  live,
  ai: createAi(config, log, now),
  sources: createSources(config, log, now),
})

async function startModules(platform: Platform, loops: Loop[]): Promise<Authenticator> {
  for (const module of modules) {
    await module.start?.(platform)
    loops.push(...(module.loops?.(platform) ?? []))
  }
  const authenticator = await modules.find((module) => module.authenticator)?.authenticator?.(platform)
  if (!authenticator) throw new Error('No module signs people in')
  return authenticator
}

/** The database that the configuration names. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.DATABASE_URL === null) return openPglite({ dataDir: config.DATA_DIR })
  return openPostgres(config.DATABASE_URL, config.DATABASE_POOL, (error) =>
    log.warn({ err: error }, 'database connection lost'),
  )
}
