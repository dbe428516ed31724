import { newId } from '#core/ids.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

async function card({ ann, make, exampleOf }: Scene) {
  const deck = await make('/flashcard-decks')
  return (await ann.post(`/flashcard-decks/${deck.id}/cards`, exampleOf('createFlashcard'))).body
}

export const makers: Makers = { '/flashcards': card }

export const setups: Setups = {
  reviewFlashcards: async (scene) => {
    const { id } = await card(scene)
    const review = { flashcardId: id, reviewId: newId(), rating: 'good', reviewedAt: '2026-01-01T09:00:00.000Z' }
    return { body: { reviews: [review] } }
  },
  undoFlashcardReview: async (scene) => {
    const { id } = await card(scene)
    const { review } = (await scene.ann.post(`/flashcards/${id}/review`, { rating: 'good' })).body
    return { params: { id, reviewId: review.id } }
  },
}
