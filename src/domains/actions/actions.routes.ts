import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './actions.schema.ts'
import { approveAction, rejectAction, undoAction } from './actions.service.ts'
import { choosePolicy, listPolicies } from './policies.service.ts'
import { deleteAction, getAction, listActions } from './records.service.ts'

const tags = ['actions']
const { Action } = schema

export const actionsRoutes: Routes = async (app) => {
  const { tools, entities } = app.platform

  app.get(
    '/chat/actions',
    {
      schema: {
        operationId: 'listActions',
        summary: 'List what the assistant proposed and did',
        description: 'Newest first. `state=proposed` is what waits for you.',
        tags,
        querystring: schema.ActionQuery,
        response: { 200: schema.ActionPage },
      },
    },
    (req) => listActions(userCtx(req), req.query),
  )

  app.get(
    '/chat/actions/:id',
    {
      schema: {
        operationId: 'getAction',
        summary: 'Read an action',
        tags,
        params: IdParams,
        response: { 200: Action },
      },
    },
    (req) => getAction(userCtx(req), req.params.id),
  )

  app.delete(
    '/chat/actions/:id',
    {
      schema: {
        operationId: 'deleteAction',
        summary: 'Move the record of an action to the trash',
        description: 'What was done stays done; what was proposed can no longer be approved.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await deleteAction(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/chat/actions/:id/approve',
    {
      config: { time: true, scope: 'session' },
      schema: {
        operationId: 'approveAction',
        summary: 'Approve an action',
        description:
          'Does it, once, however often you approve. When the tool refuses, the action is `failed` with an `error`, and nothing has changed. Only for you in person: an API key cannot give leave in your name.',
        tags,
        params: IdParams,
        response: { 200: Action },
      },
    },
    (req) => approveAction(userCtx(req), tools, req.params.id),
  )

  app.post(
    '/chat/actions/:id/reject',
    {
      config: { time: true },
      schema: {
        operationId: 'rejectAction',
        summary: 'Reject an action',
        tags,
        params: IdParams,
        response: { 200: Action },
      },
    },
    (req) => rejectAction(userCtx(req), req.params.id),
  )

  app.post(
    '/chat/actions/:id/undo',
    {
      config: { time: true },
      schema: {
        operationId: 'undoAction',
        summary: 'Undo an action',
        description:
          'Takes back everything that it changed. Refused with 409, and nothing taken back, when something of it was changed since.',
        tags,
        params: IdParams,
        response: { 200: Action },
      },
    },
    (req) => undoAction(userCtx(req), tools, entities, req.params.id),
  )
}

export const policiesRoutes: Routes = async (app) => {
  const { tools } = app.platform

  app.get(
    '/chat/policies',
    {
      schema: {
        operationId: 'listToolPolicies',
        summary: 'List what the assistant can do, and may',
        description: 'Every tool, with what holds for it: reading is `auto`, everything else `ask`, unless you chose.',
        tags,
        response: { 200: schema.ToolPolicyList },
      },
    },
    (req) => listPolicies(userCtx(req), tools),
  )

  app.put(
    '/chat/policies/:tool',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'chooseToolPolicy',
        summary: 'Choose what the assistant may do with a tool',
        description: '`auto` is refused for tools that delete or reach outside. Only for you in person.',
        tags,
        params: schema.PolicyParams,
        body: schema.NewToolPolicy,
        response: { 200: schema.ToolPolicy },
      },
    },
    (req) => choosePolicy(userCtx(req), tools, req.params.tool, req.body.policy),
  )
}
