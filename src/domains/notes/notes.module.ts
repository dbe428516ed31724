import { entity } from '#core/entity.ts'
import { during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { FileDeleted } from '#domains/files/files.events.ts'
import { notesRoutes, voiceNotesRoutes } from './notes.routes.ts'
import { NewNote, Note, NotePatch } from './notes.schema.ts'
import { createNote, deleteNote, letGoOfFile, loadNotes, restoreNote, updateNote } from './notes.service.ts'
import { notes } from './notes.tables.ts'
import { noteTools } from './notes.tools.ts'

export const notesModule: Module = {
  name: 'notes',
  tags: { notes: 'What is worth keeping: in Markdown, with tags, attachments and ways from one note to another' },
  routes: [notesRoutes, voiceNotesRoutes],
  tools: noteTools,
  entities: [
    entity({
      name: 'note',
      path: '/notes',
      table: notes,
      item: Note,
      input: NewNote,
      patch: NotePatch,
      search: ({ title, summary, content, transcript, tags }) => ({
        title,
        tags,
        text: [summary, content, transcript === content ? null : transcript].filter((text) => text).join('\n\n'),
      }),
      load: loadNotes,
      create: createNote,
      update: updateNote,
      remove: deleteNote,
      restore: restoreNote,
    }),
  ],
  during: [during(FileDeleted, letGoOfFile)],
}
