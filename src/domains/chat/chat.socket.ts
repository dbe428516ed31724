import { BUFFER_LIMIT, type Connection, type Handler, HEARTBEAT_SECONDS, type Protocol } from '#core/connection.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { holdsScope } from '#core/identity.ts'
import type { Platform } from '#core/platform.ts'
import { asAppError } from '#core/problem.ts'
import { createConversation } from './conversations.service.ts'
import { openEvents } from './events.service.ts'
import { ChatFrame } from './generations.schema.ts'
import { cancelGeneration, postMessage } from './generations.service.ts'
import { type Runner, runnerOf } from './runner.service.ts'

export const chatSocket: Routes = async (app) => {
  const { platform } = app
  const runner = runnerOf(platform)
  const protocol: Protocol = {
    frames: ChatFrame,
    open: async (connection) => {
      connection.send({ type: 'ready', heartbeatSeconds: HEARTBEAT_SECONDS })
      return new ChatConnection(connection, platform, runner)
    },
  }
  const serve = app.sockets.serve(protocol)
  const options = { websocket: true, config: { public: true, socket: true } } as const
  app.get('/ws/chat', { ...options, preValidation: async (request) => app.sockets.checkOrigin(request) }, serve)
}

/** Events wait for a reader that has this much unread, so that a long replay is never taken for a slow one. */
const ROOM = BUFFER_LIMIT / 4
/** Answers that one connection follows at the same time. */
const MAX_FOLLOWED = 50

/** One client: says things, and hears the answers it follows until it leaves. Its leaving stops none of them. */
class ChatConnection implements Handler {
  readonly #connection: Connection
  readonly #platform: Platform
  readonly #runner: Runner
  readonly #followed = new Map<string, AbortController>()

  constructor(connection: Connection, platform: Platform, runner: Runner) {
    this.#connection = connection
    this.#platform = platform
    this.#runner = runner
  }

  receive(raw: { type: string }) {
    const frame = raw as ChatFrame // parsed by the protocol's schema
    const requestId = frame.type === 'message' ? (frame.requestId ?? null) : null
    const generationId = frame.type === 'message' ? null : frame.generationId
    void this.#carryOut(frame).catch((error: unknown) => {
      const { code, message, details } = asAppError(error)
      if (code === 'internal') this.#platform.log.error({ err: error }, 'unhandled')
      const { resetsAt = null } = (details.extra ?? {}) as { resetsAt?: string }
      this.#connection.send({ type: 'refused', requestId, generationId, code, detail: message, resetsAt })
    })
  }

  beat() {
    this.#connection.send({ type: 'ping' })
  }

  left() {
    for (const reader of this.#followed.values()) reader.abort()
  }

  async #carryOut(frame: ChatFrame): Promise<void> {
    const ctx = this.#ctx()
    if (frame.type === 'resume') return this.#follow(ctx, frame.generationId, frame.offset)
    if (frame.type === 'cancel') return void (await cancelGeneration(ctx, this.#runner, frame.generationId))
    const { type: _, requestId = null, conversationId: place, ...message } = frame
    const conversationId = place ?? (await createConversation(ctx, {})).id
    const accepted = await postMessage(ctx, this.#runner, conversationId, message)
    this.#platform.bus.wake(ctx.actor.id)
    this.#connection.send({ type: 'accepted', requestId, conversationId, ...accepted })
    await this.#follow(ctx, accepted.generationId, 0)
  }

  /** As whoever is signed in now: a key may have lost its scope, and the address counts against their budget. */
  #ctx(): UserCtx {
    const { actor } = this.#connection
    if (actor === null) throw new AppError('unauthenticated', 'Sign in first.')
    if (!holdsScope(actor, 'chat:write')) throw new AppError('forbidden', 'This API key needs the scope chat:write.')
    const { base, database } = this.#platform
    return { ...base, actor, db: actor.via === null ? base.db : database.attributedTo(actor.via) }
  }

  async #follow(ctx: UserCtx, id: string, offset: number): Promise<void> {
    this.#followed.get(id)?.abort()
    if (this.#followed.size >= MAX_FOLLOWED)
      throw new AppError('conflict', `One connection hears ${MAX_FOLLOWED} answers at most. Open another one.`)
    const reader = new AbortController()
    this.#followed.set(id, reader)
    try {
      const events = await openEvents(ctx, this.#runner, id, offset, reader.signal)
      for await (const event of events) {
        if (reader.signal.aborted) return
        await this.#tell(event)
      }
    } finally {
      if (this.#followed.get(id) === reader) this.#followed.delete(id)
    }
  }

  async #tell(event: object): Promise<void> {
    const { socket } = this.#connection
    if (socket.bufferedAmount < ROOM) return this.#connection.send(event)
    await new Promise<void>((sent) => this.#connection.send(event, sent))
  }
}
