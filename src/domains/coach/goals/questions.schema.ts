import { z } from 'zod'
import { HORIZONS } from './spans.ts'

/** A goal that is there already, or one that is only being thought of. */
export const GoalInQuestion = z
  .strictObject({
    goalId: z.uuid().optional(),
    title: z.string().trim().min(1).max(500).optional(),
    description: z.string().max(10_000).optional(),
    timeHorizon: z.enum(HORIZONS).optional(),
    targetDate: z.iso.date().optional(),
  })
  .refine(({ goalId, title }) => (goalId === undefined) !== (title === undefined), {
    path: ['goalId'],
    message: 'give the id of a goal, or the title of one that is not there yet',
  })
  .meta({ id: 'GoalInQuestion', example: { title: 'Run 500 km this year' } })
export type GoalInQuestion = z.infer<typeof GoalInQuestion>

export const OwnGoal = z.strictObject({ goalId: z.uuid() }).meta({ id: 'OwnGoalInQuestion' })
