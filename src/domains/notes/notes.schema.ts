import { z } from 'zod'
import { AREAS } from '#core/areas.ts'
import { UploadField } from '#core/files/form.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { TRANSCRIPT_STATUSES } from './notes.tables.ts'

const Tag = z.string().trim().min(1).max(50)
const Listed = z.object({
  id: z.uuid(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  title: z.string().meta({ example: 'Soil for tomatoes' }),
  summary: z.string().nullable(),
  area: z.enum(AREAS).nullable().meta({ example: 'happiness' }),
  tags: z.array(z.string()).meta({ example: ['garden'] }),
  sourceUrl: z.string().nullable(),
  isPinned: z.boolean(),
  isFavorite: z.boolean(),
  isArchived: z.boolean(),
  fileIds: z.array(z.uuid()).describe('Files attached to it'),
  audioFileId: z.uuid().nullable().describe('The recording that it was spoken in'),
  audioSeconds: z.number().nullable(),
  transcriptStatus: z
    .enum(TRANSCRIPT_STATUSES)
    .nullable()
    .describe('Of a voice note. `unavailable`: nobody here could write it down; ask again later'),
  courseId: z.uuid().nullable().describe('The course that it was taken on'),
  topicId: z.uuid().nullable().describe('The topic of that course'),
})

export const Note = Listed.extend({
  content: z.string().meta({ description: 'Markdown', example: 'Loose and rich, see [[Compost]].' }),
  transcript: z.string().nullable().describe('What was said, as it was heard or as you corrected it'),
}).meta({ id: 'Note' })

export const ListedNote = Listed.extend({
  excerpt: z.string().meta({ description: 'How its content begins', example: 'Loose and rich, see [[Compost]].' }),
}).meta({ id: 'ListedNote' })

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(250).meta({ example: 'Soil for tomatoes' }),
  content: z
    .string()
    .max(200_000)
    .optional()
    .meta({ description: 'Markdown; `[[Title]]` leads to another note', example: 'Loose and rich, see [[Compost]].' }),
  summary: z.string().max(10_000).nullish(),
  area: z.enum(AREAS).nullish().meta({ example: 'happiness' }),
  tags: z
    .array(Tag)
    .max(30)
    .transform((tags) => [...new Set(tags)])
    .optional()
    .meta({ example: ['garden'] }),
  sourceUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullish(),
  isPinned: z.boolean().optional(),
  isFavorite: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  fileIds: z
    .array(z.uuid())
    .max(50)
    .transform((ids) => [...new Set(ids)])
    .optional(),
  courseId: z.uuid().nullish().describe('Another course than before lets go of the topic'),
  topicId: z.uuid().nullish().describe('Its course follows'),
})
export const NewNote = Fields.meta({ id: 'NewNote' })
export type NewNote = z.infer<typeof NewNote>

export const NotePatch = Fields.extend({
  transcript: z.string().max(200_000).nullish().describe('What was really said'),
})
  .partial()
  .meta({ id: 'NotePatch', example: { tags: ['garden', 'spring'], isPinned: true } })
export type NotePatch = z.infer<typeof NotePatch>

export const NoteQuery = PageQuery.extend({
  tag: Tag.optional(),
  area: z.enum(AREAS).optional(),
  pinned: z.stringbool().optional(),
  favorite: z.stringbool().optional(),
  archived: z
    .enum(['false', 'true', 'all'])
    .default('false')
    .meta({ description: 'Archived ones stay out of the list unless asked for' }),
  voice: z.stringbool().optional().meta({ description: 'true: only those that were spoken' }),
  fileId: z.uuid().optional().meta({ description: 'This file is attached to it' }),
  courseId: z.uuid().optional().meta({ description: 'Taken on this course or its topics' }),
  topicId: z.uuid().optional().meta({ description: 'Taken on this topic' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title, content or transcript' }),
  sort: z.enum(['newest', 'updated', 'title']).default('newest'),
})
export type NoteQuery = z.infer<typeof NoteQuery>
export const NotePage = pageOf(ListedNote).meta({ id: 'NotePage' })

export const NoteLinks = z
  .object({
    outgoing: z
      .array(
        z.object({
          title: z.string().describe('As it was looked for, in lower case').meta({ example: 'compost' }),
          noteId: z.uuid().nullable().describe('Null while no note has this title'),
        }),
      )
      .max(500),
    incoming: z
      .array(z.object({ noteId: z.uuid(), title: z.string().meta({ example: 'The garden in spring' }) }))
      .max(500)
      .describe('Notes that name this one, the newest first'),
  })
  .meta({ id: 'NoteLinks' })

export const VoiceNoteForm = z
  .strictObject({
    audio: UploadField.describe('wav, mp3, ogg, webm, m4a or flac; at most 10 MB and 5 minutes'),
    title: z.string().trim().min(1).max(250).optional().describe('How what was said begins, when absent'),
    tags: z
      .string()
      .max(1_000)
      .transform((text) => [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== ''))
      .pipe(z.array(Tag).max(30))
      .optional()
      .describe('Separated by commas'),
  })
  .meta({ id: 'VoiceNoteForm' })
export type VoiceNoteForm = z.infer<typeof VoiceNoteForm>

export const NoteTag = z.object({ tag: z.string().meta({ example: 'garden' }), notes: z.int().meta({ example: 3 }) })
export const NoteTags = z.object({ items: z.array(NoteTag).max(500) }).meta({ id: 'NoteTags' })
