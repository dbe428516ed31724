import type { EmbeddingModelV4 } from '@ai-sdk/provider'
import type { Breaker } from '#core/breaker.ts'
import type { Log } from '#core/log.ts'
import type { Config } from '../../config.ts'
import { type Embedder, embeddedModel } from './embeddings.ts'
import { firstAnswer } from './fallback.ts'
import { EMBEDDED } from './media.ts'
import { PROVIDER_NAMES, type ProviderName } from './names.ts'
import { costMicros } from './prices.ts'
import { type Access, accessOf, isOwnMachine } from './providers.ts'

/**
 * Who reads texts for their meaning: the model that the operator named first, then the built-in one, which answers with what it has read
 * until the other is through. Throws, naming the setting, when the model cannot be asked.
 */
export function embeddersOf(config: Config, log: Log, newBreaker: (name: string) => Breaker): Embedder[] {
  const given = config.AI_EMBEDDINGS
  if (given === null || given === EMBEDDED) return [embeddedModel]
  const [, provider = '', model = '', near] = /^([a-z]+)(?::([^@]+))?(?:@(0?\.\d+))?$/.exec(given) ?? []
  const name = PROVIDER_NAMES.find((one) => one === provider)
  const open = name && OPEN[name]
  const id = model || (name && USUAL[name])
  if (!name || !open || !id) throw unclear(given)
  const { AI_PRICES, AI_TIMEOUT_SECONDS } = config
  const asking = { signal: new AbortController().signal, timeoutMs: AI_TIMEOUT_SECONDS * 1_000, log }
  const approached = { provider: { name }, model: id, breaker: newBreaker(name), isOwnChoice: false }
  const read = embedding(open, accessOf(config, name), name, id)
  const remote = {
    provider: name,
    model: id,
    monthlyCents: config.AI_MONTHLY_CENTS,
    cost: (inputTokens: number) =>
      isOwnMachine(name) ? 0 : costMicros(id, { inputTokens, outputTokens: 0 }, AI_PRICES),
  }
  const embed = async (texts: string[]) => {
    if (texts.length === 0) return []
    const answered = await firstAnswer([approached], asking, (_, signal) => read(texts, signal))
    if (answered === null) throw new Error(`${id} of ${name} does not answer`)
    return answered.answer
  }
  return [{ model: `${name}:${id}`, near: Number(near ?? USUAL_NEAR), remote, embed }, embeddedModel]
}

/** Models differ in it; `@` after the name of one says better. */
const USUAL_NEAR = 0.3

const USUAL: Partial<Record<ProviderName, string>> = {
  openai: 'text-embedding-3-small',
  gemini: 'gemini-embedding-001',
  ollama: 'nomic-embed-text',
}

type Open = (access: Access, name: string, model: string) => Promise<EmbeddingModelV4>

const openCompatible: Open = async ({ apiKey, baseURL }, name, model) => {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
  return createOpenAICompatible({ name, baseURL, ...(apiKey && { apiKey }) }).embeddingModel(model)
}

/** The others have no models for it. */
const OPEN: Partial<Record<ProviderName, Open>> = {
  openai: async ({ apiKey, baseURL }, _, model) => {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return createOpenAI({ baseURL, apiKey: apiKey ?? '' }).embeddingModel(model)
  },
  gemini: async ({ apiKey, baseURL }, _, model) => {
    const { createGoogle } = await import('@ai-sdk/google')
    return createGoogle({ baseURL, apiKey: apiKey ?? '' }).embeddingModel(model)
  },
  ollama: openCompatible,
  vllm: openCompatible,
  compatible: openCompatible,
}

function embedding(open: Open, access: Access, name: string, id: string) {
  let opened: Promise<EmbeddingModelV4> | undefined
  return async (values: string[], abortSignal: AbortSignal): Promise<number[][]> => {
    opened ??= open(access, name, id)
    const { embeddings } = await (await opened).doEmbed({ values, abortSignal })
    if (embeddings.length !== values.length) throw new Error('Not as many vectors as texts')
    return embeddings
  }
}

const unclear = (given: string) =>
  new Error(
    `The configuration is wrong:\n  AI_EMBEDDINGS: '${given}' must be provider:model, with @0.3 for the cosine from which texts count as near; providers are ${Object.keys(OPEN).join(', ')}; or ${EMBEDDED}`,
  )
