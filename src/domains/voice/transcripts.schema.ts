import { z } from 'zod'
import { UploadField } from '#core/files/form.ts'

/** Bytes. */
export const MAX_AUDIO = 10_000_000

export const AudioForm = z
  .strictObject({
    audio: UploadField.refine(({ size }) => size > 0, 'is empty').describe(
      'wav, mp3, ogg, webm, m4a or flac; at most 10 MB and 5 minutes',
    ),
  })
  .meta({ id: 'AudioForm' })

const Seconds = z.number().min(0)

export const Transcript = z
  .object({
    text: z.string().meta({ example: 'remind me to call mom tomorrow at five' }),
    language: z.string().nullable().describe('BCP 47').meta({ example: 'en' }),
    durationSeconds: Seconds.meta({ example: 3.4 }),
    segments: z.array(
      z.object({
        text: z.string().meta({ example: 'remind me to call mom tomorrow at five' }),
        startSeconds: Seconds.meta({ example: 0.2 }),
        endSeconds: Seconds.meta({ example: 3.1 }),
      }),
    ),
    noSpeech: z.boolean().describe('Nobody says anything in it').meta({ example: false }),
    meta: z
      .object({
        provider: z
          .string()
          .nullable()
          .describe('Who wrote it down; null when there was nothing')
          .meta({ example: 'groq' }),
        model: z.string().nullable().meta({ example: 'whisper-large-v3-turbo' }),
      })
      .describe(
        '`embedded` is a small model that misses words: let somebody look it over before anything is done with it',
      ),
  })
  .meta({ id: 'Transcript' })
export type Transcript = z.infer<typeof Transcript>
