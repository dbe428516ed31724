import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { anew, type Draft, retelling } from '../retelling.ts'
import { counted, percent } from '../wording.ts'
import { type Course, chanceOf, levelOf } from './forecasting.ts'
import { OwnGoal } from './questions.schema.ts'
import { PARTS, signsOf } from './signs.ts'
import { type Standing, standingOf } from './standing.service.ts'

export const GoalForecast = z
  .object({
    probability: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe('Percent, of being done by the target day; null without a day, or with nothing to count')
      .meta({ example: 62 }),
    expectedDate: z.iso.date().nullable().describe('At the mean rate since its start'),
    confidenceLevel: z.enum(['low', 'medium', 'high']),
    factors: z.object({
      positive: sentences('4 days ahead of the even pace.'),
      negative: sentences('One task overdue: “Buy shoes”.'),
    }),
    recommendations: sentences('Finish “Buy shoes”, or give it a new day.'),
    reasoning: sentence('In 40 days 6 of 10 parts were done; 30 days are left for the other 4.'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalForecast' })
type GoalForecast = z.infer<typeof GoalForecast>

export const forecastGoal = feature({
  name: 'goals.forecast',
  summary: 'Forecast whether a goal is reached in time',
  description:
    'The chance is that of a steady but unknown rate, learnt from what was done so far; the day is that of the mean rate. Both are always worked out, never guessed; a model only explains them.',
  input: OwnGoal,
  output: GoalForecast,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'tasks'],
  facts: (ctx, { goalId }, about): Promise<Draft<GoalForecast>> => draftOf(ctx, goalId, about),
  ...retelling<GoalForecast>(
    'Explain to somebody whether a goal of theirs will be reached in time, and what would help most.',
    (own, said, known) => ({
      ...anew(own, said, ['reasoning', 'recommendations'], known),
      factors: anew(own.factors, said.factors, ['positive', 'negative'], known),
    }),
  ),
})

async function draftOf(ctx: UserCtx, goalId: string, about: About<null>): Promise<Draft<GoalForecast>> {
  const standing = await standingOf(ctx, goalId, about)
  const { positive, negative, advice } = signsOf(standing)
  const course = courseOf(standing)
  const chance = standing.daysLeft === null ? null : chanceOf(course)
  const level = levelOf(course)
  const answer: GoalForecast = {
    probability: chance === null ? null : percentOf(chance, standing),
    expectedDate: standing.progress.pace.projectedFinish,
    confidenceLevel: chance === null ? 'low' : level,
    factors: { positive, negative },
    recommendations: advice.slice(0, 5).map(({ action }) => action),
    reasoning: reasoningOf(standing, course, chance),
    confidence: chance === null ? 0 : { low: 0.2, medium: 0.5, high: 0.7 }[level],
  }
  return { answer, background: standing }
}

/** What is not done is never certain, and never impossible while there are days left. */
function percentOf(chance: number, { progress, daysLeft }: Standing): number {
  if (progress.overall >= 100) return 100
  return (daysLeft ?? 0) <= 0 ? 0 : Math.min(99, Math.max(1, Math.round(100 * chance)))
}

/** Parts of a goal are its members, by their weights; of one whose progress is set by hand, tenths. */
function courseOf({ progress, elapsedDays, daysLeft }: Standing): Course {
  const members = PARTS.reduce((sum, part) => sum + (progress.components[part]?.total ?? 0), 0)
  const total = members > 0 ? members : progress.overall > 0 ? 10 : 0
  return { done: (progress.overall * total) / 100, total, elapsedDays, daysLeft: Math.max(0, daysLeft ?? 0) }
}

function reasoningOf({ daysLeft, progress }: Standing, { done, total, elapsedDays }: Course, chance: number | null) {
  if (progress.overall >= 100) return 'Everything of it is done.'
  if (total === 0) return 'Nothing of it can be counted yet: it has no criteria, tasks, metrics or habits.'
  const so = `In ${counted(Math.max(0, elapsedDays), 'day')} about ${Math.round(done)} of ${counted(total, 'part')} were done`
  if (daysLeft === null) return `${so}. It has no target day, so there is nothing to be late for.`
  if (chance === null) return `${so}. It has only just begun: nothing follows from that yet.`
  const rest = daysLeft <= 0 ? 'no day is left' : `${counted(daysLeft, 'day')} are left for the rest`
  return `${so}; ${rest}. Going on like this would do in ${percent(chance)} of cases. What changes from here on is not in that number.`
}
