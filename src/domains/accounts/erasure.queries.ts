import { setImmediate } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '#core/ctx.ts'
import { poolBehind, rowsOf } from '#core/db.ts'

/** So many rows go at once: a statement takes a fraction of a second then, and holds nobody up. */
const BATCH = 10_000
/** The embedded database works in this very thread, and more slowly. */
const BATCH_EMBEDDED = 1_000

interface OwnedTable {
  name: string
  /** Other tables of users whose rows point at this one's. */
  referrers: string[]
  /** Columns in which a row names another row of the same table, by the second column of its key. */
  parents: { column: string; target: string }[]
}

/**
 * Deletes from every table that has a `user_id`, as the catalog lists them, so that no domain can be forgotten. Who points goes before who is
 * pointed at, some rows at a time. Answers how many rows there were.
 */
export async function eraseRows(ctx: Ctx, userId: string): Promise<number> {
  let left = await ownedTables(ctx)
  let total = 0
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name))
    const free = left.filter(({ referrers }) => !referrers.some((name) => names.has(name)))
    if (free.length === 0) return total + (await eraseTogether(ctx, userId, left))
    for (const table of free) total += await eraseTable(ctx, userId, table)
    left = left.filter((table) => !free.includes(table))
  }
  return total
}

async function eraseTable(ctx: Ctx, userId: string, table: OwnedTable): Promise<number> {
  const batch = poolBehind(ctx.db) ? BATCH : BATCH_EMBEDDED
  const statement = table.parents.length === 0 ? batchOf(userId, table, batch) : batchOfFamilies(userId, table, batch)
  let total = 0
  for (;;) {
    const { length } = await rowsOf(ctx.db, statement)
    total += length
    if (length < batch) return total
    // An embedded database answers without letting anybody else have a turn: no request would be read until all is gone.
    await setImmediate()
  }
}

const batchOf = (userId: string, table: OwnedTable, batch: number) =>
  sql`delete from ${named(table)} where ctid = any(array(
      select ctid from ${named(table)} where user_id = ${userId} limit ${batch})) returning 1 as one`

/** Rows that point at others of their table go with or after whoever points at them: the youngest ones, and all that hangs on these. */
function batchOfFamilies(userId: string, table: OwnedTable, batch: number): SQL {
  const [first] = table.parents
  const key = sql.identifier(first?.target ?? 'id')
  const hangs = table.parents.map(({ column }) => sql`c.${sql.identifier(column)} = d.${key}`)
  return sql`with recursive doomed as (
      (select ${key} from ${named(table)} where user_id = ${userId} order by ${key} desc limit ${batch})
      union
      select c.${key} from ${named(table)} c join doomed d on ${sql.join(hangs, sql` or `)} where c.user_id = ${userId})
    delete from ${named(table)} t using doomed d where t.user_id = ${userId} and t.${key} = d.${key} returning 1 as one`
}

/** Tables that point at one another in a circle: in one statement, at whose end their foreign keys are checked. */
async function eraseTogether({ db }: Ctx, userId: string, tables: readonly OwnedTable[]): Promise<number> {
  const steps = tables.map(
    (table, at) =>
      sql`${sql.identifier(`t${at}`)} as (delete from ${named(table)} where user_id = ${userId} returning 1)`,
  )
  const counts = tables.map((_, at) => sql`(select count(*) from ${sql.identifier(`t${at}`)})`)
  const [row] = await rowsOf<{ gone: string | number }>(
    db,
    sql`with ${sql.join(steps, sql`, `)} select ${sql.join(counts, sql` + `)} as gone`,
  )
  return Number(row?.gone ?? 0)
}

/** All but `users`, whose row goes last: as long as it is there, an interrupted erasure is taken up again. */
function ownedTables({ db }: Ctx): Promise<OwnedTable[]> {
  return rowsOf<OwnedTable>(
    db,
    sql`select c.relname as name,
          coalesce((select jsonb_agg(distinct r.relname) from pg_constraint f join pg_class r on r.oid = f.conrelid
            where f.contype = 'f' and f.confrelid = c.oid and f.conrelid <> c.oid
              and exists (select from pg_attribute a where a.attrelid = r.oid and a.attname = 'user_id' and not a.attisdropped)), '[]') as referrers,
          coalesce((select jsonb_agg(jsonb_build_object('column', a.attname, 'target', b.attname)) from pg_constraint f
            join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[2]
            join pg_attribute b on b.attrelid = c.oid and b.attnum = f.confkey[2]
            where f.contype = 'f' and f.confrelid = c.oid and f.conrelid = c.oid), '[]') as parents
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'users'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)
        order by c.relname`,
  )
}

const named = ({ name }: OwnedTable) => sql`public.${sql.identifier(name)}`
