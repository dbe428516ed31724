import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { type SQL, sql } from 'drizzle-orm'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { attributedPglite, attributedPool } from './attribution.ts'
import { lockFolder } from './lock.ts'

/** A connection pool or an open transaction: services cannot tell, and must not care. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** The one database of this process: PGlite in a folder, or PostgreSQL. */
export interface Database {
  readonly kind: 'pglite' | 'postgres'
  readonly db: Db
  /** The same database for someone who is not simply its owner: every write carries `actor` into the change feed. */
  attributedTo(actor: string): Db
  /** Runs a script of several statements without parameters; a transaction it opened and could not finish is undone. */
  script(text: string): Promise<void>
  query<T>(text: string, values?: unknown[]): Promise<T[]>
  /** Runs a script and answers the rows of every statement in it. */
  results(text: string): Promise<{ rows: unknown[] }[]>
  readonly pool: pg.Pool | null
  /** The embedded data folder as one archive. */
  dump(): Promise<Blob>
  close(): Promise<void>
}

/** What migrations may create in the embedded database, as on a PostgreSQL that has pgvector. */
export const EXTENSIONS = { vector, pg_trgm, btree_gin }

const OPTIONS = { casing: 'snake_case' } as const

/** PGlite in `<dataDir>/db`, or in memory from a prepared data folder (tests). One process at a time may hold a folder. */
export async function openPglite(source: { dataDir: string } | { memory: Blob | File }): Promise<Database> {
  if ('memory' in source)
    return embedded(await PGlite.create({ loadDataDir: source.memory, extensions: EXTENSIONS }), async () => {})
  await mkdir(source.dataDir, { recursive: true })
  const unlock = await lockFolder(source.dataDir)
  return embedded(await PGlite.create({ dataDir: path.join(source.dataDir, 'db'), extensions: EXTENSIONS }), unlock)
}

function embedded(client: PGlite, unlock: () => Promise<void>): Database {
  // PGlite's driver type differs from the shared one only in its result wrapper; `rows` is the same in both.
  const db = drizzlePglite(client, OPTIONS) as unknown as Db
  return {
    kind: 'pglite',
    db,
    attributedTo: (actor) => drizzlePglite(attributedPglite(client, actor), OPTIONS) as unknown as Db,
    script: async (text) => {
      await client.exec(text).catch(async (error) => {
        await client.exec('rollback')
        throw error
      })
    },
    query: async <T>(text: string, values?: unknown[]) => (await client.query<T>(text, values)).rows,
    results: (text) => client.exec(text),
    pool: null,
    dump: () => client.dumpDataDir('none'),
    close: async () => {
      await client.close()
      await unlock()
    },
  }
}

/** PostgreSQL behind a pool. A lost connection is an error of the statement that hit it, never of the process. */
export function openPostgres(url: string, max: number, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'almanac',
  })
  pool.on('error', onError)
  const db = drizzlePg(pool, OPTIONS) as unknown as Db
  behind.set(db, { pool, isAttributed: false })
  return {
    kind: 'postgres',
    db,
    attributedTo: (actor) => {
      const db = drizzlePg(attributedPool(pool, actor), OPTIONS) as unknown as Db
      behind.set(db, { pool, isAttributed: true })
      return db
    },
    script: (text) => script(pool, text),
    query: async <T>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as T[],
    results: async (text) => [await pool.query(text)].flat(),
    pool,
    dump: () => Promise.reject(new Error('Use pg_dump for PostgreSQL')),
    close: () => pool.end(),
  }
}

interface Behind {
  pool: pg.Pool
  /** Writes need a transaction that says who writes; reads may go to the pool. */
  isAttributed: boolean
}
const behind = new WeakMap<Db, Behind>()

/** What stands behind a handle, unless it is a transaction or the embedded database. */
export const poolBehind = (db: Db): Behind | undefined => behind.get(db)

async function script(pool: pg.Pool, text: string) {
  const client = await pool.connect()
  try {
    await client.query(text)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Rows of a hand-written statement. The caller names the shape; columns come back as the driver gives them. */
export async function rowsOf<T>(db: Db, statement: SQL): Promise<T[]> {
  const result = (await db.execute(statement)) as unknown as { rows: T[] }
  return result.rows
}

/**
 * A statement built and planned once per database handle, then only executed: the hot ones cost a third of a plain one.
 * Inside a transaction it is built for that transaction.
 */
export function hot<P extends Record<string, unknown>, R>(
  build: (db: Db) => { execute: (values: P) => Promise<R> },
): (db: Db, values: P) => Promise<R> {
  const prepared = new WeakMap<Db, { execute: (values: P) => Promise<R> }>()
  return (db, values) => {
    const statement = prepared.get(db) ?? build(db)
    prepared.set(db, statement)
    return statement.execute(values)
  }
}

export const isAlive = (database: Database) => database.db.execute(sql`select 1`)
