import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { enqueue } from '#core/messages.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { getDeck, loadDecks, namedDeck } from '../decks.service.ts'
import { countReviews, livingDecks, setParameters } from './histories.queries.ts'
import type { NewOptimization, OptimizationAcceptance, OptimizationQuery } from './optimizations.schema.ts'
import { flashcardOptimizations, type OptimizationRow } from './optimizations.tables.ts'

export const OPTIMIZE_JOB = 'flashcards.optimize'
export const RESCHEDULE_JOB = 'flashcards.reschedule'
export const OptimizationPayload = z.object({ optimizationId: z.uuid() })

/** With fewer the parameters would follow chance. */
export const LEAST_REVIEWS = 400
const LOST_AFTER_MS = 6 * 3_600_000

export type Optimization = OptimizationRow & { isBetter: boolean | null }

/** Begins to fit parameters to the reviews of a deck with its parts, or of all; 422 with how many are missing. One at a time (409). */
export function startOptimization(
  ctx: UserCtx,
  { deckId = null, autoAccept, reschedule }: NewOptimization,
): Promise<Optimization> {
  return inTransaction(ctx, async (ctx) => {
    if (deckId !== null) await namedDeck(ctx, deckId, 'deckId')
    await lockFor(ctx, 'flashcard_optimizations')
    await refuseSecond(ctx)
    const deckIds = await livingDecks(ctx, deckId)
    const reviews = await countReviews(ctx, deckIds)
    if (reviews < LEAST_REVIEWS) throw tooFew(reviews)
    const parametersBefore = await parametersOf(ctx, deckId, deckIds)
    const [row] = await ctx.db
      .insert(flashcardOptimizations)
      .values({
        ...{ userId: ctx.actor.id, id: newId(), deckId, autoAccept, reschedule, reviews, parametersBefore },
        createdAt: ctx.now().toISOString(),
      })
      .returning()
    const started = found(row, 'Optimization')
    await enqueue(ctx, OPTIMIZE_JOB, { optimizationId: started.id })
    return shown(started)
  })
}

export async function getOptimization(ctx: UserCtx, id: string): Promise<Optimization> {
  const [row] = await ctx.db.select().from(flashcardOptimizations).where(mine(ctx, id))
  return shown(found(row, 'Optimization'))
}

/** The newest first. */
export async function listOptimizations(ctx: UserCtx, query: OptimizationQuery): Promise<Page<Optimization>> {
  const rows = await ctx.db
    .select()
    .from(flashcardOptimizations)
    .where(
      and(
        eq(flashcardOptimizations.userId, ctx.actor.id),
        olderThan(flashcardOptimizations.id, readCursor(ctx, query, 'flashcard-optimizations')),
      ),
    )
    .orderBy(desc(flashcardOptimizations.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows.map(shown), query, 'flashcard-optimizations')
}

/** Gives the decks the proposed parameters, and lets their cards be scheduled anew where that is wanted. Only what is proposed (409). */
export function acceptOptimization(
  ctx: UserCtx,
  id: string,
  acceptance: OptimizationAcceptance,
): Promise<Optimization> {
  return inTransaction(ctx, async (ctx) => {
    const row = await end(ctx, id, 'accepted')
    if (row.parameters === null) throw new AppError('conflict', 'There are no parameters to take over.')
    if (row.deckId !== null) await getDeck(ctx, row.deckId)
    await setParameters(ctx, await livingDecks(ctx, row.deckId), row.parameters)
    const reschedule = acceptance.reschedule ?? row.reschedule
    if (!reschedule) return shown(row)
    await enqueue(ctx, RESCHEDULE_JOB, { optimizationId: id })
    return shown(await setOptimization(ctx, id, { reschedule, rescheduled: 0 }))
  })
}

export const rejectOptimization = async (ctx: UserCtx, id: string): Promise<Optimization> =>
  shown(await end(ctx, id, 'rejected'))

export async function setOptimization(
  ctx: UserCtx,
  id: string,
  change: Partial<OptimizationRow>,
): Promise<OptimizationRow> {
  const [row] = await ctx.db.update(flashcardOptimizations).set(change).where(mine(ctx, id)).returning()
  return found(row, 'Optimization')
}

/** Counts another attempt; undefined when this one has ended or is none. */
export async function claimOptimization(ctx: UserCtx, id: string): Promise<OptimizationRow | undefined> {
  const [row] = await ctx.db
    .update(flashcardOptimizations)
    .set({ state: 'running', attempts: sql`${flashcardOptimizations.attempts} + 1` })
    .where(and(mine(ctx, id), inArray(flashcardOptimizations.state, ['queued', 'running'])))
    .returning()
  return row
}

export const isBetter = ({ logLoss, logLossBefore }: Pick<OptimizationRow, 'logLoss' | 'logLossBefore'>) =>
  logLoss === null || logLossBefore === null ? null : logLoss < logLossBefore

const shown = (row: OptimizationRow): Optimization => ({ ...row, isBetter: isBetter(row) })

const mine = (ctx: UserCtx, id: string) =>
  and(eq(flashcardOptimizations.userId, ctx.actor.id), eq(flashcardOptimizations.id, id))

async function end(ctx: UserCtx, id: string, state: 'accepted' | 'rejected'): Promise<OptimizationRow> {
  const [row] = await ctx.db
    .update(flashcardOptimizations)
    .set({ state })
    .where(and(mine(ctx, id), eq(flashcardOptimizations.state, 'proposed')))
    .returning()
  if (row) return row
  const { state: now } = await getOptimization(ctx, id)
  throw new AppError('conflict', `Only what is proposed can be taken over or turned down; this is ${now}.`)
}

function tooFew(reviews: number): AppError {
  const missing = LEAST_REVIEWS - reviews
  return new AppError(
    'unprocessable',
    `Parameters are fitted to at least ${LEAST_REVIEWS} reviews. There are ${reviews}: ${missing} are missing.`,
    { extra: { reviews, missing, needed: LEAST_REVIEWS } },
  )
}

/** Those of the deck; where all are meant, of the first deck that has its own. */
async function parametersOf(ctx: UserCtx, deckId: string | null, deckIds: string[]): Promise<number[] | null> {
  const decks = await loadDecks(ctx, deckId === null ? deckIds : [deckId])
  return decks.find(({ parameters }) => parameters !== null)?.parameters ?? null
}

async function refuseSecond(ctx: UserCtx) {
  const earliest = new Date(ctx.now().getTime() - LOST_AFTER_MS).toISOString()
  const [running] = await ctx.db
    .select({ id: flashcardOptimizations.id })
    .from(flashcardOptimizations)
    .where(
      and(
        eq(flashcardOptimizations.userId, ctx.actor.id),
        inArray(flashcardOptimizations.state, ['queued', 'running']),
        sql`${flashcardOptimizations.createdAt} > ${earliest}::timestamptz`,
      ),
    )
    .limit(1)
  if (running)
    throw new AppError('conflict', 'Parameters are being fitted already. Wait for them.', {
      extra: { optimizationId: running.id },
    })
}
