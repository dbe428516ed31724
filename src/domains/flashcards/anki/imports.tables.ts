import type { InferSelectModel } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { document, instant } from '#core/columns.ts'
import { files } from '#domains/files/files.tables.ts'
import { flashcards } from '../flashcards.tables.ts'

export const IMPORT_STATES = ['queued', 'running', 'done', 'failed', 'undone'] as const

/** Of cards, unless it says otherwise. */
export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
  refused: number
  reviews: number
  media: number
  decks: number
}

/** A card that did not come in, and why. */
export interface ImportProblem {
  /** Anki's id of its note, and which card of it. */
  guid: string
  ord: number
  /** How its front begins. */
  front: string
  error: string
}

export const NOTHING_YET: ImportCounts = {
  ...{ created: 0, updated: 0, unchanged: 0, refused: 0 },
  ...{ reviews: 0, media: 0, decks: 0 },
}

export const flashcardImports = pgTable(
  'flashcard_imports',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    fileId: uuid().notNull(),
    fileName: text().notNull(),
    deckId: uuid(),
    isDryRun: boolean().notNull(),
    withReviews: boolean().notNull(),
    state: text({ enum: IMPORT_STATES }).notNull().default('queued'),
    attempts: integer().notNull().default(0),
    done: integer().notNull().default(0),
    total: integer(),
    counts: document<ImportCounts>().notNull(),
    warnings: text().array().notNull().default([]),
    problems: document<ImportProblem[]>().notNull().default([]),
    error: text(),
    madeDeckIds: uuid().array().notNull().default([]),
    createdAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.id] })],
)
export interface ImportRow extends InferSelectModel<typeof flashcardImports> {}

export const flashcardMedia = pgTable(
  'flashcard_media',
  { userId: uuid().notNull(), sha256: text().notNull(), fileId: uuid().notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.sha256] })],
)

/** Derived from the sides of a card by a trigger. */
export const flashcardFiles = pgTable(
  'flashcard_files',
  { userId: uuid().notNull(), flashcardId: uuid().notNull(), fileId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.flashcardId, t.fileId] }),
    foreignKey({
      name: 'flashcard_files__flashcardId',
      columns: [t.userId, t.flashcardId],
      foreignColumns: [flashcards.userId, flashcards.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'flashcard_files__fileId',
      columns: [t.userId, t.fileId],
      foreignColumns: [files.userId, files.id],
    }).onDelete('cascade'),
    index('flashcard_files_file').on(t.userId, t.fileId),
  ],
)
