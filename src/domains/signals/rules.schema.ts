import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { AGGREGATIONS, COMPARISONS, MATCHES } from './judging.ts'
import { Name, Unit } from './signals.schema.ts'
import { ACTIONS, OUTCOMES } from './signals.tables.ts'
import { typeOf } from './types.ts'

export const MAX_RULES = 100

const NewCondition = z
  .strictObject({
    type: Name.transform(typeOf).meta({ example: 'steps' }),
    source: Name.nullable().default(null).meta({ description: 'Only signals from there' }),
    text: z.string().trim().min(1).max(500).nullable().default(null).meta({
      description: 'Only signals that say this, in whatever case',
    }),
    aggregation: z
      .enum(AGGREGATIONS)
      .meta({ description: 'Over your day. `duration` of spans, overlaps counted once', example: 'sum' }),
    comparison: z.enum(COMPARISONS).meta({ example: 'gte' }),
    value: z.number().min(-1e15).max(1e15).meta({ example: 8000 }),
    unit: Unit.nullable().default(null).meta({
      description: 'What the value is in; signals are converted. Of a duration minutes, unless said',
      example: 'count',
    }),
  })
  .meta({ id: 'NewSignalCondition' })

const Condition = z
  .object({
    type: z.string().meta({ example: 'steps' }),
    source: z.string().nullable(),
    text: z.string().nullable(),
    aggregation: z.enum(AGGREGATIONS).meta({ example: 'sum' }),
    comparison: z.enum(COMPARISONS).meta({ example: 'gte' }),
    value: z.number().meta({ example: 8000 }),
    unit: z.string().nullable().meta({ example: 'count' }),
  })
  .meta({ id: 'SignalCondition' })

export const SignalRule = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Eight thousand steps' }),
    isActive: z.boolean().meta({ example: true }),
    match: z.enum(MATCHES).meta({ example: 'all' }),
    atLeast: z.int().nullable().meta({ description: 'How many conditions, where match is `at_least`' }),
    conditions: z.array(Condition),
    action: z.enum(ACTIONS).meta({ example: 'create_task' }),
    habitId: z.uuid().nullable().meta({ description: 'To tick' }),
    metricId: z.uuid().nullable().meta({ description: 'To log' }),
    taskTitle: z.string().nullable().meta({ example: 'Stretch before bed' }),
    amount: z.number().nullable().meta({ description: 'To tick or log with' }),
    amountFrom: z.int().nullable().meta({
      description: 'Instead of an amount: the value of the condition at this place, from 0',
    }),
  })
  .meta({ id: 'SignalRule' })

const Fields = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Eight thousand steps' }),
  isActive: z.boolean().optional(),
  match: z.enum(MATCHES).optional().meta({ example: 'all' }),
  atLeast: z.int().min(1).max(10).nullish(),
  conditions: z.array(NewCondition).min(1).max(10),
  action: z.enum(ACTIONS).meta({ example: 'create_task' }),
  habitId: z.uuid().nullish(),
  metricId: z.uuid().nullish(),
  taskTitle: z.string().trim().min(1).max(200).nullish().meta({ example: 'Stretch before bed' }),
  amount: z.number().min(-1e12).max(1e12).nullish(),
  amountFrom: z.int().min(0).max(9).nullish(),
})
const example = {
  name: 'Eight thousand steps',
  conditions: [{ type: 'steps', aggregation: 'sum', comparison: 'gte', value: 8000, unit: 'count' }],
  action: 'create_task',
  taskTitle: 'Stretch before bed',
} as const
export const NewSignalRule = Fields.meta({ id: 'NewSignalRule', example })
export type NewSignalRule = z.infer<typeof NewSignalRule>
export const SignalRulePatch = Fields.partial().meta({ id: 'SignalRulePatch', example: { isActive: false } })
export type SignalRulePatch = z.infer<typeof SignalRulePatch>

export const SignalRuleQuery = PageQuery.extend({ active: z.stringbool().optional() })
export type SignalRuleQuery = z.infer<typeof SignalRuleQuery>
export const SignalRulePage = pageOf(SignalRule).meta({ id: 'SignalRulePage' })

const Fact = z
  .object({
    type: z.string().meta({ example: 'steps' }),
    aggregation: z.enum(AGGREGATIONS),
    value: z.number().nullable().meta({ description: 'Null without a signal that can be read', example: 8412 }),
    unit: z.string().nullable().meta({ example: 'count' }),
    signals: z.int().meta({ example: 12 }),
    isMet: z.boolean().meta({ example: true }),
  })
  .meta({ id: 'SignalFact' })

export const SignalRun = z
  .object({
    id: z.uuid(),
    ruleId: z.uuid(),
    day: z.iso.date(),
    at: z.iso.datetime(),
    outcome: z.enum(OUTCOMES).meta({
      description: '`kept`: what somebody else wrote there stands. `withdrawn`: what it had made was taken back',
      example: 'done',
    }),
    reason: z.string().meta({ example: '1 of 1 met, 1 needed: sum of steps 8412 count ≥ 8000' }),
    facts: z.array(Fact),
    entity: z.string().nullable().meta({ description: 'What it made', example: 'task' }),
    entityId: z.uuid().nullable(),
    value: z.number().nullable(),
  })
  .meta({ id: 'SignalRun' })
export const SignalRunPage = pageOf(SignalRun).meta({ id: 'SignalRunPage' })

export const SignalPreview = z
  .strictObject({
    rule: NewSignalRule,
    days: z.int().min(1).max(31).default(7).meta({ description: 'Your last so many days', example: 7 }),
  })
  .meta({ id: 'SignalPreview', example: { rule: example, days: 7 } })
export type SignalPreview = z.infer<typeof SignalPreview>
export const SignalPreviewed = z
  .object({
    days: z.array(
      z.object({
        day: z.iso.date(),
        isMet: z.boolean(),
        reason: z.string().meta({ example: '0 of 1 met, 1 needed: no signal of steps' }),
        facts: z.array(Fact),
        amount: z.number().nullable().meta({ description: 'What would be ticked or logged with' }),
      }),
    ),
  })
  .meta({ id: 'SignalPreviewed' })
