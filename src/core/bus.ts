import { EventEmitter } from 'node:events'
import { Redis } from 'ioredis'
import type { Log } from './log.ts'

/** What services and jobs may say to a user's open sockets, once their work is committed. */
export interface Live {
  /** This user's feed has grown. Requests and jobs in a user's name say so by themselves. */
  wake(userId: string): void
  /** Shown at once on every device that is connected, and forgotten: what must not be lost stands in the inbox as well. */
  notify(userId: string, notification: Notification): void
}

export interface Notification {
  id: string
  kind: string
  title: string
  body: string | null
  entity: string | null
  entityId: string | null
  occurrence: string | null
  createdAt: string
  readAt: string | null
  /** For the badge; null when the sender did not count. */
  unreadCount: number | null
}

/**
 * Says that something happened, to this process and, with Redis, to every other one. It may lose a message: whoever listens
 * reads the truth from the database, and looks there by itself now and then.
 */
export interface Bus extends Live {
  onNotify(listener: (userId: string, notification: Notification) => void): void
  onWake(listener: (userId: string) => void): void
  /** These sessions (or keys) have ended. */
  revoked(ids: string[]): void
  onRevoked(listener: (ids: string[]) => void): void
  /** What every process keeps of this has changed, and is to be read again. */
  refreshed(what: string): void
  onRefreshed(listener: (what: string) => void): void
  close(): Promise<void>
}

const CHANNEL = 'almanac:bus'
type Note =
  | { wake: string }
  | { revoked: string[] }
  | { refreshed: string }
  | { notify: string; notification: Notification }

export function openBus(redisUrl: string | null, log: Log): Bus {
  const local = new EventEmitter().setMaxListeners(0)
  const hear = (note: Note) => {
    if ('wake' in note) local.emit('wake', note.wake)
    else if ('revoked' in note) local.emit('revoked', note.revoked)
    else if ('refreshed' in note) local.emit('refreshed', note.refreshed)
    else local.emit('notify', note.notify, note.notification)
  }
  const remote = redisUrl === null ? null : connect(redisUrl, hear, log)
  const say = (note: Note) => {
    hear(note)
    remote?.publish(note)
  }
  return {
    wake: (wake) => say({ wake }),
    onWake: (listener) => void local.on('wake', listener),
    notify: (notify, notification) => say({ notify, notification }),
    onNotify: (listener) => void local.on('notify', listener),
    revoked: (revoked) => say({ revoked }),
    onRevoked: (listener) => void local.on('revoked', listener),
    refreshed: (refreshed) => say({ refreshed }),
    onRefreshed: (listener) => void local.on('refreshed', listener),
    close: async () => remote?.close(),
  }
}

function connect(url: string, hear: (note: Note) => void, log: Log) {
  const self = Math.random().toString(36).slice(2)
  const options = {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    retryStrategy: (n: number) => Math.min(n * 100, 2_000),
  }
  const publisher = new Redis(url, options)
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true })
  for (const client of [publisher, subscriber]) client.on('error', (error) => log.warn({ err: error }, 'redis'))
  void subscriber.subscribe(CHANNEL).catch((error) => log.warn({ err: error }, 'redis'))
  subscriber.on('message', (_, text: string) => {
    const { from, ...note } = JSON.parse(text) as Note & { from: string }
    if (from !== self) hear(note)
  })
  return {
    publish: (note: Note) => void publisher.publish(CHANNEL, JSON.stringify({ ...note, from: self })).catch(() => {}),
    close: async () => {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
