import { z } from 'zod'

/** A task that is there already, or one that is only being thought of. */
export const TaskInQuestion = z
  .strictObject({
    taskId: z.uuid().optional(),
    title: z.string().trim().min(1).max(500).optional(),
    description: z.string().max(10_000).optional(),
  })
  .refine(({ taskId, title }) => (taskId === undefined) !== (title === undefined), {
    path: ['taskId'],
    message: 'give the id of a task, or the title of one that is not there yet',
  })
  .meta({ id: 'TaskInQuestion', example: { title: 'Write the second chapter of the thesis' } })
export type TaskInQuestion = z.infer<typeof TaskInQuestion>
