import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually } from '#test/eventually.ts'
import { formOf, JPEG } from '#test/forms.ts'
import { type Caller, startApp, type TestApp } from '#test/harness.ts'
import { openS3Server } from '#test/s3-server.ts'
import { modules } from '../../modules.ts'

let s3: Awaited<ReturnType<typeof openS3Server>>
let app: TestApp
before(async () => {
  s3 = await openS3Server()
  app = await startApp({ env: s3.env })
  await app.work()
  // Starting keeps everybody waiting for a moment.
  const by = await app.as()
  await eventually(async () => assert.equal((await by.get('/files')).status, 200))
})
after(async () => {
  await app.close()
  s3.close()
})

const upload = (by: Caller, bytes: string | Buffer = JPEG, name = 'garden.jpg') =>
  by.post('/files', formOf({ file: new File([new Uint8Array(Buffer.from(bytes))], name) }))

const keysOf = ({ userId }: Caller) => [...s3.objects.keys()].filter((key) => key.startsWith(userId)).sort()

async function download(by: Caller, id: string, headers: object = {}) {
  const { url } = (await by.get(`/files/${id}/url`)).body
  return app.http.inject({ url: url.replace(app.platform.config.publicUrl, ''), headers: { ...headers } })
}

test('a bucket takes uploads, parts of them and deletions, each signed as S3 asks', async () => {
  const ann = await app.as()
  const { body } = await upload(ann)
  assert.deepEqual(keysOf(ann), [`${ann.userId}/${body.id}`, `${ann.userId}/${body.id}.thumbnail`])
  assert.equal(s3.objects.get(`${ann.userId}/${body.id}`)?.type, 'image/jpeg')
  assert.equal((await download(ann, body.id)).rawPayload.length, body.size)
  const text = (await upload(ann, 'Zero to nine: 0123456789', 'digits.txt')).body
  const part = await download(ann, text.id, { range: 'bytes=14-15' })
  assert.deepEqual([part.statusCode, part.payload], [206, '01'])
  await ann.delete(`/files/${body.id}`)
  await eventually(() => assert.deepEqual(keysOf(ann), [`${ann.userId}/${text.id}`]))
  assert.deepEqual(s3.refused, [])
})

test('a bucket that fails once is asked again; one that keeps failing is a 503 that keeps nothing', async () => {
  const ann = await app.as()
  s3.failing.next = 1
  assert.equal((await upload(ann, 'one', '1.txt')).status, 201)
  s3.failing.next = 2
  const failed = await upload(ann, 'two', '2.txt')
  assert.deepEqual([failed.status, failed.body.code], [503, 'unavailable'])
  assert.doesNotMatch(JSON.stringify(failed.body), /127\.0\.0\.1:\d+\/growth/)
  assert.equal((await ann.get('/files/usage')).body.files, 1)
  assert.equal(keysOf(ann).length, 1)
})

test('by night the whole bucket is compared, page by page', async () => {
  const ann = await app.as()
  const made = []
  for (let n = 0; n < 5; n++) made.push((await upload(ann, `text ${n}`, `${n}.txt`)).body)
  const [lost] = made
  s3.objects.delete(`${ann.userId}/${lost.id}`)
  const stray = `${ann.userId}/00000000-0000-7000-8000-000000000000`
  s3.objects.set(stray, { body: Buffer.from('x'), type: 'text/plain', at: '2020-01-01T00:00:00.000Z' })
  const job = modules.flatMap((module) => module.jobs ?? []).find(({ name }) => name === 'files.tidy')
  await job?.run({ ...app.platform.base, actor: null }, app.platform.reach, null)
  assert.equal(s3.objects.has(stray), false)
  const { items } = (await ann.get('/files')).body
  assert.deepEqual(
    items.filter(({ missingAt }: { missingAt: string | null }) => missingAt).map(({ id }: { id: string }) => id),
    [lost.id],
  )
  assert.deepEqual(s3.refused, [])
})
