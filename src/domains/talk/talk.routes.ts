import { goneOf } from '#core/ai/feature-routes.ts'
import { takeForms } from '#core/files/form.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { runnerOf } from '#domains/chat/runner.service.ts'
import * as schema from './talk.schema.ts'
import * as service from './talk.service.ts'

const tags = ['voice']

export const talkRoutes: Routes = async (app) => {
  const outside = { ai: app.platform.reach.ai, runner: runnerOf(app.platform) }
  await takeForms(app)

  app.post(
    '/conversation/generate',
    {
      config: { time: true },
      schema: {
        operationId: 'generateReply',
        summary: 'Say something and wait for the whole answer',
        description:
          'For clients that do not stream. The conversation is one of the chat, with its tools: what the assistant wants to change stands under `actions` and waits for your leave. A key needs `chat:write` as well.',
        tags,
        body: schema.NewUtterance,
        response: { 200: schema.Reply },
      },
    },
    (req, reply) => service.answer(userCtx(req), outside, req.body, goneOf(reply)),
  )

  app.post(
    '/voice/converse',
    {
      config: { time: true, shownOnce: ['base64'] },
      schema: {
        operationId: 'converse',
        summary: 'Speak with the assistant',
        description:
          'A recording in; what was said, the answer, what it wants to change, and the answer said aloud. Silence is answered by silence. Refused as `/api/stt/process` refuses. A key needs `chat:write` as well.',
        tags,
        consumes: ['multipart/form-data'],
        body: schema.SpokenForm,
        response: { 200: schema.Exchange },
      },
    },
    (req, reply) => service.converse(userCtx(req), outside, req.body, goneOf(reply)),
  )
}
