import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { AFFIRMATION_CATEGORIES, AFFIRMATION_SOURCES } from './affirmations.tables.ts'

export const Affirmation = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    text: z.string().meta({ example: 'I finish what I begin, one step at a time.' }),
    category: z.enum(AFFIRMATION_CATEGORIES).meta({ example: 'confidence' }),
    isFavorite: z.boolean().meta({ example: true }),
    isActive: z.boolean().describe('Takes its turn in the daily pick').meta({ example: true }),
    source: z.enum(AFFIRMATION_SOURCES).describe('Written by you, or taken over from what was generated').meta({
      example: 'own',
    }),
    goalId: z.uuid().nullable(),
  })
  .meta({ id: 'Affirmation' })

const Fields = z.strictObject({
  text: z.string().trim().min(1).max(1_000).meta({ example: 'I finish what I begin, one step at a time.' }),
  category: z.enum(AFFIRMATION_CATEGORIES).optional().meta({ example: 'confidence' }),
  isFavorite: z.boolean().optional(),
  isActive: z.boolean().optional(),
  source: z.enum(AFFIRMATION_SOURCES).optional(),
  goalId: z.uuid().nullish().describe('A goal of yours that it is about'),
})
export const NewAffirmation = Fields.meta({ id: 'NewAffirmation' })
export type NewAffirmation = z.infer<typeof NewAffirmation>
export const AffirmationPatch = Fields.partial().meta({ id: 'AffirmationPatch', example: { isFavorite: true } })
export type AffirmationPatch = z.infer<typeof AffirmationPatch>

export const AffirmationQuery = PageQuery.extend({
  category: z.enum(AFFIRMATION_CATEGORIES).optional(),
  favorite: z.stringbool().optional().meta({ description: 'Only favourites, or only others' }),
  active: z.stringbool().optional().meta({ description: 'Only those that take turns, or only others' }),
  goalId: z.uuid().optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Words in its text' }),
})
export type AffirmationQuery = z.infer<typeof AffirmationQuery>
export const AffirmationPage = pageOf(Affirmation).meta({ id: 'AffirmationPage' })

export const DailyAffirmation = z
  .object({
    date: z.iso.date(),
    affirmation: Affirmation.nullable().describe('Null as long as none takes turns'),
    timesShown: z.int().describe('On how many days it was the one, with this day').meta({ example: 3 }),
  })
  .meta({ id: 'DailyAffirmation' })
export type DailyAffirmation = z.infer<typeof DailyAffirmation>

export const PickQuery = z.strictObject({
  from: z.iso.date().optional().meta({ description: 'Thirty days before `to` unless told' }),
  to: z.iso.date().optional().meta({ description: 'Your today unless told' }),
})
export type PickQuery = z.infer<typeof PickQuery>
export const PickList = z
  .object({ items: z.array(z.object({ date: z.iso.date(), affirmation: Affirmation })).describe('The latest first') })
  .meta({ id: 'AffirmationPickList' })
