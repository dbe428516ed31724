import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Described, DescribedFields, Filters } from './catalogue.schema.ts'
import { METADATA_STATUSES } from './resources.tables.ts'

const Percent = z.int().min(0).max(100)

export const Resource = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime().meta({ description: 'When it was saved' }),
    updatedAt: z.iso.datetime(),
    catalogueId: z.uuid().nullable().meta({ description: 'The entry of the catalogue that it was saved from' }),
    ...Described.shape,
    progress: z.int().meta({ description: 'Whole percent', example: 40 }),
    isCompleted: z.boolean(),
    completedAt: z.iso.datetime().nullable(),
    userRating: z.int().nullable().meta({ description: 'From 1 to 5', example: 5 }),
    notes: z.string().nullable(),
    courseId: z.uuid().nullable(),
    topicId: z.uuid().nullable().meta({ description: 'A topic of a course' }),
    goalId: z.uuid().nullable(),
    metadataStatus: z
      .enum(METADATA_STATUSES)
      .nullable()
      .meta({ description: 'What became of reading the page that it leads to; null when nobody has' }),
    metadataFailure: z.string().nullable().meta({ description: 'Why it could not be read' }),
  })
  .meta({ id: 'Resource' })

const Fields = DescribedFields.extend({
  progress: Percent.optional().meta({ description: '100 completes it', example: 40 }),
  isCompleted: z.boolean().optional().meta({ description: 'true sets the progress to 100' }),
  userRating: z.int().min(1).max(5).nullish(),
  notes: z.string().max(20_000).nullish(),
  courseId: z.uuid().nullish(),
  topicId: z.uuid().nullish(),
  goalId: z.uuid().nullish(),
})

export const NewResource = Fields.extend({
  title: DescribedFields.shape.title.optional().meta({
    description: 'Without it the page is read, and says what it is called',
    example: 'Language Transfer: Italian',
  }),
}).meta({ id: 'NewResource' })
export type NewResource = z.infer<typeof NewResource>
export const ResourcePatch = Fields.partial().meta({ id: 'ResourcePatch', example: { progress: 60, userRating: 5 } })
export type ResourcePatch = z.infer<typeof ResourcePatch>

export const ResourceQuery = PageQuery.extend({
  ...Filters,
  completed: z.stringbool().optional(),
  courseId: z.uuid().optional(),
  goalId: z.uuid().optional(),
  sort: z.enum(['newest', 'title', 'progress', 'rating']).default('newest'),
})
export type ResourceQuery = z.infer<typeof ResourceQuery>
export const ResourcePage = pageOf(Resource).meta({ id: 'ResourcePage' })
