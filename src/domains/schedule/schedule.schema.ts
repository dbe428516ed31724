import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { canonicalRule } from '#core/time/rrule.ts'
import { isDay, isLocal, isZone } from '#core/time/zones.ts'
import { Instant } from '#core/wire.ts'
import { RING_STATES } from './rings.tables.ts'
import { BLOCK_TYPES } from './schedule.tables.ts'

/** A year and a month, and the days around them: the widest span that is expanded at once. */
export const MAX_WINDOW_DAYS = 400

const LocalStart = z
  .string()
  .max(19)
  .refine((text) => (isLocal(text) || isDay(text)) && text >= '1900' && text < '2900', {
    message: 'must be a local time such as 2027-03-14T09:00, or a day such as 2027-03-14 for whole days',
  })
  .transform((text) => text.replace(/^(.{16}):00$/, '$1'))
  .meta({ example: '2027-03-14T09:00' })
const Zone = z
  .string()
  .max(64)
  .refine(isZone, { message: 'must be a time zone such as Europe/Vienna' })
  .meta({ example: 'Europe/Vienna' })

export const BlockStart = z
  .union([z.strictObject({ at: Instant }), z.strictObject({ local: LocalStart, zone: Zone.nullable() })])
  .meta({
    id: 'BlockStart',
    description:
      'An instant (kept on the wall clock of your zone), or a wall clock in a zone; zone null floats with you. A day without a time is whole days.',
    example: { local: '2027-03-14T09:00', zone: 'Europe/Vienna' },
  })
export type BlockStart = z.infer<typeof BlockStart>

const Rrule = z
  .string()
  .min(6)
  .max(500)
  .transform((text, context) => {
    try {
      return canonicalRule(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof AppError ? error.message : 'not a valid RRULE' })
      return z.NEVER
    }
  })

const NewBlockRecurrence = z
  .strictObject({
    rrule: Rrule,
    anchor: z.literal('due', 'a block repeats from its start: anchor is due').default('due'),
    skipDates: z.array(z.iso.date()).max(200).default([]),
  })
  .meta({ id: 'NewBlockRecurrence', example: { rrule: 'FREQ=WEEKLY;BYDAY=MO', anchor: 'due', skipDates: [] } })

const BlockRecurrence = z
  .object({ rrule: z.string(), anchor: z.literal('due'), skipDates: z.array(z.iso.date()) })
  .meta({ id: 'BlockRecurrence', example: { rrule: 'FREQ=WEEKLY;BYDAY=MO', anchor: 'due', skipDates: [] } })

const shared = {
  title: z.string().meta({ example: 'Write' }),
  description: z.string().nullable(),
  location: z.string().nullable(),
  type: z.enum(BLOCK_TYPES).meta({ example: 'focus' }),
  durationMinutes: z.int().meta({ example: 90 }),
  reminderMinutes: z.array(z.int()).meta({ description: 'Minutes before the start', example: [15] }),
  busy: z.boolean().meta({ description: 'Whether it takes your time: conflicts and free/busy ask', example: true }),
  completed: z.boolean(),
  taskId: z.uuid().nullable(),
  goalId: z.uuid().nullable(),
  courseId: z.uuid().nullable(),
  subscriptionId: z
    .uuid()
    .nullable()
    .meta({ description: 'The subscribed calendar that it comes from; it is changed there', example: null }),
  proposalId: z.uuid().nullable().meta({ description: 'The accepted proposal that made it', example: null }),
}
const owned = { id: z.uuid(), version: z.int(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }

export const ScheduleBlock = z
  .object({
    ...owned,
    ...shared,
    startAt: z
      .object({ local: z.string(), zone: z.string().nullable() })
      .describe('The first start on the wall clock; zone null floats')
      .meta({ example: { local: '2027-03-14T09:00', zone: 'Europe/Vienna' } }),
    recurrence: BlockRecurrence.nullable(),
  })
  .meta({ id: 'ScheduleBlock' })

export const ScheduleOccurrence = z
  .object({
    ...owned,
    ...shared,
    occurrence: z.string().meta({
      description: 'Names it within its series: the local start that the rule gives it',
      example: '2027-03-14T09:00',
    }),
    startAt: z.iso.datetime().meta({ example: '2027-03-14T08:00:00.000Z' }),
    endAt: z.iso.datetime().meta({ example: '2027-03-14T09:30:00.000Z' }),
    local: z.string().meta({ description: 'The start on the wall clock', example: '2027-03-14T09:00' }),
    zone: z.string().nullable().meta({ example: 'Europe/Vienna' }),
    allDay: z.boolean(),
    recurring: z.boolean().meta({ example: true }),
  })
  .meta({ id: 'ScheduleOccurrence' })
export type ScheduleOccurrence = z.infer<typeof ScheduleOccurrence>

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Write' }),
  description: z.string().max(10_000).nullish(),
  location: z.string().max(500).nullish(),
  type: z.enum(BLOCK_TYPES).optional().meta({ example: 'focus' }),
  startAt: BlockStart,
  durationMinutes: z.int().min(1).max(527_040).meta({ description: 'At most 366 days', example: 90 }),
  recurrence: NewBlockRecurrence.nullish(),
  reminderMinutes: z
    .array(z.int().min(0).max(40_320))
    .max(10)
    .transform((list) => [...new Set(list)].sort((a, b) => a - b))
    .optional()
    .meta({ description: 'Minutes before the start', example: [15] }),
  busy: z.boolean().optional().meta({ description: 'True unless it is whole days' }),
  completed: z.boolean().optional(),
  taskId: z.uuid().nullish(),
  goalId: z.uuid().nullish(),
  courseId: z.uuid().nullish(),
})

export const NewScheduleBlock = Fields.meta({ id: 'NewScheduleBlock' })
export type NewScheduleBlock = z.infer<typeof NewScheduleBlock>
export const ScheduleBlockPatch = Fields.partial().meta({
  id: 'ScheduleBlockPatch',
  example: { title: 'Write on', durationMinutes: 60 },
})
export type ScheduleBlockPatch = z.infer<typeof ScheduleBlockPatch>

const Edge = z.union([z.iso.date(), Instant]).meta({ example: '2027-03-01' })
export const WindowQuery = z.strictObject({
  from: Edge.meta({ description: 'An instant, or a day for its beginning in your zone; inclusive' }),
  to: Edge.meta({ description: `The same, exclusive; at most ${MAX_WINDOW_DAYS} days later`, example: '2027-04-01' }),
})
export type WindowQuery = z.infer<typeof WindowQuery>

export const SCOPES = ['this', 'following', 'all'] as const
export const OccurrenceKey = LocalStart.meta({
  description: 'One of the series, by the local start that the rule gives it',
  example: '2027-03-14T09:00',
})
export const ScopeQuery = z.strictObject({
  occurrence: OccurrenceKey.optional(),
  scope: z.enum(SCOPES).optional().meta({ description: '`this` with an occurrence, `all` without' }),
})
export type ScopeQuery = z.infer<typeof ScopeQuery>

export const OccurrenceBody = z
  .strictObject({ occurrence: OccurrenceKey })
  .meta({ id: 'OccurrenceBody', example: { occurrence: '2027-03-14T09:00' } })
export const CompletionBody = z
  .strictObject({ occurrence: OccurrenceKey.optional(), completed: z.boolean().default(true) })
  .meta({ id: 'CompletionBody', example: { occurrence: '2027-03-14T09:00', completed: true } })
export type CompletionBody = z.infer<typeof CompletionBody>

export const BlockRings = z
  .object({
    items: z.array(
      z.object({
        occurrence: z.string().meta({ example: '2027-03-14T09:00' }),
        leadMinutes: z.int().meta({ example: 15 }),
        ringAt: z.iso.datetime().meta({ example: '2027-03-14T07:45:00.000Z' }),
        state: z.enum(RING_STATES).meta({ example: 'fired' }),
        reason: z.string().nullable().meta({ example: null }),
        decidedAt: z.iso.datetime().meta({ example: '2027-03-14T07:45:00.120Z' }),
      }),
    ),
  })
  .meta({ id: 'BlockRings' })

export const Agenda = z.object({ items: z.array(ScheduleOccurrence) }).meta({ id: 'Agenda' })
const Overlapping = ScheduleOccurrence.pick({ id: true, occurrence: true, title: true, startAt: true, endAt: true })
const between = { startAt: z.iso.datetime(), endAt: z.iso.datetime() }
export const Conflicts = z
  .object({
    items: z.array(z.object({ ...between, blocks: z.array(Overlapping) })),
    complete: z.boolean().meta({ example: true }),
  })
  .meta({ id: 'Conflicts' })
export const FreeBusy = z
  .object({ busy: z.array(z.object(between)), free: z.array(z.object(between)) })
  .meta({ id: 'FreeBusy' })
