import type { Spoken } from '#core/ai/speaking.ts'
import { type Connection, type Handler, HEARTBEAT_SECONDS, type Protocol } from '#core/connection.ts'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Routes } from '#core/http.ts'
import { holdsScope } from '#core/identity.ts'
import type { Limits } from '#core/limits.ts'
import type { Platform } from '#core/platform.ts'
import { asAppError } from '#core/problem.ts'
import { runnerOf } from '#domains/chat/runner.service.ts'
import { sayText } from '#domains/voice/speech.service.ts'
import { MAX_RECORDING, transcribeBytes } from '#domains/voice/transcripts.service.ts'
import { LiveFrame } from './live.schema.ts'
import { answer, type Outside, sayReply } from './talk.service.ts'

export const voiceSocket: Routes = async (app) => {
  const { platform } = app
  const protocol: Protocol = {
    frames: LiveFrame,
    binary: (bytes) => (bytes.length === 0 ? null : ({ type: 'bytes', bytes } satisfies Bytes)),
    open: async (connection) => {
      connection.send({ type: 'ready', heartbeatSeconds: HEARTBEAT_SECONDS })
      return new VoiceConnection(connection, platform, app.limits)
    },
  }
  const serve = app.sockets.serve(protocol)
  const options = { websocket: true, config: { public: true, socket: true } } as const
  app.get('/ws/voice', { ...options, preValidation: async (request) => app.sockets.checkOrigin(request) }, serve)
}

/** The next bytes of a recording as they are, which saves a third of the way. */
interface Bytes {
  type: 'bytes'
  bytes: Buffer
}

type Begin = Extract<LiveFrame, { type: 'begin' }>
type Say = Extract<LiveFrame, { type: 'say' }>

interface Recording {
  begin: Begin
  parts: Buffer[]
  size: number
}

/** Bytes of speech in one frame. */
const PIECE = 24_000

/** One client that speaks and listens, one request at a time. */
class VoiceConnection implements Handler {
  readonly #connection: Connection
  readonly #platform: Platform
  readonly #limits: Limits
  readonly #outside: Outside
  #recording: Recording | null = null
  #stop: AbortController | null = null

  constructor(connection: Connection, platform: Platform, limits: Limits) {
    this.#connection = connection
    this.#platform = platform
    this.#limits = limits
    this.#outside = { ai: platform.reach.ai, runner: runnerOf(platform) }
  }

  receive(raw: { type: string }) {
    const frame = raw as LiveFrame | Bytes // parsed by the protocol
    if (frame.type === 'audio') return this.#record(Buffer.from(frame.base64, 'base64'))
    if (frame.type === 'bytes') return this.#record(frame.bytes)
    const recording = this.#recording
    this.#recording = null
    if (frame.type === 'end') {
      if (recording) return this.#begin(recording.begin, (ctx, stop) => this.#converse(ctx, recording, stop))
      return this.#refuse(null, new AppError('conflict', 'Nothing is being recorded. Send `begin` first.'))
    }
    this.#stop?.abort()
    if (frame.type === 'begin') this.#recording = { begin: frame, parts: [], size: 0 }
    else if (frame.type === 'say') this.#begin(frame, (ctx, stop) => this.#say(ctx, frame, stop))
  }

  beat() {
    this.#connection.send({ type: 'ping' })
  }

  left() {
    this.#recording = null
    this.#stop?.abort()
  }

  #record(part: Buffer) {
    const recording = this.#recording
    if (!recording)
      return this.#refuse(null, new AppError('conflict', 'Nothing is being recorded. Send `begin` first.'))
    recording.size += part.length
    recording.parts.push(part)
    if (recording.size <= MAX_RECORDING) return
    this.#recording = null
    const detail = `A recording may have at most ${MAX_RECORDING / 1_000_000} MB.`
    this.#refuse(recording.begin, new AppError('too_large', detail))
  }

  #begin(request: Begin | Say, work: (ctx: UserCtx, stop: AbortSignal) => Promise<void>) {
    const stop = new AbortController()
    this.#stop = stop
    const run = async () => {
      try {
        const ctx = this.#ctx()
        await this.#limits.take('user', ctx.actor.id)
        await work(ctx, stop.signal)
        this.#send(request, { type: 'done', state: stop.signal.aborted ? 'stopped' : 'done' })
      } catch (error) {
        if (stop.signal.aborted) this.#send(request, { type: 'done', state: 'stopped' })
        else this.#refuse(request, error)
      } finally {
        if (this.#stop === stop) this.#stop = null
      }
    }
    void run()
  }

  async #converse(ctx: UserCtx, { begin, parts }: Recording, stop: AbortSignal) {
    const { ai } = this.#outside
    const transcript = await transcribeBytes(ctx, ai, Buffer.concat(parts), stop)
    this.#send(begin, { type: 'transcript', transcript })
    if (transcript.noSpeech || !begin.reply) return
    const { conversationId, voice, format } = begin
    const reply = await answer(ctx, this.#outside, { text: transcript.text, conversationId }, stop)
    this.#platform.bus.wake(ctx.actor.id)
    this.#send(begin, { type: 'reply', reply })
    const spoken = await sayReply(ctx, ai, reply, { voice, format }, stop)
    if (spoken) await this.#tell(begin, spoken, stop)
  }

  async #say(ctx: UserCtx, say: Say, stop: AbortSignal) {
    const { text, voice, format, speed } = say
    await this.#tell(say, await sayText(ctx, this.#outside.ai, { text, voice, format, speed }, stop), stop)
  }

  /** No faster than it is read: each piece waits until the one before has left. */
  async #tell(request: Begin | Say, { audio, mediaType, voice }: Spoken, stop: AbortSignal) {
    const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
    for await (const part of audio) {
      for (let at = 0; at < part.length; at += PIECE) {
        if (stop.aborted || !this.#connection.isOpen) return
        const piece = Buffer.from(part.subarray(at, at + PIECE))
        const base64 = request.binary ? null : piece.toString('base64')
        const frame = { type: 'speech', requestId: request.requestId ?? null, mediaType, voice, base64 }
        const gone = new Promise<void>((sent) => {
          this.#connection.send(frame, request.binary ? undefined : sent)
          if (request.binary) this.#connection.sendBytes(piece, sent)
        })
        await Promise.race([stopped, gone])
      }
    }
  }

  #send(request: Begin | Say, frame: { type: string; [field: string]: unknown }) {
    this.#connection.send({ ...frame, requestId: request.requestId ?? null })
  }

  #refuse(request: Begin | Say | null, error: unknown) {
    const { code, message } = asAppError(error)
    if (code === 'internal') this.#platform.log.error({ err: error }, 'unhandled')
    this.#connection.send({ type: 'refused', requestId: request?.requestId ?? null, code, detail: message })
  }

  /** As whoever is signed in now: a key may have lost its scope. */
  #ctx(): UserCtx {
    const { actor } = this.#connection
    if (actor === null) throw new AppError('unauthenticated', 'Sign in first.')
    if (!holdsScope(actor, 'voice:write')) throw new AppError('forbidden', 'This API key needs the scope voice:write.')
    const { base, database } = this.#platform
    return { ...base, actor, db: actor.via === null ? base.db : database.attributedTo(actor.via) }
  }
}
