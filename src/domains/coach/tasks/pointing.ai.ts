import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { AREAS } from '#core/areas.ts'
import type { UserCtx } from '#core/ctx.ts'
import { worthOf } from '#domains/tasks/worth.service.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { anew, type Draft, retelling } from '../retelling.ts'
import { estimateByRules } from './estimating.ai.ts'

const Multiplier = z.number().meta({ example: 1.2 })

export const TaskPoints = z
  .object({
    pointValue: z.int().describe('By the formula, whatever the task’s own value').meta({ example: 1296 }),
    ownValue: z.int().nullable().describe('Points that were set by hand and win over the formula'),
    breakdown: z.object({
      basePoints: z.int().describe('Ten a minute').meta({ example: 600 }),
      priorityMultiplier: Multiplier.meta({ example: 1.5 }),
      areaMultiplier: Multiplier,
      complexityMultiplier: Multiplier.describe('By length: 1.2 from an hour on, 1.5 from two'),
      skillMultiplier: z.literal(1).describe('The formula knows nothing of skill'),
    }),
    estimateMinutes: z.int().meta({ example: 60 }),
    estimateSource: z
      .enum(['given', 'like_tasks', 'assumed'])
      .describe(
        'Given with the task or the question; from your own tasks; or half an hour, which is assumed without any',
      ),
    reasoning: sentence('60 minutes are 600 points, times 1.5 for p2, 1.2 for wealth and 1.2 for its length.'),
    confidence: Confidence,
  })
  .meta({ id: 'TaskPoints' })
type TaskPoints = z.infer<typeof TaskPoints>

const Input = z
  .strictObject({
    taskId: z.uuid().optional(),
    title: z.string().trim().min(1).max(500).optional(),
    description: z.string().max(10_000).optional(),
    priority: z.enum(['p1', 'p2', 'p3', 'p4']).optional().describe('p3 unless said'),
    area: z.enum(AREAS).optional(),
    estimateMinutes: z.int().min(1).max(100_000).optional(),
  })
  .refine(({ taskId, title }) => (taskId === undefined) !== (title === undefined), {
    path: ['taskId'],
    message: 'give the id of a task, or the title of one that is not there yet',
  })
  .meta({
    id: 'PointsInQuestion',
    example: { title: 'Do the tax return', priority: 'p2', area: 'wealth', estimateMinutes: 60 },
  })
type Input = z.infer<typeof Input>

export const adviseOnPoints = feature({
  name: 'tasks.points',
  summary: 'Say how many points a task is worth',
  description:
    'The points of the formula, factor by factor, as they will be awarded. Without an estimate, that of your tasks like it is taken. What is given beside an id stands in for what the task says. Nothing is changed.',
  input: Input,
  output: TaskPoints,
  cache: '1d',
  dependsOn: 'day',
  reads: ['tasks'],
  facts: (ctx, input): Promise<Draft<TaskPoints>> => draftOf(ctx, input),
  ...retelling<TaskPoints>('Say in one or two sentences why a task is worth its points.', (own, said, known) =>
    anew(own, said, ['reasoning'], known),
  ),
})

async function draftOf(ctx: UserCtx, input: Input): Promise<Draft<TaskPoints>> {
  const { taskId, title, description, priority, area, estimateMinutes } = input
  const own = await worthOf(ctx, { taskId, priority, area, estimateMinutes })
  const like = own.estimateMinutes === null ? await estimateByRules(ctx, { taskId, title, description }) : null
  const minutes = own.estimateMinutes ?? like?.estimateMinutes ?? 0
  const worth = like === null ? own : await worthOf(ctx, { taskId, priority, area, estimateMinutes: minutes })
  const { basePoints, priorityMultiplier, areaMultiplier, lengthMultiplier, points } = worth
  const isAssumed = like !== null && like.confidence <= 0.1
  const source =
    like === null ? '' : isAssumed ? ', as is assumed without an estimate,' : ', as your tasks like it have,'
  const times = `${basePoints} points, times ${priorityMultiplier} for its priority, ${areaMultiplier} for its area and ${lengthMultiplier} for its length`
  const kept = worth.ownValue === null ? '' : ` ${worth.ownValue} points were set by hand, and those are awarded.`
  const answer: TaskPoints = {
    pointValue: points,
    ownValue: worth.ownValue,
    breakdown: {
      ...{ basePoints, priorityMultiplier, areaMultiplier },
      complexityMultiplier: lengthMultiplier,
      skillMultiplier: 1,
    },
    estimateMinutes: minutes,
    estimateSource: like === null ? 'given' : isAssumed ? 'assumed' : 'like_tasks',
    reasoning: `${minutes} minutes${source} are ${times}.${kept}`,
    confidence: like === null ? 1 : like.confidence,
  }
  return { answer, background: input }
}
