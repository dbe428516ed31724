import { and, eq } from 'drizzle-orm'
import { drawImage } from '#core/ai/drawing.ts'
import { myRow } from '#core/columns.ts'
import { type Ctx, inTransaction, type Reach, type UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import { asUpload } from '#core/files/made.ts'
import { getPreferences } from '#domains/accounts/preferences.service.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { deleteFile, getUsage, uploadFile } from '#domains/files/files.service.ts'
import { findTile } from './vision.queries.ts'
import {
  type DrawingRow,
  type Failure,
  type TileRow,
  type TileShape,
  visionDrawings,
  visionTiles,
} from './vision.tables.ts'

type Outside = Pick<Reach, 'ai' | 'files' | 'live'>
type Drawing = Pick<DrawingRow, 'bytes' | 'drawnBy' | 'provider' | 'model'>

const SIZES: Record<TileShape, { width: number; height: number }> = {
  square: { width: 1_024, height: 1_024 },
  landscape: { width: 1_536, height: 1_024 },
  portrait: { width: 1_024, height: 1_536 },
}
/** Percent of the steps that are done. */
const [BEGUN, DRAWN] = [20, 80]
/** How soon a drawing that nobody wants any more is stopped. */
const LOOK_MS = 500

/**
 * Draws one try of a tile and keeps it as a file. Each try asks a model once at most, whatever dies in between: a drawing that was made
 * waits beside the tile until it is kept, for this try or the next one. What fails stands on the tile, with its reason.
 */
export async function drawTile(
  ctx: UserCtx,
  outside: Outside,
  { tileId, attempt }: { tileId: string; attempt: number },
): Promise<void> {
  const tile = await begin(ctx, tileId, attempt)
  if (!tile) return
  outside.live.wake(ctx.actor.id)
  const watch = watchOver(ctx, tile)
  try {
    const drawing = (await findDrawing(ctx, tile)) ?? (await draw(ctx, outside, tile, watch.signal))
    await step(ctx, tile, { progress: DRAWN })
    outside.live.wake(ctx.actor.id)
    await keep(ctx, outside, tile, drawing)
  } catch (error) {
    if (watch.signal.aborted) return
    await fail(ctx, tile, error)
    if (!(error instanceof AppError)) throw error
  } finally {
    watch.stop()
  }
}

/** Null when this try is over: done, cancelled, deleted, or begun by a worker that died with it before anything was drawn. */
async function begin(ctx: UserCtx, id: string, attempt: number): Promise<TileRow | null> {
  const begun = await step(ctx, { id, attempt }, { state: 'drawing', progress: BEGUN }, 'queued')
  if (begun) return begun
  const [left] = await findTile(ctx.db, { userId: ctx.actor.id, id })
  if (left?.state !== 'drawing' || left.attempt !== attempt) return null
  if (await findDrawing(ctx, left)) return left
  await fail(ctx, left, new Interrupted())
  return null
}

/** Writes to the tile as long as it is still this try's, in this state. */
async function step(
  ctx: UserCtx,
  { id, attempt }: Pick<TileRow, 'id' | 'attempt'>,
  fields: Partial<TileRow>,
  from: 'queued' | 'drawing' = 'drawing',
): Promise<TileRow | undefined> {
  const [tile] = await ctx.db
    .update(visionTiles)
    .set(fields)
    .where(and(myRow(ctx, visionTiles, id), eq(visionTiles.attempt, attempt), eq(visionTiles.state, from)))
    .returning()
  return tile
}

async function draw(ctx: UserCtx, { ai, files }: Outside, tile: TileRow, signal: AbortSignal): Promise<Drawing> {
  const { bytes: used, quotaBytes } = await getUsage(ctx, { files })
  if (used >= quotaBytes) throw new AppError('quota_exceeded', 'There is no room for another file. Delete some first.')
  const [{ timezone: zone }, { ai: preferred }] = await Promise.all([userZone(ctx), getPreferences(ctx)])
  const { id: tileId, attempt, prompt, shape } = tile
  const asked = { prompt: prompt ?? '', ...SIZES[shape] }
  const drawn = await drawImage(ctx, ai, { zone, allowsModels: preferred.enabled }, asked, signal)
  const { bytes, provider, model, isProcedural } = drawn
  const drawing = { bytes, provider, model, drawnBy: isProcedural ? 'procedure' : 'model' } as const
  // What a procedure draws costs nothing; another try may find a model.
  if (!isProcedural) await putDrawing(ctx, { ...drawing, tileId, attempt, prompt: asked.prompt, shape })
  return drawing
}

async function putDrawing(ctx: UserCtx, drawing: Omit<DrawingRow, 'userId'>): Promise<void> {
  await ctx.db
    .insert(visionDrawings)
    .values({ ...drawing, userId: ctx.actor.id })
    .onConflictDoUpdate({ target: [visionDrawings.userId, visionDrawings.tileId], set: drawing })
}

/** Of the same words, and not kept yet. */
async function findDrawing(ctx: UserCtx, { id, prompt, shape }: TileRow): Promise<Drawing | undefined> {
  const [drawing] = await ctx.db
    .select()
    .from(visionDrawings)
    .where(
      and(
        eq(visionDrawings.userId, ctx.actor.id),
        eq(visionDrawings.tileId, id),
        eq(visionDrawings.prompt, prompt ?? ''),
        eq(visionDrawings.shape, shape),
      ),
    )
  return drawing
}

async function keep(ctx: UserCtx, { files }: Outside, tile: TileRow, drawing: Drawing): Promise<void> {
  const { bytes, drawnBy, provider, model } = drawing
  const name = nameOf(tile, drawing)
  const file = await asUpload(files, name, bytes, (upload) => uploadFile(ctx, { files }, upload)).catch(notKept)
  const isShown = await inTransaction(ctx, async (ctx) => {
    const ready = { state: 'ready', progress: 100, fileId: file.id, drawnBy, provider, model } as const
    const shown = await step(ctx, tile, ready)
    if (shown)
      await ctx.db
        .delete(visionDrawings)
        .where(and(eq(visionDrawings.userId, ctx.actor.id), eq(visionDrawings.tileId, tile.id)))
    return shown !== undefined
  })
  if (!isShown) await deleteFile(ctx, file.id)
}

const NAME = 80

function nameOf({ caption, prompt }: TileRow, { drawnBy }: Drawing): string {
  const words = (caption ?? prompt ?? '')
    .replaceAll(/[/\\\p{Cc}\s]+/gu, ' ')
    .slice(0, NAME)
    .trim()
  return `${drawnBy === 'procedure' ? 'Procedural drawing, ' : ''}${words}.png`
}

class NotKept extends Error {}
class Interrupted extends Error {}

/** A refusal says itself what to do; anything else is the storage's. */
function notKept(error: unknown): never {
  throw error instanceof AppError ? error : new NotKept('a drawing was not kept', { cause: error })
}

async function fail(ctx: UserCtx, tile: TileRow, error: unknown): Promise<void> {
  const [failureReason, failureDetail] = explained(error)
  await step(ctx, tile, { state: 'failed', progress: 0, failureReason, failureDetail })
}

function explained(error: unknown): [reason: Failure, detail: string] {
  if (error instanceof NotKept)
    return ['storage', 'The storage did not take the picture. Try again later; it is not drawn twice.']
  if (error instanceof Interrupted) return ['interrupted', 'The server stopped while it was being drawn. Try again.']
  if (!(error instanceof AppError)) return ['internal', 'Something went wrong on our side. Try again.']
  const { code, message } = error
  return [code === 'unavailable' || code === 'quota_exceeded' ? code : 'internal', message]
}

/** Says by its signal when the tile is cancelled, deleted or being drawn afresh. */
function watchOver(ctx: UserCtx, { id, attempt }: TileRow) {
  const unwanted = new AbortController()
  const look = async () => {
    const [tile] = await findTile(ctx.db, { userId: ctx.actor.id, id })
    if (tile?.state !== 'drawing' || tile.attempt !== attempt) unwanted.abort(new Error('nobody wants it any more'))
  }
  // A look that fails is followed by another one.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_MS)
  return { signal: unwanted.signal, stop: () => clearInterval(timer) }
}

/** The job's door: in the name of whoever asked for it. */
export async function drawAsked(ctx: Ctx, outside: Outside, asked: { tileId: string; attempt: number }): Promise<void> {
  if (ctx.actor) await drawTile({ ...ctx, actor: ctx.actor }, outside, asked)
}
