import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sqlState } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { assertLedger } from '#test/ledger.ts'
import { idAfter, moved, type Reversed, settled, takenBack } from './ledger.ts'

let app: TestApp
before(async () => {
  app = await startApp()
})
after(() => app.close())

/** Somebody with fifty points. */
async function withPoints(): Promise<Caller> {
  const ann = await app.as()
  await ann.post('/wallet/adjustments', { amount: 50, description: 'A gift' })
  return ann
}

const run = (text: string, values: unknown[]) => app.platform.database.query(text, values)
const refused = (attempt: Promise<unknown>, what: string) =>
  assert.rejects(attempt, (error) => sqlState(error) === '23514', what)

/** A transaction with these postings, past all services. */
const write = (ann: Caller, postings: Record<string, number>) =>
  run(
    `with t as (insert into wallet_transactions (user_id, id, at, kind, source, description)
       values ($1, $2, now(), 'adjustment', $3, 'x') returning user_id, id)
     insert into wallet_postings (user_id, transaction_id, account, amount)
     select t.user_id, t.id, p.key, p.value::bigint from t cross join jsonb_each_text($4::jsonb) p`,
    [ann.userId, newId(), newId(), JSON.stringify(postings)],
  )

test('the database keeps the balance equal to the entries, whoever writes them', async () => {
  const ann = await withPoints()
  await write(ann, { wallet: 7, adjustments: -7 })
  assert.equal((await ann.get('/wallet')).body.balance, 57)
  await assertLedger(app.platform.database, ann)
})

test('the database refuses postings that do not add up to zero, come late, or take more than there is', async () => {
  const ann = await withPoints()
  await refused(write(ann, { wallet: 7, adjustments: -6 }), 'does not add up')
  await refused(write(ann, { wallet: 7 }), 'one side')
  await refused(write(ann, { wallet: -51, adjustments: 51 }), 'below zero')
  await refused(write(ann, {}), 'no postings')
  const late = `insert into wallet_postings select user_id, transaction_id, a, case a when 'tasks' then 5 else -5 end
    from wallet_postings, unnest(array['tasks', 'habits']) a where user_id = $1 and account = 'wallet'`
  await refused(run(late, [ann.userId]), 'late')
  assert.equal((await ann.get('/wallet')).body.balance, 50)
  await assertLedger(app.platform.database, ann)
})

test('neither the balance nor the past can be written over', async () => {
  const ann = await withPoints()
  for (const text of [
    'update wallets set balance = balance + 1 where user_id = $1',
    'update wallet_postings set amount = amount * 2 where user_id = $1',
    'delete from wallet_postings where user_id = $1',
    `update wallet_transactions set description = 'other' where user_id = $1`,
    'update wallet_transactions set deleted_at = now() where user_id = $1',
    'delete from wallet_transactions where user_id = $1',
  ])
    await refused(run(text, [ann.userId]), text)
  await refused(run('insert into wallets (user_id, balance) values ($1, 5)', [newId()]), 'a balance from nowhere')
  await assertLedger(app.platform.database, ann)
})

test('one source stands once, and is reversed once', async () => {
  const ann = await withPoints()
  const again = `insert into wallet_transactions (user_id, id, at, kind, source, description, reverses_id)
    select user_id, $2, at, $3, source, description, $4::uuid from wallet_transactions where user_id = $1 and reverses_id is null`
  const unique = (error: unknown) => sqlState(error) === '23505'
  await assert.rejects(run(again, [ann.userId, newId(), 'earn', null]), unique)
  const [{ id } = { id: '' }] = await app.platform.database.query<{ id: string }>(
    'select id from wallet_transactions where user_id = $1',
    [ann.userId],
  )
  const twice = `insert into wallet_transactions (user_id, id, at, kind, source, description, reverses_id)
    select $1, i, now(), 'reversal', 'x', 'x', $2 from unnest($3::uuid[]) i`
  await assert.rejects(run(twice, [ann.userId, id, [newId(), newId()]]), unique)
})

test('an account that is erased takes its ledger with it', async () => {
  const ann = await withPoints()
  const other = await withPoints()
  await app.work()
  assert.equal((await ann.delete('/users/me', { confirm: 'delete my account' })).status, 204)
  const rows = () =>
    run(
      'select user_id from wallet_postings where user_id = $1 union all select user_id from wallets where user_id = $1',
      [ann.userId],
    )
  await eventually(async () => assert.deepEqual(await rows(), []))
  assert.equal((await other.get('/wallet')).body.balance, 50)
})

test('every entry adds up to zero, however much of what it takes back is there', () => {
  const award: Reversed = {
    id: 'a',
    source: 's',
    description: 'd',
    entity: null,
    entityId: null,
    account: 'tasks',
    points: 70,
  }
  const sum = (postings: object) => Object.values(postings).reduce((total: number, one: number) => total + one, 0)
  const entries = [0, 1, 69, 70, 71].map((balance) => takenBack(award, balance).postings)
  assert.deepEqual(entries, [
    { tasks: 70, owed: -70 },
    { tasks: 70, wallet: -1, owed: -69 },
    { tasks: 70, wallet: -69, owed: -1 },
    { tasks: 70, wallet: -70 },
    { tasks: 70, wallet: -70 },
  ])
  for (const postings of [...entries, moved(award, 'earn', 'tasks', 5).postings]) assert.equal(sum(postings), 0)
  assert.deepEqual(settled({ id: 'a', points: 5 }, 0), null)
  assert.deepEqual(settled({ id: 'a', points: 5 }, 3)?.postings, { wallet: -3, owed: 3 })
  assert.deepEqual(settled({ id: 'a', points: -5 }, 3), null)
})

test('an entry that follows from another has the id right behind it', () => {
  assert.equal(idAfter('0198f3a1-7c00-7000-8000-0000000000ff'), '0198f3a1-7c00-7000-8000-000000000100')
  assert.equal(idAfter('0198f3a1-7c00-7000-80ff-ffffffffffff'), '0198f3a1-7c00-7000-8100-000000000000')
})

test('a test app does not close in peace when somebody has points that no entry explains', async () => {
  const other = await startApp()
  const ann = await other.as()
  await ann.post('/wallet/adjustments', { amount: 50, description: 'A gift' })
  await other.platform.database.script(`alter table wallets disable trigger explained; update wallets set balance = 51`)
  await assert.rejects(other.close(), /add up to the balance/)
})
