import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'
import { isPosition, LONGEST_POSITION } from '#core/position.ts'
import { VisionBoard } from './boards.schema.ts'
import { DRAWN_BY, FAILURES, TILE_KINDS, TILE_SHAPES, TILE_STATES } from './vision.tables.ts'

export const MAX_TILES = 2_000
/** That one person may have drawn at the same time. */
export const MAX_WAITING = 20

const Position = z.string().max(LONGEST_POSITION).refine(isPosition, 'is no fractional index').meta({
  description: 'A fractional index: its place on the board, whose tiles stand in the order of these texts byte by byte',
  example: 'a1V',
})

export const VisionTile = z
  .object({
    id: z.uuid(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    boardId: z.uuid(),
    kind: z
      .enum(TILE_KINDS)
      .meta({ description: 'A file of yours, a picture made of words, or a card', example: 'generated' }),
    caption: z.string().nullable().meta({ example: 'Where I write in the mornings' }),
    statement: z.string().nullable().meta({ description: 'Of a card: what it says' }),
    prompt: z
      .string()
      .nullable()
      .meta({ description: 'Of a generated picture', example: 'A small house by a calm sea' }),
    shape: z.enum(TILE_SHAPES).meta({ example: 'square' }),
    fileId: z.uuid().nullable().meta({ description: 'Its picture; `GET /api/files/{id}/url` makes an address of it' }),
    goalId: z.uuid().nullable(),
    position: Position,
    state: z.enum(TILE_STATES).meta({
      description: '`queued` and `drawing` change by themselves; `failed` and `canceled` can be tried again',
      example: 'ready',
    }),
    progress: z.int().meta({ description: 'Whole percent of the steps to the picture', example: 100 }),
    failureReason: z.enum(FAILURES).nullable(),
    failureDetail: z.string().nullable().meta({ description: 'The same in words for whoever looks at the board' }),
    drawnBy: z.enum(DRAWN_BY).nullable().meta({
      description:
        'Of a generated picture: a model that looked at the prompt, or a procedure that took no more than its mood from it',
      example: 'model',
    }),
    provider: z.string().nullable().meta({ example: 'openai' }),
    model: z.string().nullable().meta({ example: 'gpt-image-1' }),
  })
  .meta({ id: 'VisionTile' })

const Prompt = z.string().trim().min(3).max(1_000)
const Statement = z.string().trim().min(1).max(500)
const Shared = z.strictObject({ caption: z.string().trim().max(500).nullish(), goalId: z.uuid().nullish() })

const Content = Shared.extend({
  prompt: Prompt.optional().meta({ description: 'Of what a picture is to be made' }),
  shape: z.enum(TILE_SHAPES).optional().meta({ description: 'Of the generated picture; square unless said' }),
  fileId: z.uuid().optional().meta({ description: 'An image among your files' }),
  statement: Statement.optional().meta({ description: 'What a card says', example: 'I have time for the sea.' }),
})
const hasOne = ({ prompt, fileId, statement }: z.infer<typeof Content>) =>
  [prompt, fileId, statement].filter((one) => one !== undefined).length === 1
const ONE = { error: 'give one of prompt, fileId and statement', path: ['prompt'] }

export const TileOnBoard = Content.extend({
  afterId: z
    .uuid()
    .nullish()
    .meta({ description: 'Right after this one; null is the first place, and the last unless said' }),
})
  .refine(hasOne, ONE)
  .meta({ id: 'TileOnBoard', example: { statement: 'I have time for the sea.', caption: 'Every morning' } })
export type TileOnBoard = z.infer<typeof TileOnBoard>
/** As offline devices create one. */
export const NewVisionTile = Content.extend({
  boardId: z.uuid(),
  position: Position.optional(),
  afterId: z.uuid().nullish(),
})
  .refine(hasOne, ONE)
  .meta({ id: 'NewVisionTile' })
export type NewVisionTile = z.infer<typeof NewVisionTile>

export const VisionTilePatch = Shared.extend({
  statement: Statement.meta({ description: 'Of a card alone' }),
  fileId: z.uuid().meta({ description: 'Of a tile with a file of yours alone' }),
  position: Position,
})
  .partial()
  .meta({ id: 'VisionTilePatch', example: { caption: 'Where I write in the mornings' } })
export type VisionTilePatch = z.infer<typeof VisionTilePatch>

export const VisionTileQuery = PageQuery.extend({ state: z.enum(TILE_STATES).optional() })
export type VisionTileQuery = z.infer<typeof VisionTileQuery>
export const VisionTilePage = pageOf(VisionTile).meta({ id: 'VisionTilePage' })

const AfterId = z.uuid().nullable().meta({ description: 'Right after this one; null is the first place' })
export const TileMove = z.strictObject({ afterId: AfterId }).meta({ id: 'TileMove', example: { afterId: null } })
export type TileMove = z.infer<typeof TileMove>

export const TileOrder = z
  .strictObject({
    tileIds: z
      .array(z.uuid())
      .min(1)
      .max(MAX_TILES)
      .refine((ids) => new Set(ids).size === ids.length, 'names a tile twice')
      .meta({ description: 'They stand one after the other in this order' }),
    afterId: AfterId.default(null),
  })
  .meta({ id: 'TileOrder' })
export type TileOrder = z.infer<typeof TileOrder>

export const TileRetry = z
  .strictObject({
    prompt: Prompt.optional().meta({ description: 'Other words than before' }),
    shape: z.enum(TILE_SHAPES).optional(),
  })
  .meta({ id: 'TileRetry', example: { prompt: 'A small house by a stormy sea' } })
export type TileRetry = z.infer<typeof TileRetry>

const Slide = z
  .object({
    tile: VisionTile,
    url: z.url().nullable().meta({ description: 'Of the picture, for ten minutes; null for a card' }),
    thumbnailUrl: z.url().nullable(),
  })
  .meta({ id: 'VisionSlide' })
export const VisionSlides = z
  .object({
    board: VisionBoard,
    items: z.array(Slide),
    expiresAt: z.iso.datetime().meta({ description: 'When the addresses end' }),
    affirmation: z
      .object({ id: z.uuid(), text: z.string().meta({ example: 'I finish what I begin, one step at a time.' }) })
      .nullable()
      .meta({ description: 'Of those for the goals of the board, the one whose turn it is today' }),
  })
  .meta({ id: 'VisionSlides' })
