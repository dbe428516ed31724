import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { applyBacklog, getBacklog, undoBacklog } from './backlog.service.ts'
import * as schema from './workload.schema.ts'
import { getWorkload } from './workload.service.ts'

const tags = ['flashcards']

export const workloadRoutes: Routes = async (app) => {
  app.get(
    '/flashcards/backlog',
    {
      config: { time: true },
      schema: {
        operationId: 'getFlashcardBacklog',
        summary: 'See how long what has piled up takes',
        description: 'Day by day, with what falls due anyway, when no day shall have more reviews than you say.',
        tags,
        querystring: schema.BacklogQuery,
        response: { 200: schema.FlashcardBacklog },
      },
    },
    (req) => getBacklog(userCtx(req), req.query),
  )

  app.post(
    '/flashcards/backlog',
    {
      config: { time: true },
      schema: {
        operationId: 'spreadFlashcardBacklog',
        summary: 'Spread what has piled up over the days to come',
        description:
          'What is remembered best comes first. Its cards are put off and nothing else about them changes; a later plan takes the place of this one. 422 when more fall due each day than you allow for.',
        tags,
        body: schema.NewBacklogPlan,
        response: { 200: schema.BacklogPlan },
      },
    },
    (req) => applyBacklog(userCtx(req), req.body),
  )

  app.post(
    '/flashcards/backlog/:id/undo',
    {
      config: { time: true },
      schema: {
        operationId: 'undoFlashcardBacklog',
        summary: 'Take a plan for a backlog back',
        description: 'What it still puts off is asked again from today.',
        tags,
        params: IdParams,
        response: { 200: schema.BacklogPlan },
      },
    },
    (req) => undoBacklog(userCtx(req), req.params.id),
  )

  app.get(
    '/flashcards/workload',
    {
      config: { time: true },
      schema: {
        operationId: 'getFlashcardWorkload',
        summary: 'See what remembering more or less would take',
        description:
          'Plays the days to come through with FSRS-6: reviews a day, and how many cards would be known in the end, for each desired retention.',
        tags,
        querystring: schema.WorkloadQuery,
        response: { 200: schema.FlashcardWorkload },
      },
    },
    (req) => getWorkload(userCtx(req), req.query),
  )
}
