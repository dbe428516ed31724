import { type InferSelectModel, sql } from 'drizzle-orm'
import { bigint, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { document, instant, ownedKey } from '#core/columns.ts'

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

export const IMPORT_STATES = ['checking', 'checked', 'refused', 'applying', 'done', 'failed'] as const
export const IMPORT_SOURCES = ['almanac', 'todoist', 'ticktick', 'loop', 'day_one'] as const
export type ImportSource = (typeof IMPORT_SOURCES)[number]
export const CONFLICTS = ['skip', 'overwrite'] as const

/** What an archive comes to, table by table. */
export interface ImportReport {
  tables: { name: string; rows: number; created: number; present: number; overwritten: number }[]
  /** Rows that are not taken in, and why. */
  leftOut: { name: string; rows: number; why: string }[]
  files: number
  /** Changes of the history that come along. */
  changes: number
  /** At most a hundred of them; anything at all refuses the whole. */
  problems: { where: string; line: number | null; message: string }[]
}

export const imports = pgTable(
  'imports',
  {
    userId: uuid().notNull(),
    id: uuid().notNull(),
    createdAt: instant().notNull().default(sql`now()`),
    source: text({ enum: IMPORT_SOURCES }).notNull(),
    name: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    conflicts: text({ enum: CONFLICTS }).notNull(),
    state: text({ enum: IMPORT_STATES }).notNull().default('checking'),
    totalRows: bigint({ mode: 'number' }).notNull().default(0),
    rows: bigint({ mode: 'number' }).notNull().default(0),
    report: document<ImportReport>(),
    beatAt: instant().notNull().default(sql`now()`),
    finishedAt: instant(),
    expiresAt: instant().notNull(),
  },
  (t) => [ownedKey(t), uniqueIndex('imports_running').on(t.userId).where(sql`${t.state} in ('checking', 'applying')`)],
)
export interface ImportRow extends InferSelectModel<typeof imports> {}
