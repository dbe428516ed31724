import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './billing.schema.ts'
import { listEntitlements, listPlans, readSubscription } from './subscription.service.ts'

const tags = ['subscription']

export const billingRoutes: Routes = async (app) => {
  app.get(
    '/subscription',
    {
      config: { time: true },
      schema: {
        operationId: 'getSubscription',
        summary: 'Read my plan and what is left of it',
        description:
          'Months and weeks are those of your own calendar, in your zone. On a server where plans limit nobody, every limit is null.',
        tags,
        response: { 200: schema.Subscription },
      },
    },
    (req) => readSubscription(userCtx(req)),
  )

  app.get(
    '/subscription/plans',
    { schema: { operationId: 'listPlans', summary: 'List the plans', tags, response: { 200: schema.PlanOffers } } },
    async (req) => ({ items: listPlans(userCtx(req)) }),
  )

  app.get(
    '/subscription/entitlements',
    {
      config: { time: true },
      schema: {
        operationId: 'listEntitlements',
        summary: 'List what my plan includes and how much of it is used',
        tags,
        response: { 200: schema.Entitlements },
      },
    },
    async (req) => ({ items: await listEntitlements(userCtx(req)) }),
  )
}
