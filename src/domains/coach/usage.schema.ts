import { z } from 'zod'
import { LEVELS } from '#core/ai/capabilities.ts'

export const UsageQuery = z.strictObject({
  from: z.iso.date().optional().describe('First day, in your zone; the first of this month unless told'),
  to: z.iso.date().optional().describe('Last day; today unless told'),
})
export type UsageQuery = z.infer<typeof UsageQuery>

const Counts = {
  calls: z.int().meta({ example: 3 }),
  inputTokens: z.int().meta({ example: 1200 }),
  outputTokens: z.int().meta({ example: 340 }),
  costMicros: z.int().describe('Millionths of the currency').meta({ example: 2900 }),
  unpricedTokens: z.int().describe('Tokens of models whose price is not known; they cost more than is said here').meta({
    example: 0,
  }),
}

export const AiUsage = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    currency: z.literal('USD'),
    items: z.array(
      z.object({
        date: z.iso.date(),
        feature: z.string().meta({ example: 'tasks.parse' }),
        provider: z.string().meta({ example: 'anthropic' }),
        model: z.string().meta({ example: 'claude-haiku-4-5' }),
        ...Counts,
      }),
    ),
    total: z.object(Counts),
    budget: z.object({
      tokens: z.object({
        limit: z.int().nullable().describe('For one day; null is without limit').meta({ example: 200000 }),
        used: z.int().meta({ example: 1540 }),
        resetsAt: z.iso.datetime(),
      }),
      money: z.object({
        limitMicros: z.int().nullable().describe('For one month; null is without limit'),
        usedMicros: z.int().meta({ example: 2900 }),
        currency: z.literal('USD'),
        resetsAt: z.iso.datetime(),
      }),
    }),
  })
  .meta({ id: 'AiUsage' })
export type AiUsage = z.infer<typeof AiUsage>

const Capability = z
  .object({
    level: z
      .enum(LEVELS)
      .describe('`model`: a model does it. `rules`: fixed rules do. `none`: this server cannot do it now')
      .meta({ example: 'model' }),
    provider: z.string().nullable().describe('`embedded` is built in').meta({ example: 'embedded' }),
    model: z.string().nullable().meta({ example: 'flite' }),
    says: z
      .string()
      .describe('What that means, for whoever uses the app')
      .meta({ example: 'The built-in voice speaks English, intelligibly and like a machine.' }),
  })
  .meta({ id: 'AiCapability' })

export const AiCapabilities = z
  .object({
    chat: Capability,
    features: Capability,
    embeddings: Capability,
    speech: Capability,
    transcription: Capability,
    images: Capability,
    providers: z
      .array(z.object({ name: z.string(), model: z.string(), state: z.enum(['answering', 'resting']) }))
      .describe(
        'Of language models, in the order in which they are asked; `resting` has failed and is left alone a while',
      )
      .meta({ example: [{ name: 'anthropic', model: 'claude-haiku-4-5', state: 'answering' }] }),
  })
  .meta({ id: 'AiCapabilities' })
export type AiCapabilities = z.infer<typeof AiCapabilities>
