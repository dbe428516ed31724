import { and, asc, eq, gt, max, min, ne, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { mine, myRow, type OwnedColumns } from './columns.ts'
import type { UserCtx } from './ctx.ts'
import { invalid, noSuch } from './errors.ts'
import { positionBetween, positions } from './position.ts'

/** What stands in one order: the rows of a table that have something in common, by their `position`. */
export interface Siblings {
  table: PgTable & OwnedColumns & { position: PgColumn }
  within: SQL
}

/**
 * A position right after the sibling `afterId`; null is the first place, undefined the last. Nobody else is moved, unless there is no
 * room between two: then all siblings get short positions in the order in which they stand. Call it while holding what they have in
 * common.
 */
export async function placeAfter(
  ctx: UserCtx,
  siblings: Siblings,
  afterId: string | null | undefined,
  selfId: string,
): Promise<string> {
  if (afterId === selfId) throw invalid('afterId', 'is the item itself')
  const place = positionBetween(...(await neighbours(ctx, siblings, afterId, selfId)))
  if (place !== null) return place
  await spread(ctx, siblings, selfId)
  const free = positionBetween(...(await neighbours(ctx, siblings, afterId, selfId)))
  if (free === null) throw new Error('no room among positions that were just spread')
  return free
}

/** Gives each of these rows of mine its position; those that stand there already are not written. One UPDATE. */
export async function putPositions(
  ctx: UserCtx,
  { table }: Siblings,
  placed: { id: string; position: string }[],
): Promise<void> {
  await ctx.db.execute(sql`update ${table} t set position = s.position
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as s(id uuid, position text)
    where t.user_id = ${ctx.actor.id} and t.id = s.id and t.position <> s.position`)
}

async function neighbours(
  ctx: UserCtx,
  { table, within }: Siblings,
  afterId: string | null | undefined,
  selfId: string,
): Promise<[before: string | null, after: string | null]> {
  // Of a table that it does not know the builder cannot say that positions are texts.
  const from: PgTable = table
  const others = and(mine(ctx, table), within, ne(table.id, selfId))
  if (afterId === null || afterId === undefined) {
    const [edge] = await ctx.db
      .select({ first: min(table.position), last: max(table.position) })
      .from(from)
      .where(others)
    return afterId === null ? [null, textOf(edge?.first)] : [textOf(edge?.last), null]
  }
  const position = sql<string>`${table.position}`
  const [before] = await ctx.db
    .select({ position })
    .from(from)
    .where(and(myRow(ctx, table, afterId), within))
  if (!before) throw noSuch('afterId')
  const further = or(
    gt(table.position, before.position),
    and(eq(table.position, before.position), gt(table.id, afterId)),
  )
  const [next] = await ctx.db
    .select({ position })
    .from(from)
    .where(and(others, further))
    .orderBy(asc(table.position), asc(table.id))
    .limit(1)
  return [before.position, next?.position ?? null]
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

async function spread(ctx: UserCtx, siblings: Siblings, selfId: string): Promise<void> {
  const { table, within } = siblings
  const from: PgTable = table
  const rows = await ctx.db
    .select({ id: sql<string>`${table.id}` })
    .from(from)
    .where(and(mine(ctx, table), within, ne(table.id, selfId)))
    .orderBy(asc(table.position), asc(table.id))
  const places = positions(rows.length)
  await putPositions(
    ctx,
    siblings,
    rows.map(({ id }, at) => ({ id, position: places[at] ?? '' })),
  )
}
