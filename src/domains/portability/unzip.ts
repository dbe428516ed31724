import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { PassThrough, type Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { AppError } from '#core/errors.ts'

const MAX_ENTRIES = 200_000
/** Of everything in it, unpacked. */
const MAX_TOTAL = 8_000_000_000
/** Deflate reaches 1032; rows of a database twenty or thirty. */
const MAX_RATIO = 200
/** Below it the ratio says nothing. */
const SMALL = 1_000_000
const MAX_LINE = 4_000_000

/** A zip that has been looked over before anything of it is unpacked. */
export interface OpenZip {
  names: string[]
  /** Bytes, unpacked; null where there is no such entry. */
  sizeOf(name: string): number | null
  read(name: string): Promise<Readable>
  close(): void
}

/**
 * Opens a zip that a stranger sent. Refuses what is no zip, leads out of its folder, holds a name twice, a link or something encrypted, or
 * unpacks to far more than it is: by what it says, and where it lies, as soon as more comes than it said.
 */
export async function openZip(path: string): Promise<OpenZip> {
  const { size } = await stat(path)
  const zip = await openPromise(path, { strictFileNames: true, validateEntrySizes: true, autoClose: false }).catch(
    (error) => {
      throw refused('not_a_zip', `This is not a zip that can be read: ${error.message}`)
    },
  )
  try {
    const entries = await survey(zip, size)
    return {
      names: [...entries.keys()],
      sizeOf: (name) => entries.get(name)?.uncompressedSize ?? null,
      read: async (name) => {
        const entry = entries.get(name)
        if (!entry) throw refused('missing', `The zip has no ${name}.`)
        return toldApart(await zip.openReadStreamPromise(entry), name)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** The same bytes; what is wrong with them is the fault of whoever sent them. */
function toldApart(stream: Readable, name: string): Readable {
  const bytes = new PassThrough()
  stream.once('error', ({ message }) => bytes.destroy(refused('damaged', `${name}: cannot be unpacked: ${message}`)))
  bytes.once('close', () => stream.destroy())
  return stream.pipe(bytes)
}

async function survey(zip: ZipFile, size: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let [packed, unpacked] = [0, 0]
  if (zip.entryCount > MAX_ENTRIES) throw refused('bomb', `The zip has more than ${MAX_ENTRIES} entries.`)
  try {
    for await (const entry of zip.eachEntry()) {
      packed += entry.compressedSize
      unpacked += entry.uncompressedSize
      const fault = faultOf(entry, entries) ?? (packed > size || unpacked > MAX_TOTAL ? 'bomb' : null)
      if (fault !== null) throw refused(fault, `${printable(entry.fileName)}: ${FAULTS[fault]}`)
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const { message } = error as Error
    throw refused(/path|name|characters/.test(message) ? 'slip' : 'not_a_zip', `This zip is refused: ${message}`)
  }
  return entries
}

const FAULTS = {
  twice: 'stands in the zip twice.',
  link: 'is a link, and only files are read.',
  encrypted: 'is encrypted, or packed in a way that is not read.',
  bomb: 'the zip unpacks to far more than it may.',
} as const

function faultOf(entry: Entry, seen: ReadonlyMap<string, Entry>): keyof typeof FAULTS | null {
  const { fileName, compressedSize, uncompressedSize, externalFileAttributes } = entry
  if (seen.has(fileName)) return 'twice'
  // The upper half are the file's mode on Unix, of which these bits say what kind of file it is.
  const kind = (externalFileAttributes >>> 16) & 0o170000
  if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) return 'link'
  if (!entry.canDecodeFileData()) return 'encrypted'
  return uncompressedSize > SMALL && uncompressedSize > compressedSize * MAX_RATIO ? 'bomb' : null
}

/** The lines of an entry with their numbers, from 1. One that is longer than any row may be is refused before it is read to its end. */
export async function* linesOf(
  source: Readable,
  name: string,
  seen: (chunk: Buffer) => void,
): AsyncGenerator<{ line: number; text: string }> {
  const guarded = source.compose(async function* (chunks: AsyncIterable<Buffer>) {
    let length = 0
    for await (const chunk of chunks) {
      seen(chunk)
      const last = chunk.lastIndexOf(10)
      length = last === -1 ? length + chunk.length : chunk.length - last
      if (length > MAX_LINE) throw refused('line', `${name}: a line is longer than ${MAX_LINE} bytes.`)
      yield chunk
    }
  })
  let line = 0
  for await (const text of createInterface({ input: guarded, crlfDelay: Number.POSITIVE_INFINITY }))
    yield { line: ++line, text }
}

export const refused = (reason: string, message: string) =>
  new AppError('unprocessable', message, { extra: { reason } })

const printable = (name: string) => name.replaceAll(/\p{Cc}/gu, ' ').slice(0, 200)
