import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, startApp, type TestApp } from '#test/harness.ts'
import { auth, logIn, PASSWORD, signUp } from '#test/people.ts'
import { userZone } from './users.service.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

test('the profile is read and changed by its owner, field by field', async () => {
  const ann = await app.as()
  const change = {
    name: 'Ann',
    timezone: 'America/New_York',
    locale: 'pt-BR',
    dayStartsAt: '04:00',
    weekStartsOn: 'su',
  }
  const patched = await ann.patch('/users/me', { ...change, avatarUrl: 'https://example.com/a.png' })
  assert.equal(patched.status, 200)
  assert.deepEqual({ ...patched.body, ...change }, patched.body)
  const cleared = await ann.put('/users/me', { name: null, avatarUrl: null })
  assert.deepEqual([cleared.body.name, cleared.body.avatarUrl, cleared.body.locale], [null, null, 'pt-BR'])
  assert.equal(patched.headers.etag, `"${patched.body.version}"`)
  const stale = await ann.patch('/users/me', { name: 'X' }, { 'if-match': patched.headers.etag })
  assert.equal(stale.status, 412)
})

test('a zone, language, time or address that does not exist is refused, and so is promoting oneself', async () => {
  const ann = await app.as()
  const wrong = [
    { timezone: 'Europe/Atlantis' },
    { timezone: '+02:00' },
    { locale: 'not a language' },
    { dayStartsAt: '24:00' },
    { weekStartsOn: 'monday' },
    { avatarUrl: 'javascript:alert(1)' },
    { name: '' },
    { role: 'admin' },
    { tier: 'premium_yearly' },
    { email: 'eve@example.org' },
    { emailVerifiedAt: '2027-01-01T00:00:00.000Z' },
  ]
  for (const change of wrong) assert.equal((await ann.patch('/users/me', change)).status, 400, JSON.stringify(change))
})

test('a changed zone is heard by the other domains at once', async () => {
  const ann = await app.as()
  const actor = { id: ann.userId, role: 'user', via: null, sessionId: null, scopes: null } as const
  const ctx = { ...app.platform.base, actor }
  assert.equal((await userZone(ctx)).timezone, 'UTC')
  await ann.patch('/users/me', { timezone: 'Asia/Kathmandu', dayStartsAt: '03:00' })
  const { timezone, dayStartsAt } = await userZone(ctx)
  assert.deepEqual([timezone, dayStartsAt], ['Asia/Kathmandu', '03:00'])
})

test('preferences are answered whole, stored sparse, and go back to the default with null', async () => {
  const ann = await app.as()
  const usual = (await ann.get('/users/me/preferences')).body
  assert.deepEqual(Object.keys(usual.notifications.channels).length, 14)
  const patch = {
    theme: 'dark',
    quietHours: { enabled: true },
    notifications: { channels: { habit: [] } },
    ai: { features: { 'tasks.parse': { provider: 'anthropic', model: 'claude' } }, tools: { create_task: 'auto' } },
  }
  const changed = (await ann.patch('/users/me/preferences', patch)).body
  assert.deepEqual(changed.quietHours, { enabled: true, from: '22:00', until: '07:00' })
  assert.deepEqual(changed.notifications.channels, { ...usual.notifications.channels, habit: [] })
  const query = 'select preferences from users where id = $1'
  const [row] = await app.platform.database.query<{ preferences: Body }>(query, [ann.userId])
  assert.deepEqual(row?.preferences, patch)
  const back = { theme: null, quietHours: null, notifications: { channels: { habit: null } }, ai: null }
  assert.deepEqual((await ann.patch('/users/me/preferences', back)).body, usual)
})

test('preferences that nobody knows, or of another shape, are refused and change nothing', async () => {
  const ann = await app.as()
  const wrong = [
    { colour: 'red' },
    { theme: 'blue' },
    { quietHours: { from: '25:00' } },
    { notifications: { channels: { habit: ['pigeon'] } } },
    { notifications: { channels: { gossip: ['email'] } } },
    { ai: { features: { 'tasks.parse': { provider: 'x' } } } },
    { ai: { tools: { 'a b': 'auto' } } },
    { voice: { speed: 9 } },
    [],
  ]
  for (const patch of wrong) {
    const { status } = await ann.patch('/users/me/preferences', patch)
    assert.equal(status, 400, JSON.stringify(patch))
  }
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`tool_${n}`, 'never']))
  assert.equal((await ann.patch('/users/me/preferences', { ai: { tools: many } })).status, 400)
  const [row] = await app.platform.database.query('select preferences from users where id = $1', [ann.userId])
  assert.deepEqual(row, { preferences: {} })
})

test('two devices that change different preferences at once both succeed', async () => {
  const ann = await app.as()
  const answers = await Promise.all([
    ann.patch('/users/me/preferences', { theme: 'dark' }),
    ann.patch('/users/me/preferences', { mode: 'leisure' }),
    ann.patch('/users/me/preferences', { quietHours: { enabled: true } }),
  ])
  assert.ok(answers.every(({ status }) => status === 200))
  const { theme, mode, quietHours } = (await ann.get('/users/me/preferences')).body
  assert.deepEqual([theme, mode, quietHours.enabled], ['dark', 'leisure', true])
})

test('deleting the account asks for the password, closes it at once and leaves not one row', async () => {
  const own = await startApp()
  try {
    const [ann, bob] = [await signUp(own), await signUp(own)]
    for (const { post, patch, put } of [ann, bob]) {
      await post('/api-keys', { name: 'X', scopes: ['*'] }, { 'idempotency-key': newId() })
      await put('/onboarding/steps/1', { name: 'A', birthday: '1990-01-01', culturalHome: 'B', currentLocation: 'C' })
      await patch('/users/me', { name: 'Ann' })
      await post('/auth/two-factor/setup')
      const { body: goal } = await post('/goals', { title: 'Run' })
      const { body: parent } = await post('/tasks', { title: 'Parent', goalIds: [goal.id] })
      await post('/tasks', { title: 'Child', parentTaskId: parent.id })
    }
    assert.equal((await ann.delete('/users/me', {})).status, 400)
    assert.equal((await ann.delete('/users/me', { confirm: 'delete my account' })).status, 400)
    assert.equal((await ann.delete('/users/me', { password: 'not the password' })).status, 403)
    const before = await rowsPerTable(own, bob.userId)
    assert.ok(before.length > 8, `only ${before.length} tables hold rows of a person`)
    assert.equal((await ann.delete('/users/me', { password: PASSWORD })).status, 204)
    assert.equal((await ann.get('/users/me')).status, 401)
    assert.equal((await auth(own, 'refresh', { refreshToken: ann.refreshToken })).status, 401)
    assert.equal((await logIn(own, ann.email)).status, 401)
    await own.work()
    await eventually(async () => assert.deepEqual(await rowsPerTable(own, ann.userId), []))
    await eventually(async () => {
      const jobs = 'select name from pgboss.job where data::text like $1 or data::text like $2'
      assert.deepEqual(await own.platform.database.query(jobs, [`%${ann.userId}%`, `%${ann.email}%`]), [])
    })
    const after = new Set((await rowsPerTable(own, bob.userId)).map(({ name }) => name))
    const lost = before.filter(({ name }) => !after.has(name))
    assert.deepEqual(lost, [], 'somebody else keeps everything')
    assert.equal((await auth(own, 'signup', { email: ann.email, password: PASSWORD })).status, 201)
  } finally {
    await own.close()
  }
})

async function rowsPerTable({ platform }: TestApp, userId: string): Promise<{ name: string; rows: number }[]> {
  const { database } = platform
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'user_id' order by 1`,
  )
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await database.query<{ n: string | number }>(
        `select count(*) as n from ${name} where user_id = $1`,
        [userId],
      )
      return { name, rows: Number(row?.n) }
    }),
  )
  return counts.filter(({ rows }) => rows > 0)
}
