import { type InferSelectModel, isNotNull, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'

export const REWARD_CATEGORIES = ['quick_treat', 'daily_delight', 'weekly_reward', 'big_unlock', 'custom'] as const
export const REWARD_STATUSES = ['active', 'locked', 'archived'] as const
export const TRANSACTION_KINDS = ['earn', 'spend', 'refund', 'reversal', 'settlement', 'adjustment'] as const
/** `wallet` is what the user has, `owed` (below zero) what the user owes; points come from and go to the others. */
export const ACCOUNTS = ['wallet', 'owed', 'tasks', 'habits', 'metrics', 'rewards', 'adjustments'] as const

export type TransactionKind = (typeof TRANSACTION_KINDS)[number]
export type Account = (typeof ACCOUNTS)[number]

/** Sums of points outgrow 32 bits. */
const points = () => bigint({ mode: 'number' })

export const rewards = pgTable(
  'rewards',
  {
    ...ownedColumns,
    title: text().notNull(),
    description: text(),
    category: text({ enum: REWARD_CATEGORIES }).notNull().default('custom'),
    pointCost: integer().notNull(),
    icon: text(),
    imageUrl: text(),
    isAutomated: boolean().notNull().default(false),
    automationInstructions: text(),
    cooldownHours: integer(),
    maxPerDay: integer(),
    status: text({ enum: REWARD_STATUSES }).notNull().default('active'),
    lastRedeemedAt: instant(),
  },
  (t) => [ownedKey(t)],
)
export interface RewardRow extends InferSelectModel<typeof rewards> {}

export const redemptions = pgTable(
  'redemptions',
  {
    ...ownedColumns,
    rewardId: uuid().notNull(),
    title: text().notNull(),
    pointsSpent: integer().notNull(),
    note: text(),
    redeemedAt: instant().notNull(),
    undoneAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'redemptions__rewardId',
      columns: [t.userId, t.rewardId],
      foreignColumns: [rewards.userId, rewards.id],
    }),
    index('redemptions_reward').on(t.userId, t.rewardId, t.redeemedAt.desc()),
  ],
)
export interface RedemptionRow extends InferSelectModel<typeof redemptions> {}

/** Written by the trigger on `walletPostings` alone; read and locked by whoever moves points. */
export const wallets = pgTable('wallets', {
  userId: uuid().primaryKey(),
  balance: points().notNull().default(0),
  owed: points().notNull().default(0),
  lifetimeEarned: points().notNull().default(0),
  lifetimeSpent: points().notNull().default(0),
})

/** Only added to: `reversedAt` is the one thing about the past that can still be said. */
export const walletTransactions = pgTable(
  'wallet_transactions',
  {
    ...ownedColumns,
    at: instant().notNull(),
    kind: text({ enum: TRANSACTION_KINDS }).notNull(),
    source: text().notNull(),
    description: text().notNull(),
    entity: text(),
    entityId: uuid(),
    reversesId: uuid(),
    reversedAt: instant(),
    lifetime: points().notNull().default(0),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'wallet_transactions__reversesId',
      columns: [t.userId, t.reversesId],
      foreignColumns: [t.userId, t.id],
    }),
    uniqueIndex('wallet_transactions_source')
      .on(t.userId, t.source)
      .where(sql`${t.reversesId} is null and ${t.reversedAt} is null`),
    uniqueIndex('wallet_transactions_reverses').on(t.userId, t.reversesId).where(isNotNull(t.reversesId)),
    index('wallet_transactions_sources').on(t.userId, t.source),
  ],
)

export const walletPostings = pgTable(
  'wallet_postings',
  {
    userId: uuid().notNull(),
    transactionId: uuid().notNull(),
    account: text({ enum: ACCOUNTS }).notNull(),
    amount: points().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.transactionId, t.account] }),
    foreignKey({ name: 'wallet_postings__userId', columns: [t.userId], foreignColumns: [wallets.userId] }),
    foreignKey({
      name: 'wallet_postings__transactionId',
      columns: [t.userId, t.transactionId],
      foreignColumns: [walletTransactions.userId, walletTransactions.id],
    }),
  ],
)
