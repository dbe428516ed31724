import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { originOf } from '#core/origin.ts'
import * as schema from './jobs.schema.ts'
import * as service from './jobs.service.ts'

const tags = ['admin']
/** In person: no API key administers. */
const config = { scope: 'session' }

export const jobsRoutes: Routes = async (app) => {
  const { queue } = app.platform

  app.get(
    '/admin/jobs',
    {
      config,
      schema: {
        operationId: 'listJobQueues',
        summary: 'List the job queues and what stands in them',
        tags,
        response: { 200: schema.JobQueues },
      },
    },
    async (req) => ({ items: await service.listQueues(userCtx(req)) }),
  )

  app.get(
    '/admin/dead-letters',
    {
      config,
      schema: {
        operationId: 'listDeadLetters',
        summary: 'List jobs that failed for good',
        description: 'Kept for 30 days. What a job was given is not shown: it may hold links and codes.',
        tags,
        querystring: schema.DeadLetterQuery,
        response: { 200: schema.DeadLetterPage },
      },
    },
    (req) => service.listDeadLetters(userCtx(req), req.query),
  )

  app.post(
    '/admin/dead-letters/redrive',
    {
      config,
      schema: {
        operationId: 'redriveDeadLetters',
        summary: 'Run failed jobs again',
        description: 'They go back to their queues with all their attempts, the oldest thousand at most.',
        tags,
        body: schema.Redrive,
        response: { 200: schema.Redriven },
      },
    },
    async (req) => ({ redriven: await service.redrive(userCtx(req), queue, req.body, originOf(req)) }),
  )
}
