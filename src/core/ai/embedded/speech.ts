import type { FliteVoice } from './flite.ts'
import { sentencesOf } from './sentences.ts'
import { createThread } from './thread.ts'

export const SPEECH_FORMATS = ['mp3', 'ogg', 'wav'] as const
export type SpeechFormat = (typeof SPEECH_FORMATS)[number]

export const SPEECH_MEDIA_TYPES: Record<SpeechFormat, string> = {
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
}

export interface SpeechTask {
  sentences: string[]
  voice: FliteVoice
  format: SpeechFormat
  /** 1 is as people talk. */
  speed: number
}

/** A minute of speech takes about a second to make. */
const LIMIT_MS = 120_000

const thread = createThread<SpeechTask, Uint8Array, null>({
  file: new URL('./speech-thread.ts', import.meta.url),
  idleMs: 600_000,
  most: 32,
  limitMs: LIMIT_MS,
})

/** Whether any of it can be said by an English voice. */
export const isSpeakable = (text: string): boolean => sentencesOf(text).length > 0

/**
 * Says a text with flite, which needs no key and no network: English only, intelligible, and clearly a machine. The audio comes in
 * parts, the first after the first sentence (as wav in one part); together they are one file. The same text gives the same audio.
 */
export async function* speakEmbedded(
  { text, ...how }: Omit<SpeechTask, 'sentences'> & { text: string },
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = []
  let wake = () => {}
  let isDone = false
  const gone = new AbortController()
  const wanted = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal
  const task = { sentences: sentencesOf(text), ...how }
  const onPart = (part: Uint8Array) => {
    parts.push(part)
    wake()
  }
  const spoken = thread.ask(task, { signal: wanted, onPart }).finally(() => {
    isDone = true
    wake()
  })
  // Whoever reads learns of a failure below; without a reader it is nobody's.
  spoken.catch(() => {})
  try {
    while (true) {
      const part = parts.shift()
      if (part) yield part
      else if (isDone) break
      else
        await new Promise<void>((resume) => {
          wake = resume
        })
    }
    await spoken
  } finally {
    gone.abort()
  }
}
