import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { formOf, JPEG } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type Archive, applied, brought, exported, forged, zipOf } from './portability.fixture.ts'

let app: TestApp
let eve: Caller
let archive: Archive
before(async () => {
  app = await startApp()
  await app.work()
  eve = await app.as()
  await eve.post('/tasks', { title: 'Read' })
  await eve.post('/habits', { name: 'Run', schedule: { kind: 'times_per', times: 3, days: 7 } })
  await eve.post('/wallet/adjustments', { amount: 50, description: 'A gift' })
  await eve.post('/files', formOf({ file: new File([new Uint8Array(JPEG)], 'garden.jpg') }))
  archive = await exported(app, eve)
})
after(() => app.close())

/** Nothing of it came in, and no byte of it was kept. */
async function assertRefused(file: Buffer, expected: RegExp, what: string) {
  const bob = await app.as()
  const { state, report, id } = await brought(bob, file)
  assert.equal(state, 'refused', what)
  assert.match(report.problems.map(({ message }: Body) => message).join('\n'), expected, what)
  assert.equal((await bob.post(`/users/me/imports/${id}/apply`)).status, 409, what)
  for (const path of ['/tasks', '/habits', '/files', '/wallet/transactions'])
    assert.deepEqual((await bob.get(path)).body.items, [], what)
  await assertEmpty(bob, what)
}

const assertEmpty = ({ userId }: Caller, what: string) =>
  eventually(async () => {
    const kept: string[] = []
    for await (const { key } of app.platform.reach.files.store.list(`${userId}/`)) kept.push(key)
    assert.deepEqual(kept, [], what)
  })

const rows = (table: string): Body => archive.rows(table)
const task = (fields: object) => forged(archive, { tasks: [{ ...rows('tasks')[0], ...fields }] })
const habit = (fields: object) => forged(archive, { habits: [{ ...rows('habits')[0], ...fields }] })

test('a zip that leads out of its folder, repeats itself, links or hides is refused before anything is unpacked', async () => {
  const more = (name: string, bytes = 'x', options = {}) =>
    forged(archive, {}, undefined, [[name, Buffer.from(bytes), options]])
  const slip = Buffer.from(
    (await more('files/a/bcd/etc/cron')).toString('latin1').replaceAll('files/a/bcd/etc/cron', '../../../../etc/cron'),
    'latin1',
  )
  await assertRefused(slip, /invalid relative path|refused/, 'slip')
  await assertRefused(await more('manifest.json', '{}'), /twice/, 'twice')
  await assertRefused(await more(`files/${newId()}`, '/etc/passwd', { mode: 0o120777 }), /link/, 'link')
  await assertRefused(await more('tables/surprise.ndjson'), /does not belong/, 'unknown entry')
  await assertRefused(await more('install.sh'), /does not belong/, 'program')
  await assertRefused(Buffer.from('PK\u0003\u0004 not a zip at all'), /not a zip/, 'no zip')
  await assertRefused(archive.zip.subarray(0, archive.zip.length - 30), /not a zip/, 'cut off')
})

test('a bomb is refused by what it says, and by what it does when it lies', async () => {
  const zeros = Buffer.alloc(30_000_000, 48)
  await assertRefused(
    await forged(archive, {}, undefined, [[`files/${newId()}`, zeros]]),
    /far more than it may/,
    'bomb',
  )
  const packed = await zipOf([['manifest.json', Buffer.alloc(900_000, 48)]])
  // The size after unpacking stands at offset 24 of the entry in the central directory (APPNOTE 4.3.12).
  const at = packed.lastIndexOf('PK\u0001\u0002', undefined, 'latin1')
  packed.writeUInt32LE(100, at + 24)
  await assertRefused(packed, /cannot be unpacked: too many bytes/, 'liar')
})

test('an archive of another layout, another kind, a newer instance or without a manifest is refused by name', async () => {
  const say = (change: (manifest: Body) => void) => forged(archive, {}, change)
  await assertRefused(await say((manifest) => Object.assign(manifest, { formatVersion: 2 })), /layout 2/, 'version')
  await assertRefused(
    await say((manifest) => Object.assign(manifest, { format: 'other' })),
    /not one of an Almanac/,
    'kind',
  )
  await assertRefused(await zipOf([['README.md', Buffer.from('hello')]]), /no manifest/, 'no manifest')
  await assertRefused(await forged(archive, { hovercrafts: [{ id: newId() }] }), /no table hovercrafts/, 'newer')
  await assertRefused(
    await forged(archive, { credentials: [{ password_hash: 'x' }] }),
    /no table credentials/,
    'secret table',
  )
  await assertRefused(
    await forged(archive, { signing_keys: [{ kid: 'x' }] }),
    /no table signing_keys/,
    'table of nobody',
  )
})

test('a row that could not be written by its owner refuses the whole, with its line', async () => {
  const cases: [string, Promise<Buffer>, RegExp][] = [
    ['unknown column', task({ points: 9 }), /points: is not a column/],
    ['too long', task({ title: 'x'.repeat(100_000) }), /title: /],
    ['no enum', task({ priority: 'p9' }), /priority: /],
    ['no day', task({ due_date: 'tomorrow' }), /due/],
    ['no id', task({ id: 'x' }), /id: |uuid/],
    ['no rule', task({ recurrence: { rrule: 'FREQ=SOMETIMES', anchor: 'due', skipDates: [] } }), /recurrence/],
    ['no schedule', habit({ schedule: { kind: 'weekdays', weekdays: ['xx'] } }), /schedule/],
    ['points to nothing', task({ parent_task_id: newId() }), /parentTaskId/],
    ['no JSON', forged(archive, { tasks: ['{"id":'] }), /not a JSON object/],
    ['no zone', forged(archive, { users: [{ ...rows('users')[0], timezone: 'Mars/Olympus' }] }), /timezone: /],
    [
      'hash',
      forged(archive, {}, (manifest) =>
        Object.assign(
          manifest.tables.find(({ name }: Body) => name === 'tasks'),
          { sha256: '0'.repeat(64) },
        ),
      ),
      /changed or damaged/,
    ],
  ]
  for (const [what, file, expected] of cases) await assertRefused(await file, expected, what)
  const bob = await app.as()
  const [one] = rows('tasks')
  const lines = [one, { ...one, id: newId(), priority: 'p9' }, { ...one, id: newId(), status: 'x' }]
  const { report } = await brought(bob, await forged(archive, { tasks: lines }))
  assert.deepEqual(
    report.problems.map(({ line }: Body) => line),
    [2, 3],
  )
})

test('points that no posting explains, and bytes that are not what their row says, refuse the whole', async () => {
  const [posting, other] = rows('wallet_postings')
  const rich = forged(archive, { wallet_postings: [{ ...posting, amount: 1_000_000 }, other] })
  await assertRefused(await rich, /balanced|add up/, 'postings')
  const lone = forged(archive, { wallet_postings: [posting] })
  await assertRefused(await lone, /balanced|add up/, 'one side')
  const file = (fields: object) => forged(archive, { files: [{ ...rows('files')[0], ...fields }] })
  await assertRefused(await file({ content_type: 'application/pdf' }), /is not application\/pdf/, 'kind')
  await assertRefused(await file({ size: 3 }), /not as long/, 'size')
  await assertRefused(await file({ sha256: '0'.repeat(64) }), /another hash/, 'hash')
  await assertRefused(await file({ id: newId() }), /not in the zip/, 'no bytes')
})

test('balances that are claimed do not count: the wallet is what the postings add up to', async () => {
  const bob = await app.as()
  const wallet = { ...rows('wallets')[0], balance: 1_000_000 }
  await applied(bob, await brought(bob, await forged(archive, { wallets: [wallet] })))
  assert.equal((await bob.get('/wallet')).body.balance, 50)
})

test('an account that is deleted while an archive is taken in leaves nothing of it', async () => {
  const bob = await app.as()
  const { id } = await brought(bob, archive.zip)
  await bob.post(`/users/me/imports/${id}/apply`)
  assert.equal((await bob.delete('/users/me', { confirm: 'delete my account' })).status, 204)
  await eventually(async () => {
    const left = await rowsOf(
      app.platform.database.db,
      sql`select 1 from users where id = ${bob.userId} union all select 1 from tasks where user_id = ${bob.userId}
          union all select 1 from imports where user_id = ${bob.userId} union all select 1 from changes where user_id = ${bob.userId}
          union all select 1 from file_erasures where owner = ${bob.userId}
          union all select 1 from pgboss.job where name = 'portability.import' and state in ('created', 'active', 'retry')`,
    )
    assert.deepEqual(left, [])
  })
  await assertEmpty(bob, 'bytes')
})
