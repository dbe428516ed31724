import type { PGlite, Transaction } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import type { Db } from './db.ts'

/*
 * The change feed records who wrote. A user's own session writes nothing extra (no name means the owner). For everybody
 * else (an API key, the assistant, a job) the name must stand in the transaction that writes, so a lone statement gets a
 * transaction of its own. It is kept here, below the query builder, so that no service can forget it.
 */

const NAME = "select set_config('app.actor', $1, true)"
const WRITES = /^\s*(insert|update|delete|with)\b/i

/** As the feed names the assistant when it carries out this action for a user. */
export const assistantActor = (actionId: string) => `assistant:${actionId}`

/** Whether it is the assistant who acts, by the name that the feed records. */
export const isAssistant = (via: string | null): boolean => via?.startsWith('assistant:') ?? false

/** From here to the end of this transaction the feed names `actor`, whoever began it. */
export async function writeAs(tx: Db, actor: string): Promise<void> {
  await tx.execute(sql`select set_config('app.actor', ${actor}, true)`)
}

type Query = string | { text: string }
const textOf = (query: Query) => (typeof query === 'string' ? query : query.text)

export function attributedPool(pool: pg.Pool, actor: string): pg.Pool {
  const query = async (query: Query, values?: unknown[]) => {
    if (!WRITES.test(textOf(query))) return pool.query(query as string, values)
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(NAME, [actor])
      const result = await client.query(query as string, values)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }
  const connect = async () => {
    const client = await pool.connect()
    return named(client, actor)
  }
  return new Proxy(pool, {
    get: (target, key) => (key === 'query' ? query : key === 'connect' ? connect : Reflect.get(target, key)),
  })
}

/** A client whose transactions begin by saying who writes. */
function named(client: pg.PoolClient, actor: string): pg.PoolClient {
  const query = async (query: Query, values?: unknown[]) => {
    const result = await client.query(query as string, values)
    if (/^begin/i.test(textOf(query))) await client.query(NAME, [actor])
    return result
  }
  return new Proxy(client, {
    get: (target, key) => {
      if (key === 'query') return query
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

export function attributedPglite(client: PGlite, actor: string): PGlite {
  const transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
    client.transaction(async (tx) => {
      await tx.query(NAME, [actor])
      return work(tx)
    })
  const query = (text: string, values?: unknown[], options?: object) =>
    WRITES.test(text) ? transaction((tx) => tx.query(text, values, options)) : client.query(text, values, options)
  return new Proxy(client, {
    get: (target, key) => {
      if (key === 'query') return query
      if (key === 'transaction') return transaction
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
