import { bigint, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'

/** What somebody's questions took, by their day, feature and model. Written by `settle` alone. */
export const aiUsage = pgTable(
  'ai_usage',
  {
    userId: uuid().notNull(),
    day: date({ mode: 'string' }).notNull(),
    feature: text().notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    calls: integer().notNull().default(0),
    inputTokens: bigint({ mode: 'number' }).notNull().default(0),
    outputTokens: bigint({ mode: 'number' }).notNull().default(0),
    /** Millionths of a US dollar. */
    costMicros: bigint({ mode: 'number' }).notNull().default(0),
    /** Tokens of models whose price nobody told: `costMicros` says nothing about them. */
    unpricedTokens: bigint({ mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.userId, t.day, t.feature, t.provider, t.model] }), index('ai_usage_day').on(t.day)],
)

/** What questions that are being answered may take at most. One that outlives its process ends by itself. */
export const aiHolds = pgTable(
  'ai_holds',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    tokens: integer().notNull(),
    costMicros: bigint({ mode: 'number' }).notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.id] }), index('ai_holds_expiry').on(t.expiresAt)],
)
