import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { getDeck } from './decks.service.ts'
import * as schema from './flashcards.schema.ts'
import * as service from './flashcards.service.ts'

const { Flashcard } = schema
const tags = ['flashcards']

export const flashcardsRoutes: Routes = async (app) => {
  app.get(
    '/flashcards',
    {
      schema: {
        operationId: 'listFlashcards',
        summary: 'List flashcards',
        description: 'Newest first, without those whose deck is in the trash.',
        tags,
        querystring: schema.FlashcardQuery,
        response: { 200: schema.FlashcardPage },
      },
    },
    (req) => service.listFlashcards(userCtx(req), req.query),
  )

  app.post(
    '/flashcard-decks/:id/cards',
    {
      schema: {
        operationId: 'createFlashcard',
        summary: 'Write a flashcard into a deck',
        tags,
        params: IdParams,
        body: schema.NewDeckCard,
        response: { 201: Flashcard },
      },
    },
    async (req, reply) => {
      const deck = await getDeck(userCtx(req), req.params.id)
      const card = await service.createFlashcard(userCtx(req), { ...req.body, deckId: deck.id })
      reply.code(201).header('location', `/api/flashcards/${card.id}`)
      return card
    },
  )

  app.get(
    '/flashcards/:id',
    {
      schema: {
        operationId: 'getFlashcard',
        summary: 'Read a flashcard',
        tags,
        params: IdParams,
        response: { 200: Flashcard },
      },
    },
    (req) => service.getFlashcard(userCtx(req), req.params.id),
  )

  app.patch(
    '/flashcards/:id',
    {
      schema: {
        operationId: 'updateFlashcard',
        summary: 'Change a flashcard',
        description: 'An absent field keeps its value, null clears it. What is known of it only reviews change.',
        tags,
        params: IdParams,
        body: schema.FlashcardPatch,
        response: { 200: Flashcard },
      },
    },
    (req) => service.updateFlashcard(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/flashcards/:id',
    {
      schema: {
        operationId: 'deleteFlashcard',
        summary: 'Move a flashcard to the trash',
        description: 'Its reviews still count for the days on which they were done.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteFlashcard(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
