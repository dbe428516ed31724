import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as service from './decks.service.ts'
import * as schema from './flashcards.schema.ts'

const { FlashcardDeck } = schema
const tags = ['flashcards']

export const decksRoutes: Routes = async (app) => {
  app.get(
    '/flashcard-decks',
    {
      schema: {
        operationId: 'listFlashcardDecks',
        summary: 'List decks',
        description: 'In their order.',
        tags,
        querystring: schema.FlashcardDeckQuery,
        response: { 200: schema.FlashcardDeckPage },
      },
    },
    (req) => service.listDecks(userCtx(req), req.query),
  )

  app.post(
    '/flashcard-decks',
    {
      schema: {
        operationId: 'createFlashcardDeck',
        summary: 'Create a deck',
        tags,
        body: schema.NewFlashcardDeck,
        response: { 201: FlashcardDeck },
      },
    },
    async (req, reply) => created(req, reply, await service.createDeck(userCtx(req), req.body)),
  )

  app.get(
    '/flashcard-decks/:id',
    {
      schema: {
        operationId: 'getFlashcardDeck',
        summary: 'Read a deck',
        tags,
        params: IdParams,
        response: { 200: FlashcardDeck },
      },
    },
    (req) => service.getDeck(userCtx(req), req.params.id),
  )

  app.patch(
    '/flashcard-decks/:id',
    {
      schema: {
        operationId: 'updateFlashcardDeck',
        summary: 'Change a deck',
        description:
          'An absent field keeps its value, null clears it. What it says of intervals counts for each card from its next review. 409 when it would become part of itself.',
        tags,
        params: IdParams,
        body: schema.FlashcardDeckPatch,
        response: { 200: FlashcardDeck },
      },
    },
    (req) => service.updateDeck(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/flashcard-decks/:id',
    {
      schema: {
        operationId: 'deleteFlashcardDeck',
        summary: 'Move a deck to the trash',
        description: 'Its cards are neither asked nor listed until it comes back.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteDeck(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
