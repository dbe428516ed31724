import { sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { type Embedder, embeddedModel } from '#core/ai/embeddings.ts'
import type { Ctx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { enqueue } from '#core/messages.ts'

/** Reads the catalogue, and what is compared with it. */
export const READER: Embedder = embeddedModel
export const READ_CATALOGUE = 'resources.read_catalogue'
const AT_ONCE = 32

/** In small letters: for the built-in model a capital makes another word. */
const text = sql`lower(c.title || '. ' || coalesce(c.description, '') || ' ' || array_to_string(c.topics, ', '))`

/** Has a model read what is new or has changed in the catalogue, until nothing is left. Safe to run twice. */
export async function readCatalogue(ctx: Ctx, embedder: Embedder = READER): Promise<void> {
  for (;;) {
    const waiting = await rowsOf<{ id: string; text: string; hash: string }>(
      ctx.db,
      sql`select c.id, ${text} as text, md5(${text}) as hash from catalogue_resources c left join catalogue_vectors v on v.catalogue_id = c.id
          where c.deleted_at is null and (v.catalogue_id is null or v.model <> ${embedder.model} or v.hash <> md5(${text}))
          order by c.id limit ${AT_ONCE}`,
    )
    if (waiting.length === 0) return
    const vectors = await embedder.embed(waiting.map(({ text }) => text))
    const read = waiting.map(({ id, hash }, at) => ({ id, hash, vector: vectorText(vectors[at] ?? []) }))
    await ctx.db.execute(
      sql`insert into catalogue_vectors (catalogue_id, model, hash, vector)
          select x.id, ${embedder.model}, x.hash, x.vector::vector
          from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as x(id uuid, hash text, vector text)
          on conflict (catalogue_id) do update set model = excluded.model, hash = excluded.hash, vector = excluded.vector`,
    )
  }
}

/** Has a worker read it soon. */
export const askForReading = (ctx: Ctx): Promise<void> =>
  enqueue({ ...ctx, actor: null }, READ_CATALOGUE, {}, { singletonKey: 'all' })

const lately = new LRUCache<string, string>({ max: 1_000 })

/** What these texts mean, as the database takes it. What was asked for lately is known. */
export async function meaningsOf(texts: readonly string[], embedder: Embedder = READER): Promise<string[]> {
  const unknown = [...new Set(texts)].filter((one) => !lately.has(one))
  const read = await embedder.embed(unknown.map((one) => one.toLowerCase()))
  for (const [at, one] of unknown.entries()) lately.set(one, vectorText(read[at] ?? []))
  return texts.map((one) => lately.get(one) ?? '')
}

/** Six places are more than the model knows. */
const vectorText = (vector: readonly number[]) => `[${vector.map((value) => value.toFixed(6)).join()}]`
