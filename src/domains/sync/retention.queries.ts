import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#core/db.ts'

/**
 * Prunes a portion of the feed that is older than `before`, and answers how many changes went. The newest change of an item that
 * lives stays for ever, so that a first sync can walk the feed; readers of what has gone are told by `pruned_seq`.
 */
export async function pruneChanges(db: Db, before: string, limit: number): Promise<number> {
  const [row] = await rowsOf<{ count: string | number }>(
    db,
    sql`with doomed as (
          select c.user_id, c.seq from changes c
          where c.at < ${before}::timestamptz and (c.op = 'delete' or exists (
            select from changes n where n.user_id = c.user_id and n.entity = c.entity and n.entity_id = c.entity_id and n.seq > c.seq))
          limit ${limit}),
        gone as (delete from changes c using doomed d where c.user_id = d.user_id and c.seq = d.seq returning c.user_id, c.seq),
        moved as (
          update feeds f set pruned_seq = greatest(f.pruned_seq, g.seq)
          from (select user_id, max(seq) as seq from gone group by user_id) g where f.user_id = g.user_id)
        select count(*) as count from gone`,
  )
  return Number(row?.count ?? 0)
}

export async function forgetAnswers(db: Db, operationsBefore: string, keysBefore: string): Promise<void> {
  await db.execute(sql`delete from sync_operations where at < ${operationsBefore}::timestamptz`)
  await db.execute(sql`delete from idempotency_keys where started_at < ${keysBefore}::timestamptz`)
}

/** Every table under the feed whose rows are items of a user: all but the users themselves, whose end is the account's. */
export async function watchedTables(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    db,
    sql`select c.relname as name from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id' and a.attgenerated = ''
        where t.tgname = 'feed' and c.relnamespace = current_schema()::regnamespace order by c.relname`,
  )
  return rows.map((row) => row.name)
}

export interface RowKey {
  userId: string
  id: string
}

/** Rows that have been in the trash since before then, in the order of their keys. */
export async function selectExpired(
  db: Db,
  table: string,
  before: string,
  from: RowKey | undefined,
  limit: number,
): Promise<RowKey[]> {
  return rowsOf<RowKey>(
    db,
    sql`select user_id as "userId", id from ${sql.identifier(table)}
        where deleted_at < ${before}::timestamptz
          ${from === undefined ? sql`` : sql`and (user_id, id) > (${from.userId}::uuid, ${from.id}::uuid)`}
        order by user_id, id limit ${limit}`,
  )
}

/** Deletes rows that are still in the trash. The database refuses (23503) when something points at one of them. */
export async function purgeRows(db: Db, table: string, keys: RowKey[]): Promise<number> {
  const wanted: SQL[] = keys.map(({ userId, id }) => sql`(${userId}::uuid, ${id}::uuid)`)
  const rows = await rowsOf(
    db,
    sql`delete from ${sql.identifier(table)} where deleted_at is not null and (user_id, id) in (${sql.join(wanted, sql`, `)}) returning 1`,
  )
  return rows.length
}
