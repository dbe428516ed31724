import { z } from 'zod'
import { CourseFields } from './courses.schema.ts'

const MAX_OUTLINED = 500

const OutlinedTopic = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Buongiorno and ciao' }),
  content: z.string().max(20_000).default('').meta({ description: 'Markdown', example: '' }),
  estimatedHours: z.number().min(0).max(1_000).nullable().default(null).meta({ example: 1.5 }),
})
const OutlineModules = z
  .array(
    z.strictObject({
      title: z.string().trim().min(1).max(500).meta({ example: 'Greetings' }),
      description: z.string().max(2_000).nullable().default(null).meta({ example: null }),
      topics: z.array(OutlinedTopic).max(100),
    }),
  )
  .min(1)
  .max(50)

export const NewOutline = CourseFields.omit({ isAiGenerated: true, isArchived: true })
  .extend({ modules: OutlineModules })
  .refine(({ modules }) => modules.reduce((sum, { topics }) => sum + topics.length, 0) <= MAX_OUTLINED, {
    path: ['modules'],
    message: `have more than ${MAX_OUTLINED} topics together`,
  })
  .meta({ id: 'NewOutline' })
export type NewOutline = z.infer<typeof NewOutline>
