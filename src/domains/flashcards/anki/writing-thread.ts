import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { serve } from '#core/ai/embedded/thread-inside.ts'
import { OWN_NOTETYPE } from './cards.ts'
import { LEGACY_TABLES } from './schema11.ts'
import type { WritingTask, WrittenCard, WrittenDeck } from './writing.ts'

// The inside of the thread that writes collections, as every Anki since 2.0 reads them.

const NOTETYPE_ID = 1_735_689_600_000
const EASE = 2_500

serve<WritingTask, never, null>(async (task) => {
  using db = new DatabaseSync(task.file)
  db.exec('pragma journal_mode = off; pragma synchronous = off')
  if (task.kind === 'begin') begin(db, task.began, task.decks)
  else add(db, task.cards)
  return null
})

function begin(db: DatabaseSync, began: number, decks: readonly WrittenDeck[]) {
  db.exec(LEGACY_TABLES)
  const now = Date.now()
  const conf = {
    curDeck: 1,
    activeDecks: [1],
    nextPos: 1,
    schedVer: 2,
    sortType: 'noteFld',
    newSpread: 0,
    collapseTime: 1_200,
  }
  const all = [{ id: 1, name: 'Default', settings: null }, ...decks]
  db.prepare(`insert into col values (1, ?, ?, ?, 11, 0, -1, 0, ?, ?, ?, ?, '{}')`).run(
    began,
    now,
    now,
    JSON.stringify(conf),
    JSON.stringify({ [NOTETYPE_ID]: notetype() }),
    JSON.stringify(Object.fromEntries(all.map((deck) => [deck.id, deckOf(deck)]))),
    JSON.stringify({ 1: DECK_CONFIG }),
  )
}

const deckOf = ({ id, name, settings }: Omit<WrittenDeck, 'settings'> & { settings: object | null }) => ({
  ...{ id, name, mod: 0, usn: -1, desc: '', dyn: 0, conf: 1, collapsed: false, browserCollapsed: false },
  ...{ extendNew: 0, extendRev: 0, newToday: [0, 0], revToday: [0, 0], lrnToday: [0, 0], timeToday: [0, 0] },
  ...(settings && { almanac: settings }),
})

const DECK_CONFIG = {
  ...{ id: 1, name: 'Default', mod: 0, usn: 0, maxTaken: 60, autoplay: true, timer: 0, replayq: true, dyn: false },
  new: { delays: [1, 10], ints: [1, 4, 7], initialFactor: EASE, order: 1, perDay: 20, bury: true },
  rev: { perDay: 200, ease4: 1.3, ivlFct: 1, maxIvl: 36_500, hardFactor: 1.2, bury: true },
  lapse: { delays: [10], mult: 0, minInt: 1, leechFails: 8, leechAction: 1 },
}

function notetype() {
  const { name, fields } = OWN_NOTETYPE
  const template = {
    ...{ name: 'Card 1', ord: 0, did: null, bqfmt: '', bafmt: '' },
    qfmt: '{{Front}}{{#Hint}}<br>{{hint:Hint}}{{/Hint}}',
    afmt: '{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}',
  }
  return {
    ...{ id: NOTETYPE_ID, name, type: 0, mod: 0, usn: -1, sortf: 0, did: null, tags: [], vers: [] },
    flds: fields.map((name, ord) => ({ name, ord, sticky: false, rtl: false, font: 'Arial', size: 20, media: [] })),
    tmpls: [template],
    req: [[0, 'any', [0, 2]]],
    css: '.card { font-family: arial; font-size: 20px; text-align: center; }',
    ...{ latexPre: '', latexPost: '' },
  }
}

function add(db: DatabaseSync, cards: readonly WrittenCard[]) {
  const note = db.prepare(`insert into notes values (?, ?, ${NOTETYPE_ID}, ?, -1, ?, ?, ?, ?, 0, '')`)
  const card = db.prepare(`insert into cards values (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ${EASE}, ?, ?, ?, 0, 0, 0, ?)`)
  // Moments are the keys of the log: of two reviews of one millisecond the later one comes after it.
  const review = db.prepare(`insert or ignore into revlog values (?, ?, -1, ?, ?, ?, ${EASE}, ?, ?)`)
  const seconds = Math.floor(Date.now() / 1_000)
  db.exec('begin')
  for (const { id, guid, deck, fields, tags, reviews, ...one } of cards) {
    const [front = ''] = fields
    note.run(id, guid, seconds, tags, fields.join('\x1f'), front, checksum(front))
    card.run(id, id, deck, seconds, one.type, one.queue, one.due, one.ivl, one.reps, one.lapses, one.left, one.data)
    for (const [at, ...rest] of reviews) for (let when = at; review.run(when, id, ...rest).changes === 0; when++);
  }
  db.exec('commit')
}

/** By which Anki finds equal first fields: the first eight digits of its SHA-1. */
const checksum = (text: string) =>
  Number.parseInt(
    createHash('sha1')
      .update(text.replace(/<[^<>]*>/g, ''))
      .digest('hex')
      .slice(0, 8),
    16,
  )
