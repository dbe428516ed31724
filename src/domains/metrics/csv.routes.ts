import { Readable } from 'node:stream'
import { z } from 'zod'
import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { exportLogs, importLogs } from './csv.service.ts'
import * as schema from './logs.schema.ts'

const tags = ['metrics']
/** JSON escapes every line's end. */
const BODY_LIMIT = 2_500_000

const Csv = z.string().meta({
  description: 'Oldest first. A log without an external id goes by its own id, so that the file can be read back.',
  example: 'loggedAt,value,note,externalId\n2025-03-01T07:00:00.000Z,72.4,before breakfast,scale-2025-03-01\n',
})

export const metricCsvRoutes: Routes = async (app) => {
  app.addContentTypeParser(
    'text/csv',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    async (_: unknown, body: string | Buffer) => ({ csv: String(body) }),
  )

  app.get(
    '/metrics/:id/logs.csv',
    {
      schema: {
        operationId: 'exportMetricLogs',
        summary: "Take a metric's logs along as CSV",
        tags,
        params: IdParams,
        querystring: schema.CsvRange,
        produces: ['text/csv'],
        response: { 200: Csv },
      },
    },
    async (req, reply) => {
      const lines = await exportLogs(userCtx(req), req.params.id, req.query)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="metric-${req.params.id}.csv"`)
        .send(Readable.from(lines) as never) // a stream is sent as it is, past the schema
    },
  )

  app.post(
    '/metrics/:id/logs.csv',
    {
      bodyLimit: BODY_LIMIT,
      config: { time: true },
      schema: {
        operationId: 'importMetricLogs',
        summary: 'Take over logs from CSV',
        description:
          'Each row comes in or is named with the reason why not. A row whose `externalId` (or exported `id`) is there already writes that log anew.',
        tags,
        params: IdParams,
        querystring: schema.CsvQuery,
        body: schema.MetricCsv,
        response: { 200: schema.ImportedCsv },
      },
    },
    (req) => importLogs(userCtx(req), req.params.id, req.body.csv, req.query.dryRun),
  )
}
