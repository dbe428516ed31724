import { z } from 'zod'
import { SPEECH_FORMATS } from '#core/ai/embedded/speech.ts'
import type { Channel } from '#core/channel.ts'
import { AuthFrame, HEARTBEAT_SECONDS, PongFrame, ReauthFrame } from '#core/connection.ts'
import { Heard, Reply } from './talk.schema.ts'

/** Characters of base64 in one frame: with its frame less than the 64 KB that a socket takes. */
export const MAX_CHUNK = 60_000

const Manner = {
  requestId: z.string().min(1).max(100).optional().describe('Comes back with everything that belongs to it'),
  voice: z.string().min(1).max(100).optional().describe('One of `GET /api/tts/voices`'),
  format: z.enum(SPEECH_FORMATS).default('mp3').describe('Of what is said aloud'),
  binary: z
    .boolean()
    .default(false)
    .describe('True has what is said aloud sent as binary frames, each right after the `speech` that it belongs to'),
}

export const BeginFrame = z
  .strictObject({
    type: z.literal('begin'),
    ...Manner,
    conversationId: z.uuid().optional().describe('Absent begins a conversation'),
    reply: z.boolean().default(true).describe('False only writes down what is said'),
  })
  .describe('Begins a recording; `audio` and `end` follow. What is still being said aloud falls silent.')

export const AudioFrame = z
  .strictObject({
    type: z.literal('audio'),
    base64: z
      .string()
      .min(1)
      .max(MAX_CHUNK)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/)
      .meta({ example: 'UklGRg==' }),
  })
  .describe(
    'The next bytes of the recording: wav, mp3, ogg, webm, m4a or flac, at most 10 MB and 5 minutes together. A binary frame of these bytes does the same and is a third smaller.',
  )

export const EndFrame = z
  .strictObject({ type: z.literal('end') })
  .describe('That was all. `transcript` follows, then `reply`, then `speech`, then `done`.')

export const SayFrame = z
  .strictObject({
    type: z.literal('say'),
    ...Manner,
    text: z.string().trim().min(1).max(5_000).meta({ example: 'You have three tasks left for today.' }),
    speed: z.number().min(0.5).max(2).default(1),
  })
  .describe('Has a text said aloud: `speech`, then `done`.')

export const StopFrame = z
  .strictObject({ type: z.literal('stop') })
  .describe('Drops what is recorded, and silences what is said. An answer that was begun is still given, in the chat.')

export const LiveFrame = z.discriminatedUnion('type', [BeginFrame, AudioFrame, EndFrame, SayFrame, StopFrame])
export type LiveFrame = z.infer<typeof LiveFrame>

const RequestId = z.string().nullable()

const Ready = z
  .object({ type: z.literal('ready'), heartbeatSeconds: z.literal(HEARTBEAT_SECONDS) })
  .describe('Signed in.')
const TranscriptFrame = z
  .object({ type: z.literal('transcript'), requestId: RequestId, transcript: Heard })
  .describe('What was said in the recording.')
const ReplyFrame = z
  .object({ type: z.literal('reply'), requestId: RequestId, reply: Reply })
  .describe('The answer; what it wants to change waits for the user’s leave.')
const SpeechFrame = z
  .object({
    type: z.literal('speech'),
    requestId: RequestId,
    mediaType: z.string().meta({ example: 'audio/mpeg' }),
    voice: z.string().meta({ example: 'slt' }),
    base64: z.string().nullable().describe('Null where `binary` was asked for').meta({ example: 'SUQzBAAAAAAA' }),
  })
  .describe(
    'The next bytes of what is said aloud; all of them in order are one file. With `binary` they are the next binary frame.',
  )
const DoneFrame = z
  .object({ type: z.literal('done'), requestId: RequestId, state: z.enum(['done', 'stopped']) })
  .describe('Nothing more belongs to this request.')
const Refused = z
  .object({
    type: z.literal('refused'),
    requestId: RequestId,
    code: z.string().meta({ example: 'unsupported_media_type' }),
    detail: z.string().meta({ example: 'This is no audio of a known format.' }),
  })
  .describe('What was asked for could not be done; the connection stays.')
const Ping = z
  .object({ type: z.literal('ping') })
  .describe('Answer `pong`; after two unanswered pings the connection ends.')

export const voiceChannel: Channel = {
  name: 'voice',
  path: '/ws/voice',
  title: 'Speaking with the assistant',
  description: `Connect, send \`auth\` within 5 seconds (or offer the subprotocol \`bearer.<token>\`), wait for \`ready\`. Send \`begin\`, the recording in
frames of \`audio\`, or as binary frames of at most 64 KB, while it is made, then \`end\`; hear the answer while it is still being said. One request at a time: a new one silences the
one before. An API key needs \`voice:write\` and \`chat:write\`. Close codes are those of \`/ws/updates\`.`,
  frames: () => ({
    fromClient: {
      auth: AuthFrame,
      begin: BeginFrame,
      audio: AudioFrame,
      end: EndFrame,
      say: SayFrame,
      stop: StopFrame,
      pong: PongFrame,
    },
    fromServer: {
      ready: Ready,
      transcript: TranscriptFrame,
      reply: ReplyFrame,
      speech: SpeechFrame,
      done: DoneFrame,
      refused: Refused,
      ping: Ping,
      reauth: ReauthFrame,
    },
  }),
}
