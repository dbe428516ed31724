import { type InferSelectModel, sql } from 'drizzle-orm'
import { bigint, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedKey } from '#core/columns.ts'

export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed'] as const

export const exports = pgTable(
  'exports',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    state: text({ enum: EXPORT_STATES }).notNull().default('waiting'),
    totalRows: bigint({ mode: 'number' }).notNull().default(0),
    rows: bigint({ mode: 'number' }).notNull().default(0),
    bytes: bigint({ mode: 'number' }),
    sha256: text(),
    beatAt: instant().notNull().default(sql`now()`),
    finishedAt: instant(),
    expiresAt: instant(),
    secret: text().notNull(),
  },
  (t) => [ownedKey(t), uniqueIndex('exports_running').on(t.userId).where(sql`${t.state} in ('waiting', 'running')`)],
)
export interface ExportRow extends InferSelectModel<typeof exports> {}
