import { z } from 'zod'
import { ALL_SUB_CATEGORIES, AREAS, isOfArea } from '#core/areas.ts'
import { PageQuery, pageOf } from '#core/page.ts'
import { METRIC_FREQUENCIES, METRIC_SOURCES, METRIC_STATUSES } from './metrics.tables.ts'
import { MILESTONE_TYPES } from './milestones.ts'
import { DIRECTIONS } from './progress.ts'

/** Far from where sums of squares leave the range of a double. */
export const Value = z.number().min(-1e15).max(1e15).meta({ example: 72.4 })

export const Metric = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    name: z.string().meta({ example: 'Weight' }),
    description: z.string().nullable(),
    area: z.enum(AREAS).nullable().meta({ example: 'health' }),
    subCategory: z.enum(ALL_SUB_CATEGORIES).nullable().meta({ example: 'physical' }),
    unit: z.string().nullable().meta({ example: 'kg' }),
    direction: z.enum(DIRECTIONS).meta({ example: 'lower' }),
    target: z.number().nullable().meta({ example: 70 }),
    thresholdLow: z.number().nullable(),
    thresholdHigh: z.number().nullable(),
    baseline: z.number().nullable().describe('Where improvement counts from; null means the first log'),
    frequency: z.enum(METRIC_FREQUENCIES),
    source: z.enum(METRIC_SOURCES),
    status: z.enum(METRIC_STATUSES),
    tags: z.array(z.string()).meta({ example: ['body'] }),
    goalIds: z.array(z.uuid()),
    currentValue: z.number().nullable().meta({ description: 'Of the latest log', example: 72.4 }),
    currentAt: z.iso.datetime().nullable(),
    previousValue: z.number().nullable().meta({ description: 'Of the log before the latest', example: 73 }),
    logCount: z.int().meta({ example: 2 }),
  })
  .meta({ id: 'Metric' })

const Fields = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: 'Weight' }),
  description: z.string().max(10_000).nullish(),
  area: z.enum(AREAS).nullish().meta({ example: 'health' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullish(),
  unit: z.string().trim().min(1).max(40).nullish().meta({ example: 'kg' }),
  direction: z
    .enum(DIRECTIONS)
    .optional()
    .meta({ example: 'lower', description: 'Which way is good; `higher` unless said' }),
  target: Value.nullish().meta({ example: 70 }),
  thresholdLow: Value.nullish().meta({ description: 'A value below it is an alert', example: null }),
  thresholdHigh: Value.nullish().meta({ description: 'A value above it is an alert', example: null }),
  baseline: Value.nullish().meta({
    description: 'Where improvement counts from; the first log unless said',
    example: 80,
  }),
  frequency: z.enum(METRIC_FREQUENCIES).optional(),
  source: z.enum(METRIC_SOURCES).optional(),
  status: z.enum(METRIC_STATUSES).optional(),
  tags: z
    .array(z.string().trim().min(1).max(50))
    .max(30)
    .transform((tags) => [...new Set(tags)])
    .optional()
    .meta({ example: ['body'] }),
  goalIds: z
    .array(z.uuid())
    .max(50)
    .transform((ids) => [...new Set(ids)])
    .optional()
    .meta({ example: [] }),
})

interface Thresholds {
  thresholdLow?: number | null | undefined
  thresholdHigh?: number | null | undefined
}
/** Whether the thresholds leave room between them, as far as both are known. */
export const leavesRoom = ({ thresholdLow, thresholdHigh }: Thresholds) =>
  thresholdLow == null || thresholdHigh == null || thresholdLow <= thresholdHigh
const NO_ROOM = { path: ['thresholdHigh'], message: 'lies below thresholdLow' }

export const NewMetric = Fields.refine(leavesRoom, NO_ROOM)
  .refine((metric) => isOfArea(metric.area, metric.subCategory), {
    path: ['subCategory'],
    message: 'does not belong to this area',
  })
  .meta({
    id: 'NewMetric',
    example: { name: 'Weight', unit: 'kg', direction: 'lower', target: 70, frequency: 'daily', area: 'health' },
  })
export type NewMetric = z.infer<typeof NewMetric>

export const MetricPatch = Fields.partial()
  .refine(leavesRoom, NO_ROOM)
  .meta({ id: 'MetricPatch', example: { name: 'Weight in the morning', target: 68 } })
export type MetricPatch = z.infer<typeof MetricPatch>

export const MetricQuery = PageQuery.extend({
  status: z.enum(METRIC_STATUSES).optional(),
  area: z.enum(AREAS).optional(),
  goalId: z.uuid().optional(),
  tag: z.string().trim().min(1).max(50).optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Text in name or description' }),
})
export type MetricQuery = z.infer<typeof MetricQuery>

export const MetricPage = pageOf(Metric).meta({ id: 'MetricPage' })

export const MetricMilestone = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    metricId: z.uuid(),
    type: z.enum(MILESTONE_TYPES).meta({ example: 'streak' }),
    value: z.number().meta({ description: 'The target, the days, or the percent', example: 7 }),
    achievedAt: z.iso.datetime(),
    pointsAwarded: z.int().meta({ example: 350 }),
  })
  .meta({ id: 'MetricMilestone' })
export const MetricMilestonePage = pageOf(MetricMilestone).meta({ id: 'MetricMilestonePage' })
