import type { UserCtx } from '#core/ctx.ts'
import { rotated } from '#core/rotation.ts'
import { dayOf } from '#core/time/zones.ts'
import { userZone } from '#domains/accounts/users.service.ts'
import { affirmationsFor } from '#domains/affirmations/affirmations.service.ts'
import { urlsOf } from '#domains/files/downloads.service.ts'
import { getBoard } from './boards.service.ts'
import { selectAllTiles } from './vision.queries.ts'
import type { BoardRow, TileRow } from './vision.tables.ts'

/**
 * What a slide show shows, in order: every card and every tile that has its picture, with addresses for ten minutes. With the
 * affirmation whose turn it is today among those for the goals of the board: each of them once before one comes again.
 */
export async function slidesOf(ctx: UserCtx, publicUrl: string, boardId: string) {
  const board = await getBoard(ctx, boardId)
  const tiles = (await selectAllTiles(ctx, boardId)).filter(
    ({ kind, fileId }) => kind === 'statement' || fileId !== null,
  )
  const fileIds = tiles.flatMap(({ fileId }) => fileId ?? [])
  const [{ urls, expiresAt }, affirmation] = await Promise.all([
    urlsOf(ctx, publicUrl, fileIds),
    affirmationOf(ctx, board, tiles),
  ])
  const items = tiles.map((tile) => {
    const address = urls.get(tile.fileId ?? '')
    return { tile, url: address?.original ?? null, thumbnailUrl: address?.thumbnail ?? null }
  })
  return { board, items, expiresAt, affirmation }
}

async function affirmationOf(ctx: UserCtx, board: BoardRow, tiles: TileRow[]) {
  const goalIds = new Set([board.goalId, ...tiles.map(({ goalId }) => goalId)].filter((id) => id !== null))
  if (goalIds.size === 0) return null
  const [theirs, { timezone, dayStartsAt }] = await Promise.all([affirmationsFor(ctx, [...goalIds]), userZone(ctx)])
  const [first] = rotated(theirs, board.id, dayOf(ctx.now().toISOString(), timezone, dayStartsAt))
  return first ?? null
}
