import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './voice.schema.ts'
import * as service from './voice.service.ts'

export const voiceRoutes: Routes = async (app) => {
  app.post(
    '/intent/classify',
    {
      config: { time: true },
      schema: {
        operationId: 'classifyIntent',
        summary: 'Tell what an utterance wants',
        description:
          'By fixed rules, in English: each wish with its type, how sure that is, and what it names. Nothing is carried out.',
        tags: ['voice'],
        body: schema.Utterance,
        response: { 200: schema.Understanding },
      },
    },
    (req) => service.classifyUtterance(userCtx(req), req.body.text),
  )
}
