import { and, asc, eq, gt, max, min, ne, or, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import type { UserCtx } from '#core/ctx.ts'
import { invalid, noSuch } from '#core/errors.ts'
import { courseModules, courseTopics } from './courses.tables.ts'
import { positionBetween, positions } from './position.ts'

/** What stands in one order: the modules of a course, or the topics of a module. */
export interface Siblings {
  table: typeof courseModules | typeof courseTopics
  within: SQL
}

export const modulesOf = (courseId: string): Siblings => ({
  table: courseModules,
  within: eq(courseModules.courseId, courseId),
})
export const topicsOf = (moduleId: string): Siblings => ({
  table: courseTopics,
  within: eq(courseTopics.moduleId, moduleId),
})

/**
 * A position right after the sibling `afterId`; null is the first place, undefined the last. Nobody else is moved, unless there is no
 * room between two: then all siblings get short positions in the order in which they stand. Call it while holding the course.
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

async function neighbours(
  ctx: UserCtx,
  { table, within }: Siblings,
  afterId: string | null | undefined,
  selfId: string,
): Promise<[before: string | null, after: string | null]> {
  const others = and(mine(ctx, table), within, ne(table.id, selfId))
  if (afterId === null || afterId === undefined) {
    const [edge] = await ctx.db
      .select({ first: min(table.position), last: max(table.position) })
      .from(table)
      .where(others)
    return afterId === null ? [null, edge?.first ?? null] : [edge?.last ?? null, null]
  }
  const [before] = await ctx.db
    .select({ position: table.position })
    .from(table)
    .where(and(myRow(ctx, table, afterId), within))
  if (!before) throw noSuch('afterId')
  const further = or(
    gt(table.position, before.position),
    and(eq(table.position, before.position), gt(table.id, afterId)),
  )
  const [next] = await ctx.db
    .select({ position: table.position })
    .from(table)
    .where(and(others, further))
    .orderBy(asc(table.position), asc(table.id))
    .limit(1)
  return [before.position, next?.position ?? null]
}

/** One UPDATE for all of them. */
async function spread(ctx: UserCtx, { table, within }: Siblings, selfId: string): Promise<void> {
  const rows = await ctx.db
    .select({ id: table.id })
    .from(table)
    .where(and(mine(ctx, table), within, ne(table.id, selfId)))
    .orderBy(asc(table.position), asc(table.id))
  const places = positions(rows.length)
  const placed = JSON.stringify(rows.map(({ id }, at) => ({ id, position: places[at] })))
  await ctx.db.execute(sql`update ${table} t set position = s.position
    from jsonb_to_recordset(${placed}::jsonb) as s(id uuid, position text)
    where t.user_id = ${ctx.actor.id} and t.id = s.id and t.position <> s.position`)
}
