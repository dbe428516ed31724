import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { eventually } from '#test/eventually.ts'
import { freshDatabase, type OwnDatabase } from '#test/harness.ts'
import { actingAs, type Ctx, inTransaction, type Reach, type UserCtx } from './ctx.ts'
import { rowsOf } from './db.ts'
import { newId } from './ids.ts'
import { createLog } from './log.ts'
import { after as afterwards, daily, during, enqueue, job, message, publish } from './messages.ts'
import { DEAD_LETTERS, openQueue, type Queue } from './queue.ts'

const Noted = message('noted', z.object({ text: z.string() }))
const Refused = message('refused', z.object({}))

/** What the jobs below have heard, by whose name. */
const heard: { userId: string | undefined; text: string }[] = []
let failures = 0

const jobs = [
  afterwards(Noted, 'test_hear', async (ctx, _, { text }) => heard.push({ userId: ctx.actor?.id, text })),
  job('test_fail', z.object({}), async () => {
    failures++
    throw new Error('it never works')
  }),
  job('test_write', z.object({}), async (ctx) => {
    const { id: userId } = ctx.actor ?? { id: newId() }
    await insertGoal(ctx, userId, 'alone')
    await inTransaction(ctx, (ctx) => insertGoal(ctx, userId, 'in a transaction'))
  }),
  job('test_abandoned', z.object({ text: z.string() }), async (ctx, _, { text }) =>
    heard.push({ userId: ctx.actor?.id, text }),
  ),
  // Nobody runs these before the test has looked at what is waiting.
  job('test_keyed', z.object({}), async () => {}),
  daily('test_nightly', '30 3 * * *', async () => {}),
]
const handlers = [
  during(Noted, (ctx, { text }) => insertGoal(ctx, ctx.actor.id, `during ${text}`)),
  during(Refused, async () => {
    throw new Error('a handler refuses')
  }),
]

let own: OwnDatabase
let queue: Queue
let base: Omit<Ctx, 'actor'>

before(async () => {
  own = await freshDatabase()
  queue = await openQueue(own.database, jobs, handlers, createLog('silent'))
  base = { db: own.database.db, now: () => new Date(), deliver: queue.deliver }
})
after(async () => {
  await queue.stop()
  await own.database.close()
  await own.drop()
})

const someone = (): UserCtx => actingAs({ ...base, actor: null }, newId(), 'test')

const insertGoal = (ctx: Ctx, userId: string, title: string) =>
  ctx.db.execute(sql`insert into goals (user_id, id, title) values (${userId}, ${newId()}, ${title})`)

const titlesOf = async ({ actor }: UserCtx) =>
  (await rowsOf<{ title: string }>(own.database.db, sql`select title from goals where user_id = ${actor.id}`)).map(
    ({ title }) => title,
  )

/** Runs in this process from here on; the tests above it look at what is only waiting. */
const work = () => queue.work(base, { live: { wake: () => {}, notify: () => {} } } as unknown as Reach)

/** Spares the test the wait between two attempts. */
const hurry = (name: string) =>
  own.database.query(`update pgboss.job set start_after = now() where name = $1 and state = 'retry'`, [name])

test('of jobs with the same key one waits at a time, and jobs without a key do not keep each other out', async () => {
  const ctx = someone()
  for (const singletonKey of ['a', 'a', 'b']) await enqueue(ctx, 'test_keyed', {}, { singletonKey })
  assert.equal((await queue.boss.findJobs('test_keyed')).length, 2)
  for (let i = 0; i < 2; i++) await enqueue(ctx, 'test_keyed', {})
  assert.equal((await queue.boss.findJobs('test_keyed')).length, 4)
})

test('when a handler refuses, the change, the other handlers’ work and the jobs are undone with it', async () => {
  const ctx = someone()
  const change = inTransaction(ctx, async (ctx) => {
    await insertGoal(ctx, ctx.actor.id, 'the change')
    await publish(ctx, Noted, { text: 'lost' })
    await publish(ctx, Refused, {})
  })
  await assert.rejects(change, /a handler refuses/)
  assert.deepEqual(await titlesOf(ctx), [])
  assert.deepEqual(await queue.boss.findJobs('test_hear'), [])
})

test('a job whose worker died runs again', async () => {
  const ctx = someone()
  await enqueue(ctx, 'test_abandoned', { text: 'kept' })
  const [taken] = await queue.boss.fetch('test_abandoned')
  assert.ok(taken)
  await own.database.query(`update pgboss.job set heartbeat_on = now() - interval '21 seconds' where id = $1`, [
    taken.id,
  ])
  await queue.boss.supervise('test_abandoned')
  await hurry('test_abandoned')
  await work()
  await eventually(() => assert.deepEqual(heard.at(-1), { userId: ctx.actor.id, text: 'kept' }))
})

test('a job runs once its transaction has committed, in the name of the user who caused it', async () => {
  const ctx = someone()
  await assert.rejects(
    inTransaction(ctx, async (ctx) => {
      await publish(ctx, Noted, { text: 'rolled back' })
      throw new Error('undone')
    }),
  )
  await inTransaction(ctx, (ctx) => publish(ctx, Noted, { text: 'committed' }))
  await eventually(() => assert.ok(heard.some(({ text }) => text === 'committed')))
  assert.deepEqual(
    heard.filter(({ userId }) => userId === ctx.actor.id),
    [{ userId: ctx.actor.id, text: 'committed' }],
  )
  assert.deepEqual(await titlesOf(ctx), ['during committed'])
})

test('a failing job is tried again, later each time, and at last lies among the dead letters where it can be seen', async () => {
  const ctx = someone()
  await enqueue(ctx, 'test_fail', {})
  const waits: number[] = []
  for (let attempt = 1; attempt <= 8; attempt++) {
    const [one] = await eventually(async () => {
      const found = await queue.boss.findJobs('test_fail')
      assert.deepEqual([failures, found[0]?.state], [attempt, 'retry'])
      return found
    })
    const [now] = await own.database.query<{ now: Date }>('select now()')
    waits.push((one?.startAfter.getTime() ?? 0) - (now?.now.getTime() ?? 0))
    await hurry('test_fail')
  }
  assert.ok((waits[0] ?? 0) < 5_000 && (waits[7] ?? 0) > 120_000, String(waits))
  const [dead] = await eventually(async () => {
    const found = await queue.boss.findJobs<{ userId: string }>(DEAD_LETTERS)
    assert.equal(found.length, 1)
    return found
  })
  assert.deepEqual([dead?.sourceName, dead?.sourceRetryCount, dead?.data.userId], ['test_fail', 8, ctx.actor.id])
  assert.match(JSON.stringify(dead), /it never works/)
  assert.equal(failures, 9)
  await queue.boss.supervise(DEAD_LETTERS)
  const depths = await queue.depths()
  assert.equal(depths.find((one) => one.queue === DEAD_LETTERS)?.failed, 1)
})

test('what a job changes stands in the feed under the job’s name', async () => {
  const ctx = someone()
  await enqueue(ctx, 'test_write', {})
  await eventually(async () => assert.equal((await titlesOf(ctx)).length, 2))
  const rows = await rowsOf(own.database.db, sql`select actor from changes where user_id = ${ctx.actor.id}`)
  assert.deepEqual(rows, [{ actor: 'job:test_write' }, { actor: 'job:test_write' }])
})

test('jobs with a time of day are scheduled', async () => {
  const [schedule] = await queue.boss.getSchedules('test_nightly')
  assert.deepEqual([schedule?.cron, schedule?.timezone], ['30 3 * * *', 'UTC'])
})
