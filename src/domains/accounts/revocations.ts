import { sql } from 'drizzle-orm'
import type { Bus } from '#core/bus.ts'
import { type Database, rowsOf } from '#core/db.ts'
import type { Log } from '#core/log.ts'

/** How soon a process without a shared bus notices, and how long an ended id must be remembered. */
const POLL_MS = 2_000
const REMEMBERED = '20 minutes'

/**
 * The ids (sessions, API keys, users) that have ended lately, kept in memory so that no request asks the database. Told at once
 * by the bus and, because a bus may lose a message, read again every two seconds: dead within five seconds everywhere.
 */
export interface Revocations {
  has(id: string): boolean
  close(): void
}

export async function watchRevocations(database: Database, bus: Bus, log: Log): Promise<Revocations> {
  const told = new Set<string>()
  let stored = await read(database)
  bus.onRevoked((ids) => {
    for (const id of ids) told.add(id)
  })
  const timer = setInterval(async () => {
    try {
      const before = [...told]
      stored = await read(database)
      for (const id of before) told.delete(id)
    } catch (error) {
      log.warn({ err: error }, 'revocations could not be read')
    }
  }, POLL_MS)
  timer.unref()
  return { has: (id) => told.has(id) || stored.has(id), close: () => clearInterval(timer) }
}

async function read(database: Database): Promise<Set<string>> {
  const rows = await rowsOf<{ id: string }>(
    database.db,
    sql`select id from revocations where at > now() - ${REMEMBERED}::interval`,
  )
  return new Set(rows.map((row) => row.id))
}
