import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { logbookRoutes } from './logbook.routes.ts'
import { LogbookEntry, LogbookEntryPatch, NewLogbookEntry } from './logbook.schema.ts'
import { createEntry, deleteEntry, loadEntries, restoreEntry, updateEntry } from './logbook.service.ts'
import { logbookEntries } from './logbook.tables.ts'

export const logbookModule: Module = {
  name: 'logbook',
  tags: { logbook: 'How the days were: mood, energy and a few words, tied to what they were about' },
  routes: [logbookRoutes],
  entities: [
    entity({
      name: 'logbook_entry',
      path: '/logbook',
      table: logbookEntries,
      item: LogbookEntry,
      input: NewLogbookEntry,
      patch: LogbookEntryPatch,
      load: loadEntries,
      create: createEntry,
      update: updateEntry,
      remove: deleteEntry,
      restore: restoreEntry,
    }),
  ],
}
