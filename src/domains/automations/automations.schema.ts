import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'
import { formatLocal, parseLocal } from '#core/time/civil.ts'
import { canonicalRule } from '#core/time/rrule.ts'
import { isLocal, isZone } from '#core/time/zones.ts'
import { RUN_STATES } from './automations.tables.ts'

const CHANNELS = ['in_app', 'web_push', 'mobile_push', 'email', 'ntfy', 'webhook'] as const
const example = { start: { local: '2027-03-01T18:00', zone: null }, rrule: 'FREQ=WEEKLY;BYDAY=MO' }

const Rrule = z
  .string()
  .max(500)
  .transform((text, context) => {
    try {
      return canonicalRule(text)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })

export const Automation = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Monday outlook' }),
    prompt: z.string().meta({ example: 'Tell me what the week asks of me, and what can wait.' }),
    start: z
      .object({ local: z.string(), zone: z.string().nullable() })
      .describe('The first time on the wall clock; a zone of null follows you')
      .meta({ example: example.start }),
    recurrence: z
      .object({ rrule: z.string(), skipDates: z.array(z.iso.date()) })
      .meta({ example: { rrule: example.rrule, skipDates: [] } }),
    mode: z.enum(PERSONALITY_MODES).nullable().describe('In which manner; null leaves it to your preferences'),
    isActive: z.boolean().meta({ example: true }),
    channels: z.array(z.string()).nullable().describe('Null leaves it to your preferences'),
  })
  .meta({ id: 'Automation' })

const Fields = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Monday outlook' }),
  prompt: z.string().trim().min(1).max(4_000).meta({ example: 'Tell me what the week asks of me, and what can wait.' }),
  start: z
    .strictObject({
      local: z
        .string()
        .min(16)
        .max(19)
        .refine(isLocal, 'a wall-clock time such as 2027-03-01T18:00')
        .transform((text) => formatLocal(parseLocal(text))),
      zone: z.string().refine(isZone, 'an IANA zone').nullable().default(null),
    })
    .meta({ example: example.start }),
  recurrence: z
    .strictObject({ rrule: Rrule, skipDates: z.array(z.iso.date()).max(200).default([]) })
    .meta({ description: 'RFC 5545 RRULE without DTSTART', example: { rrule: example.rrule } }),
  mode: z.enum(PERSONALITY_MODES).nullish(),
  isActive: z.boolean().optional(),
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length).nullish(),
})
export const NewAutomation = Fields.meta({ id: 'NewAutomation' })
export type NewAutomation = z.infer<typeof NewAutomation>
export const AutomationPatch = Fields.partial().meta({ id: 'AutomationPatch', example: { isActive: false } })
export type AutomationPatch = z.infer<typeof AutomationPatch>

export const AutomationQuery = PageQuery.extend({
  active: z.stringbool().optional().meta({ description: 'Only running ones, or only paused ones' }),
})
export type AutomationQuery = z.infer<typeof AutomationQuery>
export const AutomationPage = pageOf(Automation).meta({ id: 'AutomationPage' })

export const AutomationRun = z
  .object({
    id: z.uuid(),
    automationId: z.uuid(),
    occurrence: z.string().nullable().describe('The time of the rule; null when you asked for it').meta({
      example: '2027-03-01T18:00',
    }),
    scheduledFor: z.iso.datetime(),
    state: z.enum(RUN_STATES).meta({ example: 'done' }),
    attempts: z.int().meta({ example: 1 }),
    prompt: z.string().describe('As it was then').meta({ example: 'Tell me what the week asks of me.' }),
    title: z.string().nullable(),
    answer: z.string().nullable(),
    actionIds: z
      .array(z.uuid())
      .describe('What it proposes to change: actions that wait for you at `/chat/actions`; nothing was done')
      .meta({ example: [] }),
    meta: z
      .object({
        source: z.enum(['model', 'rules']).meta({ example: 'rules' }),
        provider: z.string().nullable(),
        model: z.string().nullable(),
        usage: z.object({
          inputTokens: z.int().meta({ example: 0 }),
          outputTokens: z.int().meta({ example: 0 }),
          costMicros: z.int().nullable().meta({ example: 0 }),
        }),
      })
      .nullable()
      .describe('Who answered, and what it took'),
    error: z.string().nullable(),
    nextTryAt: z.iso.datetime().nullable().describe('When a failed one is tried again by itself'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'AutomationRun' })
export const AutomationRunQuery = PageQuery.extend({ state: z.enum(RUN_STATES).optional() })
export type AutomationRunQuery = z.infer<typeof AutomationRunQuery>
export const AutomationRunPage = pageOf(AutomationRun).meta({ id: 'AutomationRunPage' })
