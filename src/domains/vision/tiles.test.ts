import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { type Body, type Caller, sharedApp, type TestApp } from '#test/harness.ts'
import { aBoard, aFile, aTile } from './vision.fixture.ts'

let app: TestApp
before(async () => {
  app = await sharedApp()
})
after(() => app.close())

const card = (statement: string, fields: object = {}) => ({ statement, ...fields })

/** What the cards of a board say, in its order. */
async function order(by: Caller, boardId: string): Promise<string[]> {
  const said: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: Body = await by.get(`/vision/boards/${boardId}/tiles?limit=100${cursor && `&cursor=${cursor}`}`)
    said.push(...body.items.map((tile: Body) => tile.statement))
    cursor = body.nextCursor
  }
  return said
}

test('cards stand where they are put, one after the other unless said, and are moved alone or many at once', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const [a, b, c] = [await aTile(ann, id, card('a')), await aTile(ann, id, card('b')), await aTile(ann, id, card('c'))]
  const first = await aTile(ann, id, card('first', { afterId: null }))
  await aTile(ann, id, card('after a', { afterId: a.id }))
  assert.deepEqual(await order(ann, id), ['first', 'a', 'after a', 'b', 'c'])
  assert.equal((await ann.post(`/vision/tiles/${c.id}/move`, { afterId: first.id })).status, 200)
  assert.deepEqual(await order(ann, id), ['first', 'c', 'a', 'after a', 'b'])
  const put = (tileIds: string[], afterId: string | null = null) =>
    ann.post(`/vision/boards/${id}/order`, { tileIds, afterId })
  assert.equal((await put([b.id, a.id])).status, 204)
  assert.deepEqual(await order(ann, id), ['b', 'a', 'first', 'c', 'after a'])
  assert.equal((await put([a.id, b.id], c.id)).status, 204)
  assert.deepEqual(await order(ann, id), ['first', 'c', 'a', 'b', 'after a'])
  assert.deepEqual([(await put([a.id, newId()])).status, (await put([a.id], newId())).status], [404, 404])
  assert.deepEqual([(await put([a.id], a.id)).status, (await put([a.id, a.id])).status], [400, 400])
  assert.deepEqual(await order(ann, id), ['first', 'c', 'a', 'b', 'after a'])
})

test('a thousand tiles put at one place stand in the order of their putting, and no other tile is written for it', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const first = await aTile(ann, id, card('first'))
  const last = await aTile(ann, id, card('last'))
  for (let n = 0; n < 1_000; n++) await aTile(ann, id, card(String(n), { afterId: first.id }))
  const expected = ['first', ...Array.from({ length: 1_000 }, (_, n) => String(999 - n)), 'last']
  assert.deepEqual(await order(ann, id), expected)
  assert.equal((await ann.get(`/vision/tiles/${last.id}`)).body.version, 1)
})

test('tiles that are put at one place at the same time all have a place of their own', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const first = await aTile(ann, id, card('first'))
  const put = (n: number) => aTile(ann, id, card(String(n), { afterId: first.id }))
  const tiles = await Promise.all(Array.from({ length: 20 }, (_, n) => put(n)))
  assert.equal(new Set(tiles.map(({ position }) => position)).size, 20)
})

test('a tile is one thing: a file, a card or a picture to be drawn', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const put = (fields: object) => ann.post(`/vision/boards/${id}/tiles`, fields)
  for (const fields of [{}, { caption: 'Only this' }, { prompt: 'A calm sea', statement: 'Both' }])
    assert.equal((await put(fields)).status, 400, JSON.stringify(fields))
  const made = await aTile(ann, id, card('I have time'))
  const { status, body } = await ann.patch(`/vision/tiles/${made.id}`, { fileId: newId() })
  assert.deepEqual([status, body.errors[0].path], [400, 'fileId'])
  assert.equal((await ann.post(`/vision/tiles/${made.id}/retry`, {})).status, 409)
  assert.equal((await ann.post(`/vision/tiles/${made.id}/cancel`)).status, 409)
})

test('goals, files and boards of somebody else are none, and a file that is no image is no picture', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const { id } = await aBoard(ann)
  const theirs = await aBoard(bob)
  const goal = (await bob.post('/goals', { title: 'Sail' })).body
  const file = await aFile(bob)
  const refused = async (fields: object) => {
    const { status, body } = await ann.post(`/vision/boards/${id}/tiles`, fields)
    return [status, body.errors?.[0].path]
  }
  assert.deepEqual(await refused(card('x', { goalId: goal.id })), [404, 'goalId'])
  assert.deepEqual(await refused({ fileId: file.id }), [404, 'fileId'])
  assert.deepEqual(await refused({ fileId: newId() }), [404, 'fileId'])
  assert.equal((await ann.post('/vision/boards', { title: 'x', goalId: goal.id })).status, 404)
  assert.equal((await ann.post(`/vision/boards/${theirs.id}/tiles`, card('x'))).status, 404)
  const foreign = await aTile(bob, theirs.id, card('theirs'))
  const { status } = await ann.post(`/vision/boards/${id}/order`, { tileIds: [foreign.id] })
  assert.equal(status, 404)
  for (const verb of ['move', 'retry', 'cancel'])
    assert.equal(
      (await ann.post(`/vision/tiles/${foreign.id}/${verb}`, verb === 'move' ? { afterId: null } : {})).status,
      404,
    )
  const form = new FormData()
  form.append('file', new File(['some words'], 'words.txt', { type: 'text/plain' }))
  const words = (await ann.post('/files', form)).body
  assert.deepEqual(await refused({ fileId: words.id }), [400, 'fileId'])
})

test('a tile in the trash lets go of its file and has it again when it comes back, unless the file is gone by then', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const file = await aFile(ann)
  const tile = await aTile(ann, id, { fileId: file.id, caption: 'The garden' })
  const isReferred = async () => {
    const rows = await app.platform.database.query('select 1 from vision_tiles where file_id = $1', [file.id])
    return rows.length > 0
  }
  assert.equal(await isReferred(), true)
  await ann.delete(`/vision/tiles/${tile.id}`)
  assert.equal(await isReferred(), false)
  const back = await ann.post(`/vision/tiles/${tile.id}/restore`)
  assert.deepEqual([back.status, back.body.fileId, back.body.state], [200, file.id, 'ready'])
  await ann.delete(`/vision/boards/${id}`)
  assert.equal(await isReferred(), false)
  await ann.delete(`/files/${file.id}`)
  await ann.post(`/vision/boards/${id}/restore`)
  const { state, fileId, failureReason, caption } = (await ann.get(`/vision/tiles/${tile.id}`)).body
  assert.deepEqual([state, fileId, failureReason, caption], ['failed', null, 'file_deleted', 'The garden'])
})

test('a tile whose file is deleted says so, and shows another one when it is given one', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const [file, other] = [await aFile(ann), await aFile(ann)]
  const tile = await aTile(ann, id, { fileId: file.id })
  await ann.delete(`/files/${file.id}`)
  const { body } = await ann.get(`/vision/tiles/${tile.id}`)
  assert.deepEqual([body.state, body.fileId, body.failureReason], ['failed', null, 'file_deleted'])
  const { body: changed } = await ann.patch(`/vision/tiles/${tile.id}`, { fileId: other.id })
  assert.deepEqual([changed.state, changed.fileId, changed.failureReason], ['ready', other.id, null])
})

test('a board goes to the trash with its tiles and comes back with those that went with it', async () => {
  const ann = await app.as()
  const { id } = await aBoard(ann)
  const [before, kept] = [await aTile(ann, id, card('before')), await aTile(ann, id, card('kept'))]
  await ann.delete(`/vision/tiles/${before.id}`)
  await ann.delete(`/vision/boards/${id}`)
  assert.equal((await ann.get(`/vision/tiles/${kept.id}`)).status, 404)
  assert.equal((await ann.post(`/vision/tiles/${kept.id}/restore`)).status, 409)
  assert.equal((await ann.post(`/vision/boards/${id}/restore`)).status, 200)
  assert.deepEqual(await order(ann, id), ['kept'])
})

test('a slide show has cards and pictures in order with addresses that work, and an affirmation for its goals each day', async () => {
  const ann = await app.as()
  const goal = (await ann.post('/goals', { title: 'Sail' })).body
  const texts = ['I sail.', 'I know the wind.', 'I am calm.']
  for (const text of texts) await ann.post('/affirmations', { text, goalId: goal.id })
  await ann.post('/affirmations', { text: 'For nothing here.' })
  const { id } = await aBoard(ann, { goalId: goal.id, slideSeconds: 5 })
  const file = await aFile(ann)
  await aTile(ann, id, { fileId: file.id })
  await aTile(ann, id, card('I have time.', { afterId: null }))
  await aTile(ann, id, { prompt: 'A calm sea' })
  const slides = async (day: number) =>
    (await ann.get(`/vision/boards/${id}/slides?now=2027-03-0${day}T12:00:00Z`)).body
  const { board, items } = await slides(1)
  assert.equal(board.slideSeconds, 5)
  assert.deepEqual(
    items.map(({ tile, url }: Body) => [tile.kind, url === null]),
    [
      ['statement', true],
      ['image', false],
    ],
  )
  const now = (await ann.get(`/vision/boards/${id}/slides`)).body.items[1]
  for (const address of [now.url, now.thumbnailUrl]) {
    const { pathname, search } = new URL(address)
    assert.equal((await app.call({ method: 'GET', url: pathname + search })).status, 200)
  }
  const days = [await slides(1), await slides(2), await slides(3)].map(({ affirmation }) => affirmation.text)
  assert.deepEqual(days.toSorted(), texts.toSorted())
})
