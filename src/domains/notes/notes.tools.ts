import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { NewNote, Note, NotePage, NotePatch, NoteQuery } from './notes.schema.ts'
import { createNote, deleteNote, getNote, listNotes, updateNote } from './notes.service.ts'

const One = z.strictObject({ noteId: z.uuid() })
const Changes = One.extend({ changes: NotePatch })
const Wanted = NoteQuery.omit({ cursor: true, limit: true }).extend({
  limit: Few,
  // An address has only text; a model says it as it is.
  pinned: z.boolean().optional(),
  favorite: z.boolean().optional(),
  voice: z.boolean().optional(),
})

export const noteTools: Tool[] = [
  tool({
    name: 'notes_list',
    title: 'Look through notes',
    description: 'Notes of the user and how each begins, filtered by text, tag, area or whether they are pinned.',
    effect: 'read',
    scopes: ['notes:read'],
    input: Wanted,
    output: NotePage.pick({ items: true }),
    example: { limit: 5 },
    run: (ctx, input) => listNotes(ctx, input),
  }),
  tool({
    name: 'notes_get',
    title: 'Read a note',
    description: 'The whole of one note.',
    effect: 'read',
    scopes: ['notes:read'],
    input: One,
    output: Note,
    example: { noteId: SOME_ID },
    run: (ctx, { noteId }) => getNote(ctx, noteId),
  }),
  tool({
    name: 'notes_create',
    title: 'Write a note',
    description: 'Writes a note in Markdown; [[Title]] leads to another note.',
    effect: 'write',
    scopes: ['notes:write'],
    input: NewNote,
    output: Note,
    example: { title: 'Soil for tomatoes', content: 'Loose and rich.' },
    summary: (_, { title }) => `Write the note “${title}”`,
    run: (ctx, input) => createNote(ctx, input),
  }),
  tool({
    name: 'notes_update',
    title: 'Change a note',
    description: 'Changes fields of a note. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['notes:write'],
    input: Changes,
    output: Note,
    example: { noteId: SOME_ID, changes: { isPinned: true } },
    summary: async (ctx, { noteId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the note “${(await getNote(ctx, noteId)).title}”`,
    run: (ctx, { noteId, changes }) => updateNote(ctx, noteId, changes),
  }),
  tool({
    name: 'notes_delete',
    title: 'Delete a note',
    description: 'Moves a note to the trash.',
    effect: 'destructive',
    scopes: ['notes:write'],
    input: One,
    output: Deleted,
    example: { noteId: SOME_ID },
    summary: async (ctx, { noteId }) => `Delete the note “${(await getNote(ctx, noteId)).title}”`,
    run: async (ctx, { noteId }) => {
      await deleteNote(ctx, noteId)
      return { deleted: noteId }
    },
  }),
]
