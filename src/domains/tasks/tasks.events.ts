import { z } from 'zod'
import { message } from '#core/messages.ts'

/** A task was created, changed, completed, reopened, deleted or restored in a way that others count. Published `during`. */
export const TaskChanged = message(
  'tasks.changed',
  z.object({
    taskId: z.uuid(),
    title: z.string(),
    /** Goals the task belongs to or has just left. */
    goalIds: z.array(z.uuid()),
    /** Projects likewise. */
    projectIds: z.array(z.uuid()),
    what: z.enum(['completed', 'reopened', 'changed']),
    /** Points that completing awarded, or that reopening takes back; 0 otherwise. */
    points: z.int(),
  }),
)
export type TaskChanged = z.infer<typeof TaskChanged.payload>

/**
 * Several tasks are about to change in one transaction, which holds them. Whoever will follow them locks what it will change now, in
 * the order of ids, so that it never waits for somebody who waits for it. Published `during`.
 */
export const TasksGathered = message(
  'tasks.gathered',
  z.object({
    /** Goals that the tasks belong to or will, and goals with a criterion tied to one of them. */
    goalIds: z.array(z.uuid()),
    /** Projects that the tasks belong to or will. */
    projectIds: z.array(z.uuid()),
  }),
)
export type TasksGathered = z.infer<typeof TasksGathered.payload>
