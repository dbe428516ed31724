import type { InferSelectModel } from 'drizzle-orm'
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, instant } from '#core/columns.ts'

export const PLAN_STATES = ['active', 'undone'] as const

export const flashcardBacklogPlans = pgTable(
  'flashcard_backlog_plans',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    deckId: uuid(),
    perDay: integer().notNull(),
    overdue: integer().notNull(),
    finishedOn: day().notNull(),
    state: text({ enum: PLAN_STATES }).notNull().default('active'),
    cardIds: uuid().array().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.id] })],
)
export interface PlanRow extends InferSelectModel<typeof flashcardBacklogPlans> {}
