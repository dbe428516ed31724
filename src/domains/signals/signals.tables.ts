import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import {
  boolean,
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
import { day, document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { habits } from '#domains/habits/habits.tables.ts'
import { metrics } from '#domains/metrics/metrics.tables.ts'
import { type Condition, type Fact, MATCHES } from './judging.ts'

export const ACTIONS = ['tick_habit', 'log_metric', 'create_task'] as const
/** `kept`: somebody else's word stands. */
export const OUTCOMES = ['done', 'corrected', 'withdrawn', 'kept', 'failed'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Many a day, so no items under the feed. */
export const signals = pgTable(
  'signals',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    type: text().notNull(),
    source: text().notNull(),
    externalId: text(),
    key: text().notNull(),
    value: doublePrecision(),
    text: text(),
    unit: text(),
    at: instant().notNull(),
    endAt: instant(),
    day: day().notNull(),
    receivedAt: instant().notNull().default(sql`now()`),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    uniqueIndex('signals_key').on(t.userId, t.source, t.key),
    index('signals_day').on(t.userId, t.type, t.day, t.at).where(isNull(t.deletedAt)),
    index('signals_time').on(t.userId, t.at.desc(), t.id.desc()).where(isNull(t.deletedAt)),
    index('signals_at').on(t.at),
  ],
)
export interface SignalRow extends InferSelectModel<typeof signals> {}

export const signalRules = pgTable(
  'signal_rules',
  {
    ...ownedColumns,
    name: text().notNull(),
    isActive: boolean().notNull().default(true),
    match: text({ enum: MATCHES }).notNull().default('all'),
    atLeast: integer(),
    conditions: document<Condition[]>().notNull(),
    action: text({ enum: ACTIONS }).notNull(),
    habitId: uuid(),
    metricId: uuid(),
    taskTitle: text(),
    amount: doublePrecision(),
    amountFrom: integer(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'signal_rules__habitId',
      columns: [t.userId, t.habitId],
      foreignColumns: [habits.userId, habits.id],
    }),
    foreignKey({
      name: 'signal_rules__metricId',
      columns: [t.userId, t.metricId],
      foreignColumns: [metrics.userId, metrics.id],
    }),
    index('signal_rules_habit').on(t.userId, t.habitId).where(isNotNull(t.habitId)),
    index('signal_rules_metric').on(t.userId, t.metricId).where(isNotNull(t.metricId)),
  ],
)
export interface SignalRuleRow extends InferSelectModel<typeof signalRules> {}

const ofRule = (name: string, { userId, ruleId }: { userId: Column; ruleId: Column }) =>
  foreignKey({ name, columns: [userId, ruleId], foreignColumns: [signalRules.userId, signalRules.id] }).onDelete(
    'cascade',
  )
type Column = Parameters<typeof foreignKey>[0]['columns'][number]

export const signalMarks = pgTable(
  'signal_marks',
  {
    userId: uuid().notNull(),
    ruleId: uuid().notNull(),
    day: day().notNull(),
    markedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.ruleId, t.day] }),
    ofRule('signal_marks__ruleId', t),
    index('signal_marks_at').on(t.markedAt),
  ],
)

export const signalEffects = pgTable(
  'signal_effects',
  {
    userId: uuid().notNull(),
    ruleId: uuid().notNull(),
    day: day().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    reason: text().notNull(),
    entity: text(),
    entityId: uuid(),
    /** Null when nothing of it stands (any more). */
    entityVersion: integer(),
    value: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.ruleId, t.day] }), ofRule('signal_effects__ruleId', t)],
)
export interface EffectRow extends InferSelectModel<typeof signalEffects> {}

export const signalRuns = pgTable(
  'signal_runs',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    ruleId: uuid().notNull(),
    day: day().notNull(),
    at: instant().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    reason: text().notNull(),
    facts: document<Fact[]>().notNull(),
    entity: text(),
    entityId: uuid(),
    value: doublePrecision(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ofRule('signal_runs__ruleId', t),
    index('signal_runs_rule').on(t.userId, t.ruleId, t.id.desc()),
    index('signal_runs_at').on(t.at),
  ],
)
export interface SignalRunRow extends InferSelectModel<typeof signalRuns> {}
