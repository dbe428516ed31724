import { and, desc, eq, exists, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found, noSuch } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { type ConversationRow, chatGenerations, chatMessages, conversations } from './chat.tables.ts'
import type { ConversationPatch, ConversationQuery, NewConversation } from './conversations.schema.ts'

/** One SQL statement whatever the filters. Search reads titles and messages of every branch. */
export async function listConversations(ctx: UserCtx, query: ConversationQuery): Promise<Page<ConversationRow>> {
  const position = readCursor(ctx, query, 'conversations')
  const { archived, pinned, q, sort, limit } = query
  const byActivity = sort === 'active'
  const rows = await ctx.db
    .select()
    .from(conversations)
    .where(
      and(
        mine(ctx, conversations),
        archived === undefined ? undefined : eq(conversations.archived, archived),
        pinned === undefined ? undefined : eq(conversations.pinned, pinned),
        q === undefined ? undefined : or(ilike(conversations.title, containing(q)), says(ctx, q)),
        byActivity ? lessActive(position) : olderThan(conversations.id, position),
      ),
    )
    .orderBy(...(byActivity ? [desc(conversations.activeAt), desc(conversations.id)] : [desc(conversations.id)]))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'conversations', (row) => (byActivity ? row.activeAt : 0))
}

export async function getConversation(ctx: UserCtx, id: string): Promise<ConversationRow> {
  const [row] = await ctx.db
    .select()
    .from(conversations)
    .where(myRow(ctx, conversations, id))
  return found(row, 'Conversation')
}

export const loadConversations = (ctx: UserCtx, ids: string[]): Promise<ConversationRow[]> =>
  ctx.db
    .select()
    .from(conversations)
    .where(and(mine(ctx, conversations), inArray(conversations.id, ids)))

export async function createConversation(
  ctx: UserCtx,
  input: NewConversation,
  id: string = newId(),
): Promise<ConversationRow> {
  const activeAt = ctx.now().toISOString()
  const [row] = await ctx.db
    .insert(conversations)
    .values({ ...input, id, userId: ctx.actor.id, activeAt })
    .returning()
  return found(row, 'Conversation')
}

/** Changes the given fields; null clears, absent keeps. Refuses (404) a leaf that is no message of this conversation. */
export async function updateConversation(
  ctx: UserCtx,
  id: string,
  patch: ConversationPatch,
  version?: number,
): Promise<ConversationRow> {
  if (patch.leafId !== undefined) await requireMessage(ctx, id, patch.leafId)
  const where = myRow(ctx, conversations, id, version)
  const [row] =
    Object.keys(patch).length === 0
      ? await ctx.db.select().from(conversations).where(where)
      : await ctx.db.update(conversations).set(patch).where(where).returning()
  if (!row) throw await missed(ctx, conversations, id, 'Conversation')
  return row
}

/** To the trash, with every message. Answers that are being given there are called off. */
export function deleteConversation(ctx: UserCtx, id: string, version?: number): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.db
      .update(conversations)
      .set({ deletedAt: sql<string>`now()` })
      .where(myRow(ctx, conversations, id, version))
      .returning({ id: conversations.id })
    if (!row) throw await missed(ctx, conversations, id, 'Conversation')
    const { userId, conversationId, state } = chatGenerations
    const open = and(eq(userId, ctx.actor.id), eq(conversationId, id), inArray(state, ['queued', 'running']))
    await ctx.db.update(chatGenerations).set({ cancelRequested: true }).where(open)
  })
}

export async function restoreConversation(ctx: UserCtx, id: string): Promise<ConversationRow> {
  const [back] = await ctx.db
    .update(conversations)
    .set({ deletedAt: null })
    .where(
      and(
        eq(conversations.userId, ctx.actor.id),
        eq(conversations.id, id),
        sql`${conversations.deletedAt} is not null`,
      ),
    )
    .returning()
  if (back) return back
  await getConversation(ctx, id)
  throw new AppError('conflict', 'This conversation is not in the trash.')
}

export const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const says = (ctx: UserCtx, q: string) =>
  exists(
    ctx.db
      .select({ one: sql`1` })
      .from(chatMessages)
      .where(
        and(
          eq(chatMessages.userId, ctx.actor.id),
          eq(chatMessages.conversationId, conversations.id),
          ilike(chatMessages.content, containing(q)),
        ),
      ),
  )

function lessActive(position: { value: string | number; id: string } | undefined): SQL | undefined {
  if (!position) return undefined
  const at = sql`${position.value}::timestamptz`
  return or(lt(conversations.activeAt, at), and(eq(conversations.activeAt, at), lt(conversations.id, position.id)))
}

async function requireMessage(ctx: UserCtx, conversationId: string, id: string) {
  const { userId, id: messageId, conversationId: place } = chatMessages
  const [row] = await ctx.db
    .select({ id: messageId })
    .from(chatMessages)
    .where(and(eq(userId, ctx.actor.id), eq(messageId, id), eq(place, conversationId)))
  if (!row) throw noSuch('leafId')
}
