import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
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
import { day, document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { goals } from '#domains/goals/goals.tables.ts'
import { projects } from '#domains/projects/projects.tables.ts'

export const TASK_STATUSES = [
  'backlog',
  'not_started',
  'in_progress',
  'blocked',
  'on_hold',
  'done',
  'cancelled',
] as const
export const TASK_PRIORITIES = ['p1', 'p2', 'p3', 'p4'] as const
export const ENERGIES = ['deep', 'light', 'admin'] as const
export const ANCHORS = ['due', 'completion'] as const

export interface Recurrence {
  rrule: string
  anchor: (typeof ANCHORS)[number]
  skipDates: string[]
}

export const tasks = pgTable(
  'tasks',
  {
    ...ownedColumns,
    title: text().notNull(),
    description: text(),
    area: text({ enum: AREAS }),
    subCategory: text({ enum: ALL_SUB_CATEGORIES as [(typeof ALL_SUB_CATEGORIES)[number]] }), // never empty
    priority: text({ enum: TASK_PRIORITIES }).notNull().default('p3'),
    status: text({ enum: TASK_STATUSES }).notNull().default('not_started'),
    energy: text({ enum: ENERGIES }),
    dueDate: day(),
    dueAt: instant(),
    scheduledDate: day(),
    estimateMinutes: integer(),
    parentTaskId: uuid(),
    position: doublePrecision().notNull().default(0),
    tags: text().array().notNull().default([]),
    goalIds: uuid().array().notNull().default([]),
    projectIds: uuid().array().notNull().default([]),
    recurrence: document<Recurrence>(),
    seriesId: uuid(),
    seriesStart: text(),
    occurrence: integer().notNull().default(1),
    missedDates: text().array().notNull().default([]),
    openBlockers: integer().notNull().default(0),
    pointValue: integer(),
    pointsAwarded: integer().notNull().default(0),
    completedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({ name: 'tasks__parentTaskId', columns: [t.userId, t.parentTaskId], foreignColumns: [t.userId, t.id] }),
    index('tasks_parent').on(t.userId, t.parentTaskId).where(isNotNull(t.parentTaskId)),
    index('tasks_due').on(t.userId, t.dueDate).where(sql`${t.dueDate} is not null and ${t.deletedAt} is null`),
    index('tasks_series').on(t.userId, t.seriesId).where(isNotNull(t.seriesId)),
    index('tasks_open')
      .on(t.userId, t.status, t.id.desc())
      .where(sql`${t.deletedAt} is null and ${t.status} not in ('done', 'cancelled')`),
  ],
)
export interface TaskRow extends InferSelectModel<typeof tasks> {}

/** Derived by a trigger from `tasks.goal_ids`; read by whoever counts a goal's tasks, written by nobody. */
export const goalTasks = pgTable(
  'goal_tasks',
  { userId: uuid().notNull(), goalId: uuid().notNull(), taskId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.goalId, t.taskId] }),
    foreignKey({
      name: 'goal_tasks__goalIds',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    foreignKey({
      name: 'goal_tasks__taskId',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }).onDelete('cascade'),
    index('goal_tasks_task').on(t.userId, t.taskId),
  ],
)

/** Derived by a trigger from `tasks.project_ids`; read by whoever counts a project's tasks, written by nobody. */
export const projectTasks = pgTable(
  'project_tasks',
  { userId: uuid().notNull(), projectId: uuid().notNull(), taskId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.projectId, t.taskId] }),
    foreignKey({
      name: 'project_tasks__projectIds',
      columns: [t.userId, t.projectId],
      foreignColumns: [projects.userId, projects.id],
    }),
    foreignKey({
      name: 'project_tasks__taskId',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }).onDelete('cascade'),
    index('project_tasks_task').on(t.userId, t.taskId),
  ],
)

/** Derived by a trigger from `goals.success_criteria`. */
export const goalCriterionTasks = pgTable(
  'goal_criterion_tasks',
  { userId: uuid().notNull(), goalId: uuid().notNull(), taskId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.goalId, t.taskId] }),
    foreignKey({
      name: 'goal_criterion_tasks__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'goal_criterion_tasks__successCriteria',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }),
    index('goal_criterion_tasks_task').on(t.userId, t.taskId),
  ],
)

export const taskDependencies = pgTable(
  'task_dependencies',
  { ...ownedColumns, taskId: uuid().notNull(), dependsOnTaskId: uuid().notNull() },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'task_dependencies__taskId',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }),
    foreignKey({
      name: 'task_dependencies__dependsOnTaskId',
      columns: [t.userId, t.dependsOnTaskId],
      foreignColumns: [tasks.userId, tasks.id],
    }),
    uniqueIndex('task_dependencies_pair').on(t.userId, t.taskId, t.dependsOnTaskId).where(isNull(t.deletedAt)),
    index('task_dependencies_on').on(t.userId, t.dependsOnTaskId),
  ],
)
export interface TaskDependencyRow extends InferSelectModel<typeof taskDependencies> {}
