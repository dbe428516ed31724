import { z } from 'zod'
import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { exportDeck } from './exports.service.ts'
import * as schema from './imports.schema.ts'
import * as service from './imports.service.ts'

const { FlashcardImport } = schema
const tags = ['flashcards']

/** Any name, as a header can carry it (RFC 6266, RFC 8187). */
const disposition = (name: string) =>
  `attachment; filename="flashcards.apkg"; filename*=UTF-8''${encodeURIComponent(name.slice(0, 100).toWellFormed()).replaceAll(/['()*]/g, '_')}.apkg`

const Bytes = z.any().meta({ type: 'string', format: 'binary', example: 'the bytes' })

export const importsRoutes: Routes = async (app) => {
  const { reach } = app.platform

  app.get(
    '/flashcard-decks/:id/cards.apkg',
    {
      config: { time: true },
      schema: {
        operationId: 'exportFlashcardPackage',
        summary: 'Take a deck along as a package of Anki',
        description:
          'With its parts, pictures and sounds, and with the history of reviews and what is known of each card unless you say otherwise. Every Anki since 2.0 reads it. Taken over here again, it is what it was.',
        tags,
        params: IdParams,
        querystring: schema.PackageQuery,
        produces: ['application/zip'],
        response: { 200: Bytes },
      },
    },
    async (req, reply) => {
      const { name, bytes } = await exportDeck(userCtx(req), reach, req.params.id, req.query.withReviews)
      return reply.type('application/zip').header('content-disposition', disposition(name)).send(bytes)
    },
  )

  app.post(
    '/flashcards/import',
    {
      config: { time: true },
      schema: {
        operationId: 'importFlashcardPackage',
        summary: 'Take over a package of Anki',
        description:
          'Upload the `.apkg` to `/api/files` first. It is read by and by: ask at its `location` how far it is. Notes become cards as Anki shows them, with tags, subdecks, pictures, sounds and the history of their reviews. A card that came in before is brought up to date, and not doubled. 409 while another one is being read.',
        tags,
        body: schema.NewFlashcardImport,
        response: { 202: FlashcardImport },
      },
    },
    async (req, reply) => {
      const started = await service.startImport(userCtx(req), req.body)
      reply.code(202).header('location', `/api/flashcards/imports/${started.id}`)
      return started
    },
  )

  app.get(
    '/flashcards/imports',
    {
      schema: {
        operationId: 'listFlashcardImports',
        summary: 'List the packages that were taken over',
        description: 'Newest first.',
        tags,
        querystring: schema.FlashcardImportQuery,
        response: { 200: schema.FlashcardImportPage },
      },
    },
    (req) => service.listImports(userCtx(req), req.query),
  )

  app.get(
    '/flashcards/imports/:id',
    {
      schema: {
        operationId: 'getFlashcardImport',
        summary: 'See how far a package has been read, and what became of it',
        tags,
        params: IdParams,
        response: { 200: FlashcardImport },
      },
    },
    (req) => service.getImport(userCtx(req), req.params.id),
  )

  app.post(
    '/flashcards/imports/:id/undo',
    {
      schema: {
        operationId: 'undoFlashcardImport',
        summary: 'Take an import back',
        description:
          'The cards that it made go to the trash, and so do its decks that are empty then. What it changed of cards that were there before stays; see their history. 409 while it runs.',
        tags,
        params: IdParams,
        response: { 200: FlashcardImport },
      },
    },
    (req) => service.undoImport(userCtx(req), req.params.id),
  )
}
