import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { NewVisionBoard, VisionBoard, VisionBoardPage, VisionBoardQuery } from './boards.schema.ts'
import { createBoard, getBoard, listBoards } from './boards.service.ts'
import { VisionTile, VisionTilePage } from './tiles.schema.ts'
import { createTile, deleteTile, getTile, listTiles } from './tiles.service.ts'

const read = ['vision:read']
const write = ['vision:write']
const Board = z.strictObject({ boardId: z.uuid() })

export const visionTools: Tool[] = [
  tool({
    name: 'vision_list_boards',
    title: 'List vision boards',
    description: 'The vision boards of the user, the newest first.',
    effect: 'read',
    scopes: read,
    input: VisionBoardQuery.omit({ cursor: true, limit: true }).extend({ limit: Few }),
    output: VisionBoardPage.pick({ items: true }),
    example: { archived: 'false' },
    run: (ctx, input) => listBoards(ctx, input),
  }),
  tool({
    name: 'vision_list_tiles',
    title: 'List the tiles of a vision board',
    description:
      'Pictures and cards of a board in their order, with captions, what cards say and how far pictures are.',
    effect: 'read',
    scopes: read,
    input: Board.extend({ limit: Few }),
    output: VisionTilePage.pick({ items: true }),
    example: { boardId: SOME_ID },
    run: (ctx, { boardId, limit }) => listTiles(ctx, boardId, { limit }),
  }),
  tool({
    name: 'vision_create_board',
    title: 'Create a vision board',
    description: 'Creates a vision board without tiles.',
    effect: 'write',
    scopes: write,
    input: NewVisionBoard,
    output: VisionBoard,
    example: { title: 'A life by the sea' },
    summary: (_, { title }) => `Create the vision board “${title}”`,
    run: (ctx, input) => createBoard(ctx, input),
  }),
  tool({
    name: 'vision_add_card',
    title: 'Put a card on a vision board',
    description: 'Puts a card that says something, a belief for instance, at the end of a board.',
    effect: 'write',
    scopes: write,
    input: Board.extend({ statement: z.string().trim().min(1).max(500), caption: z.string().max(500).optional() }),
    output: VisionTile,
    example: { boardId: SOME_ID, statement: 'I have time for the sea.' },
    summary: async (ctx, { boardId, statement }) =>
      `Put the card “${statement}” on the vision board “${(await getBoard(ctx, boardId)).title}”`,
    run: (ctx, input) => createTile(ctx, input),
  }),
  tool({
    name: 'vision_draw',
    title: 'Have a picture drawn for a vision board',
    description:
      'Queues a picture of a prompt at the end of a board. The prompt goes to an image model where one is set up; it counts against the budget of the user.',
    effect: 'outbound',
    scopes: write,
    input: Board.extend({ prompt: z.string().trim().min(3).max(1_000), caption: z.string().max(500).optional() }),
    output: VisionTile,
    example: { boardId: SOME_ID, prompt: 'A small house by a calm sea' },
    summary: async (ctx, { boardId, prompt }) =>
      `Have a picture of “${prompt}” drawn for the vision board “${(await getBoard(ctx, boardId)).title}”`,
    run: (ctx, input) => createTile(ctx, input),
  }),
  tool({
    name: 'vision_delete_tile',
    title: 'Delete a tile of a vision board',
    description: 'Moves a picture or card of a board to the trash.',
    effect: 'destructive',
    scopes: write,
    input: z.strictObject({ tileId: z.uuid() }),
    output: Deleted,
    example: { tileId: SOME_ID },
    summary: async (ctx, { tileId }) => {
      const { caption, statement, prompt } = await getTile(ctx, tileId)
      return `Delete the tile “${caption ?? statement ?? prompt ?? ''}”`
    },
    run: async (ctx, { tileId }) => {
      await deleteTile(ctx, tileId)
      return { deleted: tileId }
    },
  }),
]
