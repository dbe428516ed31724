import { type InferSelectModel, isNotNull } from 'drizzle-orm'
import { boolean, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, ownedColumns, ownedKey } from '#core/columns.ts'
import { goals } from '#domains/goals/goals.tables.ts'

export const AFFIRMATION_CATEGORIES = [
  'self_worth',
  'confidence',
  'calm',
  'gratitude',
  'health',
  'relationships',
  'work',
  'growth',
  'other',
] as const
export type AffirmationCategory = (typeof AFFIRMATION_CATEGORIES)[number]
export const AFFIRMATION_SOURCES = ['own', 'generated'] as const

export const affirmations = pgTable(
  'affirmations',
  {
    ...ownedColumns,
    text: text().notNull(),
    category: text({ enum: AFFIRMATION_CATEGORIES }).notNull().default('other'),
    isFavorite: boolean().notNull().default(false),
    isActive: boolean().notNull().default(true),
    source: text({ enum: AFFIRMATION_SOURCES }).notNull().default('own'),
    goalId: uuid(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'affirmations__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    index('affirmations_goal').on(t.userId, t.goalId).where(isNotNull(t.goalId)),
  ],
)
export interface AffirmationRow extends InferSelectModel<typeof affirmations> {}

export const affirmationPicks = pgTable(
  'affirmation_picks',
  {
    userId: uuid().notNull(),
    date: day().notNull(),
    affirmationId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.date] }),
    foreignKey({
      name: 'affirmation_picks__affirmationId',
      columns: [t.userId, t.affirmationId],
      foreignColumns: [affirmations.userId, affirmations.id],
    }).onDelete('cascade'),
    index('affirmation_picks_affirmation').on(t.userId, t.affirmationId, t.date.desc()),
  ],
)
