import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { eventually } from '#test/eventually.ts'
import { startApp, type TestApp } from '#test/harness.ts'

const MB = 1_000_000

let app: TestApp
let port: number
before(async () => {
  app = await startApp()
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  port = (app.http.server.address() as AddressInfo).port // it listens on TCP
})
after(() => app.close())

/** 25 MB in pieces of 64 kB, no faster than they are taken. */
async function uploadLarge(token: string, look: () => void): Promise<number> {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="large.txt"\r\n\r\n'
  const piece = Buffer.alloc(65_536, 'all work and no play ')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' }
  const sending = request({ port, host: '127.0.0.1', path: '/api/files', method: 'POST', headers })
  const answered = new Promise<number>((resolve, reject) => {
    sending.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject)
  })
  sending.write(head)
  for (let sent = 0; sent + piece.length <= 25 * MB; sent += piece.length) {
    if (!sending.write(piece)) await new Promise((resolve) => sending.once('drain', resolve))
    if (sent % (100 * piece.length) === 0) look()
  }
  sending.end('\r\n--b--\r\n')
  return answered
}

test('an upload of 25 MB goes to the disk as it comes: memory grows by less than 10 MB', async () => {
  const ann = await app.as()
  assert.equal(await uploadLarge(ann.token, () => {}), 201)
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const heldNow = () => {
    collect()
    return process.memoryUsage().arrayBuffers
  }
  // What the start has left behind goes bit by bit.
  let before = heldNow()
  await eventually(async () => {
    const last = before
    before = heldNow()
    assert.equal(before, last)
  })
  const held: number[] = []
  const status = await uploadLarge(ann.token, () => held.push(heldNow()))
  assert.deepEqual([status, held.length], [201, 4])
  const growth = Math.max(...held) - before
  assert.ok(growth < 10 * MB, `${Math.round(growth / MB)} MB`)
})
