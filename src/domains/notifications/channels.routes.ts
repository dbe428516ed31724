import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import * as schema from './channels.schema.ts'
import * as service from './channels.service.ts'
import { deliveriesOf, getDelivery, listDeliveries, replayDelivery } from './log.service.ts'
import { outletsOf } from './outlets.ts'
import { TestResult } from './targets.schema.ts'
import { sendTest } from './test-send.service.ts'

const { Channel } = schema
const tags = ['channels']
const once = { shownOnce: ['secret'] }

export const channelsRoutes: Routes = async (app) => {
  const outlets = outletsOf(app.platform)

  app.get(
    '/channels',
    {
      schema: {
        operationId: 'listChannels',
        summary: 'List channels',
        tags,
        querystring: PageQuery,
        response: { 200: schema.ChannelPage },
      },
    },
    (req) => service.listChannels(userCtx(req), req.query),
  )

  app.post(
    '/channels',
    {
      config: once,
      schema: {
        operationId: 'createChannel',
        summary: 'Add an e-mail, ntfy or webhook channel',
        description: 'A webhook answers with its secret, once. It receives Standard Webhooks (standardwebhooks.com).',
        tags,
        body: schema.NewChannel,
        response: { 201: schema.CreatedChannel },
      },
    },
    async (req, reply) => created(req, reply, await service.createChannel(userCtx(req), req.body)),
  )

  app.get(
    '/channels/:id',
    {
      schema: {
        operationId: 'getChannel',
        summary: 'Read a channel',
        tags,
        params: IdParams,
        response: { 200: Channel },
      },
    },
    (req) => service.getChannel(userCtx(req), req.params.id),
  )

  app.patch(
    '/channels/:id',
    {
      schema: {
        operationId: 'updateChannel',
        summary: 'Change a channel',
        description: 'Turning it on again forgets its failures.',
        tags,
        params: IdParams,
        body: schema.ChannelPatch,
        response: { 200: Channel },
      },
    },
    (req) => service.updateChannel(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/channels/:id',
    {
      schema: {
        operationId: 'deleteChannel',
        summary: 'Remove a channel',
        description: 'What still waits for it is not sent.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteChannel(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/channels/:id/test',
    {
      schema: {
        operationId: 'testChannel',
        summary: 'Send a test message to a channel',
        tags,
        params: IdParams,
        response: { 200: TestResult },
      },
    },
    (req) => sendTest(userCtx(req), outlets, req.params.id),
  )

  app.post(
    '/channels/:id/rotate-secret',
    {
      config: once,
      schema: {
        operationId: 'rotateChannelSecret',
        summary: 'Replace the secret of a webhook',
        description: 'Both sign until the overlap ends.',
        tags,
        params: IdParams,
        body: schema.SecretRotation,
        response: { 200: schema.CreatedChannel },
      },
    },
    (req) => service.rotateSecret(userCtx(req), req.params.id, req.body),
  )
}

export const deliveriesRoutes: Routes = async (app) => {
  app.get(
    '/channels/:id/deliveries',
    {
      schema: {
        operationId: 'listChannelDeliveries',
        summary: 'List what was sent to a channel',
        description: 'With every attempt and its outcome; also of a channel that is removed. Kept for 30 days.',
        tags,
        params: IdParams,
        querystring: schema.DeliveryQuery,
        response: { 200: schema.DeliveryPage },
      },
    },
    (req) => listDeliveries(userCtx(req), req.params.id, req.query),
  )

  app.get(
    '/notifications/:id/deliveries',
    {
      schema: {
        operationId: 'listNotificationDeliveries',
        summary: 'List what became of a notification on each of its ways',
        tags: ['notifications'],
        params: IdParams,
        response: { 200: schema.Deliveries },
      },
    },
    async (req) => ({ items: await deliveriesOf(userCtx(req), req.params.id) }),
  )

  app.get(
    '/deliveries/:id',
    {
      schema: {
        operationId: 'getDelivery',
        summary: 'Read a delivery',
        tags,
        params: IdParams,
        response: { 200: schema.Delivery },
      },
    },
    (req) => getDelivery(userCtx(req), req.params.id),
  )

  app.post(
    '/deliveries/:id/replay',
    {
      schema: {
        operationId: 'replayDelivery',
        summary: 'Send a delivery once more',
        description: 'Under the same key. 409 while it is still to be sent.',
        tags,
        params: IdParams,
        response: { 200: schema.Delivery },
      },
    },
    (req) => replayDelivery(userCtx(req), req.params.id),
  )
}
