import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './logs.schema.ts'
import * as service from './logs.service.ts'

const { MetricLog, LogParams } = schema
const tags = ['metrics']

export const metricLogsRoutes: Routes = async (app) => {
  app.get(
    '/metrics/:id/logs',
    {
      schema: {
        operationId: 'listMetricLogs',
        summary: "List a metric's logs by time",
        tags,
        params: IdParams,
        querystring: schema.MetricLogQuery,
        response: { 200: schema.MetricLogPage },
      },
    },
    (req) => service.listLogs(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/metrics/:id/logs',
    {
      config: { time: true },
      schema: {
        operationId: 'logMetric',
        summary: 'Log a value, or many',
        description:
          'One `value` answers 201 with the log. A list of `logs` answers 200 with one result for each: what is wrong with one does not keep the others out. An `externalId` that is there already writes that log anew.',
        tags,
        params: IdParams,
        body: schema.MetricLogging,
        response: { 201: MetricLog, 200: schema.LoggedRows },
      },
    },
    async (req, reply) => {
      const { value, logs, ...rest } = req.body
      const ctx = userCtx(req)
      if (logs) return { results: await service.logMany(ctx, req.params.id, logs) }
      // The schema asks for one of the two.
      const log = await service.logMetric(ctx, req.params.id, { ...rest, value: value as number })
      return created(req, reply, log)
    },
  )

  app.get(
    '/metrics/:id/logs/:logId',
    {
      schema: {
        operationId: 'getMetricLog',
        summary: 'Read a log',
        tags,
        params: LogParams,
        response: { 200: MetricLog },
      },
    },
    (req) => service.getLog(userCtx(req), req.params.id, req.params.logId),
  )

  app.patch(
    '/metrics/:id/logs/:logId',
    {
      config: { time: true },
      schema: {
        operationId: 'updateMetricLog',
        summary: 'Change a log',
        tags,
        params: LogParams,
        body: schema.MetricLogPatch,
        response: { 200: MetricLog },
      },
    },
    (req) => service.updateLog(userCtx(req), req.params.logId, req.body, ifMatch(req), req.params.id),
  )

  app.delete(
    '/metrics/:id/logs/:logId',
    {
      schema: {
        operationId: 'deleteMetricLog',
        summary: 'Move a log to the trash',
        tags,
        params: LogParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteLog(userCtx(req), req.params.logId, ifMatch(req), req.params.id)
      return reply.code(204).send(null)
    },
  )
}
