import { z } from 'zod'
import { askedPart } from '#core/files/ranges.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Problem } from '#core/problem.ts'
import * as schema from './exports.schema.ts'
import * as service from './exports.service.ts'

const { Export } = schema
const tags = ['portability']
const Bytes = z.any().meta({ type: 'string', format: 'binary', example: 'the bytes' })

export const exportsRoutes: Routes = async (app) => {
  const { reach, config } = app.platform

  app.post(
    '/users/me/export',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'startExport',
        summary: 'Export everything that is mine',
        description:
          'A zip with every row that is yours, with its history, and your files; a job makes it from one moment’s state. What proves who you are is left out. One at a time (409); the one before it is deleted.',
        tags,
        response: { 202: Export },
      },
    },
    async (req, reply) => {
      await app.limits.take('account', req.ctx.actor?.id ?? '')
      return reply.code(202).send(await service.startExport(userCtx(req), config.publicUrl))
    },
  )

  app.get(
    '/users/me/export',
    {
      config: { scope: 'session', time: true },
      schema: {
        operationId: 'getLatestExport',
        summary: 'Read how far the newest export is, and where to download it',
        tags,
        response: { 200: Export },
      },
    },
    (req) => service.latestExport(userCtx(req), config.publicUrl),
  )

  app.get(
    '/users/me/exports/:id',
    {
      config: { scope: 'session', time: true },
      schema: {
        operationId: 'getExport',
        summary: 'Read how far an export is, and where to download it',
        tags,
        params: IdParams,
        response: { 200: Export },
      },
    },
    (req) => service.getExport(userCtx(req), config.publicUrl, req.params.id),
  )

  app.delete(
    '/users/me/exports/:id',
    {
      config: { scope: 'session' },
      schema: {
        operationId: 'deleteExport',
        summary: 'Delete an export, or end one that is being made',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteExport(userCtx(req), reach, req.params.id)
      return reply.code(204).send(null)
    },
  )
}

export const archivesRoutes: Routes = async (app) => {
  app.get(
    '/exports/:owner/:id',
    {
      config: { public: true, time: true },
      schema: {
        operationId: 'downloadExport',
        summary: 'Download an export',
        description:
          'From an address that `getExport` made, until it is over. Answers a part (206) to whoever asks for one with `Range`, so that a download can go on where it broke off.',
        tags,
        params: schema.ExportParams,
        querystring: schema.ExportQuery,
        produces: ['application/zip'],
        response: { 200: Bytes, 206: Bytes, 416: Problem },
      },
    },
    async (req, reply) => {
      const { size, sha256, name, read } = await service.openArchive(req.ctx, app.platform.reach, req.params, req.query)
      const etag = `"${sha256.slice(0, 32)}"`
      reply.headers({ ...SAFE, etag, 'content-disposition': `attachment; filename="${name}"` })
      const contentType = 'application/zip'
      return reply.send(await askedPart(req, reply, { called: 'archive', etag, size, contentType, read }))
    },
  )
}

const SAFE = {
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
}
