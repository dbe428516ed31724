import type { LanguageModelV4, SharedV4ProviderOptions } from '@ai-sdk/provider'
import type { Config } from '../../config.ts'
import { PROVIDER_NAMES, type ProviderName } from './names.ts'

/** Somebody whose models can be asked, as the operator has set them up. */
export interface Provider {
  /** `embedded` is built in, asked when nobody else answers. */
  name: ProviderName | 'embedded'
  /** The model that answers unless the user chose another. */
  usualModel: string
  /** Runs on the operator's own machines: its tokens cost nothing. */
  isOwn: boolean
  options: SharedV4ProviderOptions
  model(id: string): Promise<LanguageModelV4>
}

/**
 * The providers that the configuration names, in its order; without `AI_PROVIDERS` all that have a key or an address. Throws, naming
 * the setting, when one cannot work. Their libraries are loaded when they are first asked.
 */
export function providersOf(config: Config): Provider[] {
  const named = config.AI_PROVIDERS
  const wanted = named.length > 0 ? named : PROVIDER_NAMES.filter((name) => isSetUp(config, name))
  return [...new Set(wanted)].map((name) => providerOf(config, name))
}

/** Where a provider is reached, and with which key. */
export interface Access {
  apiKey: string | null
  baseURL: string
}

/** Throws, naming the setting, when it is not told. */
export function accessOf(config: Config, name: ProviderName): Access {
  const kind = KINDS[name]
  const { apiKey, baseURL, upper } = settingsOf(config, name)
  const address = baseURL === null ? kind.home : withPath(baseURL, kind.path)
  if (kind.needsKey && apiKey === null && baseURL === null) throw lacking(`${upper}_API_KEY`, name)
  if (address === null) throw lacking(`${upper}_BASE_URL`, name)
  return { apiKey, baseURL: address }
}

export const isOwnMachine = (name: ProviderName): boolean => KINDS[name].isOwn

interface Kind {
  /** Where it is reached unless told; null asks for an address. */
  home: string | null
  /** What is added to an address that is a bare host. */
  path: string
  usualModel: string | null
  needsKey: boolean
  isOwn: boolean
  options: SharedV4ProviderOptions
  open(access: Access, name: string): Promise<(id: string) => LanguageModelV4>
}

const openCompatible =
  (supportsStructuredOutputs: boolean): Kind['open'] =>
  async ({ apiKey, baseURL }, name) => {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    const open = createOpenAICompatible({
      name,
      baseURL,
      supportsStructuredOutputs,
      includeUsage: true,
      ...(apiKey && { apiKey }),
    })
    return (id) => open.chatModel(id)
  }

const COMPATIBLE = { path: '/v1', needsKey: false, isOwn: true, options: {} } as const

const KINDS: Record<ProviderName, Kind> = {
  anthropic: {
    home: 'https://api.anthropic.com/v1',
    path: '/v1',
    usualModel: 'claude-haiku-4-5',
    needsKey: true,
    isOwn: false,
    options: {},
    open: async (access) => {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ ...access, apiKey: access.apiKey ?? '' })
    },
  },
  openai: {
    home: 'https://api.openai.com/v1',
    path: '/v1',
    usualModel: 'gpt-4.1-mini',
    needsKey: true,
    isOwn: false,
    // Strict mode knows only part of JSON Schema; what comes back is validated here in any case.
    options: { openai: { strictJsonSchema: false } },
    open: async (access) => {
      const { createOpenAI } = await import('@ai-sdk/openai')
      const open = createOpenAI({ ...access, apiKey: access.apiKey ?? '' })
      // The default would be /responses, which servers of the same shape do not have.
      return (id) => open.chat(id)
    },
  },
  gemini: {
    home: 'https://generativelanguage.googleapis.com/v1beta',
    path: '/v1beta',
    usualModel: 'gemini-2.5-flash',
    needsKey: true,
    isOwn: false,
    // Its schemas know only part of JSON Schema, so that the schema travels in the instructions alone.
    options: { google: { structuredOutputs: false } },
    open: async (access) => {
      const { createGoogle } = await import('@ai-sdk/google')
      return createGoogle({ ...access, apiKey: access.apiKey ?? '' })
    },
  },
  groq: {
    home: 'https://api.groq.com/openai/v1',
    path: '/openai/v1',
    usualModel: 'llama-3.3-70b-versatile',
    needsKey: true,
    isOwn: false,
    // Most of its models refuse a schema, and all can answer in JSON.
    options: { groq: { structuredOutputs: false } },
    open: async (access) => {
      const { createGroq } = await import('@ai-sdk/groq')
      return createGroq({ ...access, apiKey: access.apiKey ?? '' })
    },
  },
  ollama: {
    ...COMPATIBLE,
    home: 'http://127.0.0.1:11434/v1',
    usualModel: 'mistral',
    open: openCompatible(true),
  },
  vllm: { ...COMPATIBLE, home: null, usualModel: null, open: openCompatible(true) },
  compatible: { ...COMPATIBLE, isOwn: false, home: null, usualModel: null, open: openCompatible(false) },
}

function settingsOf(config: Config, name: ProviderName) {
  const upper = name.toUpperCase() as Uppercase<ProviderName>
  return {
    apiKey: config[`${upper}_API_KEY`],
    baseURL: config[`${upper}_BASE_URL`],
    model: config[`${upper}_MODEL`],
    upper,
  }
}

function isSetUp(config: Config, name: ProviderName): boolean {
  const { apiKey, baseURL } = settingsOf(config, name)
  return baseURL !== null || (KINDS[name].needsKey && apiKey !== null)
}

function providerOf(config: Config, name: ProviderName): Provider {
  const kind = KINDS[name]
  const access = accessOf(config, name)
  const { model, upper } = settingsOf(config, name)
  const usualModel = model ?? kind.usualModel
  if (usualModel === null) throw lacking(`${upper}_MODEL`, name)
  let opened: Promise<(id: string) => LanguageModelV4> | undefined
  const { isOwn, options } = kind
  return {
    name,
    usualModel,
    isOwn,
    options,
    model: async (id) => {
      opened ??= kind.open(access, name)
      return (await opened)(id)
    },
  }
}

const lacking = (setting: string, name: string) =>
  new Error(`The configuration is wrong:\n  ${setting}: is needed for the AI provider ${name}`)

/** An address that is only a host gets the path that the provider's own has, which is what most guides leave out. */
function withPath(address: string, path: string): string {
  const url = new URL(address)
  if (url.pathname === '/') url.pathname = path
  return url.href.replace(/\/+$/, '')
}
