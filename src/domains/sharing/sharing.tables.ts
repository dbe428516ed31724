import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { reminders } from '#domains/reminders/reminders.tables.ts'
import { ACCESS, SHAREABLE } from './kinds.ts'

export const SHARE_STATES = ['pending', 'accepted', 'declined'] as const

export const shares = pgTable(
  'shares',
  {
    ...ownedColumns,
    friendId: uuid(),
    entity: text({ enum: SHAREABLE }).notNull(),
    entityId: uuid().notNull(),
    access: text({ enum: ACCESS }).notNull(),
    fields: text().array().notNull(),
    message: text(),
    expiresAt: instant(),
    state: text({ enum: SHARE_STATES }).notNull(),
    acceptedAt: instant(),
    commentCount: integer().notNull().default(0),
  },
  (t) => [
    ownedKey(t),
    uniqueIndex('shares_item').on(t.userId, t.entity, t.entityId, t.friendId).where(isNull(t.deletedAt)),
    index('shares_friend').on(t.friendId).where(isNotNull(t.friendId)),
    index('shares_expiring').on(t.expiresAt).where(sql`${t.deletedAt} is null and ${t.expiresAt} is not null`),
  ],
)
export interface ShareRow extends InferSelectModel<typeof shares> {}

export const receivedShares = pgTable(
  'received_shares',
  {
    ...ownedColumns,
    ownerId: uuid(),
    entity: text({ enum: SHAREABLE }).notNull(),
    title: text().notNull(),
    body: text(),
    itemVersion: integer().notNull(),
    commentCount: integer().notNull().default(0),
    reminderId: uuid(),
    nudgedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'received_shares__reminderId',
      columns: [t.userId, t.reminderId],
      foreignColumns: [reminders.userId, reminders.id],
    }),
    index('received_shares_owner').on(t.ownerId),
    index('received_shares_reminder').on(t.userId, t.reminderId),
  ],
)
export interface ReceivedRow extends InferSelectModel<typeof receivedShares> {}

export const shareGrants = pgTable(
  'share_grants',
  {
    userId: uuid().notNull(),
    shareId: uuid().notNull(),
    recipientId: uuid().notNull(),
    receivedId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.shareId] }),
    foreignKey({
      name: 'share_grants__shareId',
      columns: [t.userId, t.shareId],
      foreignColumns: [shares.userId, shares.id],
    }),
    index('share_grants_received').on(t.recipientId, t.receivedId),
  ],
)

export const shareLinks = pgTable(
  'share_links',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    shareId: uuid().notNull(),
    hash: text().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    expiresAt: instant().notNull(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'share_links__shareId',
      columns: [t.userId, t.shareId],
      foreignColumns: [shares.userId, shares.id],
    }),
    uniqueIndex('share_links_hash').on(t.hash),
    index('share_links_share').on(t.userId, t.shareId),
  ],
)

export const shareComments = pgTable(
  'share_comments',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    shareId: uuid().notNull(),
    authorId: uuid().notNull(),
    text: text().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'share_comments__shareId',
      columns: [t.userId, t.shareId],
      foreignColumns: [shares.userId, shares.id],
    }),
    index('share_comments_share').on(t.userId, t.shareId, t.id),
    index('share_comments_author').on(t.authorId),
  ],
)

export const shareNews = pgTable(
  'share_news',
  { userId: uuid().notNull(), shareId: uuid().notNull(), seq: bigint({ mode: 'number' }).notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.shareId, t.seq] })],
)
