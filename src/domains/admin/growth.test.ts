import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { newId } from '#core/ids.ts'
import { type Body, sharedApp, type TestApp } from '#test/harness.ts'
import type { SignedUp } from '#test/people.ts'
import { countActivity } from './activity.service.ts'
import { staff } from './staff.fixture.ts'

let app: TestApp
let admin: SignedUp
before(async () => {
  app = await sharedApp()
  admin = await staff(app)
  // Long before the days that the tests are about.
  await query(`update users set created_at = '2020-01-01' where id = $1`, [admin.userId])
})
after(() => app.close())

const query = (text: string, values: unknown[] = []) => app.platform.database.query<Body>(text, values)

async function joinedOn(day: string): Promise<string> {
  const id = newId()
  await query('insert into users (id, email, created_at) values ($1, $3, $2)', [
    id,
    `${day}T12:00:00Z`,
    `${id}@example.org`,
  ])
  await query('delete from changes where user_id = $1', [id])
  return id
}

let seq = 1_000
const did = (userId: string, at: string, entity = 'task', actor: string | null = null) =>
  query(
    `insert into changes (user_id, seq, entity, entity_id, op, at, actor) values ($1, $2, $3, gen_random_uuid(), 'create', $4, $5)`,
    [userId, ++seq, entity, at, actor],
  )
const recount = (now: string) => countActivity({ ...app.platform.base, actor: null, now: () => new Date(now) })
const stored = async (userIds: string[]) =>
  query('select day::text, subject, amount from activity_days where user_id = any($1) order by 1, 2', [userIds])

test('who came and stayed is what counting by hand comes to', async () => {
  // A Monday, and the weeks after it.
  const [ann, bob, cy] = [await joinedOn('2027-03-01'), await joinedOn('2027-03-02'), await joinedOn('2027-03-09')]
  await did(ann, '2027-03-01T13:00:00Z')
  await did(ann, '2027-03-10T23:59:59.999Z', 'habit_log')
  await did(ann, '2027-03-15T00:00:00Z', 'task', `api_key:${newId()}`)
  await did(bob, '2027-03-12T10:00:00Z')
  await did(bob, '2027-03-12T11:00:00Z')
  await did(cy, '2027-03-10T10:00:00Z', 'task', 'job:habits')
  await did(cy, '2027-03-10T10:00:00Z', 'onboarding')
  await recount('2027-03-15T12:00:00Z')
  const { status, body } = await admin.get('/admin/growth?from=2027-03-01&to=2027-03-15&now=2027-03-15T12:00:00Z')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual([body.signups, body.dau, body.wau, body.mau], [3, 1, 3, 3])
  assert.deepEqual(body.activation, { activated: 1, rate: 1 / 3 })
  const days = new Map(body.days.map(({ day, ...rest }: Body) => [day, rest]))
  assert.equal(days.size, 15)
  assert.deepEqual(days.get('2027-03-10'), { signups: 0, active: 2 })
  assert.deepEqual(days.get('2027-03-02'), { signups: 1, active: 0 })
  assert.deepEqual(
    body.cohorts.filter(({ week }: Body) => week >= '2027-03-01'),
    [
      { week: '2027-03-01', size: 2, retained: [1, 2, 1] },
      { week: '2027-03-08', size: 1, retained: [1, 0] },
    ],
  )
  assert.deepEqual(
    body.features.map(({ feature, people, uses }: Body) => [feature, people, uses]),
    [
      ['task', 2, 4],
      ['habit_log', 1, 1],
    ],
  )
  const csv = await admin.get('/admin/growth/export.csv?from=2027-03-09&to=2027-03-10&now=2027-03-15T12:00:00Z')
  assert.equal(csv.body, 'day,signups,active\n2027-03-09,1,0\n2027-03-10,0,2\n')
})

test('counting twice, late and after histories were forgotten leaves the same rows', async () => {
  const ann = await joinedOn('2027-04-01')
  await did(ann, '2027-04-01T10:00:00Z')
  await recount('2027-04-01T12:00:00Z')
  await did(ann, '2027-04-01T22:00:00Z')
  await did(ann, '2027-04-03T09:00:00Z')
  await recount('2027-04-03T10:00:00Z')
  const rows = await stored([ann])
  assert.deepEqual(
    rows.map(({ day, amount }) => [day, amount]),
    [
      ['2027-04-01', 2],
      ['2027-04-03', 1],
    ],
  )
  await Promise.all([recount('2027-04-03T11:00:00Z'), recount('2027-04-03T11:00:00Z')])
  assert.deepEqual(await stored([ann]), rows)
  await query('delete from changes where user_id = $1', [ann])
  await recount('2027-04-03T12:00:00Z')
  assert.deepEqual(await stored([ann]), rows)
})

test('what models took is told by day, feature, provider, model and who took most', async () => {
  const [ann, bob] = [await joinedOn('2026-01-01'), await joinedOn('2026-01-01')]
  const used = (userId: string, day: string, feature: string, model: string, cost: number) =>
    query(
      `insert into ai_usage (user_id, day, feature, provider, model, calls, input_tokens, output_tokens, cost_micros)
       values ($1, $2, $3, 'p', $4, 1, 100, 10, $5)`,
      [userId, day, feature, model, cost],
    )
  await used(ann, '2026-02-01', 'tasks.parse', 'small', 5)
  await used(bob, '2026-02-01', 'tasks.parse', 'large', 50)
  await used(bob, '2026-02-02', 'chat', 'large', 40)
  await used(bob, '2026-03-02', 'chat', 'large', 999)
  const { status, body } = await admin.get('/admin/ai/spend?from=2026-02-01&to=2026-02-28')
  assert.equal(status, 200, JSON.stringify(body))
  const cost = (rows: Body[], ...names: string[]) =>
    rows.map((row) => [...names.map((name) => row[name]), row.costMicros])
  assert.deepEqual([body.total.calls, body.total.inputTokens, body.total.costMicros], [3, 300, 95])
  assert.deepEqual(cost(body.days, 'day'), [
    ['2026-02-01', 55],
    ['2026-02-02', 40],
  ])
  assert.deepEqual(cost(body.features, 'feature'), [
    ['tasks.parse', 55],
    ['chat', 40],
  ])
  assert.deepEqual(cost(body.models, 'provider', 'model'), [
    ['p', 'large', 90],
    ['p', 'small', 5],
  ])
  assert.deepEqual(cost(body.providers, 'provider'), [['p', 95]])
  assert.deepEqual(cost(body.users, 'userId'), [
    [bob, 90],
    [ann, 5],
  ])
  const csv = await admin.get('/admin/ai/spend/export.csv?from=2026-02-01&to=2026-02-28')
  const lines = parse(csv.body, { columns: true }) as Body[]
  assert.deepEqual(
    lines.map(({ day, model, costMicros }) => [day, model, costMicros]),
    [
      ['2026-02-01', 'large', '50'],
      ['2026-02-01', 'small', '5'],
      ['2026-02-02', 'large', '40'],
    ],
  )
})

test('revenue of nobody is nothing, and spans that make no sense are refused', async () => {
  const { status, body } = await admin.get('/admin/revenue?from=2026-02-01&to=2026-02-28')
  assert.deepEqual([status, body.mrrCents, body.churnRate, body.subscribers], [200, 0, null, 0])
  assert.match((await admin.get('/admin/revenue/export.csv')).body, /^figure,value\n.*\nmrrCents,0\n/s)
  for (const span of [
    'from=2026-02-02&to=2026-02-01',
    'from=2020-01-01&to=2026-02-01',
    'from=0001-01-01&to=0001-01-02',
  ])
    for (const path of ['growth', 'ai/spend', 'revenue'])
      assert.equal((await admin.get(`/admin/${path}?${span}`)).status, 400, `${path} ${span}`)
})
