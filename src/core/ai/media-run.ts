import type { UserCtx } from '#core/ctx.ts'
import type { Ai } from './ai.ts'
import { holdBudget, type Limits, type Spent, settle } from './budget.ts'
import { firstAnswer } from './fallback.ts'
import type { MediaKind, MediaModel } from './media.ts'
import { estimateTokens, mediaCostMicros } from './prices.ts'

/** Whose budget it is, and in which zone their days run. */
export interface Payer {
  zone: string
  /** False sends nothing of theirs to any model. */
  allowsModels: boolean
  /** What models may cost them; what everybody may, where nothing is said. */
  limits?: Limits | null
}

export interface MediaQuestion<M, T> {
  kind: MediaKind
  models: readonly MediaModel<M>[]
  /** Of what the price is for: characters to say, seconds to hear, images to draw. */
  amount: number
  /** What is said or heard in words, where it is known before. */
  words: string
  /** A local model may take longer for it than for a line of text. */
  timeoutMs?: number
  signal: AbortSignal
  call(model: M, by: MediaModel<M>, signal: AbortSignal): Promise<T>
}

/**
 * Asks models that make or hear something other than text, one after the other, within the user's budget: 402 when that is used up,
 * null when nobody is set up, allowed or answering. Whoever is asked and answers is counted.
 */
export async function askMedia<M, T>(
  ctx: UserCtx,
  ai: Ai,
  { zone, allowsModels, limits }: Payer,
  { kind, models, amount, words, signal, call, timeoutMs = ai.timeoutMs }: MediaQuestion<M, T>,
): Promise<{ answer: T; by: MediaModel<M> } | null> {
  if (!allowsModels || models.length === 0) return null
  const tokens = Math.max(1, estimateTokens(words))
  const costOf = ({ isOwn, model }: MediaModel<M>) => (isOwn ? 0 : mediaCostMicros(kind, model, amount))
  const costMicros = Math.max(...models.map((model) => costOf(model) ?? 0))
  const hold = await holdBudget(ctx, zone, limits ?? ai.limits, { tokens, costMicros })
  const spent: Spent[] = []
  try {
    const asking = { signal, timeoutMs, log: ai.log }
    const answered = await firstAnswer(models, asking, async (by, signal) => call(await by.open(), by, signal))
    if (answered === null) return null
    const { answer, candidate: by } = answered
    const { provider, model } = by
    spent.push({ provider: provider.name, model, inputTokens: tokens, outputTokens: 0, costMicros: costOf(by) })
    return { answer, by }
  } finally {
    await settle(ctx, zone, kind, hold, spent)
  }
}
