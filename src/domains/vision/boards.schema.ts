import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { BOARD_LAYOUTS } from './vision.tables.ts'

export const VisionBoard = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z.string().meta({ example: 'A life by the sea' }),
    description: z.string().nullable(),
    layout: z.enum(BOARD_LAYOUTS).meta({ description: 'How a client lays out its tiles', example: 'grid' }),
    slideSeconds: z.int().meta({ description: 'How long a slide show stays with one tile', example: 8 }),
    goalId: z.uuid().nullable().meta({ description: 'The goal that it is about, if it is about one' }),
    isArchived: z.boolean(),
  })
  .meta({ id: 'VisionBoard' })

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(200).meta({ example: 'A life by the sea' }),
  description: z.string().max(5_000).nullish(),
  layout: z.enum(BOARD_LAYOUTS).optional(),
  slideSeconds: z.int().min(2).max(120).optional(),
  goalId: z.uuid().nullish(),
  isArchived: z.boolean().optional(),
})
export const NewVisionBoard = Fields.meta({ id: 'NewVisionBoard' })
export type NewVisionBoard = z.infer<typeof NewVisionBoard>
export const VisionBoardPatch = Fields.partial().meta({ id: 'VisionBoardPatch', example: { layout: 'slides' } })
export type VisionBoardPatch = z.infer<typeof VisionBoardPatch>

export const VisionBoardQuery = PageQuery.extend({
  archived: z
    .enum(['false', 'true', 'all'])
    .default('false')
    .meta({ description: 'Archived ones stay out of the list unless asked for' }),
  goalId: z.uuid().optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or description' }),
})
export type VisionBoardQuery = z.infer<typeof VisionBoardQuery>
export const VisionBoardPage = pageOf(VisionBoard).meta({ id: 'VisionBoardPage' })
