import { sql } from 'drizzle-orm'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import type { Entity } from '#core/entity.ts'
import { found } from '#core/errors.ts'
import { bothWays, passagesOf, type SearchDocument } from './documents.ts'

/** How far a user's feed has come, and how far the index. */
export interface Standing {
  head: number
  /** Changes up to this number are no longer all kept. */
  pruned: number
  /** Null as long as nothing of this user is indexed. */
  seq: number | null
  shape: string | null
  /** The model whose vectors answer. */
  model: string | null
  /** Whether the user wants AI at all. */
  allowsModels: boolean
}

const allowsModels = sql`coalesce((u.preferences -> 'ai' ->> 'enabled')::boolean, true)`

/** By three primary keys; one statement. */
export async function selectStanding(ctx: UserCtx): Promise<Standing> {
  const [row] = await rowsOf<Standing>(
    ctx.db,
    sql`select coalesce(f.seq, 0)::float8 as head, coalesce(f.pruned_seq, 0)::float8 as pruned, s.seq::float8 as seq, s.shape, s.model,
          ${allowsModels} as "allowsModels"
        from users u left join feeds f on f.user_id = u.id left join search_states s on s.user_id = u.id
        where u.id = ${ctx.actor.id} and u.deleted_at is null`,
  )
  return found(row, 'User')
}

export async function putState(ctx: UserCtx, { seq, shape }: { seq: number; shape: string }): Promise<void> {
  await ctx.db.execute(
    sql`insert into search_states (user_id, seq, shape) values (${ctx.actor.id}, ${seq}, ${shape})
        on conflict (user_id) do update set seq = excluded.seq, shape = excluded.shape`,
  )
}

/** Whose feed has moved on, and who has texts that this model has not read yet. By user id, after `last`. */
export async function selectBehind(ctx: Ctx, shape: string, model: string, last: string | null, limit: number) {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select f.user_id as id from feeds f join users u on u.id = f.user_id left join search_states s on s.user_id = f.user_id
        where (${last}::uuid is null or f.user_id > ${last}::uuid) and u.status <> 'erasing'
          and (s.user_id is null or s.seq < f.seq or s.shape <> ${shape} or (${allowsModels} and (s.model is distinct from ${model}
            or exists (select from search_vectors v where v.user_id = f.user_id and v.model = ${model} and v.vector is null))))
        order by f.user_id limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** One worker at a time reads a user's texts. False when another one is at it; a claim that nobody renews ends after a minute. */
export async function claim(ctx: UserCtx): Promise<boolean> {
  const rows = await rowsOf(
    ctx.db,
    sql`update search_states set claimed_until = now() + interval '1 minute'
        where user_id = ${ctx.actor.id} and (claimed_until is null or claimed_until < now()) returning 1`,
  )
  return rows.length > 0
}

export async function release(ctx: UserCtx): Promise<void> {
  await ctx.db.execute(sql`update search_states set claimed_until = null where user_id = ${ctx.actor.id}`)
}

/** Living items of one kind after an id, in its order. */
export async function selectIds(
  ctx: UserCtx,
  { table }: Entity,
  last: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    ctx.db,
    sql`select id from ${table} where user_id = ${ctx.actor.id} and deleted_at is null
          and (${last}::uuid is null or id > ${last}::uuid) order by id limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/**
 * Takes documents in as they are now, to be found by their words at once, and puts those whose text is another one up to be read by
 * this model; what was read of their old text is forgotten. Two statements.
 */
export async function putDocuments(ctx: UserCtx, documents: SearchDocument[], model: string): Promise<void> {
  if (documents.length === 0) return
  const rows = documents.map(({ title, body, ...rest }) => ({
    ...rest,
    title,
    body,
    titleWords: bothWays(title),
    bodyWords: bothWays(body),
  }))
  const changed = await rowsOf<{ entity: string; id: string }>(
    ctx.db,
    sql`insert into search_documents (user_id, entity, id, title, body, hash, words)
        select ${ctx.actor.id}::uuid, entity, id, title, body, hash,
          setweight(to_tsvector('english', "titleWords") || to_tsvector('simple', "titleWords"), 'A')
          || to_tsvector('english', "bodyWords") || to_tsvector('simple', "bodyWords")
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as x(entity text, id uuid, title text, body text, hash text, "titleWords" text, "bodyWords" text)
        on conflict (user_id, entity, id) do update
          set title = excluded.title, body = excluded.body, hash = excluded.hash, words = excluded.words
          where search_documents.hash <> excluded.hash
        returning entity, id`,
  )
  const isChanged = new Set(changed.map(({ entity, id }) => `${entity} ${id}`))
  const parts = documents
    .filter(({ entity, id }) => isChanged.has(`${entity} ${id}`))
    .map((document) => ({ entity: document.entity, id: document.id, parts: passagesOf(document).length }))
  await putWaiting(ctx, parts, model)
}

/** In two statements: a row that one statement deletes and inserts again would stand in its own way. */
async function putWaiting(ctx: UserCtx, parts: { entity: string; id: string; parts: number }[], model: string) {
  if (parts.length === 0) return
  const rows = sql`jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as x(entity text, id uuid, parts int)`
  await ctx.db.execute(
    sql`delete from search_vectors v using ${rows} where v.user_id = ${ctx.actor.id} and v.entity = x.entity and v.id = x.id`,
  )
  await ctx.db.execute(
    sql`insert into search_vectors (user_id, entity, id, part, model)
        select ${ctx.actor.id}::uuid, entity, id, part, ${model} from ${rows}, generate_series(0, parts - 1) part`,
  )
}

/** Their words and vectors go with them. */
export async function removeDocuments(ctx: UserCtx, gone: { entity: string; id: string }[]): Promise<void> {
  if (gone.length === 0) return
  await ctx.db.execute(
    sql`delete from search_documents d using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as x(entity text, id uuid)
        where d.user_id = ${ctx.actor.id} and d.entity = x.entity and d.id = x.id`,
  )
}

/** Forgets documents of kinds that are no longer searched, and of this kind those whose item lives no longer. */
export async function removeDead(ctx: UserCtx, { name, table }: Entity): Promise<void> {
  await ctx.db.execute(
    sql`delete from search_documents d where d.user_id = ${ctx.actor.id} and d.entity = ${name} and not exists (
          select from ${table} t where t.user_id = d.user_id and t.id = d.id and t.deleted_at is null)`,
  )
}

export async function removeOtherKinds(ctx: UserCtx, kinds: readonly string[]): Promise<void> {
  await ctx.db.execute(
    sql`delete from search_documents where user_id = ${ctx.actor.id} and entity <> all (${sql.param([...kinds])}::text[])`,
  )
}
