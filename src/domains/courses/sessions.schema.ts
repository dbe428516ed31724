import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { Instant } from '#core/wire.ts'
import { SESSION_STATES } from './sessions.tables.ts'

/** No session is longer; who forgot the timer says when it really ended. */
const MAX_HOURS = 24
const EARLIEST = '1900-01-01T00:00:00.000Z'

export const StudySession = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    courseId: z.uuid().nullable(),
    topicId: z.uuid().nullable(),
    note: z.string().nullable().meta({ example: 'Chapter 3' }),
    state: z.enum(SESSION_STATES).meta({ example: 'finished' }),
    plannedMinutes: z.int().nullable().meta({ example: 25 }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    spans: z
      .array(z.object({ from: z.iso.datetime(), to: z.iso.datetime().nullable() }))
      .meta({ description: 'Between the pauses; the last one of a running session has no end yet' }),
    focusSeconds: z.int().meta({ description: 'Of the spans that have ended', example: 1500 }),
  })
  .meta({ id: 'StudySession' })

const Fields = z.strictObject({
  courseId: z.uuid().nullish(),
  topicId: z.uuid().nullish().meta({ description: 'Its course follows' }),
  note: z.string().trim().min(1).max(2_000).nullish().meta({ example: 'Chapter 3' }),
})
/** Logged afterwards, or offline. */
export const NewStudySession = Fields.extend({
  startedAt: Instant.refine((at) => at >= EARLIEST, 'must be 1900 or later').meta({
    example: '2025-03-01T09:00:00.000Z',
  }),
  finishedAt: Instant.meta({ description: 'Not after now', example: '2025-03-01T09:45:00.000Z' }),
})
  .refine(({ startedAt, finishedAt }) => finishedAt > startedAt, {
    path: ['finishedAt'],
    message: 'is not after the start',
  })
  .refine(({ startedAt, finishedAt }) => Date.parse(finishedAt) - Date.parse(startedAt) <= MAX_HOURS * 3_600_000, {
    path: ['finishedAt'],
    message: `is more than ${MAX_HOURS} hours after the start`,
  })
  .meta({ id: 'NewStudySession' })
export type NewStudySession = z.infer<typeof NewStudySession>
export const StudySessionPatch = Fields.partial().meta({ id: 'StudySessionPatch', example: { note: 'Chapter 4' } })
export type StudySessionPatch = z.infer<typeof StudySessionPatch>

export const StudyStart = Fields.extend({
  plannedMinutes: z.int().min(1).max(1_440).nullish().meta({ example: 25 }),
}).meta({
  id: 'StudyStart',
})
export type StudyStart = z.infer<typeof StudyStart>
export const StudyFinish = z
  .strictObject({
    finishedAt: Instant.optional().meta({ description: 'When it really ended, for a timer that was forgotten' }),
    note: z.string().trim().min(1).max(2_000).optional().meta({ example: 'Chapter 3' }),
  })
  .meta({ id: 'StudyFinish', example: { note: 'Chapter 3' } })
export type StudyFinish = z.infer<typeof StudyFinish>

export const StudySessionQuery = PageQuery.extend({
  state: z.enum(SESSION_STATES).optional(),
  courseId: z.uuid().optional(),
  topicId: z.uuid().optional(),
})
export type StudySessionQuery = z.infer<typeof StudySessionQuery>
export const StudySessionPage = pageOf(StudySession).meta({ id: 'StudySessionPage' })

export const StudyStatisticsQuery = z.strictObject({
  from: z.iso.date().optional().meta({ description: 'First day; 30 days up to the last one unless said' }),
  to: z.iso.date().optional().meta({ description: 'Last day; today unless said' }),
})
export type StudyStatisticsQuery = z.infer<typeof StudyStatisticsQuery>

const Measured = z.object({ minutes: z.int().meta({ example: 45 }), sessions: z.int().meta({ example: 2 }) })
export const StudyStatistics = z
  .object({
    from: z.iso.date().meta({ example: '2027-03-01' }),
    to: z.iso.date().meta({ example: '2027-03-30' }),
    ...Measured.shape,
    days: z
      .array(Measured.extend({ date: z.iso.date().meta({ example: '2027-03-01' }) }))
      .meta({ description: 'Every day of them, in order' }),
    courses: z
      .array(Measured.extend({ courseId: z.uuid().nullable(), title: z.string().nullable() }))
      .meta({ description: 'Most minutes first; null is what belongs to none' }),
  })
  .meta({ id: 'StudyStatistics' })
