import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './affirmations.schema.ts'
import * as service from './affirmations.service.ts'
import { affirmationOfToday, listPicks } from './picks.service.ts'

const { Affirmation } = schema
const tags = ['affirmations']

export const affirmationsRoutes: Routes = async (app) => {
  app.get(
    '/affirmations/today',
    {
      config: { time: true },
      schema: {
        operationId: 'getDailyAffirmation',
        summary: 'Ask for the affirmation of your day',
        description:
          'The same on every device for the whole day. None comes again before all that take turns have been shown.',
        tags,
        response: { 200: schema.DailyAffirmation },
      },
    },
    (req) => affirmationOfToday(userCtx(req)),
  )

  app.get(
    '/affirmations/picks',
    {
      config: { time: true },
      schema: {
        operationId: 'listAffirmationPicks',
        summary: 'Read which affirmation was shown on which day',
        tags,
        querystring: schema.PickQuery,
        response: { 200: schema.PickList },
      },
    },
    (req) => listPicks(userCtx(req), req.query),
  )

  app.get(
    '/affirmations',
    {
      schema: {
        operationId: 'listAffirmations',
        summary: 'List affirmations',
        tags,
        querystring: schema.AffirmationQuery,
        response: { 200: schema.AffirmationPage },
      },
    },
    (req) => service.listAffirmations(userCtx(req), req.query),
  )

  app.post(
    '/affirmations',
    {
      schema: {
        operationId: 'createAffirmation',
        summary: 'Keep an affirmation',
        tags,
        body: schema.NewAffirmation,
        response: { 201: Affirmation },
      },
    },
    async (req, reply) => created(req, reply, await service.createAffirmation(userCtx(req), req.body)),
  )

  app.get(
    '/affirmations/:id',
    {
      schema: {
        operationId: 'getAffirmation',
        summary: 'Read an affirmation',
        tags,
        params: IdParams,
        response: { 200: Affirmation },
      },
    },
    (req) => service.getAffirmation(userCtx(req), req.params.id),
  )

  app.patch(
    '/affirmations/:id',
    {
      schema: {
        operationId: 'updateAffirmation',
        summary: 'Change an affirmation',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.AffirmationPatch,
        response: { 200: Affirmation },
      },
    },
    (req) => service.updateAffirmation(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/affirmations/:id',
    {
      schema: {
        operationId: 'deleteAffirmation',
        summary: 'Move an affirmation to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteAffirmation(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
