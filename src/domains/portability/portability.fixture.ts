import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { fromBuffer } from 'yauzl'
import { eventually } from '#test/eventually.ts'
import type { Body, Caller, TestApp } from '#test/harness.ts'

/** What a zip holds, by name. */
export function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Map<string, Buffer>>()
  fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
    if (error) return reject(error)
    const found = new Map<string, Buffer>()
    zip.on('entry', async (entry) => {
      const stream = await zip.openReadStreamPromise(entry)
      found.set(entry.fileName, await buffer(stream))
      zip.readEntry()
    })
    zip.on('end', () => resolve(found))
    zip.on('error', reject)
    zip.readEntry()
  })
  return promise
}

export interface Archive {
  zip: Buffer
  manifest: Body
  names: string[]
  rows(table: string): Body[]
  bytes(name: string): Buffer | undefined
}

/** Waits for an export to be made, and opens it. */
export async function exported(app: TestApp, by: Caller): Promise<Archive> {
  assert.equal((await by.post('/users/me/export')).status, 202)
  const { url } = await eventually(async () => {
    const { body } = await by.get('/users/me/export')
    assert.equal(body.state, 'done')
    return body
  })
  const answer = await app.http.inject({ url: url.replace(app.platform.config.publicUrl, '') })
  assert.equal(answer.statusCode, 200)
  return opened(answer.rawPayload)
}

export async function opened(zip: Buffer): Promise<Archive> {
  const entries = await unzipped(zip)
  const text = (name: string) => entries.get(name)?.toString() ?? ''
  return {
    zip,
    manifest: JSON.parse(text('manifest.json')),
    names: [...entries.keys()],
    bytes: (name) => entries.get(name),
    rows: (table) =>
      text(`tables/${table}.ndjson`)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}
