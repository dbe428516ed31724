import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Written } from '#core/files/store.ts'

/** Speed counts: text shrinks to nearly the same at any level. */
const LEVEL = 3

export interface ZipWriter {
  /** Adds what the source yields under this name, and resolves when the last of it is written. */
  add(name: string, source: Readable | AsyncIterable<string | Buffer> | Buffer, compress?: boolean): Promise<void>
  /** Writes the end. The whole is on the disk then. */
  finish(): Promise<Written>
  /** Lets go of a zip that is not going to be finished. */
  abandon(): void
}

/** Writes a zip to a file, one entry after the other, as it comes: nothing is held in memory, and no size is too large (ZIP64). */
export function openZip(path: string, at: Date): ZipWriter {
  const zip = new ZipFile()
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const failed = new AbortController()
  // Its type says less than what it is: a stream of the standard library.
  const output = zip.outputStream as Readable
  const written = pipeline(output, measure, createWriteStream(path, { mode: 0o600 }), { signal: failed.signal })
  // A source that fails. Told by `add`, which waits for it.
  zip.on('error', (error) => failed.abort(error))
  // Told by `add` and `finish`; a failure between them is nobody’s yet.
  written.catch(() => {})
  return {
    add: async (name, source, compress = true) => {
      const bytes = Readable.from(Buffer.isBuffer(source) ? [source] : source, { highWaterMark: 2 })
      zip.addReadStream(bytes, name, { compressionLevel: compress ? LEVEL : 0, mtime: at, mode: 0o100600 })
      await Promise.race([finished(bytes), written])
    },
    finish: async () => {
      zip.end()
      await written
      return { path, size, sha256: hash.digest('hex') }
    },
    abandon: () => failed.abort(),
  }
}
