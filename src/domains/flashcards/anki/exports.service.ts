import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Reach, UserCtx } from '#core/ctx.ts'
import { addDays, dayOf, startOfDay } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { openBytes } from '#domains/files/downloads.service.ts'
import { getDeck, loadDecks } from '../decks.service.ts'
import type { DeckRow } from '../flashcards.tables.ts'
import { cardsOfDecks, deckWithParts, filesOfDecks, standingReviewsOf } from './exported.queries.ts'
import { type Exporting, mediaNames, writtenCard, writtenDeck } from './exported.ts'
import { addToCollection, beginCollection } from './writing.ts'

type Outside = Pick<Reach, 'files'>

const CARDS_AT_ONCE = 250
/** Dates of a package are days since it began; those before it are negative. */
const BEGAN_DAYS_AGO = 365
const FOUR_HOURS = 14_400

export interface Package {
  name: string
  bytes: Readable
}

/**
 * A deck with its parts as a package of Anki's: the cards with their pictures and sounds, and when wanted with what is known of them and
 * the history of their reviews. Taken over here again it is what it was. The deck must be mine (404).
 */
export async function exportDeck(
  ctx: UserCtx,
  outside: Outside,
  deckId: string,
  withReviews: boolean,
): Promise<Package> {
  const deck = await getDeck(ctx, deckId)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'almanac-package-'))
  const leave = () => void rm(folder, { recursive: true, force: true })
  try {
    const zip = await pack(ctx, outside, deckId, withReviews, path.join(folder, 'collection.anki2'))
    // A plain stream of Node's, which it was made from; its type says less.
    const bytes = zip.outputStream as Readable
    zip.on('error', (error: Error) => bytes.destroy(error))
    bytes.once('close', leave)
    return { name: deck.name, bytes }
  } catch (error) {
    leave()
    throw error
  }
}

async function pack(
  ctx: UserCtx,
  outside: Outside,
  deckId: string,
  withReviews: boolean,
  file: string,
): Promise<ZipFile> {
  const deckIds = await deckWithParts(ctx, deckId)
  const files = await filesOfDecks(ctx, deckIds)
  const names = mediaNames(files)
  const exporting: Exporting = { calendar: await calendarOf(ctx), nameOf: (id) => names.get(id), withReviews }
  await writeCollection(ctx, deckIds, file, exporting)
  const zip = new ZipFile()
  zip.addFile(file, 'collection.anki2')
  zip.addBuffer(
    Buffer.from(JSON.stringify(Object.fromEntries([...names.values()].map((name, at) => [at, name])))),
    'media',
  )
  for (const [at, { id }] of files.entries())
    zip.addReadStreamLazy(String(at), { compress: false }, (done) => {
      openBytes(ctx, outside, id).then(
        (bytes) => done(null, bytes),
        () => done(null, Readable.from([])), // its bytes are lost; the cards are not
      )
    })
  zip.end()
  return zip
}

async function writeCollection(ctx: UserCtx, deckIds: string[], file: string, exporting: Exporting) {
  const decks = await withThoseAround(ctx, deckIds)
  const numbers = new Map(deckIds.map((id, at) => [id, numberOf(id) + at]))
  const written = deckIds.flatMap((id) => {
    const deck = decks.get(id)
    return deck ? [writtenDeck(deck, decks, numbers.get(id) ?? 1)] : []
  })
  await beginCollection(file, exporting.calendar.began, written)
  let next = exporting.calendar.now.getTime()
  for (let after: string | null = null; ; ) {
    const cards = await cardsOfDecks(ctx, deckIds, after, CARDS_AT_ONCE)
    const ids = cards.map(({ id }) => id)
    const reviews = exporting.withReviews ? await standingReviewsOf(ctx, ids) : []
    const byCard = Map.groupBy(reviews, ({ flashcardId }) => flashcardId)
    const rows = cards.flatMap((card) => {
      const deck = decks.get(card.deckId)
      const numbered = { id: next++, deck: numbers.get(card.deckId) ?? 1 }
      return deck ? [writtenCard(card, deck, numbered, byCard.get(card.id) ?? [], exporting)] : []
    })
    await addToCollection(file, rows)
    after = ids.at(-1) ?? null
    if (cards.length < CARDS_AT_ONCE) return
  }
}

/** Ids in Anki are milliseconds; ours begin with them. */
const numberOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

async function withThoseAround(ctx: UserCtx, ids: readonly string[]): Promise<Map<string, DeckRow>> {
  const decks = new Map<string, DeckRow>()
  for (let wanted = [...ids]; wanted.length > 0; ) {
    const rows = await loadDecks(ctx, wanted)
    for (const row of rows) decks.set(row.id, row)
    wanted = rows.flatMap(({ parentDeckId }) =>
      parentDeckId !== null && !decks.has(parentDeckId) ? [parentDeckId] : [],
    )
  }
  return decks
}

async function calendarOf(ctx: UserCtx): Promise<Exporting['calendar']> {
  const { timezone, dayStartsAt } = await userZone(ctx)
  const now = ctx.now()
  const firstDay = addDays(dayOf(now.toISOString(), timezone, dayStartsAt), -BEGAN_DAYS_AGO)
  const began = Date.parse(startOfDay(firstDay, timezone, dayStartsAt)) / 1_000 + FOUR_HOURS
  return { began, timezone, dayStartsAt, now, firstDay }
}
