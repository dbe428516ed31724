import type { InferSelectModel } from 'drizzle-orm'
import { bigint, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day } from '#core/columns.ts'

const count = () => integer().notNull().default(0)
/** What a day can hold very much of. */
const amount = () => bigint({ mode: 'number' }).notNull().default(0)

export const analyticsDays = pgTable(
  'analytics_days',
  {
    userId: uuid().notNull(),
    day: day().notNull(),
    tasksCreated: count(),
    tasksCompleted: count(),
    estimateMinutes: amount(),
    pointsEarned: amount(),
    taskPoints: amount(),
    pointsSpent: amount(),
    habitsDue: count(),
    habitsDone: count(),
    metricLogs: count(),
    goalsProgressed: count(),
    goalsAchieved: count(),
    projectsCompleted: count(),
    logbookEntries: count(),
    moodLow: count(),
    moodSteady: count(),
    moodHigh: count(),
    energySum: count(),
    energyCount: count(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.day] })],
)
export interface AnalyticsDayRow extends InferSelectModel<typeof analyticsDays> {}

export const analyticsStates = pgTable('analytics_states', {
  userId: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  zone: text().notNull(),
  dayStartsAt: text().notNull(),
  firstDay: day().notNull(),
  lastDay: day().notNull(),
})
