import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './analytics.schema.ts'
import { analyseMetric, comparePeriods, heatmap } from './analytics.service.ts'
import { correlateMetrics } from './correlations.service.ts'

const tags = ['metrics']

/** What the numbers say. All of it is computed; nothing here is a guess of a model. */
export const metricAnalyticsRoutes: Routes = async (app) => {
  app.get(
    '/metrics/correlations',
    {
      config: { time: true },
      schema: {
        operationId: 'listMetricCorrelations',
        summary: 'See which metrics go together',
        description:
          'Pearson and Spearman on the means of your days, on the same day and up to seven days apart, from eight days on. Each pair with its most telling lag; q is p after Benjamini–Hochberg over all that was tested. That two things go together does not say that one makes the other.',
        tags,
        querystring: schema.CorrelationQuery,
        response: { 200: schema.MetricCorrelations },
      },
    },
    (req) => correlateMetrics(userCtx(req), req.query),
  )

  app.get(
    '/metrics/:id/analytics',
    {
      config: { time: true },
      schema: {
        operationId: 'getMetricAnalytics',
        summary: "See what a metric's logs say",
        description:
          'Trend, progress, streak, moving average, forecast and what stands out, in your days and your zone.',
        tags,
        params: IdParams,
        response: { 200: schema.MetricAnalytics },
      },
    },
    (req) => analyseMetric(userCtx(req), req.params.id),
  )

  app.get(
    '/metrics/:id/heatmap',
    {
      config: { time: true },
      schema: {
        operationId: 'getMetricHeatmap',
        summary: "See a metric's days at a glance",
        tags,
        params: IdParams,
        querystring: schema.HeatmapQuery,
        response: { 200: schema.MetricHeatmap },
      },
    },
    (req) => heatmap(userCtx(req), req.params.id, req.query.months),
  )

  app.get(
    '/metrics/:id/comparison',
    {
      config: { time: true },
      schema: {
        operationId: 'compareMetricPeriods',
        summary: 'Compare this week or month with the one before',
        tags,
        params: IdParams,
        querystring: schema.ComparisonQuery,
        response: { 200: schema.MetricComparison },
      },
    },
    (req) => comparePeriods(userCtx(req), req.params.id, req.query.period),
  )
}
