import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { InjectOptions } from 'fastify'
import pg from 'pg'
import { type Database, EXTENSIONS, openPglite, openPostgres } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { createLog } from '#core/log.ts'
import { migrate, schemaDigest } from '#core/migrate.ts'
import { openQueue } from '#core/queue.ts'
import { users } from '#domains/accounts/accounts.tables.ts'
import { signingKeysOf } from '#domains/accounts/keys.ts'
import { createTokens } from '#domains/accounts/tokens.ts'
import { type App, createApp } from '../src/app.ts'
import { type Config, parseConfig } from '../src/config.ts'
import { modules } from '../src/modules.ts'
import { assertLedger, walletOwners } from './ledger.ts'

export const postgresUrl = process.env.TEST_DATABASE_URL ?? null
export const redisUrl = process.env.TEST_REDIS_URL ?? null

const CACHE = path.join(import.meta.dirname, '../node_modules/.cache/almanac')
const silent = createLog('silent')

/** A JSON body whose shape the test itself asserts. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape, and a wrong path fails the assertion
export type Body = any

export interface Answer {
  status: number
  headers: Record<string, string | undefined>
  body: Body
}

export interface Caller {
  userId: string
  token: string
  get(url: string, headers?: object): Promise<Answer>
  post(url: string, payload?: object, headers?: object): Promise<Answer>
  patch(url: string, payload?: object, headers?: object): Promise<Answer>
  put(url: string, payload?: object, headers?: object): Promise<Answer>
  delete(url: string, payload?: object, headers?: object): Promise<Answer>
}

export interface TestApp extends App {
  /** A fresh user, signed in; or the given token. Paths stand under /api. */
  as(token?: string): Promise<Caller>
  /** Without signing in; paths are whole. */
  call(options: InjectOptions): Promise<Answer>
  /** The clock of the app; the database keeps its own. */
  setNow(now: string | null): void
  /** Runs the worker in this process. */
  work(): Promise<void>
  dataDir: string
}

interface Options {
  env?: Record<string, string>
  /** A database to go on with, instead of a fresh one. */
  database?: Database
}

/**
 * One app and one fresh database per test file, embedded or PostgreSQL. Isolation comes from a fresh user per test. Closing it
 * fails when somebody's ledger does not add up.
 */
export async function startApp({ env = {}, database }: Options = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'almanac-test-'))
  const config = testConfig({ DATA_DIR: dataDir, ...env })
  const own = database ? null : await freshDatabase()
  let fixed: string | null = null
  const now = () => (fixed === null ? new Date() : new Date(fixed))
  const app = await createApp(config, { log: silent, now, database: database ?? (own as OwnDatabase).database })
  const tokens = await createTokens(config.publicUrl, await signingKeysOf(app.platform.database.db))
  const call = async (options: InjectOptions): Promise<Answer> => {
    const res = await app.http.inject(options)
    const isJson = /json/.test(String(res.headers['content-type'] ?? ''))
    return {
      status: res.statusCode,
      headers: res.headers as Answer['headers'],
      body: isJson && res.body ? res.json() : res.body || null,
    }
  }
  const callerFor = async (userId: string, given?: string): Promise<Caller> => {
    const sessionId = newId()
    let token = given ?? ''
    let signedAt = Number.NaN
    /** Good at the app's present time, wherever a test has set the clock. */
    const fresh = async () => {
      const at = now().getTime()
      if (given !== undefined || Math.abs(at - signedAt) < 300_000) return token
      signedAt = at
      token = await tokens.sign({ userId, sessionId, role: 'user' }, Math.floor(at / 1_000))
      return token
    }
    return { userId, token: await fresh(), ...caller(call, fresh) }
  }
  const as = async (given?: string): Promise<Caller> => {
    const userId = newId()
    if (given === undefined)
      await app.platform.database.db.insert(users).values({ id: userId, email: `${userId}@example.org` })
    return callerFor(userId, given)
  }
  /** Whatever a test did, nobody's points may be other than what the ledger says. */
  const assertLedgers = async ({ database }: OwnDatabase) => {
    for (const userId of await walletOwners(database)) await assertLedger(database, await callerFor(userId))
  }
  return {
    ...app,
    as,
    call,
    dataDir,
    setNow: (instant) => {
      fixed = instant
    },
    work: () => app.platform.queue.work(app.platform.base, app.platform.reach),
    close: async () => {
      try {
        if (own) await assertLedgers(own)
      } finally {
        await app.close()
        await own?.drop()
        await rm(dataDir, { recursive: true, force: true })
      }
    },
  }
}

let shared: Promise<TestApp> | null = null

/**
 * One app for every file of this process that leaves nothing behind but what its own users have, as most do: starting one costs more
 * than the tests of a file. Whoever runs the worker, listens, changes what all users share or looks at all of it starts their own.
 */
export async function sharedApp(): Promise<TestApp> {
  shared ??= startApp()
  const app = await shared
  const work = () => Promise.reject(new Error('A worker would go on in the files that follow: startApp() is for that.'))
  return { ...app, work, close: async () => app.setNow(null) }
}

/** After the last file of the process. */
export const closeShared = async () => (await shared)?.close()

function caller(call: TestApp['call'], token: () => Promise<string>): Omit<Caller, 'userId' | 'token'> {
  const send =
    (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE') =>
    async (url: string, payload?: object, headers: object = {}) => {
      const authorization = `Bearer ${await token()}`
      return call({
        method,
        url: `/api${url}`,
        headers: { authorization, ...headers },
        ...(payload && { payload }),
      } as InjectOptions)
    }
  return {
    get: (url, headers) => send('GET')(url, undefined, headers),
    post: send('POST'),
    patch: send('PATCH'),
    put: send('PUT'),
    delete: send('DELETE'),
  }
}

/** Where nothing listens: no test leaves this machine. */
const NOBODY = 'http://127.0.0.1:9'

export function testConfig(env: Record<string, string> = {}): Config {
  return parseConfig({
    STAGE: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_SCALE: '100000',
    EGRESS_ALLOW: '127.0.0.1,localhost',
    OPEN_METEO_URL: NOBODY,
    OPEN_METEO_GEOCODING_URL: NOBODY,
    ...env,
  })
}

export interface OwnDatabase {
  database: Database
  /** Its address, where it has one: PostgreSQL only. */
  url: string | null
  drop(): Promise<void>
}

/** A migrated database of its own: a copy of a prepared one, so that it takes half a second. */
export async function freshDatabase(): Promise<OwnDatabase> {
  if (postgresUrl !== null) return copyOfTemplate(postgresUrl)
  const database = await openPglite({ memory: new Blob([await preparedFolder()]) })
  return { database, url: null, drop: async () => {} }
}

/** The embedded database's data folder after all migrations, kept until they change. */
async function preparedFolder(): Promise<Buffer<ArrayBuffer>> {
  const file = path.join(CACHE, `pglite-${await schemaDigest()}.tar`)
  if (existsSync(file)) return readFile(file)
  const client = await PGlite.create({ extensions: EXTENSIONS })
  const blank = await client.dumpDataDir('none')
  await client.close()
  const database = await openPglite({ memory: blank })
  await prepare(database)
  const dump = Buffer.from(await (await database.dump()).arrayBuffer())
  await database.close()
  await mkdir(CACHE, { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, dump)
  await rename(draft, file)
  return dump
}

/** Migrations, the job queue's schema, queues and signing keys: what a first start makes. */
async function prepare(database: Database) {
  await migrate(database)
  const jobs = modules.flatMap((module) => module.jobs ?? [])
  const queue = await openQueue(database, jobs, [], silent)
  await queue.stop()
  await signingKeysOf(database.db)
}

async function copyOfTemplate(url: string): Promise<OwnDatabase> {
  const template = `almanac_template_${await schemaDigest()}`
  const name = `almanac_test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('select pg_advisory_lock(7236502)')
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
  if (rowCount === 0) await makeTemplate(admin, url, template)
  await admin.query(`create database ${name} template ${template}`)
  await admin.end()
  const own = nameDatabase(url, name)
  const database = openPostgres(own, 10, () => {})
  return {
    database,
    url: own,
    drop: async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    },
  }
}

async function makeTemplate(admin: pg.Client, url: string, template: string) {
  const draft = `${template}_draft`
  await admin.query(`drop database if exists ${draft} with (force)`)
  await admin.query(`create database ${draft}`)
  const database = openPostgres(nameDatabase(url, draft), 4, () => {})
  await prepare(database)
  await database.close()
  await admin.query(`alter database ${draft} rename to ${template}`)
}

function nameDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
