import { type InferSelectModel, isNull, sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'

/** Calendars elsewhere that are read again and again. */
export const scheduleSubscriptions = pgTable(
  'schedule_subscriptions',
  {
    ...ownedColumns,
    url: text().notNull(),
    name: text().notNull(),
    etag: text(),
    lastModified: text(),
    lastFetchedAt: instant(),
    lastSucceededAt: instant(),
    nextFetchAt: instant().notNull().default(sql`now()`),
    lastStatus: integer(),
    lastError: text(),
    failures: integer().notNull().default(0),
    eventCount: integer().notNull().default(0),
    refusedCount: integer().notNull().default(0),
  },
  (t) => [
    ownedKey(t),
    index('schedule_subscriptions_due').on(t.nextFetchAt).where(isNull(t.deletedAt)),
    uniqueIndex('schedule_subscriptions_url').on(t.userId, t.url).where(isNull(t.deletedAt)),
  ],
)
export interface SubscriptionRow extends InferSelectModel<typeof scheduleSubscriptions> {}
