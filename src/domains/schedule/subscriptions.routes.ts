import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import * as schema from './subscriptions.schema.ts'
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  refreshSubscription,
  updateSubscription,
} from './subscriptions.service.ts'

const { Subscription } = schema
const tags = ['schedule']

export const subscriptionsRoutes: Routes = async (app) => {
  app.get(
    '/schedule/subscriptions',
    {
      schema: {
        operationId: 'listCalendarSubscriptions',
        summary: 'List subscribed calendars and how they are',
        tags,
        querystring: PageQuery,
        response: { 200: schema.SubscriptionPage },
      },
    },
    (req) => listSubscriptions(userCtx(req), req.query),
  )

  app.post(
    '/schedule/subscriptions',
    {
      schema: {
        operationId: 'createCalendarSubscription',
        summary: 'Subscribe to a calendar by its address',
        description:
          'A worker reads it at once and every few hours from then on; its events become blocks that are read only here.',
        tags,
        body: schema.NewSubscription,
        response: { 201: Subscription },
      },
    },
    async (req, reply) => created(req, reply, await createSubscription(userCtx(req), req.body)),
  )

  app.get(
    '/schedule/subscriptions/:id',
    {
      schema: {
        operationId: 'getCalendarSubscription',
        summary: 'Read a subscription: when it was read, what went wrong, when it is tried again',
        tags,
        params: IdParams,
        response: { 200: Subscription },
      },
    },
    (req) => getSubscription(userCtx(req), req.params.id),
  )

  app.patch(
    '/schedule/subscriptions/:id',
    {
      schema: {
        operationId: 'updateCalendarSubscription',
        summary: 'Rename a subscription or change its address',
        tags,
        params: IdParams,
        body: schema.SubscriptionPatch,
        response: { 200: Subscription },
      },
    },
    (req) => updateSubscription(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/schedule/subscriptions/:id',
    {
      schema: {
        operationId: 'deleteCalendarSubscription',
        summary: 'End a subscription; its blocks go to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await deleteSubscription(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/schedule/subscriptions/:id/refresh',
    {
      schema: {
        operationId: 'refreshCalendarSubscription',
        summary: 'Read a subscribed calendar now',
        tags,
        params: IdParams,
        response: { 200: Subscription },
      },
    },
    (req) => refreshSubscription(userCtx(req), req.params.id),
  )
}
