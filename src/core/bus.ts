import { EventEmitter } from 'node:events'
import { Redis } from 'ioredis'
import type { Log } from './log.ts'

/**
 * Says that something happened, to this process and, with Redis, to every other one. It carries no data and may lose a
 * message: whoever listens reads the truth from the database, and looks there by itself now and then.
 */
export interface Bus {
  /** This user's feed has grown. */
  wake(userId: string): void
  onWake(listener: (userId: string) => void): void
  /** These sessions (or keys) have ended. */
  revoked(ids: string[]): void
  onRevoked(listener: (ids: string[]) => void): void
  close(): Promise<void>
}

const CHANNEL = 'almanac:bus'
type Note = { wake: string } | { revoked: string[] }

export function openBus(redisUrl: string | null, log: Log): Bus {
  const local = new EventEmitter().setMaxListeners(0)
  const hear = (note: Note) => ('wake' in note ? local.emit('wake', note.wake) : local.emit('revoked', note.revoked))
  const remote = redisUrl === null ? null : connect(redisUrl, hear, log)
  const say = (note: Note) => {
    hear(note)
    remote?.publish(note)
  }
  return {
    wake: (wake) => say({ wake }),
    onWake: (listener) => void local.on('wake', listener),
    revoked: (revoked) => say({ revoked }),
    onRevoked: (listener) => void local.on('revoked', listener),
    close: async () => remote?.close(),
  }
}

function connect(url: string, hear: (note: Note) => void, log: Log) {
  const self = Math.random().toString(36).slice(2)
  const options = { maxRetriesPerRequest: null, enableOfflineQueue: false, retryStrategy: (n: number) => Math.min(n * 100, 2_000) }
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
