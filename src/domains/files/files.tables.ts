import { type InferSelectModel, isNull } from 'drizzle-orm'
import { bigint, boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownedColumns, ownedKey } from '#core/columns.ts'
import { FILE_KINDS } from '#core/files/kinds.ts'

export const files = pgTable(
  'files',
  {
    ...ownedColumns,
    name: text().notNull(),
    contentType: text().notNull(),
    kind: text({ enum: FILE_KINDS }).notNull(),
    size: integer().notNull(),
    thumbnailSize: integer().notNull().default(0),
    sha256: text().notNull(),
    width: integer(),
    height: integer(),
    keep: boolean().notNull().default(false),
    missingAt: instant(),
    secret: text().notNull(),
  },
  (t) => [ownedKey(t), index('files_kind').on(t.userId, t.kind, t.id.desc()).where(isNull(t.deletedAt))],
)
export interface FileRow extends InferSelectModel<typeof files> {}

/** Written by the trigger on `files` alone; locked by whoever adds a file. */
export const fileUsage = pgTable('file_usage', {
  userId: uuid().primaryKey(),
  bytes: bigint({ mode: 'number' }).notNull().default(0),
  files: integer().notNull().default(0),
})

export const fileOrphans = pgTable(
  'file_orphans',
  { userId: uuid().notNull(), fileId: uuid().notNull(), since: instant().notNull() },
  (t) => [
    primaryKey({ columns: [t.userId, t.fileId] }),
    foreignKey({
      name: 'file_orphans__fileId',
      columns: [t.userId, t.fileId],
      foreignColumns: [files.userId, files.id],
    }).onDelete('cascade'),
  ],
)

export const fileErasures = pgTable('file_erasures', { owner: uuid().primaryKey() })
