import { z } from 'zod'

const Kind = z.string().regex(/^[a-z][a-z_]{0,39}$/, 'a kind of item such as task')

export const SearchQuery = z.strictObject({
  q: z.string().trim().min(1).max(200).meta({
    description: 'Words; "a phrase", -without and or are understood, and the last word may be half typed',
    example: 'dentist appointment',
  }),
  types: z
    .string()
    .max(1_000)
    .transform((text) => text.split(','))
    .pipe(z.array(Kind).min(1).max(30))
    .optional()
    .meta({ description: 'Only these kinds of items, separated by commas: `task,goal`' }),
  limit: z.coerce.number().int().min(1).max(50).default(20).meta({ description: 'The best so many, 1 to 50' }),
})
export type SearchQuery = z.infer<typeof SearchQuery>

const Found = z.object({
  entity: z.string().meta({ example: 'task' }),
  id: z.uuid(),
  title: z.string().meta({ example: 'Call the dentist' }),
  snippet: z.string().describe('Plain text of the item around what was found').meta({
    example: 'Ask for an appointment in March',
  }),
  highlights: z
    .array(z.object({ in: z.enum(['title', 'snippet']), start: z.int(), end: z.int() }))
    .describe('Where the words stand, in UTF-16 units, `end` exclusive')
    .meta({ example: [{ in: 'title', start: 9, end: 16 }] }),
  score: z.number().describe('From 0 to 1, to be compared within one answer only').meta({ example: 0.94 }),
  foundBy: z.array(z.enum(['words', 'meaning'])).meta({ example: ['words', 'meaning'] }),
})

export const SearchAnswer = z
  .object({
    items: z.array(Found),
    meta: z.object({
      meaning: z
        .enum(['used', 'failed', 'off'])
        .describe(
          'Whether meaning was compared as well as words; `failed`: it could not be, `off`: AI is switched off',
        ),
      model: z.string().nullable().describe('Who compared the meaning').meta({ example: 'use-lite-en' }),
      indexing: z.boolean().describe('Some of the newest changes are not looked at yet').meta({ example: false }),
      corrections: z
        .array(z.object({ word: z.string(), to: z.array(z.string()) }))
        .describe('Words that stand nowhere, and what was looked for instead')
        .meta({ example: [{ word: 'dentits', to: ['dentist'] }] }),
    }),
  })
  .meta({ id: 'SearchAnswer' })
export type SearchAnswer = z.infer<typeof SearchAnswer>
