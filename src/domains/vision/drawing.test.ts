import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import sharp from 'sharp'
import { eventually } from '#test/eventually.ts'
import { type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'
import { type MediaServer, openMediaServer } from '#test/media-server.ts'
import { aBoard, aPicture, aTile, drawNow } from './vision.fixture.ts'

let app: TestApp
let server: MediaServer

before(async () => {
  server = await openMediaServer()
  const env = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: server.url, AI_IMAGES: 'openai,none' }
  app = await startApp({ env })
})
after(async () => {
  await app.close()
  server.close()
})

let hour = 0
beforeEach(() => {
  // Later than any provider is left alone for the failures of the test before.
  app.setNow(new Date(Date.UTC(2027, 2, 1, ++hour)).toISOString())
})

function reply(...replies: MediaServer['replies']) {
  server.asked.length = 0
  server.replies.splice(0, Infinity, ...replies)
}

async function aPrompt(by: Caller, fields: object = {}): Promise<Body> {
  return aTile(by, (await aBoard(by)).id, { prompt: 'A small house by a calm sea', ...fields })
}
const read = async (by: Caller, { id }: Body): Promise<Body> => (await by.get(`/vision/tiles/${id}`)).body
const retry = (by: Caller, { id }: Body, words: object = {}) => by.post(`/vision/tiles/${id}/retry`, words)

/** How often an image was paid for. */
async function billed({ userId }: Caller): Promise<number> {
  const [row] = await app.platform.database.query<{ calls: number }>(
    `select coalesce(sum(calls), 0)::int as calls from ai_usage where user_id = $1 and feature = 'images'`,
    [userId],
  )
  return row?.calls ?? 0
}

test('a prompt becomes a tile that is queued, tells how far it is, and has the picture of a model in the end', async () => {
  reply(await aPicture())
  const ann = await app.as()
  const board = await aBoard(ann)
  const fields = { prompt: 'A small house by a calm sea', caption: 'Where I write', shape: 'landscape' }
  const { status, body, headers } = await ann.post(`/vision/boards/${board.id}/tiles`, fields)
  assert.deepEqual([status, body.state, body.progress, body.fileId], [202, 'queued', 0, null])
  assert.equal(headers.location, `/api/vision/tiles/${body.id}`)
  await drawNow(app, ann, body)
  const tile = await read(ann, body)
  assert.deepEqual([tile.state, tile.progress, tile.drawnBy], ['ready', 100, 'model'])
  assert.deepEqual([tile.provider, tile.model], ['openai', 'gpt-image-1'])
  assert.deepEqual([server.asked[0]?.fields.prompt, server.asked[0]?.fields.size], [fields.prompt, '1536x1024'])
  const file = (await ann.get(`/files/${tile.fileId}`)).body
  assert.deepEqual([file.kind, file.width, file.height, file.name], ['image', 1_536, 1_024, 'Where I write.png'])
  assert.equal((await ann.get('/files/usage')).body.bytes, file.size + file.thumbnailSize)
  const { items } = (await ann.get(`/vision/tiles/${tile.id}/history`)).body
  const told = items.flatMap(({ changes }: Body) => changes.filter(({ field }: Body) => field === 'progress'))
  assert.deepEqual(told.map(({ to }: Body) => to).reverse(), [0, 20, 80, 100])
})

test('a picture that nobody can draw leaves the tile with the reason, and trying again pays for the one that comes', async () => {
  reply({ status: 500 })
  const ann = await app.as()
  const tile = await aPrompt(ann)
  await drawNow(app, ann, tile)
  const failed = await read(ann, tile)
  assert.deepEqual([failed.state, failed.failureReason, failed.progress], ['failed', 'unavailable', 0])
  assert.match(failed.failureDetail, /Nobody can draw now/)
  assert.equal(await billed(ann), 0)
  app.setNow(new Date(Date.UTC(2027, 3, 1)).toISOString())
  reply(await aPicture())
  const { status, body } = await retry(ann, tile)
  assert.deepEqual([status, body.state, body.failureReason, body.failureDetail], [202, 'queued', null, null])
  await drawNow(app, ann, tile, 2)
  assert.deepEqual([(await read(ann, tile)).state, await billed(ann)], ['ready', 1])
})

test('a drawing that the storage does not take is kept by the next try without being drawn or paid for again', async () => {
  reply(await aPicture())
  const ann = await app.as()
  const tile = await aPrompt(ann)
  const { store } = app.platform.reach.files
  const put = store.put
  store.put = () => Promise.reject(new Error('the disk is full'))
  try {
    await assert.rejects(drawNow(app, ann, tile))
  } finally {
    store.put = put
  }
  assert.deepEqual([(await read(ann, tile)).failureReason, await billed(ann)], ['storage', 1])
  await retry(ann, tile)
  await drawNow(app, ann, tile, 2)
  assert.deepEqual([(await read(ann, tile)).state, await billed(ann), server.asked.length], ['ready', 1, 1])
  await retry(ann, tile)
  await drawNow(app, ann, tile, 3)
  assert.deepEqual([(await read(ann, tile)).state, await billed(ann), server.asked.length], ['ready', 2, 2])
})

test('a job that is delivered twice, even at once, draws and pays once', async () => {
  reply(await aPicture())
  const ann = await app.as()
  const tile = await aPrompt(ann)
  await Promise.all([drawNow(app, ann, tile), drawNow(app, ann, tile).catch(() => {})])
  await drawNow(app, ann, tile)
  assert.deepEqual([server.asked.length, await billed(ann)], [1, 1])
})

test('a tile that a worker died over says so and is not drawn behind the back of its owner, unless the drawing was made', async () => {
  reply(await aPicture())
  const ann = await app.as()
  const dieOver = (tile: Body) =>
    app.platform.database.query(`update vision_tiles set state = 'drawing' where user_id = $1 and id = $2`, [
      ann.userId,
      tile.id,
    ])
  const tile = await aPrompt(ann)
  await dieOver(tile)
  await drawNow(app, ann, tile)
  const { state, failureReason } = await read(ann, tile)
  assert.deepEqual([state, failureReason, server.asked.length], ['failed', 'interrupted', 0])
  const other = await aPrompt(ann)
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  await app.platform.database.query(
    `insert into vision_drawings (user_id, tile_id, attempt, prompt, shape, bytes, drawn_by, provider, model)
     values ($1, $2, 1, $3, 'square', $4, 'model', 'openai', 'gpt-image-1')`,
    [ann.userId, other.id, other.prompt, png],
  )
  await dieOver(other)
  await drawNow(app, ann, other)
  const kept = await read(ann, other)
  assert.deepEqual([kept.state, kept.drawnBy, server.asked.length], ['ready', 'model', 0])
})

test('a picture that is cancelled or deleted while it is drawn is not drawn on, kept or paid for', async () => {
  const ann = await app.as()
  const give = {
    cancel: (id: string) => ann.post(`/vision/tiles/${id}/cancel`),
    remove: (id: string) => ann.delete(`/vision/tiles/${id}`),
  }
  for (const up of [give.cancel, give.remove]) {
    reply('stall')
    const tile = await aPrompt(ann)
    const drawing = drawNow(app, ann, tile)
    await eventually(() => assert.equal(server.asked.length, 1))
    await up(tile.id)
    await drawing
  }
  assert.equal(await billed(ann), 0)
  assert.deepEqual((await ann.get('/files')).body.items, [])
  const tile = await aPrompt(ann)
  assert.equal((await give.cancel(tile.id)).body.state, 'canceled')
  assert.equal((await give.cancel(tile.id)).status, 409)
  await drawNow(app, ann, tile)
  assert.equal((await read(ann, tile)).state, 'canceled')
})

test('another picture of other words takes the place of the first when it is ready, and not before', async () => {
  reply(await aPicture(), { status: 500 }, await aPicture())
  const ann = await app.as()
  const tile = await aPrompt(ann)
  assert.equal((await retry(ann, tile)).status, 409)
  await drawNow(app, ann, tile)
  const { fileId } = await read(ann, tile)
  await retry(ann, tile, { prompt: 'A house in a storm' })
  await drawNow(app, ann, tile, 2)
  const failed = await read(ann, tile)
  assert.deepEqual([failed.state, failed.fileId, failed.prompt], ['failed', fileId, 'A house in a storm'])
  app.setNow(new Date(Date.UTC(2027, 4, 1)).toISOString())
  await retry(ann, tile)
  await drawNow(app, ann, tile, 3)
  const other = await read(ann, tile)
  assert.equal(other.state, 'ready')
  assert.notEqual(other.fileId, fileId)
})

test('whose files are full is asked for room before a model is asked for a picture', async () => {
  reply(await aPicture())
  const ann = await app.as()
  const tile = await aPrompt(ann)
  const { files } = app.platform.reach
  const { quotaBytes } = files
  files.quotaBytes = 0
  try {
    await drawNow(app, ann, tile)
  } finally {
    files.quotaBytes = quotaBytes
  }
  const { state, failureReason } = await read(ann, tile)
  assert.deepEqual([state, failureReason, server.asked.length], ['failed', 'quota_exceeded', 0])
})

test('of whoever allows no models nothing is sent to one', async () => {
  reply(await aPicture())
  const ann = await app.as()
  await ann.patch('/users/me/preferences', { ai: { enabled: false } })
  const tile = await aPrompt(ann)
  await drawNow(app, ann, tile)
  assert.deepEqual([(await read(ann, tile)).state, server.asked.length], ['failed', 0])
})

test('one person has twenty pictures drawn at a time, however many are asked for at once', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const asked = Array.from({ length: 22 }, () => ann.post(`/vision/boards/${id}/tiles`, { prompt: 'A calm sea' }))
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  assert.deepEqual(statuses.toSorted(), [...Array(20).fill(202), 409, 409])
})
