import type { InferSelectModel } from 'drizzle-orm'
import { boolean, doublePrecision, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'

export const OPTIMIZATION_STATES = ['queued', 'running', 'proposed', 'accepted', 'rejected', 'failed'] as const

export const flashcardOptimizations = pgTable(
  'flashcard_optimizations',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    deckId: uuid(),
    state: text({ enum: OPTIMIZATION_STATES }).notNull().default('queued'),
    autoAccept: boolean().notNull(),
    reschedule: boolean().notNull(),
    attempts: integer().notNull().default(0),
    reviews: integer().notNull(),
    parameters: doublePrecision().array(),
    parametersBefore: doublePrecision().array(),
    logLoss: doublePrecision(),
    logLossBefore: doublePrecision(),
    rmse: doublePrecision(),
    rmseBefore: doublePrecision(),
    rescheduled: integer(),
    rescheduledAt: instant(),
    error: text(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.id] })],
)
export interface OptimizationRow extends InferSelectModel<typeof flashcardOptimizations> {}
