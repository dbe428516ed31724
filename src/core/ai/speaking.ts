import type { UserCtx } from '#core/ctx.ts'
import { AppError, invalid } from '#core/errors.ts'
import type { Ai } from './ai.ts'
import { FLITE_VOICES, type FliteVoice } from './embedded/flite.ts'
import { isSpeakable, SPEECH_MEDIA_TYPES, type SpeechFormat, speakEmbedded } from './embedded/speech.ts'
import { EMBEDDED } from './media.ts'
import { askMedia, type Payer } from './media-run.ts'

export interface Speaking {
  text: string
  /** Null leaves it to whoever speaks. */
  voice: string | null
  format: SpeechFormat
  /** 1 is as people talk. */
  speed: number
}

/** Audio on its way; the first of it is there already, so that what could not be said was refused before. */
export interface Spoken {
  mediaType: string
  provider: string
  model: string
  voice: string
  audio: AsyncGenerator<Uint8Array>
}

export interface Voice {
  id: string
  provider: string
  language: string
  description: string
  /** Speaks unless another is asked for. */
  isUsual: boolean
}

export const EMBEDDED_SPEECH = 'flite'

const DESCRIPTIONS: Record<FliteVoice, string> = {
  slt: 'A woman, US English, built in',
  rms: 'A man, US English, built in',
  awb: 'A man, Scottish English, built in',
  kal16: 'A man, US English, built in; the fastest and most mechanical',
}

/** What OpenAI's speech models speak with. Other servers have their own, which the operator names. */
const OPENAI_VOICES = ['alloy', 'ash', 'coral', 'echo', 'fable', 'nova', 'onyx', 'sage', 'shimmer']

/** Every voice that can be asked for, the usual one first. */
export function voicesOf(ai: Ai, { allowsModels }: Pick<Payer, 'allowsModels'>): Voice[] {
  const models = allowsModels ? ai.media.speech : []
  const voices = models.flatMap(({ provider, model, voice }) =>
    voiceNames(provider.name, voice).map((id) => ({
      id,
      provider: provider.name,
      language: 'multilingual',
      description: `A voice of ${model}`,
    })),
  )
  const builtIn = (ai.media.builtIn.speech ? FLITE_VOICES : []).map((id) => ({
    id,
    provider: EMBEDDED,
    language: 'en',
    description: DESCRIPTIONS[id],
  }))
  return [...new Map([...voices, ...builtIn].reverse().map((voice) => [voice.id, voice])).values()]
    .reverse()
    .map((voice, at) => ({ ...voice, isUsual: at === 0 }))
}

function voiceNames(provider: string, usual: string | null): string[] {
  const others = provider === 'openai' ? OPENAI_VOICES : []
  return [...new Set([...(usual === null ? [] : [usual]), ...others])]
}

/**
 * Says a text: with a model where one is set up, allowed and within the budget, otherwise with the built-in English voice. Refused when
 * the voice is unknown, or when only the English voice is there and nothing of the text can be said by it.
 */
export async function speak(
  ctx: UserCtx,
  ai: Ai,
  payer: Payer,
  speaking: Speaking,
  signal: AbortSignal,
): Promise<Spoken> {
  const { text, voice, format } = speaking
  if (voice !== null && !voicesOf(ai, payer).some(({ id }) => id === voice))
    throw invalid('voice', 'There is no voice of this name. GET /api/tts/voices lists those there are.')
  const own = FLITE_VOICES.find((one) => one === voice)
  const byModel = own ? null : await withModel(ctx, ai, payer, speaking, signal)
  if (byModel) return { mediaType: SPEECH_MEDIA_TYPES[format], ...byModel }
  if (!ai.media.builtIn.speech) throw new AppError('unavailable', NOBODY_SPEAKS, { retryAfterSeconds: 30 })
  if (!isSpeakable(text))
    throw new AppError(
      'unprocessable',
      'The built-in voice speaks English, and finds nothing in this text that it can say.',
    )
  const used = own ?? FLITE_VOICES[0]
  const audio = speakEmbedded({ text, voice: used, format, speed: speaking.speed }, signal)
  return {
    mediaType: SPEECH_MEDIA_TYPES[format],
    provider: EMBEDDED,
    model: EMBEDDED_SPEECH,
    voice: used,
    audio: await begun(audio),
  }
}

const NOBODY_SPEAKS =
  'Nobody can speak now: no speech model answers, and the built-in voice is switched off (AI_SPEECH).'

/** Formats by OpenAI's names: its `opus` is an Ogg file. */
const PROVIDER_FORMATS: Record<SpeechFormat, string> = { mp3: 'mp3', ogg: 'opus', wav: 'wav' }

async function withModel(
  ctx: UserCtx,
  ai: Ai,
  payer: Payer,
  { text, voice, format, speed }: Speaking,
  signal: AbortSignal,
) {
  const models = ai.media.speech.filter(
    (model) => voice === null || voiceNames(model.provider.name, model.voice).includes(voice),
  )
  const asked = askMedia(ctx, ai, payer, {
    kind: 'speech',
    models,
    amount: text.length,
    words: text,
    signal,
    call: async (model, by, abortSignal) => {
      const said = { text, outputFormat: PROVIDER_FORMATS[format], abortSignal }
      const { audio } = await model.doGenerate({
        ...said,
        ...(speed !== 1 && { speed }),
        voice: voice ?? by.voice ?? '',
      })
      const bytes = typeof audio === 'string' ? Buffer.from(audio, 'base64') : audio
      if (bytes.length === 0) throw new Error('No audio came')
      return bytes
    },
  })
  const answered = await asked.catch(unlessUsedUp)
  if (answered === null) return null
  const { answer, by } = answered
  return { provider: by.provider.name, model: by.model, voice: voice ?? by.voice ?? '', audio: only(answer) }
}

/** What is built in costs nothing, so that whoever has used up their budget goes on with it. */
export function unlessUsedUp(error: unknown): null {
  if (error instanceof AppError && error.code === 'quota_exceeded') return null
  throw error
}

async function* only(part: Uint8Array): AsyncGenerator<Uint8Array> {
  yield part
}

/** Waits for the first part, so that a failure comes before the answer has begun. */
async function begun(audio: AsyncGenerator<Uint8Array>): Promise<AsyncGenerator<Uint8Array>> {
  const first = await audio.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* audio
  })()
}
