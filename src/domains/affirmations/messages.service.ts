import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { mine, myRow } from '#core/columns.ts'
import { missed } from '#core/conditional.ts'
import { inTransaction, type UserCtx } from '#core/ctx.ts'
import { AppError, found } from '#core/errors.ts'
import { newId } from '#core/ids.ts'
import { olderThan, type Page, readCursor, toPage } from '#core/page.ts'
import { notify } from '#domains/notifications/notify.service.ts'
import type { DailyMessageDue } from './messages.events.ts'
import type { DailyMessagePatch, DailyMessageQuery } from './messages.schema.ts'
import { type DailyMessageRow, dailyMessages, type MessageKind } from './messages.tables.ts'

/** What somebody has written for a slot. */
export type WrittenMessage = Pick<DailyMessageRow, 'text' | 'question' | 'source' | 'affirmationId'>

/** Newest first. */
export async function listMessages(ctx: UserCtx, query: DailyMessageQuery): Promise<Page<DailyMessageRow>> {
  const { kind, unread, limit } = query
  const { readAt, id } = dailyMessages
  const rows = await ctx.db
    .select()
    .from(dailyMessages)
    .where(
      and(
        mine(ctx, dailyMessages),
        kind && eq(dailyMessages.kind, kind),
        unread === undefined ? undefined : unread ? isNull(readAt) : isNotNull(readAt),
        olderThan(id, readCursor(ctx, query, 'daily-messages')),
      ),
    )
    .orderBy(desc(id))
    .limit(limit + 1)
  return toPage(ctx, rows, query, 'daily-messages')
}

export async function getMessage(ctx: UserCtx, id: string): Promise<DailyMessageRow> {
  const [row] = await ctx.db
    .select()
    .from(dailyMessages)
    .where(myRow(ctx, dailyMessages, id))
  return found(row, 'Daily message')
}

export const loadMessages = (ctx: UserCtx, ids: string[]): Promise<DailyMessageRow[]> =>
  ctx.db
    .select()
    .from(dailyMessages)
    .where(and(mine(ctx, dailyMessages), inArray(dailyMessages.id, ids)))

/** Whether the message of this time was written before: thrown away since or not. */
export async function isDelivered(ctx: UserCtx, due: Pick<DailyMessageDue, 'slotId' | 'occurrence'>): Promise<boolean> {
  const { userId, slotId, occurrence } = dailyMessages
  const mineOfThen = and(eq(userId, ctx.actor.id), eq(slotId, due.slotId), eq(occurrence, due.occurrence))
  return (await ctx.db.$count(dailyMessages, mineOfThen)) > 0
}

/** Keeps what was written for a slot and notifies its owner; a second message for the same time does nothing. */
export function deliverMessage(ctx: UserCtx, due: DailyMessageDue, written: WrittenMessage): Promise<boolean> {
  const { slotId, kind, occurrence, scheduledFor, channels } = due
  return inTransaction(ctx, async (ctx) => {
    const [message] = await ctx.db
      .insert(dailyMessages)
      .values({ ...written, userId: ctx.actor.id, id: newId(), slotId, kind, occurrence, scheduledFor })
      .onConflictDoNothing()
      .returning()
    if (!message) return false
    const { text, question } = message
    await notify(ctx, {
      kind: 'daily_message',
      title: TITLES[kind],
      body: question === null ? text : `${text}\n\n${question}`,
      entity: 'daily_message',
      entityId: message.id,
      occurrence: scheduledFor,
      channels,
      key: `daily_message:${slotId}:${occurrence}`,
    })
    return true
  })
}

const TITLES: Record<MessageKind, string> = {
  motivation: 'For today',
  reflection: 'To think about',
  affirmation: 'Your affirmation',
  check_in: 'How are you?',
}

/** Marks it read, or unread again. Reading what is read already keeps when that was. */
export async function updateMessage(
  ctx: UserCtx,
  id: string,
  { read }: DailyMessagePatch,
  version?: number,
): Promise<DailyMessageRow> {
  const row = await getMessage(ctx, id)
  const isStale = version !== undefined && version !== row.version
  if (!isStale && (read === undefined || read === (row.readAt !== null))) return row
  const [changed] = await ctx.db
    .update(dailyMessages)
    .set({ readAt: read ? ctx.now().toISOString() : null })
    .where(myRow(ctx, dailyMessages, id, version))
    .returning()
  if (!changed) throw await missed(ctx, dailyMessages, id, 'Daily message')
  return changed
}

export async function deleteMessage(ctx: UserCtx, id: string, version?: number): Promise<void> {
  const [row] = await ctx.db
    .update(dailyMessages)
    .set({ deletedAt: ctx.now().toISOString() })
    .where(myRow(ctx, dailyMessages, id, version))
    .returning({ id: dailyMessages.id })
  if (!row) throw await missed(ctx, dailyMessages, id, 'Daily message')
}

export async function restoreMessage(ctx: UserCtx, id: string): Promise<DailyMessageRow> {
  const [row] = await ctx.db
    .update(dailyMessages)
    .set({ deletedAt: null })
    .where(and(eq(dailyMessages.userId, ctx.actor.id), eq(dailyMessages.id, id), isNotNull(dailyMessages.deletedAt)))
    .returning()
  if (row) return row
  await getMessage(ctx, id)
  throw new AppError('conflict', 'This message is not in the trash.')
}

/** Only the server writes them; a client that tries offline is told so when it syncs. */
export function refuseMessage(): never {
  throw new AppError('forbidden', 'Daily messages are written by the server. Set a time for them instead.')
}
