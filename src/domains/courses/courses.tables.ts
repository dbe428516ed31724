import { type InferSelectModel, sql } from 'drizzle-orm'
import { boolean, doublePrecision, foreignKey, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { AREAS } from '#core/areas.ts'
import { day, instant, ownedColumns, ownedKey } from '#core/columns.ts'

export const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'] as const

/** What follows from the topics that are not in the trash; written by `recount` alone. */
const counts = {
  topicCount: integer().notNull().default(0),
  completedTopicCount: integer().notNull().default(0),
  estimatedHours: doublePrecision().notNull().default(0),
  completedHours: doublePrecision().notNull().default(0),
}

export const courses = pgTable(
  'courses',
  {
    ...ownedColumns,
    title: text().notNull(),
    description: text(),
    difficulty: text({ enum: DIFFICULTIES }).notNull().default('beginner'),
    area: text({ enum: AREAS }),
    tags: text().array().notNull().default([]),
    targetDate: day(),
    isAiGenerated: boolean().notNull().default(false),
    isArchived: boolean().notNull().default(false),
    moduleCount: integer().notNull().default(0),
    ...counts,
    progress: integer().notNull().default(0),
    hoursProgress: integer(),
    completedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    index('courses_shown').on(t.userId, t.id.desc()).where(sql`${t.deletedAt} is null and not ${t.isArchived}`),
  ],
)
export interface CourseRow extends InferSelectModel<typeof courses> {}

export const courseModules = pgTable(
  'course_modules',
  {
    ...ownedColumns,
    courseId: uuid().notNull(),
    title: text().notNull(),
    description: text(),
    position: text().notNull(),
    ...counts,
    isCompleted: boolean().notNull().default(false),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'course_modules__courseId',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }),
    index('course_modules_order').on(t.userId, t.courseId, t.position, t.id),
  ],
)
export interface CourseModuleRow extends InferSelectModel<typeof courseModules> {}

export const courseTopics = pgTable(
  'course_topics',
  {
    ...ownedColumns,
    courseId: uuid().notNull(),
    moduleId: uuid().notNull(),
    title: text().notNull(),
    content: text().notNull().default(''),
    position: text().notNull(),
    estimatedHours: doublePrecision(),
    isCompleted: boolean().notNull().default(false),
    completedAt: instant(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'course_topics__courseId',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }),
    foreignKey({
      name: 'course_topics__moduleId',
      columns: [t.userId, t.moduleId],
      foreignColumns: [courseModules.userId, courseModules.id],
    }),
    index('course_topics_course').on(t.userId, t.courseId),
    index('course_topics_order').on(t.userId, t.moduleId, t.position, t.id),
  ],
)
export interface CourseTopicRow extends InferSelectModel<typeof courseTopics> {}
