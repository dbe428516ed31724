import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { journalRoutes } from './journal.routes.ts'
import { JournalEntry, JournalEntryPatch, NewJournalEntry } from './journal.schema.ts'
import { createEntry, deleteEntry, loadEntries, restoreEntry, updateEntry } from './journal.service.ts'
import { journalEntries } from './journal.tables.ts'
import { journalTools } from './journal.tools.ts'
import { lookingBackRoutes } from './looking-back.routes.ts'

export const journalModule: Module = {
  name: 'journal',
  tags: { journal: 'What somebody writes about their days, and how they felt; private unless they say otherwise' },
  routes: [lookingBackRoutes, journalRoutes],
  tools: journalTools,
  entities: [
    entity({
      name: 'journal_entry',
      path: '/journal',
      table: journalEntries,
      item: JournalEntry,
      input: NewJournalEntry,
      patch: JournalEntryPatch,
      load: loadEntries,
      search: ({ isPrivate, title, date, text, tags }) => (isPrivate ? null : { title: title ?? date, text, tags }),
      create: createEntry,
      update: updateEntry,
      remove: deleteEntry,
      restore: restoreEntry,
    }),
  ],
}
