import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { eventually } from '#test/eventually.ts'
import {
  type Body,
  type Caller,
  freshDatabase,
  type OwnDatabase,
  postgresUrl,
  startApp,
  type TestApp,
} from '#test/harness.ts'

// The embedded database has one connection, on which nobody ever waits for anybody.
if (postgresUrl !== null) {
  let own: OwnDatabase
  let app: TestApp
  let holder: pg.Client
  before(async () => {
    own = await freshDatabase()
    app = await startApp({ database: own.database })
    holder = new pg.Client({ connectionString: own.url ?? '' })
    await holder.connect()
  })
  after(async () => {
    await holder.end()
    await app.close()
    await own.drop()
  })

  const waits = async () => {
    const { rows } = await holder.query(`select locktype from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`)
    return rows
  }

  /** Keeps everybody who moves points waiting at the wallet while `work` goes on. */
  async function atTheWallet(ann: Caller, work: () => Promise<void>) {
    await holder.query('begin')
    await holder.query('select from wallets where user_id = $1 for update', [ann.userId])
    await work().finally(() => holder.query('commit'))
  }

  const task = async (ann: Caller, more: object = {}): Promise<string> =>
    (await ann.post('/tasks', { title: 'T', ...more })).body.id

  /** Somebody who has a wallet already. */
  async function earner(): Promise<Caller> {
    const ann = await app.as()
    assert.equal((await ann.post(`/tasks/${await task(ann)}/complete`)).status, 200)
    return ann
  }

  test('of two tasks that hold up a third and are finished at once, neither holds it up any more', async () => {
    const ann = await earner()
    const [first, second, third] = [await task(ann), await task(ann), await task(ann)]
    for (const dependsOnTaskId of [first, second])
      assert.equal((await ann.post(`/tasks/${third}/dependencies`, { dependsOnTaskId })).status, 201)
    const finished: Promise<Body>[] = []
    await atTheWallet(ann, async () => {
      for (const id of [first, second]) {
        finished.push(ann.post(`/tasks/${id}/complete`))
        await eventually(async () => assert.equal((await waits()).length, finished.length))
      }
    })
    assert.deepEqual(
      (await Promise.all(finished)).map(({ status }) => status),
      [200, 200],
    )
    assert.equal((await ann.get(`/tasks/${third}`)).body.openBlockers, 0)
  })

  test('a batch and a single change that follow the same goal never each wait for the other', async () => {
    const ann = await earner()
    const goals: string[] = []
    for (const title of ['One', 'Two']) goals.push((await ann.post('/goals', { title })).body.id)
    const [one, two, other] = await Promise.all([0, 1, 1].map((at) => task(ann, { goalIds: [goals[at]] })))
    const operations = [one, two].map((id) => ({ op: 'complete', id }))
    const done: Promise<Body>[] = []
    await atTheWallet(ann, async () => {
      done.push(ann.post('/tasks/batch', { operations }))
      await eventually(async () => assert.equal((await waits()).length, 1))
      done.push(ann.post(`/tasks/${other}/complete`))
      await eventually(async () => assert.equal((await waits()).length, 2))
      // Both wait for a transaction: the single change at its goal. Behind the batch at the wallet it would wait for a row.
      assert.deepEqual(
        (await waits()).map(({ locktype }) => locktype),
        ['transactionid', 'transactionid'],
      )
    })
    assert.deepEqual(
      (await Promise.all(done)).map(({ status }) => status),
      [200, 200],
    )
  })
}
