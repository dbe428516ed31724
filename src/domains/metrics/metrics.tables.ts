import { type InferSelectModel, sql } from 'drizzle-orm'
import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { ALL_SUB_CATEGORIES, AREAS } from '#core/areas.ts'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { goals } from '#domains/goals/goals.tables.ts'
import { MILESTONE_TYPES } from './milestones.ts'
import { DIRECTIONS } from './progress.ts'

export const METRIC_STATUSES = ['active', 'paused', 'archived'] as const
export const METRIC_FREQUENCIES = ['daily', 'weekly', 'monthly'] as const
export const METRIC_SOURCES = ['manual', 'app', 'device'] as const

export const metrics = pgTable(
  'metrics',
  {
    ...ownedColumns,
    name: text().notNull(),
    description: text(),
    area: text({ enum: AREAS }),
    subCategory: text({ enum: ALL_SUB_CATEGORIES as [(typeof ALL_SUB_CATEGORIES)[number]] }), // never empty
    unit: text(),
    direction: text({ enum: DIRECTIONS }).notNull().default('higher'),
    target: doublePrecision(),
    thresholdLow: doublePrecision(),
    thresholdHigh: doublePrecision(),
    baseline: doublePrecision(),
    frequency: text({ enum: METRIC_FREQUENCIES }).notNull().default('daily'),
    source: text({ enum: METRIC_SOURCES }).notNull().default('manual'),
    status: text({ enum: METRIC_STATUSES }).notNull().default('active'),
    tags: text().array().notNull().default([]),
    goalIds: uuid().array().notNull().default([]),
    currentValue: doublePrecision(),
    currentAt: instant(),
    previousValue: doublePrecision(),
    logCount: integer().notNull().default(0),
    targetSince: instant(),
  },
  (t) => [ownedKey(t)],
)
export interface MetricRow extends InferSelectModel<typeof metrics> {}

export const metricLogs = pgTable(
  'metric_logs',
  {
    ...ownedColumns,
    metricId: uuid().notNull(),
    value: doublePrecision().notNull(),
    loggedAt: instant().notNull(),
    note: text(),
    externalId: text(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'metric_logs__metricId',
      columns: [t.userId, t.metricId],
      foreignColumns: [metrics.userId, metrics.id],
    }).onDelete('cascade'),
    index('metric_logs_time').on(t.userId, t.metricId, t.loggedAt, t.id),
    uniqueIndex('metric_logs_external')
      .on(t.userId, t.metricId, t.externalId)
      .where(sql`${t.externalId} is not null and ${t.deletedAt} is null`),
  ],
)
export interface MetricLogRow extends InferSelectModel<typeof metricLogs> {}

export const metricMilestones = pgTable(
  'metric_milestones',
  {
    ...ownedColumns,
    metricId: uuid().notNull(),
    type: text({ enum: MILESTONE_TYPES }).notNull(),
    value: doublePrecision().notNull(),
    achievedAt: instant().notNull(),
    pointsAwarded: integer().notNull(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'metric_milestones__metricId',
      columns: [t.userId, t.metricId],
      foreignColumns: [metrics.userId, metrics.id],
    }).onDelete('cascade'),
    index('metric_milestones_metric').on(t.userId, t.metricId),
    uniqueIndex('metric_milestones_once').on(t.userId, t.metricId, t.type, t.value).where(sql`${t.deletedAt} is null`),
  ],
)
export interface MilestoneRow extends InferSelectModel<typeof metricMilestones> {}

/** Derived by a trigger from `metrics.goal_ids`; read by whoever counts a goal's metrics, written by nobody. */
export const metricGoals = pgTable(
  'metric_goals',
  { userId: uuid().notNull(), goalId: uuid().notNull(), metricId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.goalId, t.metricId] }),
    foreignKey({
      name: 'metric_goals__goalIds',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    foreignKey({
      name: 'metric_goals__metricId',
      columns: [t.userId, t.metricId],
      foreignColumns: [metrics.userId, metrics.id],
    }).onDelete('cascade'),
    index('metric_goals_metric').on(t.userId, t.metricId),
  ],
)
