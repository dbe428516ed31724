import { z } from 'zod'
import { ALL_SUB_CATEGORIES, AREAS, isOfArea } from '#core/areas.ts'
import { Pace } from '#core/pace.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { Day, Instant } from '#core/wire.ts'
import { GOAL_PRIORITIES, GOAL_STATUSES, TIME_HORIZONS } from './goals.tables.ts'
import { HEALTHS } from './health.ts'

const Tag = z.string().trim().min(1).max(50)
const CriterionText = z.string().trim().min(1).max(500)
const Weight = z.int().min(0).max(100)

export const SuccessCriterion = z
  .object({
    id: z.uuid(),
    text: z.string().meta({ example: 'Finish in under four hours' }),
    targetValue: z.number().nullable().meta({ example: 240 }),
    metricId: z
      .uuid()
      .nullable()
      .describe(
        'Completes when the latest value reaches `targetValue` (or the metric’s own) and reopens when it no longer does',
      ),
    taskId: z.uuid().nullable().describe('Completes when this task is done and reopens with it'),
    isCompleted: z.boolean(),
    completedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SuccessCriterion' })

const CriterionFields = z.strictObject({
  text: CriterionText.optional(),
  targetValue: z.number().min(-1e15).max(1e15).nullish(),
  metricId: z.uuid().nullish(),
  taskId: z.uuid().nullish(),
  isCompleted: z.boolean().optional(),
  completedAt: Instant.nullish().describe('When it was met, if not now'),
})
export const CriterionPatch = CriterionFields.meta({ id: 'CriterionPatch', example: { isCompleted: true } })
export type CriterionPatch = z.infer<typeof CriterionPatch>

const GivenCriterion = z.union([
  CriterionText.transform((text) => ({ text })),
  CriterionFields.extend({ id: z.uuid().optional() }),
])
const Weights = z.strictObject({ criteria: Weight, tasks: Weight, metrics: Weight, habits: Weight })

export const Goal = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    title: z.string().meta({ example: 'Run a marathon' }),
    description: z.string().nullable(),
    notes: z.string().nullable(),
    area: z.enum(AREAS).nullable().meta({ example: 'health' }),
    subCategory: z.enum(ALL_SUB_CATEGORIES).nullable().meta({ example: 'exercise' }),
    timeHorizon: z.enum(TIME_HORIZONS).meta({ example: 'yearly' }),
    priority: z.enum(GOAL_PRIORITIES).meta({ example: 'high' }),
    status: z.enum(GOAL_STATUSES).meta({ example: 'active' }),
    startDate: z.iso.date().nullable().meta({ example: '2027-01-01' }),
    targetDate: z.iso.date().nullable().meta({ example: '2027-10-10' }),
    completedAt: z.iso.datetime().nullable(),
    parentGoalId: z.uuid().nullable().describe('May stand in the trash: then this goal counts as one without a parent'),
    successCriteria: z.array(SuccessCriterion),
    weights: Weights.meta({ example: { criteria: 40, tasks: 30, metrics: 20, habits: 10 } }),
    manualProgress: z.int().nullable().describe('Wins over what is computed'),
    tags: z.array(z.string()).meta({ example: ['running'] }),
    progress: z.int().meta({ description: 'Percent, kept by whatever changes it', example: 35 }),
    lastActivityAt: z.iso.datetime(),
  })
  .meta({ id: 'Goal' })

const Fields = z.strictObject({
  title: z.string().trim().min(1).max(500).meta({ example: 'Run a marathon' }),
  description: z.string().max(10_000).nullish(),
  notes: z.string().max(50_000).nullish(),
  area: z.enum(AREAS).nullish().meta({ example: 'health' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullish().meta({ example: 'exercise' }),
  timeHorizon: z.enum(TIME_HORIZONS).optional().meta({ example: 'yearly', description: '`monthly` unless said' }),
  priority: z.enum(GOAL_PRIORITIES).optional().meta({ example: 'high' }),
  status: z.enum(GOAL_STATUSES).optional().meta({ example: 'active', description: '`achieved` sets completedAt' }),
  startDate: Day.nullish().meta({ example: '2027-01-01' }),
  targetDate: Day.nullish().meta({ example: '2027-10-10' }),
  parentGoalId: z.uuid().nullish().meta({ description: 'A goal exactly one horizon above' }),
  successCriteria: z
    .array(GivenCriterion)
    .max(50)
    .optional()
    .meta({
      description:
        'The whole list, in order: with an id it is kept, without it is new, what is missing is removed. Texts will do.',
      example: ['Run 30 km in training', { text: 'Finish in under four hours', targetValue: 240 }],
    }),
  weights: Weights.partial()
    .optional()
    .meta({ description: 'Proportions; 40/30/20/10 unless said', example: { criteria: 50 } }),
  manualProgress: z.int().min(0).max(100).nullish(),
  tags: z
    .array(Tag)
    .max(30)
    .transform((tags) => [...new Set(tags)])
    .optional()
    .meta({ example: ['running'] }),
})

interface Dates {
  startDate?: string | null | undefined
  targetDate?: string | null | undefined
}
/** Whether a goal ends no earlier than it begins, as far as both days are known. */
export const inOrder = ({ startDate, targetDate }: Dates) => !startDate || !targetDate || startDate <= targetDate
export const OUT_OF_ORDER = { path: ['targetDate'], message: 'lies before the start' }
export const NOT_OF_AREA = { path: ['subCategory'], message: 'does not belong to this area' }

export const NewGoal = Fields.refine(inOrder, OUT_OF_ORDER)
  .refine((goal) => isOfArea(goal.area, goal.subCategory), NOT_OF_AREA)
  .meta({ id: 'NewGoal' })
export type NewGoal = z.infer<typeof NewGoal>

export const GoalPatch = Fields.partial().meta({ id: 'GoalPatch', example: { status: 'active', targetDate: null } })
export type GoalPatch = z.infer<typeof GoalPatch>

export const GoalPatchQuery = z.strictObject({
  cascade: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Push goals that wait for this one behind its new target day' }),
})

const oneOrMore = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).max(values.length))
    .optional()
    .meta({ description: 'One or several, separated by commas' })

export const GoalQuery = PageQuery.extend({
  status: oneOrMore(GOAL_STATUSES),
  area: z.enum(AREAS).optional(),
  timeHorizon: oneOrMore(TIME_HORIZONS),
  priority: oneOrMore(GOAL_PRIORITIES),
  parentGoalId: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .meta({ description: 'Its children; `none` for goals without a living parent' }),
  tag: Tag.optional(),
  targetFrom: Day.optional().meta({ description: 'Target on this day or later' }),
  targetTo: Day.optional().meta({ description: 'Target on this day or earlier' }),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in title, description or notes' }),
  sort: z
    .enum(['newest', 'target_date', 'priority', 'progress'])
    .default('newest')
    .meta({ description: 'Nearest target, highest priority or most progress first' }),
})
export type GoalQuery = z.infer<typeof GoalQuery>

export const GoalPage = pageOf(Goal).meta({ id: 'GoalPage' })

const Component = z
  .object({ done: z.number(), total: z.int(), percent: z.number() })
  .nullable()
  .meta({ description: 'Null without members; habits are done in parts', example: { done: 2, total: 5, percent: 40 } })

export const GoalProgress = z
  .object({
    overall: z.int().meta({ description: 'Percent', example: 40 }),
    health: z.enum(HEALTHS),
    components: z.object({ criteria: Component, tasks: Component, metrics: Component, habits: Component }),
    pace: Pace,
  })
  .meta({ id: 'GoalProgress' })
export type GoalProgress = z.infer<typeof GoalProgress>

export const LINK_KINDS = ['task', 'metric', 'habit', 'project'] as const
export type LinkKind = (typeof LINK_KINDS)[number]
export const GoalLink = z.object({ kind: z.enum(LINK_KINDS), entityId: z.uuid() }).meta({ id: 'GoalLink' })
export const GoalLinkPage = pageOf(GoalLink).meta({ id: 'GoalLinkPage' })
