import { type InferSelectModel, isNull, sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { courses, courseTopics } from './courses.tables.ts'
import type { Span } from './focus.ts'

export const SESSION_STATES = ['running', 'paused', 'finished'] as const

export const studySessions = pgTable(
  'study_sessions',
  {
    ...ownedColumns,
    courseId: uuid(),
    topicId: uuid(),
    note: text(),
    state: text({ enum: SESSION_STATES }).notNull(),
    plannedMinutes: integer(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    spans: document<Span[]>().notNull(),
    focusSeconds: integer().notNull().default(0),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'study_sessions__courseId',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }).onDelete('set null'),
    foreignKey({
      name: 'study_sessions__topicId',
      columns: [t.userId, t.topicId],
      foreignColumns: [courseTopics.userId, courseTopics.id],
    }).onDelete('set null'),
    uniqueIndex('study_sessions_open').on(t.userId).where(sql`${t.state} <> 'finished' and ${t.deletedAt} is null`),
    index('study_sessions_started').on(t.userId, t.startedAt.desc(), t.id.desc()).where(isNull(t.deletedAt)),
    index('study_sessions_course').on(t.userId, t.courseId),
    index('study_sessions_topic').on(t.userId, t.topicId),
  ],
)
export interface StudySessionRow extends InferSelectModel<typeof studySessions> {}
