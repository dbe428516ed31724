import { setTimeout as pause } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import { actingAs, type Ctx, sqlState, type UserCtx } from '#core/ctx.ts'
import { found } from '#core/errors.ts'
import type { Platform } from '#core/platform.ts'
import { asAppError } from '#core/problem.ts'
import { type Desk, type Draft, type Ending, giveAnswer, metaOf } from './answering.service.ts'
import { chatMessages, type GenerationRow } from './chat.tables.ts'
import { getConversation } from './conversations.service.ts'
import type { NewEvent } from './documents.ts'
import { endAbandoned, endGeneration, RESTARTED } from './ending.service.ts'
import { EventLog } from './event-log.ts'
import {
  claimNext,
  heartbeat,
  keepEvents,
  selectAbandoned,
  selectStopped,
  selectWaiting,
} from './generations.queries.ts'
import { selectMessage } from './messages.queries.ts'
import { learnFrom } from './remembering.service.ts'
import { citationsOf } from './tool-use.service.ts'

/** How often what was said is written down, and whether somebody called it off is looked up. */
const KEEP_MS = 500
/** How often this process says that it is alive. */
const BEAT_MS = 4_000
/** A process that says nothing for so long is gone. */
const SILENT_SECONDS = 15
const WAITING_SECONDS = 5
const END_ATTEMPTS = 3

interface Running {
  ctx: UserCtx
  generation: GenerationRow
  log: EventLog
  stop: AbortController
  /** Events that are written down. */
  kept: number
  /** Writing down that is under way. */
  keeping: Promise<void>
  over: Promise<void>
}

const CANCELLED = new Error('called off')
const CLOSING = new Error('restarting')

/**
 * Gives the answers of this process, whoever listens: one at a time in each conversation, the others wait. Leaving a connection stops
 * nothing; only `cancel` and the end of the process do, and then what was said is kept.
 */
export class Runner {
  readonly desk: Desk
  readonly entities: Desk['entities']
  readonly ai: Desk['ai']
  readonly #platform: Platform
  readonly #running = new Map<string, Running>()
  readonly #closing = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #beating: Promise<void> | null = null
  #beatAt = 0

  constructor(platform: Platform) {
    const { reach, tools, entities, log } = platform
    this.desk = { ai: reach.ai, live: reach.live, tools, entities, log }
    this.entities = entities
    this.ai = reach.ai
    this.#platform = platform
  }

  /** Aborts when this process ends. */
  get closing(): AbortSignal {
    return this.#closing.signal
  }

  /** What an answer that is given here says; undefined for any other. */
  logOf(ctx: UserCtx, id: string): EventLog | undefined {
    const running = this.#running.get(id)
    return running?.generation.userId === ctx.actor.id ? running.log : undefined
  }

  /** Begins with the next answer of a conversation, unless one is being given there or none waits. */
  async begin(ctx: UserCtx, conversationId: string): Promise<void> {
    if (this.closing.aborted) return
    const generation = await claimNext(ctx, conversationId).catch((error: unknown) => {
      if (sqlState(error) === '23505') return undefined // somebody else has begun at the same moment
      throw error
    })
    if (!generation) return
    const log = new EventLog(generation.id)
    const running: Running = {
      ctx: this.#asWhoeverAsked(ctx, generation),
      generation,
      log,
      stop: new AbortController(),
      kept: 0,
      keeping: Promise.resolve(),
      over: Promise.resolve(),
    }
    this.#running.set(generation.id, running)
    this.#timer ??= setInterval(() => this.#beat(), KEEP_MS).unref()
    running.over = this.#run(running)
  }

  /** Resolves when an answer that is given here is over; the others are told by the database. */
  async cancel(ctx: UserCtx, id: string): Promise<void> {
    const running = this.#running.get(id)
    if (running?.generation.userId !== ctx.actor.id) return
    running.stop.abort(CANCELLED)
    await running.over
  }

  /** Ends what processes that are gone left behind (of every process, for null), and lets whoever waits have their turn. */
  async sweep(ctx: Ctx, silentSeconds: number | null = SILENT_SECONDS): Promise<void> {
    const abandoned = await selectAbandoned(ctx, silentSeconds)
    for (const generation of abandoned) {
      if (!this.#running.has(generation.id)) await endAbandoned(actingAs(ctx, generation.userId, VIA), generation)
    }
    for (const { userId, conversationId } of await selectWaiting(ctx, silentSeconds === null ? 0 : WAITING_SECONDS))
      await this.begin(actingAs(ctx, userId, VIA), conversationId)
  }

  /** Ends everything, and resolves when it is written down. */
  async close(): Promise<void> {
    this.#closing.abort(CLOSING)
    const all = [...this.#running.values()]
    for (const { stop } of all) stop.abort(CLOSING)
    await Promise.all(all.map(({ over }) => over))
    if (this.#timer) clearInterval(this.#timer)
    await this.#beating
  }

  /** In the name and with the rights of the request that asked, whoever has called this turn. */
  #asWhoeverAsked(ctx: UserCtx, { userId, via, scopes }: GenerationRow): UserCtx {
    const { base, database } = this.#platform
    const db = via === null ? base.db : database.attributedTo(via)
    return { ...ctx, db, actor: { id: userId, role: 'user', via, sessionId: null, scopes } }
  }

  async #run(running: Running): Promise<void> {
    const { ctx, generation, stop } = running
    const { conversationId } = generation
    try {
      if (generation.cancelRequested) stop.abort(CANCELLED)
      const draft = await this.#open(running)
      const ending = await this.#answer(running, draft)
      await this.#end(running, draft, ending)
      if (ending !== 'cancelled') await learnFrom(ctx, this.desk.log, draft.message.parentId)
    } catch (error) {
      await this.#giveUp(running, error)
    } finally {
      this.#running.delete(generation.id)
      this.desk.live.wake(ctx.actor.id)
      await this.begin(ctx, conversationId).catch((error: unknown) =>
        this.desk.log.warn({ err: error }, 'the next answer could not begin'),
      )
    }
  }

  /** Of a conversation that is in the trash there is nothing to answer. Anything else is swept up later, from what was kept. */
  async #giveUp({ ctx, generation, log }: Running, error: unknown): Promise<void> {
    const isGone = asAppError(error).code === 'not_found'
    if (isGone) await endGeneration(ctx, generation, { state: 'cancelled', message: {}, events: [] }).catch(() => {})
    else this.desk.log.error({ err: error, generation: generation.id }, 'an answer could not be ended')
    if (!log.isOver)
      log.add(failure(generation, { state: 'interrupted', code: 'internal', detail: BROKEN, resetsAt: null }))
  }

  async #open({ ctx, generation, log }: Running): Promise<Draft> {
    const { conversationId, messageId } = generation
    const conversation = await getConversation(ctx, conversationId)
    const message = found(await selectMessage(ctx, messageId), 'Message')
    const mine = and(eq(chatMessages.userId, ctx.actor.id), eq(chatMessages.id, messageId))
    await ctx.db.update(chatMessages).set({ state: 'streaming' }).where(mine)
    const { content, toolCalls } = message
    log.add({ type: 'started', conversationId, messageId, content })
    const seen = new Map((message.citations ?? []).map((one) => [one.id, one]))
    return {
      conversation,
      message,
      content,
      toolCalls: [...(toolCalls ?? [])],
      seen,
      spent: [],
      candidate: null,
      tone: null,
    }
  }

  async #answer({ ctx, log, stop }: Running, draft: Draft): Promise<Ending | 'cancelled'> {
    try {
      stop.signal.throwIfAborted()
      return await giveAnswer(ctx, this.desk, draft, stop.signal, (event) => log.add(event))
    } catch (error) {
      if (stop.signal.reason === CANCELLED) return 'cancelled'
      const isEmpty = draft.content === '' && draft.toolCalls.length === 0
      const state = isEmpty ? 'failed' : 'interrupted'
      if (stop.signal.aborted) return { state: 'interrupted', code: 'unavailable', detail: RESTARTED, resetsAt: null }
      const known = asAppError(error)
      if (known.code === 'internal') this.desk.log.error({ err: error }, 'an answer failed')
      const { resetsAt } = (known.details.extra ?? {}) as { resetsAt?: string }
      return { state, code: known.code, detail: known.message, resetsAt: resetsAt ?? null }
    }
  }

  async #end(running: Running, draft: Draft, ending: Ending | 'cancelled'): Promise<void> {
    const { ctx, generation, log } = running
    const citations = citationsOf(draft, draft.content)
    const meta = metaOf(draft)
    const { messageId } = generation
    const last =
      ending === 'cancelled' || ending.state === 'done'
        ? log.draft({ type: 'done', messageId, state: ending === 'cancelled' ? 'cancelled' : 'done', meta, citations })
        : log.draft(failure(generation, ending))
    const state = ending === 'cancelled' ? 'cancelled' : ending.state
    const message = { content: draft.content, toolCalls: draft.toolCalls, citations, meta }
    await running.keeping.catch(() => {})
    const events = [...log.events.slice(running.kept), last]
    // From here on they are written with the end, and by nobody else.
    running.kept = Number.POSITIVE_INFINITY
    await persistently(() => endGeneration(ctx, generation, { state, message, events }))
    log.push(last)
  }

  #beat() {
    if (this.#beating || this.#running.size === 0) return
    this.#beating = this.#attend()
      .catch((error: unknown) => this.desk.log.warn({ err: error }, 'answers could not be written down'))
      .finally(() => {
        this.#beating = null
      })
  }

  /** One statement each for all answers of this process: whether they go on, that they are alive, and what was said. */
  async #attend(): Promise<void> {
    const { db } = this.#platform.base
    const all = [...this.#running.values()]
    const keys = all.map(({ generation }) => generation)
    const stopped = await selectStopped(db, keys)
    if (performance.now() - this.#beatAt > BEAT_MS) {
      await heartbeat(db, keys)
      this.#beatAt = performance.now()
    }
    for (const { generation, stop } of all) if (stopped.has(generation.id)) stop.abort(CANCELLED)
    const grown = all.filter(({ generation, log, kept }) => log.events.length > kept && !stopped.has(generation.id))
    const batches = grown.map(({ generation: { userId, id }, log, kept }) => ({
      userId,
      generationId: id,
      events: log.events.slice(kept),
    }))
    const keeping = keepEvents(db, batches)
    for (const [at, running] of grown.entries()) {
      const { length = 0 } = batches[at]?.events ?? []
      running.keeping = keeping.then(() => {
        running.kept += length
      })
      running.keeping.catch(() => {})
    }
    await keeping
  }
}

async function persistently(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      if (attempt === END_ATTEMPTS) throw error
      await pause(attempt * 200)
    }
  }
}

const VIA = 'job:chat'
const BROKEN = 'Something went wrong on our side. You can have the answer continued.'

const failure = (
  { messageId }: GenerationRow,
  { state, code, detail, resetsAt }: Exclude<Ending, { state: 'done' }>,
): Extract<NewEvent, { type: 'error' }> => ({ type: 'error', messageId, state, code, detail, resetsAt })

const runners = new WeakMap<Platform, Runner>()

/** The one of this process. */
export function runnerOf(platform: Platform): Runner {
  const runner = runners.get(platform) ?? new Runner(platform)
  runners.set(platform, runner)
  return runner
}
