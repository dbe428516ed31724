import { type SQL, sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { ChangeOp } from '#core/feed.ts'

export interface Latest {
  seq: number
  entity: string
  id: string
  op: ChangeOp
}

/** A stretch of what has changed, each item once at its newest change, and the state of the whole feed at that moment. */
export interface Stretch {
  epoch: string
  head: number
  pruned: number
  latest: Latest[]
}

interface Row {
  epoch: string
  head: string | number | null
  pruned: string | number | null
  seq: string | number | null
  entity: string
  id: string
  op: ChangeOp
}

/** One statement. With `living`, items whose newest change is their deletion are left out. */
export async function selectLatest(
  ctx: UserCtx,
  after: number,
  kinds: string[],
  limit: number,
  living: boolean,
): Promise<Stretch> {
  const rows = await rowsOf<Row>(
    ctx.db,
    sql`select i.epoch, f.seq as head, f.pruned_seq as pruned, c.seq, c.entity, c.entity_id as id, c.op
        from instance i
        left join feeds f on f.user_id = ${ctx.actor.id}
        left join lateral (${latest(ctx.actor.id, after, kinds, limit, living)}) c on true
        order by c.seq`,
  )
  const { epoch = '', head, pruned } = rows[0] ?? {}
  return {
    epoch,
    head: Number(head ?? 0),
    pruned: Number(pruned ?? 0),
    latest: rows.flatMap(({ seq, entity, id, op }) => (seq === null ? [] : [{ seq: Number(seq), entity, id, op }])),
  }
}

function latest(userId: string, after: number, kinds: string[], limit: number, living: boolean): SQL {
  const wanted =
    kinds.length === 0
      ? sql`false`
      : sql`c.entity in (${sql.join(
          kinds.map((kind) => sql`${kind}`),
          sql`, `,
        )})`
  return sql`
    select c.seq, c.entity, c.entity_id, c.op from changes c
    where c.user_id = ${userId} and c.seq > ${after} and ${wanted} ${living ? sql`and c.op <> 'delete'` : sql``}
      and not exists (select from changes n where n.user_id = c.user_id and n.entity = c.entity and n.entity_id = c.entity_id and n.seq > c.seq)
    order by c.seq limit ${limit}`
}

export interface StoredOperation<T> {
  fingerprint: string
  result: T
}

/** True for the first who comes with this operation. Others wait here until the first has committed. */
export async function claimOperation(ctx: UserCtx, opId: string, fingerprint: string): Promise<boolean> {
  const claimed = await rowsOf(
    ctx.db,
    sql`insert into sync_operations (user_id, op_id, fingerprint, result) values (${ctx.actor.id}, ${opId}, ${fingerprint}, '{}')
        on conflict do nothing returning 1`,
  )
  return claimed.length > 0
}

export async function storedOperation<T>(ctx: UserCtx, opId: string): Promise<StoredOperation<T> | undefined> {
  const [stored] = await rowsOf<StoredOperation<T>>(
    ctx.db,
    sql`select fingerprint, result from sync_operations where user_id = ${ctx.actor.id} and op_id = ${opId}`,
  )
  return stored
}

export async function keepResult(ctx: UserCtx, opId: string, result: object): Promise<void> {
  await ctx.db.execute(
    sql`update sync_operations set result = ${JSON.stringify(result)}::jsonb where user_id = ${ctx.actor.id} and op_id = ${opId}`,
  )
}
