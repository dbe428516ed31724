import { hash } from 'node:crypto'
import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { UserCtx } from './ctx.ts'
import { AppError } from './errors.ts'

export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: 'Items on one page, 1 to 100' }),
  cursor: z
    .string()
    .max(400)
    .optional()
    .meta({ description: '`nextCursor` of the page before; opaque, bound to you and to the filters' }),
})
export type PageQuery = z.infer<typeof PageQuery>

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Where a page ends: the sort value of its last row and its id. */
interface Position {
  value: string | number
  id: string
}

/** Reads a cursor, and refuses one that was made for another user, another list or other filters. */
export function readCursor(ctx: UserCtx, query: PageQuery, list: string): Position | undefined {
  if (query.cursor === undefined) return undefined
  try {
    const [mark, id, value] = JSON.parse(Buffer.from(query.cursor, 'base64url').toString()) as [
      string,
      string,
      string | number,
    ]
    if (mark !== markOf(ctx, query, list) || !z.uuid().safeParse(id).success) throw new Error('foreign cursor')
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error('no value')
    return { id, value }
  } catch {
    throw new AppError('invalid_input', 'This cursor does not belong to this list. Start again without it.', {
      errors: [{ path: 'cursor', message: 'made for another list, user or filter' }],
    })
  }
}

/** Expects `limit + 1` rows; the extra one only says that a next page exists. */
export function toPage<T extends { id: string }>(
  ctx: UserCtx,
  rows: T[],
  query: PageQuery,
  list: string,
  sortValue: (row: T) => string | number = () => 0,
): Page<T> {
  if (rows.length <= query.limit) return { items: rows, nextCursor: null }
  const items = rows.slice(0, query.limit)
  const last = items.at(-1) as T // limit is at least 1
  const cursor = JSON.stringify([markOf(ctx, query, list), last.id, sortValue(last)])
  return { items, nextCursor: Buffer.from(cursor).toString('base64url') }
}

/** Newest first: everything older than the position. */
export function olderThan(id: PgColumn, position: Position | undefined): SQL | undefined {
  return position && lt(id, position.id)
}

/** Everything after the position in the order (value, id), both ascending or both descending. */
export function beyond(
  value: SQL | PgColumn,
  id: PgColumn,
  position: Position | undefined,
  order: 'asc' | 'desc',
): SQL | undefined {
  if (!position) return undefined
  const past = order === 'asc' ? gt : lt
  const at = sql`${value}`
  return or(past(at, position.value), and(eq(at, position.value), past(id, position.id)))
}

export const inOrder = (order: 'asc' | 'desc') => (order === 'asc' ? asc : desc)

function markOf(ctx: UserCtx, { cursor: _, limit: __, ...filters }: PageQuery, list: string): string {
  return hash('sha1', `${ctx.actor.id} ${list} ${JSON.stringify(filters)}`, 'base64url').slice(0, 12)
}
