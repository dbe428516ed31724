import { ifMatch } from '#core/conditional.ts'
import { takeForms } from '#core/files/form.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { urlOf } from './downloads.service.ts'
import * as schema from './files.schema.ts'
import * as service from './files.service.ts'

const { File } = schema
const tags = ['files']

export const filesRoutes: Routes = async (app) => {
  const { reach, config } = app.platform
  await takeForms(app)

  app.get(
    '/files',
    {
      schema: {
        operationId: 'listFiles',
        summary: 'List files',
        description: 'Newest first.',
        tags,
        querystring: schema.FileQuery,
        response: { 200: schema.FilePage },
      },
    },
    (req) => service.listFiles(userCtx(req), req.query),
  )

  app.post(
    '/files',
    {
      schema: {
        operationId: 'uploadFile',
        summary: 'Upload a file',
        description:
          'At most 25 MB: images (JPEG, PNG, WebP, GIF up to 50 million pixels), audio, video, PDF, office documents, text, Markdown, CSV and ZIP. What it is, its bytes say. Images are written anew, without what cameras and programs add to them, and get a thumbnail. A file that nothing refers to, and that does not say `keep`, is deleted after a week. 402 when your quota is used up.',
        tags,
        consumes: ['multipart/form-data'],
        body: schema.FileForm,
        response: { 201: File },
      },
    },
    async (req, reply) => {
      const { file, name, keep } = req.body
      return created(req, reply, await service.uploadFile(userCtx(req), reach, file, { name, keep }))
    },
  )

  app.get(
    '/files/usage',
    {
      schema: {
        operationId: 'getFileUsage',
        summary: 'Read how much your files take, and may take',
        tags,
        response: { 200: schema.FileUsage },
      },
    },
    (req) => service.getUsage(userCtx(req), reach),
  )

  app.get(
    '/files/:id',
    {
      schema: {
        operationId: 'getFile',
        summary: 'Read what a file is',
        tags,
        params: IdParams,
        response: { 200: File },
      },
    },
    (req) => service.getFile(userCtx(req), req.params.id),
  )

  app.get(
    '/files/:id/url',
    {
      config: { time: true },
      schema: {
        operationId: 'getFileUrl',
        summary: 'Make an address to download a file from',
        description: 'Whoever has it can read the file, without signing in, for ten minutes.',
        tags,
        params: IdParams,
        querystring: schema.UrlQuery,
        response: { 200: schema.FileUrl },
      },
    },
    (req) => urlOf(userCtx(req), config.publicUrl, req.params.id, req.query.variant),
  )

  app.patch(
    '/files/:id',
    {
      schema: {
        operationId: 'updateFile',
        summary: 'Rename a file, or keep it',
        tags,
        params: IdParams,
        body: schema.FilePatch,
        response: { 200: File },
      },
    },
    (req) => service.updateFile(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/files/:id',
    {
      schema: {
        operationId: 'deleteFile',
        summary: 'Delete a file',
        description: 'For good, bytes and all. Whatever refers to it lets go of it.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteFile(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
