import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { actingAs, type Ctx } from '#core/ctx.ts'
import type { Database } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import type { Column, OwnedTable } from '#domains/portability/catalogue.ts'
import { ownedTables } from '#domains/portability/snapshot.queries.ts'
import { eventually } from '#test/eventually.ts'
import { type Caller, freshDatabase, type OwnDatabase, startApp, type TestApp } from '#test/harness.ts'
import { openS3Server } from '#test/s3-server.ts'

/** What may still name an account that is gone, and why. */
const MAY_NAME = new Map([
  ['revocations', 'so that tokens that were given out before stay dead; forgotten within a day'],
])

let own: OwnDatabase
let app: TestApp
let owned: OwnedTable[]
before(async () => {
  own = await freshDatabase()
  owned = await loosen(own.database)
  app = await startApp({ database: own.database })
})
after(async () => {
  await app.close()
  await own.drop()
})

/** A row of no meaning can stand in every table of this database: only its keys and references to other rows of theirs hold. */
async function loosen(database: Database): Promise<OwnedTable[]> {
  const checks = await database.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as table, conname as name from pg_constraint
     where connamespace = 'public'::regnamespace and (contype = 'c' or contype = 'f' and not exists (
       select from pg_attribute where attrelid = confrelid and attname = 'user_id' and not attisdropped))`,
  )
  for (const { table, name } of checks) await database.query(`alter table ${table} drop constraint "${name}"`)
  const tables = (await ownedTables(database)).filter(({ name }) => name !== 'users')
  for (const { name } of tables) await database.query(`alter table ${name} disable trigger user`)
  return tables
}

/** One row in every table that has owners, each naming the same id wherever it names another one. */
async function fill(database: Database, userId: string) {
  const id = newId()
  let [left, reason] = [owned, '']
  for (let pass = 0; left.length > 0; pass++) {
    assert.ok(pass < 20, `cannot be filled: ${left.map(({ name }) => name).join()}: ${reason}`)
    const refused: OwnedTable[] = []
    reason = ''
    for (const table of left) {
      const columns = table.columns.filter(({ isGenerated }) => !isGenerated)
      const row = Object.fromEntries(columns.map((column) => [column.name, worthOf(column, id)]))
      const names = columns.map(({ name }) => `"${name}"`).join()
      await database
        .query(
          `insert into ${table.name} (${names}) select ${names} from jsonb_populate_record(null::${table.name}, $1)
           on conflict do nothing`,
          [JSON.stringify({ ...row, user_id: userId })],
        )
        .catch((error) => {
          reason ||= String(error)
          refused.push(table)
        })
    }
    left = refused
  }
  // An account without a password is deleted by saying so.
  await database.query('update credentials set password_hash = null where user_id = $1', [userId])
}

function worthOf({ type }: Pick<Column, 'type'>, id: string): unknown {
  if (type === 'uuid') return id
  if (type === 'text' || type === 'tsvector') return `x${id}`
  if (type === 'boolean') return true
  if (type === 'jsonb') return {}
  if (type.endsWith('[]')) return []
  if (type === 'date') return '2026-01-01'
  if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z'
  if (type === 'bytea') return '\\x00'
  return type.startsWith('vector') ? '[1]' : 1
}

/** Every table of the database, the queue's with them, in which something names this id. */
async function namedIn(database: Database, id: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await database.query(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${id}%`])
    if (row && !MAY_NAME.has(name)) found.push(name)
  }
  return found
}

async function keep(app: TestApp, key: string) {
  const file = path.join(app.dataDir, newId())
  await writeFile(file, 'bytes')
  const sha256 = '277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9'
  await app.platform.reach.files.store.put(key, { path: file, size: 5, sha256 }, 'text/plain')
}

async function keysOf({ platform }: TestApp, { userId }: Caller): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of platform.reach.files.store.list(`${userId}/`)) found.push(key)
  return found
}

const close = (by: Caller) => by.delete('/users/me', { confirm: 'delete my account' })

/** Not before everything stands there: some tables are for workers to empty. */
let working: Promise<void> | undefined
function work() {
  working ??= app.work()
  return working
}

test('of an account with a row in every table nothing is left: no row, no job, no vector, no file', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  for (const { userId } of [ann, bob]) await fill(own.database, userId)
  for (const by of [ann, bob])
    for (const name of [newId(), `${newId()}.thumbnail`, `${newId()}.zip`]) await keep(app, `${by.userId}/${name}`)
  const base: Ctx = { ...app.platform.base, actor: null }
  await enqueue(
    actingAs(base, ann.userId, 'test'),
    'portability.export',
    { id: newId(), url: '' },
    {
      startAfterSeconds: 3_600,
    },
  )
  const hers = new Set(await namedIn(own.database, ann.userId))
  assert.deepEqual(
    owned.map(({ name }) => name).filter((name) => !hers.has(name)),
    [],
  )
  assert.ok([...hers].some((name) => name.startsWith('pgboss.')))
  assert.equal((await close(ann)).status, 204)
  await work()
  await eventually(async () => {
    assert.deepEqual(await namedIn(own.database, ann.userId), [])
    assert.deepEqual(await keysOf(app, ann), [])
  }, 60_000)
  const his = new Set(await namedIn(own.database, bob.userId))
  assert.ok(['tasks', 'notes', 'goals', 'habits', 'credentials', 'users'].every((name) => his.has(name)))
  assert.equal((await keysOf(app, bob)).length, 3)
})

test('rows that hang on one another go in any number, however deep they hang', async () => {
  const ann = await app.as()
  await own.database.query(
    `insert into tasks (user_id, id, title, parent_task_id)
     select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'x',
       case when n % 3 > 0 and n < 25000 then ('00000000-0000-7000-8000-' || lpad((n + 1)::text, 12, '0'))::uuid end
     from generate_series(1, 25000) n order by n desc`,
    [ann.userId],
  )
  assert.equal((await close(ann)).status, 204)
  await work()
  await eventually(async () => assert.deepEqual(await namedIn(own.database, ann.userId), []), 60_000)
})

test('a bucket is emptied of an account as well', async () => {
  const s3 = await openS3Server()
  const other = await startApp({ env: s3.env })
  try {
    const ann = await other.as()
    for (const name of [newId(), `${newId()}.zip`, newId(), newId()]) await keep(other, `${ann.userId}/${name}`)
    assert.equal(s3.objects.size, 4)
    await other.work()
    assert.equal((await close(ann)).status, 204)
    await eventually(() => assert.equal(s3.objects.size, 0), 60_000)
  } finally {
    await other.close()
    s3.close()
  }
})
