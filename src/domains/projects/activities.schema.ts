import { z } from 'zod'
import { pageOf } from '#core/page.ts'
import { PROJECT_ACTIVITY_ENTITIES, PROJECT_ACTIVITY_TYPES } from './projects.tables.ts'

export const ProjectActivity = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    projectId: z.uuid(),
    type: z.enum(PROJECT_ACTIVITY_TYPES).meta({ example: 'note_added' }),
    title: z.string().meta({ example: 'Chose the tiles' }),
    description: z.string().nullable(),
    entity: z.enum(PROJECT_ACTIVITY_ENTITIES).nullable(),
    entityId: z.uuid().nullable(),
  })
  .meta({ id: 'ProjectActivity' })

export const NewProjectActivity = z
  .strictObject({
    title: z.string().trim().min(1).max(500),
    description: z.string().max(10_000).nullish(),
  })
  .meta({ id: 'NewProjectActivity', example: { title: 'Chose the tiles' } })
export type NewProjectActivity = z.infer<typeof NewProjectActivity>

export const ProjectActivityPage = pageOf(ProjectActivity).meta({ id: 'ProjectActivityPage' })
