import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { reinstateUser, suspendUser } from '#domains/accounts/administration.service.ts'
import { patient } from '#test/calm.ts'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
before(async () => {
  app = patient(await startApp())
  await app.work()
})
after(() => app.close())

const operator = () => ({ ...app.platform.base, actor: null })

/** Something that runs, and something that rings, every evening. */
async function somebody(): Promise<Caller> {
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  const recurrence = { rrule: 'FREQ=DAILY' }
  const start = { local: '2027-03-01T18:00', zone: 'UTC' }
  assert.equal((await ann.post('/automations', { name: 'n', prompt: 'What is due?', start, recurrence })).status, 201)
  assert.equal((await ann.post('/reminders', { title: 'r', when: start, recurrence })).status, 201)
  return ann
}

async function happened({ userId }: Caller): Promise<{ runs: number; notices: number }> {
  const [row] = await app.platform.database.query<Body>(
    `select (select count(*)::int from automation_runs where user_id = $1) as runs,
       (select count(*)::int from notifications where user_id = $1 and kind = 'reminder') as notices`,
    [userId],
  )
  return row
}

test('what runs and rings by itself waits while somebody is suspended, and goes on with the next time afterwards', async () => {
  app.setNow('2027-03-01T17:00:00.000Z')
  const [ann, bob] = [await somebody(), await somebody()]
  await suspendUser(operator(), app.platform.bus, ann.userId)
  app.setNow('2027-03-01T18:00:00.000Z')
  await eventually(async () => assert.deepEqual(await happened(bob), { runs: 1, notices: 1 }))
  app.setNow('2027-03-02T17:00:00.000Z')
  await reinstateUser(operator(), ann.userId)
  assert.deepEqual(await happened(ann), { runs: 0, notices: 0 })
  app.setNow('2027-03-02T18:00:00.000Z')
  await eventually(async () => assert.equal((await happened(bob)).runs, 2))
  await eventually(async () => assert.equal((await happened(ann)).runs, 1))
})
