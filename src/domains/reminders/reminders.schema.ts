import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { formatLocal, parseLocal } from '#core/time/civil.ts'
import { canonicalRule } from '#core/time/rrule.ts'
import { isDay, isLocal, isZone } from '#core/time/zones.ts'
import { Instant } from '#core/wire.ts'
import {
  OCCURRENCE_STATES,
  REMINDER_ANCHORS,
  REMINDER_CHANNELS,
  REMINDER_PRIORITIES,
  REMINDER_STATUSES,
} from './reminders.tables.ts'

const YEAR_MINUTES = 527_040

const Local = z
  .string()
  .min(16)
  .max(19)
  .refine(isLocal, 'a time on the wall clock that exists in the calendar: 2027-03-14T02:30')
  .transform((text) => formatLocal(parseLocal(text)))
  .meta({ example: '2027-03-14T02:30' })
const Zone = z.string().max(64).refine(isZone, 'an IANA zone such as Europe/Vienna').meta({ example: 'Europe/Vienna' })

export const NewReminderWhen = z
  .union([z.strictObject({ at: Instant }), z.strictObject({ local: Local, zone: Zone.nullable() })])
  .meta({
    id: 'NewReminderWhen',
    description: 'An instant, a wall-clock time in a zone, or one wherever you are (zone null)',
    example: { local: '2027-03-14T08:00', zone: 'Europe/Vienna' },
  })

const When = z
  .union([z.object({ at: z.iso.datetime() }), z.object({ local: z.string(), zone: z.string().nullable() })])
  .meta({ id: 'ReminderWhen', example: { local: '2027-03-14T08:00', zone: 'Europe/Vienna' } })

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

const NewRecurrence = z
  .strictObject({
    rrule: Rrule,
    anchor: z.enum(REMINDER_ANCHORS).default('due'),
    skipDates: z.array(z.iso.date()).max(200).default([]),
  })
  .meta({
    id: 'NewReminderRecurrence',
    description: 'RFC 5545 RRULE without DTSTART; `completion` counts from the day it was done, and knows no COUNT',
    example: { rrule: 'FREQ=DAILY', anchor: 'due', skipDates: ['2027-03-20'] },
  })
// Without an id: where shapes are to be chosen from, the serializer cannot read a reference that may be null.
const Recurrence = z
  .object({ rrule: z.string(), anchor: z.enum(REMINDER_ANCHORS), skipDates: z.array(z.iso.date()) })
  .meta({ example: { rrule: 'FREQ=DAILY', anchor: 'due', skipDates: [] } })

const Nag = z.strictObject({ everyMinutes: z.int().min(1).max(1_440), max: z.int().min(1).max(100) })

export const Reminder = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z.string().meta({ example: 'Take the pill' }),
    note: z.string().nullable(),
    when: When,
    recurrence: Recurrence.nullable(),
    leadMinutes: z.array(z.int()).meta({ example: [10] }),
    nag: z
      .object({ everyMinutes: z.int(), max: z.int() })
      .nullable()
      .meta({ example: { everyMinutes: 5, max: 3 } }),
    channels: z
      .array(z.string())
      .nullable()
      .describe('Null: where you want reminders, by your preferences')
      .meta({ example: ['in_app'] }),
    priority: z.enum(REMINDER_PRIORITIES).describe('p1 comes through quiet hours').meta({ example: 'p3' }),
    category: z.string().nullable(),
    status: z.enum(REMINDER_STATUSES).meta({ example: 'active' }),
    snoozedUntil: z.iso.datetime().nullable(),
    completedAt: z.iso.datetime().nullable().describe('When it, or the newest of its occurrences, was completed'),
    cancelledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Reminder' })

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Take the pill' }),
  note: z.string().max(10_000).nullish(),
  when: NewReminderWhen,
  recurrence: NewRecurrence.nullish(),
  leadMinutes: z
    .array(z.int().min(1).max(YEAR_MINUTES))
    .max(10)
    .transform((list) => [...new Set(list)].sort((a, b) => a - b))
    .optional()
    .meta({ description: 'Announced so many minutes before', example: [10] }),
  nag: Nag.nullish().meta({ description: 'Rings again until it is done', example: { everyMinutes: 5, max: 3 } }),
  channels: z
    .array(z.enum(REMINDER_CHANNELS))
    .min(1)
    .max(REMINDER_CHANNELS.length)
    .nullish()
    .meta({ example: ['in_app'] }),
  priority: z.enum(REMINDER_PRIORITIES).optional().meta({ example: 'p3' }),
  category: z.string().trim().min(1).max(100).nullish(),
})

export const NewReminder = Fields.meta({ id: 'NewReminder' })
export type NewReminder = z.infer<typeof NewReminder>

export const ReminderPatch = Fields.partial()
  .extend({
    status: z
      .enum(REMINDER_STATUSES)
      .optional()
      .describe('`done` completes, `cancelled` cancels, `active` takes it back'),
  })
  .meta({ id: 'ReminderPatch', example: { title: 'Take both pills', note: null } })
export type ReminderPatch = z.infer<typeof ReminderPatch>

export const ReminderQuery = PageQuery.extend({
  status: z.enum(REMINDER_STATUSES).optional(),
  priority: z.enum(REMINDER_PRIORITIES).optional(),
  category: z.string().trim().min(1).max(100).optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title or note' }),
})
export type ReminderQuery = z.infer<typeof ReminderQuery>
export const ReminderPage = pageOf(Reminder).meta({ id: 'ReminderPage' })

/** An instant, or a day for its beginning where the reminder counts. */
const Bound = z
  .string()
  .max(40)
  .refine((text) => isDay(text) || Instant.safeParse(text).success, 'an instant or a day')
  .transform((text) => (isDay(text) ? text : new Date(text).toISOString()))
export const ReminderOccurrenceQuery = z.strictObject({
  from: Bound.optional().meta({ description: 'Instant or day, inclusive; 30 days ago unless told' }),
  to: Bound.optional().meta({ description: 'Instant or day, exclusive; 90 days after `from` unless told' }),
})
export type ReminderOccurrenceQuery = z.infer<typeof ReminderOccurrenceQuery>

const At = z.iso.datetime().meta({ example: '2027-03-14T07:00:00.000Z' })
export const ReminderOccurrence = z
  .object({
    at: At,
    local: z.string().describe('On the wall clock, as the rule says').meta({ example: '2027-03-14T08:00' }),
    state: z.enum(OCCURRENCE_STATES).meta({ example: 'scheduled' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ReminderOccurrence' })
export type ReminderOccurrence = z.infer<typeof ReminderOccurrence>
export const ReminderOccurrences = z.object({ items: z.array(ReminderOccurrence) }).meta({ id: 'ReminderOccurrences' })

export const UpcomingQuery = z.strictObject({
  until: Instant.optional().meta({ description: 'A week from now unless told, a year at most' }),
})
export type UpcomingQuery = z.infer<typeof UpcomingQuery>
export const UpcomingReminder = ReminderOccurrence.extend({
  reminderId: z.uuid(),
  title: z.string().meta({ example: 'Take the pill' }),
  priority: z.enum(REMINDER_PRIORITIES).meta({ example: 'p3' }),
  category: z.string().nullable(),
}).meta({ id: 'UpcomingReminder' })
export type UpcomingReminder = z.infer<typeof UpcomingReminder>
export const UpcomingReminders = z.object({ items: z.array(UpcomingReminder) }).meta({ id: 'UpcomingReminders' })

export const OccurrenceChoice = z
  .strictObject({
    occurrence: z.string().max(40).optional().describe('`at` or `local` of one occurrence; else the one that is due'),
  })
  .nullish()
  .meta({ id: 'OccurrenceChoice', example: {} })
export type OccurrenceChoice = z.infer<typeof OccurrenceChoice>

const occurrence = z.string().max(40).optional()
export const Snooze = z
  .union([
    z.strictObject({ minutes: z.int().min(1).max(YEAR_MINUTES), occurrence }),
    z.strictObject({ until: Instant, occurrence }),
  ])
  .meta({ id: 'Snooze', example: { minutes: 10 } })
export type Snooze = z.infer<typeof Snooze>
