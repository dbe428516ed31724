import { z } from 'zod'

const Title = z.string().trim().min(1).max(250)

/** A note that is there already, or a text that is none yet. */
export const NoteInQuestion = z
  .strictObject({
    noteId: z.uuid().optional(),
    title: Title.optional(),
    content: z.string().trim().min(1).max(200_000).optional(),
  })
  .refine(({ noteId, content }) => (noteId === undefined) !== (content === undefined), {
    path: ['noteId'],
    message: 'give the id of a note, or the content of one that is not there yet',
  })
  .meta({
    id: 'NoteInQuestion',
    example: {
      title: 'Soil',
      content:
        'Tomatoes want loose soil. Loose soil holds water and air. I bought seeds on Monday. Compost makes soil loose and feeds it.',
    },
  })
export type NoteInQuestion = z.infer<typeof NoteInQuestion>

export const NoteToBe = z
  .strictObject({ title: Title })
  .meta({ id: 'NoteToBe', example: { title: 'Soil for tomatoes' } })

export const PageInQuestion = z
  .strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000) })
  .meta({ id: 'PageInQuestion', example: { url: 'https://example.org/soil' } })
