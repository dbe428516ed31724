import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { type Database, EXTENSIONS, openPglite, openPostgres } from '#core/db.ts'
import { createLog } from '#core/log.ts'
import { migrate, pendingMigrations } from '#core/migrate.ts'
import { postgresUrl, startApp, testConfig } from '#test/harness.ts'
import { createApp } from '../../src/app.ts'

const FOLDER = path.join(import.meta.dirname, '../../migrations')
const all = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()

/** Two ways into one empty database: two pools, or one embedded instance twice. */
async function emptyDatabase(): Promise<{ one: Database; other: Database; drop(): Promise<void> }> {
  if (postgresUrl === null) {
    const client = await PGlite.create({ extensions: EXTENSIONS })
    const memory = await client.dumpDataDir('none')
    await client.close()
    const one = await openPglite({ memory })
    return { one, other: one, drop: () => one.close() }
  }
  const admin = new pg.Client({ connectionString: postgresUrl })
  await admin.connect()
  const name = `almanac_empty_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${name}`)
  const address = new URL(postgresUrl)
  address.pathname = `/${name}`
  const [one, other] = [openPostgres(address.href, 4, () => {}), openPostgres(address.href, 4, () => {})]
  const drop = async () => {
    // Who started an app on one of them has closed it already.
    for (const { pool } of [one, other]) if (pool?.ended === false) await pool.end()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
  return { one, other, drop }
}

test('two processes that migrate an empty database at once run every migration once', async () => {
  const { one, other, drop } = await emptyDatabase()
  await Promise.all([migrate(one), migrate(other)])
  const done = await one.query<{ name: string }>('select name from migrations order by name')
  assert.deepEqual(
    done.map(({ name }) => name),
    all,
  )
  assert.deepEqual(await migrate(other), [])
  await drop()
})

test('a migration that was edited after it ran is refused by name, and nothing runs', async () => {
  const { one, drop } = await emptyDatabase()
  await migrate(one)
  await one.query(`update migrations set checksum = 'another' where name = $1`, [all[0]])
  await one.query('delete from migrations where name = $1', [all.at(-1)])
  await assert.rejects(migrate(one), new RegExp(`${all[0]} was changed after it ran`))
  await assert.rejects(pendingMigrations(one), /was changed after it ran/)
  assert.equal((await one.query('select from migrations')).length, all.length - 1)
  await drop()
})

test('a database that lacks a migration gets no traffic', async () => {
  const app = await startApp()
  await app.platform.database.query('delete from migrations where name = $1', [all.at(-1)])
  const { status, body } = await app.call({ url: '/readyz' })
  assert.deepEqual([status, body.code], [503, 'unavailable'])
  assert.equal((await app.call({ url: '/livez' })).status, 200)
  await app.close()
})

if (postgresUrl !== null) {
  test('two processes that start at once on an empty database both become ready', async () => {
    const { one, other, drop } = await emptyDatabase()
    const start = (database: Database) => createApp(testConfig(), { database, log: createLog('silent') })
    const apps = await Promise.all([start(one), start(other)])
    for (const app of apps) assert.equal((await app.http.inject('/readyz')).statusCode, 200)
    await Promise.all(apps.map((app) => app.close()))
    await drop()
  })
}
