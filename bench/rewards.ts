import os from 'node:os'
import type { Database } from '#core/db.ts'
import { type Answer, type Caller, freshDatabase, startApp, type TestApp } from '#test/harness.ts'
import { assertLedger } from '#test/ledger.ts'
import { report } from './lib/figures.ts'
import { userId } from './lib/people.ts'

// What the ledger costs: reading a long one among many, redeeming, and finishing tasks that pay and tasks that do not. Requests
// are injected into an app in this process. bin/with-services.sh --durable node bench/rewards.ts

const OTHERS = 500
const OTHERS_EACH = 1_000
const OWN = 10_000
const CONNECTIONS = 16
const REQUESTS = 800

async function main() {
  const own = await freshDatabase()
  const { database, url } = own
  if (url === null) throw new Error('It needs PostgreSQL: bin/with-services.sh --durable node bench/rewards.ts')
  const app = await startApp({ database, env: { ROLE: 'web' } })
  try {
    console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}; ${CONNECTIONS} at once`)
    const ann = await app.as()
    const others = Array.from({ length: OTHERS }, (_, index) => userId(index + 1))
    await addLedgers(database, others, OTHERS_EACH)
    await addLedgers(database, [ann.userId], OWN)
    for (const table of ['wallet_transactions', 'wallet_postings']) await database.query(`vacuum analyze ${table}`)
    await showPlan(database, ann.userId)
    await reading(ann)
    await redeeming(app)
    await finishing(app)
    await crowd(app)
  } finally {
    await app.close()
    await own.drop()
  }
}

/** Whole ledgers at once: how they came about is not what is timed. */
async function addLedgers(database: Database, owners: string[], each: number) {
  await database.script(`begin; set local session_replication_role = replica; set local statement_timeout = 0;
    with owners as (select unnest(array[${owners.map((id) => `'${id}'::uuid`)}]) as id),
      made as (
        insert into wallet_transactions (user_id, id, at, kind, source, description, lifetime)
        select o.id, gen_random_uuid(), now(), 'earn', 'task:' || n || o.id, 'A task', 10
        from generate_series(1, ${each}) n, owners o returning user_id, id),
      posted as (
        insert into wallet_postings select user_id, id, account, case account when 'wallet' then 10 else -10 end
        from made, unnest(array['wallet', 'tasks']) account)
    insert into wallets (user_id, balance, lifetime_earned) select id, ${each * 10}, ${each * 10} from owners;
    commit`)
}

async function showPlan(database: Database, id: string) {
  const rows = await database.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off, summary off) select t.*, w.amount from wallet_transactions t
     left join wallet_postings w on w.user_id = t.user_id and w.transaction_id = t.id and w.account = 'wallet'
     where t.user_id = $1 and t.deleted_at is null order by t.id desc limit 51`,
    [id],
  )
  console.log(rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n'))
}

async function reading(ann: Caller) {
  const wallet = await timed(() => ann.get('/wallet'))
  report({ what: 'wallet: p95', value: wallet, unit: 'ms', goal: { atMost: 20 } })
  const page = await timed(() => ann.get('/wallet/transactions?limit=50'))
  report({ what: `50 of ${OWN} transactions: p95`, value: page, unit: 'ms', goal: { atMost: 50 } })
}

async function redeeming(app: TestApp) {
  const people = await peopleOf(app)
  const rewards = await Promise.all(
    people.map(async (ann) => {
      await ann.post('/wallet/adjustments', { amount: 1_000_000, description: 'A gift' })
      return (await ann.post('/rewards', { title: 'Tea', pointCost: 1 })).body.id as string
    }),
  )
  const value = await timed((at) => personOf(people, at).post(`/rewards/${rewards[at % CONNECTIONS]}/redeem`))
  report({ what: `redeem, ${CONNECTIONS} people: p95`, value, unit: 'ms', goal: { atMost: 50 } })
  const [ann] = people
  if (!ann) return
  const alone = await timed(() => ann.post(`/rewards/${rewards[0]}/redeem`))
  report({ what: 'redeem, one person sixteen times at once: p95', value: alone, unit: 'ms' })
}

/** The same tasks, once worth nothing and once worth points: the difference is the ledger's. */
async function finishing(app: TestApp) {
  const people = await peopleOf(app)
  const complete = async (pointValue: number) => {
    const ids: string[] = []
    for (let at = 0; at < REQUESTS; at++)
      ids.push((await personOf(people, at).post('/tasks', { title: 'Write', pointValue })).body.id)
    return timed((at) => personOf(people, at).post(`/tasks/${ids[at]}/complete`))
  }
  const free = await complete(0)
  const paid = await complete(10)
  report({ what: 'finish a task worth nothing: p95', value: free, unit: 'ms' })
  report({ what: 'finish a task worth points: p95', value: paid, unit: 'ms' })
  report({ what: 'what the points add to finishing a task', value: paid / free, unit: 'x', goal: { atMost: 3 } })
}

async function crowd(app: TestApp) {
  const ann = await app.as()
  const database = app.platform.database
  await ann.post('/wallet/adjustments', { amount: 109, description: 'A gift' })
  const { id } = (await ann.post('/rewards', { title: 'Tea', pointCost: 10 })).body
  const started = performance.now()
  const answers = await Promise.all(Array.from({ length: 100 }, () => ann.post(`/rewards/${id}/redeem`)))
  report({ what: '100 redemptions of one reward at once', value: performance.now() - started, unit: 'ms' })
  const done = answers.filter(({ status }) => status === 201).length
  if (done !== 10) throw new Error(`${done} of 100 were paid instead of 10`)
  const task = (await ann.post('/tasks', { title: 'Write', pointValue: 5 })).body
  const again = performance.now()
  for (let round = 0; round < 100; round++) {
    await ann.post(`/tasks/${task.id}/complete`)
    await ann.patch(`/tasks/${task.id}`, { status: 'in_progress' })
  }
  report({ what: '100 times finished and reopened', value: performance.now() - again, unit: 'ms' })
  const { balance } = (await ann.get('/wallet')).body
  if (balance !== 9) throw new Error(`The balance is ${balance} instead of 9`)
  await assertLedger(database, ann)
  console.log('    exactly 10 of 100 were paid, and the balance is as before the task')
}

const peopleOf = (app: TestApp) => Promise.all(Array.from({ length: CONNECTIONS }, () => app.as()))
const personOf = (people: Caller[], at: number) => people[at % people.length] as Caller // never empty

/** The 95th percentile in milliseconds of so many requests, sixteen at a time, after a tenth of them to warm up. */
async function timed(send: (at: number) => Promise<Answer>): Promise<number> {
  const times: number[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < REQUESTS; at = next++) {
      const started = performance.now()
      const { status, body } = await send(at)
      if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
      if (at >= REQUESTS / 10) times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}

await main()
