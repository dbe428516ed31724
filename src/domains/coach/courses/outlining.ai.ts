import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { listCourses } from '#domains/courses/courses.service.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { counted, quoted } from '../wording.ts'
import { contentsIn, hoursEach } from './contents.ts'
import { DIFFICULTIES, templateFor } from './templates.ts'

const CourseWanted = z
  .strictObject({
    topic: z.string().trim().min(1).max(300).meta({ example: 'Italian' }),
    difficulty: z.enum(DIFFICULTIES).default('beginner').meta({ example: 'beginner' }),
    hours: z
      .number()
      .min(1)
      .max(1_000)
      .nullish()
      .meta({ description: 'How long it shall take; without it no topic says how long it takes', example: 18 }),
    known: z.string().max(2_000).nullish().meta({ description: 'What you know already, and what you want it for' }),
    material: z
      .string()
      .max(20_000)
      .nullish()
      .meta({ description: 'A table of contents or a list: the outline is made of it, without a model too' }),
  })
  .meta({ id: 'CourseWanted' })
type CourseWanted = z.infer<typeof CourseWanted>

/** As `/api/courses/outlines/accept` takes them. */
const Modules = z
  .array(
    z.object({
      title: z.string().trim().min(1).max(500).meta({ example: 'Sounds and first words' }),
      description: z.string().max(2_000).nullable(),
      topics: z
        .array(
          z.object({
            title: z.string().trim().min(1).max(500).meta({ example: 'Greetings and introductions' }),
            content: z.string().max(5_000).describe('Markdown; empty without a model').meta({ example: '' }),
            estimatedHours: z.number().nullable().describe('Dealt out from `hours`').meta({ example: 1.5 }),
          }),
        )
        .max(100),
    }),
  )
  .min(1)
  .max(50)
type Modules = z.infer<typeof Modules>

export const CourseProposal = z
  .object({
    course: z
      .object({
        title: z.string().trim().min(1).max(500).meta({ example: 'Italian' }),
        description: z.string().max(2_000).nullable(),
        difficulty: z.enum(DIFFICULTIES).meta({ example: 'beginner' }),
        modules: Modules,
      })
      .describe('What `/api/courses/outlines/accept` takes'),
    isTemplate: z
      .boolean()
      .describe('Whether it is how such subjects are commonly learned, and says nothing of this one'),
    note: sentence('A template: how a language is commonly learned. It knows nothing of “Italian” itself.'),
    similarCourses: z
      .array(z.object({ courseId: z.uuid(), title: z.string().meta({ example: 'Italian for beginners' }) }))
      .describe('That you have already'),
    confidence: Confidence,
  })
  .meta({ id: 'CourseProposal' })
type CourseProposal = z.infer<typeof CourseProposal>

interface Facts {
  similarCourses: { courseId: string; title: string }[]
}

export const outlineCourse = feature({
  name: 'courses.outline',
  summary: 'Propose the outline of a course',
  description:
    'Modules and topics for what you want to learn. Without a model: those of the list that you give, or else a template, which says that it is one. Hours are dealt out, never guessed. Nothing is created: accept the proposal at `/api/courses/outlines/accept`.',
  input: CourseWanted,
  output: CourseProposal,
  cache: '1d',
  dependsOn: 'day',
  reads: ['courses'],
  facts: async (ctx, { topic }): Promise<Facts> => ({ similarCourses: await similarTo(ctx, topic) }),
  prompt: (input, { facts }) => ({
    instructions:
      'Outline a course for one person who wants to learn a topic: three to eight modules in the order of learning, each with two to eight topics that can be learned at one or few sittings. Begin at the given difficulty and leave out what is known already. Where material is given, keep to its parts and their order. content says in two to four sentences of Markdown what the topic is about. estimatedHours is null, isTemplate is false, note says in a sentence what the order follows.',
    content: JSON.stringify({ ...input, ...facts }),
  }),
  rules: (input, { facts }) => byRules(input, facts),
  check: (said, input, { facts }) => {
    const { modules } = said.course
    if (modules.reduce((sum, { topics }) => sum + topics.length, 0) > 500) return 'it has more than 500 topics.'
    if (modules.length < 2) return 'a course has at least two modules.'
    if (modules.some(({ topics }) => topics.length === 0)) return 'every module has topics.'
    const course = { ...said.course, difficulty: input.difficulty, modules: timed(modules, input.hours ?? null) }
    return { ...said, ...facts, course, isTemplate: false }
  },
})

async function similarTo(ctx: UserCtx, topic: string): Promise<Facts['similarCourses']> {
  const { items } = await listCourses(ctx, { limit: 100, sort: 'newest', archived: 'all' })
  const near = await nearest(topic, items, ({ title }) => title, 3)
  return near.map(({ item: { id: courseId, title } }) => ({ courseId, title }))
}

function byRules({ topic, difficulty, hours = null, material }: CourseWanted, facts: Facts): CourseProposal {
  const given = contentsIn(material ?? '', topic)
  const template = templateFor(topic, difficulty)
  const chapters = given ?? template.modules
  const modules = chapters.map(({ title, topics }) => ({
    title,
    description: null,
    topics: topics.map((one) => ({ title: one, content: '', estimatedHours: null })),
  }))
  const topics = modules.reduce((sum, module) => sum + module.topics.length, 0)
  return {
    course: { title: topic, description: null, difficulty, modules: timed(modules, hours) },
    isTemplate: given === null,
    note:
      given === null
        ? `A template: how ${template.kind} is commonly learned. It knows nothing of ${quoted(topic)} itself.`
        : `Made of your list: ${counted(modules.length, 'module')} with ${counted(topics, 'topic')}.`,
    ...facts,
    confidence: given === null ? 0.2 : 0.6,
  }
}

/** The hours asked for, dealt out to the topics; null where none were asked for. */
function timed(modules: Modules, hours: number | null): Modules {
  const each = hoursEach(
    hours,
    modules.reduce((sum, { topics }) => sum + topics.length, 0),
  ).values()
  return modules.map((module) => ({
    ...module,
    topics: module.topics.map((topic) => ({ ...topic, estimatedHours: each.next().value ?? null })),
  }))
}
