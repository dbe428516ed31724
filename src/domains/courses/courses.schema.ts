import { z } from 'zod'
import { AREAS } from '#core/areas.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { DIFFICULTIES } from './courses.tables.ts'

const Tag = z.string().trim().min(1).max(50)
const distinct = (list: string[]) => [...new Set(list)]

/** What follows from the topics, of a course and of a module alike. */
export const Counts = z.object({
  topicCount: z.int().meta({ example: 12 }),
  completedTopicCount: z.int().meta({ example: 3 }),
  estimatedHours: z.number().meta({ description: 'Of the topics that say how long they take', example: 20 }),
  completedHours: z.number().meta({ example: 4.5 }),
})

export const Course = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z.string().meta({ example: 'Italian for beginners' }),
    description: z.string().nullable().meta({ description: 'Markdown' }),
    difficulty: z.enum(DIFFICULTIES).meta({ example: 'beginner' }),
    area: z.enum(AREAS).nullable().meta({ example: 'happiness' }),
    tags: z.array(z.string()).meta({ example: ['languages'] }),
    targetDate: z.iso.date().nullable().meta({ example: '2027-06-30' }),
    isAiGenerated: z.boolean().meta({ description: 'Whether the assistant made it; it counts towards the plan' }),
    isArchived: z.boolean(),
    moduleCount: z.int().meta({ example: 4 }),
    ...Counts.shape,
    progress: z.int().meta({ description: 'Whole percent of its topics that are completed', example: 25 }),
    hoursProgress: z
      .int()
      .nullable()
      .meta({ description: 'The same of their hours; null while no topic says how long it takes', example: 22 }),
    completedAt: z.iso.datetime().nullable().meta({ description: 'Since when all of its topics are completed' }),
  })
  .meta({ id: 'Course' })

export const CourseFields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Italian for beginners' }),
  description: z.string().max(20_000).nullish(),
  difficulty: z.enum(DIFFICULTIES).optional().meta({ example: 'beginner' }),
  area: z.enum(AREAS).nullish().meta({ example: 'happiness' }),
  tags: z
    .array(Tag)
    .max(30)
    .transform(distinct)
    .optional()
    .meta({ example: ['languages'] }),
  targetDate: z.iso.date().nullish().meta({ example: '2027-06-30' }),
  isAiGenerated: z
    .boolean()
    .optional()
    .meta({ description: 'The server knows itself what the assistant made: `false` unsays nothing' }),
  isArchived: z.boolean().optional(),
})
export const NewCourse = CourseFields.meta({ id: 'NewCourse' })
export type NewCourse = z.infer<typeof NewCourse>
export const CoursePatch = CourseFields.partial().meta({ id: 'CoursePatch', example: { isArchived: true } })
export type CoursePatch = z.infer<typeof CoursePatch>

export const CourseQuery = PageQuery.extend({
  difficulty: z.enum(DIFFICULTIES).optional(),
  area: z.enum(AREAS).optional(),
  tag: Tag.optional(),
  archived: z
    .enum(['false', 'true', 'all'])
    .default('false')
    .meta({ description: 'Archived courses are left out unless asked for' }),
  completed: z.stringbool().optional().meta({ description: 'Whether all of its topics are completed' }),
  aiGenerated: z.stringbool().optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or description' }),
  sort: z
    .enum(['newest', 'title', 'target_date', 'progress'])
    .default('newest')
    .meta({ description: 'By title, nearest target or most progress first' }),
})
export type CourseQuery = z.infer<typeof CourseQuery>
export const CoursePage = pageOf(Course).meta({ id: 'CoursePage' })
