import { and, eq, inArray } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { enqueue } from '#core/messages.ts'
import { MAX_WAITING, type TileRetry } from './tiles.schema.ts'
import { countTiles, findTile, isWaiting } from './vision.queries.ts'
import { type TileRow, visionTiles } from './vision.tables.ts'

export const DRAW = 'vision.draw'

/** What a tile is that waits for its picture. */
const WAITS = { state: 'queued', progress: 0, failureReason: null, failureDetail: null } as const
export const FIRST_TRY = { ...WAITS, attempt: 1 } as const

/** Refuses (409) when as many pictures are drawn for this user as may be at a time. Holds further requests until the end. */
export async function requireTurn(ctx: UserCtx): Promise<void> {
  await lockFor(ctx, DRAW)
  if ((await countTiles(ctx, isWaiting)) < MAX_WAITING) return
  throw new AppError('conflict', `${MAX_WAITING} pictures are being drawn for you. Wait for one, or cancel one.`)
}

/** Hands the tile to the job that draws it, on the caller's transaction. */
export const askForDrawing = (ctx: UserCtx, { id, attempt }: TileRow): Promise<void> =>
  enqueue(ctx, DRAW, { tileId: id, attempt })

/**
 * Has a picture drawn again: what failed or was cancelled, or another picture of the same or other words for one that is there, which
 * is shown until the new one is ready. A drawing that could not be kept is not drawn twice. 409 while it is being drawn.
 */
export function retryTile(ctx: UserCtx, id: string, words: TileRetry): Promise<TileRow> {
  return inTransaction(ctx, async (ctx) => {
    await requireTurn(ctx)
    const tile = await generated(ctx, id)
    const [again] = await ctx.db
      .update(visionTiles)
      .set({ ...words, ...WAITS, attempt: tile.attempt + 1 })
      .where(and(myRow(ctx, visionTiles, id), inArray(visionTiles.state, ['ready', 'failed', 'canceled'])))
      .returning()
    if (!again) throw new AppError('conflict', 'It is being drawn already.')
    await askForDrawing(ctx, again)
    return again
  })
}

/** Stops waiting for a picture; whoever draws it is told within a second. 409 when it is not being drawn. */
export async function cancelTile(ctx: UserCtx, id: string): Promise<TileRow> {
  await generated(ctx, id)
  const [canceled] = await ctx.db
    .update(visionTiles)
    .set({ state: 'canceled', progress: 0 })
    .where(and(mine(ctx, visionTiles), eq(visionTiles.id, id), isWaiting))
    .returning()
  if (!canceled) throw new AppError('conflict', 'It is not being drawn.')
  return canceled
}

async function generated(ctx: UserCtx, id: string): Promise<TileRow> {
  const [row] = await findTile(ctx.db, { userId: ctx.actor.id, id })
  const tile = found(row, 'Vision tile')
  if (tile.kind !== 'generated') throw new AppError('conflict', 'Only pictures that are made of words are drawn.')
  return tile
}
