import { z } from 'zod'
import { ALL_SUB_CATEGORIES, AREAS, isOfArea } from '#core/areas.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { OUTCOMES } from './skills.tables.ts'

/** A tree is read whole: more than this nobody overlooks. */
export const MAX_SKILLS = 1_000

const Ids = (most: number) =>
  z
    .array(z.uuid())
    .max(most)
    .transform((ids) => [...new Set(ids)])
    .optional()

export const Skill = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Italian conversation' }),
    description: z.string().nullable().meta({ description: 'Markdown' }),
    category: z.string().nullable().meta({ example: 'Languages' }),
    area: z.enum(AREAS).nullable().meta({ example: 'happiness' }),
    subCategory: z.enum(ALL_SUB_CATEGORIES).nullable().meta({ example: 'joy' }),
    prerequisiteIds: z.array(z.uuid()).meta({ description: 'Skills that come before it' }),
    requiredMastery: z
      .number()
      .meta({ description: 'How well these must be mastered before it is unlocked, 0 to 1', example: 0.8 }),
    deckIds: z.array(z.uuid()).meta({ description: 'Decks of flashcards that it is remembered by, with their parts' }),
    courseIds: z.array(z.uuid()).meta({ description: 'Courses whose topics all belong to it' }),
    topicIds: z.array(z.uuid()).meta({ description: 'Single topics that belong to it' }),
    knowledgeHalfLifeDays: z
      .int()
      .meta({ description: 'After so many days without practice half of it is forgotten', example: 90 }),
    isCompleted: z.boolean(),
    completedAt: z.iso.datetime().nullable(),
    lastVerifiedAt: z.iso.datetime().nullable(),
    lastOutcome: z.enum(OUTCOMES).nullable().meta({ example: 'passed' }),
    passes: z.int().meta({ description: 'Verifications passed in a row, each when it was due', example: 1 }),
  })
  .meta({ id: 'Skill' })

const Fields = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Italian conversation' }),
  description: z.string().max(20_000).nullish(),
  category: z.string().trim().min(1).max(100).nullish().meta({ example: 'Languages' }),
  area: z.enum(AREAS).nullish().meta({ example: 'happiness' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullish().meta({ example: 'joy' }),
  prerequisiteIds: Ids(50),
  requiredMastery: z.number().min(0).max(1).optional().meta({ example: 0.8 }),
  deckIds: Ids(50),
  courseIds: Ids(20),
  topicIds: Ids(200),
  knowledgeHalfLifeDays: z.int().min(1).max(3_650).optional().meta({ example: 90 }),
  isCompleted: z.boolean().optional(),
})
export const NOT_OF_AREA = { path: ['subCategory'], message: 'is not of this area' }
export const NewSkill = Fields.refine((skill) => isOfArea(skill.area, skill.subCategory), NOT_OF_AREA).meta({
  id: 'NewSkill',
})
export type NewSkill = z.infer<typeof NewSkill>
export const SkillPatch = Fields.partial().meta({ id: 'SkillPatch', example: { requiredMastery: 0.6 } })
export type SkillPatch = z.infer<typeof SkillPatch>

export const SkillQuery = PageQuery.extend({
  area: z.enum(AREAS).optional(),
  category: z.string().trim().min(1).max(100).optional(),
  deckId: z.uuid().optional().meta({ description: 'Linked to this deck' }),
  courseId: z.uuid().optional().meta({ description: 'Linked to this course' }),
  completed: z.stringbool().optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in name or description' }),
})
export type SkillQuery = z.infer<typeof SkillQuery>
export const SkillPage = pageOf(Skill).meta({ id: 'SkillPage' })
