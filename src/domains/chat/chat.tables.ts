import { type InferSelectModel, sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'
import type { ChatEvent, Citation, MessageMeta, PageContext, ToolUse } from './documents.ts'

export const MESSAGE_ROLES = ['user', 'assistant'] as const
export const GENERATION_STATES = ['queued', 'running', 'done', 'interrupted', 'cancelled', 'failed'] as const
export const MESSAGE_STATES = ['queued', 'streaming', 'done', 'interrupted', 'cancelled', 'failed'] as const
export type GenerationState = (typeof GENERATION_STATES)[number]

export const conversations = pgTable(
  'conversations',
  {
    ...ownedColumns,
    title: text(),
    mode: text({ enum: PERSONALITY_MODES }),
    pinned: boolean().notNull().default(false),
    archived: boolean().notNull().default(false),
    leafId: uuid(),
    messageCount: integer().notNull().default(0),
    activeAt: instant().notNull().default(sql`date_trunc('milliseconds', now())`),
  },
  (t) => [ownedKey(t), index('conversations_active').on(t.userId, t.activeAt.desc(), t.id.desc())],
)
export interface ConversationRow extends InferSelectModel<typeof conversations> {}

export const chatMessages = pgTable(
  'chat_messages',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    conversationId: uuid().notNull(),
    parentId: uuid(),
    role: text({ enum: MESSAGE_ROLES }).notNull(),
    state: text({ enum: MESSAGE_STATES }).notNull(),
    content: text().notNull().default(''),
    context: document<PageContext | null>(),
    toolCalls: document<ToolUse[] | null>(),
    citations: document<Citation[] | null>(),
    meta: document<MessageMeta | null>(),
    generationId: uuid(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'chat_messages__conversationId',
      columns: [t.userId, t.conversationId],
      foreignColumns: [conversations.userId, conversations.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'chat_messages__parentId',
      columns: [t.userId, t.parentId],
      foreignColumns: [t.userId, t.id],
    }).onDelete('cascade'),
    index('chat_messages_conversation').on(t.userId, t.conversationId, t.id),
    index('chat_messages_parent').on(t.userId, t.parentId),
  ],
)
export interface MessageRow extends InferSelectModel<typeof chatMessages> {}

export const chatGenerations = pgTable(
  'chat_generations',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    conversationId: uuid().notNull(),
    messageId: uuid().notNull(),
    state: text({ enum: GENERATION_STATES }).notNull(),
    via: text(),
    scopes: text().array(),
    cancelRequested: boolean().notNull().default(false),
    createdAt: instant().notNull().default(sql`now()`),
    beatAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'chat_generations__conversationId',
      columns: [t.userId, t.conversationId],
      foreignColumns: [conversations.userId, conversations.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'chat_generations__messageId',
      columns: [t.userId, t.messageId],
      foreignColumns: [chatMessages.userId, chatMessages.id],
    }).onDelete('cascade'),
    uniqueIndex('chat_generations_running').on(t.userId, t.conversationId).where(sql`state = 'running'`),
    index('chat_generations_conversation').on(t.userId, t.conversationId, t.id),
    index('chat_generations_message').on(t.userId, t.messageId),
    index('chat_generations_open').on(t.state, t.beatAt).where(sql`state in ('queued', 'running')`),
    index('chat_generations_ended').on(t.endedAt),
  ],
)
export interface GenerationRow extends InferSelectModel<typeof chatGenerations> {}

/** What was said, a batch in each row, numbered from 1 on without gaps. */
export const chatEvents = pgTable(
  'chat_events',
  {
    userId: uuid().notNull(),
    generationId: uuid().notNull(),
    firstOffset: integer().notNull(),
    events: document<ChatEvent[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.generationId, t.firstOffset] }),
    foreignKey({
      name: 'chat_events__generationId',
      columns: [t.userId, t.generationId],
      foreignColumns: [chatGenerations.userId, chatGenerations.id],
    }).onDelete('cascade'),
  ],
)
