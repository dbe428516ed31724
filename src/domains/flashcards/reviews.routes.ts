import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { dueFlashcards, previewFlashcard } from './due.service.ts'
import { Flashcard } from './flashcards.schema.ts'
import { buryFlashcard, resetFlashcard, updateFlashcard } from './flashcards.service.ts'
import * as schema from './reviews.schema.ts'
import { listReviews, reviewFlashcard, reviewMany, undoReview } from './reviews.service.ts'
import { FlashcardStatistics, StatisticsQuery } from './statistics.schema.ts'
import { flashcardStatistics } from './statistics.service.ts'

const tags = ['flashcards']

export const reviewsRoutes: Routes = async (app) => {
  app.get(
    '/flashcards/due',
    {
      config: { time: true },
      schema: {
        operationId: 'listDueFlashcards',
        summary: 'Ask which flashcards come next',
        description:
          'Cards in learning whose time has come, then what is due by the end of your day, then new cards, as many as the limits of their decks leave for today. Of several cards of one group one a day. Ask again after some reviews.',
        tags,
        querystring: schema.DueQuery,
        response: { 200: schema.DueFlashcards },
      },
    },
    (req) => dueFlashcards(userCtx(req), req.query),
  )

  app.get(
    '/flashcards/statistics',
    {
      config: { time: true },
      schema: {
        operationId: 'getFlashcardStatistics',
        summary: 'See how learning goes',
        description:
          'How many cards stand where, how well they are remembered when they are due, what was done on each day, and what comes.',
        tags,
        querystring: StatisticsQuery,
        response: { 200: FlashcardStatistics },
      },
    },
    (req) => flashcardStatistics(userCtx(req), req.query),
  )

  app.get(
    '/flashcards/:id/preview',
    {
      config: { time: true },
      schema: {
        operationId: 'previewFlashcard',
        summary: 'See what each of the four answers would lead to',
        tags,
        params: IdParams,
        response: { 200: schema.FlashcardPreview },
      },
    },
    (req) => previewFlashcard(userCtx(req), req.params.id),
  )

  app.post(
    '/flashcards/:id/review',
    {
      config: { time: true },
      schema: {
        operationId: 'reviewFlashcard',
        summary: 'Answer a flashcard',
        description:
          'The same `reviewId` again changes nothing. Reviews of devices that were offline may come in any order: each is put in where it was answered, and the card becomes what all of them together make of it.',
        tags,
        params: IdParams,
        body: schema.NewFlashcardReview,
        response: { 200: schema.ReviewedFlashcard },
      },
    },
    (req) => reviewFlashcard(userCtx(req), req.params.id, req.body),
  )

  app.post(
    '/flashcards/reviews',
    {
      config: { time: true },
      schema: {
        operationId: 'reviewFlashcards',
        summary: 'Hand in the reviews of a device that was offline',
        description: 'A result for each. One that is refused keeps none of the others out.',
        tags,
        body: schema.ReviewBatch,
        response: { 200: schema.ReviewBatchResult },
      },
    },
    (req) => reviewMany(userCtx(req), req.body),
  )

  app.get(
    '/flashcards/:id/reviews',
    {
      schema: {
        operationId: 'listFlashcardReviews',
        summary: 'List the reviews of a flashcard',
        description: 'The last answered first, with what was undone.',
        tags,
        params: IdParams,
        querystring: schema.FlashcardReviewQuery,
        response: { 200: schema.FlashcardReviewPage },
      },
    },
    (req) => listReviews(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/flashcards/:id/reviews/:reviewId/undo',
    {
      config: { time: true },
      schema: {
        operationId: 'undoFlashcardReview',
        summary: 'Undo a review',
        description:
          'The card is what it was before it or, where others came after it, what they make of it. Sent again, the review stays undone.',
        tags,
        params: schema.ReviewParams,
        response: { 200: Flashcard },
      },
    },
    (req) => undoReview(userCtx(req), req.params.id, req.params.reviewId),
  )

  app.post(
    '/flashcards/:id/suspend',
    {
      schema: {
        operationId: 'suspendFlashcard',
        summary: 'Suspend a flashcard',
        description: 'It is not asked until it is taken up again.',
        tags,
        params: IdParams,
        response: { 200: Flashcard },
      },
    },
    (req) => updateFlashcard(userCtx(req), req.params.id, { isSuspended: true }),
  )

  app.post(
    '/flashcards/:id/unsuspend',
    {
      schema: {
        operationId: 'unsuspendFlashcard',
        summary: 'Take a suspended flashcard up again',
        tags,
        params: IdParams,
        response: { 200: Flashcard },
      },
    },
    (req) => updateFlashcard(userCtx(req), req.params.id, { isSuspended: false }),
  )

  app.post(
    '/flashcards/:id/bury',
    {
      config: { time: true },
      schema: {
        operationId: 'buryFlashcard',
        summary: 'Put a flashcard off to another day',
        tags,
        params: IdParams,
        body: schema.Burying.nullish(),
        response: { 200: Flashcard },
      },
    },
    (req) => buryFlashcard(userCtx(req), req.params.id, req.body?.until),
  )

  app.post(
    '/flashcards/:id/reset',
    {
      config: { time: true },
      schema: {
        operationId: 'resetFlashcard',
        summary: 'Begin a flashcard anew',
        description: 'As if it had never been reviewed. Its reviews stay in its history and in the statistics.',
        tags,
        params: IdParams,
        response: { 200: Flashcard },
      },
    },
    (req) => resetFlashcard(userCtx(req), req.params.id),
  )
}
