import { type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm'
import { boolean, doublePrecision, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { AREAS } from '#core/areas.ts'
import { ownedColumns, ownedKey } from '#core/columns.ts'
import { courses, courseTopics } from '#domains/courses/courses.tables.ts'
import { files } from '#domains/files/files.tables.ts'

export const TRANSCRIPT_STATUSES = ['done', 'no_speech', 'unavailable'] as const

export const notes = pgTable(
  'notes',
  {
    ...ownedColumns,
    title: text().notNull(),
    content: text().notNull().default(''),
    summary: text(),
    area: text({ enum: AREAS }),
    tags: text().array().notNull().default([]),
    sourceUrl: text(),
    isPinned: boolean().notNull().default(false),
    isFavorite: boolean().notNull().default(false),
    isArchived: boolean().notNull().default(false),
    fileIds: uuid().array().notNull().default([]),
    audioFileId: uuid(),
    audioSeconds: doublePrecision(),
    transcript: text(),
    transcriptStatus: text({ enum: TRANSCRIPT_STATUSES }),
    /** A trigger keeps it the course of the topic, where there is one. */
    courseId: uuid(),
    topicId: uuid(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'notes__audioFileId',
      columns: [t.userId, t.audioFileId],
      foreignColumns: [files.userId, files.id],
    }),
    foreignKey({
      name: 'notes__courseId',
      columns: [t.userId, t.courseId],
      foreignColumns: [courses.userId, courses.id],
    }).onDelete('set null'),
    foreignKey({
      name: 'notes__topicId',
      columns: [t.userId, t.topicId],
      foreignColumns: [courseTopics.userId, courseTopics.id],
    }).onDelete('set null'),
    index('notes_shown').on(t.userId, t.id.desc()).where(sql`${t.deletedAt} is null and not ${t.isArchived}`),
    index('notes_updated').on(t.userId, t.updatedAt.desc(), t.id.desc()).where(isNull(t.deletedAt)),
    index('notes_title').on(t.userId, sql`lower(${t.title})`).where(isNull(t.deletedAt)),
    index('notes_tags').using('gin', t.tags).where(isNull(t.deletedAt)),
    index('notes_audio').on(t.userId, t.audioFileId).where(isNotNull(t.audioFileId)),
    index('notes_course').on(t.userId, t.courseId, t.id.desc()).where(isNotNull(t.courseId)),
    index('notes_topic').on(t.userId, t.topicId, t.id.desc()).where(isNotNull(t.topicId)),
    index('notes_text')
      .using('gin', t.userId, sql`note_text(${t.title}, ${t.content}, ${t.transcript}) gin_trgm_ops`)
      .where(isNull(t.deletedAt)),
  ],
)
export interface NoteRow extends InferSelectModel<typeof notes> {}

/** Derived by a trigger from `notes.file_ids`; written by nobody. */
export const noteFiles = pgTable(
  'note_files',
  { userId: uuid().notNull(), noteId: uuid().notNull(), fileId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.noteId, t.fileId] }),
    foreignKey({
      name: 'note_files__noteId',
      columns: [t.userId, t.noteId],
      foreignColumns: [notes.userId, notes.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'note_files__fileIds',
      columns: [t.userId, t.fileId],
      foreignColumns: [files.userId, files.id],
    }),
    index('note_files_file').on(t.userId, t.fileId),
  ],
)

/** Derived by a trigger from `notes.content`: titles in lower case, whether there are such notes or not. */
export const noteLinks = pgTable(
  'note_links',
  { userId: uuid().notNull(), noteId: uuid().notNull(), title: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.noteId, t.title] }),
    foreignKey({
      name: 'note_links__noteId',
      columns: [t.userId, t.noteId],
      foreignColumns: [notes.userId, notes.id],
    }).onDelete('cascade'),
    index('note_links_title').on(t.userId, t.title),
  ],
)
