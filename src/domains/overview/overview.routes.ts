import type { FastifyRequest } from 'fastify'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Dashboard, Today, TodayQuery } from './overview.schema.ts'
import { getDashboard, getToday, type Overview } from './overview.service.ts'

const tags = ['overview']
const PARTIAL =
  'A part that cannot be had is null and named under `failed`; the others are there. It is as new as your last change, and as the present minute.'

export const overviewRoutes: Routes = async (app) => {
  app.get(
    '/today',
    {
      config: { time: true },
      schema: {
        operationId: 'getToday',
        summary: 'Read what a day holds',
        description: `What is due, done and coming in your own day. ${PARTIAL}`,
        tags,
        querystring: TodayQuery,
        response: { 200: Today },
      },
    },
    async (req) => answerOf(req, await getToday(userCtx(req), req.query)),
  )

  app.get(
    '/dashboard',
    {
      config: { time: true },
      schema: {
        operationId: 'getDashboard',
        summary: 'Read everything that a home screen shows',
        description: `Where each part stands, and what the next days bring. ${PARTIAL}`,
        tags,
        response: { 200: Dashboard },
      },
    },
    async (req) => answerOf(req, await getDashboard(userCtx(req))),
  )
}

function answerOf<T>({ log }: Pick<FastifyRequest, 'log'>, { answer, failures }: Overview<T>): T {
  for (const { part, error } of failures) log.error({ err: error, part }, 'a part of an overview could not be had')
  return answer
}
