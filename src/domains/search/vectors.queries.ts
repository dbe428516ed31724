import { sql } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'

/** A passage that waits to be read, with the document that it is of. */
export interface Waiting {
  entity: string
  id: string
  part: number
  title: string
  body: string
  hash: string
}

export const selectWaiting = (ctx: UserCtx, model: string, limit: number): Promise<Waiting[]> =>
  rowsOf<Waiting>(
    ctx.db,
    sql`select v.entity, v.id, v.part::int as part, d.title, d.body, d.hash from search_vectors v
        join search_documents d on d.user_id = v.user_id and d.entity = v.entity and d.id = v.id
        where v.user_id = ${ctx.actor.id} and v.model = ${model} and v.vector is null limit ${limit}`,
  )

export interface Read {
  entity: string
  id: string
  part: number
  hash: string
  vector: string
}

/** Keeps what was read, unless the text has become another one meanwhile. */
export async function putVectors(ctx: UserCtx, model: string, read: Read[]): Promise<void> {
  await ctx.db.execute(
    sql`update search_vectors v set vector = x.vector::vector
        from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as x(entity text, id uuid, part int, hash text, vector text)
        join search_documents d on d.user_id = ${ctx.actor.id} and d.entity = x.entity and d.id = x.id and d.hash = x.hash
        where v.user_id = ${ctx.actor.id} and v.entity = x.entity and v.id = x.id and v.part = x.part and v.model = ${model}`,
  )
}

/** Puts everything that other models have read up for this one as well; theirs answers until it is through. */
export async function putAllWaiting(ctx: UserCtx, model: string): Promise<void> {
  await ctx.db.execute(
    sql`insert into search_vectors (user_id, entity, id, part, model)
        select distinct user_id, entity, id, part, ${model} from search_vectors where user_id = ${ctx.actor.id} and model <> ${model}
        on conflict do nothing`,
  )
}

/** From now on this model answers, and what the others have read is forgotten. Not before it has read everything. */
export async function changeModel(ctx: UserCtx, model: string): Promise<boolean> {
  const me = ctx.actor.id
  const changed = await rowsOf(
    ctx.db,
    sql`update search_states set model = ${model} where user_id = ${me} and model is distinct from ${model} and not exists (
          select from search_vectors v where v.user_id = ${me} and v.model = ${model} and v.vector is null) returning 1`,
  )
  if (changed.length === 0) return false
  await ctx.db.execute(sql`delete from search_vectors where user_id = ${me} and model <> ${model}`)
  return true
}
