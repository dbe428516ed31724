import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Actor } from './ctx.ts'

/** Why the server ends a connection. Those of `RETRYABLE` carry a hint when to come back; nothing is lost, the client resumes. */
export const CLOSE = {
  badFrame: 4400,
  unauthenticated: 4401,
  noPong: 4408,
  tooLarge: 4413,
  tooFast: 4429,
  restarting: 1012,
  tooSlow: 1013,
} as const
const RETRYABLE = new Set<number>([CLOSE.noPong, CLOSE.tooFast, CLOSE.restarting, CLOSE.tooSlow])

export const HEARTBEAT_SECONDS = 25
/** Sent and not yet taken by the reader's system: beyond it the reader is too slow. */
export const BUFFER_LIMIT = 1024 * 1024

export const AuthFrame = z
  .strictObject({
    type: z.literal('auth'),
    token: z.string().min(1).max(8_192).meta({ example: 'eyJhbGciOiJFUzI1NiJ9…' }),
  })
  .describe('Signs in, within 5 seconds of connecting; later it renews with a fresh token of the same user.')
export const PongFrame = z
  .strictObject({ type: z.literal('pong'), seq: z.int().optional() })
  .describe('Answers a ping.')
export const ReauthFrame = z
  .object({ type: z.literal('reauth') })
  .describe('The token expires within a minute: send `auth` with a fresh one, or the connection ends with 4401.')

/** What a kind of socket does for a client that has signed in. */
export interface Protocol {
  /** What the client may send besides `auth` and `pong`. */
  readonly frames: z.ZodType<{ type: string }>
  /** The frame that binary bytes stand for; without it they are no frame. */
  readonly binary?: (bytes: Buffer) => { type: string } | null
  open(connection: Connection): Promise<Handler>
}

export interface Handler {
  receive(frame: { type: string }): void
  /** Every 25 seconds: sends the ping. */
  beat(): void
  /** The connection has ended; nothing can be sent any more. */
  left(): void
}

/** One open socket. Holds no timer of its own: a thousand idle ones cost memory only. */
export class Connection {
  readonly socket: WebSocket
  readonly protocol: Protocol
  /** From which address; failed sign-ins count against it. */
  readonly ip: string
  actor: Actor | null = null
  handler: Handler | null = null
  isOpen = true
  /** Set while a sign-in runs; frames wait here. */
  waiting: { type: string }[] | null = null
  /** Kept only for tokens that do not say themselves when they expire: those are asked about at every heartbeat. */
  token: string | null = null
  expiresAt: number | null = null
  wasAskedToReauth = false
  unanswered = 0
  /** Next heartbeat, or until when it must have signed in. Monotonic ms, as the two below. */
  deadline: number
  windowStart = 0
  framesInWindow = 0

  constructor(socket: WebSocket, protocol: Protocol, ip: string, deadline: number) {
    this.socket = socket
    this.protocol = protocol
    this.ip = ip
    this.deadline = deadline
  }

  /** Sends a frame, or closes a reader that has left a megabyte unread. `sent` runs when its system has taken it. */
  send(frame: object | Buffer, sent?: () => void) {
    if (!this.isOpen) return
    if (this.socket.bufferedAmount > BUFFER_LIMIT) return this.close(CLOSE.tooSlow, 'Too much is waiting to be read.')
    this.socket.send(Buffer.isBuffer(frame) ? frame : JSON.stringify(frame), { binary: false }, sent)
  }

  /** Bytes as they are, after the frame that says what they are. */
  sendBytes(bytes: Uint8Array, sent?: () => void) {
    if (this.isOpen) this.socket.send(bytes, { binary: true }, sent)
  }

  /** The reason is JSON: `detail` for people, `retryAfterMs` (jittered, so that not all come back at once) or null. */
  close(code: number, detail: string) {
    if (!this.isOpen) return
    this.isOpen = false
    const retryAfterMs = RETRYABLE.has(code) ? Math.round(500 + Math.random() * 4_500) : null
    this.socket.close(code, JSON.stringify({ detail, retryAfterMs }))
    this.handler?.left()
  }
}
