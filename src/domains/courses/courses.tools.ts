import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { Course, CoursePage, CoursePatch, CourseQuery, NewCourse } from './courses.schema.ts'
import { createCourse, deleteCourse, getCourse, listCourses, outlineOf, updateCourse } from './courses.service.ts'
import { createModule, getModule } from './modules.service.ts'
import { NewOutline } from './outlines.schema.ts'
import { acceptOutline } from './outlines.service.ts'
import { CourseModule, CourseOutline, CourseTopic, ModuleInCourse, TopicInModule } from './parts.schema.ts'
import { completeTopic, createTopic, getTopic } from './topics.service.ts'

const One = z.strictObject({ courseId: z.uuid() })
const Wanted = CourseQuery.omit({ cursor: true, limit: true }).extend({
  limit: Few,
  completed: z.boolean().optional(),
  aiGenerated: z.boolean().optional(),
})
const scopes = { read: ['courses:read'], write: ['courses:write'] }

export const coursesTools: Tool[] = [
  tool({
    name: 'courses_list',
    title: 'List courses',
    description: 'The courses of the user with how far each has come, filtered by difficulty, area, tag or text.',
    effect: 'read',
    scopes: scopes.read,
    input: Wanted,
    output: CoursePage.pick({ items: true }),
    example: { sort: 'progress' },
    run: (ctx, input) => listCourses(ctx, input),
  }),
  tool({
    name: 'courses_outline',
    title: 'Read the outline of a course',
    description: 'A course with its modules and topics in order, with their ids and what is completed.',
    effect: 'read',
    scopes: scopes.read,
    input: One,
    output: CourseOutline,
    example: { courseId: SOME_ID },
    run: (ctx, { courseId }) => outlineOf(ctx, courseId),
  }),
  tool({
    name: 'courses_create',
    title: 'Create a course',
    description: 'Creates a course without modules.',
    effect: 'write',
    scopes: scopes.write,
    input: NewCourse,
    output: Course,
    example: { title: 'Italian for beginners' },
    summary: (_, { title }) => `Create the course “${title}”`,
    run: (ctx, input) => createCourse(ctx, input),
  }),
  tool({
    name: 'courses_create_outlined',
    title: 'Create a course with all of its modules and topics',
    description: 'Creates a course of an outline, whole: modules in order, each with its topics in order.',
    effect: 'write',
    scopes: scopes.write,
    input: NewOutline,
    output: CourseOutline,
    example: { title: 'Italian', modules: [{ title: 'Greetings', topics: [{ title: 'Buongiorno and ciao' }] }] },
    summary: (_, { title, modules }) =>
      `Create the course “${title}” with ${modules.length === 1 ? 'one module' : `${modules.length} modules`}`,
    run: (ctx, input) => acceptOutline(ctx, input),
    undo: (ctx, result) => deleteCourse(ctx, CourseOutline.parse(result).course.id),
  }),
  tool({
    name: 'courses_update',
    title: 'Change a course',
    description:
      'Changes fields of a course; isArchived puts it away. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: scopes.write,
    input: One.extend({ changes: CoursePatch }),
    output: Course,
    example: { courseId: SOME_ID, changes: { difficulty: 'advanced' } },
    summary: async (ctx, { courseId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the course “${(await getCourse(ctx, courseId)).title}”`,
    run: (ctx, { courseId, changes }) => updateCourse(ctx, courseId, changes),
  }),
  tool({
    name: 'courses_add_module',
    title: 'Add a module to a course',
    description: 'Adds a module, at the end unless it is said after which.',
    effect: 'write',
    scopes: scopes.write,
    input: ModuleInCourse.extend({ courseId: z.uuid() }),
    output: CourseModule,
    example: { courseId: SOME_ID, title: 'Greetings' },
    summary: async (ctx, { courseId, title }) =>
      `Add the module “${title}” to the course “${(await getCourse(ctx, courseId)).title}”`,
    run: (ctx, input) => createModule(ctx, input),
  }),
  tool({
    name: 'courses_add_topic',
    title: 'Add a topic to a module',
    description: 'Adds a topic with its content in Markdown, at the end unless it is said after which.',
    effect: 'write',
    scopes: scopes.write,
    input: TopicInModule.extend({ moduleId: z.uuid() }),
    output: CourseTopic,
    example: { moduleId: SOME_ID, title: 'Buongiorno and ciao', estimatedHours: 1.5 },
    summary: async (ctx, { moduleId, title }) =>
      `Add the topic “${title}” to the module “${(await getModule(ctx, moduleId)).title}”`,
    run: (ctx, input) => createTopic(ctx, input),
  }),
  tool({
    name: 'courses_complete_topic',
    title: 'Complete a topic',
    description: 'Completes a topic of a course, or opens it again.',
    effect: 'write',
    scopes: scopes.write,
    input: z.strictObject({ topicId: z.uuid(), isCompleted: z.boolean().default(true) }),
    output: CourseTopic,
    example: { topicId: SOME_ID, isCompleted: true },
    summary: async (ctx, { topicId, isCompleted }) =>
      `${isCompleted ? 'Complete' : 'Open again'} the topic “${(await getTopic(ctx, topicId)).title}”`,
    run: (ctx, { topicId, isCompleted }) => completeTopic(ctx, topicId, isCompleted),
  }),
  tool({
    name: 'courses_delete',
    title: 'Delete a course',
    description: 'Moves a course to the trash, with its modules and topics.',
    effect: 'destructive',
    scopes: scopes.write,
    input: One,
    output: Deleted,
    example: { courseId: SOME_ID },
    summary: async (ctx, { courseId }) => `Delete the course “${(await getCourse(ctx, courseId)).title}”`,
    run: async (ctx, { courseId }) => {
      await deleteCourse(ctx, courseId)
      return { deleted: courseId }
    },
  }),
]
