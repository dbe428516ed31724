import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { actingAs, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { eventually } from '#test/eventually.ts'
import { formOf, JPEG } from '#test/forms.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import type { OwnedTable } from './catalogue.ts'
import { exported } from './portability.fixture.ts'
import { atOneMoment, hasOtherConnections, linesOf, ownedTables, type Portion } from './snapshot.queries.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

const upload = (by: Caller) => by.post('/files', formOf({ file: new File([new Uint8Array(JPEG)], 'garden.jpg') }))

const storedOf = async ({ userId }: Caller) => {
  const found: string[] = []
  for await (const { key } of app.platform.reach.files.store.list(`${userId}/`)) found.push(key)
  return found
}

test('an export holds every row of mine with its history, my files, and nobody else’s', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await bob.post('/tasks', { title: 'Not hers' })
  const task = (await ann.post('/tasks', { title: 'Read “Walden”' })).body
  await ann.patch(`/tasks/${task.id}`, { title: 'Read “Walden” again' })
  const gone = (await ann.post('/notes', { title: 'Soil', content: 'x'.repeat(5_000) })).body
  await ann.delete(`/notes/${gone.id}`)
  const file = (await upload(ann)).body
  const archive = await exported(app, ann)
  assert.deepEqual(
    archive.rows('tasks').map(({ id, title, version }) => [id, title, version]),
    [[task.id, 'Read “Walden” again', 2]],
  )
  assert.ok(archive.rows('notes')[0].deleted_at !== null)
  assert.deepEqual(
    archive.rows('changes').map(({ entity, op, before }) => `${entity} ${op} ${before?.title ?? ''}`.trim()),
    ['user create', 'task create', 'task update Read “Walden”', 'note create', 'note delete Soil', 'file create'],
  )
  const bytes = archive.bytes(`files/${file.id}`) ?? Buffer.alloc(0)
  assert.equal(createHash('sha256').update(bytes).digest('hex'), file.sha256)
  assert.equal(archive.bytes(`files/${file.id}.thumbnail`)?.length, file.thumbnailSize)
  assert.doesNotMatch(archive.names.map((name) => archive.bytes(name)?.toString('latin1')).join(), /Not hers/)
})

test('its manifest counts and sums every table as it stands in the archive', async () => {
  const ann = await app.as()
  await ann.post('/goals', { title: 'Run a marathon' })
  const { manifest, rows, bytes, names } = await exported(app, ann)
  assert.deepEqual([manifest.format, manifest.formatVersion, manifest.userId], ['almanac', 1, ann.userId])
  for (const { name, rows: count, sha256, bytes: size } of manifest.tables) {
    const text = bytes(`tables/${name}.ndjson`) ?? Buffer.alloc(0)
    assert.deepEqual([rows(name).length, text.length], [count, size], name)
    assert.equal(createHash('sha256').update(text).digest('hex'), sha256, name)
  }
  assert.equal(names.filter((name) => name.startsWith('tables/')).length, manifest.tables.length)
  assert.match(bytes('README.md')?.toString() ?? '', /changes\.ndjson/)
})

test('no secret leaves with an export', async () => {
  const ann = await app.as()
  const channel = (await ann.post('/channels', { kind: 'webhook', url: 'https://home.example.org/almanac' })).body
  const key = (await ann.post('/api-keys', { name: 'Phone', scopes: ['users:read'] }, { 'idempotency-key': 'one' }))
    .body
  await ann.post('/devices', { kind: 'fcm', token: 'the-token-of-a-phone', platform: 'android' })
  await upload(ann)
  const { names, bytes, rows } = await exported(app, ann)
  const everything = names.map((name) => bytes(name)?.toString('latin1')).join('\n')
  const [{ secret }] = (await rowsOf<{ secret: string }>(
    app.platform.database.db,
    sql`select secret from files where user_id = ${ann.userId}`,
  )) as [{ secret: string }]
  for (const told of [channel.secret, key.key, 'the-token-of-a-phone', secret]) {
    assert.ok(told.length > 8)
    assert.ok(!everything.includes(told))
  }
  assert.deepEqual([rows('api_keys')[0].name, rows('channels')[0].url], ['Phone', 'https://home.example.org/almanac'])
})

test('one export is made at a time, the next one replaces it, and a deleted one leaves no bytes', async () => {
  const ann = await app.as()
  const answers = await Promise.all([ann.post('/users/me/export'), ann.post('/users/me/export')])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409])
  const done = async () => {
    const { body } = await ann.get('/users/me/export')
    assert.equal(body.state, 'done')
    return body
  }
  const first = await eventually(done)
  assert.deepEqual([first.rows, first.totalRows], [first.totalRows, first.rows])
  assert.deepEqual(await storedOf(ann), [`${ann.userId}/${first.id}.zip`])
  await ann.post('/users/me/export')
  const second = await eventually(async () => {
    const body = await done()
    assert.notEqual(body.id, first.id)
    return body
  })
  assert.deepEqual(await storedOf(ann), [`${ann.userId}/${second.id}.zip`])
  assert.equal((await ann.get(`/users/me/exports/${first.id}`)).status, 404)
  assert.equal((await ann.delete(`/users/me/exports/${second.id}`)).status, 204)
  assert.deepEqual(await storedOf(ann), [])
})

test('a download ends with its address, goes on where it broke off, and is closed to strangers and keys', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { zip } = await exported(app, ann)
  const { body } = await ann.get('/users/me/export')
  const url: string = body.url.replace(app.platform.config.publicUrl, '')
  const part = await app.http.inject({ url, headers: { range: 'bytes=4-9' } })
  assert.deepEqual([part.statusCode, part.rawPayload], [206, zip.subarray(4, 10)])
  assert.equal((await app.http.inject({ url, headers: { range: `bytes=${zip.length}-` } })).statusCode, 416)
  assert.equal((await app.http.inject({ url: url.replace(/signature=.{4}/, 'signature=AAAA') })).statusCode, 404)
  const later = new Date(Date.parse(body.urlExpiresAt) + 1_000).toISOString()
  assert.equal((await app.http.inject({ url: `${url}&now=${later}` })).statusCode, 410)
  assert.equal((await bob.get(`/users/me/exports/${body.id}`)).status, 404)
  assert.equal((await bob.delete(`/users/me/exports/${body.id}`)).status, 404)
  const { key } = (await ann.post('/api-keys', { name: 'All', scopes: ['*'] })).body
  const program = await app.as(key)
  assert.equal((await program.get('/users/me/export')).status, 403)
})

test('by the hour, archives whose time is over go with their bytes, and so do bytes without a row', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  await exported(app, ann)
  const { id } = (await ann.get('/users/me/export')).body
  await exported(app, bob)
  await app.platform.database.db.execute(sql`update exports set expires_at = now() where user_id = ${ann.userId}`)
  await app.platform.database.db.execute(sql`delete from exports where user_id = ${bob.userId}`)
  app.setNow(new Date(Date.now() + 7_200_000).toISOString())
  try {
    await app.platform.queue.boss.send('portability.tidy', {})
    await eventually(async () => assert.deepEqual([await storedOf(ann), await storedOf(bob)], [[], []]))
  } finally {
    app.setNow(null)
  }
  assert.equal((await ann.get(`/users/me/exports/${id}`)).status, 404)
})

test('an account that is erased while it is exported leaves neither a row nor a zip', async () => {
  const ann = await app.as()
  for (let at = 0; at < 30; at++) await ann.post('/notes', { title: `Note ${at}`, content: 'x'.repeat(20_000) })
  await ann.post('/users/me/export')
  assert.equal((await ann.delete('/users/me', { confirm: 'delete my account' })).status, 204)
  await eventually(async () => {
    const rows = await rowsOf(
      app.platform.database.db,
      sql`select 1 from users where id = ${ann.userId} union all select 1 from exports where user_id = ${ann.userId}
          union all select 1 from file_erasures where owner = ${ann.userId}`,
    )
    assert.deepEqual([rows, await storedOf(ann)], [[], []])
    assert.equal(await waiting(), 0)
  })
  assert.deepEqual(await storedOf(ann), [])
})

const waiting = async () =>
  (
    await rowsOf(
      app.platform.database.db,
      sql`select 1 from pgboss.job where name = 'portability.export' and state in ('created', 'active', 'retry')`,
    )
  ).length

test('whatever is written while rows are read, what is read is of one moment', async () => {
  const ann = await app.as()
  const ctx = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test')
  const tables = (await ownedTables(ctx)).filter(({ name }) => name === 'tasks')
  const read = async (within: UserCtx) => {
    let sum = 0
    for await (const { rows } of linesOf(within, tables[0] as OwnedTable)) sum += rows // it is there
    return sum
  }
  const [before, after] = await atOneMoment(ctx, (reading) =>
    reading(ctx, tables, async (within) => {
      const before = await read(within)
      // On the only connection nobody can write while a transaction holds it.
      if (within === ctx || hasOtherConnections(ctx)) await ann.post('/tasks', { title: 'Meanwhile' })
      return [before, await read(within)]
    }),
  )
  assert.equal(after, before)
  assert.ok((await ann.get('/tasks')).body.items.length > 0)
})

test('rows are read by the portion, each once and in order, however long they are', async () => {
  const ann = await app.as()
  await app.platform.base.db.execute(
    sql`insert into tasks (user_id, id, title, description)
        select ${ann.userId}, gen_random_uuid(), 'Task ' || n, repeat('ä', case when n % 50 = 0 then 9000 else 1 end)
        from generate_series(1, 700) n`,
  )
  const ctx = actingAs({ ...app.platform.base, actor: null }, ann.userId, 'test')
  const table = (await ownedTables(ctx)).find(({ name }) => name === 'tasks') as OwnedTable // it is there
  const portions: Portion[] = []
  for await (const portion of linesOf(ctx, table)) portions.push(portion)
  const ids = portions.flatMap(({ text }) => text.split('\n').map((line) => JSON.parse(line).id))
  assert.equal(ids.length, 700)
  assert.deepEqual(ids, [...new Set(ids)].sort())
  assert.ok(portions.every(({ text }) => Buffer.byteLength(text) < 120_000))
})
