/** US dollars for a million tokens. */
export interface Price {
  input: number
  output: number
}

export interface Tokens {
  inputTokens: number
  outputTokens: number
}

/** When the table below was last looked through. `AI_PRICES` corrects and extends it without a release. */
export const PRICED_ON = '2026-03-21'

/**
 * List prices, without discounts for caching or batches: Anthropic and OpenAI as deploybase.ai gathered them on 21 March 2026, Groq and
 * Gemini Flash-Lite from tokenpricing.dev of 2026, Gemini 2.5 Flash as Google announced it in June 2025.
 */
const PRICES: Readonly<Record<string, Price>> = {
  'claude-haiku-4-5': { input: 1, output: 5 },
  'claude-sonnet-4-5': { input: 3, output: 15 },
  'claude-sonnet-4-6': { input: 3, output: 15 },
  'claude-opus-4-5': { input: 5, output: 25 },
  'claude-opus-4-6': { input: 5, output: 25 },
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-5': { input: 1.25, output: 10 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  'gemini-2.5-flash': { input: 0.3, output: 2.5 },
  'gemini-2.5-flash-lite': { input: 0.1, output: 0.4 },
  'text-embedding-3-small': { input: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, output: 0 },
  'gemini-embedding-001': { input: 0.15, output: 0 },
  'llama-3.1-8b-instant': { input: 0.05, output: 0.08 },
  'llama-3.3-70b-versatile': { input: 0.59, output: 0.79 },
}

/** What these tokens cost in millionths of a dollar, rounded up; null when nobody told the model's price. A date after its name is ignored. */
export function costMicros(model: string, tokens: Tokens, own: Readonly<Record<string, Price>> = {}): number | null {
  const undated = model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '')
  const price = own[model] ?? own[undated] ?? PRICES[undated]
  // A dollar for a million tokens is a millionth of a dollar for one.
  return price ? Math.ceil(tokens.inputTokens * price.input + tokens.outputTokens * price.output) : null
}

/** For what was sent and never counted by anybody: about four characters to a token, in English and in JSON. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 4)

/** US dollars: a million characters said, an hour heard, one image drawn. */
const MEDIA_PRICES = {
  speech: { per: 1_000_000, models: { 'tts-1': 15, 'tts-1-hd': 30 } },
  transcription: {
    per: 3_600,
    models: { 'whisper-1': 0.36, 'whisper-large-v3': 0.111, 'whisper-large-v3-turbo': 0.04 },
  },
  images: { per: 1, models: { 'dall-e-3': 0.04, 'imagen-4.0-generate-001': 0.04 } },
} as const

/**
 * Millionths of a US dollar for so many characters, seconds or images, as OpenAI, Groq (console.groq.com/docs/speech-text) and Google
 * list them; null when the price of the model is not known or is by tokens that nobody tells.
 */
export function mediaCostMicros(kind: keyof typeof MEDIA_PRICES, model: string, amount: number): number | null {
  const { per, models } = MEDIA_PRICES[kind]
  const price = (models as Record<string, number>)[model]
  return price === undefined ? null : Math.ceil((price * amount * 1_000_000) / per)
}
