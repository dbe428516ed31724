import { z } from 'zod'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { NewProjectActivity, ProjectActivity, ProjectActivityPage } from './activities.schema.ts'
import { addNote, deleteActivity, getActivity, listActivities } from './activities.service.ts'

const tags = ['projects']
const ActivityParams = IdParams.extend({ activityId: z.uuid() })

export const activitiesRoutes: Routes = async (app) => {
  app.get(
    '/projects/:id/activity',
    {
      schema: {
        operationId: 'listProjectActivity',
        summary: 'List what happened to a project',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: { 200: ProjectActivityPage },
      },
    },
    (req) => listActivities(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/projects/:id/activity',
    {
      schema: {
        operationId: 'addProjectNote',
        summary: 'Write down what happened',
        description: 'A note. The project counts as active from now.',
        tags,
        params: IdParams,
        body: NewProjectActivity,
        response: { 201: ProjectActivity },
      },
    },
    async (req, reply) => created(req, reply, await addNote(userCtx(req), req.params.id, req.body)),
  )

  app.get(
    '/projects/:id/activity/:activityId',
    {
      schema: {
        operationId: 'getProjectActivity',
        summary: 'Read one entry',
        tags,
        params: ActivityParams,
        response: { 200: ProjectActivity },
      },
    },
    (req) => getActivity(userCtx(req), req.params.id, req.params.activityId),
  )

  app.delete(
    '/projects/:id/activity/:activityId',
    {
      schema: {
        operationId: 'deleteProjectActivity',
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
