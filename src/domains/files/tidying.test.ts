import assert from 'node:assert/strict'
import { mkdir, readdir, rename, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { formOf } from '#test/forms.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { PASSWORD, signUp } from '#test/people.ts'
import { modules } from '../../modules.ts'

let app: TestApp
before(async () => {
  app = await startApp()
  await app.work()
  // Starting keeps everybody waiting for a moment.
  const by = await app.as()
  await eventually(async () => assert.equal((await by.get('/files')).status, 200))
})
after(() => app.close())
afterEach(() => app.setNow(null))

/** The nightly job, as if so many days had passed. */
async function nightAfter(days: number) {
  const job = modules.flatMap((module) => module.jobs ?? []).find(({ name }) => name === 'files.tidy')
  app.setNow(new Date(Date.now() + days * 86_400_000).toISOString())
  const { base, reach } = app.platform
  await job?.run({ ...base, actor: null }, reach, null)
  app.setNow(null)
}

const upload = async (by: Caller, more: object = {}) =>
  (await by.post('/files', formOf({ file: new File(['a plan'], 'plan.txt'), ...more }))).body
const folderOf = (by: Caller) => path.join(app.dataDir, 'files', by.userId)
const bytesOf = (by: Caller) => readdir(folderOf(by)).catch(() => [])

test('bytes that no file speaks of go by night, but not those that were only just written', async () => {
  const ann = await app.as()
  const { id } = await upload(ann)
  const [old, young] = [newId(), newId()]
  for (const name of [old, young]) await writeFile(path.join(folderOf(ann), name), 'x')
  const yesterday = new Date(Date.now() - 86_400_000)
  await utimes(path.join(folderOf(ann), old), yesterday, yesterday)
  await nightAfter(0)
  assert.deepEqual((await bytesOf(ann)).sort(), [id, young].sort())
})

test('a file whose bytes are lost says so, cannot be downloaded, and recovers when they are back', async () => {
  const ann = await app.as()
  const { id } = await upload(ann)
  const away = `${folderOf(ann)}.away`
  await rename(folderOf(ann), away)
  await nightAfter(0)
  const lost = (await ann.get(`/files/${id}`)).body
  assert.notEqual(lost.missingAt, null)
  const { url } = (await ann.get(`/files/${id}/url`)).body
  const address = url.replace(app.platform.config.publicUrl, '')
  assert.deepEqual((await app.call({ url: address })).body.code, 'gone')
  await mkdir(path.dirname(away), { recursive: true })
  await rename(away, folderOf(ann))
  await nightAfter(0)
  assert.equal((await ann.get(`/files/${id}`)).body.missingAt, null)
  assert.equal((await app.call({ url: address })).status, 200)
})

test('what nothing refers to goes after a week, what is to be kept stays', async () => {
  const ann = await app.as()
  const [loose, keep, later] = [await upload(ann), await upload(ann, { keep: 'true' }), await upload(ann)]
  await nightAfter(0)
  await ann.patch(`/files/${later.id}`, { keep: true })
  await nightAfter(6.9)
  assert.equal((await ann.get(`/files/${loose.id}`)).status, 200)
  await nightAfter(7.1)
  const left = (await ann.get('/files')).body.items.map(({ id }: { id: string }) => id)
  assert.deepEqual(left.sort(), [keep.id, later.id].sort())
  await eventually(async () => assert.deepEqual((await bytesOf(ann)).sort(), [keep.id, later.id].sort()))
})

test('the end of an account is the end of its bytes, and nothing remembers whose they were', async () => {
  const ann = await signUp(app)
  await upload(ann)
  assert.equal((await bytesOf(ann)).length, 1)
  assert.equal((await ann.delete('/users/me', { password: PASSWORD })).status, 204)
  await eventually(async () => {
    assert.deepEqual(await bytesOf(ann), [])
    assert.deepEqual(await app.platform.database.query('select * from file_erasures'), [])
  })
})
