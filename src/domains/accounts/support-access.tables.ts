import type { InferSelectModel } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedKey } from '#core/columns.ts'

export const SUPPORT_SCOPES = ['read', 'full'] as const
export type SupportScope = (typeof SUPPORT_SCOPES)[number]

export const supportAccesses = pgTable(
  'support_accesses',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    codeHash: text().notNull(),
    /** Until when the code can be redeemed. */
    expiresAt: instant().notNull(),
    scope: text({ enum: SUPPORT_SCOPES }).notNull(),
    minutes: integer().notNull(),
    redeemedAt: instant(),
    redeemedBy: uuid(),
    sessionId: uuid(),
    /** Until when the session may last. */
    endsAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    uniqueIndex('support_accesses_code').on(t.codeHash),
    index('support_accesses_redeemer').on(t.redeemedBy),
  ],
)
export interface SupportAccessRow extends InferSelectModel<typeof supportAccesses> {}
