import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { AlmanacError, createClient } from '#sdk'
import { startApp, type TestApp } from './harness.ts'
import { newAddress, PASSWORD } from './people.ts'

let app: TestApp
let baseUrl: string
before(async () => {
  app = await startApp()
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  baseUrl = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}/` // it listens on TCP
})
after(() => app.close())

async function signedUp() {
  const { accessToken, user } = await createClient({ baseUrl }).signUp({
    body: { email: newAddress(), password: PASSWORD },
  })
  return { user, almanac: createClient({ baseUrl, token: async () => accessToken }) }
}

test('somebody signs up, plans a task, finds it, finishes it and cannot finish it twice', async () => {
  const { almanac, user } = await signedUp()
  assert.equal((await almanac.getMe()).id, user.id)
  const task = await almanac.createTask({ body: { title: 'Tidy up', priority: 'p1', tags: ['home'] } })
  await almanac.createTask({ body: { title: 'Read' } })
  const { items, nextCursor } = await almanac.listTasks({ query: { priority: 'p1', limit: 10 } })
  assert.deepEqual([items, nextCursor], [[task], null])
  const changed = await almanac.updateTask({
    id: task.id,
    ifMatch: task.version,
    body: { title: 'Tidy everything up' },
  })
  assert.equal(changed.title, 'Tidy everything up')
  const done = await almanac.completeTask({ id: task.id })
  assert.deepEqual([done.status, done.nextTask], ['done', null])
  await assert.rejects(almanac.completeTask({ id: task.id }), { name: 'AlmanacError', status: 409 })
  assert.equal(await almanac.deleteTask({ id: task.id }), undefined)
  await assert.rejects(almanac.getTask({ id: task.id }), { status: 404 })
})

test('a refusal is thrown as the problem the server answered, with the fields that are wrong', async () => {
  const { almanac } = await signedUp()
  const task = await almanac.createTask({ body: { title: 'Once' } })
  await assert.rejects(almanac.createTask({ body: { title: '' } }), (error: unknown) => {
    assert.ok(error instanceof AlmanacError)
    assert.deepEqual(
      [error.status, error.problem.code, error.problem.errors?.[0]?.path],
      [400, 'invalid_input', 'title'],
    )
    return true
  })
  await assert.rejects(almanac.updateTask({ id: task.id, ifMatch: 9, body: { title: 'Twice' } }), { status: 412 })
  await assert.rejects(createClient({ baseUrl }).listTasks(), { status: 401 })
})

test('what may be repeated is repeated after the time that was asked for, and nothing else', async () => {
  let calls = 0
  const busy: typeof fetch = async () => {
    calls++
    const headers = { 'retry-after': '0.001', 'content-type': 'text/plain' }
    return calls % 3 === 0
      ? Response.json({ items: [], nextCursor: null })
      : new Response('busy', { status: 503, headers })
  }
  const client = createClient({ baseUrl, token: 'x', fetch: busy })
  assert.deepEqual(await client.listTasks(), { items: [], nextCursor: null })
  assert.equal(calls, 3)
  await client.createTask({ idempotencyKey: newId(), body: { title: 'a' } })
  assert.equal(calls, 6)
  await assert.rejects(client.createTask({ body: { title: 'a' } }), { status: 503 })
  assert.equal(calls, 7)
})
