import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { type Ctx, inTransaction } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import type { Deliver } from '#core/messages.ts'
import { freshDatabase, type OwnDatabase, postgresUrl } from '#test/harness.ts'

let own: OwnDatabase
before(async () => {
  own = await freshDatabase()
})
after(async () => {
  await own.database.close()
  await own.drop()
})

const insert = (userId: string, id = newId(), title = 'x') =>
  sql`insert into goals (user_id, id, title) values (${userId}, ${id}, ${title})`

interface Row {
  seq: number
  id: string
  op: string
}

const feedOf = (userId: string) =>
  rowsOf<Row>(
    own.database.db,
    sql`select seq::int, entity_id as id, op from changes where user_id = ${userId} order by seq`,
  )

/** Nothing here is published. */
const deliver: Deliver = { published: async () => {}, enqueue: async () => {} }

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1)

/** Interleaves two transactions. The embedded database has one session and runs them one after the other by itself. */
async function twoSessions(pool: pg.Pool, work: (a: pg.PoolClient, b: pg.PoolClient) => Promise<void>) {
  const [a, b] = [await pool.connect(), await pool.connect()]
  try {
    await work(a, b)
  } finally {
    for (const client of [a, b]) {
      await client.query('rollback')
      client.release()
    }
  }
}

const INSERT = 'insert into goals (user_id, id, title) values ($1, $2, $3)'

if (postgresUrl !== null) {
  test('whoever commits first has the lower number, whoever wrote first', async () => {
    const [userId, early, late] = [newId(), newId(), newId()]
    await twoSessions(own.database.pool as pg.Pool, async (a, b) => {
      await a.query('begin')
      await a.query(INSERT, [userId, late, 'written first'])
      await b.query('begin')
      await b.query(INSERT, [userId, early, 'written second'])
      await b.query('commit')
      await a.query('commit')
      const rows = await feedOf(userId)
      assert.deepEqual(
        rows.map(({ seq, id }) => [seq, id]),
        [
          [1, early],
          [2, late],
        ],
      )
    })
  })

  test('a writer does not wait for another of the same user before both commit', async () => {
    const userId = newId()
    await twoSessions(own.database.pool as pg.Pool, async (a, b) => {
      await b.query("set statement_timeout = '2s'")
      await a.query('begin')
      for (let i = 0; i < 3; i++) await a.query(INSERT, [userId, newId(), 'open'])
      await b.query('begin')
      await b.query(INSERT, [userId, newId(), 'open too'])
      assert.deepEqual(await feedOf(userId), [])
      await b.query('commit')
      await a.query('commit')
      await b.query('reset statement_timeout')
    })
  })
}

test('numbers of one transaction stand together in the order of its writes', async () => {
  const [userId, first, second] = [newId(), newId(), newId()]
  const { db } = own.database
  await db.transaction(async (tx) => {
    await tx.execute(insert(userId, first))
    await tx.execute(insert(userId, second))
    await tx.execute(sql`update goals set deleted_at = now() where user_id = ${userId} and id = ${first}`)
  })
  assert.deepEqual(await feedOf(userId), [
    { seq: 1, id: first, op: 'create' },
    { seq: 2, id: second, op: 'create' },
    { seq: 3, id: first, op: 'delete' },
  ])
})

test('twenty writers of one user at once leave 1 to n, none missing and none twice', async () => {
  const userId = newId()
  const { db } = own.database
  const writers = Array.from({ length: 20 }, async (_, at) => {
    if (at % 2) return db.execute(insert(userId))
    return db.transaction(async (tx) => {
      await tx.execute(insert(userId))
      await tx.execute(insert(userId))
    })
  })
  await Promise.all(writers)
  assert.deepEqual(
    (await feedOf(userId)).map(({ seq }) => seq),
    upTo(30),
  )
})

test('transactions of several writes on few users never deadlock', async () => {
  const users = [newId(), newId(), newId()]
  const { db } = own.database
  const write = async (userId: string) =>
    db.transaction(async (tx) => {
      await tx.execute(insert(userId))
      await tx.execute(insert(userId))
    })
  await Promise.all(upTo(60).map((at) => write(users[at % 3] as string))) // there are three
  for (const userId of users)
    assert.deepEqual(
      (await feedOf(userId)).map(({ seq }) => seq),
      upTo(40),
    )
})

test('two transactions that write for two users in opposite order both get done', async () => {
  const [ann, bob] = [newId(), newId()]
  const ctx: Ctx = { db: own.database.db, now: () => new Date(), actor: null, deliver }
  const write = (...users: string[]) =>
    inTransaction(ctx, async (ctx) => {
      for (const userId of users) await ctx.db.execute(insert(userId))
    })
  for (let round = 0; round < 3; round++) await Promise.all([write(ann, bob), write(bob, ann)])
  for (const userId of [ann, bob])
    assert.deepEqual(
      (await feedOf(userId)).map(({ seq }) => seq),
      upTo(6),
    )
})

test('a reader who saw a number has seen every lower one', async () => {
  const userId = newId()
  const { db } = own.database
  let isWriting = true
  const writes = Promise.all(upTo(30).map(() => db.execute(insert(userId)))).finally(() => {
    isWriting = false
  })
  while (isWriting) {
    const seen = (await feedOf(userId)).map(({ seq }) => seq)
    assert.deepEqual(seen, upTo(seen.length))
  }
  await writes
})

test('a transaction that fails leaves no gap in the feed', async () => {
  const { db } = own.database
  const userId = newId()
  const insert = (title: string) => sql`insert into goals (user_id, id, title) values (${userId}, ${newId()}, ${title})`
  await db.execute(insert('one'))
  await assert.rejects(
    db.transaction(async (tx) => {
      await tx.execute(insert('lost'))
      throw new Error('undone')
    }),
  )
  await db.execute(insert('two'))
  const seqs = await rowsOf<{ seq: number }>(
    db,
    sql`select seq::int from changes where user_id = ${userId} order by seq`,
  )
  assert.deepEqual(
    seqs.map(({ seq }) => seq),
    [1, 2],
  )
})

test('the feed names who acted for the user, and never a secret', async () => {
  const { database } = own
  const [userId, id] = [newId(), newId()]
  const named = database.attributedTo('api_key:k')
  await named.execute(
    sql`insert into api_keys (user_id, id, name, prefix, hash, scopes, expires_at) values (${userId}, ${id}, 'k', 'p', ${id}, '{}', now())`,
  )
  await named.transaction(
    async (tx) => void (await tx.execute(sql`update api_keys set name = 'l' where user_id = ${userId}`)),
  )
  await database.db.execute(sql`update api_keys set name = 'm' where user_id = ${userId}`)
  const rows = await rowsOf<{ actor: string | null; before: object | null }>(
    database.db,
    sql`select actor, before from changes where user_id = ${userId} order by seq`,
  )
  assert.deepEqual(
    rows.map(({ actor }) => actor),
    ['api_key:k', 'api_key:k', null],
  )
  assert.ok(rows.slice(1).every(({ before }) => before !== null && !('hash' in before) && 'prefix' in before))
})
