import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { ownThings } from './own.service.ts'
import { type Draft, generalDrafts, type Own, ownDrafts } from './templates.ts'

const CATEGORIES = [
  'self_worth',
  'confidence',
  'calm',
  'gratitude',
  'health',
  'relationships',
  'work',
  'growth',
  'other',
] as const
export type AffirmationCategory = (typeof CATEGORIES)[number]

export const AffirmationDrafts = z
  .object({
    affirmations: z
      .array(
        z.object({
          text: z
            .string()
            .trim()
            .min(1)
            .max(1_000)
            .meta({ example: 'Each small step counts towards “Run a marathon”.' }),
          category: z.enum(CATEGORIES).meta({ example: 'growth' }),
          goalId: z.uuid().nullable(),
          basis: z
            .string()
            .max(500)
            .describe('What of yours it was made of')
            .meta({ example: 'Your goal “Run a marathon”' }),
        }),
      )
      .max(10),
    reasoning: z.string().max(1_000).meta({ example: 'Filled with your own goals and answers.' }),
  })
  .meta({ id: 'AffirmationDrafts' })
type AffirmationDrafts = z.infer<typeof AffirmationDrafts>

const Input = z
  .strictObject({
    category: z.enum(CATEGORIES).optional(),
    count: z.int().min(1).max(10).default(3),
    about: z.string().trim().min(1).max(500).optional().describe('What they should be about, in your own words'),
  })
  .meta({ id: 'AffirmationsWanted', example: { count: 3 } })

export const generateAffirmations = feature({
  name: 'affirmations.generate',
  summary: 'Draft affirmations from your own goals and answers',
  description:
    'Without a model: sentences filled with your own words, and each says with which. Nothing is kept: save those that you want to hear again.',
  input: Input,
  output: AffirmationDrafts,
  cache: null,
  dependsOn: 'day',
  reads: ['goals', 'habits'],
  facts: (ctx, _, { today }): Promise<Own> => ownThings(ctx, today),
  prompt: ({ category, count, about }, { facts }) => ({
    instructions: [
      `Write ${count} affirmations for one person, in the first person, each at most 25 words, in the language of their own words.`,
      'Speak of what they do and learn, never of what they supposedly are or will surely get. No numbers that are not given.',
      'Lean on what is given about them. basis says in a few words which part; goalId is the id of the goal it is about, or null.',
      ...(category ? [`All of category ${category}.`] : []),
    ].join('\n'),
    content: JSON.stringify({ wanted: about ?? null, ...facts }),
  }),
  rules: (input, { facts }) => byRules(input, facts),
  check: (answer, { count }, { facts }) => {
    const known = new Set(facts.goals.map(({ id }) => id))
    const drafts = answer.affirmations.slice(0, count)
    if (drafts.length < count) return `there are not ${count} affirmations.`
    return {
      ...answer,
      affirmations: drafts.map((one) => ({ ...one, goalId: one.goalId && known.has(one.goalId) ? one.goalId : null })),
    }
  },
})

function byRules({ category, count }: z.output<typeof Input>, own: Own): AffirmationDrafts {
  const fits = (draft: Draft) => category === undefined || draft.category === category
  const drafts = ownDrafts(own).filter(fits)
  const rest = generalDrafts().filter(fits)
  const chosen = [...drafts, ...rest].slice(0, count)
  const used = Math.min(drafts.length, chosen.length)
  return {
    affirmations: chosen,
    reasoning:
      used === chosen.length && used > 0
        ? 'No model wrote these: they are fixed sentences filled with your own goals, habits and answers.'
        : `No model wrote these: ${used} of ${chosen.length} are filled with your own words, the others are general. Goals and answers of the onboarding give more to work with.`,
  }
}
