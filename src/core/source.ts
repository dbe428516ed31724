import { LRUCache } from 'lru-cache'
import type { z } from 'zod'
import { type Breaker, createBreaker } from './breaker.ts'
import { AppError } from './errors.ts'
import { createFetch, type Fetched } from './fetch.ts'
import type { Log } from './log.ts'

/** What a provider said, and how old that is. */
export interface Told<T> {
  value: T
  fetchedAt: string
  ageSeconds: number
  /** Older than it should be: the provider could not be asked again. */
  isStale: boolean
}

/** A provider of facts about the world, as the operator named it. Reading from it changes nothing anywhere. */
export interface Source {
  readonly name: string
  readonly state: 'answering' | 'resting'
  /**
   * What it says, from memory while that is fresh. Throws `unavailable` with the seconds to wait when it cannot be had, unless an
   * older answer may stand in, which then says so; `unprocessable` when the provider refuses this one question.
   */
  ask<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<Told<T>>
}

export type Query = Record<string, string>

export interface SourceOptions {
  /** As people know it: it stands in messages. */
  name: string
  url: string
  /** Parameters that nobody else may read; they are no part of what is remembered. */
  secret: Query
  freshMs: number
  /** How long an answer may stand in for one that cannot be had. */
  keptMs: number
  timeoutMs: number
  now: () => Date
  log: Log
}

interface Kept {
  value: unknown
  at: number
}

const KEPT_ANSWERS = 2_000
const MAX_BYTES = 2_000_000
/** Questions under way at once; whoever comes then is told to come back rather than queued. */
export const AT_ONCE = 16
/** A provider that says "not so fast" without saying until when. */
const TOO_FAST_MS = 60_000
const RETRY_SECONDS = 30

/**
 * Answers are kept in this process alone: where people are and what they look for is not written down. The same question is
 * under way once at a time, whoever asks; a provider that fails is left alone by a breaker.
 */
export function createSource(options: SourceOptions): Source {
  const { name, freshMs, keptMs } = options
  const now = () => options.now().getTime()
  const breaker = breakerOf(options)
  const fetched = fetcher(options, breaker)
  const kept = new LRUCache<string, Kept>({ max: KEPT_ANSWERS })
  return {
    name,
    get state() {
      return breaker.state === 'closed' ? 'answering' : 'resting'
    },
    ask: async <T>(path: string, query: Query, schema: z.ZodType<T>) => {
      const question = `${path}?${new URLSearchParams(query)}`
      // One path is always read by the same schema.
      const told = ({ value, at }: Kept, isStale: boolean) => ({
        value: value as T,
        fetchedAt: new Date(at).toISOString(),
        ageSeconds: Math.max(0, Math.round((now() - at) / 1_000)),
        isStale,
      })
      const old = kept.get(question)
      if (old && now() - old.at < freshMs) return told(old, false)
      try {
        const fresh = await fetched(question, schema)
        kept.set(question, fresh)
        return told(fresh, false)
      } catch (error) {
        const mayStandIn = error instanceof AppError && error.code === 'unavailable'
        if (mayStandIn && old && now() - old.at < keptMs) return told(old, true)
        throw error
      }
    },
  }
}

const breakerOf = ({ name, now, log }: SourceOptions): Breaker =>
  createBreaker(
    () => now().getTime(),
    (isOpen) => {
      if (isOpen) log.warn({ source: name }, 'a source is left alone for a while')
      else log.info({ source: name }, 'a source answers again')
    },
  )

/** Asks the provider itself; whoever asks the same meanwhile waits for the same answer. */
function fetcher(options: SourceOptions, breaker: Breaker) {
  const { name, url, timeoutMs, log } = options
  const running = new Map<string, Promise<Kept>>()
  const get = createFetch({ allow: [new URL(url).host], timeoutMs, maxBytes: MAX_BYTES })
  const secret = new URLSearchParams(options.secret)
  const ask = async (question: string, schema: z.ZodType): Promise<Kept> => {
    const address = `${url.replace(/\/+$/, '')}${question}&${secret}`
    const answer = await get(address, { headers: { accept: 'application/json' } }).catch(() => null)
    const value = answer?.status === 200 ? parsed(answer, schema) : undefined
    if (value !== undefined || (answer !== null && REFUSALS.has(answer.status))) breaker.succeeded()
    else breaker.failed(howItFailed(answer))
    if (value !== undefined) return { value, at: options.now().getTime() }
    log.warn({ source: name, status: answer?.status ?? null }, 'a source did not answer as it should')
    if (answer !== null && REFUSALS.has(answer.status))
      throw new AppError('unprocessable', `${name} does not take this question. Ask for something else.`)
    throw unavailable(name, breaker)
  }
  return (question: string, schema: z.ZodType): Promise<Kept> => {
    const going = running.get(question)
    if (going) return going
    if (running.size >= AT_ONCE || !breaker.mayTry()) return Promise.reject(unavailable(name, breaker))
    const begun = ask(question, schema).finally(() => running.delete(question))
    running.set(question, begun)
    return begun
  }
}

const unavailable = (name: string, breaker: Breaker) =>
  new AppError('unavailable', `${name} cannot be asked at the moment. Try again later.`, {
    retryAfterSeconds: Math.ceil(breaker.waitMs() / 1_000) || RETRY_SECONDS,
  })

/** The question is at fault, and the next one may be fine. */
const REFUSALS = new Set([400, 404, 422])
/** The operator's key is: asking again soon cannot help. */
const FINAL = new Set([401, 403])

function parsed(answer: Fetched, schema: z.ZodType): unknown {
  try {
    const { success, data } = schema.safeParse(JSON.parse(answer.body.toString('utf8')))
    return success ? data : undefined
  } catch {
    return undefined
  }
}

function howItFailed(answer: Fetched | null): { pauseMs?: number; isFinal?: boolean } {
  if (answer === null) return {}
  if (FINAL.has(answer.status)) return { isFinal: true }
  const asked = Number(answer.headers['retry-after']) * 1_000
  if (asked > 0) return { pauseMs: asked }
  return answer.status === 429 ? { pauseMs: TOO_FAST_MS } : {}
}
