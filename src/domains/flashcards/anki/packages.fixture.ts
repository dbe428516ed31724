import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { buffer } from 'node:stream/consumers'
import { zstdCompressSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { LEGACY_TABLES } from './schema11.ts'

// Packages as Anki itself writes them, of all generations: made by its own table definitions.

export interface MadeCard {
  ord?: number
  deck?: number
  type?: number
  queue?: number
  due?: number
  ivl?: number
  factor?: number
  reps?: number
  lapses?: number
  left?: number
  flags?: number
  data?: string
  /** [when in ms, ease, ivl, lastIvl, factor, took ms, type] */
  reviews?: [number, number, number, number, number, number, number][]
}

export interface MadeNote {
  guid: string
  notetype?: keyof typeof NOTETYPES
  fields: string[]
  tags?: string
  cards?: MadeCard[]
}

export interface Made {
  generation?: 'anki2' | 'anki21' | 'anki21b'
  notes: MadeNote[]
  decks?: Record<number, string>
  /** Options of all decks but the first, as the collection of its generation has them. */
  options?: { json: object; message: Buffer }
  media?: Record<string, Buffer>
  /** Of the collection's table `col`. */
  version?: number
  began?: number
}

export const BEGAN = Date.parse('2026-01-01T04:00:00.000Z') / 1_000

const NOTETYPES = {
  basic: {
    id: 1001,
    kind: 0,
    fields: ['Front', 'Back'],
    templates: [['{{Front}}', '{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}']],
  },
  reversed: {
    id: 1002,
    kind: 0,
    fields: ['Front', 'Back', 'Example'],
    templates: [
      ['{{Front}}{{#Example}}<br>{{hint:Example}}{{/Example}}', '{{FrontSide}}<hr id="answer">{{Back}}'],
      ['{{Back}}', '{{FrontSide}}<hr id="answer">{{Front}}{{^Example}} (no example){{/Example}}'],
    ],
  },
  cloze: {
    id: 1003,
    kind: 1,
    fields: ['Text', 'Extra'],
    templates: [['{{cloze:Text}}', '{{cloze:Text}}<br>{{Extra}}']],
  },
} as const

export async function packageOf(made: Made): Promise<Buffer> {
  const { generation = 'anki21', media = {} } = made
  const isNewest = generation === 'anki21b'
  const collection = await collectionOf(made)
  const names = Object.keys(media)
  const packed = (bytes: Buffer) => (isNewest ? zstdCompressSync(bytes) : bytes)
  const map = isNewest
    ? Buffer.concat(names.map((name) => field(1, Buffer.concat([field(1, name), varintField(2, 1)]))))
    : Buffer.from(JSON.stringify(Object.fromEntries(names.map((name, at) => [at, name]))))
  const entries: Record<string, Buffer> = {
    ...(isNewest && { meta: varintField(1, 3), 'collection.anki2': Buffer.from('Please update Anki.') }),
    [`collection.${generation}`]: packed(collection),
    media: packed(map),
    ...Object.fromEntries(Object.values(media).map((bytes, at) => [String(at), packed(bytes)])),
  }
  return zipOf(entries)
}

export function zipOf(entries: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name)
  zip.end()
  return buffer(zip.outputStream)
}

/** The bytes of a SQLite file with these notes. */
export async function collectionOf(made: Made): Promise<Buffer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-made-'))
  const file = path.join(folder, 'collection.db')
  const db = new DatabaseSync(file, { defensive: false })
  try {
    if (made.generation === 'anki21b') newestTables(db, made)
    else legacyTables(db, made)
    db.exec('begin')
    addNotes(db, made.notes)
    db.exec('commit')
    db.close()
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const DECKS = { 1: 'Default' }

function legacyTables(db: DatabaseSync, { decks = DECKS, options, version = 11, began = BEGAN }: Made) {
  db.exec(LEGACY_TABLES)
  const models = Object.values(NOTETYPES).map(({ id, kind, fields, templates }) => [
    id,
    {
      ...{ id, type: kind, name: `Type ${id}`, css: '', mod: 0, usn: 0 },
      flds: fields.map((name, ord) => ({ name, ord })),
      tmpls: templates.map(([qfmt, afmt], ord) => ({ name: `Card ${ord + 1}`, ord, qfmt, afmt })),
    },
  ])
  const named = Object.entries(decks).map(([id, name]) => [
    id,
    { id: Number(id), name, dyn: 0, conf: id === '1' ? 1 : 2 },
  ])
  const json = (entries: unknown[][]) => JSON.stringify(Object.fromEntries(entries as [string, unknown][]))
  db.prepare(`insert into col values (1, ?, 0, 0, ?, 0, 0, 0, '{}', ?, ?, ?, '{}')`).run(
    began,
    version,
    json(models),
    json(named),
    JSON.stringify(options ? { 2: options.json } : {}),
  )
}

/** Names are compared in a way that only Anki's own SQLite knows: so the tables are made without it, and say it afterwards. */
function newestTables(db: DatabaseSync, { decks = DECKS, options, version = 18, began = BEGAN }: Made) {
  db.exec(LEGACY_TABLES)
  db.exec(`
    create table deck_config (id integer primary key not null, name text not null /*unicase*/, mtime_secs integer not null, usn integer not null, config blob not null);
    create table config (key text not null primary key, usn integer not null, mtime_secs integer not null, val blob not null) without rowid;
    create table fields (ntid integer not null, ord integer not null, name text not null /*unicase*/, config blob not null, primary key (ntid, ord)) without rowid;
    create unique index idx_fields_name_ntid on fields (name, ntid);
    create table templates (ntid integer not null, ord integer not null, name text not null /*unicase*/, mtime_secs integer not null, usn integer not null, config blob not null, primary key (ntid, ord)) without rowid;
    create unique index idx_templates_name_ntid on templates (name, ntid);
    create table notetypes (id integer not null primary key, name text not null /*unicase*/, mtime_secs integer not null, usn integer not null, config blob not null);
    create unique index idx_notetypes_name on notetypes (name);
    create table decks (id integer primary key not null, name text not null /*unicase*/, mtime_secs integer not null, usn integer not null, common blob not null, kind blob not null);
    create unique index idx_decks_name on decks (name);
    create table tags (tag text not null primary key /*unicase*/, usn integer not null, collapsed boolean not null, config blob) without rowid`)
  db.prepare(`insert into col values (1, ?, 0, 0, ?, 0, 0, 0, '{}', '{}', '{}', '{}', '{}')`).run(began, version)
  const insert = (table: string, values: SQLInputValue[]) =>
    db.prepare(`insert into ${table} values (${values.map(() => '?').join()})`).run(...values)
  const none = Buffer.alloc(0)
  for (const { id, kind, fields, templates } of Object.values(NOTETYPES)) {
    insert('notetypes', [id, `Type ${id}`, 0, 0, kind === 0 ? none : varintField(1, kind)])
    for (const [ord, name] of fields.entries()) insert('fields', [id, ord, name, none])
    for (const [ord, [front, back]] of templates.entries())
      insert('templates', [id, ord, `Card ${ord + 1}`, 0, 0, Buffer.concat([field(1, front), field(2, back)])])
  }
  if (options) insert('deck_config', [2, 'Slow', 0, 0, options.message])
  const slow = field(1, varintField(1, 2))
  for (const [id, name] of Object.entries(decks))
    insert('decks', [Number(id), name.replaceAll('::', '\x1f'), 0, 0, none, id === '1' ? none : slow])
  db.exec(`pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '/*unicase*/', 'collate unicase')`)
}

let nextId = 1_700_000_000_000

function addNotes(db: DatabaseSync, notes: readonly MadeNote[]) {
  const note = db.prepare(`insert into notes values (?, ?, ?, 0, 0, ?, ?, '', 0, 0, '')`)
  const card = db.prepare(`insert into cards values (?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)`)
  const review = db.prepare('insert into revlog values (?, ?, 0, ?, ?, ?, ?, ?, ?)')
  for (const { guid, notetype = 'basic', fields, tags = '', cards = [{}] } of notes) {
    const noteId = nextId++
    note.run(noteId, guid, NOTETYPES[notetype].id, ` ${tags} `, fields.join('\x1f'))
    for (const [at, one] of cards.entries()) {
      const {
        ord = at,
        deck = 1,
        type = 0,
        queue = type,
        due = 0,
        ivl = 0,
        factor = 0,
        reps = 0,
        lapses = 0,
        left = 0,
        flags = 0,
      } = one
      const id = nextId++
      card.run(id, noteId, deck, ord, type, queue, due, ivl, factor, reps, lapses, left, flags, one.data ?? '')
      for (const [when, ...rest] of one.reviews ?? []) review.run(when, id, ...rest)
    }
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}
export const varintField = (number: number, value: number) => Buffer.concat([varint(number * 8), varint(value)])
export function field(number: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string) // a copy, where it is bytes already
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
}
