import { type InferSelectModel, isNull, sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ALL_SUB_CATEGORIES, AREAS } from '#core/areas.ts'
import { day, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { goals } from '#domains/goals/goals.tables.ts'

export const PROJECT_STATUSES = ['planning', 'active', 'on_hold', 'completed', 'cancelled'] as const
export const PROJECT_PRIORITIES = ['low', 'medium', 'high'] as const
export const PROJECT_ACTIVITY_TYPES = ['task_completed', 'status_changed', 'note_added', 'progress_milestone'] as const
/** What an activity may be about. */
export const PROJECT_ACTIVITY_ENTITIES = ['task', 'goal'] as const

export type ProjectStatus = (typeof PROJECT_STATUSES)[number]

export const projects = pgTable(
  'projects',
  {
    ...ownedColumns,
    name: text().notNull(),
    description: text(),
    notes: text(),
    area: text({ enum: AREAS }),
    subCategory: text({ enum: ALL_SUB_CATEGORIES as [(typeof ALL_SUB_CATEGORIES)[number]] }), // never empty
    priority: text({ enum: PROJECT_PRIORITIES }).notNull().default('medium'),
    status: text({ enum: PROJECT_STATUSES }).notNull().default('planning'),
    impact: integer().notNull().default(3),
    startDate: day(),
    targetDate: day(),
    completedAt: instant(),
    tags: text().array().notNull().default([]),
    goalIds: uuid().array().notNull().default([]),
    progress: integer().notNull().default(0),
    taskCount: integer().notNull().default(0),
    completedTaskCount: integer().notNull().default(0),
    plannedTaskCount: integer().notNull().default(0),
    plannedOn: day(),
    milestone: integer().notNull().default(0),
    lastActivityAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    ownedKey(t),
    index('projects_running')
      .on(t.userId, t.targetDate, t.id)
      .where(sql`${t.deletedAt} is null and ${t.status} = 'active'`),
  ],
)
export interface ProjectRow extends InferSelectModel<typeof projects> {}

export const projectActivities = pgTable(
  'project_activities',
  {
    ...ownedColumns,
    projectId: uuid().notNull(),
    type: text({ enum: PROJECT_ACTIVITY_TYPES }).notNull(),
    title: text().notNull(),
    description: text(),
    entity: text({ enum: PROJECT_ACTIVITY_ENTITIES }),
    entityId: uuid(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'project_activities__projectId',
      columns: [t.userId, t.projectId],
      foreignColumns: [projects.userId, projects.id],
    }),
    index('project_activities_project').on(t.userId, t.projectId, t.id.desc()),
  ],
)
export interface ProjectActivityRow extends InferSelectModel<typeof projectActivities> {}

export const projectDependencies = pgTable(
  'project_dependencies',
  {
    ...ownedColumns,
    projectId: uuid().notNull(),
    dependsOnProjectId: uuid().notNull(),
    lagDays: integer().notNull().default(0),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'project_dependencies__projectId',
      columns: [t.userId, t.projectId],
      foreignColumns: [projects.userId, projects.id],
    }),
    foreignKey({
      name: 'project_dependencies__dependsOnProjectId',
      columns: [t.userId, t.dependsOnProjectId],
      foreignColumns: [projects.userId, projects.id],
    }),
    uniqueIndex('project_dependencies_pair').on(t.userId, t.projectId, t.dependsOnProjectId).where(isNull(t.deletedAt)),
    index('project_dependencies_on').on(t.userId, t.dependsOnProjectId),
  ],
)
export interface ProjectDependencyRow extends InferSelectModel<typeof projectDependencies> {}

/** Derived by a trigger from `projects.goal_ids`; written by nobody. */
export const projectGoals = pgTable(
  'project_goals',
  { userId: uuid().notNull(), projectId: uuid().notNull(), goalId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.projectId, t.goalId] }),
    foreignKey({
      name: 'project_goals__projectId',
      columns: [t.userId, t.projectId],
      foreignColumns: [projects.userId, projects.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'project_goals__goalIds',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    index('project_goals_goal').on(t.userId, t.goalId),
  ],
)
