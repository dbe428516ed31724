import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './boards.schema.ts'
import * as service from './boards.service.ts'
import { slidesOf } from './slides.service.ts'
import { VisionSlides } from './tiles.schema.ts'

const { VisionBoard } = schema
const tags = ['vision']

export const boardsRoutes: Routes = async (app) => {
  const { config } = app.platform

  app.get(
    '/vision/boards',
    {
      schema: {
        operationId: 'listVisionBoards',
        summary: 'List vision boards',
        tags,
        querystring: schema.VisionBoardQuery,
        response: { 200: schema.VisionBoardPage },
      },
    },
    (req) => service.listBoards(userCtx(req), req.query),
  )

  app.post(
    '/vision/boards',
    {
      schema: {
        operationId: 'createVisionBoard',
        summary: 'Create a vision board',
        tags,
        body: schema.NewVisionBoard,
        response: { 201: VisionBoard },
      },
    },
    async (req, reply) => created(req, reply, await service.createBoard(userCtx(req), req.body)),
  )

  app.get(
    '/vision/boards/:id',
    {
      schema: {
        operationId: 'getVisionBoard',
        summary: 'Read a vision board',
        tags,
        params: IdParams,
        response: { 200: VisionBoard },
      },
    },
    (req) => service.getBoard(userCtx(req), req.params.id),
  )

  app.get(
    '/vision/boards/:id/slides',
    {
      config: { time: true },
      schema: {
        operationId: 'getVisionSlides',
        summary: 'Read a vision board as a slide show',
        description:
          'Its cards and pictures in order, with addresses that end, and an affirmation for its goals: each of those has its day before one comes again.',
        tags,
        params: IdParams,
        response: { 200: VisionSlides },
      },
    },
    (req) => slidesOf(userCtx(req), config.publicUrl, req.params.id),
  )

  app.patch(
    '/vision/boards/:id',
    {
      schema: {
        operationId: 'updateVisionBoard',
        summary: 'Change a vision board',
        description: 'An absent field keeps its value, null clears it.',
        tags,
        params: IdParams,
        body: schema.VisionBoardPatch,
        response: { 200: VisionBoard },
      },
    },
    (req) => service.updateBoard(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/vision/boards/:id',
    {
      schema: {
        operationId: 'deleteVisionBoard',
        summary: 'Move a vision board to the trash',
        description: 'With its tiles, which come back with it. What is being drawn for it is cancelled.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteBoard(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
