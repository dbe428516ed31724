import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { fromBuffer } from 'yauzl'
import { type Options, ZipFile } from 'yazl'
import { eventually } from '#test/eventually.ts'
import { formOf } from '#test/forms.ts'
import type { Answer, Body, Caller, TestApp } from '#test/harness.ts'

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

type Entry = [name: string, bytes: Buffer, options?: Partial<Options>]

export async function zipOf(entries: Entry[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes, options] of entries) zip.addBuffer(bytes, name, options)
  zip.end()
  return buffer(zip.outputStream)
}

/** The same archive with other lines in some tables, or another manifest, which still fits them. */
export function forged(
  { names, bytes, manifest }: Archive,
  lines: Record<string, Body[]>,
  change: (manifest: Body) => void = () => {},
  more: Entry[] = [],
): Promise<Buffer> {
  const told = structuredClone(manifest)
  const texts = Object.entries(lines).map(([table, rows]): Entry => {
    const text = Buffer.from(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''))
    const summary = told.tables.find(({ name }: Body) => name === table) ?? { name: table }
    if (!told.tables.includes(summary)) told.tables.push(summary)
    const sha256 = createHash('sha256').update(text).digest('hex')
    Object.assign(summary, { rows: rows.length, bytes: text.length, sha256 })
    return [`tables/${table}.ndjson`, text]
  })
  change(told)
  const replaced = new Set([...texts.map(([name]) => name), 'manifest.json'])
  const kept = names.filter((name) => !replaced.has(name)).map((name): Entry => [name, bytes(name) ?? Buffer.alloc(0)])
  return zipOf([...kept, ...texts, ['manifest.json', Buffer.from(JSON.stringify(told))], ...more])
}

/** Brings a file and waits until it has been checked. */
export async function brought(by: Caller, file: Buffer, fields: object = {}): Promise<Body> {
  const answer = await by.post(
    '/users/me/import',
    formOf({ file: new File([new Uint8Array(file)], 'almanac.zip'), ...fields }),
  )
  assert.equal(answer.status, 202, JSON.stringify(answer.body))
  return settled(by, answer)
}

/** Has it taken in, and waits for that. */
export async function applied(by: Caller, { id }: Body): Promise<Body> {
  const answer = await by.post(`/users/me/imports/${id}/apply`)
  assert.equal(answer.status, 202, JSON.stringify(answer.body))
  return settled(by, answer)
}

export const settled = (by: Caller, { body }: Answer): Promise<Body> =>
  eventually(async () => {
    const { body: now } = await by.get(`/users/me/imports/${body.id}`)
    assert.ok(!['checking', 'applying'].includes(now.state))
    return now
  })
