import { z } from 'zod'
import { Few } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { JournalEntry, JournalPage, JournalQuery, JournalStreak, NewJournalEntry } from './journal.schema.ts'
import { createEntry, listEntries } from './journal.service.ts'
import { journalStreak } from './looking-back.service.ts'

const Wanted = JournalQuery.omit({ cursor: true, limit: true, private: true }).extend({
  limit: Few,
  // An address has only text; a model says it as it is.
  moodFrom: z.int().min(1).max(10).optional(),
  moodTo: z.int().min(1).max(10).optional(),
})
/** What was written is not told again: by itself it is private. */
const Written = JournalEntry.pick({ id: true, version: true, date: true, isPrivate: true })

export const journalTools: Tool[] = [
  tool({
    name: 'journal_list',
    title: 'Look through the journal',
    description: 'Journal entries that the user has not marked as private, the latest day first.',
    effect: 'read',
    scopes: ['journal:read'],
    input: Wanted,
    output: JournalPage.pick({ items: true }),
    example: { limit: 5 },
    run: (ctx, input) => listEntries(ctx, { ...input, private: false }),
  }),
  tool({
    name: 'journal_streak',
    title: 'Say for how many days in a row the user has written',
    description: 'How many days in a row the user has written in the journal, and whether today is one of them.',
    effect: 'read',
    scopes: ['journal:read'],
    input: z.strictObject({}),
    output: JournalStreak,
    example: {},
    run: (ctx) => journalStreak(ctx),
  }),
  tool({
    name: 'journal_create',
    title: 'Write in the journal',
    description: 'Writes a journal entry, about today unless told, private unless the user says otherwise.',
    effect: 'write',
    scopes: ['journal:write'],
    input: NewJournalEntry,
    output: Written,
    example: { text: 'Walked by the river until it was dark.', mood: 7 },
    summary: (_, { text, title, mood }) => {
      const said = (title ?? text ?? '').trim().slice(0, 100)
      const felt = mood ? `, mood ${mood} of 10` : ''
      return said === '' ? `Write in the journal${felt}` : `Write in the journal: “${said}”${felt}`
    },
    run: (ctx, input) => createEntry(ctx, input),
  }),
]
