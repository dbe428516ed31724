import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid, noSuch } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { placeAfter, putPositions } from '#core/ordering.ts'
import type { Page } from '#core/page.ts'
import { positionBetween, positions } from '#core/position.ts'
import { loadFiles } from '#domains/files/files.service.ts'
import { getBoard } from './boards.service.ts'
import { askForDrawing, FIRST_TRY, requireTurn } from './requests.service.ts'
import {
  MAX_TILES,
  type NewVisionTile,
  type TileMove,
  type TileOrder,
  type VisionTilePatch,
  type VisionTileQuery,
} from './tiles.schema.ts'
import {
  countTiles,
  discardTiles,
  findTile,
  lockBoard,
  PICTURE_GONE,
  selectAllTiles,
  selectTiles,
  takeBackTiles,
  tilesOf,
  trashMark,
} from './vision.queries.ts'
import { type TileRow, visionTiles } from './vision.tables.ts'

export async function listTiles(ctx: UserCtx, boardId: string, query: VisionTileQuery): Promise<Page<TileRow>> {
  await getBoard(ctx, boardId)
  return selectTiles(ctx, boardId, query)
}

export async function getTile(ctx: UserCtx, id: string): Promise<TileRow> {
  const [tile] = await findTile(ctx.db, { userId: ctx.actor.id, id })
  return found(tile, 'Vision tile')
}

export const loadTiles = (ctx: UserCtx, ids: string[]): Promise<TileRow[]> =>
  ctx.db
    .select()
    .from(visionTiles)
    .where(and(mine(ctx, visionTiles), inArray(visionTiles.id, ids)))

/**
 * Puts it where it is told to stand; last unless said. One with a prompt is queued, and a job draws it. A board takes `MAX_TILES`,
 * and what is drawn for one person at a time is bounded as well.
 */
export function createTile(ctx: UserCtx, input: NewVisionTile, id: string = newId()): Promise<TileRow> {
  return inTransaction(ctx, async (ctx) => {
    const { afterId, position, boardId, ...fields } = input
    const kind = fields.prompt !== undefined ? 'generated' : fields.fileId !== undefined ? 'image' : 'statement'
    await lockBoard(ctx, boardId)
    if ((await countTiles(ctx, eq(visionTiles.boardId, boardId))) >= MAX_TILES) throw tooMany()
    if (fields.fileId !== undefined) await requirePicture(ctx, fields.fileId)
    if (kind === 'generated') await requireTurn(ctx)
    const place = position ?? (await placeAfter(ctx, tilesOf(boardId), afterId, id))
    const [made] = await ctx.db
      .insert(visionTiles)
      .values({
        ...fields,
        ...(kind === 'generated' && FIRST_TRY),
        kind,
        boardId,
        position: place,
        id,
        userId: ctx.actor.id,
      })
      .returning()
    const tile = found(made, 'Vision tile')
    if (kind === 'generated') await askForDrawing(ctx, tile)
    return tile
  })
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export function updateTile(ctx: UserCtx, id: string, patch: VisionTilePatch, version?: number): Promise<TileRow> {
  return inTransaction(ctx, async (ctx) => {
    const before = await getTile(ctx, id)
    if (patch.statement !== undefined && before.kind !== 'statement') throw invalid('statement', 'is for cards alone')
    if (patch.fileId !== undefined) {
      if (before.kind !== 'image') throw invalid('fileId', 'is for tiles that show a file of yours')
      await requirePicture(ctx, patch.fileId)
    }
    const shown = patch.fileId !== undefined ? SHOWN : {}
    const [tile] =
      Object.keys(patch).length === 0
        ? await ctx.db
            .select()
            .from(visionTiles)
            .where(myRow(ctx, visionTiles, id, version))
        : await ctx.db
            .update(visionTiles)
            .set({ ...patch, ...shown })
            .where(myRow(ctx, visionTiles, id, version))
            .returning()
    if (!tile) throw await missed(ctx, visionTiles, id, 'Vision tile')
    return tile
  })
}

const SHOWN = { state: 'ready', progress: 100, failureReason: null, failureDetail: null } as const

/** Puts it right after another tile of its board; the others stay as they are. */
export function moveTile(ctx: UserCtx, id: string, { afterId }: TileMove): Promise<TileRow> {
  return inTransaction(ctx, async (ctx) => {
    const { boardId } = await getTile(ctx, id)
    await lockBoard(ctx, boardId)
    return updateTile(ctx, id, { position: await placeAfter(ctx, tilesOf(boardId), afterId, id) })
  })
}

/**
 * Puts many tiles one after the other, right after a tile that is none of them; the rest stay as they are, unless there is no room
 * between two: then all get short positions in the new order. All of it or nothing.
 */
export function orderTiles(ctx: UserCtx, boardId: string, { tileIds, afterId }: TileOrder): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await lockBoard(ctx, boardId)
    const tiles = await selectAllTiles(ctx, boardId)
    const there = new Map(tiles.map((tile) => [tile.id, tile]))
    const moved = tileIds.map((id) => there.get(id) ?? fail('tileIds'))
    if (afterId !== null && tileIds.includes(afterId)) throw invalid('afterId', 'is among the tiles that are moved')
    const rest = tiles.filter(({ id }) => !tileIds.includes(id))
    const at = afterId === null ? 0 : rest.findIndex(({ id }) => id === afterId) + 1
    if (afterId !== null && at === 0) throw noSuch('afterId')
    const between = manyBetween(rest[at - 1]?.position ?? null, rest[at]?.position ?? null, moved.length)
    const order = between ? moved : [...rest.slice(0, at), ...moved, ...rest.slice(at)]
    const places = between ?? positions(order.length)
    const placed = order.map(({ id }, place) => ({ id, position: places[place] ?? '' }))
    await putPositions(ctx, tilesOf(boardId), placed)
  })
}

/** To the trash, without its file: nothing keeps that for its sake any more. */
export function deleteTile(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const gone = await discardTiles(ctx, myRow(ctx, visionTiles, id, version), await trashMark(ctx))
    if (gone === 0) throw await missed(ctx, visionTiles, id, 'Vision tile')
  })
}

/** With its file, as long as that still lives. */
export function restoreTile(ctx: UserCtx, id: string): Promise<TileRow> {
  return inTransaction(ctx, async (ctx) => {
    const own = and(eq(visionTiles.userId, ctx.actor.id), eq(visionTiles.id, id))
    const [gone] = await ctx.db.select({ boardId: visionTiles.boardId }).from(visionTiles).where(own)
    const { boardId } = found(gone, 'Vision tile')
    await lockBoard(ctx, boardId).catch(() => {
      throw new AppError('conflict', 'Its board is in the trash. Restore the board first.')
    })
    if ((await countTiles(ctx, eq(visionTiles.boardId, boardId))) >= MAX_TILES) throw tooMany()
    if ((await takeBackTiles(ctx, sql`${visionTiles.id} = ${id}`)) === 0)
      throw new AppError('conflict', 'This tile is not in the trash.')
    return getTile(ctx, id)
  })
}

/** Of a file that is deleted: the tiles that showed it say so. */
export async function letGoOfFile(ctx: UserCtx, { fileId }: { fileId: string }): Promise<void> {
  await ctx.db
    .update(visionTiles)
    .set({ fileId: null, state: 'failed', failureReason: 'file_deleted', failureDetail: PICTURE_GONE })
    .where(and(eq(visionTiles.userId, ctx.actor.id), eq(visionTiles.fileId, fileId)))
}

async function requirePicture(ctx: UserCtx, fileId: string): Promise<void> {
  const [file] = await loadFiles(ctx, [fileId])
  if (!file) throw noSuch('fileId')
  if (file.kind !== 'image') throw invalid('fileId', 'is no image')
}

/** So many positions in a row; null when there is no room for all of them. */
function manyBetween(before: string | null, after: string | null, many: number): string[] | null {
  const made: string[] = []
  for (let last = before; made.length < many; ) {
    last = positionBetween(last, after)
    if (last === null) return null
    made.push(last)
  }
  return made
}

function fail(path: string): never {
  throw noSuch(path)
}

const tooMany = () => new AppError('conflict', `A board takes ${MAX_TILES} tiles. Delete one, or begin another.`)
