import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { DEAD_LETTERS } from '#core/queue.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { logIn, signUp } from '#test/people.ts'

let app: TestApp
let admin: Caller
let support: Caller
before(async () => {
  app = await startApp()
  ;[admin, support] = await Promise.all([staff('admin'), staff('support')])
})
after(() => app.close())

async function staff(role: string): Promise<Caller> {
  const { email, userId } = await signUp(app)
  await app.platform.database.query('update users set role = $2 where id = $1', [userId, role])
  return app.as((await logIn(app, email)).body.accessToken)
}

/** As pg-boss leaves a job whose attempts are used up. */
async function died(queue: string, secret = 'a link that signs in') {
  const { boss } = app.platform.queue
  const userId = newId()
  const id = await boss.send(queue, { userId, payload: { secret } }, { retryLimit: 0, singletonKey: newId() })
  const fetched = await boss.fetch(queue, { batchSize: 100 })
  for (const job of fetched) await boss.fail(queue, job.id, new Error('it never works'))
  return { id, userId }
}

const lettersOf = async (by: Caller, userId: string): Promise<Body[]> =>
  (await by.get('/admin/dead-letters')).body.items.filter((letter: Body) => letter.userId === userId)

test('administrators and support see the queues and what failed for good; nobody else does', async () => {
  const { userId } = await died('notifications_reports')
  for (const by of [admin, support]) {
    const { items } = (await by.get('/admin/jobs')).body
    const row = items.find(({ queue }: Body) => queue === 'notifications_reports')
    assert.ok(row.deadLetters >= 1)
    assert.equal(
      items.some(({ queue }: Body) => queue === DEAD_LETTERS),
      false,
    )
    const [letter] = await lettersOf(by, userId)
    assert.deepEqual([letter?.queue, letter?.error, letter?.attempts], ['notifications_reports', 'it never works', 1])
  }
  const ann = await app.as()
  const answers = [
    await ann.get('/admin/jobs'),
    await ann.get('/admin/dead-letters'),
    await ann.post('/admin/dead-letters/redrive', { queue: 'notifications_reports' }),
    await support.post('/admin/dead-letters/redrive', { queue: 'notifications_reports' }),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [403, 403, 403, 403],
  )
})

test('what a job was given is not shown, because it may hold a secret', async () => {
  const { userId } = await died('notifications_reports')
  const { body } = await admin.get('/admin/dead-letters')
  assert.ok(JSON.stringify(body).includes(userId))
  assert.equal(JSON.stringify(body).includes('signs in'), false)
})

test('a dead letter that is sent again waits in its queue once more, and is a dead letter no longer', async () => {
  const { userId } = await died('notifications_upkeep')
  const [letter] = await lettersOf(admin, userId)
  const waiting = async () =>
    (await admin.get('/admin/jobs')).body.items.find(({ queue }: Body) => queue === 'notifications_upkeep').waiting
  const before = await waiting()
  assert.deepEqual((await admin.post('/admin/dead-letters/redrive', { ids: [letter.id] })).body, { redriven: 1 })
  assert.deepEqual([await lettersOf(admin, userId), await waiting()], [[], before + 1])
  assert.deepEqual((await admin.post('/admin/dead-letters/redrive', { ids: [letter.id] })).body, { redriven: 0 })
})

test('sending again names either jobs or a queue', async () => {
  for (const body of [{}, { ids: [newId()], queue: 'x' }, { ids: [] }])
    assert.equal((await admin.post('/admin/dead-letters/redrive', body)).status, 400)
})
