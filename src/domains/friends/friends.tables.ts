import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'

export const FRIEND_STATES = ['pending_sent', 'pending_received', 'accepted', 'declined', 'blocked'] as const

/** What one user thinks of another one, who has such a row about them. */
export const friends = pgTable(
  'friends',
  {
    ...ownedColumns,
    state: text({ enum: FRIEND_STATES }).notNull(),
    friendId: uuid(),
    email: text(),
    invitedAs: text(),
    message: text(),
    acceptedAt: instant(),
    expiresAt: instant(),
    autoAcceptReminders: boolean().notNull().default(false),
    autoAcceptNotes: boolean().notNull().default(false),
    autoAcceptOthers: boolean().notNull().default(false),
    seeHabits: boolean().notNull().default(true),
    seeGoals: boolean().notNull().default(true),
    mayNudge: boolean().notNull().default(true),
  },
  (t) => [
    ownedKey(t),
    uniqueIndex('friends_friend').on(t.userId, t.friendId).where(isNull(t.deletedAt)),
    uniqueIndex('friends_email').on(t.userId, sql`lower(${t.email})`).where(isNull(t.deletedAt)),
    index('friends_of').on(t.friendId).where(isNotNull(t.friendId)),
    index('friends_invited').on(sql`lower(${t.email})`).where(sql`${t.state} = 'pending_sent'`),
  ],
)
export interface FriendRow extends InferSelectModel<typeof friends> {}

export const friendLinks = pgTable(
  'friend_links',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    hash: text().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    expiresAt: instant().notNull(),
    maxUses: integer().notNull(),
    uses: integer().notNull().default(0),
  },
  (t) => [ownedKey(t), uniqueIndex('friend_links_hash').on(t.hash)],
)
