import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Day } from '#core/wire.ts'
import { MOODS } from './logbook.tables.ts'

const Kind = z.string().regex(/^[a-z][a-z_]{0,39}$/, 'a kind of item such as task')

const links = z
  .array(z.strictObject({ entity: Kind, entityId: z.uuid() }))
  .max(50)
  .transform((list) => [...new Map(list.map((link) => [`${link.entity} ${link.entityId}`, link])).values()])

export const LogbookEntry = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    date: z.iso.date().describe('The day of yours that it is about'),
    title: z.string().meta({ example: 'A quiet day' }),
    text: z.string().meta({ description: 'Markdown', example: 'Slept well, wrote **two pages**.' }),
    mood: z.enum(MOODS).nullable().meta({ example: 'steady' }),
    energy: z.int().nullable().meta({ description: 'From 1 to 10', example: 7 }),
    links: z
      .array(z.object({ entity: z.string().meta({ example: 'task' }), entityId: z.uuid() }))
      .describe('Items of yours that it is about; one may have been deleted since'),
  })
  .meta({ id: 'LogbookEntry' })

const Fields = z.strictObject({
  date: Day.optional().meta({ description: 'Your today when absent', example: '2027-03-01' }),
  title: z.string().trim().min(1).max(200).meta({ example: 'A quiet day' }),
  text: z.string().max(100_000).optional().meta({ example: 'Slept well, wrote **two pages**.' }),
  mood: z.enum(MOODS).nullish().meta({ example: 'steady' }),
  energy: z.int().min(1).max(10).nullish().meta({ example: 7 }),
  links: links.optional().describe('Items of yours of any kind'),
})

export const NewLogbookEntry = Fields.meta({ id: 'NewLogbookEntry' })
export type NewLogbookEntry = z.infer<typeof NewLogbookEntry>

export const LogbookEntryPatch = Fields.partial().meta({
  id: 'LogbookEntryPatch',
  example: { mood: 'high', energy: 9 },
})
export type LogbookEntryPatch = z.infer<typeof LogbookEntryPatch>

export const LogbookQuery = PageQuery.extend({
  from: Day.optional().meta({ description: 'About this day or later' }),
  to: Day.optional().meta({ description: 'About this day or earlier' }),
  mood: z
    .string()
    .max(50)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(MOODS)).max(MOODS.length))
    .optional()
    .meta({ description: 'One or several, separated by commas' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or text' }),
  entity: Kind.optional().meta({ description: 'Linked to an item of this kind' }),
  entityId: z.uuid().optional().meta({ description: 'Linked to this item' }),
})
export type LogbookQuery = z.infer<typeof LogbookQuery>
export const LogbookPage = pageOf(LogbookEntry).meta({ id: 'LogbookPage' })
