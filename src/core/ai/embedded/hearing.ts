import { fileTypeFromBuffer } from 'file-type'
import { createThread } from './thread.ts'

/** Formats that are understood, by their usual endings, and what they are called on the wire. */
export const AUDIO_MEDIA_TYPES = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  webm: 'audio/webm',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
} as const
export type AudioFormat = keyof typeof AUDIO_MEDIA_TYPES

export const MAX_AUDIO_SECONDS = 300
/** What is listened to has this many samples a second. */
export const HEARD_RATE = 16_000

/** A stretch of a recording, in seconds from its beginning. */
export interface Stretch {
  from: number
  to: number
}

export interface Heard {
  durationSeconds: number
  /** Mono, 16 bits, `HEARD_RATE`. */
  samples: Int16Array<ArrayBuffer>
  /** Where somebody may be speaking: louder than the rest for long enough. */
  speech: Stretch[]
}

export interface HearingTask {
  bytes: Uint8Array
  /** As the decoder calls it. */
  codec: 'wav' | 'mp3' | 'oga' | 'opus' | 'webm' | 'm4a' | 'flac'
}
export type HearingResult = Heard | 'too_long' | 'unreadable'

const thread = createThread<HearingTask, never, HearingResult>({
  file: new URL('./hearing-thread.ts', import.meta.url),
  idleMs: 60_000,
  most: 16,
  limitMs: 60_000,
})

/** What the bytes themselves say they are; null for everything that is no audio of a known format. */
export async function formatOf(bytes: Uint8Array): Promise<AudioFormat | null> {
  const ext = (await fileTypeFromBuffer(bytes))?.ext
  return (ext && FORMATS[ext]) || null
}

const FORMATS: Record<string, AudioFormat> = {
  wav: 'wav',
  mp3: 'mp3',
  ogg: 'ogg',
  oga: 'ogg',
  ogv: 'ogg',
  ogx: 'ogg',
  opus: 'ogg',
  webm: 'webm',
  mkv: 'webm',
  m4a: 'm4a',
  m4b: 'm4a',
  mp4: 'm4a',
  '3gp': 'm4a',
  flac: 'flac',
}

/** Decodes a recording and finds where somebody speaks in it. Nothing longer than `MAX_AUDIO_SECONDS` is decoded. */
export function hear(bytes: Uint8Array, format: AudioFormat, signal?: AbortSignal): Promise<HearingResult> {
  const isOpus =
    format === 'ogg' && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(0, 64).includes('OpusHead')
  const codec = isOpus ? 'opus' : format === 'ogg' ? 'oga' : format
  return thread.ask({ bytes, codec }, signal ? { signal } : {})
}
