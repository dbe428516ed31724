import { z } from 'zod'
import type { Channel } from '#core/channel.ts'
import { AuthFrame, HEARTBEAT_SECONDS, PongFrame, ReauthFrame } from '#core/connection.ts'
import type { Entities } from '#core/entity.ts'

const Seq = z.int().min(0)
/** What a socket says about an op: a restored item appears again, so it is created. */
export const FRAME_OPS = ['create', 'update', 'delete'] as const

export const ResumeFrame = z
  .strictObject({ type: z.literal('resume'), epoch: z.uuid(), seq: Seq })
  .describe('Asks for every change after `seq`, in order. Send it right after `ready`, or at once behind `auth`.')
export type ResumeFrame = z.infer<typeof ResumeFrame>

export const ReadyFrame = z
  .object({ type: z.literal('ready'), seq: Seq, epoch: z.uuid(), heartbeatSeconds: z.literal(HEARTBEAT_SECONDS) })
  .describe(
    'Signed in. `seq` is where the feed stood; what comes after it follows unless you resume from an earlier one.',
  )

export const ResumedFrame = z
  .discriminatedUnion('recovered', [
    z.object({ type: z.literal('resumed'), recovered: z.literal(true), seq: Seq }),
    z.object({ type: z.literal('resumed'), recovered: z.literal(false) }),
  ])
  .describe(
    'Recovered: every change after your number up to this one has been sent. Not recovered: your number is of another history or too old; call `GET /api/sync?since=0`. Live changes go on either way.',
  )

export const PingFrame = z
  .object({ type: z.literal('ping'), seq: Seq })
  .describe(
    'Everything up to `seq` has been sent to you. Answer `pong`; after two unanswered pings the connection ends.',
  )

export const NotificationFrame = z
  .object({
    type: z.literal('notification'),
    id: z.uuid(),
    kind: z.string().meta({ example: 'reminder' }),
    title: z.string().meta({ example: 'Drink a glass of water' }),
    body: z.string().nullable(),
    entity: z.string().nullable(),
    entityId: z.uuid().nullable(),
    occurrence: z.string().nullable(),
    createdAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
    unreadCount: z.int().nullable(),
  })
  .describe('Shown at once, sent once; the inbox under `/api/notifications` keeps it.')

const changeFrame = (entities: Entities) => {
  const items = [...entities.values()].map((entity) =>
    z.object({
      type: z.literal('change'),
      seq: Seq,
      entity: z.literal(entity.name),
      id: z.uuid(),
      op: z.enum(FRAME_OPS),
      at: z.iso.datetime(),
      item: entity.item.nullable(),
    }),
  )
  return z
    .union(items)
    .describe(
      'One change, in order of `seq`. `item` is its newest state, which may be newer than this change; null when it is deleted by now.',
    )
}

const CLOSE_CODES = `Close codes; the reason is JSON, \`{ "detail": string, "retryAfterMs": number | null }\`:
1012 the server restarts, 1013 too slow (a megabyte was waiting to be read) or busy, 4400 a frame it does not know, 4401 not or no
longer signed in, 4408 two pings unanswered, 4413 a frame over 64 KB, 4429 more than 50 frames a second or too many attempts.
After any of them connect again (not sooner than \`retryAfterMs\`), sign in and resume: nothing is lost.`

export const updatesChannel: Channel = {
  name: 'updates',
  path: '/ws/updates',
  title: 'Changes to your items, in order and without gaps',
  description: `Connect, send \`auth\` within 5 seconds (or offer the subprotocol \`bearer.<token>\`), wait for \`ready\`. Remember the epoch and
the newest \`seq\` of any frame; after a lost connection \`resume\` from it. Numbers of kinds you may not see are passed over, so they
need not follow each other. A page's Origin must be allowed. An API key hears of the kinds it may read.

${CLOSE_CODES}`,
  frames: (entities) => ({
    fromClient: { auth: AuthFrame, resume: ResumeFrame, pong: PongFrame },
    fromServer: {
      ready: ReadyFrame,
      resumed: ResumedFrame,
      change: changeFrame(entities),
      notification: NotificationFrame,
      ping: PingFrame,
      reauth: ReauthFrame,
    },
  }),
}
