import { z } from 'zod'
import type { Channel } from '#core/channel.ts'
import { AuthFrame, HEARTBEAT_SECONDS, PongFrame, ReauthFrame } from '#core/connection.ts'
import { GENERATION_STATES } from './chat.tables.ts'
import * as events from './documents.ts'
import { NewMessage } from './messages.schema.ts'

export const Generation = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    messageId: z.uuid().describe('The answer'),
    state: z
      .enum(GENERATION_STATES)
      .describe('`queued` waits for its turn. `interrupted` and `cancelled` keep what was said')
      .meta({ example: 'running' }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ChatGeneration' })

const Offset = z.coerce.number().int().min(0).max(2_000_000_000)

export const EventsQuery = z.strictObject({
  after: Offset.optional().meta({ description: 'As the header `Last-Event-ID`, for clients that cannot send it' }),
})

export const LastEventId = Offset.catch(0)

export const EventStream = z.string().meta({
  description: `Server-Sent Events. \`id\` is the offset, \`event\` the type, \`data\` the event as JSON, the same as on \`/ws/chat\`:
\`started\`, then \`delta\`, \`tool_call\`, \`approval_request\`, \`tool_result\` and \`usage\` in any number, and \`done\` or \`error\` last. A browser's
EventSource comes back with \`Last-Event-ID\` by itself and misses nothing; close it after \`done\` or \`error\`.`,
  example:
    'id: 2\nevent: delta\ndata: {"type":"delta","generationId":"01890a5d-ac96-774b-bcce-b302099a8057","offset":2,"text":"You have "}\n\n',
})

const RequestId = z.string().min(1).max(100).optional().describe('Comes back with the answer, to tell which it was')

export const MessageFrame = z
  .strictObject({
    type: z.literal('message'),
    requestId: RequestId,
    conversationId: z.uuid().optional().describe('Absent begins a conversation'),
    ...NewMessage.shape,
  })
  .describe('Says something. Answered by `accepted` or `refused`; the events of the answer follow by themselves.')

export const FollowFrame = z
  .strictObject({
    type: z.literal('resume'),
    generationId: z.uuid(),
    offset: z.int().min(0).max(2_000_000_000).describe('Of the last event you have; 0 for all'),
  })
  .describe('Asks for every event of an answer behind an offset: after a lost connection, or from another device.')

export const CancelFrame = z
  .strictObject({ type: z.literal('cancel'), generationId: z.uuid() })
  .describe('Calls an answer off. Its last event is `done` with the state `cancelled`.')

export const ChatFrame = z.discriminatedUnion('type', [MessageFrame, FollowFrame, CancelFrame])
export type ChatFrame = z.infer<typeof ChatFrame>

const Ready = z
  .object({ type: z.literal('ready'), heartbeatSeconds: z.literal(HEARTBEAT_SECONDS) })
  .describe('Signed in.')

const AcceptedFrame = z
  .object({
    type: z.literal('accepted'),
    requestId: z.string().nullable(),
    conversationId: z.uuid(),
    generationId: z.uuid(),
    messageId: z.uuid(),
    userMessageId: z.uuid().nullable(),
  })
  .describe('The message stands; its answer begins when its turn has come.')

const Refused = z
  .object({
    type: z.literal('refused'),
    requestId: z.string().nullable(),
    generationId: z.uuid().nullable(),
    code: z.string().meta({ example: 'not_found' }),
    detail: z.string().meta({ example: 'Conversation not found' }),
    resetsAt: z.iso.datetime().nullable(),
  })
  .describe('What was asked for could not be done; the connection stays.')

const Ping = z
  .object({ type: z.literal('ping') })
  .describe('Answer `pong`; after two unanswered pings the connection ends.')

export const chatChannel: Channel = {
  name: 'chat',
  path: '/ws/chat',
  title: 'Conversations with the assistant, word by word',
  description: `Connect, send \`auth\` within 5 seconds (or offer the subprotocol \`bearer.<token>\`), wait for \`ready\`. Answers belong to the server: a
lost connection stops none. Remember the \`offset\` of the last event of each answer; after a lost connection \`resume\` from it and read the
same text as somebody who never left. The same events come from \`GET /api/chat/generations/{id}/events\`. An API key needs \`chat:write\`.
Close codes are those of \`/ws/updates\`.`,
  frames: () => ({
    fromClient: { auth: AuthFrame, message: MessageFrame, resume: FollowFrame, cancel: CancelFrame, pong: PongFrame },
    fromServer: {
      ready: Ready,
      accepted: AcceptedFrame,
      refused: Refused,
      started: events.Started,
      delta: events.Delta,
      tool_call: events.ToolCalled,
      tool_result: events.ToolAnswered,
      approval_request: events.ApprovalRequested,
      usage: events.Used,
      done: events.Finished,
      error: events.Failed,
      ping: Ping,
      reauth: ReauthFrame,
    },
  }),
}
