import { type InferSelectModel, isNotNull, sql } from 'drizzle-orm'
import { boolean, customType, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { ownedColumns, ownedKey } from '#core/columns.ts'
import { files } from '#domains/files/files.tables.ts'
import { goals } from '#domains/goals/goals.tables.ts'

export const BOARD_LAYOUTS = ['grid', 'masonry', 'collage', 'slides'] as const
export const TILE_KINDS = ['image', 'generated', 'statement'] as const
export const TILE_SHAPES = ['square', 'landscape', 'portrait'] as const
export type TileShape = (typeof TILE_SHAPES)[number]
export const TILE_STATES = ['queued', 'drawing', 'ready', 'failed', 'canceled'] as const
/** Why there is no picture. */
export const FAILURES = ['unavailable', 'quota_exceeded', 'interrupted', 'file_deleted', 'storage', 'internal'] as const
export type Failure = (typeof FAILURES)[number]
export const DRAWN_BY = ['model', 'procedure'] as const

export const visionBoards = pgTable(
  'vision_boards',
  {
    ...ownedColumns,
    title: text().notNull(),
    description: text(),
    layout: text({ enum: BOARD_LAYOUTS }).notNull().default('grid'),
    slideSeconds: integer().notNull().default(8),
    goalId: uuid(),
    isArchived: boolean().notNull().default(false),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'vision_boards__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    index('vision_boards_shown').on(t.userId, t.id.desc()).where(sql`${t.deletedAt} is null and not ${t.isArchived}`),
    index('vision_boards_goal').on(t.userId, t.goalId).where(isNotNull(t.goalId)),
  ],
)
export interface BoardRow extends InferSelectModel<typeof visionBoards> {}

export const visionTiles = pgTable(
  'vision_tiles',
  {
    ...ownedColumns,
    boardId: uuid().notNull(),
    kind: text({ enum: TILE_KINDS }).notNull(),
    caption: text(),
    statement: text(),
    prompt: text(),
    shape: text({ enum: TILE_SHAPES }).notNull().default('square'),
    fileId: uuid(),
    releasedFileId: uuid(),
    goalId: uuid(),
    position: text().notNull(),
    state: text({ enum: TILE_STATES }).notNull().default('ready'),
    progress: integer().notNull().default(100),
    attempt: integer().notNull().default(0),
    failureReason: text({ enum: FAILURES }),
    failureDetail: text(),
    drawnBy: text({ enum: DRAWN_BY }),
    provider: text(),
    model: text(),
  },
  (t) => [
    ownedKey(t),
    foreignKey({
      name: 'vision_tiles__boardId',
      columns: [t.userId, t.boardId],
      foreignColumns: [visionBoards.userId, visionBoards.id],
    }),
    foreignKey({
      name: 'vision_tiles__fileId',
      columns: [t.userId, t.fileId],
      foreignColumns: [files.userId, files.id],
    }),
    foreignKey({
      name: 'vision_tiles__goalId',
      columns: [t.userId, t.goalId],
      foreignColumns: [goals.userId, goals.id],
    }),
    index('vision_tiles_order').on(t.userId, t.boardId, t.position, t.id),
    index('vision_tiles_file').on(t.userId, t.fileId).where(isNotNull(t.fileId)),
    index('vision_tiles_goal').on(t.userId, t.goalId).where(isNotNull(t.goalId)),
  ],
)
export interface TileRow extends InferSelectModel<typeof visionTiles> {}

const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (bytes) => Buffer.from(bytes),
})

/** One picture a tile that was drawn and has not become a file yet. */
export const visionDrawings = pgTable(
  'vision_drawings',
  {
    userId: uuid().notNull(),
    tileId: uuid().notNull(),
    attempt: integer().notNull(),
    prompt: text().notNull(),
    shape: text({ enum: TILE_SHAPES }).notNull(),
    bytes: bytea().notNull(),
    drawnBy: text({ enum: DRAWN_BY }).notNull(),
    provider: text().notNull(),
    model: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.tileId] }),
    foreignKey({
      name: 'vision_drawings__tileId',
      columns: [t.userId, t.tileId],
      foreignColumns: [visionTiles.userId, visionTiles.id],
    }).onDelete('cascade'),
  ],
)
export interface DrawingRow extends InferSelectModel<typeof visionDrawings> {}
