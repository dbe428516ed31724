import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { createLog } from '#core/log.ts'
import { freshDatabase, type OwnDatabase, testConfig } from '#test/harness.ts'
import { type App, createApp } from '../../src/app.ts'

const EMAIL = 'ann@example.org'
const PASSWORD = 'correct horse battery'
const TITLE = 'see the doctor about it'

let own: OwnDatabase
let app: App
let dataDir: string
const lines: string[] = []

before(async () => {
  own = await freshDatabase()
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'almanac-log-'))
  const log = createLog('trace', { write: (line: string) => void lines.push(line) })
  app = await createApp(testConfig({ DATA_DIR: dataDir }), { log, database: own.database })
})
after(async () => {
  await app.close()
  await own.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const call = (options: InjectOptions) => app.http.inject(options)

/** Runs `work` while nothing can be written to this table. */
async function without(table: string, work: () => Promise<void>) {
  await own.database.query(`alter table ${table} add constraint closed check (created_at is null) not valid`)
  await work()
  await own.database.query(`alter table ${table} drop constraint closed`)
}

test('no line of the log holds a password, a token or what a person wrote, whatever went wrong', async () => {
  const signUp = await call({ method: 'POST', url: '/api/auth/signup', payload: { email: EMAIL, password: PASSWORD } })
  assert.equal(signUp.statusCode, 201)
  const { accessToken, refreshToken } = signUp.json()
  const authorization = `Bearer ${accessToken}`
  await call({ method: 'POST', url: '/api/auth/login', payload: { email: EMAIL, password: 'wrong horse battery' } })
  await call({ method: 'POST', url: '/api/auth/refresh', payload: { refreshToken: `${refreshToken}x` } })
  await call({ url: '/api/tasks', headers: { authorization: `${authorization}x` } })
  await without('tasks', async () => {
    const failed = await call({
      method: 'POST',
      url: '/api/tasks',
      headers: { authorization },
      payload: { title: TITLE },
    })
    assert.equal(failed.statusCode, 500)
  })
  await without('sessions', async () => {
    const failed = await call({ method: 'POST', url: '/api/auth/login', payload: { email: EMAIL, password: PASSWORD } })
    assert.equal(failed.statusCode, 500)
  })
  const failed = lines.filter((line) => line.includes('"unhandled"'))
  assert.equal(failed.length, 2)
  const hashes = await own.database.query<{ hash: string }>('select password_hash as hash from credentials')
  const secrets = [
    PASSWORD,
    'wrong horse battery',
    accessToken,
    refreshToken,
    EMAIL,
    TITLE,
    ...hashes.map((one) => one.hash),
  ]
  for (const secret of secrets)
    assert.deepEqual(
      lines.filter((line) => line.includes(secret)),
      [],
    )
})

test('every request is one line with its route, status and time, and a failure can be found by its trace id', async () => {
  const answer = await call({ url: '/api/nothing-here?token=abc' })
  const line = lines.map((one) => JSON.parse(one)).find((one) => one.reqId === answer.json().traceId)
  assert.deepEqual([line.level, line.method, line.status, typeof line.ms], ['info', 'GET', 404, 'number'])
  assert.doesNotMatch(JSON.stringify(line), /abc/)
})
