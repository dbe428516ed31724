import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { aBoard, aTile } from './vision.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
})
after(() => app.close())

test('where no model is set up a worker draws by a procedure, and tile and file say so', async () => {
  const ann = await app.as()
  const { id } = await aTile(ann, (await aBoard(ann)).id, { prompt: 'A small house by a calm sea' })
  const tile = await eventually(async () => {
    const { body } = await ann.get(`/vision/tiles/${id}`)
    assert.equal(body.state, 'ready')
    return body
  })
  assert.deepEqual([tile.drawnBy, tile.provider, tile.progress], ['procedure', 'embedded', 100])
  const file = (await ann.get(`/files/${tile.fileId}`)).body
  assert.equal(file.name, 'Procedural drawing, A small house by a calm sea.png')
  assert.deepEqual([file.width, file.height], [1_024, 1_024])
})
