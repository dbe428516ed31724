import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { serve } from '#core/ai/embedded/thread-inside.ts'
import { type Archive, withArchive } from './archive.ts'
import { packedCard } from './cards.ts'
import { prepareCollection, withCollection } from './collection.ts'
import type { Medium, Opened, Page, Task, TaskResult } from './packages.ts'
import { damaged, PackageProblem } from './problem.ts'
import { fieldsOf, numberIn, textIn } from './protobuf.ts'

// The inside of the thread that reads packages: unpacking, SQLite and the making of cards would hold everybody else.

const MOST_COLLECTION = 400_000_000
const MOST_MEDIUM = 25_000_000
const MOST_MAP = 10_000_000

/** The generations of packages, the newest first: an older collection beside a newer one only says that there is a newer one. */
const GENERATIONS = [
  { collection: 'collection.anki21b', zstd: true },
  { collection: 'collection.anki21', zstd: false },
  { collection: 'collection.anki2', zstd: false },
]
/** PackageMetadata of import_export.proto. */
const NEWEST_PACKAGE = 3

interface Entry {
  entry: string
  zstd: boolean
}

serve<Task, never, TaskResult>(async (task) => {
  try {
    if (task.kind === 'open') return await open(task.folder)
    if (task.kind === 'page') return page(task.folder, task.after, task.most)
    return await media(task.folder, task.names)
  } catch (error) {
    if (error instanceof PackageProblem) return { problem: error.message }
    throw error
  }
})

const at = (folder: string, name: 'package.zip' | 'collection.db' | 'media.json') => path.join(folder, name)

async function open(folder: string): Promise<Opened> {
  const file = at(folder, 'collection.db')
  await withArchive(at(folder, 'package.zip'), async (archive) => {
    await requireKnown(archive)
    const generation = GENERATIONS.find(({ collection }) => archive.has(collection))
    if (generation === undefined)
      throw new PackageProblem('This ZIP archive is no Anki package: it holds no collection.')
    const { collection, zstd } = generation
    await archive.extract(collection, file, { most: MOST_COLLECTION, zstd })
    await writeFile(at(folder, 'media.json'), JSON.stringify(await entriesOf(archive, zstd)))
  })
  prepareCollection(file)
  return withCollection(file, ({ began, total, decks }) => ({ began, total, decks }))
}

async function requireKnown(archive: Archive) {
  const meta = await archive.read('meta', { most: 10_000, zstd: false })
  const version = meta === undefined ? 1 : numberIn(fieldsOf(meta), 1)
  if (version > NEWEST_PACKAGE)
    throw new PackageProblem(
      `This package was made by a newer Anki (package ${version}) than is known here. Export it with “Support older Anki versions”.`,
    )
}

/** Which entry holds the medium of each name: JSON in older packages, messages with a name in field 1 in the newest. */
async function entriesOf(archive: Archive, isNewest: boolean): Promise<Record<string, Entry>> {
  const map = await archive.read('media', { most: MOST_MAP, zstd: isNewest })
  if (map === undefined) return {}
  const named = isNewest ? namesOf(map) : namesOfJson(map.toString('utf8'))
  return Object.fromEntries(named.map(([entry, name]) => [name.normalize('NFC'), { entry, zstd: isNewest }]))
}

function namesOf(map: Uint8Array): [string, string][] {
  const messages = fieldsOf(map).flatMap((field) =>
    'bytes' in field && field.number === 1 ? [fieldsOf(field.bytes)] : [],
  )
  return messages.map((fields, place) => [String(numberIn(fields, 255) || place), textIn(fields, 1)])
}

function namesOfJson(json: string): [string, string][] {
  try {
    const map: unknown = JSON.parse(json)
    return Object.entries(map ?? {}).map(([entry, name]) => [entry, String(name)])
  } catch {
    throw damaged()
  }
}

function page(folder: string, after: number, most: number): Page {
  return withCollection(at(folder, 'collection.db'), ({ cardsAfter, reviewsBetween, notetypes }) => {
    const records = cardsAfter(after, most)
    const last = records.at(-1)?.id
    if (last === undefined) return { cards: [], last: null }
    const reviews = Map.groupBy(reviewsBetween(after, last), ({ cid }) => cid)
    const cards = records.map((one) => packedCard(one, notetypes.get(one.mid), reviews.get(one.id) ?? []))
    return { cards, last: records.length < most ? null : last }
  })
}

async function media(folder: string, names: string[]): Promise<{ media: Medium[] }> {
  const entries = new Map(
    Object.entries(JSON.parse(await readFile(at(folder, 'media.json'), 'utf8')) as Record<string, Entry>),
  )
  const found: Medium[] = []
  await withArchive(at(folder, 'package.zip'), async (archive) => {
    for (const name of names) {
      const known = entries.get(name.normalize('NFC'))
      if (known !== undefined)
        found.push(await medium(archive, known, name, path.join(folder, `medium-${found.length}`)))
    }
  })
  return { media: found }
}

async function medium(archive: Archive, { entry, zstd }: Entry, name: string, file: string): Promise<Medium> {
  try {
    const extracted = await archive.extract(entry, file, { most: MOST_MEDIUM, zstd })
    if (extracted === undefined) return { name, problem: 'it is not in the package' }
    return { name, path: file, ...extracted }
  } catch (error) {
    if (error instanceof PackageProblem) return { name, problem: error.message }
    throw error
  }
}
