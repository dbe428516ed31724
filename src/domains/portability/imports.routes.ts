import { takeForms } from '#core/files/form.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Import, ImportForm, MAX_ARCHIVE, UndoneImport } from './imports.schema.ts'
import * as service from './imports.service.ts'

const tags = ['portability']
const scope = 'session'

export const importsRoutes: Routes = async (app) => {
  const { reach } = app.platform
  await takeForms(app)

  app.post(
    '/users/me/import',
    {
      config: { scope, maxUpload: MAX_ARCHIVE },
      schema: {
        operationId: 'startImport',
        summary: 'Bring an archive, and have it checked',
        description:
          'Takes the zip that `startExport` of this or another instance made, or a file of another program. Nothing is taken in yet: a job carries out the whole import, writes down what would come of it and takes it back. Of another program’s file, what is not understood is told with its line and the rest goes on. One at a time (409).',
        tags,
        consumes: ['multipart/form-data'],
        body: ImportForm,
        response: { 202: Import },
      },
    },
    async (req, reply) => {
      await app.limits.take('account', req.ctx.actor?.id ?? '')
      return reply.code(202).send(await service.startImport(userCtx(req), reach, req.body))
    },
  )

  app.get(
    '/users/me/import',
    {
      config: { scope },
      schema: {
        operationId: 'getLatestImport',
        summary: 'Read how far the newest import is',
        tags,
        response: { 200: Import },
      },
    },
    (req) => service.latestImport(userCtx(req)),
  )

  app.get(
    '/users/me/imports/:id',
    {
      config: { scope },
      schema: {
        operationId: 'getImport',
        summary: 'Read how far an import is, and what comes of it',
        tags,
        params: IdParams,
        response: { 200: Import },
      },
    },
    (req) => service.getImport(userCtx(req), req.params.id),
  )

  app.post(
    '/users/me/imports/:id/apply',
    {
      config: { scope },
      schema: {
        operationId: 'applyImport',
        summary: 'Take in an archive that was checked',
        description:
          'All of it or nothing. Items keep their ids and versions, and bring their history and files; whose they were does not matter. Items that are here already stay, or are written anew where the import says so.',
        tags,
        params: IdParams,
        response: { 202: Import },
      },
    },
    async (req, reply) => reply.code(202).send(await service.applyImport(userCtx(req), req.params.id)),
  )

  app.post(
    '/users/me/imports/:id/undo',
    {
      config: { scope },
      schema: {
        operationId: 'undoImport',
        summary: 'Undo the import of a file of another program',
        description:
          'Deletes what it made and you have not changed since, for thirty days; importing the file again brings it back. Archives of an Almanac are not undone (409).',
        tags,
        params: IdParams,
        response: { 200: UndoneImport },
      },
    },
    (req) => service.undoImport(userCtx(req), req.params.id),
  )

  app.delete(
    '/users/me/imports/:id',
    {
      config: { scope },
      schema: {
        operationId: 'deleteImport',
        summary: 'Forget an import, or end one that is under way',
        description: 'Of one that is under way nothing is taken in. What was taken in stays.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteImport(userCtx(req), reach, req.params.id)
      return reply.code(204).send(null)
    },
  )
}
