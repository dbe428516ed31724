/** Whoever can answer for a model, in the order they are asked unless `AI_PROVIDERS` says another. */
export const PROVIDER_NAMES = ['anthropic', 'openai', 'gemini', 'groq', 'ollama', 'vllm', 'compatible'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]
