import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import * as schema from './metrics.schema.ts'
import * as service from './metrics.service.ts'
import { listMilestones } from './milestones.service.ts'

const { Metric } = schema
const tags = ['metrics']

export const metricsRoutes: Routes = async (app) => {
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'listMetrics',
        summary: 'List metrics',
        tags,
        querystring: schema.MetricQuery,
        response: { 200: schema.MetricPage },
      },
    },
    (req) => service.listMetrics(userCtx(req), req.query),
  )

  app.post(
    '/metrics',
    {
      schema: {
        operationId: 'createMetric',
        summary: 'Create a metric',
        tags,
        body: schema.NewMetric,
        response: { 201: Metric },
      },
    },
    async (req, reply) => created(req, reply, await service.createMetric(userCtx(req), req.body)),
  )

  app.get(
    '/metrics/:id',
    {
      schema: { operationId: 'getMetric', summary: 'Read a metric', tags, params: IdParams, response: { 200: Metric } },
    },
    (req) => service.getMetric(userCtx(req), req.params.id),
  )

  app.patch(
    '/metrics/:id',
    {
      schema: {
        operationId: 'updateMetric',
        summary: 'Change a metric',
        description: 'An absent field keeps its value, null clears it. A new target counts for logs from now on.',
        tags,
        params: IdParams,
        body: schema.MetricPatch,
        response: { 200: Metric },
      },
    },
    (req) => service.updateMetric(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/metrics/:id',
    {
      schema: {
        operationId: 'deleteMetric',
        summary: 'Move a metric with its logs to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteMetric(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/metrics/:id/milestones',
    {
      schema: {
        operationId: 'listMetricMilestones',
        summary: "List a metric's milestones",
        description: 'Each is reached once. One goes, with its points, when the logs that earned it go.',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: schema.MetricMilestonePage },
      },
    },
    (req) => listMilestones(userCtx(req), req.params.id, req.query),
  )
}
