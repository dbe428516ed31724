import type { ImageModelV4, SpeechModelV4, TranscriptionModelV4 } from '@ai-sdk/provider'
import type { Breaker } from '#core/breaker.ts'
import type { Config } from '../../config.ts'
import type { Approached } from './fallback.ts'
import { PROVIDER_NAMES, type ProviderName } from './names.ts'
import { type Access, accessOf, isOwnMachine } from './providers.ts'
import { transcriptionModel } from './transcription-model.ts'

/** A model that makes or hears something other than text. */
export interface MediaModel<M> extends Approached {
  /** For speech: the voice it has unless told. */
  voice: string | null
  /** Runs on the operator's own machines, and costs nothing. */
  isOwn: boolean
  open(): Promise<M>
}

/** In the order in which they are asked. Whatever is built in comes after all of them, and is not among them. */
export interface MediaModels {
  speech: MediaModel<SpeechModelV4>[]
  transcription: MediaModel<TranscriptionModelV4>[]
  images: MediaModel<ImageModelV4>[]
  /** Whether what is built in does it when none of them answers; an operator can rule it out. */
  builtIn: Record<MediaKind, boolean>
}

export const MEDIA_KINDS = ['speech', 'transcription', 'images'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

/** What stands in the settings for the built-in one, which comes last in any case: alone, nobody else is asked. */
export const EMBEDDED = 'embedded'
/** What stands in the settings to go without the built-in one. */
const NOTHING = 'none'

/** Asked for whenever they have a key and the operator named nobody. */
const USUAL: Record<MediaKind, Partial<Record<ProviderName, string>>> = {
  speech: { openai: 'tts-1' },
  transcription: { openai: 'whisper-1', groq: 'whisper-large-v3-turbo' },
  images: { openai: 'gpt-image-1', gemini: 'imagen-4.0-generate-001' },
}
const SETTING = { speech: 'AI_SPEECH', transcription: 'AI_TRANSCRIPTION', images: 'AI_IMAGES' } as const
const USUAL_VOICE = 'alloy'

/** The models that the configuration names for each kind; throws, naming the setting, when one cannot be asked. */
export function mediaOf(
  config: Config,
  present: readonly string[],
  newBreaker: (name: string) => Breaker,
): MediaModels {
  const modelsOf = <M>(kind: MediaKind, open: (access: Access, name: ProviderName, model: string) => Promise<M>) =>
    namedFor(config, kind, present).map(({ name, model, voice }): MediaModel<M> => {
      const access = accessOf(config, name)
      return {
        provider: { name },
        model,
        voice,
        breaker: newBreaker(name),
        isOwnChoice: false,
        isOwn: isOwnMachine(name),
        open: () => open(access, name, model),
      }
    })
  return {
    speech: modelsOf('speech', openSpeech),
    transcription: modelsOf('transcription', async (access, name, model) => transcriptionModel(access, name, model)),
    images: modelsOf('images', openImages),
    builtIn: {
      speech: !config.AI_SPEECH.includes(NOTHING),
      transcription: !config.AI_TRANSCRIPTION.includes(NOTHING),
      images: !config.AI_IMAGES.includes(NOTHING),
    },
  }
}

interface Named {
  name: ProviderName
  model: string
  voice: string | null
}

function namedFor(config: Config, kind: MediaKind, present: readonly string[]): Named[] {
  const usual = USUAL[kind]
  const named = config[SETTING[kind]]
  if (named.length === 0)
    return present.flatMap((one) => {
      const name = PROVIDER_NAMES.find((known) => known === one)
      const model = name && usual[name]
      return model ? [{ name, model, voice: voiceFor(kind, null) }] : []
    })
  return named
    .filter((entry) => entry !== EMBEDDED && entry !== NOTHING)
    .map((entry) => {
      const [, provider = '', given, voice = null] = /^([a-z]+)(?::([^@]+))?(?:@(.+))?$/.exec(entry) ?? []
      const name = PROVIDER_NAMES.find((one) => one === provider)
      const model = given ?? (name && usual[name])
      if (!name || !model) throw unclear(SETTING[kind], entry)
      return { name, model, voice: voiceFor(kind, voice) }
    })
}

const voiceFor = (kind: MediaKind, given: string | null) => (kind === 'speech' ? (given ?? USUAL_VOICE) : null)

const unclear = (setting: string, entry: string) =>
  new Error(
    `The configuration is wrong:\n  ${setting}: '${entry}' must be provider:model, with @voice for speech; providers are ${PROVIDER_NAMES.join(', ')}; or ${EMBEDDED}, or ${NOTHING}`,
  )

async function openSpeech({ apiKey, baseURL }: Access, name: ProviderName, model: string): Promise<SpeechModelV4> {
  const { createOpenAI } = await import('@ai-sdk/openai')
  return createOpenAI({ baseURL, apiKey: apiKey ?? '', name }).speech(model)
}

async function openImages(access: Access, name: ProviderName, model: string): Promise<ImageModelV4> {
  const { apiKey, baseURL } = access
  if (name === 'gemini') {
    const { createGoogle } = await import('@ai-sdk/google')
    return createGoogle({ baseURL, apiKey: apiKey ?? '' }).image(model)
  }
  const { createOpenAI } = await import('@ai-sdk/openai')
  return createOpenAI({ baseURL, apiKey: apiKey ?? '', name }).image(model)
}
