import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './journal.schema.ts'
import * as service from './journal.service.ts'

const { JournalEntry } = schema
const tags = ['journal']

export const journalRoutes: Routes = async (app) => {
  app.get(
    '/journal',
    {
      schema: {
        operationId: 'listJournal',
        summary: 'List journal entries',
        description: 'The latest day first.',
        tags,
        querystring: schema.JournalQuery,
        response: { 200: schema.JournalPage },
      },
    },
    (req) => service.listEntries(userCtx(req), req.query),
  )

  app.post(
    '/journal',
    {
      config: { time: true },
      schema: {
        operationId: 'createJournalEntry',
        summary: 'Write a journal entry',
        tags,
        body: schema.NewJournalEntry,
        response: { 201: JournalEntry },
      },
    },
    async (req, reply) => created(req, reply, await service.createEntry(userCtx(req), req.body)),
  )

  app.get(
    '/journal/:id',
    {
      schema: {
        operationId: 'getJournalEntry',
        summary: 'Read a journal entry',
        tags,
        params: IdParams,
        response: { 200: JournalEntry },
      },
    },
    (req) => service.getEntry(userCtx(req), req.params.id),
  )

  app.patch(
    '/journal/:id',
    {
      schema: {
        operationId: 'updateJournalEntry',
        summary: 'Change a journal entry',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.JournalEntryPatch,
        response: { 200: JournalEntry },
      },
    },
    (req) => service.updateEntry(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/journal/:id',
    {
      schema: {
        operationId: 'deleteJournalEntry',
        summary: 'Move a journal entry to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteEntry(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
