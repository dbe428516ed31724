import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startApp, type TestApp } from '#test/harness.ts'
import { type Door, openDoor } from '#test/socket.ts'

let app: TestApp
let door: Door
before(async () => {
  app = await startApp()
  door = await openDoor(app)
})
after(() => app.close())

test('a signed-in socket is told every change of its own items, with the item as its collection answers it', async () => {
  const ann = await app.as()
  const socket = await door.enter(ann.token)
  assert.equal(socket.ready.heartbeatSeconds, 25)
  const { body: task } = await ann.post('/tasks', { title: 'Read' })
  const created = await socket.next('change')
  assert.deepEqual(
    { ...created, item: null, at: null },
    { type: 'change', seq: socket.ready.seq + 1, entity: 'task', id: task.id, op: 'create', at: null, item: null },
  )
  assert.deepEqual(created.item, task)
  await ann.delete(`/tasks/${task.id}`)
  const deleted = await socket.next('change')
  assert.deepEqual([deleted.op, deleted.item], ['delete', null])
})
