import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { newId } from '#core/ids.ts'
import type { CsvCard, ImportedFlashcards } from './csv.schema.ts'
import { CSV_HEADER, type CsvRow, csvLines, readCsv } from './csv.ts'
import { getDeck } from './decks.service.ts'
import { type FlashcardRow, flashcards } from './flashcards.tables.ts'

const ROWS_AT_ONCE = 1_000

/** All cards of a deck as CSV, the oldest first, read and written portion by portion. The deck must be mine (404). */
export async function exportCards(ctx: UserCtx, deckId: string): Promise<AsyncGenerator<string>> {
  await getDeck(ctx, deckId)
  return portions(ctx, deckId)
}

type Result = ImportedFlashcards['results'][number]

/**
 * Takes over a CSV file: the rows that are right, with a result for each. A row belongs to the card of the deck with its id or,
 * without one, with its front, and writes that anew; so reading the same file again changes nothing. What is known of a card stays.
 */
export function importCards(ctx: UserCtx, deckId: string, csv: string): Promise<ImportedFlashcards> {
  const rows = readCsv(csv)
  return inTransaction(ctx, async (ctx) => {
    await getDeck(ctx, deckId)
    await lockFor(ctx, `flashcards:${deckId}`)
    const there = await cardsOf(ctx, deckId)
    const byId = new Map(there.map((card) => [card.id, card]))
    const named = new Set(rows.map((row) => ('card' in row ? row.card.id : null)))
    const byFront = new Map(there.filter(({ id }) => !named.has(id)).map((card) => [card.front, card]))
    // New cards are asked in the order of their ids, and that shall be the file's.
    const ids = rows.map(() => newId()).sort()
    const find = (card: CsvCard) => byId.get(card.id ?? '') ?? byFront.get(card.front)
    const planned = rows.map((row, at) => planOf(row, find, ids[at] ?? newId()))
    await createAll(ctx, deckId, writes(planned, 'created'))
    await updateAll(ctx, writes(planned, 'updated'))
    const results = planned.map(({ result }) => result)
    const count = (status: Result['status']) => results.filter((one) => one.status === status).length
    return {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      refused: count('refused'),
      results,
    }
  })
}

async function* portions(ctx: UserCtx, deckId: string) {
  yield CSV_HEADER
  let last: string | undefined
  do {
    const cards = await ctx.db
      .select()
      .from(flashcards)
      .where(
        and(
          mine(ctx, flashcards),
          eq(flashcards.deckId, deckId),
          last === undefined ? undefined : gt(flashcards.id, last),
        ),
      )
      .orderBy(asc(flashcards.id))
      .limit(ROWS_AT_ONCE)
    if (cards.length > 0) yield csvLines(cards)
    last = cards.length === ROWS_AT_ONCE ? cards.at(-1)?.id : undefined
  } while (last !== undefined)
}

type Known = Pick<FlashcardRow, 'id' | 'front' | 'back' | 'hint' | 'tags'>

const cardsOf = (ctx: UserCtx, deckId: string): Promise<Known[]> =>
  ctx.db
    .select({
      id: flashcards.id,
      front: flashcards.front,
      back: flashcards.back,
      hint: flashcards.hint,
      tags: flashcards.tags,
    })
    .from(flashcards)
    .where(and(mine(ctx, flashcards), eq(flashcards.deckId, deckId)))

interface Planned {
  result: Result
  card: Known | null
}

function planOf(row: CsvRow, find: (card: CsvCard) => Known | undefined, newCardId: string): Planned {
  const { line } = row
  if ('refused' in row) return { result: { line, status: 'refused', id: null, error: row.refused }, card: null }
  const known = find(row.card)
  const card = { ...row.card, id: known?.id ?? newCardId }
  const status = known === undefined ? 'created' : isSame(known, card) ? 'unchanged' : 'updated'
  return { result: { line, status, id: card.id, error: null }, card }
}

const isSame = (a: Known, b: Known) =>
  a.front === b.front && a.back === b.back && a.hint === b.hint && a.tags.join(';') === b.tags.join(';')

const writes = (planned: readonly Planned[], status: Result['status']): Known[] =>
  planned.flatMap(({ result, card }) => (result.status === status && card ? [card] : []))

async function createAll(ctx: UserCtx, deckId: string, cards: readonly Known[]) {
  for (let at = 0; at < cards.length; at += ROWS_AT_ONCE)
    await ctx.db
      .insert(flashcards)
      .values(cards.slice(at, at + ROWS_AT_ONCE).map((card) => ({ ...card, deckId, userId: ctx.actor.id })))
}

async function updateAll(ctx: UserCtx, cards: readonly Known[]) {
  if (cards.length === 0) return
  await rowsOf(
    ctx.db,
    sql`update flashcards c set front = n.front, back = n.back, hint = n.hint, tags = n.tags
        from jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) as n(id uuid, front text, back text, hint text, tags text[])
        where c.user_id = ${ctx.actor.id} and c.id = n.id and c.deleted_at is null`,
  )
}
