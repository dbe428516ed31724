import { z } from 'zod'
import { entity, paragraphs } from '#core/entity.ts'
import { during, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { FileDeleted } from '#domains/files/files.events.ts'
import { boardsRoutes } from './boards.routes.ts'
import { NewVisionBoard, VisionBoard, VisionBoardPatch } from './boards.schema.ts'
import { createBoard, deleteBoard, loadBoards, restoreBoard, updateBoard } from './boards.service.ts'
import { drawAsked } from './drawing.service.ts'
import { DRAW } from './requests.service.ts'
import { tilesRoutes } from './tiles.routes.ts'
import { NewVisionTile, VisionTile, VisionTilePatch } from './tiles.schema.ts'
import { createTile, deleteTile, letGoOfFile, loadTiles, restoreTile, updateTile } from './tiles.service.ts'
import { visionBoards, visionTiles } from './vision.tables.ts'
import { visionTools } from './vision.tools.ts'

export const visionModule: Module = {
  name: 'vision',
  tags: {
    vision: 'What one wants to live towards: boards of pictures, drawn ones among them, and of cards of beliefs',
  },
  routes: [boardsRoutes, tilesRoutes],
  tools: visionTools,
  entities: [
    entity({
      name: 'vision_board',
      path: '/vision/boards',
      table: visionBoards,
      item: VisionBoard,
      input: NewVisionBoard,
      patch: VisionBoardPatch,
      search: ({ title, description }) => ({ title, text: description }),
      load: loadBoards,
      create: createBoard,
      update: updateBoard,
      remove: deleteBoard,
      restore: restoreBoard,
    }),
    entity({
      name: 'vision_tile',
      path: '/vision/tiles',
      table: visionTiles,
      item: VisionTile,
      input: NewVisionTile,
      patch: VisionTilePatch,
      search: ({ caption, statement, prompt }) => ({
        title: (caption ?? statement ?? prompt ?? '').slice(0, 200),
        text: paragraphs(caption, statement, prompt),
      }),
      load: loadTiles,
      create: createTile,
      update: updateTile,
      remove: deleteTile,
      restore: restoreTile,
    }),
  ],
  during: [during(FileDeleted, letGoOfFile)],
  jobs: [job(DRAW, z.strictObject({ tileId: z.uuid(), attempt: z.int() }), drawAsked)],
}
