import { ifMatch } from '#core/conditional.ts'
import { IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { cancelTile, retryTile } from './requests.service.ts'
import * as schema from './tiles.schema.ts'
import * as service from './tiles.service.ts'

const { VisionTile } = schema
const tags = ['vision']

export const tilesRoutes: Routes = async (app) => {
  app.get(
    '/vision/boards/:id/tiles',
    {
      schema: {
        operationId: 'listVisionTiles',
        summary: 'List the tiles of a vision board',
        description: 'In the order of the board.',
        tags,
        params: IdParams,
        querystring: schema.VisionTileQuery,
        response: { 200: schema.VisionTilePage },
      },
    },
    (req) => service.listTiles(userCtx(req), req.params.id, req.query),
  )

  app.post(
    '/vision/boards/:id/tiles',
    {
      config: { time: true },
      schema: {
        operationId: 'createVisionTile',
        summary: 'Put a tile on a vision board',
        description:
          'An image among your files, a card that says something, or a `prompt` of which a picture is made: then the answer is 202 and a tile in the state `queued`. Its progress comes as changes over the socket and stands on the tile. Pictures are drawn by a model where one is set up, allowed by you and within your budget, else by a procedure, and `drawnBy` says which.',
        tags,
        params: IdParams,
        body: schema.TileOnBoard,
        response: { 201: VisionTile, 202: VisionTile },
      },
    },
    async (req, reply) => {
      const tile = await service.createTile(userCtx(req), { ...req.body, boardId: req.params.id })
      const isDrawn = tile.kind === 'generated'
      return reply
        .code(isDrawn ? 202 : 201)
        .header('location', `/api/vision/tiles/${tile.id}`)
        .send(tile)
    },
  )

  app.post(
    '/vision/boards/:id/order',
    {
      schema: {
        operationId: 'orderVisionTiles',
        summary: 'Put many tiles in order at once',
        description: 'They stand one after the other, right after a tile that is none of them. All of them or none.',
        tags,
        params: IdParams,
        body: schema.TileOrder,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.orderTiles(userCtx(req), req.params.id, req.body)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/vision/tiles/:id',
    {
      schema: {
        operationId: 'getVisionTile',
        summary: 'Read a tile, and how far its picture is',
        tags,
        params: IdParams,
        response: { 200: VisionTile },
      },
    },
    (req) => service.getTile(userCtx(req), req.params.id),
  )

  app.patch(
    '/vision/tiles/:id',
    {
      schema: {
        operationId: 'updateVisionTile',
        summary: 'Change a tile',
        description: 'An absent field keeps its value, null clears it. Other words for a picture go to `retry`.',
        tags,
        params: IdParams,
        body: schema.VisionTilePatch,
        response: { 200: VisionTile },
      },
    },
    (req) => service.updateTile(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.post(
    '/vision/tiles/:id/move',
    {
      schema: {
        operationId: 'moveVisionTile',
        summary: 'Move a tile to another place on its board',
        description: 'The others stay as they are.',
        tags,
        params: IdParams,
        body: schema.TileMove,
        response: { 200: VisionTile },
      },
    },
    (req) => service.moveTile(userCtx(req), req.params.id, req.body),
  )

  app.post(
    '/vision/tiles/:id/retry',
    {
      config: { time: true },
      schema: {
        operationId: 'retryVisionTile',
        summary: 'Have a picture drawn again',
        description:
          'What failed or was cancelled, or another one in place of one that is there. A drawing that was made and only could not be kept is taken as it is. 409 while it is being drawn.',
        tags,
        params: IdParams,
        body: schema.TileRetry,
        response: { 202: VisionTile },
      },
    },
    async (req, reply) => reply.code(202).send(await retryTile(userCtx(req), req.params.id, req.body)),
  )

  app.post(
    '/vision/tiles/:id/cancel',
    {
      schema: {
        operationId: 'cancelVisionTile',
        summary: 'Cancel a picture that is being drawn',
        tags,
        params: IdParams,
        response: { 200: VisionTile },
      },
    },
    (req) => cancelTile(userCtx(req), req.params.id),
  )

  app.delete(
    '/vision/tiles/:id',
    {
      schema: {
        operationId: 'deleteVisionTile',
        summary: 'Move a tile to the trash',
        description:
          'It lets go of its file, which is deleted after a week when nothing else refers to it; taken out of the trash before, the tile has it again.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteTile(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
