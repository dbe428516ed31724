import { APICallError } from '@ai-sdk/provider'
import type { Breaker } from '#core/breaker.ts'
import type { Log } from '#core/log.ts'
import type { Provider } from './providers.ts'

/** Whoever may be asked for something, and what stands before it. */
export interface Approached {
  provider: { readonly name: string }
  model: string
  breaker: Breaker
  /** Its user chose it: how it fails says nothing about the provider to others. */
  isOwnChoice: boolean
}

/** One language model that may be asked. */
export interface Candidate extends Approached {
  provider: Provider
}

export interface Asking {
  /** Whoever asked has gone. */
  signal: AbortSignal
  /** For one provider's answer. */
  timeoutMs: number
  log: Log
}

/**
 * Asks one candidate after the other until one answers, skipping those whose breaker is open; null when nobody does. Each has its own
 * time. An abort reaches the provider at once and is thrown. Of a failure only provider, model and status are logged: the rest of it
 * may hold what was asked.
 */
export async function firstAnswer<T, C extends Approached>(
  candidates: readonly C[],
  { signal, timeoutMs, log }: Asking,
  call: (candidate: C, signal: AbortSignal) => Promise<T>,
): Promise<{ answer: T; candidate: C } | null> {
  for (const candidate of candidates) {
    signal.throwIfAborted()
    const { breaker, provider, model, isOwnChoice } = candidate
    if (!breaker.mayTry()) continue
    const deadline = AbortSignal.timeout(timeoutMs)
    try {
      const answer = await call(candidate, AbortSignal.any([signal, deadline]))
      breaker.succeeded()
      return { answer, candidate }
    } catch (error) {
      if (signal.aborted) {
        breaker.abandoned()
        throw signal.reason
      }
      const failure = failureOf(error, deadline.aborted)
      log.warn({ provider: provider.name, model, ...failure }, 'a model did not answer')
      if (isOwnChoice || failure.isOurs) breaker.abandoned()
      else breaker.failed(failure)
    }
  }
  return null
}

interface Failure {
  reason: 'timeout' | 'status' | 'unreadable' | 'unreachable'
  status?: number
  /** What was asked is to blame, not who was asked. */
  isOurs: boolean
  isFinal: boolean
  pauseMs?: number
}

function failureOf(error: unknown, isLate: boolean): Failure {
  const base = { isOurs: false, isFinal: false }
  if (isLate) return { ...base, reason: 'timeout' }
  if (!APICallError.isInstance(error)) return { ...base, reason: 'unreadable' }
  const { statusCode: status, responseHeaders } = error
  if (status === undefined) return { ...base, reason: 'unreachable' }
  if (status < 400) return { ...base, reason: 'unreadable', status }
  const pauseMs = 1_000 * Number(responseHeaders?.['retry-after'] ?? Number.NaN)
  return {
    reason: 'status',
    status,
    isOurs: status < 500 && ![401, 408, 429].includes(status),
    isFinal: status === 401 || status === 429,
    ...(pauseMs > 0 && { pauseMs }),
  }
}
