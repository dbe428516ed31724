import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './signals.schema.ts'
import * as service from './signals.service.ts'

const tags = ['signals']

export const signalsRoutes: Routes = async (app) => {
  app.post(
    '/signals',
    {
      config: { time: true },
      schema: {
        operationId: 'ingestSignals',
        summary: 'Take in what devices and programs tell',
        description:
          'One signal, or a list of `signals`; each is answered by itself, and what is wrong with one does not keep the others out. They may come in any order and more than once. Rules that look at them tick habits, log metrics and create tasks. An API key needs no more than `signals:write` for it.',
        tags,
        body: schema.SignalIngest,
        response: { 200: schema.SignalResults },
      },
    },
    (req) => service.takeIn(userCtx(req), req.body),
  )

  app.get(
    '/signals',
    {
      schema: {
        operationId: 'listSignals',
        summary: 'List signals',
        description: `Newest first. They are kept for ${schema.KEPT_DAYS} days.`,
        tags,
        querystring: schema.SignalQuery,
        response: { 200: schema.SignalPage },
      },
    },
    (req) => service.listSignals(userCtx(req), req.query),
  )

  app.delete(
    '/signals/:id',
    {
      config: { time: true },
      schema: {
        operationId: 'deleteSignal',
        summary: 'Delete a signal',
        description: 'What it had led to is corrected. Sending it again does not bring it back.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteSignal(userCtx(req), req.params.id)
      return reply.code(204).send(null)
    },
  )
}
