import type { UserCtx } from '#core/ctx.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './growth.schema.ts'
import * as service from './growth.service.ts'

const tags = ['admin']
/** In person: no API key administers. */
const config = { scope: 'session', time: true } as const

const REPORTS = [
  ['growth', 'getGrowth', 'Read who comes, stays and uses what', schema.Growth, service.getGrowth],
  ['ai/spend', 'getAiSpend', 'Read what questions to models took', schema.AiSpend, service.getAiSpend],
  ['revenue', 'getRevenue', 'Read what comes in', schema.Revenue, service.getRevenue],
] as const

type Export = (ctx: UserCtx, query: schema.SpanQuery) => Promise<string>
const EXPORTS: [
  path: string,
  operationId: string,
  summary: string,
  file: string,
  csv: typeof schema.GrowthCsv,
  write: Export,
][] = [
  ['growth', 'exportGrowth', 'Take growth along as CSV', 'growth', schema.GrowthCsv, service.exportGrowth],
  [
    'ai/spend',
    'exportAiSpend',
    'Take what models took along as CSV',
    'ai-spend',
    schema.AiSpendCsv,
    service.exportAiSpend,
  ],
  ['revenue', 'exportRevenue', 'Take revenue along as CSV', 'revenue', schema.RevenueCsv, service.exportRevenue],
]

export const growthRoutes: Routes = async (app) => {
  for (const [path, operationId, summary, report, read] of REPORTS)
    app.get(
      `/admin/${path}`,
      {
        config,
        schema: { operationId, summary, tags, querystring: schema.SpanQuery, response: { 200: report } },
      },
      (req) => read(userCtx(req), req.query),
    )

  for (const [path, operationId, summary, file, csv, write] of EXPORTS)
    app.get(
      `/admin/${path}/export.csv`,
      {
        config,
        schema: {
          operationId,
          summary,
          tags,
          querystring: schema.SpanQuery,
          produces: ['text/csv'],
          response: { 200: csv },
        },
      },
      async (req, reply) => {
        const text = await write(userCtx(req), req.query)
        reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${file}.csv"`)
        return text
      },
    )
}
