import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SPUN_OFF, type Upload } from './form.ts'
import type { Files } from './store.ts'

/** Lays bytes that were made here where uploads wait, for as long as `work` takes: what is kept of them goes the way of any upload. */
export async function asUpload<T>(
  { uploads }: Files,
  name: string,
  bytes: Uint8Array,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  const file = path.join(uploads, randomUUID())
  await mkdir(uploads, { recursive: true })
  try {
    await writeFile(file, bytes, { mode: 0o600 })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return await work({ name, path: file, size: bytes.byteLength, sha256 })
  } finally {
    await Promise.all(SPUN_OFF.map((suffix) => rm(file + suffix, { force: true })))
  }
}
