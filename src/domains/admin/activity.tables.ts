import { date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

/** Who used what on which day of the calendar in UTC: kinds of items that were changed, `session`, `ai`. */
export const activityDays = pgTable(
  'activity_days',
  {
    userId: uuid().notNull(),
    day: date({ mode: 'string' }).notNull(),
    subject: text().notNull(),
    amount: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.day, t.subject] }), index('activity_days_day').on(t.day, t.userId)],
)
