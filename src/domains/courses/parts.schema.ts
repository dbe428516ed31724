import { z } from 'zod'
import { isPosition, LONGEST_POSITION } from '#core/position.ts'
import { Counts, Course } from './courses.schema.ts'

export const MAX_MODULES = 500
export const MAX_TOPICS = 5_000

const Position = z.string().max(LONGEST_POSITION).refine(isPosition, 'is no fractional index').meta({
  description: 'A fractional index: its place among its siblings, which stand in the order of these texts byte by byte',
  example: 'a1V',
})
/** Where among its siblings. */
const place = {
  afterId: z
    .uuid()
    .nullish()
    .meta({ description: 'Right after this one; null is the first place, and the last unless said' }),
}
const Item = z.object({
  id: z.uuid(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  courseId: z.uuid(),
})

export const CourseModule = Item.extend({
  title: z.string().meta({ example: 'Greetings' }),
  description: z.string().nullable(),
  position: Position,
  ...Counts.shape,
  isCompleted: z.boolean().meta({ description: 'It has topics, and all of them are completed' }),
}).meta({ id: 'CourseModule' })

const ModuleFields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Greetings' }),
  description: z.string().max(20_000).nullish(),
})
export const ModuleInCourse = ModuleFields.extend(place).meta({ id: 'ModuleInCourse' })
/** As offline devices create one. */
export const NewCourseModule = ModuleInCourse.extend({ courseId: z.uuid(), position: Position.optional() }).meta({
  id: 'NewCourseModule',
})
export type NewCourseModule = z.infer<typeof NewCourseModule>
export const CourseModulePatch = ModuleFields.extend({ position: Position })
  .partial()
  .meta({ id: 'CourseModulePatch', example: { title: 'Greetings and farewells' } })
export type CourseModulePatch = z.infer<typeof CourseModulePatch>

export const CourseTopic = Item.extend({
  moduleId: z.uuid(),
  title: z.string().meta({ example: 'Buongiorno and ciao' }),
  content: z.string().meta({ description: 'Markdown', example: 'When to say which.' }),
  position: Position,
  estimatedHours: z.number().nullable().meta({ example: 1.5 }),
  isCompleted: z.boolean(),
  completedAt: z.iso.datetime().nullable(),
}).meta({ id: 'CourseTopic' })

const TopicFields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Buongiorno and ciao' }),
  content: z.string().max(200_000).optional().meta({ description: 'Markdown', example: 'When to say which.' }),
  estimatedHours: z.number().min(0).max(1_000).nullish().meta({ example: 1.5 }),
  isCompleted: z.boolean().optional(),
})
export const TopicInModule = TopicFields.extend(place).meta({ id: 'TopicInModule' })
/** As offline devices create one. */
export const NewCourseTopic = TopicInModule.extend({ moduleId: z.uuid(), position: Position.optional() }).meta({
  id: 'NewCourseTopic',
})
export type NewCourseTopic = z.infer<typeof NewCourseTopic>
export const CourseTopicPatch = TopicFields.extend({
  moduleId: z.uuid().meta({ description: 'Another module of the same course' }),
  position: Position,
})
  .partial()
  .meta({ id: 'CourseTopicPatch', example: { estimatedHours: 2 } })
export type CourseTopicPatch = z.infer<typeof CourseTopicPatch>

export const ModuleMove = z
  .strictObject({ afterId: z.uuid().nullable().meta({ description: 'Right after this one; null is the first place' }) })
  .meta({ id: 'ModuleMove', example: { afterId: null } })
export type ModuleMove = z.infer<typeof ModuleMove>
export const TopicMove = ModuleMove.extend({
  moduleId: z.uuid().optional().meta({ description: 'Into this module of the same course; its own unless said' }),
}).meta({ id: 'TopicMove', example: { afterId: null } })
export type TopicMove = z.infer<typeof TopicMove>

const OutlineTopic = CourseTopic.pick({
  id: true,
  version: true,
  title: true,
  position: true,
  estimatedHours: true,
  isCompleted: true,
  completedAt: true,
})
export const CourseOutline = z
  .object({
    course: Course,
    modules: z.array(CourseModule.extend({ topics: z.array(OutlineTopic) }).meta({ id: 'OutlinedModule' })),
  })
  .meta({ id: 'CourseOutline' })
