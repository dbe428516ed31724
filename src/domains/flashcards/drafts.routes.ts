import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { AcceptedCards, DraftedCards } from './drafts.schema.ts'
import { acceptDrafts } from './drafts.service.ts'

export const draftsRoutes: Routes = async (app) => {
  app.post(
    '/flashcard-decks/:id/cards/accept',
    {
      schema: {
        operationId: 'acceptFlashcardDrafts',
        summary: 'Make cards of proposed drafts',
        description:
          'Takes what you keep of the answer of `/api/ai/flashcards/draft`. All of them become cards, or none; one whose front the deck has already makes no second one.',
        tags: ['flashcards'],
        params: IdParams,
        body: DraftedCards,
        response: { 200: AcceptedCards },
      },
    },
    (req) => acceptDrafts(userCtx(req), req.params.id, req.body),
  )
}
