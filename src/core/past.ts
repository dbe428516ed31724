import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { UserCtx } from './ctx.ts'
import { rowsOf } from './db.ts'
import type { Entity } from './entity.ts'
import { type ChangeOp, changes } from './feed.ts'
import type { Image } from './images.ts'

export interface LockedRow {
  version: number
  deletedAt: string | null
  image: Image
}

/** My row with this id, living or in the trash, held until the transaction ends. */
export async function lockRow(ctx: UserCtx, { table }: Entity, id: string): Promise<LockedRow | undefined> {
  const [row] = await ctx.db
    .select({ version: table.version, deletedAt: table.deletedAt, image: imageOf(table) })
    .from(table as PgTable)
    .where(and(eq(table.userId, ctx.actor.id), eq(table.id, id)))
    .for('update')
  return row as LockedRow | undefined // columns of generic tables are untyped
}

const imageOf = (table: PgTable): SQL<Image> => sql<Image>`to_jsonb(${table})`

export interface PastChange {
  seq: number
  op: ChangeOp
  at: string
  actor: string | null
  before: Image | null
  /** The row right after it; null when the next change is no longer known and the row is gone. */
  after: Image | null
}

/** The change with this number, of an item of this kind. */
export async function findPast(ctx: UserCtx, entity: Entity, seq: number): Promise<PastChange | undefined> {
  const [change] = await readPast(
    ctx,
    sql`
    select c.seq, c.op, c.at, c.actor, c.before, ${afterOf(entity)} as after
    from changes c where c.user_id = ${ctx.actor.id} and c.seq = ${seq}`,
  )
  return change
}

/** What a change `c` made of its row: what the next one found, or what stands there now. */
export const afterOf = ({ table }: Entity) => sql`coalesce(
  (select n.before from changes n where n.user_id = c.user_id and n.entity = c.entity and n.entity_id = c.entity_id and n.seq > c.seq
   order by n.seq limit 1),
  (select to_jsonb(${table}) from ${table} where ${table.userId} = c.user_id and ${table.id} = c.entity_id))`

/** Runs a statement that selects changes under these names. */
export async function readPast(ctx: UserCtx, statement: SQL): Promise<PastChange[]> {
  const rows = await rowsOf<Record<keyof PastChange, unknown>>(ctx.db, statement)
  // A hand-written statement answers what the driver makes of it: bigint may be text.
  return rows.map((row) => ({
    ...row,
    seq: Number(row.seq),
    at: changes.at.mapFromDriverValue(row.at as string),
  })) as PastChange[]
}
