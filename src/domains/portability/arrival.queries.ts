import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Image } from '#core/images.ts'
import { type OwnedTable, SILENCED } from './catalogue.ts'

/** Rows of one table that wait in a table of this transaction alone. */
export interface Staged {
  table: OwnedTable
  /** Its columns as the archive has them. */
  columns: string[]
  staging: string
  rows: number
}

/** For one transaction: it may take as long as it takes, and the account stays until it has ended. False for one that is being closed. */
export async function beginArrival(ctx: UserCtx): Promise<boolean> {
  await ctx.db.execute(sql`set local statement_timeout = 0`)
  await ctx.db.execute(sql`set local idle_in_transaction_session_timeout = 0`)
  // What lies in the trash comes along with what is tied to it.
  await ctx.db.execute(sql`set local almanac.arriving = 'on'`)
  const rows = await rowsOf(
    ctx.db,
    sql`select 1 from users where id = ${ctx.actor.id} and status = 'active' for key share`,
  )
  return rows.length === 1
}

/** A table with these columns and mine, and nothing that holds its rows together. */
export async function makeStaging(
  { db }: UserCtx,
  { name }: OwnedTable,
  columns: readonly string[],
  at: number,
): Promise<string> {
  const staging = `arriving_${at}`
  await db.execute(
    sql`create temp table ${sql.identifier(staging)} on commit drop as
        select user_id, ${list(columns)} from public.${sql.identifier(name)} with no data`,
  )
  if (name === 'tasks') await db.execute(sql`create index on ${sql.identifier(staging)} (id)`)
  return staging
}

/** Lays rows down, owned by me whatever they say. Throws what the database says of a value that is not of its column's type. */
export async function stageRows(ctx: UserCtx, table: OwnedTable, staging: string, columns: string[], rows: Image[]) {
  const names = list(columns)
  await ctx.db.execute(
    sql`insert into ${sql.identifier(staging)} (user_id, ${names}) select ${ctx.actor.id}::uuid, ${names}
        from jsonb_populate_recordset(null::public.${sql.identifier(table.name)}, ${JSON.stringify(rows)}::jsonb)`,
  )
}

/** Makes of what waits what may come in. */
export async function silence({ db }: UserCtx, { table, staging }: Staged): Promise<void> {
  const columns = Object.entries(SILENCED.get(table.name) ?? {})
  if (columns.length === 0) return
  const sets = columns.map(([name, value]) => sql`${sql.identifier(name)} = ${sql.raw(value)}`)
  await db.execute(sql`update ${sql.identifier(staging)} set ${sql.join(sets, sql`, `)}`)
  // E-mail goes to the account's own address: one such channel is enough.
  if (table.name === 'channels')
    await db.execute(
      sql`delete from ${sql.identifier(staging)} a where a.kind = 'email' and a.deleted_at is null and exists (
            select from public.channels c where c.user_id = a.user_id and c.kind = 'email' and c.deleted_at is null and c.id <> a.id)`,
    )
}

const list = (columns: readonly string[]): SQL =>
  sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  )

const keyed = ({ key }: OwnedTable, a: string, b: string): SQL =>
  sql.join(
    key.map(
      (column) => sql`${sql.identifier(a)}.${sql.identifier(column)} = ${sql.identifier(b)}.${sql.identifier(column)}`,
    ),
    sql` and `,
  )

/** How many of the waiting rows are here already, by their key. */
export async function countPresent({ db }: UserCtx, { table, staging }: Staged): Promise<number> {
  const [row] = await rowsOf<{ count: string }>(
    db,
    sql`select count(*) as count from ${sql.identifier(staging)} a join public.${sql.identifier(table.name)} t on ${keyed(table, 'a', 't')}`,
  )
  return Number(row?.count ?? 0)
}

/** Values that an archive does not bring along and a row cannot be without. */
const MADE: Record<string, Record<string, SQL>> = {
  channels: {
    secret: sql`'whsec_' || encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'base64')`,
  },
  files: { secret: sql`replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')` },
}

/**
 * Inserts what waits, all tables in one statement, at whose end references are checked and links derived: so that any order and any circle is
 * allowed. What is here already stays as it is. Answers how many rows came in, table by table.
 */
export async function insertStaged(ctx: UserCtx, staged: readonly Staged[]): Promise<number[]> {
  if (staged.length === 0) return []
  const steps = staged.map(({ table, columns, staging }, at) => {
    const made = Object.entries(MADE[table.name] ?? {})
    const names = list(['user_id', ...columns, ...made.map(([name]) => name)])
    const values = sql.join([list(['user_id', ...columns]), ...made.map(([, value]) => value)], sql`, `)
    return sql`${sql.identifier(`t${at}`)} as (insert into public.${sql.identifier(table.name)} (${names})
      select ${values} from ${sql.identifier(staging)} a ${orderOf(table, staging)} on conflict do nothing returning 1)`
  })
  const counts = staged.map(
    (_, at) => sql`(select count(*) from ${sql.identifier(`t${at}`)}) as ${sql.identifier(`c${at}`)}`,
  )
  const [row = {}] = await rowsOf<Record<string, string>>(
    ctx.db,
    sql`with ${sql.join(steps, sql`, `)} select ${sql.join(counts, sql`, `)}`,
  )
  return staged.map((_, at) => Number(row[`c${at}`] ?? 0))
}

/** Tasks look for their parent as they come in: it has to be there before. */
function orderOf({ name }: OwnedTable, staging: string): SQL {
  if (name !== 'tasks') return sql``
  return sql`order by (with recursive above as (
      select a.parent_task_id as parent, 1 as depth where a.parent_task_id is not null
      union all
      select b.parent_task_id, depth + 1 from above join ${sql.identifier(staging)} b on b.id = above.parent
      where b.parent_task_id is not null and depth < 1000)
    select count(*) from above)`
}

/** Writes items anew that are here and differ. Their versions are counted on, and the feed keeps what they were. */
export async function overwriteStaged(ctx: UserCtx, staged: readonly Staged[]): Promise<number[]> {
  const counts: number[] = []
  for (const { table, columns, staging } of staged) {
    const kept = ['id', 'version', 'created_at', 'updated_at']
    const names = columns.filter((column) => !kept.includes(column))
    const sets = names.map((name) => sql`${sql.identifier(name)} = a.${sql.identifier(name)}`)
    const [mine, theirs] = ['t', 'a'].map((of) =>
      sql.join(
        names.map((name) => sql`${sql.identifier(of)}.${sql.identifier(name)}`),
        sql`, `,
      ),
    )
    const rows = await rowsOf(
      ctx.db,
      sql`update public.${sql.identifier(table.name)} t set ${sql.join(sets, sql`, `)} from ${sql.identifier(staging)} a
          where ${keyed(table, 'a', 't')} and row(${mine}) is distinct from row(${theirs}) returning 1 as one`,
    )
    counts.push(rows.length)
  }
  return counts
}

/**
 * Puts the history of items that have none here at the end of mine, in its own order and under the next numbers. Then numbers still only rise,
 * and whoever reads the feed from where it stood hears of every item. Answers how many changes came.
 */
export async function insertHistory(ctx: UserCtx, staging: string): Promise<number> {
  const owner = ctx.actor.id
  await ctx.db.execute(sql`insert into feeds (user_id) values (${owner}) on conflict do nothing`)
  await ctx.db.execute(sql`select seq from feeds where user_id = ${owner} for update`)
  const [row] = await rowsOf<{ count: string }>(
    ctx.db,
    sql`with came as (
          insert into changes (user_id, seq, entity, entity_id, op, at, actor, before)
          select ${owner}, f.seq + row_number() over (order by a.seq), a.entity, a.entity_id, a.op, a.at, left(a.actor, 200),
            case when a.before is not null then a.before || jsonb_build_object('user_id', ${owner}::text) end
          from ${sql.identifier(staging)} a join feeds f on f.user_id = ${owner}
          where a.entity <> 'user' and not exists (
            select from changes c where c.user_id = ${owner} and c.entity = a.entity and c.entity_id = a.entity_id)
          returning 1)
        select count(*) as count from came`,
  )
  const count = Number(row?.count ?? 0)
  await ctx.db.execute(sql`update feeds set seq = seq + ${count} where user_id = ${owner}`)
  return count
}

/** Everything that the database would only say at the end, now. */
export const settle = ({ db }: UserCtx) => db.execute(sql`set constraints all immediate`)

export const openWallet = ({ db, actor }: UserCtx) =>
  db.execute(sql`insert into wallets (user_id) values (${actor.id}) on conflict do nothing`)
