import { z } from 'zod'

export const ProjectInQuestion = z.strictObject({ projectId: z.uuid() }).meta({ id: 'ProjectInQuestion' })
