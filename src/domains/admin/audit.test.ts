import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { Registry } from 'prom-client'
import { createLog } from '#core/log.ts'
import { eraseClosedAccounts } from '#domains/accounts/erasure.service.ts'
import { measureHead, tellingHead } from '#domains/audit/head.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { PASSWORD, type SignedUp, signUp } from '#test/people.ts'
import { backIn, staff } from './staff.fixture.ts'

let app: TestApp
let admin: SignedUp
before(async () => {
  app = await startApp()
  admin = await staff(app)
})
after(() => app.close())

const query = (text: string, values: unknown[] = []) => app.platform.database.query<Body>(text, values)
const integrity = async () => (await admin.get('/admin/audit/integrity')).body

test('an entry says who did what to whom, before and after, why and from where, and nothing is kept when the act is not', async () => {
  const ann = await signUp(app)
  await admin.post(`/admin/users/${ann.userId}/suspend`, { reason: 'Spam' }, { 'user-agent': 'Desk/1' })
  const { items } = (await admin.get(`/admin/audit?targetId=${ann.userId}`)).body
  assert.equal(items.length, 1)
  const [{ id, seq, at, actor, hash, requestId, ...entry }] = items
  assert.ok(id && seq && at && actor && hash && requestId)
  assert.deepEqual(entry, {
    actorId: admin.userId,
    role: 'admin',
    action: 'user.suspend',
    targetKind: 'user',
    targetId: ann.userId,
    before: { status: 'active' },
    after: { status: 'suspended' },
    reason: 'Spam',
    ip: '127.0.0.1',
    userAgent: 'Desk/1',
  })
  const { entries } = await integrity()
  assert.equal((await admin.patch(`/admin/users/${admin.userId}`, { role: 'user' })).status, 409)
  assert.equal((await integrity()).entries, entries)
})

test('whoever tries to change, delete or empty the log with SQL is refused', async () => {
  await admin.post(`/admin/users/${(await signUp(app)).userId}/sign-out`, {})
  const before = await integrity()
  for (const attempt of [
    `update audit_entries set reason = 'nothing'`,
    'delete from audit_entries',
    'delete from audit_entries where false',
    'truncate audit_entries',
    `set session_replication_role = replica; update audit_entries set ip = null`,
  ]) {
    await assert.rejects(app.platform.database.script(attempt), /only added to/, attempt)
    await app.platform.database.script('set session_replication_role = origin')
  }
  assert.deepEqual(await integrity(), { ...before, brokenAt: null })
})

test('an entry that was smuggled in gets the next number, and one that was changed or cut out past the triggers shows', async () => {
  const own = await startApp()
  try {
    const boss = await staff(own)
    const { database } = own.platform
    for (let at = 0; at < 5; at++) await boss.post(`/admin/users/${(await signUp(own)).userId}/sign-out`, {})
    await database.query(
      `insert into audit_entries (seq, id, role, action, hash) values (99, gen_random_uuid(), 'admin', 'x', 'forged')`,
    )
    const whole = (await boss.get('/admin/audit/integrity')).body
    assert.deepEqual([whole.entries, whole.brokenAt], [6, null])
    const unguarded = async (work: string) => {
      await database.script('alter table audit_entries disable trigger final')
      await database.script(work)
      return (await boss.get('/admin/audit/integrity')).body.brokenAt
    }
    assert.equal(await unguarded(`update audit_entries set action = 'user.nothing' where seq = 3`), 3)
    assert.equal(await unguarded('delete from audit_entries where seq = 2'), 2)
  } finally {
    await own.close()
  }
})

test('what is cut off at the end shows to whoever kept the newest hash, which the server’s log and metrics tell', async () => {
  const own = await startApp()
  try {
    const boss = await staff(own)
    const { database, base, reach } = own.platform
    for (let at = 0; at < 3; at++) await boss.post(`/admin/users/${(await signUp(own)).userId}/sign-out`, {})
    const { hash, entries, holdsKept } = (await boss.get('/admin/audit/integrity')).body
    assert.deepEqual([entries, holdsKept], [3, null])
    const told: Body[] = []
    const loop = tellingHead(createLog('info', { write: (line) => void told.push(JSON.parse(line)) }))
    for (const _ of [1, 2]) await loop.turn({ ...base, actor: null }, reach)
    assert.deepEqual(
      told.map(({ audit }) => audit),
      [{ entries: 3, newest: hash }],
    )
    const registry = new Registry()
    measureHead(own.platform, registry)
    assert.match(await registry.metrics(), /^audit_entries 3$/m)
    const check = async () => (await boss.get(`/admin/audit/integrity?kept=${hash}`)).body
    assert.deepEqual(await check(), { entries, hash, brokenAt: null, holdsKept: true })
    await database.script('alter table audit_entries disable trigger final; delete from audit_entries where seq = 3')
    const after = await check()
    assert.deepEqual([after.entries, after.brokenAt, after.holdsKept], [2, null, false])
    assert.equal((await boss.get('/admin/audit/integrity?kept=x')).status, 400)
  } finally {
    await own.close()
  }
})

test('numbers have no gaps, however many act at once', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => signUp(app)))
  await Promise.all(people.map(({ userId }) => admin.post(`/admin/users/${userId}/sign-out`, {})))
  const rows = await query('select seq::int from audit_entries order by seq')
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    rows.map((_, at) => at + 1),
  )
  assert.equal((await integrity()).brokenAt, null)
})

test('who is erased stays in the log under a name that nobody can resolve, and the log stays whole', async () => {
  const ann = await signUp(app)
  await admin.post(`/admin/users/${ann.userId}/sign-out`, {})
  const [{ seq, hash }] = (await admin.get(`/admin/audit?targetId=${ann.userId}`)).body.items
  assert.equal((await (await backIn(app, ann)).delete('/users/me', { password: PASSWORD })).status, 204)
  await eraseClosedAccounts({ ...app.platform.base, actor: null })
  assert.deepEqual((await admin.get(`/admin/audit?targetId=${ann.userId}`)).body.items, [])
  const entry = (await admin.get('/admin/audit')).body.items.find((one: Body) => one.seq === seq)
  assert.deepEqual([entry.targetId, entry.hash], [null, hash])
  assert.equal(JSON.stringify(await query('select * from audit_entries')).includes(ann.userId), false)
  assert.equal((await integrity()).brokenAt, null)
})

test('the log is filtered, read page by page, and taken along as CSV without formulas', async () => {
  const ann = await signUp(app)
  await admin.post(`/admin/users/${ann.userId}/suspend`, { reason: '=cmd|calc' })
  await admin.post(`/admin/users/${ann.userId}/unsuspend`, {})
  const first = (await admin.get(`/admin/audit?targetId=${ann.userId}&limit=1`)).body
  const second = (await admin.get(`/admin/audit?targetId=${ann.userId}&limit=1&cursor=${first.nextCursor}`)).body
  assert.deepEqual(
    [...first.items, ...second.items].map(({ action }) => action),
    ['user.unsuspend', 'user.suspend'],
  )
  const suspended = (await admin.get(`/admin/audit?targetId=${ann.userId}&action=user.s`)).body.items
  assert.deepEqual(
    suspended.map(({ action }: Body) => action),
    ['user.suspend'],
  )
  assert.deepEqual((await admin.get('/admin/audit?from=2999-01-01T00:00:00Z')).body.items, [])
  const { status, headers, body } = await admin.get(`/admin/audit/export.csv?actorId=${admin.userId}`)
  assert.deepEqual([status, headers['content-type']], [200, 'text/csv; charset=utf-8'])
  const lines = parse(body, { columns: true }) as Body[]
  const line = lines.find(({ targetId, action }) => targetId === ann.userId && action === 'user.suspend')
  assert.deepEqual([line.reason, line.after], ["'=cmd|calc", '{"status":"suspended"}'])
})
