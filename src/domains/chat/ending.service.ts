import { and, eq, isNull, sql } from 'drizzle-orm'
import { myRow } from '#core/columns.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { giveBack } from '#domains/billing/billing.service.ts'
import {
  chatGenerations,
  chatMessages,
  conversations,
  type GenerationRow,
  type GenerationState,
  type MessageRow,
} from './chat.tables.ts'
import { type ChatEvent, textOf } from './documents.ts'
import { keepEvents, readKept } from './generations.queries.ts'
import { selectMessage } from './messages.queries.ts'
import { titleFrom } from './title.ts'

export interface Ended {
  state: Exclude<GenerationState, 'queued' | 'running'>
  /** What of the answer is to be written down. */
  message: Partial<Pick<MessageRow, 'content' | 'toolCalls' | 'citations' | 'meta'>>
  /** What was not kept yet, the last event among it. */
  events: ChatEvent[]
}

/** Writes an answer's end down, all of it or nothing; false when somebody else has ended it before. */
export function endGeneration(ctx: UserCtx, generation: GenerationRow, ended: Ended): Promise<boolean> {
  const { userId, id, conversationId, messageId } = generation
  return inTransaction(ctx, async (ctx) => {
    const open = and(eq(chatGenerations.userId, userId), eq(chatGenerations.id, id), isNull(chatGenerations.endedAt))
    const [mine] = await ctx.db
      .update(chatGenerations)
      .set({ state: ended.state, endedAt: sql<string>`now()` })
      .where(open)
      .returning({ id: chatGenerations.id })
    if (!mine) return false
    await keepEvents(ctx.db, [{ userId, generationId: id, events: ended.events }])
    const [message] = await ctx.db
      .update(chatMessages)
      .set({ ...ended.message, state: ended.state })
      .where(and(eq(chatMessages.userId, userId), eq(chatMessages.id, messageId)))
      .returning({ content: chatMessages.content })
    // Where nothing was said, nothing was used.
    if (ended.state !== 'done' && message?.content === '') await giveBack(ctx, 'ai_messages', generation.createdAt)
    const title = ended.state === 'done' ? await titleFor(ctx, messageId) : null
    await ctx.db
      .update(conversations)
      .set({
        activeAt: ctx.now().toISOString(),
        ...(title !== null && { title: sql<string>`coalesce(${conversations.title}, ${title})` }),
      })
      .where(myRow(ctx, conversations, conversationId))
    return true
  })
}

/** Ends what a process that is gone has left behind, with everything that it had kept. */
export async function endAbandoned(ctx: UserCtx, generation: GenerationRow): Promise<void> {
  const { id: generationId, messageId } = generation
  const kept = await readKept(ctx, generationId, 0)
  const before = await selectMessage(ctx, messageId)
  const content = textOf(kept) ?? before?.content ?? ''
  const last: ChatEvent = {
    type: 'error',
    generationId,
    offset: (kept.at(-1)?.offset ?? 0) + 1,
    messageId,
    state: 'interrupted',
    code: 'unavailable',
    detail: RESTARTED,
    resetsAt: null,
  }
  await endGeneration(ctx, generation, { state: 'interrupted', message: { content }, events: [last] })
}

export const RESTARTED = 'The server was restarted. What was said is kept, and you can have the answer continued.'

/** Made of the first thing that was said. */
async function titleFor(ctx: UserCtx, messageId: string): Promise<string | null> {
  const answer = await selectMessage(ctx, messageId)
  const question = answer?.parentId ? await selectMessage(ctx, answer.parentId) : undefined
  return question ? titleFrom(question.content) : null
}
