import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { openEvents } from './events.service.ts'
import * as schema from './generations.schema.ts'
import { cancelGeneration, getGeneration } from './generations.service.ts'
import { runnerOf } from './runner.service.ts'
import { eventStream } from './sse.ts'

const tags = ['chat']

export const generationsRoutes: Routes = async (app) => {
  const runner = runnerOf(app.platform)
  app.addHook('preClose', () => runner.close())

  app.get(
    '/chat/generations/:id',
    {
      schema: {
        operationId: 'getChatGeneration',
        summary: 'Read how far an answer is',
        tags,
        params: IdParams,
        response: { 200: schema.Generation },
      },
    },
    (req) => getGeneration(userCtx(req), req.params.id),
  )

  app.post(
    '/chat/generations/:id/cancel',
    {
      schema: {
        operationId: 'cancelChatGeneration',
        summary: 'Call an answer off',
        description: 'The model is told within a second; what was said stays. One that is over stays as it is.',
        tags,
        params: IdParams,
        response: { 200: schema.Generation },
      },
    },
    (req) => cancelGeneration(userCtx(req), runner, req.params.id),
  )

  app.get(
    '/chat/generations/:id/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'followChatGeneration',
        summary: 'Hear an answer as it is given',
        description:
          'Ends with the answer. With `Last-Event-ID` it goes on behind that event. 410 when it was given more than a week ago.',
        tags,
        params: IdParams,
        querystring: schema.EventsQuery,
        produces: ['text/event-stream'],
        response: { 200: schema.EventStream },
      },
    },
    async (req, reply) => {
      const gone = new AbortController()
      reply.raw.on('close', () => gone.abort())
      const offset = schema.LastEventId.parse(req.headers['last-event-id'] ?? req.query.after ?? 0)
      const events = await openEvents(userCtx(req), runner, req.params.id, offset, gone.signal)
      return reply
        .type('text/event-stream; charset=utf-8')
        .headers({ 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' })
        .send(eventStream(events, gone) as never) // a stream is sent as it is, past the schema
    },
  )
}
