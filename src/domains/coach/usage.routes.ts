import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { AiCapabilities, AiUsage, UsageQuery } from './usage.schema.ts'
import { readCapabilities, readUsage } from './usage.service.ts'

const tags = ['ai']

export const usageRoutes: Routes = async (app) => {
  const { ai } = app.platform.reach

  app.get(
    '/ai/usage',
    {
      config: { time: true },
      schema: {
        operationId: 'getAiUsage',
        summary: 'Read what your questions to models took',
        description: 'Tokens and money by day, feature and model, and what is left of the budget until it begins anew.',
        tags,
        querystring: UsageQuery,
        response: { 200: AiUsage },
      },
    },
    (req) => readUsage(userCtx(req), ai, req.query),
  )

  app.get(
    '/ai/capabilities',
    {
      schema: {
        operationId: 'getAiCapabilities',
        summary: 'Read what the assistant can really do now',
        tags,
        response: { 200: AiCapabilities },
      },
    },
    (req) => readCapabilities(userCtx(req), ai),
  )
}
