import { z } from 'zod'
import { message } from '#core/messages.ts'

/** A topic was completed, or is not completed any more. Published `during`. */
export const TopicCompleted = message(
  'courses.topic_completed',
  z.object({
    topicId: z.uuid(),
    courseId: z.uuid(),
    title: z.string(),
    estimatedHours: z.number().nullable(),
    /** Null when it was reopened. */
    completedAt: z.iso.datetime().nullable(),
  }),
)
export type TopicCompleted = z.infer<typeof TopicCompleted.payload>

/** A study session was finished, or a finished one is about something else, was deleted or came back. Published `during`. */
export const StudySessionChanged = message(
  'courses.study_session_changed',
  z.object({
    sessionId: z.uuid(),
    courseId: z.uuid().nullable(),
    topicId: z.uuid().nullable(),
    /** Null when it does not count (any more). */
    finishedAt: z.iso.datetime().nullable(),
    focusSeconds: z.int(),
  }),
)
export type StudySessionChanged = z.infer<typeof StudySessionChanged.payload>
