import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './logbook.schema.ts'
import * as service from './logbook.service.ts'

const { LogbookEntry } = schema
const tags = ['logbook']

export const logbookRoutes: Routes = async (app) => {
  app.get(
    '/logbook',
    {
      schema: {
        operationId: 'listLogbook',
        summary: 'List logbook entries',
        description: 'The latest day first.',
        tags,
        querystring: schema.LogbookQuery,
        response: { 200: schema.LogbookPage },
      },
    },
    (req) => service.listEntries(userCtx(req), req.query),
  )

  app.post(
    '/logbook',
    {
      config: { time: true },
      schema: {
        operationId: 'createLogbookEntry',
        summary: 'Write a logbook entry',
        tags,
        body: schema.NewLogbookEntry,
        response: { 201: LogbookEntry },
      },
    },
    async (req, reply) => created(req, reply, await service.createEntry(userCtx(req), req.body)),
  )

  app.get(
    '/logbook/:id',
    {
      schema: {
        operationId: 'getLogbookEntry',
        summary: 'Read a logbook entry',
        tags,
        params: IdParams,
        response: { 200: LogbookEntry },
      },
    },
    (req) => service.getEntry(userCtx(req), req.params.id),
  )

  app.patch(
    '/logbook/:id',
    {
      schema: {
        operationId: 'updateLogbookEntry',
        summary: 'Change a logbook entry',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.LogbookEntryPatch,
        response: { 200: LogbookEntry },
      },
    },
    (req) => service.updateEntry(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/logbook/:id',
    {
      schema: {
        operationId: 'deleteLogbookEntry',
        summary: 'Move a logbook entry to the trash',
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
