import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { newId } from '#core/ids.ts'
import { eventually } from '#test/eventually.ts'
import { formOf, JPEG, silence } from '#test/forms.ts'
import { type Answer, type Body, type Caller, startApp, type TestApp } from '#test/harness.ts'

let app: TestApp
let small: TestApp
before(async () => {
  app = await startApp()
  small = await startApp({ env: { FILES_QUOTA_MB: '1' } })
  await Promise.all([ready(app), ready(small)])
})
after(() => Promise.all([app.close(), small.close()]))
afterEach(() => app.setNow(null))

/** Starting keeps everybody waiting for a moment. */
async function ready(one: TestApp) {
  const by = await one.as()
  await eventually(async () => assert.equal((await by.get('/files')).status, 200))
}

const upload = (by: Caller, bytes: Buffer | string, name: string, more: object = {}) =>
  by.post('/files', formOf({ file: new File([new Uint8Array(Buffer.from(bytes))], name), ...more }))

async function kept(by: Caller, bytes: Buffer | string, name: string, more: object = {}): Promise<Body> {
  const { status, body } = await upload(by, bytes, name, more)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

/** Without signing in, as a browser follows an address. */
async function download(by: Caller, id: string, query = '', headers: object = {}) {
  const { body } = await by.get(`/files/${id}/url${query}`)
  return app.http.inject({ url: body.url.replace(app.platform.config.publicUrl, ''), headers: { ...headers } })
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 90 } } })

test('what a file is its bytes say: HTML called .png, SVG, programs and what cannot be read are refused', async () => {
  const ann = await app.as()
  const refused: [string | Buffer, string][] = [
    ['<!doctype html><script>alert(1)</script>', 'holiday.png'],
    ['<html><body>hi</body></html>', 'notes.txt'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'logo.svg'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'logo.md'],
    [Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'setup.txt'],
    [Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x41]), 'odd.txt'],
    ['{"a":1}', 'data.json'],
  ]
  for (const [bytes, name] of refused) {
    const { status, body } = await upload(ann, bytes, name)
    assert.deepEqual([status, body.code], [415, 'unsupported_media_type'], name)
  }
  assert.equal((await upload(ann, '', 'empty.txt')).status, 422)
  const { body } = await ann.get('/files')
  assert.deepEqual(body.items, [])
  const { contentType, kind, name } = await kept(ann, JPEG, 'holiday.png')
  assert.deepEqual([contentType, kind, name], ['image/jpeg', 'image', 'holiday.png.jpg'])
  assert.equal((await kept(ann, '# A plan\n\n<b>bold</b>', 'plan.md')).contentType, 'text/markdown')
  assert.equal((await kept(ann, silence(1), 'memo.wav')).kind, 'audio')
})

test('an image comes back upright and without the place it was taken at', async () => {
  const ann = await app.as()
  const exif = { IFD0: { Make: 'SecretCam' }, IFD3: { GPSLatitude: '52/1 30/1 0/1', GPSLatitudeRef: 'N' } }
  const taken = await picture(60, 40).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const file = await kept(ann, taken, 'photo.jpg')
  assert.deepEqual([file.width, file.height], [40, 60])
  const { rawPayload } = await download(ann, file.id)
  const { exif: left, orientation, width, height } = await sharp(rawPayload).metadata()
  assert.deepEqual([left, orientation, width, height], [undefined, undefined, 40, 60])
  assert.equal(rawPayload.includes('SecretCam'), false)
  assert.equal(file.size, rawPayload.length)
})

test('a picture gets a small one of at most 512 pixels, other files have none', async () => {
  const ann = await app.as()
  const file = await kept(ann, await picture(1600, 800).png().toBuffer(), 'wide.png')
  const { headers, rawPayload } = await download(ann, file.id, '?variant=thumbnail')
  const { format, width, height } = await sharp(rawPayload).metadata()
  assert.deepEqual([headers['content-type'], format, width, height], ['image/webp', 'webp', 512, 256])
  assert.equal(file.thumbnailSize, rawPayload.length)
  const text = await kept(ann, 'a,b\n1,2\n', 'table.csv')
  assert.equal((await ann.get(`/files/${text.id}/url?variant=thumbnail`)).status, 404)
})

test('a picture of 30,000 pixels a side is refused by its header, and a damaged one by what follows', async () => {
  const ann = await app.as()
  const header = Buffer.from((await picture(8, 8).png().toBuffer()).subarray(0))
  header.writeUInt32BE(30_000, 16)
  header.writeUInt32BE(30_000, 20)
  header.writeUInt32BE(crc32(header.subarray(12, 29)), 29)
  const started = performance.now()
  const bomb = await upload(ann, header, 'bomb.png')
  assert.deepEqual([bomb.status, bomb.body.reason], [422, 'dimensions'], JSON.stringify(bomb.body))
  assert.ok(performance.now() - started < 2_000)
  const whole = await picture(300, 300).jpeg().toBuffer()
  const cut = await upload(ann, whole.subarray(0, whole.length >> 1), 'cut.jpg')
  assert.deepEqual([cut.status, cut.body.reason], [422, 'damaged'])
})

test('downloads are attachments that run nothing, in parts where asked for, and end after ten minutes', async () => {
  const ann = await app.as()
  app.setNow('2027-03-01T09:00:30.000Z')
  const { id } = await kept(ann, 'Zero to nine: 0123456789', 'zählen "1".txt')
  const { body } = await ann.get(`/files/${id}/url`)
  assert.equal(body.expiresAt, '2027-03-01T09:10:00.000Z')
  const { headers, payload, statusCode } = await download(ann, id)
  assert.deepEqual([statusCode, payload], [200, 'Zero to nine: 0123456789'])
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
  assert.equal(
    headers['content-disposition'],
    `attachment; filename="z_hlen _1_.txt"; filename*=UTF-8''z%C3%A4hlen%20%221%22.txt`,
  )
  const part = await download(ann, id, '', { range: 'bytes=14-15' })
  assert.deepEqual([part.statusCode, part.payload, part.headers['content-range']], [206, '01', 'bytes 14-15/24'])
  assert.equal((await download(ann, id, '', { range: 'bytes=-3' })).payload, '789')
  const beyond = await download(ann, id, '', { range: 'bytes=24-' })
  assert.deepEqual([beyond.statusCode, beyond.headers['content-range']], [416, 'bytes */24'])
  assert.equal((await download(ann, id, '', { 'if-none-match': String(headers.etag) })).statusCode, 304)
  app.setNow('2027-03-01T09:10:00.000Z')
  const over = await app.call({ url: body.url.replace(app.platform.config.publicUrl, '') })
  assert.deepEqual([over.status, over.body.code], [410, 'gone'])
})

test('an address cannot be forged: another file, variant, owner or time is none', async () => {
  const [ann, bob] = [await app.as(), await app.as()]
  const [one, two] = [await kept(ann, JPEG, '1.jpg'), await kept(ann, JPEG, '2.jpg')]
  assert.equal((await bob.get(`/files/${one.id}/url`)).status, 404)
  const { pathname, search } = new URL((await ann.get(`/files/${one.id}/url`)).body.url)
  const forged = [
    pathname.replace(one.id, two.id) + search,
    pathname + search.replace('original', 'thumbnail'),
    pathname.replace(ann.userId, bob.userId) + search,
    pathname + search.replace(/expires=(\d)/, 'expires=9'),
    pathname + search.replace(/signature=.*/, 'signature=x'),
  ]
  for (const url of forged) assert.equal((await app.call({ url })).status, 404, url)
  assert.equal((await app.call({ url: pathname + search })).status, 200)
})

test('a deleted file is gone with its addresses, its bytes and its share of the quota', async () => {
  await app.work()
  const ann = await app.as()
  const file = await kept(ann, JPEG, '1.jpg')
  const { url } = (await ann.get(`/files/${file.id}/url`)).body
  const usage = (await ann.get('/files/usage')).body
  assert.deepEqual([usage.bytes, usage.files], [file.size + file.thumbnailSize, 1])
  assert.equal((await ann.delete(`/files/${file.id}`)).status, 204)
  assert.equal((await app.call({ url: url.replace(app.platform.config.publicUrl, '') })).status, 404)
  assert.deepEqual((await ann.get('/files/usage')).body, { ...usage, bytes: 0, files: 0 })
  const folder = path.join(app.dataDir, 'files', ann.userId)
  await eventually(async () => assert.deepEqual(await readdir(folder).catch(() => []), []))
})

test('however many uploads come at once, the quota is never exceeded, and what is refused leaves no bytes', async () => {
  const ann = await small.as()
  const bytes = Buffer.from('x'.repeat(150_000))
  const answers: Answer[] = await Promise.all(Array.from({ length: 12 }, (_, n) => upload(ann, bytes, `${n}.txt`)))
  const statuses = answers.map(({ status }) => status).sort()
  assert.deepEqual(statuses, [...Array(6).fill(201), ...Array(6).fill(402)])
  const { body } = await ann.get('/files/usage')
  assert.deepEqual(body, { bytes: 900_000, files: 6, quotaBytes: 1_000_000 })
  assert.equal((await readdir(path.join(small.dataDir, 'files', ann.userId))).length, 6)
  await eventually(async () => assert.deepEqual(await readdir(path.join(small.dataDir, 'uploads')), []))
})

test('more than 25 MB, a form that breaks off, two files and no form are refused, and leave nothing behind', async () => {
  const ann = await app.as()
  assert.equal((await upload(ann, Buffer.alloc(25_000_001, 'x'), 'large.txt')).status, 413)
  const two = formOf({ file: new File([JPEG], '1.jpg') })
  two.append('second', new File([JPEG], '2.jpg'))
  assert.equal((await ann.post('/files', two)).status, 400)
  assert.equal((await ann.post('/files', { file: 'x' })).status, 415)
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const broken = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf'
  const { authorization } = { authorization: `Bearer ${ann.token}` }
  const cut = await app.call({
    method: 'POST',
    url: '/api/files',
    payload: broken,
    headers: { ...headers, authorization },
  })
  assert.equal(cut.status, 400)
  const text = formOf({ file: 'just text', name: 'x' })
  const missing = await ann.post('/files', text)
  assert.deepEqual([missing.status, missing.body.errors[0].path], [400, 'file'])
  await eventually(async () => assert.deepEqual(await readdir(path.join(app.dataDir, 'uploads')), []))
  assert.equal((await ann.get('/files/usage')).body.files, 0)
})

test('a key without the scope cannot upload, and nobody’s name becomes a path', async () => {
  const ann = await app.as()
  const { body: key } = await ann.post('/api-keys', { name: 'k', scopes: ['files:read'], expiresInDays: 1 })
  assert.equal((await upload(await app.as(key.key), JPEG, '1.jpg')).status, 403)
  const file = await kept(ann, JPEG, '../../../etc/passwd.jpg')
  assert.equal(file.name, 'passwd.jpg')
  assert.equal((await upload(ann, JPEG, '1.jpg', { name: `../${newId()}` })).status, 400)
})
