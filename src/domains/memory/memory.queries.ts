import { and, desc, eq, getTableColumns, ilike, inArray, type SQL, sql } from 'drizzle-orm'
import { mine } from '#core/columns.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { rowsOf } from '#core/db.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import type { PersonalityMode } from '#core/personality.ts'
import type { MemoryQuery } from './memory.schema.ts'
import { type MemoryRow, memories, memoryUses } from './memory.tables.ts'

export type Kept = Omit<MemoryRow, 'embedding'> & { lastUsedAt: string | null }

const { embedding: _, ...columns } = getTableColumns(memories)

function selectKept(ctx: UserCtx, where: SQL | undefined) {
  return ctx.db
    .select({ ...columns, lastUsedAt: memoryUses.lastUsedAt })
    .from(memories)
    .leftJoin(memoryUses, and(eq(memoryUses.userId, memories.userId), eq(memoryUses.memoryId, memories.id)))
    .where(and(mine(ctx, memories), where))
    .$dynamic()
}

export const selectById = (ctx: UserCtx, ids: string[]): Promise<Kept[]> => selectKept(ctx, inArray(memories.id, ids))

/** Newest first. One statement. */
export async function selectPage(ctx: UserCtx, query: MemoryQuery): Promise<Page<Kept>> {
  const position = readCursor(ctx, query, 'memories')
  const { kind, scope, source, conversationId, q } = query
  const where = and(
    kind && eq(memories.kind, kind),
    scope && eq(memories.scope, scope),
    source && eq(memories.source, source),
    conversationId === undefined ? undefined : eq(memories.conversationId, conversationId),
    q === undefined ? undefined : ilike(memories.text, `%${q.replace(/[\\%_]/g, '\\$&')}%`),
    olderThan(memories.id, position),
  )
  const rows = await selectKept(ctx, where)
    .orderBy(desc(memories.id))
    .limit(query.limit + 1)
  return toPage(ctx, rows, query, 'memories')
}

export const countAll = (ctx: UserCtx): Promise<number> => ctx.db.$count(memories, mine(ctx, memories))

export interface Like {
  id: string
  text: string
  /** By the same words or the same slot. */
  isSame: boolean
  /** The cosine to what is to be remembered; null where nothing can be compared. */
  nearness: number | null
}

export interface Wanted {
  audience: string
  normalised: string
  slot: string | null
  embedding: string | null
  model: string
}

/** What one may already know of the same: the same slot or words first, then the nearest in meaning. */
export const selectLike = (ctx: UserCtx, { audience, normalised, slot, embedding, model }: Wanted): Promise<Like[]> =>
  rowsOf<Like>(
    ctx.db,
    sql`select id, text, "isSame", nearness from (
          select id, text, normalised = ${normalised} or coalesce(slot = ${slot}::text, false) as "isSame",
            case when embedding_model = ${model} then 1 - (embedding <=> ${embedding}::vector) end as nearness
          from memories where user_id = ${ctx.actor.id} and deleted_at is null and audience = ${audience}) known
        order by "isSame" desc, nearness desc nulls last limit 10`,
  )

export interface Place {
  conversationId?: string | undefined
  personality?: PersonalityMode | undefined
}

export interface Near extends Pick<MemoryRow, 'id' | 'text' | 'kind'> {
  nearness: number | null
}

const MOST = 300

/** What may be told in this place now, the nearest in meaning first and, where nothing can be compared, the newest. */
export const selectTellable = (
  ctx: UserCtx,
  { conversationId, personality }: Place,
  { embedding, model }: { embedding: string | null; model: string },
): Promise<Near[]> =>
  rowsOf<Near>(
    ctx.db,
    sql`select id, text, kind, case when embedding_model = ${model} then 1 - (embedding <=> ${embedding}::vector) end as nearness
        from memories where user_id = ${ctx.actor.id} and deleted_at is null
          and (expires_at is null or expires_at > ${ctx.now().toISOString()}::timestamptz)
          and (scope = 'all' or conversation_id = ${conversationId ?? null}::uuid or personality = ${personality ?? null}::text)
        order by nearness desc nulls last, id desc limit ${MOST}`,
  )

export async function markTold(ctx: UserCtx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const lastUsedAt = ctx.now().toISOString()
  await ctx.db
    .insert(memoryUses)
    .values(ids.map((memoryId) => ({ userId: ctx.actor.id, memoryId, lastUsedAt })))
    .onConflictDoUpdate({
      target: [memoryUses.userId, memoryUses.memoryId],
      set: { lastUsedAt: sql`greatest(${memoryUses.lastUsedAt}, excluded.last_used_at)` },
    })
}

/** What has expired, of everybody: to the trash, a thousand at a time. */
export async function removeExpired(ctx: Ctx): Promise<number> {
  const rows = await rowsOf(
    ctx.db,
    sql`update memories m set deleted_at = now() from (
          select user_id, id from memories where expires_at < ${ctx.now().toISOString()}::timestamptz and deleted_at is null limit 1000) gone
        where m.user_id = gone.user_id and m.id = gone.id returning 1`,
  )
  return rows.length
}
