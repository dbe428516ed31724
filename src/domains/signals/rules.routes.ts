import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { previewRule } from './preview.service.ts'
import * as schema from './rules.schema.ts'
import * as service from './rules.service.ts'

const { SignalRule } = schema
const tags = ['signal-rules']
const params = IdParams

export const signalRulesRoutes: Routes = async (app) => {
  app.get(
    '/signals/rules',
    {
      schema: {
        operationId: 'listSignalRules',
        summary: 'List rules',
        tags,
        querystring: schema.SignalRuleQuery,
        response: { 200: schema.SignalRulePage },
      },
    },
    (req) => service.listRules(userCtx(req), req.query),
  )

  app.post(
    '/signals/rules',
    {
      config: { time: true },
      schema: {
        operationId: 'createSignalRule',
        summary: 'Create a rule',
        description: `Judged from your today on, each time a signal comes, changes or is deleted. What you log yourself is never overwritten. There are ${schema.MAX_RULES} at most.`,
        tags,
        body: schema.NewSignalRule,
        response: { 201: SignalRule },
      },
    },
    async (req, reply) => created(req, reply, await service.createRule(userCtx(req), req.body)),
  )

  app.post(
    '/signals/rules/preview',
    {
      config: { time: true },
      schema: {
        operationId: 'previewSignalRule',
        summary: 'Try a rule on the last days',
        description: 'Says for each day whether it would have been fulfilled, and why. Writes nothing.',
        tags,
        body: schema.SignalPreview,
        response: { 200: schema.SignalPreviewed },
      },
    },
    (req) => previewRule(userCtx(req), req.body),
  )

  app.get(
    '/signals/rules/:id',
    { schema: { operationId: 'getSignalRule', summary: 'Read a rule', tags, params, response: { 200: SignalRule } } },
    (req) => service.getRule(userCtx(req), req.params.id),
  )

  app.patch(
    '/signals/rules/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'updateSignalRule',
        summary: 'Change a rule',
        description: 'An absent field keeps its value, null clears it. Days before today stay as they were judged.',
        tags,
        params,
        body: schema.SignalRulePatch,
        response: { 200: SignalRule },
      },
    },
    (req) => service.updateRule(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/signals/rules/:id',
    {
      schema: {
        operationId: 'deleteSignalRule',
        summary: 'Move a rule to the trash',
        description: 'What it has made stays.',
        tags,
        params,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteRule(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/signals/rules/:id/runs',
    {
      schema: {
        operationId: 'listSignalRuns',
        summary: 'List what a rule has done',
        description:
          'Newest first: each time it made, corrected or withdrew something, or left it alone, with its reason.',
        tags,
        params,
        querystring: PageQuery,
        response: { 200: schema.SignalRunPage },
      },
    },
    (req) => service.listRuns(userCtx(req), req.params.id, req.query),
  )
}
