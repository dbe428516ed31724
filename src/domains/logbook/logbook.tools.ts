import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { LogbookEntry, LogbookEntryPatch, LogbookPage, LogbookQuery, NewLogbookEntry } from './logbook.schema.ts'
import { createEntry, deleteEntry, getEntry, listEntries, updateEntry } from './logbook.service.ts'

const One = z.strictObject({ entryId: z.uuid() })
const Changes = One.extend({ changes: LogbookEntryPatch })
const Wanted = LogbookQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })

export const logbookTools: Tool[] = [
  tool({
    name: 'logbook_list',
    title: 'Read the logbook',
    description:
      'What the user wrote about their days, with mood and energy, filtered by day, mood, linked item or text.',
    effect: 'read',
    scopes: ['logbook:read'],
    input: Wanted,
    output: LogbookPage.pick({ items: true }),
    example: { limit: 7 },
    run: (ctx, input) => listEntries(ctx, input),
  }),
  tool({
    name: 'logbook_create',
    title: 'Write into the logbook',
    description: 'Writes an entry about a day: a few words, mood, energy from 1 to 10.',
    effect: 'write',
    scopes: ['logbook:write'],
    input: NewLogbookEntry,
    output: LogbookEntry,
    example: { title: 'A quiet day', mood: 'steady', energy: 7 },
    summary: (_, { title }) => `Write “${title}” into the logbook`,
    run: (ctx, input) => createEntry(ctx, input),
  }),
  tool({
    name: 'logbook_update',
    title: 'Change a logbook entry',
    description: 'Changes fields of a logbook entry. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['logbook:write'],
    input: Changes,
    output: LogbookEntry,
    example: { entryId: SOME_ID, changes: { mood: 'high' } },
    summary: async (ctx, { entryId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the logbook entry “${(await getEntry(ctx, entryId)).title}”`,
    run: (ctx, { entryId, changes }) => updateEntry(ctx, entryId, changes),
  }),
  tool({
    name: 'logbook_delete',
    title: 'Delete a logbook entry',
    description: 'Moves an entry to the trash.',
    effect: 'destructive',
    scopes: ['logbook:write'],
    input: One,
    output: Deleted,
    example: { entryId: SOME_ID },
    summary: async (ctx, { entryId }) => `Delete the logbook entry “${(await getEntry(ctx, entryId)).title}”`,
    run: async (ctx, { entryId }) => {
      await deleteEntry(ctx, entryId)
      return { deleted: entryId }
    },
  }),
]
