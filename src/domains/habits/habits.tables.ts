import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { ALL_SUB_CATEGORIES, AREAS } from '#core/areas.ts'
import { day, document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import { goals } from '#domains/goals/goals.tables.ts'
import { HABIT_KINDS, LOG_STATES, type PastTerms, type Pause, type Schedule, type Target } from './terms.ts'

export const FREQUENCIES = ['daily', 'weekly'] as const
export const SUGGESTION_STATUSES = ['open', 'accepted', 'dismissed'] as const

export const habits = pgTable(
  'habits',
  {
    ...ownedColumns,
    name: text().notNull(),
    description: text(),
    kind: text({ enum: HABIT_KINDS }).notNull().default('build'),
    area: text({ enum: AREAS }),
    subCategory: text({ enum: ALL_SUB_CATEGORIES as [(typeof ALL_SUB_CATEGORIES)[number]] }), // never empty
    schedule: document<Schedule>().notNull(),
    target: document<Target>(),
    intent: text(),
    cue: text(),
    routine: text(),
    reward: text(),
    frictionUp: text(),
    frictionDown: text(),
    reminderTimes: text().array().notNull().default([]),
    offDays: text({ enum: WEEKDAY_CODES }).array().notNull().default([]),
    offDates: text().array().notNull().default([]),
    pauses: document<Pause[]>().notNull().default([]),
    startDate: day().notNull(),
    archived: boolean().notNull().default(false),
    goalIds: uuid().array().notNull().default([]),
    pastTerms: document<PastTerms[]>().notNull().default([]),
  },
  (t) => [
    ownedKey(t),
    index('habits_living').on(t.userId, t.id).where(sql`${t.deletedAt} is null and not ${t.archived}`),
  ],
)
export interface HabitRow extends InferSelectModel<typeof habits> {}

/** Derived by a trigger from `habits.goal_ids`. */
export const habitGoals = pgTable(
  'habit_goals',
  { userId: uuid().notNull(), goalId: uuid().notNull(), habitId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.goalId, t.habitId] }),
    foreignKey({
      name: 'habit_goals__goalIds',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    ofHabit('habit_goals__habitId', t).onDelete('cascade'),
    index('habit_goals_habit').on(t.userId, t.habitId),
  ],
)

export const habitLogs = pgTable(
  'habit_logs',
  {
    ...ownedColumns,
    habitId: uuid().notNull(),
    date: day().notNull(),
    state: text({ enum: LOG_STATES }).notNull().default('done'),
    amount: doublePrecision(),
    note: text(),
  },
  (t) => [
    ownedKey(t),
    ofHabit('habit_logs__habitId', t).onDelete('cascade'),
    uniqueIndex('habit_logs_day').on(t.userId, t.habitId, t.date),
    index('habit_logs_date').on(t.userId, t.date.desc(), t.id.desc()).where(isNull(t.deletedAt)),
  ],
)
export interface HabitLogRow extends InferSelectModel<typeof habitLogs> {}

export const habitAwards = pgTable(
  'habit_awards',
  {
    userId: uuid().notNull(),
    habitId: uuid().notNull(),
    source: text().notNull(),
    date: day().notNull(),
    points: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.habitId, t.source] }),
    ofHabit('habit_awards__habitId', t).onDelete('cascade'),
  ],
)

export const habitAlarms = pgTable(
  'habit_alarms',
  {
    userId: uuid().notNull(),
    habitId: uuid().notNull(),
    fireAt: instant().notNull(),
    handledUntil: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.habitId] }),
    ofHabit('habit_alarms__habitId', t).onDelete('cascade'),
    index('habit_alarms_due').on(t.fireAt),
  ],
)
export interface HabitAlarmRow extends InferSelectModel<typeof habitAlarms> {}

export const habitSuggestions = pgTable(
  'habit_suggestions',
  {
    ...ownedColumns,
    name: text().notNull(),
    frequency: text({ enum: FREQUENCIES }).notNull(),
    weekday: text({ enum: WEEKDAY_CODES }),
    timeOfDay: text().notNull(),
    confidence: doublePrecision().notNull(),
    samples: text().array().notNull(),
    status: text({ enum: SUGGESTION_STATUSES }).notNull().default('open'),
    habitId: uuid(),
    model: text().notNull(),
    embedding: real().array().notNull(),
  },
  (t) => [
    ownedKey(t),
    ofHabit('habit_suggestions__habitId', t),
    index('habit_suggestions_habit').on(t.userId, t.habitId).where(isNotNull(t.habitId)),
  ],
)
export interface HabitSuggestionRow extends InferSelectModel<typeof habitSuggestions> {}

function ofHabit(name: string, { userId, habitId }: { userId: HabitColumn; habitId: HabitColumn }) {
  return foreignKey({ name, columns: [userId, habitId], foreignColumns: [habits.userId, habits.id] })
}
type HabitColumn = Parameters<typeof foreignKey>[0]['columns'][number]
