import { goneOf } from '#core/ai/feature-routes.ts'
import { takeForms } from '#core/files/form.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './transcripts.schema.ts'
import * as service from './transcripts.service.ts'

export const transcriptsRoutes: Routes = async (app) => {
  const { ai } = app.platform.reach
  await takeForms(app)

  app.post(
    '/stt/process',
    {
      config: { time: true, changesNothing: true },
      schema: {
        operationId: 'transcribeSpeech',
        summary: 'Write down what is said in a recording',
        description:
          'wav, mp3, ogg, webm, m4a or flac, as the bytes say, at most 10 MB and 5 minutes. Nothing of it is kept. What is no audio is refused with 415, what is damaged with 422; 503 tells what the operator can set up when nobody here can listen.',
        tags: ['voice'],
        consumes: ['multipart/form-data'],
        body: schema.AudioForm,
        response: { 200: schema.Transcript },
      },
    },
    (req, reply) => service.transcribeUpload(userCtx(req), ai, req.body.audio, goneOf(reply)),
  )
}
