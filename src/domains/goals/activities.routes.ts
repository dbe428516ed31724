import { z } from 'zod'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { GoalActivity, GoalActivityPage, NewGoalActivity } from './activities.schema.ts'
import { addActivity, deleteActivity, getActivity, listActivities } from './activities.service.ts'

const tags = ['goals']
const ActivityParams = IdParams.extend({ activityId: z.uuid() })

export const activitiesRoutes: Routes = async (app) => {
  app.get(
    '/goals/:id/activity',
    {
      schema: {
        operationId: 'listGoalActivity',
        summary: 'List what happened to a goal',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: GoalActivityPage },
      },
    },
    (req) => listActivities(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/goals/:id/activity',
    {
      schema: {
        operationId: 'addGoalActivity',
        summary: 'Write down what happened',
        description: 'A note unless another type is given. The goal counts as active from now.',
        tags,
        params: IdParams,
        body: NewGoalActivity,
        response: { 201: GoalActivity },
      },
    },
    async (req, reply) => created(req, reply, await addActivity(userCtx(req), req.params.id, req.body)),
  )

  app.get(
    '/goals/:id/activity/:activityId',
    {
      schema: {
        operationId: 'getGoalActivity',
        summary: 'Read one entry',
        tags,
        params: ActivityParams,
        response: { 200: GoalActivity },
      },
    },
    (req) => getActivity(userCtx(req), req.params.id, req.params.activityId),
  )

  app.delete(
    '/goals/:id/activity/:activityId',
    {
      schema: {
        operationId: 'deleteGoalActivity',
        summary: 'Remove an entry',
        tags,
        params: ActivityParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await deleteActivity(userCtx(req), req.params.id, req.params.activityId)
      return reply.code(204).send(null)
    },
  )
}
