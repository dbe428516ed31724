import { Readable } from 'node:stream'
import { goneOf } from '#core/ai/feature-routes.ts'
import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './speech.schema.ts'
import * as service from './speech.service.ts'

const tags = ['voice']

export const speechRoutes: Routes = async (app) => {
  const { ai } = app.platform.reach

  app.get(
    '/tts/voices',
    {
      schema: {
        operationId: 'listVoices',
        summary: 'List the voices that can speak',
        tags,
        response: { 200: schema.Voices },
      },
    },
    (req) => service.listVoices(userCtx(req), ai),
  )

  app.post(
    '/tts/speak',
    {
      config: { time: true, changesNothing: true },
      schema: {
        operationId: 'speakText',
        summary: 'Say a text',
        description:
          'Answers audio that begins while the rest is still being made. Without a speech model a built-in voice speaks, in English.',
        tags,
        body: schema.Speaking,
        produces: ['audio/mpeg', 'audio/ogg', 'audio/wav'],
        response: { 200: schema.SpeechAudio },
      },
    },
    async (req, reply) => {
      const { mediaType, provider, model, voice, audio } = await service.sayText(
        userCtx(req),
        ai,
        req.body,
        goneOf(reply),
      )
      reply.type(mediaType).header('speech-source', `${provider}; model="${model}"; voice="${voice}"`)
      // Bytes pass the response schema untouched.
      return reply.send(Readable.from(audio) as unknown as string)
    },
  )
}
