import { type InferSelectModel, isNull } from 'drizzle-orm'
import { index, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { day, document, ownedColumns, ownedKey } from '#core/columns.ts'

export const MOODS = ['low', 'steady', 'high'] as const

/** An item of the user's that an entry is about. */
export interface EntryLink {
  entity: string
  entityId: string
}

export const logbookEntries = pgTable(
  'logbook_entries',
  {
    ...ownedColumns,
    date: day().notNull(),
    title: text().notNull(),
    text: text().notNull().default(''),
    mood: text({ enum: MOODS }),
    energy: smallint(),
    links: document<EntryLink[]>().notNull().default([]),
  },
  (t) => [
    ownedKey(t),
    index('logbook_entries_date').on(t.userId, t.date.desc(), t.id.desc()).where(isNull(t.deletedAt)),
  ],
)
export interface LogbookEntryRow extends InferSelectModel<typeof logbookEntries> {}
