import { z } from 'zod'
import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { updateGoalAndFollowers } from './dependencies.service.ts'
import * as schema from './goals.schema.ts'
import * as service from './goals.service.ts'
import { linkToGoal, listLinks, unlinkFromGoal } from './links.service.ts'
import { getGoalProgress } from './progress.service.ts'

const { Goal } = schema
const tags = ['goals']
const CriterionParams = IdParams.extend({ criterionId: z.uuid() })
const LinkParams = IdParams.extend({ kind: z.enum(schema.LINK_KINDS), entityId: z.uuid() })

export const goalsRoutes: Routes = async (app) => {
  app.get(
    '/goals',
    {
      schema: {
        operationId: 'listGoals',
        summary: 'List goals',
        tags,
        querystring: schema.GoalQuery,
        response: { 200: schema.GoalPage },
      },
    },
    (req) => service.listGoals(userCtx(req), req.query),
  )

  app.post(
    '/goals',
    {
      schema: {
        operationId: 'createGoal',
        summary: 'Create a goal',
        tags,
        body: schema.NewGoal,
        response: { 201: Goal },
      },
    },
    async (req, reply) => created(req, reply, await service.createGoal(userCtx(req), req.body)),
  )

  app.get(
    '/goals/:id',
    {
      schema: { operationId: 'getGoal', summary: 'Read a goal', tags, params: IdParams, response: { 200: Goal } },
    },
    (req) => service.getGoal(userCtx(req), req.params.id),
  )

  app.patch(
    '/goals/:id',
    {
      schema: {
        operationId: 'updateGoal',
        summary: 'Change a goal',
        description:
          'An absent field keeps its value, null clears it. With `cascade=true`, goals that wait for this one are pushed behind its target day, forward only and keeping their length; they arrive like any other change.',
        tags,
        params: IdParams,
        querystring: schema.GoalPatchQuery,
        body: schema.GoalPatch,
        response: { 200: Goal },
      },
    },
    (req) => {
      const update = req.query.cascade === 'true' ? updateGoalAndFollowers : service.updateGoal
      return update(userCtx(req), req.params.id, req.body, ifMatch(req))
    },
  )

  app.delete(
    '/goals/:id',
    {
      schema: {
        operationId: 'deleteGoal',
        summary: 'Move a goal to the trash',
        description: 'Goals under it stay and stand at the top until it is restored.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteGoal(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const goalPartsRoutes: Routes = async (app) => {
  app.get(
    '/goals/:id/progress',
    {
      config: { time: true },
      schema: {
        operationId: 'getGoalProgress',
        summary: 'Read progress, health and pace',
        description:
          'Components without members do not weigh; a manual progress wins. Days are those of your own time zone.',
        tags,
        params: IdParams,
        response: { 200: schema.GoalProgress },
      },
    },
    (req) => getGoalProgress(userCtx(req), req.params.id),
  )

  app.patch(
    '/goals/:id/criteria/:criterionId',
    {
      schema: {
        operationId: 'updateGoalCriterion',
        summary: 'Change or tick one success criterion',
        description: 'The others stay as they are, so two people ticking two boxes do not collide.',
        tags,
        params: CriterionParams,
        body: schema.CriterionPatch,
        response: { 200: Goal },
      },
    },
    (req) => service.updateCriterion(userCtx(req), req.params.id, req.params.criterionId, req.body, ifMatch(req)),
  )

  app.get(
    '/goals/:id/links',
    {
      schema: {
        operationId: 'listGoalLinks',
        summary: 'List what is tied to a goal',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: schema.GoalLinkPage },
      },
    },
    (req) => listLinks(userCtx(req), req.params.id, req.query),
  )

  app.put(
    '/goals/:id/links/:kind/:entityId',
    {
      schema: {
        operationId: 'linkToGoal',
        summary: 'Tie an item to a goal',
        description: 'May be repeated.',
        tags,
        params: LinkParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await linkToGoal(userCtx(req), req.params.id, req.params.kind, req.params.entityId)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/goals/:id/links/:kind/:entityId',
    {
      schema: {
        operationId: 'unlinkFromGoal',
        summary: 'Untie an item from a goal',
        description: 'May be repeated.',
        tags,
        params: LinkParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await unlinkFromGoal(userCtx(req), req.params.id, req.params.kind, req.params.entityId)
      return reply.code(204).send(null)
    },
  )
}
