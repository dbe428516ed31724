import { APICallError, type TranscriptionModelV4, type TranscriptionModelV4CallOptions } from '@ai-sdk/provider'
import { z } from 'zod'
import type { Access } from './providers.ts'

/**
 * Any server that takes audio as OpenAI's `/audio/transcriptions` does. Many of them leave out parts of the answer, so that only the
 * text is insisted on. Throws `APICallError` with the status for a refusal, and without one when nobody is there.
 */
export function transcriptionModel(access: Access, provider: string, modelId: string): TranscriptionModelV4 {
  const url = `${access.baseURL}/audio/transcriptions`
  return {
    specificationVersion: 'v4',
    provider,
    modelId,
    doGenerate: async (options) => {
      const response = await send(url, access, formOf(modelId, options), options.abortSignal)
      const { text, language, duration, segments } = Transcript.parse(await response.json())
      return {
        text: text.trim(),
        segments: (segments ?? []).map(({ text, start, end }) => ({
          text: text.trim(),
          startSecond: start,
          endSecond: end,
        })),
        language: language ? codeOf(language) : undefined,
        durationInSeconds: duration ?? undefined,
        warnings: [],
        response: { timestamp: new Date(), modelId },
      }
    },
  }
}

const Transcript = z.object({
  text: z.string(),
  language: z.string().nullish(),
  duration: z.coerce.number().nullish(),
  segments: z.array(z.object({ text: z.string(), start: z.number(), end: z.number() })).nullish(),
})

function formOf(model: string, { audio, mediaType }: TranscriptionModelV4CallOptions): FormData {
  const bytes = typeof audio === 'string' ? Buffer.from(audio, 'base64') : audio
  const form = new FormData()
  // The name's ending is what such servers tell the format by.
  form.set(
    'file',
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType }),
    `audio.${mediaType.split('/')[1]}`,
  )
  form.set('model', model)
  // Newer models of OpenAI know only the short form, which has no times.
  form.set('response_format', /^gpt-/.test(model) ? 'json' : 'verbose_json')
  return form
}

async function send(
  url: string,
  { apiKey }: Access,
  form: FormData,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const failed = (cause: unknown, response?: Response) =>
    new APICallError({
      message: 'The audio was not transcribed',
      url,
      requestBodyValues: {},
      cause,
      ...(response && { statusCode: response.status, responseHeaders: Object.fromEntries(response.headers) }),
    })
  const headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }
  const response = await fetch(url, { method: 'POST', headers, body: form, signal: signal ?? null }).catch((error) => {
    if (signal?.aborted) throw error
    throw failed(error)
  })
  if (response.ok) return response
  await response.body?.cancel()
  throw failed(undefined, response)
}

const CODES =
  'af ar az be bg bn bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms ne nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh'.split(
    ' ',
  )
let byName: Map<string, string> | undefined

/** Whisper says `english` where others say `en`. */
function codeOf(language: string): string {
  const names = new Intl.DisplayNames('en', { type: 'language' })
  byName ??= new Map(CODES.map((code) => [(names.of(code) ?? code).toLowerCase(), code]))
  return byName.get(language.toLowerCase()) ?? language
}
