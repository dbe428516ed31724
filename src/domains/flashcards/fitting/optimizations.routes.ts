import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './optimizations.schema.ts'
import * as service from './optimizations.service.ts'

const { FlashcardOptimization } = schema
const tags = ['flashcards']

export const optimizationsRoutes: Routes = async (app) => {
  app.post(
    '/flashcards/optimize',
    {
      config: { time: true },
      schema: {
        operationId: 'optimizeFlashcards',
        summary: 'Fit the parameters of FSRS-6 to your reviews',
        description:
          'Of a deck with its parts, or of all decks. It takes a while: ask at its `location`. What is found is proposed with how much better it foretells your reviews, until you accept it. 422 with how many are missing below 400 reviews, 409 while others are being fitted.',
        tags,
        body: schema.NewOptimization,
        response: { 202: FlashcardOptimization },
      },
    },
    async (req, reply) => {
      const started = await service.startOptimization(userCtx(req), req.body)
      reply.code(202).header('location', `/api/flashcards/optimizations/${started.id}`)
      return started
    },
  )

  app.get(
    '/flashcards/optimizations',
    {
      schema: {
        operationId: 'listFlashcardOptimizations',
        summary: 'List the parameters that were fitted',
        description: 'Newest first.',
        tags,
        querystring: schema.OptimizationQuery,
        response: { 200: schema.OptimizationPage },
      },
    },
    (req) => service.listOptimizations(userCtx(req), req.query),
  )

  app.get(
    '/flashcards/optimizations/:id',
    {
      schema: {
        operationId: 'getFlashcardOptimization',
        summary: 'See parameters that were fitted, and how well they foretell',
        tags,
        params: IdParams,
        response: { 200: FlashcardOptimization },
      },
    },
    (req) => service.getOptimization(userCtx(req), req.params.id),
  )

  app.post(
    '/flashcards/optimizations/:id/accept',
    {
      schema: {
        operationId: 'acceptFlashcardOptimization',
        summary: 'Take over parameters that are proposed',
        description:
          'Its decks have them from now on, and their cards from their next review; at once where their dates shall be computed anew. 409 when it is no proposal any more.',
        tags,
        params: IdParams,
        body: schema.OptimizationAcceptance.nullish(),
        response: { 200: FlashcardOptimization },
      },
    },
    (req) => service.acceptOptimization(userCtx(req), req.params.id, req.body ?? {}),
  )

  app.post(
    '/flashcards/optimizations/:id/reject',
    {
      schema: {
        operationId: 'rejectFlashcardOptimization',
        summary: 'Turn down parameters that are proposed',
        tags,
        params: IdParams,
        response: { 200: FlashcardOptimization },
      },
    },
    (req) => service.rejectOptimization(userCtx(req), req.params.id),
  )
}
