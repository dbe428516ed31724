import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { MetricAnalytics } from './analytics.schema.ts'
import { analyseMetric } from './analytics.service.ts'
import { MetricLog, NewMetricLog } from './logs.schema.ts'
import { createLog } from './logs.service.ts'
import { Metric, MetricPage, MetricPatch, MetricQuery, NewMetric } from './metrics.schema.ts'
import { createMetric, deleteMetric, getMetric, listMetrics, updateMetric } from './metrics.service.ts'

const One = z.strictObject({ metricId: z.uuid() })
const Changes = One.extend({ changes: MetricPatch })
const Wanted = MetricQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })

export const metricsTools: Tool[] = [
  tool({
    name: 'metrics_list',
    title: 'List metrics',
    description: 'Metrics of the user with their latest values, filtered by status, area, goal, tag or text.',
    effect: 'read',
    scopes: ['metrics:read'],
    input: Wanted,
    output: MetricPage.pick({ items: true }),
    example: {},
    run: (ctx, input) => listMetrics(ctx, input),
  }),
  tool({
    name: 'metrics_analyse',
    title: 'Analyse a metric',
    description: 'Trend, progress, streak, forecast and anomalies of a metric. Use these numbers, never your own.',
    effect: 'read',
    scopes: ['metrics:read'],
    input: One,
    output: MetricAnalytics,
    example: { metricId: SOME_ID },
    run: (ctx, { metricId }) => analyseMetric(ctx, metricId),
  }),
  tool({
    name: 'metrics_create',
    title: 'Create a metric',
    description: 'Creates something to be measured again and again.',
    effect: 'write',
    scopes: ['metrics:write'],
    input: NewMetric,
    output: Metric,
    example: { name: 'Weight', unit: 'kg', direction: 'lower', target: 70 },
    summary: (_, { name }) => `Create the metric “${name}”`,
    run: (ctx, input) => createMetric(ctx, input),
  }),
  tool({
    name: 'metrics_update',
    title: 'Change a metric',
    description: 'Changes fields of a metric. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['metrics:write'],
    input: Changes,
    output: Metric,
    example: { metricId: SOME_ID, changes: { target: 68 } },
    summary: async (ctx, { metricId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the metric “${(await getMetric(ctx, metricId)).name}”`,
    run: (ctx, { metricId, changes }) => updateMetric(ctx, metricId, changes),
  }),
  tool({
    name: 'metrics_log',
    title: 'Log a value',
    description: 'Writes down a value of a metric, now or at the moment that the user said.',
    effect: 'write',
    scopes: ['metrics:write'],
    input: NewMetricLog,
    output: MetricLog,
    example: { metricId: SOME_ID, value: 72.4 },
    summary: async (ctx, { metricId, value }) =>
      `Log ${value} for the metric “${(await getMetric(ctx, metricId)).name}”`,
    run: (ctx, input) => createLog(ctx, input),
  }),
  tool({
    name: 'metrics_delete',
    title: 'Delete a metric',
    description: 'Moves a metric and its values to the trash.',
    effect: 'destructive',
    scopes: ['metrics:write'],
    input: One,
    output: Deleted,
    example: { metricId: SOME_ID },
    summary: async (ctx, { metricId }) => `Delete the metric “${(await getMetric(ctx, metricId)).name}”`,
    run: async (ctx, { metricId }) => {
      await deleteMetric(ctx, metricId)
      return { deleted: metricId }
    },
  }),
]
