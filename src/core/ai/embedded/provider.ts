import {
  type EmbeddingModelV4,
  type ImageModelV4,
  NoSuchModelError,
  type ProviderV4,
  type SpeechModelV4,
  type TranscriptionModelV4,
} from '@ai-sdk/provider'
import { embeddedModel } from '../embeddings.ts'
import { drawProcedural, PROCEDURAL } from './drawing.ts'
import { FLITE_VOICES } from './flite.ts'
import { formatOf, hear } from './hearing.ts'
import { recognize } from './recognition.ts'
import { SPEECH_FORMATS, speakEmbedded } from './speech.ts'

const NAME = 'embedded'
const FLITE = 'flite'
const POCKETSPHINX = 'pocketsphinx-en-us'

/**
 * What is built in, as a provider like any other of the AI SDK: it needs no key and no network, and computes in threads of its own. Its
 * models are the ones named here; a conversation is held by rules that stand with the chat.
 */
export const embedded: ProviderV4 & Required<Pick<ProviderV4, 'speechModel' | 'transcriptionModel'>> = {
  specificationVersion: 'v4',
  languageModel: (modelId) => {
    throw new NoSuchModelError({ modelId, modelType: 'languageModel' })
  },
  embeddingModel: (modelId) => only(modelId, embeddings, 'embeddingModel'),
  speechModel: (modelId) => only(modelId, speech, 'speechModel'),
  transcriptionModel: (modelId) => only(modelId, transcription, 'transcriptionModel'),
  imageModel: (modelId) => only(modelId, images, 'imageModel'),
}

function only<M extends { modelId: string }>(
  modelId: string,
  model: M,
  modelType: 'embeddingModel' | 'speechModel' | 'transcriptionModel' | 'imageModel',
): M {
  if (modelId !== model.modelId) throw new NoSuchModelError({ modelId, modelType })
  return model
}

const response = (modelId: string) => ({ timestamp: new Date(), modelId, headers: undefined })
const unsupported = (feature: string) => ({ type: 'unsupported' as const, feature })

const embeddings: EmbeddingModelV4 = {
  specificationVersion: 'v4',
  provider: NAME,
  modelId: embeddedModel.model,
  maxEmbeddingsPerCall: 1_000,
  supportsParallelCalls: true,
  doEmbed: async ({ values }) => ({ embeddings: await embeddedModel.embed(values), warnings: [] }),
}

const speech: SpeechModelV4 = {
  specificationVersion: 'v4',
  provider: NAME,
  modelId: FLITE,
  doGenerate: async ({ text, voice, outputFormat, speed = 1, instructions, abortSignal }) => {
    const format = SPEECH_FORMATS.find((one) => one === outputFormat) ?? 'mp3'
    const used = FLITE_VOICES.find((one) => one === voice) ?? FLITE_VOICES[0]
    const parts: Uint8Array[] = []
    for await (const part of speakEmbedded({ text, voice: used, format, speed }, abortSignal)) parts.push(part)
    const ignored = [
      ...(voice && voice !== used ? ['voice'] : []),
      ...(outputFormat && outputFormat !== format ? ['outputFormat'] : []),
      ...(instructions ? ['instructions'] : []),
    ]
    const { headers: _, ...told } = response(FLITE)
    return { audio: new Uint8Array(Buffer.concat(parts)), warnings: ignored.map(unsupported), response: told }
  },
}

const transcription: TranscriptionModelV4 = {
  specificationVersion: 'v4',
  provider: NAME,
  modelId: POCKETSPHINX,
  doGenerate: async ({ audio, abortSignal }) => {
    const bytes = typeof audio === 'string' ? Buffer.from(audio, 'base64') : audio
    const format = await formatOf(bytes)
    const heard = format && (await hear(bytes, format, abortSignal))
    if (heard === null || typeof heard === 'string') throw new Error('This is no audio that can be decoded')
    const utterances = heard.speech.length > 0 ? await recognize(heard, abortSignal) : []
    const { headers: _, ...told } = response(POCKETSPHINX)
    return {
      text: utterances.map(({ text }) => text).join(' '),
      segments: utterances.map(({ text, from, to }) => ({ text, startSecond: from, endSecond: to })),
      language: 'en',
      durationInSeconds: heard.durationSeconds,
      warnings: [],
      response: told,
    }
  },
}

const USUAL_SIDE = 1_024

const images: ImageModelV4 = {
  specificationVersion: 'v4',
  provider: NAME,
  modelId: PROCEDURAL,
  maxImagesPerCall: 1,
  doGenerate: async ({ prompt = '', size, files, mask }) => {
    const [width = USUAL_SIDE, height = USUAL_SIDE] = size?.split('x').map(Number) ?? []
    const drawn = await drawProcedural(prompt, { width, height })
    return {
      images: [new Uint8Array(drawn)],
      warnings: [
        { type: 'other', message: 'Drawn by a procedure, not by a generative model' },
        ...(files || mask ? [unsupported('files')] : []),
      ],
      response: response(PROCEDURAL),
    }
  },
}
