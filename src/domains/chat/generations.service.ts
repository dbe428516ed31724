import { and, count, eq, inArray, sql } from 'drizzle-orm'
import { standingOf } from '#core/ai/budget.ts'
import { mine, myRow } from '#core/columns.ts'
import { inTransaction, lockFor, type UserCtx } from '#core/ctx.ts'
import { readScope } from '#core/entity.ts'
import { AppError, found, noSuch } from '#core/errors.ts'
import { holdsScope } from '#core/identity.ts'
import { newId } from '#core/ids.ts'
import { takeOne } from '#domains/billing/billing.service.ts'
import {
  type ConversationRow,
  chatGenerations,
  chatMessages,
  conversations,
  type GenerationRow,
  type MessageRow,
} from './chat.tables.ts'
import { getConversation } from './conversations.service.ts'
import type { PageContext } from './documents.ts'
import { endGeneration } from './ending.service.ts'
import { selectMessage } from './messages.queries.ts'
import type { Accepted, EditedMessage, NewMessage } from './messages.schema.ts'
import { type Partner, partnerOf } from './partner.service.ts'
import type { Runner } from './runner.service.ts'

/** Messages that may wait for their turn in one conversation. */
export const MAX_WAITING = 20

/** What somebody says: their message and the answer to come stand at once, the answer begins when its turn has come. */
export async function postMessage(
  ctx: UserCtx,
  runner: Runner,
  conversationId: string,
  { content, parentId, context }: NewMessage,
): Promise<Accepted> {
  await admit(ctx, runner, context ?? null)
  const accepted = await inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, `chat:${conversationId}`)
    const conversation = await getConversation(ctx, conversationId)
    if (parentId) await requireIn(ctx, conversationId, parentId)
    const place = parentId === undefined ? conversation.leafId : parentId
    return ask(ctx, conversation, { parentId: place, content, context: context ?? null })
  })
  await runner.begin(ctx, conversationId)
  return accepted
}

/** Says it differently: a branch of its own beside the message, which stays. */
export async function editMessage(
  ctx: UserCtx,
  runner: Runner,
  id: string,
  { content, context }: EditedMessage,
): Promise<Accepted> {
  await admit(ctx, runner, context ?? null)
  return onMessage(ctx, runner, id, 'user', (ctx, conversation, message) =>
    ask(ctx, conversation, { parentId: message.parentId, content, context: context ?? message.context }),
  )
}

/** Another answer beside this one, to the same message. */
export async function regenerateMessage(ctx: UserCtx, runner: Runner, id: string): Promise<Accepted> {
  await admit(ctx, runner, null)
  return onMessage(ctx, runner, id, 'assistant', (ctx, conversation, { parentId }) =>
    giveAnswer(ctx, conversation, parentId, 1),
  )
}

/** Goes on with an answer that broke off or was called off. */
export async function continueMessage(ctx: UserCtx, runner: Runner, id: string): Promise<Accepted> {
  await admit(ctx, runner, null)
  return onMessage(ctx, runner, id, 'assistant', async (ctx, conversation, { parentId, state, content }) => {
    if (state === 'done' || state === 'queued' || state === 'streaming')
      throw new AppError('conflict', `This answer is ${state}. Only one that broke off can be continued.`)
    // What had said nothing was given back.
    if (content === '') await takeOne(ctx, 'ai_messages')
    return queue(ctx, conversation, id, parentId, 0)
  })
}

export async function getGeneration(ctx: UserCtx, id: string): Promise<GenerationRow> {
  const place = and(eq(conversations.id, chatGenerations.conversationId), mine(ctx, conversations))
  const [row] = await ctx.db
    .select({ generation: chatGenerations })
    .from(chatGenerations)
    .innerJoin(conversations, place)
    .where(and(eq(chatGenerations.userId, ctx.actor.id), eq(chatGenerations.id, id)))
  return found(row?.generation, 'Generation')
}

/** Calls an answer off, in whichever process it is given; what was said stays. One that is over stays as it is. */
export async function cancelGeneration(ctx: UserCtx, runner: Runner, id: string): Promise<GenerationRow> {
  await getGeneration(ctx, id)
  const { userId, id: generationId, state } = chatGenerations
  await ctx.db
    .update(chatGenerations)
    .set({ cancelRequested: true })
    .where(and(eq(userId, ctx.actor.id), eq(generationId, id), inArray(state, ['queued', 'running'])))
  await runner.cancel(ctx, id)
  const generation = await getGeneration(ctx, id)
  if (generation.state !== 'queued') return generation
  const { messageId } = generation
  const done = { type: 'done' as const, generationId: id, offset: 1, messageId, state: 'cancelled' as const }
  const events = [{ ...done, meta: null, citations: [] }]
  await endGeneration(ctx, generation, { state: 'cancelled', message: {}, events })
  return getGeneration(ctx, id)
}

/** Nobody waits for an answer that cannot come: a used-up budget (402) and a screen that is not theirs (404) are said at once. */
async function admit(ctx: UserCtx, runner: Runner, context: PageContext | null) {
  if (context !== null) await requireSeen(ctx, runner, context)
  const partner: Partner = await partnerOf(ctx)
  if (!partner.allowsModels || runner.ai.candidates(partner.choice).length === 0) return
  const { tokens, money } = await standingOf(ctx, partner.zone, partner.limits ?? runner.ai.limits)
  const over = [
    tokens.limit !== null && tokens.used >= tokens.limit ? tokens.resetsAt : null,
    money.limitMicros !== null && money.usedMicros >= money.limitMicros ? money.resetsAt : null,
  ].find((resetsAt) => resetsAt !== null)
  if (!over) return
  const retryAfterSeconds = (Date.parse(over) - ctx.now().getTime()) / 1_000
  const text = `You have used up the assistant’s budget. It is there again from ${over}; everything else works as before.`
  throw new AppError('quota_exceeded', text, { retryAfterSeconds, extra: { resetsAt: over } })
}

async function requireSeen(ctx: UserCtx, { entities }: Runner, { entity: name, entityId }: PageContext) {
  if (name === undefined && entityId === undefined) return
  const entity = entities.get(name ?? '')
  if (!entity || !holdsScope(ctx.actor, readScope(entity))) throw noSuch('context.entity')
  if (entityId !== undefined && (await entity.load(ctx, [entityId])).length === 0) throw noSuch('context.entityId')
}

async function requireIn(ctx: UserCtx, conversationId: string, messageId: string) {
  const message = await selectMessage(ctx, messageId)
  if (message?.conversationId !== conversationId) throw noSuch('parentId')
}

/** Does something with a message of this role, with its conversation held, and then lets the answer begin. */
async function onMessage(
  ctx: UserCtx,
  runner: Runner,
  id: string,
  role: MessageRow['role'],
  work: (ctx: UserCtx, conversation: ConversationRow, message: MessageRow) => Promise<Accepted>,
): Promise<Accepted> {
  const { conversationId } = found(await selectMessage(ctx, id), 'Message')
  const accepted = await inTransaction(ctx, async (ctx) => {
    await lockFor(ctx, `chat:${conversationId}`)
    const conversation = await getConversation(ctx, conversationId)
    const message = found(await selectMessage(ctx, id), 'Message')
    if (message.role !== role)
      throw new AppError('conflict', role === 'user' ? 'Only what you said can be edited.' : 'This is no answer.')
    return work(ctx, conversation, message)
  })
  await runner.begin(ctx, conversationId)
  return accepted
}

interface Said {
  parentId: string | null
  content: string
  context: PageContext | null
}

async function ask(ctx: UserCtx, conversation: ConversationRow, said: Said): Promise<Accepted> {
  const id = newId()
  const owned = { userId: ctx.actor.id, conversationId: conversation.id, createdAt: ctx.now().toISOString() }
  await ctx.db.insert(chatMessages).values({ ...owned, id, role: 'user', state: 'done', ...said })
  return giveAnswer(ctx, conversation, id, 2)
}

/** One of the messages that the plan includes. `added` is by how many messages the conversation has grown. */
async function giveAnswer(ctx: UserCtx, conversation: ConversationRow, parentId: string | null, added: number) {
  await takeOne(ctx, 'ai_messages')
  const id = newId()
  const owned = { userId: ctx.actor.id, conversationId: conversation.id, createdAt: ctx.now().toISOString() }
  await ctx.db.insert(chatMessages).values({ ...owned, id, parentId, role: 'assistant', state: 'queued' })
  return queue(ctx, conversation, id, parentId, added)
}

async function queue(
  ctx: UserCtx,
  { id: conversationId }: ConversationRow,
  messageId: string,
  userMessageId: string | null,
  added: number,
): Promise<Accepted> {
  const { userId, conversationId: place, state } = chatGenerations
  const [waiting] = await ctx.db
    .select({ count: count() })
    .from(chatGenerations)
    .where(and(eq(userId, ctx.actor.id), eq(place, conversationId), eq(state, 'queued')))
  if ((waiting?.count ?? 0) >= MAX_WAITING)
    throw new AppError('conflict', `${MAX_WAITING} messages wait for their answer here already. Wait for some of them.`)
  const generationId = newId()
  const { via, scopes, id: me } = ctx.actor
  const mineToo = { userId: me, conversationId, via, scopes: scopes === null ? null : [...scopes] }
  await ctx.db.insert(chatGenerations).values({ ...mineToo, id: generationId, messageId, state: 'queued' })
  const message = and(eq(chatMessages.userId, me), eq(chatMessages.id, messageId))
  await ctx.db.update(chatMessages).set({ generationId, state: 'queued' }).where(message)
  await ctx.db
    .update(conversations)
    .set({
      leafId: messageId,
      messageCount: sql`${conversations.messageCount} + ${added}`,
      activeAt: ctx.now().toISOString(),
    })
    .where(myRow(ctx, conversations, conversationId))
  return { generationId, messageId, userMessageId }
}
