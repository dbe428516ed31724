import { and, eq, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Entity } from '#core/entity.ts'
import { changes } from '#core/feed.ts'
import type { Image } from '#core/images.ts'
import { afterOf, type PastChange, readPast } from '#core/past.ts'

/** The row as it was at a version, if the feed still keeps it. */
export async function imageAt(ctx: UserCtx, entity: Entity, id: string, version: number): Promise<Image | null> {
  const [change] = await ctx.db
    .select({ before: changes.before })
    .from(changes)
    .where(and(ofItem(ctx, entity, id), sql`(${changes.before} ->> 'version')::int = ${version}`))
    .limit(1)
  return change?.before ?? null
}

/** Changes of one item that is there or in the trash, newest first. What a change made of the row is what the next one found, or what stands there now. */
export function selectPast(
  ctx: UserCtx,
  entity: Entity,
  id: string,
  olderThan: number | null,
  limit: number,
): Promise<PastChange[]> {
  return readPast(
    ctx,
    sql`
    select c.seq, c.op, c.at, c.actor, c.before, ${afterOf(entity)} as after
    from changes c
    where c.user_id = ${ctx.actor.id} and c.entity = ${entity.name} and c.entity_id = ${id}
      and exists (select from ${entity.table} r where r.user_id = ${ctx.actor.id} and r.id = ${id})
      ${olderThan === null ? sql`` : sql`and c.seq < ${olderThan}`}
    order by c.seq desc limit ${limit}`,
  )
}

/** Which item a change is about. */
export async function findSubject(ctx: UserCtx, seq: number): Promise<{ entity: string; id: string } | undefined> {
  const [subject] = await ctx.db
    .select({ entity: changes.entity, id: changes.entityId })
    .from(changes)
    .where(and(eq(changes.userId, ctx.actor.id), eq(changes.seq, seq)))
  return subject
}

const ofItem = (ctx: UserCtx, entity: Entity, id: string) =>
  and(eq(changes.userId, ctx.actor.id), eq(changes.entity, entity.name), eq(changes.entityId, id))

export interface TrashedRow {
  entity: string
  id: string
  /** To the millisecond, as the order of the list sees it. */
  deletedAt: string
  image: Image
}

/** Rows in the trash, of all these kinds together, last deleted first: one statement. */
export async function selectTrash(
  ctx: UserCtx,
  entities: Entity[],
  before: { deletedAt: string; id: string } | null,
  limit: number,
): Promise<TrashedRow[]> {
  if (entities.length === 0) return []
  const kinds = entities.map(
    ({ name, table }) => sql`
    select ${name}::text as entity, ${table.id} as id, date_trunc('milliseconds', ${table.deletedAt}) as deleted_at, to_jsonb(${table}) as image
    from ${table} where ${table.userId} = ${ctx.actor.id} and ${table.deletedAt} is not null`,
  )
  const rows = await rowsOf<{ entity: string; id: string; deleted_at: string | Date; image: Image }>(
    ctx.db,
    sql`
    select * from (${sql.join(kinds, sql` union all `)}) t
    ${before === null ? sql`` : sql`where (t.deleted_at, t.id) < (${before.deletedAt}::timestamptz, ${before.id}::uuid)`}
    order by t.deleted_at desc, t.id desc limit ${limit}`,
  )
  return rows.map(({ deleted_at, ...row }) => ({
    ...row,
    deletedAt: changes.at.mapFromDriverValue(deleted_at) as string,
  }))
}
