import { z } from 'zod'
import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './automations.schema.ts'
import * as service from './automations.service.ts'
import * as runs from './runs.service.ts'

const { Automation } = schema
const tags = ['automations']

export const automationsRoutes: Routes = async (app) => {
  app.get(
    '/automations',
    {
      schema: {
        operationId: 'listAutomations',
        summary: 'List automations',
        description: 'Newest first.',
        tags,
        querystring: schema.AutomationQuery,
        response: { 200: schema.AutomationPage },
      },
    },
    (req) => service.listAutomations(userCtx(req), req.query),
  )

  app.post(
    '/automations',
    {
      schema: {
        operationId: 'createAutomation',
        summary: 'Have something told again and again',
        tags,
        body: schema.NewAutomation,
        response: { 201: Automation },
      },
    },
    async (req, reply) => created(req, reply, await service.createAutomation(userCtx(req), req.body)),
  )

  app.get(
    '/automations/:id',
    {
      schema: {
        operationId: 'getAutomation',
        summary: 'Read an automation',
        tags,
        params: IdParams,
        response: { 200: Automation },
      },
    },
    (req) => service.getAutomation(userCtx(req), req.params.id),
  )

  app.patch(
    '/automations/:id',
    {
      schema: {
        operationId: 'updateAutomation',
        summary: 'Change an automation',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.AutomationPatch,
        response: { 200: Automation },
      },
    },
    (req) => service.updateAutomation(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/automations/:id',
    {
      schema: {
        operationId: 'deleteAutomation',
        summary: 'Move an automation to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteAutomation(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

const RunParams = IdParams.extend({ runId: z.uuid() })

export const runsRoutes: Routes = async (app) => {
  app.post(
    '/automations/:id/run',
    {
      config: { time: true },
      schema: {
        operationId: 'runAutomation',
        summary: 'Run an automation now',
        description:
          'Beside its times, also while it is paused. The answer comes as a notification and stays with the run.',
        tags,
        params: IdParams,
        response: { 202: schema.AutomationRun },
      },
    },
    async (req, reply) => reply.code(202).send(await runs.runNow(userCtx(req), req.params.id)),
  )

  app.get(
    '/automations/:id/runs',
    {
      schema: {
        operationId: 'listAutomationRuns',
        summary: 'List what became of an automation',
        description: 'Newest first.',
        tags,
        params: IdParams,
        querystring: schema.AutomationRunQuery,
        response: { 200: schema.AutomationRunPage },
      },
    },
    (req) => runs.listRuns(userCtx(req), req.params.id, req.query),
  )

  app.get(
    '/automations/:id/runs/:runId',
    {
      schema: {
        operationId: 'getAutomationRun',
        summary: 'Read what an automation answered',
        tags,
        params: RunParams,
        response: { 200: schema.AutomationRun },
      },
    },
    (req) => runs.getRun(userCtx(req), req.params.id, req.params.runId),
  )

  app.post(
    '/automations/:id/runs/:runId/retry',
    {
      schema: {
        operationId: 'retryAutomationRun',
        summary: 'Try a failed run again',
        tags,
        params: RunParams,
        response: { 202: schema.AutomationRun },
      },
    },
    async (req, reply) => reply.code(202).send(await runs.retryRun(userCtx(req), req.params.id, req.params.runId)),
  )
}
