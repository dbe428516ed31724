import { z } from 'zod'
import { CatalogueResource, MOST_MINUTES } from './catalogue.schema.ts'
import { RESOURCE_TYPES } from './resources.tables.ts'

export const RecommendationQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(10),
  availableMinutes: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_MINUTES)
    .optional()
    .meta({ description: 'The time there is now; the usual length of your study sessions unless told' }),
  type: z.enum(RESOURCE_TYPES).optional(),
  courseId: z.uuid().optional().meta({ description: 'For this course alone' }),
  goalId: z.uuid().optional().meta({ description: 'For this goal alone' }),
})
export type RecommendationQuery = z.infer<typeof RecommendationQuery>

const points = (of: number, example: number) => z.number().meta({ description: `Of ${of}`, example })

export const Components = z
  .object({
    topic: points(40, 36),
    difficulty: points(20, 20),
    behaviour: points(20, 12.5),
    quality: points(10, 7.5),
    time: points(10, 5),
  })
  .meta({ id: 'RecommendationComponents', description: 'What is not known has half of its points' })

export const Recommendation = z
  .object({
    resource: CatalogueResource,
    score: z.number().meta({ description: 'Of 100: the sum of its components', example: 81 }),
    components: Components,
    reason: z.string().meta({ example: 'It fits your course “Italian for beginners”, and its level.' }),
  })
  .meta({ id: 'ResourceRecommendation' })

export const Recommendations = z
  .object({
    items: z.array(Recommendation).max(50),
    isColdStart: z.boolean().meta({ description: 'Nothing is known yet of what you learn or like' }),
    note: z.string().nullable().meta({ description: 'What would make these better' }),
    understoodBy: z
      .enum(['meaning', 'words'])
      .meta({ description: 'How topics were compared: words alone for whoever wants no AI', example: 'meaning' }),
    availableMinutes: z.int().nullable().meta({ description: 'The time that was reckoned with', example: 30 }),
  })
  .meta({ id: 'ResourceRecommendations' })
