import { and, eq, sql } from 'drizzle-orm'
import { embeddedModel } from '#core/ai/embeddings.ts'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import type { Ctx, UserCtx } from '#core/ctx.ts'
import { isDistressed } from '#core/distress.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import type { Page } from '#core/page.ts'
import { meaningOf } from './meaning.ts'
import { countAll, type Kept, removeExpired, selectById, selectPage } from './memory.queries.ts'
import type { MemoryPatch, MemoryQuery, NewMemory } from './memory.schema.ts'
import { type MemoryScope, memories } from './memory.tables.ts'
import { normalised } from './sameness.ts'
import { holdsSecret } from './secrets.ts'

/** More facts than these nobody can look through any more. */
export const MAX_MEMORIES = 1_000

export const listMemories = (ctx: UserCtx, query: MemoryQuery): Promise<Page<Kept>> => selectPage(ctx, query)

export async function getMemory(ctx: UserCtx, id: string): Promise<Kept> {
  const [memory] = await selectById(ctx, [id])
  return found(memory, 'Memory')
}

export const loadMemories = (ctx: UserCtx, ids: string[]): Promise<Kept[]> => selectById(ctx, ids)

/**
 * Writes down what the user wants to be known. Refuses secrets and words of distress (422), what is known already (409) and more than
 * a thousand facts (409).
 */
export async function createMemory(ctx: UserCtx, input: NewMemory, id: string = newId()): Promise<Kept> {
  requireKeepable(input.text)
  if ((await countAll(ctx)) >= MAX_MEMORIES) throw full()
  const { text, kind, expiresAt } = input
  await ctx.db.insert(memories).values({
    userId: ctx.actor.id,
    id,
    source: 'user',
    text,
    kind,
    expiresAt,
    ...scopeOf(input),
    ...(await readingOf(text)),
  })
  return getMemory(ctx, id)
}

/** Changes the given fields; null clears, absent keeps. What the user changes the user has said. */
export async function updateMemory(ctx: UserCtx, id: string, patch: MemoryPatch, version?: number): Promise<Kept> {
  if (Object.keys(patch).length === 0) return mineAt(ctx, id, version)
  const { text, kind, expiresAt, scope, conversationId, personality } = patch
  if (text !== undefined) requireKeepable(text)
  const isMoved = scope !== undefined || conversationId !== undefined || personality !== undefined
  const before = isMoved ? await mineAt(ctx, id, version) : null
  const reading = text === undefined ? {} : { text, slot: null, confidence: 1, ...(await readingOf(text)) }
  const [row] = await ctx.db
    .update(memories)
    .set({ kind, expiresAt, ...reading, ...(before && scopeOf({ ...before, ...patch })) })
    .where(myRow(ctx, memories, id, version))
    .returning({ id: memories.id })
  if (!row) throw await missed(ctx, memories, id, 'Memory')
  return getMemory(ctx, id)
}

/** To the trash. */
export async function deleteMemory(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [row] = await ctx.db
    .update(memories)
    .set({ deletedAt: sql<string>`now()` })
    .where(myRow(ctx, memories, id, version))
    .returning({ id: memories.id })
  if (!row) throw await missed(ctx, memories, id, 'Memory')
}

/** Everything at once, to the trash. */
export async function deleteAllMemories(ctx: UserCtx): Promise<void> {
  await ctx.db.update(memories).set({ deletedAt: sql<string>`now()` }).where(mine(ctx, memories))
}

/** Back from the trash; 409 when the same has been written down again meanwhile. */
export async function restoreMemory(ctx: UserCtx, id: string): Promise<Kept> {
  const [back] = await ctx.db
    .update(memories)
    .set({ deletedAt: null })
    .where(and(eq(memories.userId, ctx.actor.id), eq(memories.id, id), sql`${memories.deletedAt} is not null`))
    .returning({ id: memories.id })
  const memory = await getMemory(ctx, id)
  if (back) return memory
  throw new AppError('conflict', 'This memory is not in the trash.')
}

/** Nightly. What has expired is not told any more anyhow; now it leaves. */
export async function tidyMemories(ctx: Ctx): Promise<void> {
  while ((await removeExpired(ctx)) > 0) {}
}

async function mineAt(ctx: UserCtx, id: string, version: number | undefined): Promise<Kept> {
  const [memory] = await selectById(ctx, [id])
  if (memory && (version === undefined || memory.version === version)) return memory
  throw await missed(ctx, memories, id, 'Memory')
}

function requireKeepable(text: string) {
  const refuse = (message: string) =>
    new AppError('unprocessable', message, { errors: [{ path: 'text', message: 'is not kept' }] })
  if (holdsSecret(text)) throw refuse('Passwords, card numbers and other secrets are not kept. Leave them out.')
  if (isDistressed(text)) throw refuse('Words of distress are not kept. Talk to somebody; the assistant can name help.')
}

const full = () => new AppError('conflict', `There are ${MAX_MEMORIES} memories. Delete some first.`)

interface Scoped {
  scope?: MemoryScope | undefined
  conversationId?: string | null | undefined
  personality?: NewMemory['personality']
}

/** A scope and what it names belong together; what another scope would name is cleared. */
function scopeOf({ scope = 'all', conversationId = null, personality = null }: Scoped) {
  if (scope === 'conversation' && conversationId === null)
    throw invalid('conversationId', 'Name the conversation that it is for.')
  if (scope === 'personality' && personality === null)
    throw invalid('personality', 'Name the personality that it is for.')
  return {
    scope,
    conversationId: scope === 'conversation' ? conversationId : null,
    personality: scope === 'personality' ? personality : null,
  }
}

async function readingOf(text: string) {
  const { embedding, model } = await meaningOf(text, embeddedModel)
  return { normalised: normalised(text), embedding, embeddingModel: embedding === null ? null : model }
}
