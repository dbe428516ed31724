import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { logbookRoutes } from './logbook.routes.ts'
import { LogbookEntry, LogbookEntryPatch, NewLogbookEntry } from './logbook.schema.ts'
import { createEntry, deleteEntry, loadEntries, restoreEntry, updateEntry } from './logbook.service.ts'
import { logbookEntries } from './logbook.tables.ts'
import { logbookTools } from './logbook.tools.ts'

export const logbookModule: Module = {
  name: 'logbook',
  tags: { logbook: 'How the days were: mood, energy and a few words, tied to what they were about' },
  routes: [logbookRoutes],
  tools: logbookTools,
  entities: [
    entity({
      name: 'logbook_entry',
      path: '/logbook',
      table: logbookEntries,
      item: LogbookEntry,
      input: NewLogbookEntry,
      patch: LogbookEntryPatch,
      search: ({ title, text }) => ({ title, text }),
      load: loadEntries,
      create: createEntry,
      update: updateEntry,
      remove: deleteEntry,
      restore: restoreEntry,
    }),
  ],
}
