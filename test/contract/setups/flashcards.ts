import { newId } from '#core/ids.ts'
import { packageOf } from '#domains/flashcards/anki/packages.fixture.ts'
import { formOf } from '#test/forms.ts'
import type { Makers, Scene, Setups } from '../scene.ts'

async function card({ ann, make, exampleOf }: Scene) {
  const deck = await make('/flashcard-decks')
  return (await ann.post(`/flashcard-decks/${deck.id}/cards`, exampleOf('createFlashcard'))).body
}

async function uploaded({ ann }: Scene): Promise<string> {
  const bytes = await packageOf({ notes: [{ guid: 'sea', fields: ['el mar', 'the sea'] }] })
  const file = new File([new Uint8Array(bytes)], 'Spanish.apkg')
  return (await ann.post('/files', formOf({ file }))).body.id
}

/** An import that has ended: tests have no worker that would bring it there. */
async function anImport(scene: Scene) {
  const { id } = (await scene.ann.post('/flashcards/import', { fileId: await uploaded(scene) })).body
  await scene.app.platform.database.query(`update flashcard_imports set state = 'done' where id = $1`, [id])
  return { params: { id } }
}

export const makers: Makers = { '/flashcards': card }

export const setups: Setups = {
  importFlashcardPackage: async (scene) => ({ body: { fileId: await uploaded(scene), dryRun: true } }),
  getFlashcardImport: anImport,
  undoFlashcardImport: anImport,
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
