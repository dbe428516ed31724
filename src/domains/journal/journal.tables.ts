import { type InferSelectModel, isNull } from 'drizzle-orm'
import { boolean, index, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { day, instant, ownedColumns, ownedKey } from '#core/columns.ts'

export const journalEntries = pgTable(
  'journal_entries',
  {
    ...ownedColumns,
    date: day().notNull(),
    zone: text().notNull(),
    writtenAt: instant().notNull(),
    title: text(),
    text: text().notNull().default(''),
    mood: smallint(),
    moodLabel: text(),
    tags: text().array().notNull().default([]),
    isPrivate: boolean().notNull().default(true),
    promptId: text(),
    feedback: text(),
  },
  (t) => [
    ownedKey(t),
    index('journal_entries_date').on(t.userId, t.date.desc(), t.id.desc()).where(isNull(t.deletedAt)),
  ],
)
export interface JournalEntryRow extends InferSelectModel<typeof journalEntries> {}
