import { and, eq, inArray, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import type { NewVisionBoard, VisionBoardPatch, VisionBoardQuery } from './boards.schema.ts'
import { discardTiles, selectBoards, takeBackTiles, trashMark } from './vision.queries.ts'
import { type BoardRow, visionBoards, visionTiles } from './vision.tables.ts'

export const listBoards = (ctx: UserCtx, query: VisionBoardQuery): Promise<Page<BoardRow>> => selectBoards(ctx, query)

export async function getBoard(ctx: UserCtx, id: string): Promise<BoardRow> {
  const [board] = await ctx.db
    .select()
    .from(visionBoards)
    .where(myRow(ctx, visionBoards, id))
  return found(board, 'Vision board')
}

export const loadBoards = (ctx: UserCtx, ids: string[]): Promise<BoardRow[]> =>
  ctx.db
    .select()
    .from(visionBoards)
    .where(and(mine(ctx, visionBoards), inArray(visionBoards.id, ids)))

export async function createBoard(ctx: UserCtx, input: NewVisionBoard, id: string = newId()): Promise<BoardRow> {
  const [board] = await ctx.db
    .insert(visionBoards)
    .values({ ...input, id, userId: ctx.actor.id })
    .returning()
  return found(board, 'Vision board')
}

/** Changes the given fields; null clears, absent keeps. With `version` it refuses (412) when somebody was faster. */
export async function updateBoard(
  ctx: UserCtx,
  id: string,
  patch: VisionBoardPatch,
  version?: number,
): Promise<BoardRow> {
  const isEmpty = Object.keys(patch).length === 0
  const [board] = isEmpty
    ? await ctx.db
        .select()
        .from(visionBoards)
        .where(myRow(ctx, visionBoards, id, version))
    : await ctx.db
        .update(visionBoards)
        .set(patch)
        .where(myRow(ctx, visionBoards, id, version))
        .returning()
  if (!board) throw await missed(ctx, visionBoards, id, 'Vision board')
  return board
}

/** To the trash, with its tiles: they come back with it. Their files are let go of. */
export function deleteBoard(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const deletedAt = await trashMark(ctx)
    const [board] = await ctx.db
      .update(visionBoards)
      .set({ deletedAt })
      .where(myRow(ctx, visionBoards, id, version))
      .returning({ id: visionBoards.id })
    if (!board) throw await missed(ctx, visionBoards, id, 'Vision board')
    await discardTiles(ctx, eq(visionTiles.boardId, id), deletedAt)
  })
}

/** With the tiles that went to the trash with it, and those of their files that still live. */
export function restoreBoard(ctx: UserCtx, id: string): Promise<BoardRow> {
  return inTransaction(ctx, async (ctx) => {
    const own = and(eq(visionBoards.userId, ctx.actor.id), eq(visionBoards.id, id))
    const [gone] = await ctx.db
      .select({ isTrashed: sql<boolean>`${visionBoards.deletedAt} is not null` })
      .from(visionBoards)
      .where(own)
      .for('update')
    if (!found(gone, 'Vision board').isTrashed) throw new AppError('conflict', 'This board is not in the trash.')
    await takeBackTiles(
      ctx,
      sql`${visionTiles.boardId} = ${id} and ${visionTiles.deletedAt} =
        (select b.deleted_at from vision_boards b where b.user_id = ${ctx.actor.id} and b.id = ${id})`,
    )
    const [back] = await ctx.db.update(visionBoards).set({ deletedAt: null }).where(own).returning()
    return found(back, 'Vision board')
  })
}
