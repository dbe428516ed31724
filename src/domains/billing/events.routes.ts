import type { FastifyInstance } from 'fastify'
import { invalid } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { cashierOf } from './cashier.ts'
import * as schema from './events.schema.ts'
import { listBillingEvents, receiveEvent } from './events.service.ts'

export const eventsRoutes: Routes = async (app) => {
  app.get(
    '/admin/billing/events',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'listBillingEvents',
        summary: 'List what the payment provider has sent',
        description: 'Newest first, with what became of each. For administrators and support.',
        tags: ['admin'],
        querystring: schema.BillingEventQuery,
        response: { 200: schema.BillingEventPage },
      },
    },
    (req) => listBillingEvents(userCtx(req), req.query),
  )
}

/** For Stripe alone, which signs what it sends; so it is not part of what clients are told of. */
export const webhookRoutes: Routes = async (app) => {
  takeBytes(app)
  app.post(
    '/webhooks/stripe',
    { config: { public: true, signed: true }, schema: { hide: true, response: { 200: schema.Received } } },
    async (req, reply) => {
      const signature = req.headers['stripe-signature']
      try {
        if (typeof signature !== 'string' || !Buffer.isBuffer(req.body))
          throw invalid('stripe-signature', 'An event has a body and a signature.')
        const { duplicate } = await receiveEvent(req.ctx, cashierOf(req.ctx), req.body, signature)
        return { received: true as const, duplicate }
      } catch (error) {
        // Only what is refused takes from the budget of its address: Stripe sends all of its events from a few.
        await app.limits.take('address', req.ip, reply)
        throw error
      }
    },
  )
}

/** The signature is of the bytes: parsed and written again, they would be others. */
function takeBytes(app: FastifyInstance) {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}
