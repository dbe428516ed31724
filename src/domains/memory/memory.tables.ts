import { type InferSelectModel, type SQL, sql } from 'drizzle-orm'
import { customType, foreignKey, index, pgTable, primaryKey, real, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'

export const MEMORY_KINDS = [
  'identity',
  'health',
  'preference',
  'relationship',
  'routine',
  'goal',
  'instruction',
  'other',
] as const
export type MemoryKind = (typeof MEMORY_KINDS)[number]
export const MEMORY_SCOPES = ['all', 'conversation', 'personality'] as const
export type MemoryScope = (typeof MEMORY_SCOPES)[number]
export const MEMORY_SOURCES = ['user', 'message'] as const

/** As pgvector writes it: `[0.1,0.2]`; of any length, because models differ. */
const vector = customType<{ data: string }>({ dataType: () => 'vector' })

export const memories = pgTable(
  'memories',
  {
    ...ownedColumns,
    text: text().notNull(),
    normalised: text().notNull(),
    kind: text({ enum: MEMORY_KINDS }).notNull().default('other'),
    slot: text(),
    scope: text({ enum: MEMORY_SCOPES }).notNull().default('all'),
    conversationId: uuid(),
    personality: text({ enum: PERSONALITY_MODES }),
    audience: text()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`''`),
    source: text({ enum: MEMORY_SOURCES }).notNull(),
    sourceMessageId: uuid(),
    sourceConversationId: uuid(),
    confidence: real().notNull().default(1),
    expiresAt: instant(),
    embedding: vector(),
    embeddingModel: text(),
  },
  (t) => [
    ownedKey(t),
    uniqueIndex('memories_text').on(t.userId, t.audience, t.normalised).where(sql`deleted_at is null`),
    uniqueIndex('memories_slot').on(t.userId, t.audience, t.slot).where(sql`slot is not null and deleted_at is null`),
    index('memories_expiry').on(t.expiresAt).where(sql`expires_at is not null and deleted_at is null`),
  ],
)
export type MemoryRow = InferSelectModel<typeof memories>

export const memoryUses = pgTable(
  'memory_uses',
  { userId: uuid().notNull(), memoryId: uuid().notNull(), lastUsedAt: instant().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.memoryId] }),
    foreignKey({
      columns: [t.userId, t.memoryId],
      foreignColumns: [memories.userId, memories.id],
      name: 'memory_uses__memoryId',
    }).onDelete('cascade'),
  ],
)
