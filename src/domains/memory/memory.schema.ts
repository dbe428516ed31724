import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'
import { Instant } from '#core/wire.ts'
import { MEMORY_KINDS, MEMORY_SCOPES, MEMORY_SOURCES } from './memory.tables.ts'

const SCOPE = 'Where it is told: in every conversation, in one of them, or by one personality'

export const Memory = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    text: z.string().meta({ example: 'I am allergic to peanuts' }),
    kind: z.enum(MEMORY_KINDS).meta({ example: 'health' }),
    scope: z.enum(MEMORY_SCOPES).describe(SCOPE).meta({ example: 'all' }),
    conversationId: z.uuid().nullable(),
    personality: z.enum(PERSONALITY_MODES).nullable(),
    source: z
      .enum(MEMORY_SOURCES)
      .describe('`user`: you wrote it down; `message`: you said it in a conversation')
      .meta({
        example: 'user',
      }),
    sourceMessageId: z.uuid().nullable(),
    sourceConversationId: z.uuid().nullable(),
    confidence: z.number().describe('From 0 to 1').meta({ example: 1 }),
    expiresAt: z.iso.datetime().nullable().describe('From then on it is not told any more'),
    lastUsedAt: z.iso.datetime().nullable().describe('When the assistant was last told'),
  })
  .meta({ id: 'Memory' })
export type Memory = z.infer<typeof Memory>

const Fields = z.strictObject({
  text: z.string().trim().min(3).max(500).meta({ example: 'I am allergic to peanuts' }),
  kind: z.enum(MEMORY_KINDS).optional().meta({ example: 'health' }),
  scope: z.enum(MEMORY_SCOPES).optional().describe(SCOPE),
  conversationId: z.uuid().nullish().describe('With the scope `conversation`'),
  personality: z.enum(PERSONALITY_MODES).nullish().describe('With the scope `personality`'),
  expiresAt: Instant.nullish(),
})
export const NewMemory = Fields.meta({
  id: 'NewMemory',
  example: { text: 'I am allergic to peanuts', kind: 'health' },
})
export type NewMemory = z.infer<typeof NewMemory>
export const MemoryPatch = Fields.partial().meta({
  id: 'MemoryPatch',
  example: { text: 'I am allergic to peanuts and walnuts' },
})
export type MemoryPatch = z.infer<typeof MemoryPatch>

export const MemoryQuery = PageQuery.extend({
  kind: z.enum(MEMORY_KINDS).optional(),
  scope: z.enum(MEMORY_SCOPES).optional(),
  source: z.enum(MEMORY_SOURCES).optional(),
  conversationId: z.uuid().optional().describe('Told in this conversation alone'),
  q: z.string().trim().min(1).max(200).optional().describe('Words of the text'),
})
export type MemoryQuery = z.infer<typeof MemoryQuery>
export const MemoryPage = pageOf(Memory).meta({ id: 'MemoryPage' })

export const RecallQuery = z.strictObject({
  text: z.string().trim().min(1).max(2_000).meta({ description: 'A message', example: 'What shall I cook tonight?' }),
  limit: z.coerce.number().int().min(1).max(20).default(8),
  conversationId: z.uuid().optional(),
  personality: z.enum(PERSONALITY_MODES).optional(),
})
export const Recalled = z.object({ items: z.array(Memory) }).meta({ id: 'RecalledMemories' })
