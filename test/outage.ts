import { once } from 'node:events'
import net from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { type Database, openPostgres } from '#core/db.ts'
import type { OwnDatabase } from './harness.ts'

export interface Outage {
  /** The database as the app under test sees it. */
  database: Database
  /** From here on it cannot be reached; what was open is cut. */
  cut(): void
  mend(): Promise<void>
  /** Closes what stands between, after the app. */
  end(): Promise<void>
}

/** A database that can go away and come back: PostgreSQL behind a wire we can cut, the embedded one by refusing every call. */
export function outageOf(own: OwnDatabase, poolSize = 5): Promise<Outage> {
  return own.url === null ? refuseCalls(own.database) : wireTo(own.url, poolSize)
}

async function wireTo(url: string, poolSize: number): Promise<Outage> {
  const { port: realPort, hostname } = new URL(url)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(realPort), hostname)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo // it listens on TCP
  const cut = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  const mend = async () => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const wired = new URL(url)
  wired.host = `127.0.0.1:${port}`
  return { database: openPostgres(wired.href, poolSize, () => {}), cut, mend, end: async () => cut() }
}

async function refuseCalls(database: Database): Promise<Outage> {
  const { $client: client } = database.db as unknown as { $client: PGlite } // what the query builder was made from
  const { query, exec, transaction } = client
  const refuse = () =>
    Promise.reject(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }))
  return {
    database,
    cut: () => void Object.assign(client, { query: refuse, exec: refuse, transaction: refuse }),
    mend: async () => void Object.assign(client, { query, exec, transaction }),
    end: async () => {},
  }
}
