import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { formOf, JPEG } from '#test/forms.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { applied, brought, exported } from './portability.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

async function make(by: Caller, path: string, fields: object): Promise<Body> {
  const { status, body } = await by.post(path, fields)
  assert.ok(status < 300, `${path}: ${JSON.stringify(body)}`)
  return body
}

test('what is tied to something in the trash comes along, and both are tied again when that is restored', async () => {
  const [ann, ben] = await Promise.all([app.as(), app.as()])
  const goal = await make(ann, '/goals', { title: 'A home' })
  const goalIds = [goal.id]
  const project = await make(ann, '/projects', { name: 'The flat', goalIds })
  const parent = await make(ann, '/tasks', { title: 'Renovate' })
  const task = await make(ann, '/tasks', { title: 'Paint', goalIds, projectIds: [project.id], parentTaskId: parent.id })
  const habit = await make(ann, '/habits', { name: 'Tidy up', goalIds })
  const metric = await make(ann, '/metrics', { name: 'Boxes', direction: 'lower', goalIds })
  const file = await make(ann, '/files', formOf({ file: new File([new Uint8Array(JPEG)], 'wall.jpg') }))
  const note = await make(ann, '/notes', { title: 'Colours', fileIds: [file.id] })
  const entry = await make(ann, '/logbook', {
    title: 'Begun',
    text: 'Boxes',
    links: [{ entity: 'goal', entityId: goal.id }],
  })
  for (const path of [`/files/${file.id}`, `/projects/${project.id}`, `/goals/${goal.id}`, `/tasks/${parent.id}`])
    assert.ok((await ann.delete(path)).status < 300, path)
  const report = await applied(ben, await brought(ben, (await exported(app, ann)).zip))
  assert.equal(report.state, 'done', JSON.stringify(report))
  for (const path of [`/habits/${habit.id}`, `/metrics/${metric.id}`, `/notes/${note.id}`, `/logbook/${entry.id}`]) {
    const [hers, his] = [await ann.get(path), await ben.get(path)]
    assert.deepEqual([his.status, his.body.goalIds], [200, hers.body.goalIds], path)
  }
  assert.equal((await ben.get(`/goals/${goal.id}`)).status, 404)
  assert.equal((await ben.post(`/goals/${goal.id}/restore`)).status, 200)
  const links = async (by: Caller) => (await by.get(`/tasks/${task.id}`)).body
  assert.deepEqual((await links(ben)).goalIds, (await links(ann)).goalIds)
})
