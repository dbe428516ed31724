import type { Config } from '../config.ts'
import type { Bus } from './bus.ts'
import type { Channel } from './channel.ts'
import type { Ctx, Reach } from './ctx.ts'
import type { Database } from './db.ts'
import type { Entities } from './entity.ts'
import type { Hub } from './hub.ts'
import type { Log } from './log.ts'
import type { Queue } from './queue.ts'
import type { Tools } from './tools/tool.ts'

/** Everything one process is made of, built once in `app.ts`. Routes read it as `app.platform`; services never see it. */
export interface Platform {
  config: Config
  database: Database
  queue: Queue
  bus: Bus
  /** Every kind of item there is, by name, and every socket. */
  entities: Entities
  channels: Channel[]
  /** What the assistant can do, by name. */
  tools: Tools
  hub: Hub
  log: Log
  reach: Reach
  /** A ctx without an actor, to start from. */
  base: Omit<Ctx, 'actor'>
}
