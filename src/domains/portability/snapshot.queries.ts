import { createHash } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { type Db, poolBehind, rowsOf } from '#core/db.ts'
import { leftOut, type OwnedTable } from './catalogue.ts'

/** Somebody wrote while their rows were read: what was read is not of one moment. */
class Moved extends Error {}

/** How many rows there are in each table. */
export type Counts = ReadonlyMap<string, number>

/** Runs `work` on one moment's state of my rows in these tables, or throws `Moved`. */
export type Reading = <T>(
  ctx: UserCtx,
  tables: readonly OwnedTable[],
  work: (ctx: UserCtx, counts: Counts) => Promise<T>,
) => Promise<T>

/**
 * Carries out `attempt` with a way to read, and again with the next one where it ended in `Moved`. PostgreSQL shows one moment for as long as
 * one likes and holds up nobody. The embedded database has a single connection, on which everybody would have to wait: there the rows are
 * read between what others do, again when something changed meanwhile, and only after that while the others wait.
 */
export async function atOneMoment<T>(ctx: UserCtx, attempt: (reading: Reading) => Promise<T>): Promise<T> {
  const patient = hasOtherConnections(ctx) ? [] : [inCalm, inCalm]
  for (const reading of patient)
    try {
      return await attempt(reading)
    } catch (error) {
      if (!(error instanceof Moved)) throw error
    }
  return attempt(inSnapshot)
}

const inSnapshot: Reading = (ctx, tables, work) => {
  const config = hasOtherConnections(ctx)
    ? ({ isolationLevel: 'repeatable read', accessMode: 'read only' } as const)
    : undefined
  return ctx.db.transaction(async (tx) => {
    const snapshot = { ...ctx, db: tx as unknown as Db }
    return work(snapshot, (await stateOf(snapshot, tables)).counts)
  }, config)
}

const inCalm: Reading = async (ctx, tables, work) => {
  const before = await stateOf(ctx, tables)
  const result = await work(ctx, before.counts)
  if ((await stateOf(ctx, tables)).mark !== before.mark) throw new Moved()
  return result
}

/** Its mark is another one after any write: inserts and updates make a table's newest transaction newer, deletions leave fewer rows. */
async function stateOf(
  { db, actor }: UserCtx,
  tables: readonly OwnedTable[],
): Promise<{ counts: Counts; mark: string }> {
  const each = tables.map(
    ({ name }) =>
      sql`select ${sql.raw(`'${name}'`)} as name, count(*) as rows, max(xmin::text::bigint) as newest
          from ${sql.identifier(name)} where user_id = ${actor.id}::uuid`,
  )
  const rows = await rowsOf<{ name: string; rows: string; newest: string | null }>(db, sql.join(each, sql` union all `))
  return {
    counts: new Map(rows.map((row) => [row.name, Number(row.rows)])),
    mark: rows
      .map((row) => `${row.name} ${row.rows} ${row.newest}`)
      .sort()
      .join(),
  }
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

/** So many bytes of lines are read at once, unless a single row is longer. */
const PORTION = 100_000
const FIRST = 50
const MOST = 5_000

export interface Portion {
  rows: number
  /** Lines of JSON with a line break between them. */
  text: string
}

/**
 * My rows of a table in the order of its key, each as one line of JSON, some at a time. The database joins and measures the lines: rows that
 * come one by one fill the heap faster than it is swept.
 */
export async function* linesOf(ctx: UserCtx, table: OwnedTable): AsyncGenerator<Portion> {
  const key = table.key.filter((column) => column !== 'user_id')
  let last: string[] | null = null
  for (let size = FIRST; ; ) {
    const statement: SQL = portionOf(ctx, table, { key, last, size })
    const [one]: Looked[] = await rowsOf<Looked>(ctx.db, statement)
    if (!one || one.rows === 0) return
    yield { rows: one.rows, text: one.text }
    if (one.rows < size && one.rows === one.looked) return
    last = one.last
    if (one.rows < one.looked) size = Math.max(1, one.rows)
    else if (one.text.length < PORTION / 2) size = Math.min(size * 2, MOST)
  }
}

interface Looked extends Portion {
  /** How many rows were looked at; the portion may end before the last of them. */
  looked: number
  last: string[] | null
}

interface Place {
  key: string[]
  /** The key of the row before, as text. */
  last: string[] | null
  size: number
}

function portionOf({ actor }: UserCtx, table: OwnedTable, { key, last, size }: Place): SQL {
  const columns = key.map((name) => sql.identifier(name))
  const order = columns.length === 0 ? sql`1` : sql.join(columns, sql`, `)
  const values = last?.map((value, at) => {
    const type = table.columns.find(({ name }) => name === key[at])?.type ?? 'text'
    return sql`${value}::${sql.raw(type)}`
  })
  const after = values && values.length > 0 ? sql`and (${order}) > (${sql.join(values, sql`, `)})` : sql``
  const names = columns.length === 0 ? sql`` : sql`, ${order}`
  const texts = columns.map((column) => sql`${column}::text`)
  return sql`with looked as materialized (
        select (to_jsonb(t) - ${`{${leftOut(table).join()}}`}::text[])::text as line ${names}
        from ${sql.identifier(table.name)} t where user_id = ${actor.id} ${after} order by ${order} limit ${size}),
      measured as (
        select *, row_number() over w as at, sum(octet_length(line)) over w - octet_length(line) as before
        from looked window w as (order by ${order} rows unbounded preceding)),
      taken as (select * from measured where before < ${PORTION})
      select count(*)::int as rows, coalesce(string_agg(line, E'\n' order by at), '') as text,
        (select count(*)::int from looked) as looked,
        (select jsonb_build_array(${sql.join(texts, sql`, `)}) from taken order by at desc limit 1) as last
      from taken`
}
