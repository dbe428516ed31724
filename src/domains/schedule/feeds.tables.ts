import { sql } from 'drizzle-orm'
import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'

/** Who may be read at a secret address. Rotating replaces the hash, so the old address is nobody's. */
export const scheduleFeeds = pgTable(
  'schedule_feeds',
  {
    userId: uuid().primaryKey(),
    hash: text().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [uniqueIndex('schedule_feeds_hash').on(t.hash)],
)
