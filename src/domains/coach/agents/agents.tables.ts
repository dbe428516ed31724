import { type InferSelectModel, sql } from 'drizzle-orm'
import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { day, document, instant, ownedKey } from '#core/columns.ts'
import type { GoalProposal } from './building.ts'
import type { WeekStats, WeekWords } from './week.ts'

const SOURCES = ['model', 'rules'] as const
export const DRAFT_STATES = ['open', 'accepted', 'rejected'] as const

export const weeklyReviews = pgTable(
  'weekly_reviews',
  {
    userId: uuid().notNull(),
    weekStart: day().notNull(),
    weekEnd: day().notNull(),
    stats: document<WeekStats>().notNull(),
    words: document<WeekWords>().notNull(),
    source: text({ enum: SOURCES }).notNull(),
    provider: text(),
    model: text(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.weekStart] })],
)
export interface WeeklyReviewRow extends InferSelectModel<typeof weeklyReviews> {}

export const goalDrafts = pgTable(
  'goal_drafts',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    title: text().notNull(),
    answers: document<Record<string, string>>().notNull().default({}),
    proposal: document<GoalProposal>().notNull(),
    source: text({ enum: SOURCES }).notNull(),
    state: text({ enum: DRAFT_STATES }).notNull().default('open'),
    goalId: uuid(),
    createdAt: instant().notNull().default(sql`now()`),
  },
  (t) => [ownedKey(t)],
)
export interface GoalDraftRow extends InferSelectModel<typeof goalDrafts> {}
