import { and, asc, desc, eq, gt, ilike } from 'drizzle-orm'
import { anyOf, mine } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { type ConversationRow, chatMessages, conversations, type MessageRow } from './chat.tables.ts'
import { containing, getConversation } from './conversations.service.ts'
import { textOf } from './documents.ts'
import { readKept } from './generations.queries.ts'
import { ofConversation, selectLatestBelow, selectMessage, selectPath, selectSiblings } from './messages.queries.ts'
import type { BranchQuery, ChatMessage, FoundMessagePage, MessageSearch } from './messages.schema.ts'

export async function getMessage(ctx: UserCtx, id: string): Promise<ChatMessage> {
  const row = found(await selectMessage(ctx, id), 'Message')
  const [message] = await present(ctx, [row])
  return found(message, 'Message')
}

/** One branch in reading order, its end first asked for; or every message there is. */
export async function listMessages(ctx: UserCtx, id: string, query: BranchQuery): Promise<Page<ChatMessage>> {
  const conversation = await getConversation(ctx, id)
  if (query.all) return listAll(ctx, id, query)
  const position = readCursor(ctx, query, id)
  const leaf = position?.id ?? (await leafOf(ctx, conversation, query.leafId))
  if (leaf === null) return { items: [], nextCursor: null }
  // What a page ends with is the first of the next: a cursor names a message that was shown, so it is passed over.
  const ids = await selectPath(ctx, leaf, query.limit + (position ? 2 : 1))
  const rows = await rowsInOrder(ctx, position ? ids.slice(1) : ids)
  const { items, nextCursor } = toPage(ctx, rows, query, id)
  return { items: await present(ctx, items.toReversed()), nextCursor }
}

/** What was said up to this message and with it, oldest first; at most so many messages, the newest. */
export async function readPath(ctx: UserCtx, leafId: string, limit: number): Promise<MessageRow[]> {
  return (await rowsInOrder(ctx, await selectPath(ctx, leafId, limit))).toReversed()
}

/** Newest first, with the place around the first hit. */
export async function searchMessages(ctx: UserCtx, query: MessageSearch): Promise<FoundMessagePage> {
  const position = readCursor(ctx, query, 'messages')
  const { id, conversationId, role, content, createdAt } = chatMessages
  const rows = await ctx.db
    .select({ id, conversationId, role, content, createdAt, title: conversations.title })
    .from(chatMessages)
    .innerJoin(conversations, and(mine(ctx, conversations), eq(conversations.id, conversationId)))
    .where(
      and(
        eq(chatMessages.userId, ctx.actor.id),
        ilike(content, containing(query.q)),
        olderThan(chatMessages.id, position),
      ),
    )
    .orderBy(desc(chatMessages.id))
    .limit(query.limit + 1)
  const { items, nextCursor } = toPage(ctx, rows, query, 'messages')
  return { items: items.map(({ content, ...row }) => ({ ...row, snippet: snippetOf(content, query.q) })), nextCursor }
}

/** A conversation of its own with what was said up to this message. Unfinished answers come along as far as they went. */
export function forkConversation(ctx: UserCtx, id: string, messageId: string): Promise<ConversationRow> {
  return inTransaction(ctx, async (ctx) => {
    const original = await getConversation(ctx, id)
    const message = await selectMessage(ctx, messageId)
    if (message?.conversationId !== id) throw new AppError('not_found', 'Message not found')
    const path = await readPath(ctx, messageId, MAX_FORK)
    const ids = new Map(path.map((row) => [row.id, newId()]))
    const copies = path.map((row) => ({
      ...row,
      id: ids.get(row.id) ?? newId(),
      parentId: row.parentId === null ? null : (ids.get(row.parentId) ?? null),
      state: row.state === 'queued' || row.state === 'streaming' ? ('interrupted' as const) : row.state,
      generationId: null,
    }))
    const fork = newId()
    const [made] = await ctx.db
      .insert(conversations)
      .values({
        userId: ctx.actor.id,
        id: fork,
        title: original.title,
        mode: original.mode,
        leafId: copies.at(-1)?.id ?? null,
        messageCount: copies.length,
        activeAt: ctx.now().toISOString(),
      })
      .returning()
    await ctx.db.insert(chatMessages).values(copies.map((copy) => ({ ...copy, conversationId: fork })))
    return found(made, 'Conversation')
  })
}

const MAX_FORK = 2_000

async function listAll(ctx: UserCtx, id: string, query: BranchQuery): Promise<Page<ChatMessage>> {
  const position = readCursor(ctx, query, id)
  const rows = await ctx.db
    .select()
    .from(chatMessages)
    .where(and(ofConversation(ctx, id), position && gt(chatMessages.id, position.id)))
    .orderBy(asc(chatMessages.id))
    .limit(query.limit + 1)
  const { items, nextCursor } = toPage(ctx, rows, query, id)
  return { items: await present(ctx, items), nextCursor }
}

/** A branch is asked for by any message in it: it goes on to the newest below. */
async function leafOf(ctx: UserCtx, conversation: ConversationRow, wanted: string | undefined): Promise<string | null> {
  if (wanted === undefined) return conversation.leafId
  const message = await selectMessage(ctx, wanted)
  if (message?.conversationId !== conversation.id) throw new AppError('not_found', 'Message not found')
  return selectLatestBelow(ctx, wanted)
}

async function rowsInOrder(ctx: UserCtx, ids: string[]): Promise<MessageRow[]> {
  const rows = await ctx.db
    .select()
    .from(chatMessages)
    .where(and(eq(chatMessages.userId, ctx.actor.id), anyOf(chatMessages.id, ids)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function present(ctx: UserCtx, rows: MessageRow[]): Promise<ChatMessage[]> {
  const siblings = await selectSiblings(ctx, rows)
  const soFar = new Map(await Promise.all(rows.map(async (row) => [row.id, await contentSoFar(ctx, row)] as const)))
  return rows.map(({ userId: _, toolCalls, citations, ...row }) => ({
    ...row,
    content: soFar.get(row.id) ?? row.content,
    toolCalls: toolCalls ?? [],
    citations: citations ?? [],
    siblingIds: siblings.get(row.id) ?? [row.id],
  }))
}

/** Of an answer that is being given, what is written down of it; what is said this moment comes with its events. */
async function contentSoFar(ctx: UserCtx, { state, generationId, content }: MessageRow): Promise<string> {
  if (state !== 'streaming' || generationId === null) return content
  return textOf(await readKept(ctx, generationId, 0)) ?? content
}

const AROUND = 80

function snippetOf(content: string, q: string): string {
  const at = Math.max(0, content.toLowerCase().indexOf(q.toLowerCase()))
  const [from, to] = [Math.max(0, at - AROUND), Math.min(content.length, at + q.length + AROUND)]
  return `${from > 0 ? '…' : ''}${content.slice(from, to)}${to < content.length ? '…' : ''}`.replace(/\s+/g, ' ')
}
