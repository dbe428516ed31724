import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { AnalyticsCsv, AnalyticsQuery, AnalyticsSpan, REPORTS, ViewCsv, WeekdayMoods } from './analytics.schema.ts'
import { exportDays, exportView, getAnalytics, getWeekdays } from './analytics.service.ts'
import type { ViewName } from './views.ts'

const tags = ['analytics']

const VIEWS: [name: ViewName, operationId: string, summary: string][] = [
  ['overview', 'getOverviewAnalytics', 'Read what your days came to'],
  ['tasks', 'getTaskAnalytics', 'Read what became of your tasks over time'],
  ['habits', 'getHabitAnalytics', 'Read how your habits went over time'],
  ['goals', 'getGoalAnalytics', 'Read how your goals and projects moved over time'],
  ['metrics', 'getMetricLogAnalytics', 'Read how often you measured over time'],
  ['mood', 'getMoodAnalytics', 'Read your mood and energy over time'],
  ['learning', 'getLearningAnalytics', 'Read how your learning went over time'],
  ['ai', 'getAiAnalytics', 'Read what you asked models over time'],
]

const DESCRIPTION =
  'By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands.'

export const analyticsRoutes: Routes = async (app) => {
  for (const [name, operationId, summary] of VIEWS) {
    app.get(
      `/analytics/${name}`,
      {
        config: { time: true },
        schema: {
          operationId,
          summary,
          description: DESCRIPTION,
          tags,
          querystring: AnalyticsQuery,
          response: { 200: REPORTS[name] },
        },
      },
      (req) => getAnalytics(userCtx(req), name, req.query),
    )

    app.get(
      `/analytics/${name}/export.csv`,
      {
        config: { time: true },
        schema: {
          operationId: operationId.replace('get', 'export'),
          summary: `${summary.replace('Read', 'Take along')} as CSV`,
          tags,
          querystring: AnalyticsQuery,
          produces: ['text/csv'],
          response: { 200: ViewCsv },
        },
      },
      async (req, reply) => {
        const { from, to, csv } = await exportView(userCtx(req), name, req.query)
        reply.type('text/csv; charset=utf-8')
        reply.header('content-disposition', `attachment; filename="${name}-${from}-${to}.csv"`)
        return csv
      },
    )
  }

  app.get(
    '/analytics/mood/weekdays',
    {
      config: { time: true },
      schema: {
        operationId: 'getMoodByWeekday',
        summary: 'Compare your mood by days of the week',
        tags,
        querystring: AnalyticsSpan,
        response: { 200: WeekdayMoods },
      },
    },
    (req) => getWeekdays(userCtx(req), req.query),
  )

  app.get(
    '/analytics/export.csv',
    {
      config: { time: true },
      schema: {
        operationId: 'exportAnalytics',
        summary: 'Take your days along as CSV',
        tags,
        querystring: AnalyticsSpan,
        produces: ['text/csv'],
        response: { 200: AnalyticsCsv },
      },
    },
    async (req, reply) => {
      const { from, to, csv } = await exportDays(userCtx(req), req.query)
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="days-${from}-${to}.csv"`)
      return csv
    },
  )
}
