import { LRUCache } from 'lru-cache'
import { type Breaker, createBreaker } from '#core/breaker.ts'
import type { Log } from '#core/log.ts'
import type { Config } from '../../config.ts'
import type { Limits } from './budget.ts'
import { embeddersOf } from './embedding-models.ts'
import type { Embedder } from './embeddings.ts'
import type { Candidate } from './fallback.ts'
import { type MediaModels, mediaOf } from './media.ts'
import { costMicros, type Tokens } from './prices.ts'
import { type Provider, providersOf } from './providers.ts'

/** A model that somebody prefers. */
export interface ModelChoice {
  provider: string
  model: string
}

/** What a model said some time ago, and which one. */
export interface Kept {
  result: unknown
  provider: string
  model: string
}

/** The models of this installation. Without a key there are none, and rules answer. */
export interface Ai {
  /** Who is to be asked, in this order: the preferred model, then each provider's usual one. */
  candidates(choice: ModelChoice | null): Candidate[]
  /** Models of other things than text, as the operator named them; what is built in is not among them. */
  media: MediaModels
  /** Who reads texts for search: the one in use first, then those whose vectors may still be there. */
  embedders: readonly Embedder[]
  /** Null when nobody told the price. */
  cost(candidate: Candidate, tokens: Tokens): number | null
  limits: Limits
  timeoutMs: number
  log: Log
  answers: LRUCache<string, Kept>
}

const KEPT_ANSWERS = 5_000

/** Throws, naming the setting, when a provider is not set up completely. Nothing is asked, and no library loaded, until it is needed. */
export function createAi(config: Config, log: Log, now: () => Date): Ai {
  const newBreaker = (name: string) =>
    createBreaker(
      () => now().getTime(),
      (isOpen) => {
        if (isOpen) log.warn({ provider: name }, 'a model provider is left alone for a while')
        else log.info({ provider: name }, 'a model provider answers again')
      },
    )
  const providers = providersOf(config).map((provider) => ({ provider, breaker: newBreaker(provider.name) }))
  const present = providers.map(({ provider }) => provider.name)
  return {
    candidates: (choice) => candidatesOf(providers, choice),
    media: mediaOf(config, present, newBreaker),
    embedders: embeddersOf(config, log, newBreaker),
    cost: ({ provider, model }, tokens) => (provider.isOwn ? 0 : costMicros(model, tokens, config.AI_PRICES)),
    limits: { dailyTokens: config.AI_DAILY_TOKENS, monthlyCents: config.AI_MONTHLY_CENTS },
    timeoutMs: config.AI_TIMEOUT_SECONDS * 1_000,
    log,
    answers: new LRUCache({ max: KEPT_ANSWERS }),
  }
}

/** A preference for somebody who is not set up here is none. */
function candidatesOf(providers: { provider: Provider; breaker: Breaker }[], choice: ModelChoice | null): Candidate[] {
  const usual = providers.map((one) => ({ ...one, model: one.provider.usualModel, isOwnChoice: false }))
  const chosen = usual.find(({ provider }) => provider.name === choice?.provider)
  if (!choice || !chosen) return usual
  const isUsual = chosen.model === choice.model
  const first = { ...chosen, model: choice.model, isOwnChoice: !isUsual }
  return [first, ...usual.filter((one) => one !== chosen || !isUsual)]
}
