import { z } from 'zod'
import { SPEECH_FORMATS } from '#core/ai/embedded/speech.ts'

/** The most that is said in one go, in characters: about five minutes. */
export const MAX_SPEECH = 5_000

export const Speaking = z
  .strictObject({
    text: z.string().trim().min(1).max(MAX_SPEECH),
    voice: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('One of `GET /api/tts/voices`; the usual one unless told'),
    format: z.enum(SPEECH_FORMATS).default('mp3'),
    speed: z.number().min(0.5).max(2).default(1).describe('1 is as people talk'),
  })
  .meta({ id: 'Speaking', example: { text: 'You have three tasks left for today.', format: 'mp3' } })
export type Speaking = z.infer<typeof Speaking>

export const SpeechAudio = z
  .string()
  .describe('The audio in the format that was asked for; `Speech-Source` tells who speaks')
  .meta({ format: 'binary', example: '(bytes)' })

export const Voices = z
  .object({
    items: z.array(
      z
        .object({
          id: z.string().meta({ example: 'slt' }),
          provider: z.string().meta({ example: 'embedded' }),
          language: z.string().meta({ example: 'en' }),
          description: z.string().meta({ example: 'A woman, US English, built in' }),
          isUsual: z.boolean().describe('Speaks unless another is asked for').meta({ example: true }),
        })
        .meta({ id: 'Voice' }),
    ),
  })
  .meta({ id: 'Voices' })
export type Voices = z.infer<typeof Voices>
