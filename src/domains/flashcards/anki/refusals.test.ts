import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { zstdCompressSync } from 'node:zlib'
import { formOf } from '#test/forms.ts'
import { startApp, type TestApp } from '#test/harness.ts'
import { BEGAN, collectionOf, packageOf, zipOf } from './packages.fixture.ts'
import { cardsOf, SEA, start, taken, upload } from './taking.fixture.ts'

let app: TestApp
before(async () => {
  app = await startApp({ env: { STAGE: 'test' } })
  await app.work()
})
after(() => app.close())

const failure = async (bytes: Buffer): Promise<string> => {
  const ann = await app.as()
  const { state, error } = await taken(ann, bytes)
  assert.equal(state, 'failed')
  assert.deepEqual(await cardsOf(ann), [])
  return error
}

test('a package that is damaged, too new, too large or no package is refused with the reason', async () => {
  const whole = await collectionOf({ notes: Array.from({ length: 300 }, (_, at) => ({ ...SEA, guid: `g${at}` })) })
  const holed = Buffer.from(whole)
  holed.fill(0x5a, 4_096, whole.length - 4_096)
  assert.match(await failure(await zipOf({ 'collection.anki21': holed })), /damaged/)
  assert.match(await failure(await zipOf({ 'collection.anki21': Buffer.from('no database') })), /damaged/)
  assert.match(await failure(await zipOf({ 'collection.anki21b': Buffer.from('no zstd') })), /damaged/)
  assert.match(await failure(await zipOf({ 'readme.txt': Buffer.from('hello') })), /holds no collection/)
  assert.match(await failure(await packageOf({ notes: [SEA], version: 99 })), /newer Anki \(collection 99\)/)
  assert.match(
    await failure(await zipOf({ meta: Buffer.from([8, 9]), 'collection.anki21b': whole })),
    /newer Anki \(package 9\)/,
  )
  assert.match(await failure(await packageOf({ notes: [SEA], version: 3 })), /older than Anki 2/)
})

test('an archive that leads out of its folder or unpacks without end is refused', async () => {
  const evil = await zipOf({
    'collection.anki21': await collectionOf({ notes: [SEA] }),
    'aa/aa/evil': Buffer.from('x'),
  })
  const slipped = Buffer.from(evil.toString('latin1').replaceAll('aa/aa/evil', '../../evil'), 'latin1')
  assert.match(await failure(slipped), /lead out of its folder/)
  const bomb = await zipOf({ 'collection.anki21b': zstdCompressSync(Buffer.alloc(410_000_000)) })
  assert.ok(bomb.length < 100_000)
  assert.match(await failure(bomb), /unpacks to more than 400 MB/)
})

test('one package at a time, and only one’s own', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const bytes = await packageOf({ notes: [SEA], began: BEGAN })
  const fileId = await upload(ann, bytes)
  const hers = (await ann.post('/flashcard-decks', { name: 'Hers' })).body
  assert.equal((await bob.post('/flashcards/import', { fileId })).status, 404)
  assert.equal((await start(bob, bytes, { deckId: hers.id })).status, 404)
  const both = await Promise.all([1, 2].map(() => ann.post('/flashcards/import', { fileId })))
  assert.deepEqual(both.map(({ status }) => status).sort(), [202, 409])
  const started = both.find(({ status }) => status === 202)?.body
  assert.equal((await bob.get(`/flashcards/imports/${started.id}`)).status, 404)
  assert.equal((await bob.post(`/flashcards/imports/${started.id}/undo`)).status, 404)
  assert.deepEqual((await bob.get('/flashcards/imports')).body.items, [])
  const picture = (await ann.post('/files', formOf({ file: 'the bytes' }))).body
  assert.equal((await ann.post('/flashcards/import', { fileId: picture.id })).status, 422)
})
