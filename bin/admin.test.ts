import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { freshDatabase, startApp, type TestApp } from '#test/harness.ts'
import { logIn } from '#test/people.ts'

const ROOT = path.join(import.meta.dirname, '..')
const EMAIL = 'operator@example.org'
const PASSWORD = 'a long enough password'
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'almanac-admin-'))
after(() => rmSync(dataDir, { recursive: true }))

let databaseUrl: string | null
let drop = async () => {}
before(async () => {
  const own = await freshDatabase()
  databaseUrl = own.url
  drop = own.drop
  await own.database.close()
})
after(() => drop())

function admin(args: string[], input = '') {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }) }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './src/preload.ts', 'bin/admin.ts', ...args],
    {
      cwd: ROOT,
      env,
      input,
      encoding: 'utf8',
    },
  )
  return { status, stdout, stderr }
}

test('an operator makes the first administrator, changes a role as long as one is left, and rotates the keys', () => {
  assert.deepEqual(admin(['create', EMAIL], `${PASSWORD}\n`), {
    status: 0,
    stdout: `${EMAIL} is an administrator.\n`,
    stderr: '',
  })
  const last = admin(['role', EMAIL, 'support'])
  assert.equal(last.status, 1)
  assert.match(last.stderr, /administrator/)
  assert.equal(admin(['create', 'ben@example.org'], `${PASSWORD}\n`).status, 0)
  assert.match(admin(['role', EMAIL, 'support']).stdout, /is support/)
  assert.match(admin(['rotate-keys']).stdout, /new key [0-9a-f-]{36} is published/)
})

test('what cannot be done is said in one line, with exit code 1', () => {
  const wrong: [string[], RegExp][] = [
    [[], /^Usage: npm run admin/],
    [['constructor'], /^Usage: npm run admin/],
    [['create', 'nobody'], /^'nobody' is not an e-mail address\n$/],
    [['role', EMAIL, 'king'], /^'king' is not a role: user, support, admin\n$/],
    [['role', 'nobody@example.org', 'admin'], /^Nobody has the address nobody@example.org\n$/],
  ]
  for (const [args, message] of wrong) {
    const { status, stderr } = admin(args)
    assert.equal(status, 1)
    assert.match(stderr, message)
  }
})

test('an instance that names its administrator has one from the first start, and only then', async () => {
  const first = await withAdmin('first@example.org')
  try {
    const { status, body } = await logIn(first, 'first@example.org', PASSWORD)
    assert.deepEqual([status, body.user.role], [200, 'admin'])
    const { database } = first.platform
    const second = await withAdmin('second@example.org', database)
    assert.equal((await logIn(second, 'second@example.org', PASSWORD)).status, 401)
    await second.close()
  } finally {
    await first.close()
  }
})

function withAdmin(email: string, shared?: TestApp['platform']['database']): Promise<TestApp> {
  const env = { ADMIN_EMAIL: email, ADMIN_PASSWORD: PASSWORD }
  return startApp({ env, ...(shared && { database: { ...shared, close: async () => {} } }) })
}
