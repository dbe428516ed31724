import { DatabaseSync } from 'node:sqlite'
import { type Preset, presetOfJson, presetOfMessage } from './presets.ts'
import { damaged, PackageProblem } from './problem.ts'
import { fieldsOf, numberIn, textIn } from './protobuf.ts'
import type { Template } from './templates.ts'

export interface Notetype {
  isCloze: boolean
  name: string
  fields: string[]
  templates: Template[]
}

export interface PackedDeck {
  id: number
  /** From the outermost deck inwards. */
  path: string[]
  /** The settings that we have written there ourselves. */
  settings: unknown
  /** Its options there, as settings of ours. */
  preset: Preset
}

/** A card with its note, as they stand in the tables. */
export type CardRecord = Record<
  | 'id'
  | 'nid'
  | 'did'
  | 'ord'
  | 'type'
  | 'queue'
  | 'due'
  | 'ivl'
  | 'factor'
  | 'reps'
  | 'lapses'
  | 'left'
  | 'odue'
  | 'odid'
  | 'flags'
  | 'mid',
  number
> &
  Record<'data' | 'guid' | 'tags' | 'flds', string>

export type ReviewRecord = Record<'id' | 'cid' | 'ease' | 'ivl' | 'lastIvl' | 'factor' | 'time' | 'type', number>

export interface Collection {
  /** Seconds since 1970 when the collection began: the days of its cards are counted from there. */
  began: number
  total: number
  notetypes: ReadonlyMap<number, Notetype>
  decks: PackedDeck[]
  /** The next cards by their ids. */
  cardsAfter(id: number, most: number): CardRecord[]
  reviewsBetween(from: number, to: number): ReviewRecord[]
}

const OLDEST = 11
const NEWEST = 18
/** From here on notetypes and decks have tables of their own instead of one JSON. */
const WITH_TABLES = 15
const MOST_REVIEWS = 50_000

/**
 * Opens a collection for as long as `work` takes, and reads it alone. Refused: versions that are not known, and whatever is no whole
 * database. Nothing that a file might have been given to run (views, triggers, virtual tables) is.
 */
export function withCollection<T>(file: string, work: (collection: Collection) => T): T {
  return reading(() => {
    using db = new DatabaseSync(file, { readOnly: true, allowExtension: false })
    db.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0')
    requireTables(db)
    return work(collectionOf(db))
  })
}

/**
 * Makes a collection readable that lies in a file of ours, and reads its tables from end to end once. The newest ones sort names in a way
 * that only Anki's own SQLite knows; nothing here sorts by names, so that order is taken out of the tables' definitions.
 */
export function prepareCollection(file: string): void {
  reading(() => {
    using db = new DatabaseSync(file, { allowExtension: false, defensive: false })
    db.exec('pragma trusted_schema = off; pragma writable_schema = on')
    const definitions = db.prepare(`select rowid, sql from sqlite_schema where sql like '%unicase%'`).all()
    const write = db.prepare('update sqlite_schema set sql = ? where rowid = ?')
    for (const { rowid, sql } of definitions) write.run(String(sql).replaceAll(UNICASE, ''), Number(rowid))
  })
  reading(() => {
    using db = new DatabaseSync(file, { readOnly: true, allowExtension: false })
    for (const table of TABLES) {
      const [complaint] = Object.values(db.prepare(`pragma quick_check(${table})`).get() ?? {})
      if (complaint !== 'ok') throw damaged()
    }
  })
}

const TABLES = ['col', 'notes', 'cards', 'revlog']
const UNICASE = /\bcollate\s+["'`[]?unicase\b["'`\]]?/gi

/** What SQLite cannot read is a damaged package. */
function reading<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const isTheirs = code.startsWith('ERR_SQLITE') || code === 'ERR_OUT_OF_RANGE' || error instanceof SyntaxError
    throw isTheirs ? damaged() : error
  }
}

function requireTables(db: DatabaseSync) {
  const rows = db.prepare(`select name, sql from sqlite_schema where type = 'table'`).all()
  const plain = rows.filter(({ sql }) => /^create\s+table/i.test(String(sql ?? ''))).map(({ name }) => String(name))
  for (const name of TABLES) if (!plain.includes(name)) throw damaged()
  const views = db.prepare(`select count(*) as n from sqlite_schema where type = 'view'`).get()
  if (views?.n !== 0) throw damaged()
}

function collectionOf(db: DatabaseSync): Collection {
  const col = db.prepare('select ver, crt, models, decks, dconf from col').get()
  if (col === undefined) throw damaged()
  const version = integer(col.ver)
  if (version > NEWEST)
    throw new PackageProblem(
      `This package was made by a newer Anki (collection ${version}) than is known here. Export it with “Support older Anki versions”.`,
    )
  if (version < OLDEST) throw new PackageProblem(`Collection ${version} of this package is older than Anki 2.0.`)
  const hasTables = version >= WITH_TABLES
  const cards = db.prepare(
    `select c.id, c.nid, c.did, c.ord, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c."left", c.odue, c.odid, c.flags, c.data,
      n.guid, n.mid, n.tags, case when length(n.flds) <= 200000 then n.flds end as flds
    from cards c join notes n on n.id = c.nid where c.id > ? order by c.id limit ?`,
  )
  const reviews = db.prepare(
    `select id, cid, ease, ivl, lastIvl, factor, time, type from revlog
    where cid in (select id from cards where id > ? and id <= ?) order by cid, id limit ${MOST_REVIEWS}`,
  )
  return {
    began: integer(col.crt),
    total: integer(db.prepare('select count(*) as n from cards').get()?.n),
    notetypes: hasTables ? notetypesOfTables(db) : notetypesOfJson(text(col.models)),
    decks: hasTables ? decksOfTable(db) : decksOfJson(text(col.decks), text(col.dconf)),
    // As the tables promise; what is otherwise there is made so.
    cardsAfter: (id, most) => cards.all(id, most).map((row) => coerced(row, TEXTS) as CardRecord),
    reviewsBetween: (from, to) => reviews.all(from, to).map((row) => coerced(row, []) as ReviewRecord),
  }
}

const TEXTS = ['data', 'guid', 'tags', 'flds']

/** SQLite keeps any value in any column. */
const coerced = (row: Record<string, unknown>, texts: readonly string[]) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, texts.includes(name) ? text(value) : integer(value)]),
  )

const integer = (value: unknown): number => {
  const number = Math.trunc(Number(value))
  return Number.isFinite(number) ? number : 0
}
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

/** What stands in JSON, whatever it is. */
type Json = Record<string, unknown>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : [])
const byOrder = (a: Json, b: Json) => integer(a.ord) - integer(b.ord)

function notetypesOfJson(json: string): Map<number, Notetype> {
  const models = Object.entries(object(JSON.parse(json)))
  return new Map(
    models.map(([id, raw]) => {
      const { type, name, flds, tmpls } = object(raw)
      const templates = list(tmpls)
        .sort(byOrder)
        .map(({ name, qfmt, afmt }) => ({ name: text(name), question: text(qfmt), answer: text(afmt) }))
      const fields = list(flds).sort(byOrder)
      return [
        Number(id),
        { isCloze: type === 1, name: text(name), fields: fields.map(({ name }) => text(name)), templates },
      ]
    }),
  )
}

function decksOfJson(json: string, configs: string): PackedDeck[] {
  const presets = object(JSON.parse(configs || '{}'))
  return Object.entries(object(JSON.parse(json))).map(([id, raw]) => {
    const { name, almanac, conf } = object(raw)
    const config = presets[text(conf)]
    const preset = config === undefined ? {} : presetOfJson(object(config))
    return { id: Number(id), path: text(name).split('::'), settings: almanac ?? null, preset }
  })
}

/** Settings are messages: the kind of a notetype is its field 1 (1 is cloze); of a template 1 and 2 are its sides (notetypes.proto). */
function notetypesOfTables(db: DatabaseSync): Map<number, Notetype> {
  const [types, fields, templates] = ['notetypes', 'fields', 'templates'].map((name) =>
    db.prepare(`select * from ${name}`).all(),
  )
  const partsOf = (rows: Json[] = [], id: unknown) => rows.filter(({ ntid }) => ntid === id).sort(byOrder)
  return new Map(
    types?.map(({ id, name, config }) => [
      integer(id),
      {
        isCloze: numberIn(fieldsOf(bytes(config)), 1) === 1,
        name: text(name),
        fields: partsOf(fields, id).map(({ name }) => text(name)),
        templates: partsOf(templates, id).map((one) => {
          const sides = fieldsOf(bytes(one.config))
          return { name: text(one.name), question: textIn(sides, 1), answer: textIn(sides, 2) }
        }),
      },
    ]),
  )
}

const bytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array())

/** Which options a deck has says field 1 of field 1 of its kind (decks.proto); one that gathers cards for a while has none. */
function decksOfTable(db: DatabaseSync): PackedDeck[] {
  const options = db.prepare('select id, config from deck_config').all()
  const presets = new Map(options.map(({ id, config }) => [integer(id), presetOfMessage(bytes(config))]))
  return db
    .prepare('select id, name, kind from decks')
    .all()
    .map(({ id, name, kind }) => {
      const normal = fieldsOf(bytes(kind)).find((field) => field.number === 1)
      const preset = normal && 'bytes' in normal ? presets.get(numberIn(fieldsOf(normal.bytes), 1)) : undefined
      return { id: integer(id), path: text(name).split('\x1f'), settings: null, preset: preset ?? {} }
    })
}
