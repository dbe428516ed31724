import { z } from 'zod'
import { CONTENT_TYPES } from '#core/files/kinds.ts'
import { askedPart } from '#core/files/ranges.ts'
import type { Routes } from '#core/http.ts'
import { Problem } from '#core/problem.ts'
import { openDownload } from './downloads.service.ts'
import { DownloadParams, DownloadQuery } from './files.schema.ts'

const Bytes = z.any().meta({ type: 'string', format: 'binary', example: 'the bytes' })

export const downloadsRoutes: Routes = async (app) => {
  const { reach } = app.platform

  app.get(
    '/files/:owner/:id',
    {
      config: { public: true },
      schema: {
        operationId: 'downloadFile',
        summary: 'Download a file',
        description:
          'From an address that `getFileUrl` made, until it is over. Answers a part (206) to whoever asks for one with `Range`, and 304 to whoever has it.',
        tags: ['files'],
        params: DownloadParams,
        querystring: DownloadQuery,
        produces: CONTENT_TYPES,
        response: { 200: Bytes, 206: Bytes, 304: z.null().describe('You have it already'), 416: Problem },
      },
    },
    async (req, reply) => {
      const { file, contentType, size, read } = await openDownload(req.ctx, reach, req.params, req.query)
      const etag = `"${req.query.variant[0]}-${file.sha256.slice(0, 32)}"`
      reply.headers({ ...SAFE, etag, 'accept-ranges': 'bytes', 'content-disposition': attachment(file.name) })
      if (req.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
        return reply.code(304).send(null)
      return reply.send(await askedPart(req, reply, { called: 'file', etag, size, contentType, read }))
    },
  )
}

/** Nothing in it is run, also not by whoever opens it in a window of its own; pictures in it may be shown by any app. */
const SAFE = {
  'cache-control': 'private, max-age=600',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
}

/** RFC 6266, with the name in UTF-8 besides one for old clients. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, '_')
  const full = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
