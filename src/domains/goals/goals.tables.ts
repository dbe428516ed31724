import { type InferSelectModel, isNull, sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ALL_SUB_CATEGORIES, AREAS } from '#core/areas.ts'
import { day, document, instant, ownedColumns, ownedKey } from '#core/columns.ts'

/** From the longest to the shortest: a goal's parent stands exactly one place before it. */
export const TIME_HORIZONS = ['yearly', 'quarterly', 'monthly', 'weekly', 'daily'] as const
export const GOAL_PRIORITIES = ['low', 'medium', 'high'] as const
export const GOAL_STATUSES = ['planning', 'active', 'achieved', 'abandoned'] as const
export const ACTIVITY_TYPES = [
  'criterion_completed',
  'task_completed',
  'metric_logged',
  'habit_completed',
  'status_changed',
  'note_added',
  'progress_milestone',
] as const
/** What an activity may be about. */
export const ACTIVITY_ENTITIES = ['task', 'metric', 'habit', 'project'] as const

export type TimeHorizon = (typeof TIME_HORIZONS)[number]
export type GoalStatus = (typeof GOAL_STATUSES)[number]
export type ActivityType = (typeof ACTIVITY_TYPES)[number]

export interface SuccessCriterion {
  id: string
  text: string
  targetValue: number | null
  metricId: string | null
  taskId: string | null
  isCompleted: boolean
  completedAt: string | null
}

/** How much each component counts in a goal's progress; only their proportions matter. */
export interface Weights {
  criteria: number
  tasks: number
  metrics: number
  habits: number
}

export const DEFAULT_WEIGHTS: Weights = { criteria: 40, tasks: 30, metrics: 20, habits: 10 }

export const goals = pgTable(
  'goals',
  {
    ...ownedColumns,
    title: text().notNull(),
    description: text(),
    notes: text(),
    area: text({ enum: AREAS }),
    subCategory: text({ enum: ALL_SUB_CATEGORIES as [(typeof ALL_SUB_CATEGORIES)[number]] }), // never empty
    timeHorizon: text({ enum: TIME_HORIZONS }).notNull().default('monthly'),
    priority: text({ enum: GOAL_PRIORITIES }).notNull().default('medium'),
    status: text({ enum: GOAL_STATUSES }).notNull().default('planning'),
    startDate: day(),
    targetDate: day(),
    completedAt: instant(),
    parentGoalId: uuid(),
    successCriteria: document<SuccessCriterion[]>().notNull().default([]),
    weights: document<Weights>().notNull().default(DEFAULT_WEIGHTS),
    manualProgress: integer(),
    tags: text().array().notNull().default([]),
    progress: integer().notNull().default(0),
    milestone: integer().notNull().default(0),
    lastActivityAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    ownedKey(t),
    foreignKey({ name: 'goals__parentGoalId', columns: [t.userId, t.parentGoalId], foreignColumns: [t.userId, t.id] }),
    index('goals_parent').on(t.userId, t.parentGoalId),
  ],
)
export interface GoalRow extends InferSelectModel<typeof goals> {}

export const goalActivities = pgTable(
  'goal_activities',
  {
    ...ownedColumns,
    goalId: uuid().notNull(),
    type: text({ enum: ACTIVITY_TYPES }).notNull(),
    title: text().notNull(),
    description: text(),
    entity: text({ enum: ACTIVITY_ENTITIES }),
    entityId: uuid(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'goal_activities__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    index('goal_activities_goal').on(t.userId, t.goalId, t.id.desc()),
  ],
)
export interface GoalActivityRow extends InferSelectModel<typeof goalActivities> {}

export const goalDependencies = pgTable(
  'goal_dependencies',
  {
    ...ownedColumns,
    goalId: uuid().notNull(),
    dependsOnGoalId: uuid().notNull(),
    lagDays: integer().notNull().default(0),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'goal_dependencies__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    foreignKey({
      name: 'goal_dependencies__dependsOnGoalId',
      columns: [t.userId, t.dependsOnGoalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    uniqueIndex('goal_dependencies_pair').on(t.userId, t.goalId, t.dependsOnGoalId).where(isNull(t.deletedAt)),
    index('goal_dependencies_on').on(t.userId, t.dependsOnGoalId),
  ],
)
export interface GoalDependencyRow extends InferSelectModel<typeof goalDependencies> {}
