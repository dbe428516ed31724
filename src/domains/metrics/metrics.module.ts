import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { metricAnalyticsRoutes } from './analytics.routes.ts'
import { metricCsvRoutes } from './csv.routes.ts'
import { metricLogsRoutes } from './logs.routes.ts'
import { MetricLog, MetricLogPatch, NewMetricLog } from './logs.schema.ts'
import { createLog, deleteLog, loadLogs, restoreLog, updateLog } from './logs.service.ts'
import { metricsRoutes } from './metrics.routes.ts'
import { Metric, MetricPatch, NewMetric } from './metrics.schema.ts'
import { createMetric, deleteMetric, loadMetrics, restoreMetric, updateMetric } from './metrics.service.ts'
import { metricLogs, metrics } from './metrics.tables.ts'
import { metricsTools } from './metrics.tools.ts'

export const metricsModule: Module = {
  name: 'metrics',
  tags: {
    metrics: 'What is measured again and again, and what the numbers say: trend, forecast, what belongs together',
  },
  routes: [metricsRoutes, metricLogsRoutes, metricCsvRoutes, metricAnalyticsRoutes],
  tools: metricsTools,
  entities: [
    entity({
      name: 'metric',
      path: '/metrics',
      table: metrics,
      item: Metric,
      input: NewMetric,
      patch: MetricPatch,
      search: ({ name, description, tags }) => ({ title: name, text: description, tags }),
      load: loadMetrics,
      create: createMetric,
      update: updateMetric,
      remove: deleteMetric,
      restore: restoreMetric,
    }),
    entity({
      name: 'metric_log',
      path: '/metric-logs',
      tag: 'metrics',
      table: metricLogs,
      item: MetricLog,
      input: NewMetricLog,
      patch: MetricLogPatch,
      load: loadLogs,
      create: createLog,
      update: updateLog,
      remove: deleteLog,
      restore: restoreLog,
    }),
  ],
}
