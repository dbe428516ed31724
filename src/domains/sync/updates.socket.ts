import {
  BUFFER_LIMIT,
  CLOSE,
  type Connection,
  type Handler,
  HEARTBEAT_SECONDS,
  type Protocol,
} from '#core/connection.ts'
import type { Routes } from '#core/http.ts'
import type { Follower, Hub } from '#core/hub.ts'
import { holdsScope } from '#core/identity.ts'
import { ResumeFrame } from './updates.schema.ts'

export const updatesSocket: Routes = async (app) => {
  const { hub } = app.platform
  const protocol: Protocol = { frames: ResumeFrame, open: (connection) => openUpdates(connection, hub) }
  const serve = app.sockets.serve(protocol)
  const options = { websocket: true, config: { public: true, socket: true } } as const
  app.get('/ws/updates', { ...options, preValidation: async (request) => app.sockets.checkOrigin(request) }, serve)
}

/** A replay is paused when this much is waiting, so that a long one is never taken for a slow reader. */
const REPLAY_LIMIT = BUFFER_LIMIT / 4
/** How long after its answer to our first (protocol) ping a client may still send `resume` before it is told live changes. */
const GRACE_MS = 50
const GRACE_AT_MOST_MS = 2_000

async function openUpdates(connection: Connection, hub: Hub): Promise<Handler> {
  const updates = new Updates(connection, hub)
  const { head: seq, epoch } = await hub.join(updates)
  connection.send({ type: 'ready', seq, epoch, heartbeatSeconds: HEARTBEAT_SECONDS })
  updates.holdBack()
  return updates
}

/**
 * One client of the feed. Between `ready` and its `resume` nothing may be told, or the replay would come after newer changes. Most
 * clients never say that they will not resume, so live changes wait until our ping has gone there and back, and a moment longer.
 */
class Updates implements Follower, Handler {
  readonly userId: string
  cursor = 0
  readonly #connection: Connection
  readonly #hub: Hub
  #hold: NodeJS.Timeout | null = null
  #isResuming = false
  #isSpared = false

  constructor(connection: Connection, hub: Hub) {
    // Opened only after the sign-in.
    this.userId = connection.actor?.id ?? ''
    this.#connection = connection
    this.#hub = hub
  }

  holdBack() {
    this.#hold = setTimeout(this.#release, GRACE_AT_MOST_MS)
    const { socket } = this.#connection
    socket.once('pong', () => {
      if (this.#hold === null) return
      clearTimeout(this.#hold)
      this.#hold = setTimeout(this.#release, GRACE_MS)
    })
    if (this.#connection.isOpen) socket.ping()
  }

  #release = () => {
    this.#hold = null
    this.#hub.follow(this)
  }

  receive(frame: { type: string }) {
    const { epoch, seq } = frame as ResumeFrame // the only frame of this protocol
    this.#isResuming = true
    this.#letGo()
    this.#hub.resume(this, epoch, seq)
  }

  #letGo() {
    if (this.#hold) clearTimeout(this.#hold)
    this.#hold = null
  }

  holds(scope: string): boolean {
    const { actor } = this.#connection
    return actor !== null && holdsScope(actor, scope)
  }

  tell(frame: Buffer) {
    this.#connection.send(frame, this.#sent)
  }

  isFull(): boolean {
    this.#isSpared = this.#connection.socket.bufferedAmount > REPLAY_LIMIT
    return this.#isSpared
  }

  #sent = () => {
    if (!this.#isSpared || this.isFull()) return
    this.#hub.nudge(this.userId)
  }

  caughtUp() {
    if (this.#isResuming) this.#connection.send({ type: 'resumed', recovered: true, seq: this.cursor })
    this.#isResuming = false
  }

  lost() {
    if (!this.#isResuming) return this.#connection.close(CLOSE.tooSlow, 'Too far behind. Connect again.')
    this.#isResuming = false
    this.#connection.send({ type: 'resumed', recovered: false })
  }

  beat() {
    this.#connection.send({ type: 'ping', seq: this.cursor })
    this.#hub.nudge(this.userId)
  }

  left() {
    this.#letGo()
    this.#hub.leave(this)
  }
}
