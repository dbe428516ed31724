import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { named } from '../naming.ts'
import { achievedGoals, type GoalSubject, goalSubjectOf, horizonFor, openGoals } from './goal-facts.service.ts'
import { GoalInQuestion } from './questions.schema.ts'
import { adjustmentsFor, trimmedTitle } from './refining.ts'
import { HORIZONS } from './spans.ts'

const Similar = z.object({
  goalId: z.uuid(),
  title: z.string().meta({ example: 'Run 400 km this year' }),
  status: z.string().meta({ example: 'achieved' }),
  progress: z.int().meta({ example: 100 }),
})

export const GoalRefinement = z
  .object({
    refinedTitle: z.string().min(1).max(500).meta({ example: 'Run 500 km this year' }),
    refinedDescription: z.string().max(10_000).nullable(),
    suggestedTimeHorizon: z.enum(HORIZONS).nullable().meta({ example: 'yearly' }),
    suggestedTargetDate: z.iso.date().nullable().describe('The day its words name, or its own; never guessed'),
    suggestedAdjustments: sentences('It does not say why it matters: one sentence helps on days without drive.'),
    similarGoals: z.array(Similar).describe('Your own goals that speak of the same'),
    reasoning: sentence('It can be counted and has a day; only a reason is missing.'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalRefinement' })
type GoalRefinement = z.infer<typeof GoalRefinement>

interface Facts {
  subject: GoalSubject
  answer: GoalRefinement
}

export const refineGoal = feature({
  name: 'goals.refine',
  summary: 'Make a goal clearer',
  description:
    'What keeps it from being told done from not done: number, day, horizon, several aims at once, and your own goals like it. Without a model only its form is judged, and the title merely trimmed. Nothing is changed.',
  input: GoalInQuestion,
  output: GoalRefinement,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals'],
  facts: (ctx, input, about): Promise<Facts> => factsOf(ctx, input, about),
  prompt: (_, { today, facts }) => ({
    instructions:
      'Make a goal of one person clearer: a short title that begins with a verb and says what will be true, a description of one to three sentences with the reason as far as it is known, and what to adjust. Invent no numbers and no days that the person did not give; ask for them among the adjustments. Keep suggestedTargetDate. similarGoals is an empty list.',
    content: JSON.stringify({ today, ...facts }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts }) => {
    const { similarGoals, suggestedTargetDate, suggestedTimeHorizon } = facts.answer
    return {
      ...said,
      similarGoals,
      suggestedTargetDate,
      suggestedTimeHorizon: suggestedTimeHorizon ?? said.suggestedTimeHorizon,
    }
  },
})

async function factsOf(ctx: UserCtx, input: GoalInQuestion, about: About<null>): Promise<Facts> {
  const [subject, open, achieved] = await Promise.all([
    goalSubjectOf(ctx, input, about),
    openGoals(ctx),
    achievedGoals(ctx),
  ])
  const others = [...open, ...achieved].filter(({ id }) => id !== subject.id)
  const similar = (await nearest(subject.title, others, ({ title }) => title, 3)).map(({ item }) => item)
  const similarGoals = similar.map(({ id: goalId, title, status, progress }) => ({ goalId, title, status, progress }))
  return { subject, answer: byRules(subject, similarGoals, about.today) }
}

function byRules(subject: GoalSubject, similarGoals: GoalRefinement['similarGoals'], today: string): GoalRefinement {
  const refinedTitle = trimmedTitle(subject.title)
  const isMeasured = subject.quantity !== null || subject.rhythm !== null
  const adjustments = adjustmentsFor({ ...subject, isMeasured, hasCriteria: subject.criteria.length > 0 }, today)
  const running = similarGoals.filter(({ status }) => status !== 'achieved').map(({ title }) => title)
  const achieved = similarGoals.filter(({ status }) => status === 'achieved').map(({ title }) => title)
  const suggestedAdjustments = [
    ...adjustments,
    ...(running.length > 0 ? [`You are at ${named(running)} already: join them, or say what is different.`] : []),
    ...(achieved.length > 0 ? [`You achieved ${named(achieved)}: what worked there may work here.`] : []),
  ]
  const verdict = adjustments.length === 0 ? 'Its form leaves nothing to ask for' : 'This is what its form leaves open'
  return {
    refinedTitle,
    refinedDescription: subject.description,
    suggestedTimeHorizon: horizonFor({ ...subject, timeHorizon: null }, today) ?? subject.timeHorizon,
    suggestedTargetDate: subject.targetDate,
    suggestedAdjustments,
    similarGoals,
    reasoning: `${verdict}. Whether it is the right goal, only you can say.`,
    confidence: similarGoals.length > 0 ? 0.5 : 0.4,
  }
}
