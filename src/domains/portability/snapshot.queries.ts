import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { type Db, poolBehind, rowsOf } from '#core/db.ts'
import { leftOut, type OwnedTable } from './catalogue.ts'

/**
 * Runs `work` on one moment's state of the database: whatever others write meanwhile, it sees none of it and holds up nobody. The
 * embedded database has one connection, so there the others wait until it is over.
 */
export function inSnapshot<T>(ctx: UserCtx, work: (ctx: UserCtx) => Promise<T>): Promise<T> {
  const config = hasOtherConnections(ctx)
    ? ({ isolationLevel: 'repeatable read', accessMode: 'read only' } as const)
    : undefined
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx as unknown as Db }), config)
}

/** Whether something can be written while a transaction of one's own is open. */
export const hasOtherConnections = ({ db }: UserCtx): boolean => poolBehind(db) !== undefined

/** Every table with a `user_id`, by name. */
export function ownedTables({ db }: Pick<UserCtx, 'db'>): Promise<OwnedTable[]> {
  return rowsOf<OwnedTable>(
    db,
    sql`select c.relname as name,
          (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull,
             'hasDefault', a.atthasdef, 'isGenerated', a.attgenerated <> '') order by a.attnum)
           from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
          (select jsonb_agg(a.attname order by k.at) from pg_constraint p, unnest(p.conkey) with ordinality k(number, at)
           join pg_attribute a on a.attnum = k.number where p.conrelid = c.oid and a.attrelid = c.oid and p.contype = 'p') as key
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)
        order by c.relname`,
  )
}

/** The newest migration and a digest of all of them: two equal digests mean equal tables. */
export async function schemaOf({ db }: UserCtx): Promise<{ newest: string; digest: string }> {
  const rows = await rowsOf<{ name: string; checksum: string }>(
    db,
    sql`select name, checksum from migrations order by name`,
  )
  const sums = rows.map(({ name, checksum }) => `${name} ${checksum}`).join()
  const digest = createHash('sha256').update(sums).digest('hex').slice(0, 16)
  return { newest: rows.at(-1)?.name ?? '', digest }
}

export async function epochOf({ db }: UserCtx): Promise<string> {
  const [row] = await rowsOf<{ epoch: string }>(db, sql`select epoch from instance`)
  return row?.epoch ?? ''
}

/** How many rows of mine there are in all of them together. */
export async function countRows(ctx: UserCtx, tables: readonly OwnedTable[]): Promise<number> {
  let total = 0
  for (const { name } of tables) {
    const [row] = await rowsOf<{ count: string }>(
      ctx.db,
      sql`select count(*) as count from ${sql.identifier(name)} where user_id = ${ctx.actor.id}`,
    )
    total += Number(row?.count ?? 0)
  }
  return total
}

/** So much text is read at once, unless a single row is longer. */
const PORTION = 64_000
const FIRST = 50
const MOST = 10_000

/** My rows of a table in the order of its key, each as one line of JSON, some at a time. Within a transaction only. */
export async function* linesOf(ctx: UserCtx, table: OwnedTable): AsyncGenerator<string[]> {
  const without = `{${leftOut(table).join()}}`
  const order = sql.join(
    table.key.map((column) => sql.identifier(column)),
    sql`, `,
  )
  await ctx.db.execute(
    sql`declare lines no scroll cursor for select (to_jsonb(t) - ${sql.raw(`'${without}'::text[]`)})::text as line
        from ${sql.identifier(table.name)} t where user_id = ${sql.raw(`'${uuid(ctx.actor.id)}'`)} order by ${order}`,
  )
  for (let size = FIRST; ; ) {
    const rows = await rowsOf<{ line: string }>(ctx.db, sql.raw(`fetch ${size} from lines`))
    if (rows.length > 0) yield rows.map(({ line }) => line)
    if (rows.length < size) break
    const length = rows.reduce((sum, { line }) => sum + line.length, 0)
    size = Math.min(size * 4, MOST, Math.max(1, Math.floor((size * PORTION) / Math.max(1, length))))
  }
  await ctx.db.execute(sql`close lines`)
}

/** A cursor takes no parameters on every driver, so the id stands in its text. */
function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError('This is not an id')
  return id
}
