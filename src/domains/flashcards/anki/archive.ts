import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { damaged, PackageProblem } from './problem.ts'

/** A package has one entry for each medium, and few others. */
const MOST_ENTRIES = 30_000

export interface Extracted {
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
}

export interface Reading {
  /** Bytes that are taken at most, however many the archive says there are. */
  most: number
  /** Whether the entry is itself compressed, as those of the newest packages are. */
  zstd: boolean
}

/** A ZIP archive, whose entries are found by their names and never written under them. */
export interface Archive {
  has(name: string): boolean
  /** Nothing without such an entry. */
  read(name: string, reading: Reading): Promise<Buffer | undefined>
  extract(name: string, target: string, reading: Reading): Promise<Extracted | undefined>
}

/**
 * Opens an archive for as long as `work` takes. Refused: what is no archive, names that lead out of a folder, more entries than
 * a package has, and what unpacks to more than it may.
 */
export async function withArchive<T>(file: string, work: (archive: Archive) => Promise<T>): Promise<T> {
  const zip = await openPromise(file, { autoClose: false }).catch(() => {
    throw new PackageProblem('This is no Anki package: it is not a ZIP archive, or not a complete one.')
  })
  try {
    return await work(archiveOf(zip, await entriesOf(zip)))
  } finally {
    zip.close()
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new PackageProblem(`This archive has more than ${MOST_ENTRIES} entries.`)
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    if (error instanceof Error && /path|characters/.test(error.message))
      throw new PackageProblem('This archive holds names that lead out of its folder. Nothing of it is taken.')
    throw damaged()
  }
  return entries
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Archive {
  const pour = async (name: string, { most, zstd }: Reading, sink: Writable) => {
    const entry = entries.get(name)
    if (entry === undefined) return undefined
    if (entry.isEncrypted()) throw new PackageProblem('This archive is encrypted. Export it without a password.')
    if (!zstd && entry.uncompressedSize > most) throw tooMuch(name, most)
    const [source, measure] = [await openEntry(zip, entry), measured(name, most)]
    try {
      await (zstd
        ? pipeline(source, createZstdDecompress(), measure.through, sink)
        : pipeline(source, measure.through, sink))
    } catch (error) {
      throw error instanceof PackageProblem ? error : damaged()
    }
    return measure.result()
  }
  return {
    has: (name) => entries.has(name),
    read: async (name, reading) => {
      const chunks: Buffer[] = []
      const sink = new Writable({
        write(chunk: Buffer, _, done) {
          chunks.push(chunk)
          done()
        },
      })
      return (await pour(name, reading, sink)) && Buffer.concat(chunks)
    },
    extract: (name, target, reading) => pour(name, reading, createWriteStream(target, { mode: 0o600 })),
  }
}

const openEntry = (zip: ZipFile, entry: Entry) =>
  zip.openReadStreamPromise(entry).catch(() => {
    throw damaged()
  })

/** Counts what is really there: what an archive says of its sizes is a claim. */
function measured(name: string, most: number) {
  const hash = createHash('sha256')
  let size = 0
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      if (size > most) return done(tooMuch(name, most))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { through, result: (): Extracted => ({ size, sha256: hash.digest('hex') }) }
}

const tooMuch = (name: string, most: number) =>
  new PackageProblem(`${name} unpacks to more than ${Math.round(most / 1e6)} MB.`)
