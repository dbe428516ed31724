import { z } from 'zod'
import { Goal } from './goals.schema.ts'

export const NewGoalDependency = z
  .strictObject({
    dependsOnGoalId: z.uuid(),
    lagDays: z.int().min(0).max(3_650).default(0).describe('Days to wait after the other goal is finished'),
  })
  .meta({ id: 'NewGoalDependency' })
export type NewGoalDependency = z.infer<typeof NewGoalDependency>

export const GoalDependency = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    goalId: z.uuid(),
    dependsOnGoalId: z.uuid(),
    lagDays: z.int(),
  })
  .meta({ id: 'GoalDependency' })

const Node = Goal.pick({
  id: true,
  title: true,
  status: true,
  timeHorizon: true,
  priority: true,
  area: true,
  startDate: true,
  targetDate: true,
  progress: true,
})
const Neighbour = Node.extend({ lagDays: z.int() })

export const GoalDependencies = z
  .object({ blockedBy: z.array(Neighbour), blocks: z.array(Neighbour) })
  .meta({ id: 'GoalDependencies' })

export const GoalGraph = z
  .object({
    nodes: z.array(Node.extend({ parentGoalId: z.uuid().nullable() })),
    edges: z.array(z.object({ source: z.uuid(), target: z.uuid(), lagDays: z.int() })),
  })
  .meta({ id: 'GoalGraph', description: 'Edges run from the goal that must be finished to the one that waits' })
