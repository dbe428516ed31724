import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { WEEKDAY_CODES } from '#core/time/zones.ts'
import { MESSAGE_KINDS, MESSAGE_SOURCES } from './messages.tables.ts'

const owned = { id: z.uuid(), version: z.int(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }
const Kind = z.enum(MESSAGE_KINDS)
const CHANNELS = ['in_app', 'web_push', 'mobile_push', 'email', 'ntfy', 'webhook'] as const

export const DailyMessageSlot = z
  .object({
    ...owned,
    kind: Kind.meta({ example: 'motivation' }),
    time: z.string().meta({ description: 'On your wall clock, wherever you are', example: '07:30' }),
    weekdays: z.array(z.enum(WEEKDAY_CODES)).meta({ example: ['mo', 'we', 'fr'] }),
    isActive: z.boolean().meta({ example: true }),
    channels: z.array(z.string()).nullable().describe('Null leaves it to your preferences'),
  })
  .meta({ id: 'DailyMessageSlot' })

const Fields = z.strictObject({
  kind: Kind.meta({ example: 'motivation' }),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 07:30')
    .meta({ example: '07:30' }),
  weekdays: z
    .array(z.enum(WEEKDAY_CODES))
    .min(1)
    .max(7)
    .transform((days) => WEEKDAY_CODES.filter((code) => days.includes(code)))
    .optional()
    .meta({ description: 'Every day unless told', example: ['mo', 'we', 'fr'] }),
  isActive: z.boolean().optional(),
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length).nullish(),
})
export const NewDailyMessageSlot = Fields.meta({ id: 'NewDailyMessageSlot' })
export type NewDailyMessageSlot = z.infer<typeof NewDailyMessageSlot>
export const DailyMessageSlotPatch = Fields.partial().meta({ id: 'DailyMessageSlotPatch', example: { time: '08:00' } })
export type DailyMessageSlotPatch = z.infer<typeof DailyMessageSlotPatch>
export const DailyMessageSlotPage = pageOf(DailyMessageSlot).meta({ id: 'DailyMessageSlotPage' })

export const DailyMessage = z
  .object({
    ...owned,
    kind: Kind.meta({ example: 'motivation' }),
    slotId: z.uuid(),
    occurrence: z.string().describe('When it was planned on your wall clock').meta({ example: '2027-03-01T07:30' }),
    scheduledFor: z.iso.datetime(),
    text: z.string().meta({ example: 'Two tasks are due today, first of all “Call the bank”.' }),
    question: z.string().nullable().meta({ example: 'Which of them would you be glad to have done by noon?' }),
    source: z.enum(MESSAGE_SOURCES).describe('Who wrote it').meta({ example: 'rules' }),
    affirmationId: z.uuid().nullable(),
    readAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'DailyMessage' })
export const DailyMessagePatch = z
  .strictObject({ read: z.boolean().optional() })
  .meta({ id: 'DailyMessagePatch', example: { read: true } })
export type DailyMessagePatch = z.infer<typeof DailyMessagePatch>

export const DailyMessageQuery = PageQuery.extend({
  kind: Kind.optional(),
  unread: z.stringbool().optional().meta({ description: 'Only unread ones, or only read ones' }),
})
export type DailyMessageQuery = z.infer<typeof DailyMessageQuery>
export const DailyMessagePage = pageOf(DailyMessage).meta({ id: 'DailyMessagePage' })
