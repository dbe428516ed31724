import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Ai } from './ai.ts'
import {
  AUDIO_MEDIA_TYPES,
  type AudioFormat,
  formatOf,
  type Heard,
  hear,
  MAX_AUDIO_SECONDS,
} from './embedded/hearing.ts'
import { canRecognize, POCKETSPHINX_PACKAGES, recognize } from './embedded/recognition.ts'
import { EMBEDDED } from './media.ts'
import { askMedia, type Payer } from './media-run.ts'
import { unlessUsedUp } from './speaking.ts'

export interface Segment {
  text: string
  startSeconds: number
  endSeconds: number
}

export interface Transcript {
  text: string
  /** As BCP 47 has it; null when nobody said anything, or nobody can tell. */
  language: string | null
  durationSeconds: number
  segments: Segment[]
  noSpeech: boolean
  /** Who wrote it down; null when there was nothing to write down. */
  provider: string | null
  model: string | null
}

export const EMBEDDED_TRANSCRIPTION = 'pocketsphinx-en-us'

/** Whether this server can write down what is said without asking anybody. */
export const transcribesItself = (ai: Ai): boolean => ai.media.builtIn.transcription && canRecognize()

/**
 * Writes down what is said in a recording: by a model where one is set up, allowed and within the budget, otherwise by what this machine
 * has. Silence and steady noise are found here, and go to nobody. Refused: what is no audio (415), what cannot be decoded (422), what is
 * too long (413); 503 says what to set up when nobody can do it.
 */
export async function transcribe(
  ctx: UserCtx,
  ai: Ai,
  payer: Payer,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Transcript> {
  const format = await formatOf(bytes)
  if (format === null) throw new AppError('unsupported_media_type', NO_AUDIO)
  const heard = await hear(bytes, format, signal)
  if (heard === 'too_long')
    throw new AppError('too_large', `A recording may last ${MAX_AUDIO_SECONDS / 60} minutes. Send it in parts.`)
  if (heard === 'unreadable')
    throw new AppError('unprocessable', `This ${format} is damaged: nothing in it can be heard.`)
  if (heard.speech.length === 0) return silence(heard)
  let usedUp: unknown
  const byModel = await withModel(ctx, ai, payer, { bytes, format, heard, signal }).catch((error: unknown) => {
    usedUp = error
    return unlessUsedUp(error)
  })
  if (byModel) return byModel
  if (transcribesItself(ai)) return byOurselves(heard, signal)
  throw usedUp ?? new AppError('unavailable', NOBODY_LISTENS, { retryAfterSeconds: 30 })
}

const NO_AUDIO = 'This is no audio of a known format. Send wav, mp3, ogg, webm, m4a or flac.'
const NOBODY_LISTENS = `Nobody can write down what is said: no transcription model answers. The operator sets one up with OPENAI_API_KEY, GROQ_API_KEY or AI_TRANSCRIPTION, or installs ${POCKETSPHINX_PACKAGES}.`

const silence = ({ durationSeconds }: Heard): Transcript => ({
  text: '',
  language: null,
  durationSeconds: rounded(durationSeconds),
  segments: [],
  noSpeech: true,
  provider: null,
  model: null,
})

const rounded = (seconds: number) => Math.round(seconds * 1_000) / 1_000

interface Recording {
  bytes: Uint8Array
  format: AudioFormat
  heard: Heard
  signal: AbortSignal
}

/** A model on a machine of one's own may be about as fast as people talk. */
const SLOWNESS = 3

async function withModel(ctx: UserCtx, ai: Ai, payer: Payer, { bytes, format, heard, signal }: Recording) {
  const answered = await askMedia(ctx, ai, payer, {
    kind: 'transcription',
    models: ai.media.transcription,
    amount: heard.durationSeconds,
    words: '',
    timeoutMs: ai.timeoutMs * SLOWNESS,
    signal,
    call: (model, _, abortSignal) =>
      Promise.resolve(model.doGenerate({ audio: bytes, mediaType: AUDIO_MEDIA_TYPES[format], abortSignal })),
  })
  if (answered === null) return null
  const { answer, by } = answered
  const text = answer.text.trim()
  const segments = answer.segments.map(({ text, startSecond, endSecond }) => ({
    text,
    startSeconds: rounded(startSecond),
    endSeconds: rounded(endSecond),
  }))
  return {
    ...silence(heard),
    text,
    segments: segments.length > 0 || text === '' ? segments : [whole(text, heard)],
    language: answer.language ?? null,
    noSpeech: text === '',
    provider: by.provider.name,
    model: by.model,
  }
}

const whole = (text: string, { durationSeconds }: Heard): Segment => ({
  text,
  startSeconds: 0,
  endSeconds: rounded(durationSeconds),
})

async function byOurselves(heard: Heard, signal: AbortSignal): Promise<Transcript> {
  const utterances = await recognize(heard, signal)
  return {
    ...silence(heard),
    text: utterances.map(({ text }) => text).join(' '),
    segments: utterances.map(({ text, from, to }) => ({
      text,
      startSeconds: rounded(from),
      endSeconds: rounded(to),
    })),
    language: utterances.length > 0 ? 'en' : null,
    noSpeech: utterances.length === 0,
    provider: EMBEDDED,
    model: EMBEDDED_TRANSCRIPTION,
  }
}
