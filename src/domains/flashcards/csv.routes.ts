import { Readable } from 'node:stream'
import { z } from 'zod'
import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { FlashcardCsv, ImportedFlashcards } from './csv.schema.ts'
import { exportCards, importCards } from './csv.service.ts'

const tags = ['flashcards']
/** JSON escapes every line's end. */
const BODY_LIMIT = 6_000_000

const Csv = z.string().meta({
  description: 'The oldest first. It can be read back, also after it was edited: the id says which card is meant.',
  example: 'front,back,hint,tags,id\nla montaña,the mountain,It is high.,nature,0199c8f2-7a6b-7c1d-8e2f-3a4b5c6d7e8f\n',
})

export const flashcardCsvRoutes: Routes = async (app) => {
  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    async (_: unknown, body: string | Buffer) => ({ csv: String(body) }),
  )

  app.get(
    '/flashcard-decks/:id/cards.csv',
    {
      schema: {
        operationId: 'exportFlashcards',
        summary: 'Take the cards of a deck along as CSV',
        tags,
        params: IdParams,
        produces: ['text/csv'],
        response: { 200: Csv },
      },
    },
    async (req, reply) => {
      const lines = await exportCards(userCtx(req), req.params.id)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="flashcards-${req.params.id}.csv"`)
        .send(Readable.from(lines) as never) // a stream is sent as it is, past the schema
    },
  )

  app.post(
    '/flashcard-decks/:id/cards.csv',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'importFlashcards',
        summary: 'Take over cards from CSV',
        description:
          'Each row comes in or is named with the reason why not. A row with the `id` or else the `front` of a card of the deck writes that anew, and what is known of it stays.',
        tags,
        params: IdParams,
        body: FlashcardCsv,
        response: { 200: ImportedFlashcards },
      },
    },
    (req) => importCards(userCtx(req), req.params.id, req.body.csv),
  )
}
