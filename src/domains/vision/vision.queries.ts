import { and, asc, count, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { found } from '#core/errors.ts'
import type { Siblings } from '#core/ordering.ts'
import { beyond, olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { hotRows } from '#core/rows.ts'
import { files } from '#domains/files/files.tables.ts'
import type { VisionBoardQuery } from './boards.schema.ts'
import type { VisionTileQuery } from './tiles.schema.ts'
import { type BoardRow, type TileRow, visionBoards, visionTiles } from './vision.tables.ts'

const { placeholder } = sql

/** By primary key, planned once: a client asks for it again and again while a picture is drawn. */
export const findTile = hotRows<{ userId: string; id: string }, typeof visionTiles>(
  'find_vision_tile',
  visionTiles,
  (db) =>
    db
      .select()
      .from(visionTiles)
      .where(
        and(
          eq(visionTiles.userId, placeholder('userId')),
          eq(visionTiles.id, placeholder('id')),
          isNull(visionTiles.deletedAt),
        ),
      ),
)

export async function selectBoards(ctx: UserCtx, query: VisionBoardQuery): Promise<Page<BoardRow>> {
  const { archived, goalId, q, limit } = query
  const containing = `%${q?.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select()
    .from(visionBoards)
    .where(
      and(
        mine(ctx, visionBoards),
        archived === 'all'
          ? undefined
          : archived === 'true'
            ? eq(visionBoards.isArchived, true)
            : sql`not ${visionBoards.isArchived}`,
        goalId === undefined ? undefined : eq(visionBoards.goalId, goalId),
        q === undefined
          ? undefined
          : or(ilike(visionBoards.title, containing), ilike(visionBoards.description, containing)),
        olderThan(visionBoards.id, readCursor(ctx, query, 'vision-boards')),
      ),
    )
    .orderBy(desc(visionBoards.id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'vision-boards')
}

/** In the order of the board. */
export async function selectTiles(ctx: UserCtx, boardId: string, query: VisionTileQuery): Promise<Page<TileRow>> {
  const list = `vision-tiles ${boardId}`
  const rows = await ctx.db
    .select()
    .from(visionTiles)
    .where(
      and(
        mine(ctx, visionTiles),
        eq(visionTiles.boardId, boardId),
        query.state && eq(visionTiles.state, query.state),
        beyond(visionTiles.position, visionTiles.id, readCursor(ctx, query, list), 'asc'),
      ),
    )
    .orderBy(asc(visionTiles.position), asc(visionTiles.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, list, ({ position }) => position)
}

/** Every tile of a board in its order. */
export const selectAllTiles = (ctx: UserCtx, boardId: string): Promise<TileRow[]> =>
  ctx.db
    .select()
    .from(visionTiles)
    .where(and(mine(ctx, visionTiles), eq(visionTiles.boardId, boardId)))
    .orderBy(asc(visionTiles.position), asc(visionTiles.id))

/** The tiles of a board stand in one order; to be placed while holding the board. */
export const tilesOf = (boardId: string): Siblings => ({
  table: visionTiles,
  within: eq(visionTiles.boardId, boardId),
})

/** Whoever adds, moves or removes tiles holds the board: one after the other, so that no place is given twice. */
export async function lockBoard(ctx: UserCtx, id: string): Promise<BoardRow> {
  const [board] = await ctx.db
    .select()
    .from(visionBoards)
    .where(myRow(ctx, visionBoards, id))
    .for('no key update')
  return found(board, 'Vision board')
}

export async function countTiles(ctx: UserCtx, where: SQL | undefined): Promise<number> {
  const [row] = await ctx.db
    .select({ tiles: count() })
    .from(visionTiles)
    .where(and(mine(ctx, visionTiles), where))
  return row?.tiles ?? 0
}

/** Drawn at the moment, or about to be. */
export const isWaiting = inArray(visionTiles.state, ['queued', 'drawing'])

/** To the trash: lets go of the files, which are not kept for it, and of the drawing that it waits for. Answers how many went. */
export async function discardTiles(ctx: UserCtx, where: SQL | undefined, deletedAt: string): Promise<number> {
  const gone = await ctx.db
    .update(visionTiles)
    .set({
      deletedAt,
      fileId: null,
      releasedFileId: sql`${visionTiles.fileId}`,
      state: sql`case when ${isWaiting} then 'canceled' else ${visionTiles.state} end`,
    })
    .where(and(mine(ctx, visionTiles), where))
    .returning({ id: visionTiles.id })
  return gone.length
}

/** Out of the trash, with its file as long as that still lives. Answers how many came back. */
export async function takeBackTiles(ctx: UserCtx, where: SQL): Promise<number> {
  const back = await rowsOf(
    ctx.db,
    sql`update vision_tiles t set deleted_at = null, released_file_id = null, file_id = s.file_id,
          state = case when s.is_lost then 'failed' else t.state end,
          failure_reason = case when s.is_lost then 'file_deleted' else t.failure_reason end,
          failure_detail = case when s.is_lost then ${PICTURE_GONE} else t.failure_detail end
        from (
          select ${visionTiles.id} as id, ${files.id} as file_id,
            ${visionTiles.state} = 'ready' and ${visionTiles.kind} <> 'statement' and ${files.id} is null as is_lost
          from ${visionTiles} left join ${files} on ${files.userId} = ${visionTiles.userId}
            and ${files.id} = ${visionTiles.releasedFileId} and ${files.deletedAt} is null
          where ${visionTiles.userId} = ${ctx.actor.id} and ${visionTiles.deletedAt} is not null and ${where}) s
        where t.user_id = ${ctx.actor.id} and t.id = s.id returning t.id`,
  )
  return back.length
}

export const PICTURE_GONE = 'Its picture was deleted from your files.'

/**
 * When something goes to the trash, to the microsecond: what goes with it gets the same mark, and by it comes back. Not the time of the
 * transaction, in which something else may have gone there before.
 */
export async function trashMark(ctx: UserCtx): Promise<string> {
  const [row] = await rowsOf<{ mark: string }>(ctx.db, sql`select clock_timestamp()::text as mark`)
  return found(row, 'Clock').mark
}
