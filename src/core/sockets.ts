import type { FastifyRequest } from 'fastify'
import { decodeJwt } from 'jose'
import type { WebSocket } from 'ws'
import type { z } from 'zod'
import {
  AuthFrame,
  CLOSE,
  Connection,
  type Handler,
  HEARTBEAT_SECONDS,
  PongFrame,
  type Protocol,
} from './connection.ts'
import type { Actor } from './ctx.ts'
import { AppError } from './errors.ts'
import type { Limits } from './limits.ts'
import type { Authenticator } from './module.ts'
import type { Platform } from './platform.ts'
import { asAppError } from './problem.ts'
import type { Telemetry } from './telemetry.ts'

const FRAMES_PER_SECOND = 50
const SIGN_IN_MS = 5_000
const REAUTH_MS = 60_000
const TICK_MS = 500
const MISSED_PONGS = 2
/** Frames that came before the sign-in was through and wait for it. */
const WAITING_FRAMES = 20
/** Connections that have not signed in yet; more are sent away. */
const STRANGERS = 5_000

/** All sockets of this process: signing in, limits, heartbeats and a graceful end; what they carry is their protocol's. */
export interface Sockets {
  serve(protocol: Protocol): (socket: WebSocket, request: FastifyRequest) => void
  /** Refuses pages of other sites; programs that send no Origin are no browsers. */
  checkOrigin(request: FastifyRequest): void
  /** Does what is due at this monotonic time (ms). Runs by itself twice a second. */
  tick(at: number): void
  close(): Promise<void>
}

interface Options {
  platform: Platform
  authenticator: Authenticator
  limits: Limits
  telemetry: Telemetry
}

export function createSockets({ platform, authenticator, limits, telemetry }: Options): Sockets {
  const { config, base } = platform
  const open = new Set<Connection>()
  let strangers = 0
  let isClosing = false
  const desk = { authenticator, limits, now: () => base.now().getTime() }
  const tick = (at: number) => {
    strangers = 0
    const now = desk.now()
    for (const connection of open) {
      if (connection.isOpen && connection.actor) attend(connection, desk, at, now)
      else if (connection.isOpen && at > connection.deadline)
        connection.close(CLOSE.unauthenticated, 'Sign in within 5 seconds.')
      if (!connection.actor) strangers++
    }
  }
  const timer = setInterval(() => tick(performance.now()), TICK_MS).unref()
  return {
    tick,
    checkOrigin: (request) => checkOrigin(request, config.publicUrl, config.CORS_ORIGINS),
    serve: (protocol) => (socket, request) => {
      const connection = new Connection(socket, protocol, request.ip, performance.now() + SIGN_IN_MS)
      open.add(connection)
      telemetry.sockets.inc()
      listen(connection, desk, () => {
        open.delete(connection)
        telemetry.sockets.dec()
      })
      if (isClosing) connection.close(CLOSE.restarting, 'The server is restarting.')
      else if (++strangers > STRANGERS) connection.close(CLOSE.tooSlow, 'The server is busy.')
      const token = tokenOf(request)
      if (token !== null && connection.isOpen) void signIn(connection, desk, token)
    },
    close: async () => {
      isClosing = true
      clearInterval(timer)
      await Promise.all([...open].map(sayGoodbye))
    },
  }
}

interface Desk {
  authenticator: Authenticator
  limits: Limits
  now(): number
}

const GOODBYE_MS = 2_000

async function sayGoodbye(connection: Connection) {
  const { socket } = connection
  const gone = new Promise<void>((done) => socket.once('close', () => done()))
  connection.close(CLOSE.restarting, 'The server is restarting.')
  const timer = setTimeout(() => socket.terminate(), GOODBYE_MS)
  await gone
  clearTimeout(timer)
}

const ignore = () => {}

function listen(connection: Connection, desk: Desk, gone: () => void) {
  const { socket } = connection
  // The upgrade's own listener would cut the connection before our close frame is out, and would keep the request alive.
  socket.removeAllListeners('error')
  socket.on('error', ignore)
  const close = socket.close
  socket.close = (code, reason) => close.call(socket, code === 1009 ? CLOSE.tooLarge : code, reason)
  socket.on('message', (data, isBinary) => {
    if (connection.isOpen) receive(connection, desk, isBinary ? (data as Buffer) : String(data)) // ws gives one Buffer
  })
  socket.on('close', () => {
    if (connection.isOpen) connection.handler?.left()
    connection.isOpen = false
    gone()
  })
}

function receive(connection: Connection, desk: Desk, data: string | Buffer) {
  if (isTooFast(connection)) return connection.close(CLOSE.tooFast, `At most ${FRAMES_PER_SECOND} frames a second.`)
  const frame = parseFrame(connection.protocol, data)
  if (frame === null) return connection.close(CLOSE.badFrame, 'Not a frame this server knows.')
  connection.unanswered = 0
  if (frame.type === 'pong') return
  if (frame.type === 'auth') return void signIn(connection, desk, (frame as z.infer<typeof AuthFrame>).token)
  if (connection.waiting) {
    connection.waiting.push(frame)
    if (connection.waiting.length > WAITING_FRAMES)
      connection.close(CLOSE.tooFast, 'Too many frames before the sign-in was through.')
  } else if (connection.handler) connection.handler.receive(frame)
  else connection.close(CLOSE.unauthenticated, 'Sign in first.')
}

function isTooFast(connection: Connection): boolean {
  const now = performance.now()
  if (now - connection.windowStart > 1_000) {
    connection.windowStart = now
    connection.framesInWindow = 0
  }
  return ++connection.framesInWindow > FRAMES_PER_SECOND
}

function parseFrame(protocol: Protocol, data: string | Buffer): { type: string } | null {
  if (typeof data !== 'string') return protocol.binary?.(data) ?? null
  try {
    const raw = JSON.parse(data) as { type?: unknown } | null
    const schema = raw?.type === 'auth' ? AuthFrame : raw?.type === 'pong' ? PongFrame : protocol.frames
    return schema.parse(raw)
  } catch {
    return null
  }
}

/** The first sign-in opens the protocol; a later one renews it, for the same user. */
async function signIn(connection: Connection, desk: Desk, token: string) {
  if (connection.waiting) return connection.close(CLOSE.badFrame, 'One sign-in at a time.')
  const waiting: { type: string }[] = []
  connection.waiting = waiting
  try {
    const actor = await desk.authenticator.authenticate(token)
    if (connection.actor === null) await desk.limits.take('user', actor.id)
    else if (connection.actor.id !== actor.id) throw new AppError('unauthenticated', "This token is another user's.")
    admit(connection, actor, token)
    connection.handler ??= await opened(connection)
    connection.waiting = null
    for (const frame of waiting) if (connection.isOpen) connection.handler.receive(frame)
  } catch (error) {
    await refuse(connection, desk, asAppError(error))
  }
}

function admit(connection: Connection, actor: Actor, token: string) {
  connection.expiresAt = expiryOf(token)
  connection.token = connection.expiresAt === null ? token : null
  connection.wasAskedToReauth = false
  if (connection.actor === null) connection.deadline = performance.now() + HEARTBEAT_SECONDS * 1_000
  connection.actor = actor
}

async function opened(connection: Connection): Promise<Handler> {
  const handler = await connection.protocol.open(connection)
  if (!connection.isOpen) handler.left()
  return handler
}

async function refuse(connection: Connection, { limits }: Desk, error: AppError) {
  const exhausted = error.code === 'unauthenticated' && (await limits.take('address', connection.ip).catch(() => true))
  if (exhausted || error.code === 'rate_limited') connection.close(CLOSE.tooFast, 'Too many attempts.')
  else if (error.code === 'unauthenticated') connection.close(CLOSE.unauthenticated, error.message)
  else connection.close(CLOSE.tooSlow, 'The server is busy.')
}

/** When a token says itself until when it is good (ms since 1970); null for one that does not, such as an API key. */
function expiryOf(token: string): number | null {
  try {
    const { exp } = decodeJwt(token)
    return exp === undefined ? null : exp * 1_000
  } catch {
    return null
  }
}

/** What a signed-in connection needs now and then: whether it may stay, and a heartbeat. */
function attend(connection: Connection, desk: Desk, at: number, now: number) {
  const { actor, expiresAt } = connection
  if (actor && desk.authenticator.hasEnded(actor)) return ended(connection)
  if (expiresAt !== null && now >= expiresAt) return connection.close(CLOSE.unauthenticated, 'The token has expired.')
  if (expiresAt !== null && now >= expiresAt - REAUTH_MS && !connection.wasAskedToReauth) {
    connection.wasAskedToReauth = true
    connection.send({ type: 'reauth' })
  }
  if (at < connection.deadline) return
  connection.deadline = at + HEARTBEAT_SECONDS * 1_000
  if (connection.unanswered++ >= MISSED_PONGS) return connection.close(CLOSE.noPong, 'Two pings were not answered.')
  connection.handler?.beat()
  if (connection.token !== null) void confirm(connection, desk, connection.token)
}

async function confirm(connection: Connection, { authenticator }: Desk, token: string) {
  try {
    connection.actor = await authenticator.authenticate(token)
  } catch (error) {
    if (asAppError(error).code === 'unauthenticated') ended(connection)
  }
}

const ended = (connection: Connection) => connection.close(CLOSE.unauthenticated, 'This session or key has ended.')

/** From the subprotocol `bearer.<token>`, which browsers can send, or the header, which only programs can. */
function tokenOf({ headers }: FastifyRequest): string | null {
  const offered = String(headers['sec-websocket-protocol'] ?? '').split(',')
  const bearer = offered.map((one) => one.trim()).find((one) => one.startsWith('bearer.'))
  if (bearer) return bearer.slice('bearer.'.length)
  return /^Bearer +(\S{1,8192})$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

function checkOrigin({ headers }: FastifyRequest, publicUrl: string, allowed: string[]) {
  const { origin } = headers
  if (origin === undefined || allowed.includes('*') || allowed.includes(origin)) return
  if (origin === new URL(publicUrl).origin) return
  throw new AppError('forbidden', 'Pages of this origin may not connect. The operator lists them in CORS_ORIGINS.')
}
