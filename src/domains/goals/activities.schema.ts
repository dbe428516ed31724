import { z } from 'zod'
import { pageOf } from '#core/page.ts'
import { ACTIVITY_ENTITIES, ACTIVITY_TYPES } from './goals.tables.ts'

export const GoalActivity = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    goalId: z.uuid(),
    type: z.enum(ACTIVITY_TYPES).meta({ example: 'note_added' }),
    title: z.string().meta({ example: 'Bought new shoes' }),
    description: z.string().nullable(),
    entity: z.enum(ACTIVITY_ENTITIES).nullable(),
    entityId: z.uuid().nullable(),
  })
  .meta({ id: 'GoalActivity' })

export const NewGoalActivity = z
  .strictObject({
    type: z.enum(ACTIVITY_TYPES).default('note_added'),
    title: z.string().trim().min(1).max(500),
    description: z.string().max(10_000).nullish(),
    entity: z.enum(ACTIVITY_ENTITIES).nullish(),
    entityId: z.uuid().nullish(),
  })
  .refine(({ entity, entityId }) => (entity == null) === (entityId == null), {
    path: ['entityId'],
    message: 'entity and entityId go together',
  })
  .meta({ id: 'NewGoalActivity', example: { type: 'note_added', title: 'Bought new shoes' } })
export type NewGoalActivity = z.infer<typeof NewGoalActivity>

export const GoalActivityPage = pageOf(GoalActivity).meta({ id: 'GoalActivityPage' })
