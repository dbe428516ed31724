import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { loadFiles } from '#domains/files/files.service.ts'
import { namedDeck } from '../decks.service.ts'
import type { FlashcardImportQuery, NewFlashcardImport } from './imports.schema.ts'
import { flashcardImports, type ImportRow, NOTHING_YET } from './imports.tables.ts'
import { trashEmptyDecks, trashImported } from './taken.queries.ts'

export const IMPORT_JOB = 'flashcards.import'
export const ImportPayload = z.object({ importId: z.uuid() })

/** A job that has not come to its end after this long never will. */
const LOST_AFTER_MS = 6 * 3_600_000

/**
 * Begins to read a package; a worker goes on with it. The upload and the deck must be mine (404). One at a time (409): two would look
 * for the same cards.
 */
export function startImport(
  ctx: UserCtx,
  { fileId, deckId = null, dryRun, withReviews }: NewFlashcardImport,
): Promise<ImportRow> {
  return inTransaction(ctx, async (ctx) => {
    const [file] = await loadFiles(ctx, [fileId])
    if (!file) throw new AppError('not_found', 'fileId names a file that was not found')
    if (file.kind !== 'archive')
      throw new AppError('unprocessable', 'This file is no Anki package. Export one from Anki, which ends in .apkg.')
    if (deckId !== null) await namedDeck(ctx, deckId, 'deckId')
    await lockFor(ctx, 'flashcard_imports')
    await refuseSecond(ctx)
    const [row] = await ctx.db
      .insert(flashcardImports)
      .values({
        ...{ userId: ctx.actor.id, id: newId(), fileId, fileName: file.name, deckId, withReviews },
        ...{ isDryRun: dryRun, counts: NOTHING_YET, createdAt: ctx.now().toISOString() },
      })
      .returning()
    const started = found(row, 'Import')
    await enqueue(ctx, IMPORT_JOB, { importId: started.id })
    return started
  })
}

export async function getImport(ctx: UserCtx, id: string): Promise<ImportRow> {
  const [row] = await ctx.db.select().from(flashcardImports).where(mine(ctx, id))
  return found(row, 'Import')
}

/** The newest first. */
export async function listImports(ctx: UserCtx, query: FlashcardImportQuery): Promise<Page<ImportRow>> {
  const rows = await ctx.db
    .select()
    .from(flashcardImports)
    .where(
      and(
        eq(flashcardImports.userId, ctx.actor.id),
        olderThan(flashcardImports.id, readCursor(ctx, query, 'flashcard-imports')),
      ),
    )
    .orderBy(desc(flashcardImports.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'flashcard-imports')
}

/**
 * Takes an import back: the cards that it made go to the trash, and so do its decks that are empty then. What it changed of cards that
 * were there before stays; each has its history. Interrupted, it goes on when it is asked again.
 */
export async function undoImport(ctx: UserCtx, id: string): Promise<ImportRow> {
  const row = await getImport(ctx, id)
  if (row.state === 'undone') return row
  if (row.isDryRun) throw new AppError('conflict', 'This was only tried out. There is nothing to take back.')
  if (row.state === 'queued' || row.state === 'running')
    throw new AppError('conflict', 'This import is still running. Take it back when it has ended.')
  while ((await trashImported(ctx, id)) > 0) {}
  await trashEmptyDecks(ctx, row.madeDeckIds)
  return setImport(ctx, id, { state: 'undone' })
}

export async function setImport(ctx: UserCtx, id: string, change: Partial<ImportRow>): Promise<ImportRow> {
  const [row] = await ctx.db.update(flashcardImports).set(change).where(mine(ctx, id)).returning()
  return found(row, 'Import')
}

/** Counts another attempt; undefined when this import has ended or is none. */
export async function claimImport(ctx: UserCtx, id: string): Promise<ImportRow | undefined> {
  const [row] = await ctx.db
    .update(flashcardImports)
    .set({ state: 'running', attempts: sql`${flashcardImports.attempts} + 1` })
    .where(and(mine(ctx, id), inArray(flashcardImports.state, ['queued', 'running'])))
    .returning()
  return row
}

const mine = (ctx: UserCtx, id: string) => and(eq(flashcardImports.userId, ctx.actor.id), eq(flashcardImports.id, id))

async function refuseSecond(ctx: UserCtx) {
  const [running] = await ctx.db
    .select({ id: flashcardImports.id })
    .from(flashcardImports)
    .where(
      and(
        eq(flashcardImports.userId, ctx.actor.id),
        inArray(flashcardImports.state, ['queued', 'running']),
        sql`${flashcardImports.createdAt} > ${new Date(ctx.now().getTime() - LOST_AFTER_MS).toISOString()}::timestamptz`,
      ),
    )
    .limit(1)
  if (running)
    throw new AppError('conflict', 'Another package is being read. Wait for it to end.', {
      extra: { importId: running.id },
    })
}
