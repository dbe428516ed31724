import { z } from 'zod'
import { type About, feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { Confidence, sentence, sentences } from '../answers.schema.ts'
import { named, plain } from '../naming.ts'
import { anew, type Draft, eachAnew, retelling } from '../retelling.ts'
import { counted, round } from '../wording.ts'
import { factorsOf, RATINGS, ratingOf, scoreOf, TRAJECTORIES, type Trajectory, trajectoryOf } from './progress.ts'
import { OwnGoal } from './questions.schema.ts'
import { PARTS, signsOf } from './signs.ts'
import { type Standing, standingOf } from './standing.service.ts'

const Factor = z.int().min(0).max(100).nullable().meta({ example: 80 })

export const GoalCoaching = z
  .object({
    currentProgress: z.int().describe('Percent').meta({ example: 40 }),
    trajectory: z.enum(TRAJECTORIES).meta({ example: 'on_track' }),
    insights: sentences('2 of 5 criteria done.'),
    blockers: sentences('It waits for “Find a trainer”.'),
    strengths: sentences('4 days ahead of the even pace.'),
    concerns: sentences('One task overdue: “Buy shoes”.'),
    recommendations: sentences('Finish “Buy shoes”, or give it a new day.'),
    overallAssessment: sentence('At 40 % it is on track.'),
    specificAdvice: z
      .array(
        z.object({
          area: z.enum(['criteria', 'tasks', 'metrics', 'habits', 'goal']).meta({ example: 'tasks' }),
          action: sentence('Finish “Buy shoes”, or give it a new day.'),
          reasoning: sentence('It is the longest overdue of 1.'),
          priority: z.enum(['high', 'medium', 'low']),
        }),
      )
      .max(20)
      .describe('The most pressing first'),
    motivationalMessage: sentence('3 things happened in the last fortnight: it is moving.'),
    nextSteps: sentences('“Buy shoes”'),
    score: z.int().min(0).max(100).describe('The mean of the factors that are known').meta({ example: 82 }),
    rating: z.enum(RATINGS).meta({ example: 'good' }),
    factors: z
      .object({
        progressVelocity: Factor.describe('Progress as a share of what the even pace expects'),
        activityLevel: Factor.describe('100 when something happened today, 0 after a fortnight without'),
        resourceBalance: Factor.describe('Open tasks that are neither late nor held up'),
        timeAlignment: Factor.describe('The mean rate so far as a share of what the days left ask for'),
      })
      .describe('Percent; null where there is nothing to tell it by'),
    confidence: Confidence,
  })
  .meta({ id: 'GoalCoaching' })
type GoalCoaching = z.infer<typeof GoalCoaching>

export const coachGoal = feature({
  name: 'goals.progress',
  summary: 'Say how a goal comes along, and what would help',
  description:
    'Trajectory, health score with its four factors, what helps, what hinders and what to do next. All of it is worked out from the goal and what is linked to it; a model only puts better words to it.',
  input: OwnGoal,
  output: GoalCoaching,
  cache: '1d',
  dependsOn: 'day',
  reads: ['goals', 'tasks'],
  facts: (ctx, { goalId }, about): Promise<Draft<GoalCoaching>> => draftOf(ctx, goalId, about),
  ...retelling<GoalCoaching>(
    'Coach somebody on one goal: how it stands, what helps, what hinders, what to do next. Honest and kind, without empty praise.',
    (own, said, known) => ({
      ...anew(own, said, RETOLD, known),
      specificAdvice: eachAnew(own.specificAdvice, said.specificAdvice, areaOf, ['action', 'reasoning'], known),
    }),
  ),
})

const RETOLD = [
  'insights',
  'strengths',
  'concerns',
  'recommendations',
  'overallAssessment',
  'motivationalMessage',
] as const satisfies (keyof GoalCoaching)[]
const areaOf = ({ area, priority }: GoalCoaching['specificAdvice'][number]) => `${area} ${priority}`

async function draftOf(ctx: UserCtx, goalId: string, about: About<null>): Promise<Draft<GoalCoaching>> {
  const standing = await standingOf(ctx, goalId, about)
  const { progress, status, next, overdue, openCriteria } = standing
  const { positive, negative, blockers, advice } = signsOf(standing)
  const trajectory = trajectoryOf(standing)
  const factors = factorsOf(standing)
  const score = scoreOf(factors, status === 'achieved' || progress.overall >= 100)
  const members = PARTS.filter((part) => progress.components[part] !== null).length
  const steps = [...new Set([...overdue, ...next])]
  const answer: GoalCoaching = {
    currentProgress: progress.overall,
    trajectory,
    insights: insightsOf(standing),
    blockers,
    strengths: positive,
    concerns: negative,
    recommendations: advice.slice(0, 5).map(({ action }) => action),
    overallAssessment: assessmentOf(standing, trajectory),
    specificAdvice: advice,
    motivationalMessage: messageOf(standing),
    nextSteps: (steps.length > 0 ? steps : openCriteria).slice(0, 3).map((title) => named([title])),
    score,
    rating: ratingOf(score),
    factors,
    confidence: round(Math.min(0.9, 0.3 + 0.15 * members + (standing.targetDate === null ? 0 : 0.2))),
  }
  return { answer, background: standing }
}

const insightsOf = ({ progress }: Standing): string[] =>
  PARTS.flatMap((part) => {
    const count = progress.components[part]
    return count ? [`${plain(count.done)} of ${count.total} ${part} done (${plain(count.percent)} %).`] : []
  })

const HEADING: Record<Trajectory, string> = {
  ahead: 'ahead of the even pace',
  on_track: 'on track',
  behind: 'behind the even pace',
  stalled: 'standing still',
}

function assessmentOf({ progress, targetDate, idleDays }: Standing, trajectory: Trajectory): string {
  if (progress.overall >= 100) return 'Everything of it is done.'
  const since = trajectory === 'stalled' ? `: nothing happened for ${counted(idleDays, 'day')}` : ''
  const by = targetDate === null ? '; without a target day that is all there is to say' : ''
  return `At ${progress.overall} % it is ${HEADING[trajectory]}${since}${by}.`
}

/** What there is to take heart from, and no more than that. */
function messageOf({ progress, recent, next, openCriteria }: Standing): string {
  if (progress.overall >= 100) return 'It is done. Mark it as achieved, and take a moment.'
  const [step = openCriteria[0]] = next
  const toDo = step === undefined ? '' : ` The next step is ${named([step])}.`
  if (recent > 0) return `${counted(recent, 'thing')} happened in the last fortnight: it is moving.${toDo}`
  if (progress.overall > 0) return `${progress.overall} % are done, and stay done.${toDo}`
  return `Nothing is done yet; the first step counts most.${toDo}`
}
