import { Readable } from 'node:stream'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './audit.schema.ts'
import * as service from './audit.service.ts'

const tags = ['admin']
/** In person: no API key administers. */
const config = { scope: 'session' }

export const auditRoutes: Routes = async (app) => {
  app.get(
    '/admin/audit',
    {
      config,
      schema: {
        operationId: 'listAudit',
        summary: 'Read what those who run this server did',
        description: 'Newest first. Nobody can change it, administrators neither.',
        tags,
        querystring: schema.AuditQuery,
        response: { 200: schema.AuditPage },
      },
    },
    (req) => service.listAudit(userCtx(req), req.query),
  )

  app.get(
    '/admin/audit/integrity',
    {
      config,
      schema: {
        operationId: 'checkAudit',
        summary: 'Check that the log is whole',
        description:
          'A chain of hashes shows what was changed or cut out. What was cut off at its end shows to whoever kept the hash of an entry: the newest is answered here, and told to the server’s own log whenever it moved.',
        tags,
        querystring: schema.AuditKept,
        response: { 200: schema.AuditIntegrity },
      },
    },
    (req) => service.checkAudit(userCtx(req), req.query),
  )

  app.get(
    '/admin/audit/export.csv',
    {
      config,
      schema: {
        operationId: 'exportAudit',
        summary: 'Take the log along as CSV',
        tags,
        querystring: schema.AuditSpan,
        produces: ['text/csv'],
        response: { 200: schema.AuditCsv },
      },
    },
    async (req, reply) => {
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"')
      const lines = service.exportAudit(userCtx(req), req.query)
      return reply.send(Readable.from(lines) as never) // a stream is sent as it is, past the schema
    },
  )
}
