import { z } from 'zod'

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

const Level = z
  .enum(['model', 'rules', 'none'])
  .describe('`model`: a model answers. `rules`: fixed rules answer. `none`: this server cannot do it')

const Capability = z.object({ level: Level.meta({ example: 'none' }) })

export const AiCapabilities = z
  .object({
    text: z.object({
      level: Level.meta({ example: 'rules' }),
      providers: z
        .array(z.object({ name: z.string(), model: z.string(), state: z.enum(['answering', 'resting']) }))
        .describe('In the order in which they are asked; `resting` has failed and is left alone for a while')
        .meta({ example: [{ name: 'anthropic', model: 'claude-haiku-4-5', state: 'answering' }] }),
    }),
    embeddings: Capability,
    speech: Capability,
    transcription: Capability,
    images: Capability,
  })
  .meta({ id: 'AiCapabilities' })
export type AiCapabilities = z.infer<typeof AiCapabilities>
