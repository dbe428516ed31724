import { z } from 'zod'
import { Project } from './projects.schema.ts'

export const NewProjectDependency = z
  .strictObject({
    dependsOnProjectId: z.uuid(),
    lagDays: z.int().min(0).max(3_650).default(0).describe('Days to wait after the other project is finished'),
  })
  .meta({ id: 'NewProjectDependency' })
export type NewProjectDependency = z.infer<typeof NewProjectDependency>

export const ProjectDependency = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    projectId: z.uuid(),
    dependsOnProjectId: z.uuid(),
    lagDays: z.int(),
  })
  .meta({ id: 'ProjectDependency' })

const Node = Project.pick({
  id: true,
  name: true,
  status: true,
  priority: true,
  impact: true,
  area: true,
  startDate: true,
  targetDate: true,
  progress: true,
})
const Neighbour = Node.extend({ lagDays: z.int() })

export const ProjectDependencies = z
  .object({ blockedBy: z.array(Neighbour), blocks: z.array(Neighbour) })
  .meta({ id: 'ProjectDependencies' })

export const ProjectGraph = z
  .object({
    nodes: z.array(Node),
    edges: z.array(z.object({ source: z.uuid(), target: z.uuid(), lagDays: z.int() })),
  })
  .meta({ id: 'ProjectGraph', description: 'Edges run from the project that must be finished to the one that waits' })
