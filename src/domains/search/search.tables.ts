import { sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant } from '#core/columns.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
/** As pgvector writes it: `[0.1,0.2]`; of any length, because models differ. */
const vector = customType<{ data: string }>({ dataType: () => 'vector' })

export const searchDocuments = pgTable(
  'search_documents',
  {
    userId: uuid().notNull(),
    entity: text().notNull(),
    id: uuid().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    hash: text().notNull(),
    words: tsvector().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.entity, t.id] }),
    index('search_documents_words').using('gin', t.userId, t.words),
  ],
)

export const searchVectors = pgTable(
  'search_vectors',
  {
    userId: uuid().notNull(),
    entity: text().notNull(),
    id: uuid().notNull(),
    part: smallint().notNull(),
    model: text().notNull(),
    vector: vector(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.entity, t.id, t.part, t.model] }),
    foreignKey({
      columns: [t.userId, t.entity, t.id],
      foreignColumns: [searchDocuments.userId, searchDocuments.entity, searchDocuments.id],
    }).onDelete('cascade'),
    index('search_vectors_waiting').on(t.userId, t.model).where(sql`vector is null`),
  ],
)

export const searchWords = pgTable(
  'search_words',
  { userId: uuid().notNull(), word: text().notNull(), documents: integer().notNull() },
  (t) => [primaryKey({ columns: [t.userId, t.word] })],
)

export const searchStates = pgTable('search_states', {
  userId: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  shape: text().notNull(),
  model: text(),
  claimedUntil: instant(),
})
