import {
  APICallError,
  type LanguageModelV4FunctionTool,
  type LanguageModelV4Prompt,
  type LanguageModelV4StreamPart,
} from '@ai-sdk/provider'
import type { Meter } from './answer.ts'
import { type Asking, type Candidate, firstAnswer } from './fallback.ts'
import { estimateTokens } from './prices.ts'

/** What is asked of a model that answers word by word. */
export interface Question {
  prompt: LanguageModelV4Prompt
  tools: LanguageModelV4FunctionTool[]
  maxOutputTokens: number
}

export interface ToolRequest {
  id: string
  name: string
  /** JSON text as the model wrote it: a stranger's. */
  input: string
}

/** What one model said in one go. */
export interface Turn {
  candidate: Candidate
  text: string
  calls: ToolRequest[]
  /** Null when it came to its end. */
  broken: 'stalled' | 'cut' | null
  /** It ended because it may not say more at once. */
  isTooLong: boolean
}

/** The most that one turn may take, below the time for which a budget is set aside. */
const TURN_MS = 110_000

/**
 * Asks one candidate after the other for a stream; whoever says the first thing keeps the word, so that an earlier failure is never
 * seen. `say` hears text as it comes. A model that says nothing for `timeoutMs` before or between two words, or breaks off, has
 * failed: before the first word the next one is asked, after it the turn is broken. Null when nobody said anything. An abort
 * reaches the provider at once and is thrown; what was taken is metered in every case.
 */
export async function streamTurn(
  candidates: readonly Candidate[],
  asking: Asking,
  question: Question,
  say: (text: string) => void,
  meter: Meter,
): Promise<Turn | null> {
  const opened = await firstAnswer(candidates, asking, (candidate, signal) => open(candidate, question, signal, meter))
  if (opened === null) return null
  const { answer: stream, candidate } = opened
  const limit = AbortSignal.any([asking.signal, AbortSignal.timeout(TURN_MS)])
  const turn: Turn = { candidate, text: '', calls: [], broken: null, isTooLong: false }
  const heard = await listen(stream, turn, limit, asking.timeoutMs, say)
  meter(candidate, {
    inputTokens: heard?.inputTokens.total ?? stream.sent(),
    outputTokens:
      heard?.outputTokens.total ?? estimateTokens(turn.text + turn.calls.map(({ input }) => input).join('')),
  })
  asking.signal.throwIfAborted()
  if (turn.broken !== null)
    asking.log.warn(
      { provider: candidate.provider.name, model: candidate.model, reason: turn.broken },
      'a model broke off',
    )
  return turn
}

interface Opened {
  first: LanguageModelV4StreamPart
  reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>
  /** Ends the call, wherever it stands. */
  end: AbortController
  /** Tokens that were sent, as far as can be told without the provider. */
  sent: () => number
}

type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>

/** Reads up to the first thing that was said. The signal of the candidate's turn to answer is let go of then. */
async function open(candidate: Candidate, question: Question, signal: AbortSignal, meter: Meter): Promise<Opened> {
  const end = new AbortController()
  const follow = () => end.abort(signal.reason)
  signal.addEventListener('abort', follow, { once: true })
  if (signal.aborted) follow()
  const { provider, model } = candidate
  const sent = () => estimateTokens(JSON.stringify(question))
  try {
    const opened = await provider.model(model)
    const { stream } = await opened.doStream({
      ...question,
      abortSignal: end.signal,
      providerOptions: provider.options,
    })
    const reader = stream.getReader()
    // A pending read then ends at once, whatever the provider's library makes of the abort.
    const hangUp = () => void reader.cancel().catch(() => {})
    end.signal.addEventListener('abort', hangUp, { once: true })
    if (end.signal.aborted) hangUp()
    const first = await firstSaid(reader, end.signal)
    return { first, reader, end, sent }
  } catch (error) {
    end.abort()
    const wasRefused = APICallError.isInstance(error) && (error.statusCode ?? 0) >= 400
    if (signal.aborted && !wasRefused) meter(candidate, { inputTokens: sent(), outputTokens: 0 })
    throw error
  } finally {
    signal.removeEventListener('abort', follow)
  }
}

async function firstSaid(reader: Opened['reader'], signal: AbortSignal): Promise<LanguageModelV4StreamPart> {
  for (;;) {
    const { done, value } = await reader.read()
    signal.throwIfAborted()
    if (done || value.type === 'finish') throw new Error('Nothing was said')
    if (value.type === 'error') throw value.error
    if (isSaid(value)) return value
  }
}

function isSaid(part: LanguageModelV4StreamPart): boolean {
  if (part.type === 'text-delta' || part.type === 'reasoning-delta') return part.delta !== ''
  return part.type === 'tool-input-start' || part.type === 'tool-call'
}

/** Hears the turn out, and answers the usage when its end was told. */
async function listen(
  { first, reader, end }: Opened,
  turn: Turn,
  limit: AbortSignal,
  timeoutMs: number,
  say: (text: string) => void,
): Promise<Finish['usage'] | null> {
  const follow = () => end.abort(limit.reason)
  limit.addEventListener('abort', follow, { once: true })
  if (limit.aborted) follow()
  const patience = setTimeout(() => end.abort(new Error('stalled')), timeoutMs)
  let finish: Finish | null = null
  try {
    for (let part = first; ; ) {
      hear(part, turn, say)
      if (part.type === 'finish') finish = part
      patience.refresh()
      const next = await reader.read()
      if (next.done) break
      if (next.value.type === 'error') throw next.value.error
      part = next.value
    }
    // Of a stream that just ends its provider's library knows no reason.
    if (end.signal.aborted) turn.broken = 'stalled'
    else if (finish?.finishReason.raw === undefined) turn.broken = 'cut'
    turn.isTooLong = finish?.finishReason.unified === 'length'
  } catch {
    turn.broken = end.signal.aborted ? 'stalled' : 'cut'
  } finally {
    clearTimeout(patience)
    limit.removeEventListener('abort', follow)
    end.abort()
  }
  return finish?.usage ?? null
}

function hear(part: LanguageModelV4StreamPart, turn: Turn, say: (text: string) => void) {
  if (part.type === 'text-delta' && part.delta !== '') {
    turn.text += part.delta
    say(part.delta)
  } else if (part.type === 'tool-call') {
    turn.calls.push({ id: part.toolCallId, name: part.toolName, input: part.input })
  }
}
