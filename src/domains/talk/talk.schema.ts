import { z } from 'zod'
import { SPEECH_FORMATS } from '#core/ai/embedded/speech.ts'
import { UploadField } from '#core/files/form.ts'

const Said = z.string().trim().min(1).max(4_000).meta({ example: 'Remind me to call mom tomorrow at 5pm' })
const Place = z.uuid().optional().describe('A conversation to go on with; absent begins one')
const VoiceName = z.string().trim().min(1).max(100).optional().describe('One of `GET /api/tts/voices`')
const Format = z.enum(SPEECH_FORMATS).default('mp3')

export const NewUtterance = z.strictObject({ text: Said, conversationId: Place }).meta({ id: 'NewUtterance' })
export type NewUtterance = z.infer<typeof NewUtterance>

export const SpokenForm = z
  .strictObject({
    audio: UploadField.refine(({ size }) => size > 0, 'is empty').describe(
      'wav, mp3, ogg, webm, m4a or flac; at most 10 MB and 5 minutes',
    ),
    conversationId: Place,
    voice: VoiceName,
    format: Format,
  })
  .meta({ id: 'SpokenForm' })
export type SpokenForm = z.infer<typeof SpokenForm>

const Seconds = z.number().min(0)

export const Heard = z
  .object({
    text: z.string().meta({ example: 'remind me to call mom tomorrow at five' }),
    language: z.string().nullable().meta({ example: 'en' }),
    durationSeconds: Seconds.meta({ example: 3.4 }),
    segments: z.array(z.object({ text: z.string(), startSeconds: Seconds, endSeconds: Seconds })).meta({ example: [] }),
    noSpeech: z.boolean().meta({ example: false }),
    meta: z.object({ provider: z.string().nullable(), model: z.string().nullable() }),
  })
  .meta({ id: 'Heard' })

const Wish = z
  .object({
    type: z.string().meta({ example: 'create_reminder' }),
    confidence: z.number().meta({ example: 0.9 }),
    entities: z.record(z.string(), z.unknown()).meta({ example: { title: 'call mom' } }),
    text: z.string().meta({ example: 'Remind me to call mom tomorrow at 5pm' }),
  })
  .meta({ id: 'Wish', description: 'As `POST /api/intent/classify` tells it' })

const WantedAction = z
  .object({
    id: z.uuid().describe('Under `/api/chat/actions`, where it is approved, rejected or taken back'),
    tool: z.string().meta({ example: 'reminders_create' }),
    arguments: z.record(z.string(), z.unknown()).meta({ example: { title: 'call mom' } }),
    state: z
      .enum(['done', 'failed', 'awaiting_approval', 'refused'])
      .describe('Nothing is changed before it is `done`')
      .meta({ example: 'awaiting_approval' }),
  })
  .meta({ id: 'WantedAction' })

export const Reply = z
  .object({
    conversationId: z.uuid(),
    messageId: z.uuid().describe('The answer, as the conversation keeps it'),
    text: z.string().meta({ example: 'Shall I remind you tomorrow at 17:00 to call mom?' }),
    state: z.string().describe('`done`, or why it is not whole').meta({ example: 'done' }),
    intents: z.array(Wish),
    distress: z.boolean().describe('Show help before anything else').meta({ example: false }),
    actions: z.array(WantedAction),
    meta: z
      .object({ source: z.enum(['model', 'rules']), provider: z.string().nullable(), model: z.string().nullable() })
      .describe('Who answered')
      .meta({ example: { source: 'rules', provider: null, model: null } }),
  })
  .meta({ id: 'SpokenReply' })
export type Reply = z.infer<typeof Reply>

export const Exchange = z
  .object({
    transcript: Heard,
    reply: Reply.nullable().describe('Null when nobody said anything'),
    audio: z
      .object({
        mediaType: z.string().meta({ example: 'audio/mpeg' }),
        base64: z
          .string()
          .nullable()
          .describe('The reply, said aloud; null when an exchange is answered again by its Idempotency-Key')
          .meta({ example: 'SUQzBAAAAAAA' }),
        provider: z.string().meta({ example: 'embedded' }),
        model: z.string().meta({ example: 'flite' }),
        voice: z.string().meta({ example: 'slt' }),
      })
      .nullable()
      .describe('Null when there is nothing to say, or nobody who can say it'),
  })
  .meta({ id: 'Exchange' })
export type Exchange = z.infer<typeof Exchange>
