import { FSRS } from 'ts-fsrs'
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

/** Parameters that have been fitted, as if there had been enough reviews. */
async function anOptimization({ ann, app }: Scene) {
  const id = newId()
  const parameters = `{${new FSRS({}).parameters.w.join()}}`
  await app.platform.database.query(
    `insert into flashcard_optimizations (user_id, id, state, auto_accept, reschedule, reviews, parameters, created_at)
     values ($1, $2, 'proposed', false, false, 400, $3, now())`,
    [ann.userId, id, parameters],
  )
  return { params: { id } }
}

export const makers: Makers = { '/flashcards': card }

export const setups: Setups = {
  optimizeFlashcards: async ({ ann, app, make }) => {
    const { id } = await make('/flashcard-decks')
    const day = `insert into flashcard_days (user_id, day, deck_id, reviews) values ($1, '2026-01-01', $2, 400)`
    await app.platform.database.query(day, [ann.userId, id])
    return { body: { deckId: id } }
  },
  undoFlashcardBacklog: async ({ ann }) => ({
    params: { id: (await ann.post('/flashcards/backlog', { perDay: 50 })).body.id },
  }),
  getFlashcardOptimization: anOptimization,
  acceptFlashcardOptimization: anOptimization,
  rejectFlashcardOptimization: anOptimization,
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
